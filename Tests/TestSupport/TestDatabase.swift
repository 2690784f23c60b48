import Adoption
import Glibc
import Storage
import Synchronization

/// The engines that a test of storage runs against.
package enum Engine: String, CaseIterable, Sendable {
    case sqlite = "SQLite"
    case postgreSQL = "PostgreSQL"

    /// Both, unless `FUKYU_TESTS_WITHOUT_POSTGRESQL=1` says that PostgreSQL is not to be had here.
    package static var available: [Engine] { withoutPostgreSQL ? [.sqlite] : allCases }

    package static var withoutPostgreSQL: Bool {
        getenv("FUKYU_TESTS_WITHOUT_POSTGRESQL").map { String(cString: $0) } == "1"
    }
}

/// A new, empty database, gone when the process is over.
package struct TestDatabase: Sendable {
    /// What `--database` would say: a path, or `postgres://…`.
    package let address: String
    package let engine: Engine

    package init(_ engine: Engine) throws {
        self.engine = engine
        switch engine {
        case .sqlite:
            address = try newTestFolder() + "/fukyu.sqlite"
        case .postgreSQL:
            let instance = try PostgreSQLInstance.shared()
            address = instance.address(try instance.createDatabase())
        }
    }

    /// A driver of its own, as another process would have.
    package func driver() throws -> any Driver {
        switch engine {
        case .sqlite: try SQLiteDriver(path: address)
        case .postgreSQL: try PostgreSQLDriver(PostgreSQLSettings(address))
        }
    }

    package func ledger() throws -> Ledger { try Ledger(driver: driver()) }
}

/// An empty folder that is removed when this process ends, however it ends.
package func newTestFolder() throws -> String {
    let folder = try testFolders.get() + "/\(folderCount.add(1, ordering: .relaxed).newValue)"
    guard mkdir(folder, 0o700) == 0 else { throw SpawnError(description: "mkdir \(folder): \(errno)") }
    return folder
}

private let testFolders = Result {
    let folder = try temporaryDirectory("tests")
    try atEnd(of: folder, "")
    return folder
}
private let folderCount = Atomic(0)
