import Adoption
import Yams

/// A place in a YAML file that knows its line: definitions are data, and a mistake in one is reported where it stands.
package struct Definition {
    package let file: String
    package let path: String
    let node: Node

    /// Parses a YAML text.
    /// - Throws: `Failure.invalid` with file, line and column.
    package init(_ text: String, file: String) throws {
        do {
            guard let root = try Yams.compose(yaml: text) else {
                throw Failure(.invalid, "\(file): 内容がありません。")
            }
            self.init(file: file, path: "", node: root)
        } catch let error as YamlError {
            throw Failure(.invalid, "\(file): YAMLとして読めません。\(error)")
        }
    }

    init(file: String, path: String, node: Node) {
        self.file = file
        self.path = path
        self.node = node
    }

    /// `file 12行目`
    package var place: String { node.mark.map { "\(file) \($0.line)行目 \($0.column)列目" } ?? file }

    package func failure(_ what: String) -> Failure { Failure(.invalid, "\(place): \(what)") }

    package subscript(key: String) -> Definition? {
        guard let mapping = node.mapping, let child = mapping[Node(key)], !Definition.isNull(child) else { return nil }
        return Definition(file: file, path: path.isEmpty ? key : "\(path).\(key)", node: child)
    }

    package func required(_ key: String) throws -> Definition {
        guard let child = self[key] else { throw failure("「\(key)」がありません。") }
        return child
    }

    /// The keys of a mapping, in the order of the file.
    package var keys: [String] { node.mapping?.keys.compactMap(\.string) ?? [] }

    /// The entries of a mapping, in the order of the file; nil for a value that is null. For large mappings: a look-up by
    /// key passes over every entry before it.
    package var entries: [(key: String, value: Definition?)] {
        (node.mapping.map(Array.init) ?? []).compactMap { entry in
            guard let key = entry.key.string else { return nil }
            guard !Definition.isNull(entry.value) else { return (key, nil) }
            return (key, Definition(file: file, path: path.isEmpty ? key : "\(path).\(key)", node: entry.value))
        }
    }

    package var items: [Definition] {
        (node.sequence.map(Array.init) ?? []).enumerated().map { index, child in
            Definition(file: file, path: "\(path)[\(index)]", node: child)
        }
    }

    package var isSequence: Bool { node.sequence != nil }

    package func text() throws -> String {
        guard let text = node.scalar?.string else { throw failure("文字列が要ります。") }
        return text
    }

    package func int() throws -> Int {
        guard let text = node.scalar?.string, let number = Int(text) else { throw failure("整数が要ります。") }
        return number
    }

    package func bool() throws -> Bool {
        switch node.scalar?.string {
        case "true": true
        case "false": false
        default: throw failure("true か false が要ります。")
        }
    }

    package func day() throws -> Day {
        guard let text = node.scalar?.string, let day = Day(text) else { throw failure("日付(2026-04-01の形)が要ります。") }
        return day
    }

    /// A value out of a fixed list.
    package func choice<Value>(_ read: (String) -> Value?, among names: [String]) throws -> Value {
        let text = try text()
        guard let value = read(text) else { throw failure("「\(text)」は使えません。使えるのは \(names.joined(separator: "、")) です。") }
        return value
    }

    private static func isNull(_ node: Node) -> Bool {
        guard let scalar = node.scalar, scalar.style == .any || scalar.style == .plain else { return false }
        return scalar.string == "null" || scalar.string == "~" || scalar.string.isEmpty
    }
}
