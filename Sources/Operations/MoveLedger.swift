import Adoption
import Storage

/// What moving a ledger to another database came to.
package struct MoveReport: Sendable {
    package var from: String
    package var to: String
    package var tables: [(name: String, rows: Int, digest: String)]
}

extension Workspace {
    /// Copies the whole ledger into another database, of the same engine or not, and compares every table with its
    /// source. A copy that was stopped goes on where it was.
    /// - Throws: `Failure.invalid` when both are the same, `Failure.conflict` when the target holds something else, or
    ///   somebody wrote to the source meanwhile.
    package func moveLedger(
        to target: String, progress: @escaping ProgressReceiver = { _ in }
    ) throws -> MoveReport {
        let address = DatabaseAddress(target)
        guard address.name != databaseName else {
            throw Failure(
                .invalid, "移す先が、元のデータベースと同じです(\(databaseName))。", hint: "空の別のデータベースを指定してください。")
        }
        let ledger = try Ledger(driver: try address.open())
        let move = LedgerMove(from: self.ledger, to: ledger) { SHA256Rows() }
        let checks = try move.run { table, rows in
            progress(Progress(step: "\(table) を写しています(\(grouped(rows))行)", done: rows, total: nil))
        }
        return MoveReport(
            from: databaseName, to: address.name, tables: checks.map { ($0.table, $0.rows, $0.digest) })
    }
}

/// The digest of a table's rows.
private struct SHA256Rows: RowDigest {
    private let digest = Digest()

    mutating func update(_ bytes: UnsafeRawBufferPointer) { digest.update(bytes) }

    func finish() -> String { digest.finish() }
}
