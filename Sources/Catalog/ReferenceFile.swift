import Adoption
import CSV

/// One CSV table of `Data/reference/`: rows by the names of their columns, with lines for the errors.
struct ReferenceFile {
    let name: String
    private var header: [String: Int] = [:]
    private(set) var rows: [(line: Int, cells: [String])] = []

    /// - Throws: `Failure.invalid` naming file, line and column when the text is not such a table.
    init(_ name: String, in texts: [String: String], columns: [String]) throws {
        self.name = name
        guard let text = texts[name] else {
            throw Failure(
                .notFound, "基準データ \(name) がありません。", hint: "Data/reference にファイルがあるか確かめ、fukyu init を実行してください。")
        }
        do {
            try CSVReader(.text(text), delimiter: .comma).forEachRow { row in
                if row.isBlank { return }
                if header.isEmpty {
                    for index in 0..<row.count { header[row.text(index)] = index }
                } else {
                    rows.append((row.line, row.texts))
                }
            }
        } catch let error as ReadingError {
            throw Failure(.invalid, "基準データ \(name) : \(error)")
        }
        for column in columns where header[column] == nil {
            throw Failure(.invalid, "基準データ \(name) 1行目: 列 \(column) がありません。")
        }
    }

    /// The cells of a row by column name.
    struct Record {
        let file: ReferenceFile
        let line: Int
        let cells: [String]

        func text(_ column: String) -> String {
            guard let index = file.header[column], index < cells.count else { return "" }
            return cells[index]
        }

        func optional(_ column: String) -> String? {
            let value = text(column)
            return value.isEmpty ? nil : value
        }

        func required<Value>(_ column: String, _ read: (String) -> Value?) throws -> Value {
            guard let value = read(text(column)) else { throw invalid(column) }
            return value
        }

        func optional<Value>(_ column: String, _ read: (String) -> Value?) throws -> Value? {
            optional(column) == nil ? nil : try required(column, read)
        }

        func invalid(_ column: String) -> Failure {
            Failure(.invalid, "基準データ \(file.name) \(line)行目: 列 \(column) の値「\(text(column))」を読めません。")
        }
    }

    var records: [Record] { rows.map { Record(file: self, line: $0.line, cells: $0.cells) } }
}
