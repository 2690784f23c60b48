/// Something to say about a cell or a row of an imported file.
package struct RowIssue: Hashable, Sendable {
    package enum Severity: String, Hashable, Sendable, CaseIterable, Comparable {
        /// Something was completed or read in another form; nothing to do.
        case info
        /// Taken, but worth a look.
        case warning
        /// The row cannot be used and was kept aside.
        case error

        package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
        private var rank: Int { self == .info ? 0 : self == .warning ? 1 : 2 }
    }

    /// Place of the file in the call that imports several.
    package var file: Int
    /// Physical line, from 1.
    package var line: Int
    /// The column's title in the file; empty for the whole row.
    package var column: String
    /// The cell as it stands in the file.
    package var found: String
    /// What would have been right, or what was taken instead.
    package var expected: String
    package var code: Code

    package var severity: Severity { code.severity }

    package init(file: Int, line: Int, column: String, found: String, expected: String, code: Code) {
        self.file = file
        self.line = line
        self.column = column
        self.found = found
        self.expected = expected
        self.code = code
    }
}

/// A row that cannot be used, kept with its text so that it can be repaired.
package struct AsideRow: Hashable, Sendable {
    package var file: Int
    package var line: Int
    /// The record written again as CSV.
    package var text: String
    /// The error that kept it from use.
    package var reason: RowIssue

    package init(file: Int, line: Int, text: String, reason: RowIssue) {
        self.file = file
        self.line = line
        self.text = text
        self.reason = reason
    }
}
