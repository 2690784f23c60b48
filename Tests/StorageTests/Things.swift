import Adoption
import Storage
import TestSupport

/// The tables that the tests of drivers use.
enum Things {
    /// A database with one table of every type.
    static func database(_ engine: Engine) throws -> any Driver {
        let driver = try TestDatabase(engine).driver()
        try driver.exclusively { connection in
            let statements = driver.migrationStatements(
                """
                -- a comment
                CREATE TABLE thing (
                    id {int} PRIMARY KEY,
                    name {text} CHECK (name <> 'forbidden'),
                    share {real},
                    bytes {blob}
                ) {strict};
                CREATE TABLE part (id {int} PRIMARY KEY, thing {int} NOT NULL REFERENCES thing (id)) {strict};
                CREATE TABLE revision (revision {int} PRIMARY KEY) {strict};
                CREATE TABLE stamped (id {int} PRIMARY KEY, revision {recorded}, name {text}) {strict};
                CREATE TABLE fact (id {int} PRIMARY KEY, name {text} NOT NULL) {strict};
                {appendonly fact};
                """)
            for statement in statements { try connection.execute(statement) }
        }
        return driver
    }

    static func insert(_ id: Int64, _ name: Value = .null, share: Value = .null, bytes: Value = .null) -> Arguments {
        ["id": .int(id), "name": name, "share": share, "bytes": bytes]
    }

    static let insertion = "INSERT INTO thing (id, name, share, bytes) VALUES (:id, :name, :share, :bytes)"

    static func names(_ driver: any Driver) throws -> [String?] {
        try driver.read { try $0.rows("SELECT name FROM thing ORDER BY id") { $0.textIfAny(0) } }
    }
}
