import Adoption

extension Ledger {
    /// Takes an import back by a new record: its facts no longer hold, and what they replaced holds again.
    ///
    /// Refused while a later import that still stands has replaced facts of this one, because that one's facts say
    /// "instead of"; taking back the later one first keeps the order readable.
    /// - Returns: later imports of the same kind that still stand: they compared themselves with this one and left
    ///   out what it had already said, so they should be imported again.
    /// - Throws: `Failure.notFound` when there is no such import, `Failure.conflict` when it cannot be taken back.
    package func undoImport(_ number: Int64, _ author: Author, at now: Instant) throws -> [Int64] {
        try record(author, at: now) { recording in
            let connection = recording.connection
            let argument: Arguments = ["number": .int(number)]
            guard
                let kind = try connection.first(
                    "SELECT kind FROM import_batch WHERE revision = :number", argument, { $0.text(0) })
            else {
                throw Failure(
                    .notFound, "取り込み \(number) はありません。", hint: "番号は fukyu import list で確かめられます。")
            }
            if let by = try connection.first(
                "SELECT revision FROM revision_undo WHERE undone = :number", argument, { try $0.int(0) })
            {
                throw Failure(
                    .conflict, "取り込み \(number) は既に取り消されています(記録 \(by))。",
                    hint: "戻すには、同じファイルをもう一度取り込んでください。")
            }
            if let later = try laterCorrection(of: number, connection) {
                throw Failure(
                    .conflict, "取り込み \(number) の記録を、後の取り込み \(later) が置き換えています。",
                    hint: "先に fukyu import undo \(later) を実行してください。")
            }
            recording.markRecorded()
            try connection.execute(
                "INSERT INTO revision_undo (undone, revision) VALUES (:undone, :revision)",
                ["undone": .int(number), "revision": .int(recording.revision)])
            return try connection.rows(
                """
                SELECT revision FROM import_batch WHERE kind = :kind AND revision > :number
                AND revision NOT IN (SELECT undone FROM revision_undo) ORDER BY revision
                """, ["kind": .text(kind), "number": .int(number)]
            ) { try $0.int(0) }
        }
    }

    /// The newest standing revision that replaced a fact of this one.
    private func laterCorrection(of number: Int64, _ connection: any Connection) throws -> Int64? {
        for table in FactTable.all {
            let later = try connection.first(
                """
                SELECT MAX(s.revision) FROM supersession s JOIN \(table.name) f ON f.id = s.fact
                WHERE f.revision = :number AND s.revision NOT IN (SELECT undone FROM revision_undo)
                """, ["number": .int(number)]
            ) { $0.isNull(0) ? nil : try $0.int(0) }
            if let later, let later { return later }
        }
        return nil
    }
}
