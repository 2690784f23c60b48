import Adoption
import Glibc
import Operations
import Storage
import Synchronization
import TestSupport

/// A workspace as a municipality has it: the real project folder, a real database, and a clock that a test sets. The
/// database is an SQLite file, or a PostgreSQL database when `FUKYU_TESTS_ENGINE=PostgreSQL` says so: the same tests
/// run on both.
package struct TestWorkspace: Sendable {
    package let folder: String
    package let workspace: Workspace
    package let clock: TestClock

    /// What `--database` would say.
    package let database: String

    /// The engine of this run.
    package static let engine =
        getenv("FUKYU_TESTS_ENGINE").flatMap { Engine(rawValue: String(cString: $0)) } ?? .sqlite

    private static func newDatabase(in folder: String) throws -> String {
        engine == .sqlite ? folder + "/fukyu.sqlite" : try TestDatabase(engine).address
    }

    /// A database with the project's reference data and nothing else.
    package init() throws {
        try self.init(copying: TestWorkspace.template.get())
    }

    /// A database that begins as a copy of another one.
    package init(copying other: TestWorkspace) throws {
        let folder = try newTestFolder()
        let database = try TestWorkspace.newDatabase(in: folder)
        if TestWorkspace.engine == .sqlite {
            for suffix in ["", "-wal"] where Files.exists(other.database + suffix) {
                try Files.write(try Files.read(other.database + suffix), to: database + suffix)
            }
        } else {
            _ = try other.workspace.moveLedger(to: database)
        }
        try self.init(folder: folder, database: database, clock: TestClock(other.clock.last))
    }

    /// - Parameter initialises: whether the reference data are put into the database.
    package init(initialises: Bool, project: String = TestProject.root) throws {
        let folder = try newTestFolder()
        try self.init(
            folder: folder, database: TestWorkspace.newDatabase(in: folder),
            clock: TestClock(Instant("2026-11-01T00:00:00Z")), project: project)
        if initialises { _ = try workspace.initialise(actor: "test") }
    }

    private init(folder: String, database: String, clock: TestClock, project: String = TestProject.root) throws {
        self.folder = folder
        self.database = database
        self.clock = clock
        workspace = try Workspace(
            project: try ProjectFolder(path: project), database: database, clock: { clock.now() })
    }

    private static let template = Result { try TestWorkspace(initialises: true) }

    /// The same database opened anew, as another process would.
    package func anotherHandle() throws -> Workspace {
        let clock = clock
        return try Workspace(project: workspace.project, database: database, clock: { clock.now() })
    }

    /// Writes a file into the folder and tells its path.
    package func file(_ name: String, _ text: String) throws -> String { try file(name, bytes: Array(text.utf8)) }

    package func file(_ name: String, bytes: [UInt8]) throws -> String {
        let path = "\(folder)/\(name)"
        try Files.makeDirectory(Files.parent(path))
        try Files.write(bytes, to: path)
        return path
    }

    /// Every byte of the database, the log of the last writes included; of PostgreSQL, every fact.
    package func databaseBytes() throws -> [UInt8] {
        guard TestWorkspace.engine == .sqlite else { return Array("\(try revision()) \(try facts())".utf8) }
        let log = Files.exists(database + "-wal") ? try Files.read(database + "-wal") : []
        return try Files.read(database) + log
    }

    package func revision() throws -> Int64 { try workspace.ledger.headRevision() }

    package func facts(knownAt instant: Instant? = nil) throws -> LedgerFacts {
        try LedgerFacts(workspace.ledger, at: instant.map(workspace.ledger.revision(knownAt:)))
    }

    /// Every column of the snapshot, as text; the revision and its instant left out.
    package func snapshot(knownAt instant: Instant? = nil) throws -> [String] {
        snapshotColumns(try workspace.state(knownAt: instant).snapshot)
    }
}

/// A clock that stands until it is set, or goes on by a second at every look.
package final class TestClock: Sendable {
    private let instant: Mutex<Instant>

    package init(_ instant: Instant?) {
        self.instant = Mutex(instant ?? Instant(milliseconds: 0))
    }

    package var last: Instant { instant.withLock { $0 } }

    package func now() -> Instant {
        instant.withLock { instant in
            instant = Instant(milliseconds: instant.milliseconds + 1000)
            return instant
        }
    }

    package func set(_ instant: Instant) { self.instant.withLock { $0 = instant } }
}

/// Where this checkout is.
package enum TestProject {
    /// The package's root: three levels above this file.
    package static let root: String = {
        var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        parts.removeLast(3)
        return parts.joined(separator: "/")
    }()

    /// The folder of real files, which is not part of the checkout; nil when it is not at hand.
    package static let shared: String? = {
        let path = getenv("FUKYU_SHARED").map { String(cString: $0) } ?? root + "/../shared"
        return Files.isDirectory(path) ? path : nil
    }()

    /// Every file below a folder, as paths from it, sorted.
    package static func files(below folder: String) throws -> [String] {
        var found: [String] = []
        for name in try Files.names(in: folder) {
            let path = "\(folder)/\(name)"
            if Files.isDirectory(path) {
                found += try files(below: path).map { "\(name)/\($0)" }
            } else {
                found.append(name)
            }
        }
        return found
    }
}
