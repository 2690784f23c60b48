import Adoption

/// Every text of the pages in one language: flat keys → text with `{placeholders}`.
///
/// The files are `Dashboards/text/ja.yaml` and `en.yaml`; another room reads them. A page never holds a sentence of
/// its own in code, so that a municipality can change a word without a compiler.
package struct Wording: Sendable {
    package let language: Language
    package let format: Format
    private let entries: [String: [Part]]

    private enum Part: Sendable {
        case literal(String)
        case placeholder(String)
    }

    package init(language: Language, entries: [String: String]) {
        self.language = language
        format = Format(language)
        self.entries = entries.mapValues(Wording.parts)
    }

    package var keys: [String] { entries.keys.sorted() }

    package func has(_ key: String) -> Bool {
        entries[key] != nil
    }

    /// The text of `key` with its placeholders filled. A key that the file lacks is shown as `⟦key⟧`: `TemplateCheck`
    /// and the tests report it before anybody sees it.
    package func callAsFunction(_ key: String, _ values: KeyValuePairs<String, String> = [:]) -> String {
        guard let parts = entries[key] else { return "⟦\(key)⟧" }
        if parts.count == 1, case .literal(let text) = parts[0] { return text }
        var text = ""
        var isOne = false
        for part in parts {
            switch part {
            case .literal(let literal): text += isOne ? EnglishPlural.singular(literal) : literal
            case .placeholder(let name):
                let value = values.first { $0.key == name }?.value ?? "{\(name)}"
                isOne = language == .english && value == "1"
                text += value
            }
        }
        return text
    }

    /// The placeholder names of a text, sorted: `{n}事業所` → `["n"]`.
    package static func placeholders(of text: String) -> [String] {
        parts(of: text).compactMap { part in
            if case .placeholder(let name) = part { name } else { nil }
        }.sorted()
    }

    private static func parts(of text: String) -> [Part] {
        var parts: [Part] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            if open > rest.startIndex { parts.append(.literal(String(rest[..<open]))) }
            parts.append(.placeholder(String(rest[rest.index(after: open)..<close])))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty || parts.isEmpty { parts.append(.literal(String(rest))) }
        return parts
    }
}
