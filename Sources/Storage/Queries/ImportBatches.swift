import Adoption

/// An import in the list of imports.
package struct ImportRecord: Sendable {
    /// The revision that the import made: its number for `fukyu import undo`.
    package var number: Int64
    package var recordedAt: Instant
    package var actor: String
    package var reason: String
    package var batch: ImportBatch
    /// The revision that took it back.
    package var undoneBy: Int64?
    package var issueCounts: [(severity: String, count: Int)]
}

extension Ledger {
    /// All imports, the newest first.
    package func importRecords() throws -> [ImportRecord] {
        try read { connection in
            var issues: [Int64: [(severity: String, count: Int)]] = [:]
            try connection.query(
                """
                SELECT revision, severity, COUNT(*) FROM import_issue GROUP BY revision, severity
                ORDER BY revision, severity
                """
            ) { row in issues[try row.int(0), default: []].append((row.text(1), Int(try row.int(2)))) }
            return try connection.rows(
                """
                SELECT b.revision, r.recorded_at, r.actor, r.reason, b.kind, b.files, b.list_day, b.complete, b.summary,
                    u.revision
                FROM import_batch b JOIN revision r ON r.revision = b.revision
                LEFT JOIN revision_undo u ON u.undone = b.revision
                ORDER BY b.revision DESC
                """
            ) { row in
                let batch = ImportBatch(
                    kind: ImportBatch.Kind(rawValue: row.text(4)) ?? .offices, files: files(row.text(5)),
                    listDay: try row.day(6), isComplete: try row.int(7) == 1, summary: summary(row.text(8)))
                let number = try row.int(0)
                return ImportRecord(
                    number: number, recordedAt: try row.instant(1), actor: row.text(2), reason: row.text(3),
                    batch: batch, undoneBy: row.isNull(9) ? nil : try row.int(9), issueCounts: issues[number] ?? [])
            }
        }
    }

    /// The issues of one import, in the order of the rows.
    package func importIssues(of number: Int64) throws -> [ImportIssue] {
        try read { connection in
            try connection.rows(
                """
                SELECT severity, code, file, line, column_name, found, expected, kept_row
                FROM import_issue WHERE revision = :revision ORDER BY id
                """, ["revision": .int(number)]
            ) { row in
                ImportIssue(
                    severity: row.text(0), code: row.text(1), file: row.text(2), line: Int(try row.int(3)),
                    column: row.text(4), found: row.text(5), expected: row.text(6), keptRow: row.textIfAny(7))
            }
        }
    }

    private func files(_ text: String) -> [ImportBatch.File] {
        text.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: "\t", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 4, let rows = Int(parts[2]) else { return nil }
            return ImportBatch.File(name: parts[3], digest: parts[0], encoding: parts[1], rows: rows)
        }
    }

    private func summary(_ text: String) -> [(label: String, count: Int)] {
        text.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: "\t", maxSplits: 1).map(String.init)
            guard parts.count == 2, let count = Int(parts[0]) else { return nil }
            return (parts[1], count)
        }
    }
}
