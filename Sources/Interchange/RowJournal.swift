import Adoption
import CSV

/// Collects what there is to say about one row, with the column's title and
/// the cell as found, and hands it on when the row is done.
struct RowJournal {
    let file: Int
    let table: TableFile
    let sink: RowSink
    private(set) var counts = RowCounts()
    private var line = 0
    private var fatal: RowIssue?

    init(file: Int, table: TableFile, sink: RowSink) {
        self.file = file
        self.table = table
        self.sink = sink
    }

    /// Begins a row. A row with more fields than titles has an unquoted
    /// delimiter somewhere: all columns behind it are wrong.
    mutating func begin(_ row: borrowing CSVRow) {
        line = row.line
        fatal = nil
        guard !table.titles.isEmpty, row.count > table.titles.count else { return }
        for extra in table.titles.count..<row.count where !row[extra].isEmpty {
            note(.tooManyFields, nil, found: "\(row.count)列", expected: "\(table.titles.count)列")
            return
        }
    }

    /// True once an error was noted: the row cannot be used.
    var isFatal: Bool { fatal != nil }

    mutating func note(_ code: RowIssue.Code, _ column: Int?, found: String, expected: String? = nil) {
        let issue = RowIssue(
            file: file, line: line, column: table.title(column), found: Self.shortened(found),
            expected: expected ?? code.standardExpectation, code: code)
        sink.issue(issue)
        if code.severity == .error, fatal == nil { fatal = issue }
    }

    /// The row could not be used.
    mutating func keepAside(_ row: borrowing CSVRow) {
        guard let fatal else { return }
        counts.aside += 1
        sink.aside(AsideRow(file: file, line: line, text: row.recordText, reason: fatal))
    }

    mutating func delivered(_ records: Int = 1) { counts.records += records }

    mutating func finish(rows: Int) -> RowCounts {
        counts.rows = rows
        return counts
    }

    /// A whole paragraph in a cell is no help in a list of issues.
    private static func shortened(_ text: String) -> String {
        let limit = 80
        guard text.unicodeScalars.count > limit else { return text }
        return String(text.unicodeScalars.prefix(limit)) + "…"
    }
}
