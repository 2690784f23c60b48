import Adoption

/// A running checksum of the caller's choice: the same bytes must give the same text.
package protocol RowDigest {
    mutating func update(_ bytes: UnsafeRawBufferPointer)
    /// The checksum of all bytes so far.
    func finish() -> String
}

/// Copies a whole ledger from one database to another, of the same engine or not.
///
/// Tables are copied in batches, each in a transaction of its own; what a stopped copy left is found by the last key
/// in each table and continued. The target stays an empty ledger to everybody until every table has been compared
/// with its source: only then its head row is written.
package struct LedgerMove {
    /// A table's content on both sides.
    package struct Check: Sendable, Equatable {
        package var table: String
        package var rows: Int
        package var digest: String
    }

    private let source: Ledger
    private let target: Ledger
    private let makeDigest: () -> any RowDigest
    /// Rows in one transaction: about a second's work.
    private let batch: Int

    /// - Parameters:
    ///   - source: nobody should write to it meanwhile; when somebody does, nothing is lost, but the copy is refused.
    ///   - target: a new, empty ledger, or one that an earlier copy of the same source left unfinished.
    package init(
        from source: Ledger, to target: Ledger, batch: Int = 50_000, digest: @escaping () -> any RowDigest
    ) {
        self.source = source
        self.target = target
        self.batch = batch
        makeDigest = digest
    }

    /// Copies, compares, and opens the target.
    /// - Parameter progress: told the table and the rows of it that are in the target, after every batch.
    /// - Returns: every table with its number of rows and the digest that both sides have.
    /// - Throws: `Failure.conflict` when the target holds something else or the source was written to meanwhile,
    ///   `Failure.internal` when the sides differ after the copy; the target then stays closed.
    package func run(progress: (_ table: String, _ rows: Int) throws -> Void) throws -> [Check] {
        let (head, isDone, facts) = try source.read { view in
            let head = try Ledger.head(view)
            let before = try target.read { try Ledger.head($0) }
            let isDone = before == head
            guard isDone || before.revision == 0 else {
                throw Failure(
                    .conflict, "移す先のデータベースには、別の記録があります(記録 \(before.revision)まで)。",
                    hint: "空のデータベースを指定してください。")
            }
            if !isDone { for table in appended { try copy(table, view, progress) } }
            return (head, isDone, try appended.map { try compare($0, view) })
        }
        // A second view: what was recorded after the first one began must not be left behind.
        return try source.read { view in
            guard try Ledger.head(view) == head else {
                throw Failure(
                    .conflict, "移している間に、元のデータベースに記録が加わりました。移す先はまだ使われていません。",
                    hint: "fukyu serve や取り込みを止めて、もう一度実行してください。続きから移します。")
            }
            if !isDone { try open(view, head) }
            return facts + (try changing.map { try compare($0, view) })
        }
    }

    private var appended: [TableShape] { TableShape.all.filter(\.isAppendOnly) }

    /// Tables whose rows change, the head row among them: small, copied whole in the last transaction.
    private var changing: [TableShape] { TableShape.all.filter { !$0.isAppendOnly } }

    // MARK: Copying

    private func copy(
        _ table: TableShape, _ view: any Connection, _ progress: (String, Int) throws -> Void
    ) throws {
        var done = try target.read { try count(table, $0) }
        while true {
            let last = try target.read { try lastKey(table, $0) }
            let copied = try target.driver.transaction { try copyBatch(table, after: last, view, into: $0) }
            if copied == 0 { return }
            done += copied
            try progress(table.name, done)
            if copied < batch { return }
        }
    }

    private func copyBatch(
        _ table: TableShape, after last: [Value], _ view: any Connection, into connection: any Connection
    ) throws -> Int {
        var copied = 0
        try connection.bulkLoad(table.name, columns: table.columns.map(\.name)) { rows in
            try each(table, after: last, limit: batch, view) { row in
                for (index, column) in table.columns.enumerated() { try rows.append(value(row, index, column.kind)) }
                try rows.endRow()
                copied += 1
            }
        }
        return copied
    }

    private func open(
        _ view: any Connection, _ head: (revision: Int64, recordedAt: Instant, lastFact: Int64)
    ) throws {
        try target.driver.transaction { connection in
            for table in changing.reversed() where table.name != "ledger_head" {
                try connection.execute("DELETE FROM \(table.name)")
            }
            for table in changing where table.name != "ledger_head" {
                try connection.bulkLoad(table.name, columns: table.columns.map(\.name)) { rows in
                    try each(table, after: [], limit: nil, view) { row in
                        for (index, column) in table.columns.enumerated() {
                            try rows.append(value(row, index, column.kind))
                        }
                        try rows.endRow()
                    }
                }
            }
            try connection.execute(
                """
                UPDATE ledger_head SET revision = :revision, recorded_at = :recorded_at, last_fact = :last_fact
                WHERE id = 1
                """,
                [
                    "revision": .int(head.revision), "recorded_at": .text(head.recordedAt.description),
                    "last_fact": .int(head.lastFact),
                ])
        }
    }

    // MARK: Comparing

    private func compare(_ table: TableShape, _ view: any Connection) throws -> Check {
        let here = try check(table, view)
        let there = try target.read { try check(table, $0) }
        guard here == there else {
            throw Failure(
                .internal,
                "写しが一致しません(表 \(table.name): 元 \(here.rows)行 \(here.digest)、先 \(there.rows)行 \(there.digest))。",
                hint: "移す先のデータベースを空にして、もう一度実行してください。元のデータベースはそのままです。")
        }
        return here
    }

    private func check(_ table: TableShape, _ connection: any Connection) throws -> Check {
        var bytes = DigestBytes(digest: makeDigest())
        var rows = 0
        var last: [Value] = []
        // In pieces, because one statement over a large table could run into the engine's time limit.
        while true {
            var piece = 0
            try each(table, after: last, limit: batch, connection) { row in
                for (index, column) in table.columns.enumerated() { bytes.add(try value(row, index, column.kind)) }
                piece += 1
                if piece == batch { last = try key(table, row) }
            }
            rows += piece
            if piece < batch { break }
        }
        return Check(table: table.name, rows: rows, digest: bytes.finish())
    }

    // MARK: Rows

    private func each(
        _ table: TableShape, after last: [Value], limit: Int?, _ connection: any Connection,
        _ body: (any Row) throws -> Void
    ) throws {
        let keys = table.order.map(\.name)
        var sql = "SELECT \(table.columns.map(\.name).joined(separator: ", ")) FROM \(table.name)"
        var arguments: Arguments = [:]
        if !last.isEmpty {
            let marks = last.indices.map { ":key\($0)" }
            sql += " WHERE (\(keys.joined(separator: ", "))) > (\(marks.joined(separator: ", ")))"
            for (index, value) in last.enumerated() { arguments["key\(index)"] = value }
        }
        sql += " ORDER BY \(keys.joined(separator: ", "))"
        if let limit { sql += " LIMIT \(limit)" }
        try connection.query(sql, arguments, body)
    }

    private func count(_ table: TableShape, _ connection: any Connection) throws -> Int {
        try connection.first("SELECT COUNT(*) FROM \(table.name)") { Int(try $0.int(0)) } ?? 0
    }

    private func lastKey(_ table: TableShape, _ connection: any Connection) throws -> [Value] {
        let keys = table.order
        let backwards = keys.map { "\($0.name) DESC" }.joined(separator: ", ")
        let names = keys.map(\.name).joined(separator: ", ")
        return try connection.first("SELECT \(names) FROM \(table.name) ORDER BY \(backwards) LIMIT 1") { row in
            try keys.enumerated().map { try value(row, $0.offset, $0.element.kind) }
        } ?? []
    }

    private func key(_ table: TableShape, _ row: any Row) throws -> [Value] {
        try table.order.map { column in
            let index = table.columns.firstIndex(of: column) ?? 0
            return try value(row, index, column.kind)
        }
    }

    private func value(_ row: any Row, _ index: Int, _ kind: TableShape.Kind) throws -> Value {
        if row.isNull(index) { return .null }
        switch kind {
        case .int: return .int(try row.int(index))
        case .real: return .real(try row.real(index))
        case .text: return .text(row.text(index))
        case .blob: return .blob(try row.blob(index))
        }
    }
}

/// Values as bytes that only equal values have: a letter for the type, eight bytes for a number, a length before a
/// text. Independent of how an engine keeps them.
private struct DigestBytes {
    var digest: any RowDigest
    private var buffer: [UInt8] = []

    init(digest: any RowDigest) {
        self.digest = digest
        buffer.reserveCapacity(1 << 17)
    }

    mutating func add(_ value: Value) {
        switch value {
        case .null: buffer.append(UInt8(ascii: "N"))
        case .int(let number): add("I", UInt64(bitPattern: number))
        case .real(let number): add("R", number.bitPattern)
        case .text(let text):
            add("T", UInt64(text.utf8.count))
            buffer += text.utf8
        case .blob(let bytes):
            add("B", UInt64(bytes.count))
            buffer += bytes
        }
        if buffer.count >= 1 << 16 { flush() }
    }

    mutating func finish() -> String {
        flush()
        return digest.finish()
    }

    private mutating func add(_ type: Unicode.Scalar, _ number: UInt64) {
        buffer.append(UInt8(ascii: type))
        for shift in stride(from: UInt64(0), to: 64, by: 8) {
            buffer.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }

    private mutating func flush() {
        buffer.withUnsafeBytes { digest.update($0) }
        buffer.removeAll(keepingCapacity: true)
    }
}
