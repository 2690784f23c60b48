import Adoption
import Interchange
import Yams

/// A mapping in a definition file with the keys that it may have. A value that is absent or wrong is nil; what is
/// wrong has been noted.
struct DefinitionPlace {
    let reader: DefinitionReader
    let definition: Definition
    let section: DefinitionSection

    func report(
        _ found: String, _ expected: String = "", _ suggestion: String = "",
        at key: String? = nil, severity: DefinitionProblem.Severity = .mistake
    ) {
        let place = key.flatMap { definition[$0] } ?? definition
        reader.report(place, found, expected, suggestion, severity: severity)
    }

    /// The value of a key that the section knows.
    func value(_ key: String) -> Definition? {
        reader.note(section, key)
        return definition[key]
    }

    /// Whether the key stands there, if only with nothing behind it.
    func has(_ key: String) -> Bool { definition.node.mapping?.contains { $0.key.scalar?.string == key } ?? false }

    func text(_ key: String) -> String? { value(key).flatMap { reader.text($0, limit(key)) } }

    func texts(_ key: String) -> [String] {
        value(key).map { $0.oneOrMany.compactMap { reader.text($0, limit(key)) } } ?? []
    }

    func flag(_ key: String) -> Bool? { value(key).flatMap(reader.flag) }

    func count(_ key: String) -> Int? {
        guard let value = value(key), case .count(let range) = section.key(key)?.form else { return nil }
        return reader.count(value, range)
    }

    func day(_ key: String) -> Day? {
        guard let value = value(key), let clock = reader.clock(value, expected: "日付が要ります。例: 2026-09-01") else {
            return nil
        }
        if clock.minute != nil {
            report(reader.wrong(value), "時刻のない日付が要ります。", "もしかして: \(clock.day)。", at: key)
            return nil
        }
        return clock.day
    }

    func minute(_ key: String) -> WallClock? {
        value(key).flatMap { reader.clock($0, expected: "日本時間の日時が要ります。例: 2026-09-01 09:00") }
    }

    func id(_ key: String) -> String? { value(key).flatMap(reader.id) }

    func ids(_ key: String) -> [String] { value(key).map { $0.oneOrMany.compactMap(reader.id) } ?? [] }

    func choice(_ key: String) -> String? {
        guard let value = value(key), case .choice(let words) = section.key(key)?.form else { return nil }
        return reader.choice(value, words)
    }

    func choices(_ key: String) -> [String]? {
        guard let value = value(key), case .choices(let words) = section.key(key)?.form else { return nil }
        return value.oneOrMany.compactMap { reader.choice($0, words) }
    }

    /// A section; `key:` with nothing behind it is an empty one.
    func place(_ key: String) -> DefinitionPlace? {
        reader.note(section, key)
        guard case .section(let name) = section.key(key)?.form else { return nil }
        if let value = definition[key] { return reader.open(value, as: name) }
        guard let mark = definition.node.mapping?.first(where: { $0.key.scalar?.string == key })?.key.mark else {
            return nil
        }
        let empty = Node.mapping(.init([], .implicit, .block, mark))
        return reader.open(Definition(file: definition.file, path: "\(definition.path).\(key)", node: empty), as: name)
    }

    func places(_ key: String) -> [DefinitionPlace] {
        guard let value = value(key), case .list(let name) = section.key(key)?.form else { return [] }
        guard value.isSequence else {
            report(reader.wrong(value), "「- 」で始まる項目の並びが要ります。", at: key)
            return []
        }
        return value.items.compactMap { reader.open($0, as: name) }
    }

    private func limit(_ key: String) -> Int {
        switch section.key(key)?.form {
        case .text(let limit), .texts(let limit): limit
        default: 0
        }
    }
}

extension Definition {
    /// The items of a list; a value alone is a list of one.
    var oneOrMany: [Definition] { isSequence ? items : [self] }
}
