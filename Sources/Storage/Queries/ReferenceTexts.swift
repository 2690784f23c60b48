import Adoption

extension Ledger {
    /// The reference files as they were at a revision, by name.
    package func referenceTexts(at revision: Int64) throws -> [String: String] {
        try read { connection in
            let visibility = try Visibility(at: revision, connection)
            var texts: [String: String] = [:]
            try visibility.query(
                connection, "SELECT id, revision, name, content FROM reference_text WHERE revision <= :at ORDER BY id"
            ) { row in texts[row.text(2)] = row.text(3) }
            return texts
        }
    }

    /// Records the reference files that differ from those in the ledger, and tells their names.
    package func recordReference(
        _ texts: [String: String], _ author: Author, at now: Instant
    ) throws -> [String] {
        try record(author, at: now) { recording in
            let visibility = try Visibility(at: recording.revision, recording.connection)
            var current: [String: (id: Int64, content: String)] = [:]
            try visibility.query(
                recording.connection,
                "SELECT id, revision, name, content FROM reference_text WHERE revision <= :at ORDER BY id"
            ) { row in current[row.text(2)] = (try row.int(0), row.text(3)) }
            let changed = texts.filter { current[$0.key]?.content != $0.value }.sorted { $0.key < $1.key }
            try recording.supersede(changed.compactMap { current[$0.key]?.id }.sorted())
            try recording.append(changed, to: .referenceText) { text, rows in
                try rows.append(text: text.key)
                try rows.append(text: text.value)
            }
            return changed.map(\.key)
        }
    }
}
