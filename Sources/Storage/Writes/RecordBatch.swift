import Adoption

/// An import as it is kept: what was read, and what came of it.
package struct ImportBatch: Sendable {
    package enum Kind: String, Sendable { case offices, registrations, outreach, readiness, exchanges, partners }

    /// One file of the import.
    package struct File: Sendable, Hashable {
        package var name: String
        /// SHA-256, hexadecimal.
        package var digest: String
        package var encoding: String
        package var rows: Int

        package init(name: String, digest: String, encoding: String, rows: Int) {
            self.name = name
            self.digest = digest
            self.encoding = encoding
            self.rows = rows
        }
    }

    package var kind: Kind
    package var files: [File]
    package var listDay: Day?
    package var isComplete: Bool
    /// What changed, as label and count in the order of the report.
    package var summary: [(label: String, count: Int)]

    package init(
        kind: Kind, files: [File], listDay: Day?, isComplete: Bool, summary: [(label: String, count: Int)]
    ) {
        self.kind = kind
        self.files = files
        self.listDay = listDay
        self.isComplete = isComplete
        self.summary = summary
    }
}

/// Something about a row that a person should look at.
package struct ImportIssue: Sendable {
    package var severity: String
    package var code: String
    package var file: String
    package var line: Int
    package var column: String
    package var found: String
    package var expected: String
    /// The whole row when it could not be used: nothing is lost.
    package var keptRow: String?

    package init(
        severity: String, code: String, file: String, line: Int, column: String, found: String, expected: String,
        keptRow: String?
    ) {
        self.severity = severity
        self.code = code
        self.file = file
        self.line = line
        self.column = column
        self.found = found
        self.expected = expected
        self.keptRow = keptRow
    }
}

extension Recording {
    /// Keeps the import itself. Its number is the revision's: an import is one revision.
    package func append(_ batch: ImportBatch, issues: [ImportIssue]) throws {
        let files = batch.files.map { "\($0.digest)\t\($0.encoding)\t\($0.rows)\t\($0.name)" }.joined(separator: "\n")
        let summary = batch.summary.map { "\($0.count)\t\($0.label)" }.joined(separator: "\n")
        try connection.execute(
            """
            INSERT INTO import_batch (id, revision, kind, files, list_day, complete, summary)
            VALUES (:id, :revision, :kind, :files, :list_day, :complete, :summary)
            """,
            [
                "id": .int(nextFact()), "revision": .int(revision), "kind": .text(batch.kind.rawValue),
                "files": .text(files), "list_day": Value(batch.listDay), "complete": .int(batch.isComplete ? 1 : 0),
                "summary": .text(summary),
            ])
        let columns = [
            "id", "revision", "severity", "code", "file", "line", "column_name", "found", "expected", "kept_row",
        ]
        try connection.bulkLoad("import_issue", columns: columns) { rows in
            for issue in issues {
                try rows.append(int: nextFact())
                try rows.append(int: revision)
                try rows.append(text: issue.severity)
                try rows.append(text: issue.code)
                try rows.append(text: issue.file)
                try rows.append(int: Int64(issue.line))
                try rows.append(text: issue.column)
                try rows.append(text: issue.found)
                try rows.append(text: issue.expected)
                try rows.append(issue.keptRow)
                try rows.endRow()
            }
        }
    }
}
