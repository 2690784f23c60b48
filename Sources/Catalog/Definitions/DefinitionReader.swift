import Adoption
import Yams

/// Reads one definition file against the keys that it may have and keeps every problem, so that a person corrects a
/// file once and not mistake by mistake.
final class DefinitionReader {
    let file: String
    private let sections: [String: DefinitionSection]
    private var problems: [DefinitionProblem] = []
    /// 「section.key」 of every key that the loader looked for.
    private(set) var asked: Set<String> = []

    init(file: String, sections: [DefinitionSection]) {
        self.file = file
        self.sections = Dictionary(sections.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    var hasMistakes: Bool { problems.contains { $0.severity == .mistake } }

    /// In the order of the lines; those without a line first. The order of finding decides between equal places.
    var sortedProblems: [DefinitionProblem] {
        problems.enumerated().sorted { left, right in
            (left.element.line, left.element.column, left.offset)
                < (right.element.line, right.element.column, right.offset)
        }
        .map(\.element)
    }

    /// The file's outermost section; nil when there is nothing to read.
    func root(_ text: String, section: String) -> DefinitionPlace? {
        switch Definition.parse(text, file: file) {
        case .success(let definition): return open(definition, as: section)
        case .failure(let problem):
            problems.append(problem)
            return nil
        }
    }

    /// A mapping with the keys of a section: unknown and missing ones are noted.
    func open(_ definition: Definition, as name: String) -> DefinitionPlace? {
        guard let section = sections[name] else {
            // A defect of ours, found by the first test that loads anything.
            report(definition, "「\(name)」という部分は、プログラムが知りません。")
            return nil
        }
        guard definition.node.mapping != nil else {
            report(
                definition, "\(section.title)の書き方が違います。", "「キー: 値」の組が要ります。",
                "キーは\(section.keys.map(\.name).joined(separator: "、"))です。")
            return nil
        }
        checkKeys(of: definition, section)
        return DefinitionPlace(reader: self, definition: definition, section: section)
    }

    func report(
        _ definition: Definition, _ found: String, _ expected: String = "", _ suggestion: String = "",
        severity: DefinitionProblem.Severity = .mistake
    ) {
        let mark = definition.node.mark
        problems.append(
            DefinitionProblem(
                severity, file: file, line: mark?.line ?? 0, column: mark?.column ?? 0, path: definition.path,
                found: found, expected: expected, suggestion: suggestion))
    }

    func note(_ section: DefinitionSection, _ key: String) { asked.insert("\(section.name).\(key)") }

    private func checkKeys(of definition: Definition, _ section: DefinitionSection) {
        var present: [String] = []
        for (keyNode, _) in definition.node.mapping ?? [:] {
            guard let name = keyNode.scalar?.string, section.key(name) != nil else {
                let key = Definition(file: file, path: definition.path, node: keyNode)
                reportUnknown(key, name: keyNode.scalar?.string ?? "", section)
                continue
            }
            present.append(name)
        }
        for key in section.keys where key.isRequired && definition[key.name] == nil {
            report(definition, "「\(key.name)」（\(key.title)）がありません。", key.text)
        }
        guard !section.oneOf.isEmpty else { return }
        let chosen = section.oneOf.filter(present.contains)
        if chosen.count != 1 {
            let found = chosen.isEmpty ? "どの種類かがありません。" : "\(chosen.joined(separator: "、"))が同時に書かれています。"
            report(definition, found, "\(section.oneOf.joined(separator: "、"))のうち一つが要ります。")
        }
    }

    private func reportUnknown(_ key: Definition, name: String, _ section: DefinitionSection) {
        let known = section.keys.map(\.name)
        // A key that is right elsewhere: usually a slip of the indentation.
        let elsewhere = sections.values.filter { $0.key(name) != nil }.map(\.title).sorted()
        var suggestion = "\(section.title)のキーは\(known.joined(separator: "、"))です。"
        if let near = NearestName.among(known, to: name) {
            suggestion = "もしかして: \(near)。"
        } else if !elsewhere.isEmpty {
            suggestion = "「\(name)」は\(elsewhere.joined(separator: "、"))のキーです。字下げを確かめてください。"
        }
        report(key, "「\(clipped(name))」というキーは、ここにはありません。", "", suggestion)
    }
}

/// A text of a file as it is quoted in a message.
func clipped(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    return line.count > 40 ? "\(line.prefix(40))…" : line
}
