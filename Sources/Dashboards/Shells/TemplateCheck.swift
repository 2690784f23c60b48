import Mustache

/// Compares every tag and partial of the templates with what the pages offer. swift-mustache renders an unknown name
/// as empty text, so that a misspelt block would vanish without a word.
package struct TemplateCheck: Sendable {
    package struct Problem: Sendable, Hashable, CustomStringConvertible {
        package var file: String
        package var line: Int
        package var message: String

        package var description: String { "\(file):\(line): \(message)" }
    }

    private let templates: [String: String]
    private let kinds: [PageKind]
    private let words: [Wording]

    /// `templates` by their path under `Dashboards/`: `municipality/page.html.mustache` → text. `words` are all
    /// languages that will be rendered.
    package init(templates: [String: String], kinds: [PageKind] = PageKind.all, words: [Wording]) {
        self.templates = templates
        self.kinds = kinds
        self.words = words
    }

    /// All problems, ordered by file and line; empty when the templates can be used.
    package func problems() -> [Problem] {
        SafeContent.register()
        var found: [Problem] = []
        for (file, text) in templates { found += problems(of: file, text) }
        for form in ["html", "txt"] where templates["\(PageShells.fallback)/page.\(form).mustache"] == nil {
            let file = "\(PageShells.fallback)/page.\(form).mustache"
            found.append(Problem(file: file, line: 1, message: "this template is missing: it is the fallback"))
        }
        return found.sorted { ($0.file, $0.line, $0.message) < ($1.file, $1.line, $1.message) }
    }

    private func problems(of file: String, _ text: String) -> [Problem] {
        guard let form = TemplateFile(path: file) else {
            return [
                Problem(file: file, line: 1, message: "the name of a template ends in .html.mustache or .txt.mustache")
            ]
        }
        let read = TemplateTags(text)
        var found: [Problem] = []
        let report = { (line: Int, message: String) in
            found.append(Problem(file: file, line: line, message: message))
        }
        if let line = read.unclosed { report(line, "a tag begins here and has no end") }
        let pragma = "{{% CONTENT_TYPE:\(form.contentType)}}"
        if !text.hasPrefix(pragma) { report(1, "the file must begin with \(pragma)") }
        for tag in read.tags {
            if let message = message(about: tag, in: form) { report(tag.line, message) }
        }
        for (line, message) in sections(read.tags) { report(line, message) }
        if form.isHTML {
            for (line, message) in forbiddenMarkup(in: text) { report(line, message) }
        }
        if found.isEmpty {
            do {
                _ = try MustacheTemplate(string: text)
            } catch {
                report(1, "the template cannot be read: \(error)")
            }
        }
        return found
    }

    private func message(about tag: TemplateTag, in form: TemplateFile) -> String? {
        switch tag.kind {
        case .comment: return nil
        case .pragma: return tag.line == 1 ? nil : "the content type must not change inside a file"
        case .unsupported: return "delimiters, inheritance and blocks of mustache are not supported: {{\(tag.name)"
        case .close: return nil
        case .partial:
            if tag.isIndented { return "a partial must begin its line: an indented one is rendered slowly" }
            let path = "_partials/\(tag.name).mustache"
            return templates[path] == nil ? "there is no partial \(path)" : nil
        case .fragment:
            if isFragment(tag.name, in: form) { return nil }
            return isValue(tag.name)
                ? "{{{\(tag.name)}}} would not be escaped: write {{\(tag.name)}}" : unknown(tag.name)
        case .value:
            if isValue(tag.name) { return nil }
            return isFragment(tag.name, in: form)
                ? "{{\(tag.name)}} would be escaped twice: write {{{\(tag.name)}}}" : unknown(tag.name)
        case .section, .inverted:
            guard tag.name.hasPrefix(ShellKeys.has) else { return "only {{#has.BLOCK}} sections exist: \(tag.name)" }
            return isBlock(String(tag.name.dropFirst(ShellKeys.has.count)), in: form) ? nil : unknown(tag.name)
        }
    }

    private func unknown(_ name: String) -> String {
        "no page has a key \(name)"
    }

    private func isValue(_ name: String) -> Bool {
        if ShellKeys.values[name] != nil { return true }
        guard name.hasPrefix(ShellKeys.text) else { return false }
        let key = String(name.dropFirst(ShellKeys.text.count))
        return words.allSatisfy { $0.has(key) }
    }

    private func isFragment(_ name: String, in form: TemplateFile) -> Bool {
        if ShellKeys.fragments[name] != nil { return true }
        guard name.hasPrefix(ShellKeys.block) else { return false }
        return isBlock(String(name.dropFirst(ShellKeys.block.count)), in: form)
    }

    /// In a page's own folder only the blocks of that page; in partials and in the fallback those of all pages.
    private func isBlock(_ id: String, in form: TemplateFile) -> Bool {
        let candidates = kinds.filter { $0.name == form.folder }
        return (candidates.isEmpty ? kinds : candidates).contains { $0.blocks.contains(id) }
    }

    private func sections(_ tags: [TemplateTag]) -> [(Int, String)] {
        var open: [TemplateTag] = []
        var found: [(Int, String)] = []
        for tag in tags {
            switch tag.kind {
            case .section, .inverted: open.append(tag)
            case .close:
                if open.last?.name == tag.name {
                    open.removeLast()
                } else {
                    found.append((tag.line, "{{/\(tag.name)}} closes nothing that is open"))
                }
            default: break
            }
        }
        return found + open.map { ($0.line, "{{#\($0.name)}} is never closed") }
    }

    /// The pages are served with a content security policy without inline scripts and styles, and no page contacts
    /// another host.
    private func forbiddenMarkup(in text: String) -> [(Int, String)] {
        let forbidden: [(needle: String, message: String)] = [
            ("<script", "scripts are forbidden by the content security policy"),
            ("<style", "inline styles are forbidden by the content security policy: use assets/fukyu.css"),
            (" style=", "inline styles are forbidden by the content security policy: use assets/fukyu.css"),
            ("<iframe", "frames are forbidden by the content security policy"),
            ("javascript:", "scripts are forbidden by the content security policy"),
            ("src=\"//", "no page contacts another host"), ("src=\"http", "no page contacts another host"),
            ("<link rel=\"stylesheet\" href=\"http", "no page contacts another host"),
        ]
        var found: [(Int, String)] = []
        for (index, line) in text.lowercased().split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            for rule in forbidden where line.contains(rule.needle) { found.append((index + 1, rule.message)) }
            if line.contains(/\son[a-z]+\s*=/) {
                found.append((index + 1, "event attributes are forbidden by the content security policy"))
            }
        }
        return found
    }
}

/// What the path of a template says: `municipality/page.html.mustache`.
struct TemplateFile {
    let folder: String
    let isHTML: Bool

    var contentType: String { isHTML ? SafeContent.html : SafeContent.text }

    init?(path: String) {
        guard let slash = path.firstIndex(of: "/") else { return nil }
        folder = String(path[..<slash])
        if path.hasSuffix(".html.mustache") {
            isHTML = true
        } else if path.hasSuffix(".txt.mustache") {
            isHTML = false
        } else {
            return nil
        }
    }
}
