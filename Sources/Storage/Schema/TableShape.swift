/// A table as the migrations made it: what a copy of the whole ledger needs to know, read from the one text that
/// both engines are made from, so that no table can be forgotten.
struct TableShape: Sendable, Equatable {
    enum Kind: String, Sendable { case int, text, real, blob }

    struct Column: Sendable, Equatable {
        var name: String
        var kind: Kind
    }

    var name: String
    var columns: [Column] = []
    var primaryKey: [String] = []
    /// Rows are only ever added.
    var isAppendOnly = false

    /// Columns in whose order rows were added; for tables that change, the primary key.
    var order: [Column] {
        let names = columns.map(\.name)
        var keys = primaryKey
        if isAppendOnly, names.contains("id") {
            keys = ["id"]
        } else if isAppendOnly, names.contains("revision") {
            keys = ["revision"] + primaryKey.filter { $0 != "revision" }
        }
        return keys.compactMap { key in columns.first { $0.name == key } }
    }

    /// All tables, in an order in which they can be filled: a table is made after those that it refers to.
    static let all: [TableShape] = shapes(Migrations.all.map(\.text))

    static func shapes(_ migrations: [String]) -> [TableShape] {
        let words = MigrationWords(
            int: "{int}", text: "{text}", real: "{real}", blob: "{blob}", strict: "", recorded: "{int}",
            appendOnly: { ["APPENDONLY \($0)"] })
        var shapes: [TableShape] = []
        for statement in migrations.flatMap({ words.statements($0) }) {
            let parts = statement.split(whereSeparator: \.isWhitespace).map(String.init)
            if statement.hasPrefix("CREATE TABLE "), parts.count > 2 {
                shapes.append(TableShape(name: parts[2], definition: statement))
            } else if parts.first == "APPENDONLY" {
                for index in shapes.indices where shapes[index].name == parts[1] { shapes[index].isAppendOnly = true }
            } else if statement.hasPrefix("ALTER TABLE "), parts.count > 5, parts[3...4] == ["ADD", "COLUMN"] {
                for index in shapes.indices where shapes[index].name == parts[2] {
                    shapes[index].add(parts[5...].joined(separator: " "))
                }
            } else if statement.hasPrefix("ALTER TABLE "), parts.count > 5, parts[3...4] == ["RENAME", "TO"] {
                for index in shapes.indices where shapes[index].name == parts[2] { shapes[index].name = parts[5] }
            } else if statement.hasPrefix("DROP TABLE "), parts.count > 2 {
                shapes.removeAll { $0.name == parts[2] }
            }
        }
        return shapes
    }

    private init(name: String, definition: String) {
        self.name = name
        let inside = definition.drop { $0 != "(" }.dropFirst()
        var depth = 0
        var item = ""
        for character in inside {
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            if depth < 0 || depth == 0 && character == "," {
                add(item)
                item = ""
                if depth < 0 { return }
            } else {
                item.append(character)
            }
        }
    }

    /// A column, or a constraint of the table.
    private mutating func add(_ item: String) {
        let words = item.split { $0.isWhitespace || $0 == "(" || $0 == ")" || $0 == "," }.map(String.init)
        guard let first = words.first, words.count > 1 else { return }
        if words.starts(with: ["PRIMARY", "KEY"]) {
            primaryKey = Array(words.dropFirst(2))
            return
        }
        guard words[1].hasPrefix("{"), let kind = Kind(rawValue: String(words[1].dropFirst().dropLast()))
        else { return }
        columns.append(Column(name: first, kind: kind))
        if zip(words, words.dropFirst()).contains(where: { $0 == ("PRIMARY", "KEY") }) { primaryKey = [first] }
    }
}
