import Adoption
import CSV
import Interchange

/// A small list with columns that are known by name: every row with its line, every problem with line and column.
struct NamedColumns {
    /// A column: its own name and the other titles that it may have.
    typealias Column = (name: String, titles: [String])

    struct Row {
        var line: Int
        fileprivate var cells: [String: String]

        /// Trimmed, full-width ASCII made half-width; empty when the cell or the column is.
        subscript(_ column: String) -> String { cells[column] ?? "" }
    }

    private(set) var rows: [Row] = []
    private(set) var problems: [String] = []
    private let file: String

    /// - Throws: `Failure.invalid` for a file that is no list, or lacks a needed column.
    init(path: String, columns: [Column], needed: [String]) throws {
        file = path == "-" ? "標準入力" : path
        var places: [(name: String, at: Int)] = []
        var found: [Row] = []
        do {
            let reader = try CSVReader(path == "-" ? .standardInput : .path(path))
            try reader.forEachRow { row in
                if row.isBlank { return }
                if places.isEmpty {
                    places = NamedColumns.places(row.texts, columns)
                    return
                }
                var cells: [String: String] = [:]
                for (name, at) in places { cells[name] = Folding.fold(FormulaSafety.undo(row.text(at))) }
                found.append(Row(line: row.line, cells: cells))
            }
        } catch let error as ReadingError {
            throw Failure(error, file: file)
        }
        let missing = needed.filter { name in !places.contains { $0.name == name } }
        guard missing.isEmpty else {
            let all = columns.map { "\($0.name)(\($0.titles.joined(separator: "、")))" }.joined(separator: "、")
            throw Failure(
                .invalid, "\(file): 見出しの行に「\(missing.joined(separator: "」「"))」がありません。", hint: "使える見出し: \(all)")
        }
        guard !found.isEmpty else {
            throw Failure(.invalid, "\(file): 見出しはありますが、データの行がありません。")
        }
        rows = found
    }

    private static func places(_ titles: [String], _ columns: [Column]) -> [(name: String, at: Int)] {
        let keys = titles.map(Folding.key)
        return columns.compactMap { column in
            ([column.name] + column.titles).lazy.compactMap { keys.firstIndex(of: Folding.key($0)) }.first.map {
                (column.name, $0)
            }
        }
    }

    /// `支払済み.csv 3行目`
    func place(_ row: Row) -> String { "\(file) \(row.line)行目" }

    mutating func report(_ row: Row, _ column: String, expected: String) {
        problems.append("\(place(row))「\(column)」: 「\(row[column])」は使えません。\(expected)")
    }

    /// - Throws: `Failure.invalid` with every problem that was reported.
    func check() throws {
        guard problems.isEmpty else {
            throw Failure(.invalid, problems.joined(separator: "\n"), hint: "直してから、もう一度実行してください。何も記録していません。")
        }
    }
}
