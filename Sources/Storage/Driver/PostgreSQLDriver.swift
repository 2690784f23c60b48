import Adoption
import CPQ
import Dispatch
import Glibc

/// PostgreSQL (15 or newer) through libpq, which blocks: servers call it off their event loops.
package struct PostgreSQLDriver: Driver {
    package let engine: String
    private let pool: PostgreSQLPool
    /// Writers of this process wait here, not in the database: they queue for the ledger's head row anyway, and must
    /// not use up the connections that readers need.
    private let writer: DispatchSemaphore

    /// How often a transaction is run again after the server asked for it.
    private static let attempts = 6
    /// Any number that nothing else in the database uses: "fukyu" in ASCII.
    private static let migrationLock = 0x66_75_6b_79_75
    /// How long to wait for another process's migration.
    private static let migrationPatience = 600_000

    /// Opens the database.
    /// - Throws: `Failure.unavailable` when it cannot be reached, `Failure.invalid` when it cannot be used.
    package init(_ settings: PostgreSQLSettings) throws {
        pool = PostgreSQLPool(settings: settings)
        writer = DispatchSemaphore(value: 0)
        writer.signal()
        let (session, _) = try pool.take()
        engine = "PostgreSQL " + session.serverVersion
        pool.giveBack(session)
    }

    /// The closure is run again, from its beginning, when a read replica had to stop it for the primary's sake.
    package func read<Result>(_ body: (any Connection) throws -> Result) throws -> Result {
        try repeatedly { session in
            defer { session.rollback() }
            return try body(session)
        } begin: {
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        }
    }

    /// The closure is run again, from its beginning, after a serialization failure or a deadlock, and after nothing
    /// else: what it changes outside the database must bear that. Statements see what was committed before them;
    /// the ledger's transactions are in a row because each begins with an update of the head row.
    package func transaction<Result>(_ body: (any Connection) throws -> Result) throws -> Result {
        try writing { try repeatedly({ try committing($0, body) }, begin: { "BEGIN ISOLATION LEVEL READ COMMITTED" }) }
    }

    package func exclusively(_ body: (any Connection) throws -> Void) throws {
        try writing {
            try repeatedly { session in
                try session.liftTimeout()
                try session.run(
                    """
                    SET LOCAL lock_timeout = \(PostgreSQLDriver.migrationPatience);
                    SELECT pg_advisory_xact_lock(\(PostgreSQLDriver.migrationLock))
                    """)
                try committing(session, body)
            } begin: {
                "BEGIN ISOLATION LEVEL READ COMMITTED"
            }
        }
    }

    /// The table is written anew, without what was deleted; the old file goes. The server's own log keeps it until its
    /// segments are recycled.
    package func scrub(_ table: String) throws {
        try writing {
            let (session, _) = try pool.take()
            defer { pool.giveBack(session) }
            do {
                // Somebody else's table is passed over with a warning only.
                let isOwner =
                    try session.first(
                        "SELECT 1 FROM pg_class WHERE oid = to_regclass(:name) AND pg_has_role(relowner, 'USAGE')",
                        ["name": .text(table)]
                    ) { _ in true } ?? false
                guard isOwner else {
                    throw Failure(
                        .forbidden, "消した内容の跡が、データベースのファイルに残っているかもしれません。",
                        hint: "表の持ち主で VACUUM FULL \(table) を実行してください。")
                }
                try session.run("VACUUM FULL \(table)")
            } catch let error as PostgreSQLError {
                throw error.failure(at: settings)
            }
        }
    }

    package func isEmpty(_ connection: any Connection) throws -> Bool {
        try connection.first(
            "SELECT 1 FROM pg_tables WHERE schemaname = current_schema()"
        ) { _ in false } ?? true
    }

    package func hasTable(_ name: String, _ connection: any Connection) throws -> Bool {
        try connection.first(
            "SELECT 1 FROM pg_class WHERE oid = to_regclass(quote_ident(:name)) AND relkind IN ('r', 'p')",
            ["name": .text(name)]
        ) { _ in true } ?? false
    }

    package func migrationStatements(_ text: String) -> [String] {
        let words = MigrationWords(
            int: "BIGINT", text: #"TEXT COLLATE "C""#, real: "DOUBLE PRECISION", blob: "BYTEA", strict: "",
            recorded: "BIGINT NOT NULL", recordedGuard: PostgreSQLDriver.revisionGuard,
            appendOnly: PostgreSQLDriver.changeGuard)
        return words.statements(text)
    }

    private static func changeGuard(_ table: String) -> [String] {
        [
            """
            CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
            """,
            """
            CREATE TRIGGER \(table)_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON \(table)
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
            """,
        ]
    }

    /// What a foreign key to `revision` would refuse, asked once a statement: asked for every row it takes longer than
    /// the whole rest of a bulk load.
    private static func revisionGuard(_ table: String) -> [String] {
        [
            """
            CREATE OR REPLACE FUNCTION require_revision() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN
                IF EXISTS (
                    SELECT FROM (SELECT DISTINCT revision FROM added) a
                    WHERE NOT EXISTS (SELECT FROM revision r WHERE r.revision = a.revision)
                ) THEN
                    RAISE EXCEPTION '% refers to a revision that is not there', TG_TABLE_NAME
                    USING ERRCODE = 'foreign_key_violation';
                END IF;
                RETURN NULL;
            END $$
            """,
            """
            CREATE TRIGGER \(table)_recorded AFTER INSERT ON \(table) REFERENCING NEW TABLE AS added
            FOR EACH STATEMENT EXECUTE FUNCTION require_revision()
            """,
        ]
    }

    // MARK: -

    private var settings: PostgreSQLSettings { pool.settings }

    private func writing<Result>(_ body: () throws -> Result) throws -> Result {
        let patience = settings.lockTimeout > 0 ? settings.lockTimeout : PostgreSQLDriver.migrationPatience
        guard writer.wait(timeout: .now() + .milliseconds(patience)) == .success else {
            throw PostgreSQLError(state: "55P03", message: "", isLost: false).failure(at: settings)
        }
        defer { writer.signal() }
        return try body()
    }

    private func committing<Result>(
        _ session: PostgreSQLSession, _ body: (any Connection) throws -> Result
    ) throws -> Result {
        let result: Result
        do {
            result = try body(session)
        } catch {
            session.rollback()
            throw error
        }
        do {
            try session.commit()
        } catch let error as PostgreSQLError where error.isLost {
            throw PostgreSQLError.unknownOutcome(settings)
        }
        return result
    }

    private func repeatedly<Result>(
        _ body: (PostgreSQLSession) throws -> Result, begin: () -> String
    ) throws -> Result {
        var attempt = 1
        while true {
            do {
                let session = try begun(begin())
                defer { pool.giveBack(session) }
                return try body(session)
            } catch let error as PostgreSQLError {
                guard error.isRetryable, attempt < PostgreSQLDriver.attempts else {
                    throw error.failure(at: settings)
                }
                // 10, 20, 40 … ms and a random part, so that two that collided do not collide again.
                usleep(UInt32(10_000 << (attempt - 1)) + UInt32.random(in: 0..<10_000))
                attempt += 1
            }
        }
    }

    /// A connection inside a new transaction. One that died while it was idle is replaced: nothing was asked of it.
    private func begun(_ text: String) throws -> PostgreSQLSession {
        while true {
            let (session, isReused) = try pool.take()
            do {
                try session.begin(text)
                return session
            } catch let error as PostgreSQLError {
                pool.giveBack(session)
                guard error.isLost, isReused else { throw error }
                pool.dropIdle()
            }
        }
    }
}
