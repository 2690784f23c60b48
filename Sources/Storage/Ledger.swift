import Adoption

/// The database: opens it, brings its schema up to date, and is the only way to read or to write it.
package struct Ledger: Sendable {
    package let driver: any Driver

    /// Opens the database and migrates it. A database that a newer version of the product wrote is refused.
    package init(driver: any Driver) throws {
        self.driver = driver
        try migrate()
    }

    private func migrate() throws {
        if try appliedMigrations() == Migrations.all.map(\.name) { return }
        let isForeign = try driver.read { connection in
            try !driver.hasTable("migration", connection) && !driver.isEmpty(connection)
        }
        guard !isForeign else {
            throw Failure(
                .conflict, "このデータベースには、fukyu のものではない表があります。", hint: "空のデータベースか、別のファイルを指定してください。")
        }
        try driver.exclusively { connection in
            try connection.execute(
                "CREATE TABLE IF NOT EXISTS migration (position INTEGER PRIMARY KEY, name TEXT NOT NULL)")
            let applied = try connection.rows("SELECT name FROM migration ORDER BY position") { $0.text(0) }
            guard Migrations.all.map(\.name).starts(with: applied) else {
                throw Failure(
                    .conflict, "このデータベースは新しい版の fukyu で作られています。", hint: "fukyu を新しい版にしてから実行してください。")
            }
            for (position, migration) in Migrations.all.enumerated().dropFirst(applied.count) {
                for statement in driver.migrationStatements(migration.text) { try connection.execute(statement) }
                try connection.execute(
                    "INSERT INTO migration (position, name) VALUES (:position, :name)",
                    ["position": .int(Int64(position)), "name": .text(migration.name)])
            }
        }
    }

    /// The names of the migrations in place; empty for a new database.
    private func appliedMigrations() throws -> [String] {
        try driver.read { connection in
            guard try driver.hasTable("migration", connection) else { return [] }
            return try connection.rows("SELECT name FROM migration ORDER BY position") { $0.text(0) }
        }
    }

    /// Reads a consistent state.
    package func read<Result>(_ body: (any Connection) throws -> Result) throws -> Result {
        try driver.read(body)
    }

    /// The newest revision; 0 in an empty ledger.
    package func headRevision() throws -> Int64 {
        try driver.read { try Ledger.head($0).revision }
    }

    static func head(_ connection: any Connection) throws -> (revision: Int64, recordedAt: Instant, lastFact: Int64) {
        let head = try connection.first("SELECT revision, recorded_at, last_fact FROM ledger_head") {
            (try $0.int(0), try $0.instant(1), try $0.int(2))
        }
        guard let head else { throw Failure(.internal, "データベースに ledger_head がありません。") }
        return head
    }

    /// Records facts in one transaction: locks the head row first, so that revisions, instants and receipts are in
    /// the order of the commits on every engine. When the closure records nothing, nothing is written.
    /// - Parameter now: what the clock says; the recorded instant is at least one millisecond after the last.
    package func record<Result>(
        _ author: Author, at now: Instant, _ body: (Recording) throws -> Result
    ) throws -> Result {
        var unrecorded: Result?
        do {
            return try driver.transaction { connection in
                author.trace?("transaction began")
                // The write comes before the read: on PostgreSQL it is what makes other writers wait.
                try connection.execute("UPDATE ledger_head SET revision = revision + 1 WHERE id = 1")
                author.trace?("first write")
                let head = try Ledger.head(connection)
                let instant = Instant(milliseconds: max(now.milliseconds, head.recordedAt.milliseconds + 1))
                let recording = Recording(
                    connection: connection, revision: head.revision, recordedAt: instant, lastFact: head.lastFact)
                try connection.execute(
                    """
                    INSERT INTO revision (revision, recorded_at, actor, operation, reason)
                    VALUES (:revision, :recorded_at, :actor, :operation, :reason)
                    """,
                    [
                        "revision": .int(head.revision), "recorded_at": .text(instant.description),
                        "actor": .text(author.actor), "operation": .text(author.operation),
                        "reason": .text(author.reason),
                    ])
                let result = try body(recording)
                guard !recording.isEmpty else {
                    unrecorded = result
                    throw NothingRecorded()
                }
                try connection.execute(
                    "UPDATE ledger_head SET recorded_at = :recorded_at, last_fact = :last_fact WHERE id = 1",
                    ["recorded_at": .text(instant.description), "last_fact": .int(recording.lastFact)])
                return result
            }
        } catch let nothing as NothingRecorded {
            guard let unrecorded else { throw nothing }
            return unrecorded
        }
    }
}

/// Rolls the transaction back without being an error: there was nothing to record.
private struct NothingRecorded: Error {}

/// Who records, by which operation, and why: the audit record of every change.
package struct Author: Sendable {
    package var actor: String
    package var operation: String
    package var reason: String
    /// Told about the first write of a transaction; for tests that kill the process.
    package var trace: (@Sendable (String) -> Void)?

    package init(actor: String, operation: String, reason: String, trace: (@Sendable (String) -> Void)? = nil) {
        self.actor = actor
        self.operation = operation
        self.reason = reason
        self.trace = trace
    }
}

/// One transaction's new facts.
package final class Recording {
    package let connection: any Connection
    package let revision: Int64
    package let recordedAt: Instant
    package private(set) var lastFact: Int64
    package private(set) var isEmpty = true

    init(connection: any Connection, revision: Int64, recordedAt: Instant, lastFact: Int64) {
        self.connection = connection
        self.revision = revision
        self.recordedAt = recordedAt
        self.lastFact = lastFact
    }

    /// Says that this revision records something that is not a fact of its own: an undo.
    package func markRecorded() { isEmpty = false }

    /// The number of the next fact.
    package func nextFact() -> Int64 {
        isEmpty = false
        lastFact += 1
        return lastFact
    }

    /// Loads facts of one table; the closure appends the columns after `id` and `revision`.
    package func append<Fact>(
        _ facts: [Fact], to table: FactTable, _ values: (Fact, inout any BulkRows) throws -> Void
    ) throws {
        guard !facts.isEmpty else { return }
        try connection.bulkLoad(table.name, columns: ["id", "revision"] + table.columns) { rows in
            for fact in facts {
                try rows.append(int: nextFact())
                try rows.append(int: revision)
                try values(fact, &rows)
                try rows.endRow()
            }
        }
    }

    /// Replaces facts: from this revision on they are not visible any more.
    package func supersede(_ facts: [Int64]) throws {
        guard !facts.isEmpty else { return }
        isEmpty = false
        try connection.bulkLoad("supersession", columns: ["fact", "revision"]) { rows in
            for fact in facts {
                try rows.append(int: fact)
                try rows.append(int: revision)
                try rows.endRow()
            }
        }
    }
}
