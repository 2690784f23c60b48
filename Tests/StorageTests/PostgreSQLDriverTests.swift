import Adoption
import Glibc
import Storage
import Synchronization
import TestSupport
import Testing

/// What only PostgreSQL does: connections, waiting, running again.
@Suite("The PostgreSQL driver", .enabled(if: !Engine.withoutPostgreSQL))
struct PostgreSQLDriverTests {
    /// A driver on a new database with the table `thing`, and that database's name.
    static func open(
        port: Int? = nil, _ change: (inout PostgreSQLSettings) -> Void = { _ in }
    ) throws -> (driver: PostgreSQLDriver, database: String) {
        let instance = try PostgreSQLInstance.shared()
        let database = try instance.createDatabase()
        try instance.administer("CREATE TABLE thing (id BIGINT PRIMARY KEY, name TEXT)", database: database)
        return (try driver(instance, database, port: port, change), database)
    }

    static func driver(
        _ instance: PostgreSQLInstance, _ database: String, port: Int? = nil,
        _ change: (inout PostgreSQLSettings) -> Void = { _ in }
    ) throws -> PostgreSQLDriver {
        var settings = try PostgreSQLSettings(instance.address(database, port: port))
        change(&settings)
        return try PostgreSQLDriver(settings)
    }

    static func count(_ driver: PostgreSQLDriver) throws -> Int64 {
        try driver.read { try $0.first("SELECT COUNT(*) FROM thing") { try $0.int(0) } } ?? -1
    }

    static let insertion = "INSERT INTO thing (id) VALUES (:id)"

    @Test("says who it is")
    func applicationName() throws {
        let (driver, _) = try Self.open()
        let name = try driver.read { try $0.first("SELECT current_setting('application_name')") { $0.text(0) } }
        #expect(name == "fukyu")
    }

    @Test("opens no more connections than it may, and says when all stay in use")
    func boundedPool() throws {
        let (driver, database) = try Self.open {
            $0.connections = 3
            $0.patience = 300
        }
        let failures = Mutex<[Failure]>([])
        let clock = ContinuousClock()
        let time = try clock.measure {
            try inParallel(2) { thread in
                if thread == 0 {
                    try driver.read { _ in try driver.read { _ in try driver.read { _ in _ = sleep(1) } } }
                } else {
                    usleep(200_000)
                    do { _ = try Self.count(driver) } catch let failure as Failure {
                        failures.withLock { $0.append(failure) }
                    }
                }
            }
        }
        #expect(failures.withLock { $0.map(\.code) } == [.unavailable])
        #expect(time < .seconds(5))
        let open = try PostgreSQLInstance.shared().ask(
            "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = '\(database)'")
        #expect(open == "3")
        #expect(try Self.count(driver) == 0)
    }

    @Test("replaces connections that the server ended while they were idle, without an error")
    func idleConnectionsEnded() throws {
        let (driver, database) = try Self.open()
        try driver.read { _ in try driver.read { _ in _ = try Self.count(driver) } }
        for _ in 0..<3 {
            try Self.terminate(database)
            #expect(try Self.count(driver) == 0)
            try Self.terminate(database)
            try driver.change("UPDATE thing SET name = 'x'")
        }
        let open = try PostgreSQLInstance.shared().ask(
            "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = '\(database)'")
        #expect(open == "1")
    }

    static func terminate(_ database: String) throws {
        _ = try PostgreSQLInstance.shared().ask(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '\(database)'")
    }

    @Test("writes nothing of a transaction whose connection ends in its middle, and does not run it again")
    func endedInTransaction() throws {
        let (driver, database) = try Self.open()
        var runs = 0
        expectFailure(.unavailable) {
            try driver.transaction { connection in
                runs += 1
                try connection.execute(Self.insertion, ["id": .int(1)])
                try Self.terminate(database)
                try connection.execute(Self.insertion, ["id": .int(2)])
            }
        }
        expectFailure(.unavailable) {
            try driver.transaction { connection in
                runs += 1
                try connection.bulkLoad("thing", columns: ["id"]) { rows in
                    for id in Int64(1)...400_000 {
                        if id == 1000 { try Self.terminate(database) }
                        try rows.append(int: id)
                        try rows.endRow()
                    }
                }
            }
        }
        expectFailure(.unavailable) {
            try driver.read { connection in
                runs += 1
                try Self.terminate(database)
                _ = try connection.rows("SELECT id FROM thing") { try $0.int(0) }
            }
        }
        #expect(runs == 3)
        #expect(try Self.count(driver) == 0)
    }

    @Test("reports a COMMIT whose answer is lost as what it is: nobody knows", arguments: [true, false])
    func unknownOutcome(isCommitted: Bool) throws {
        let proxy = try CuttingProxy(to: PostgreSQLInstance.shared().port)
        defer { proxy.close() }
        let (driver, _) = try Self.open(port: proxy.port)
        var runs = 0
        proxy.cut(isCommitted ? .after("COMMIT\0") : .before("COMMIT\0"))
        let failure = expectFailure(.unavailable) {
            try driver.transaction { connection in
                runs += 1
                try connection.execute(Self.insertion, ["id": .int(1)])
            }
        }
        #expect(failure?.message.contains("保存されたかどうかは分かりません") == true)
        #expect(failure?.message.contains("変更は行われていません") == false)
        #expect(runs == 1)
        #expect(try Self.count(driver) == (isCommitted ? 1 : 0))
    }

    @Test("runs a transaction again after a serialization failure or a deadlock, a bounded number of times")
    func runsAgain() throws {
        let (driver, _) = try Self.open()
        for state in ["40001", "40P01"] {
            var runs = 0
            try driver.transaction { connection in
                runs += 1
                try connection.execute(Self.insertion, ["id": .int(Int64(state.utf8.count + runs))])
                if runs < 4 {
                    try connection.execute("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '\(state)'; END $$")
                }
                try connection.execute("DELETE FROM thing")
            }
            #expect(runs == 4)
        }
        var runs = 0
        expectFailure(.unavailable) {
            try driver.transaction { connection in
                runs += 1
                try connection.execute(Self.insertion, ["id": .int(1)])
                try connection.execute("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$")
            }
        }
        #expect(runs == 6)
        #expect(try Self.count(driver) == 0)
    }

    @Test("resolves a real deadlock between two processes")
    func deadlock() throws {
        let (first, database) = try Self.open()
        let second = try Self.driver(PostgreSQLInstance.shared(), database)
        for id in Int64(1)...2 { try first.change(Self.insertion, ["id": .int(id)]) }
        let met = Atomic(0)
        try inParallel(2) { thread in
            let order: [Int64] = thread == 0 ? [1, 2] : [2, 1]
            try (thread == 0 ? first : second).transaction { connection in
                for id in order {
                    try connection.execute(
                        "UPDATE thing SET name = COALESCE(name, '') || 'x' WHERE id = :id", ["id": .int(id)])
                    met.add(1, ordering: .sequentiallyConsistent)
                    // Both hold their first row before either asks for the other's.
                    for _ in 0..<200 where met.load(ordering: .sequentiallyConsistent) < 2 { usleep(10_000) }
                }
            }
        }
        let names = try first.read { try $0.rows("SELECT name FROM thing") { $0.text(0) } }
        #expect(names == ["xx", "xx"])
    }

    @Test("gives up a statement that takes too long, but lets a bulk load take its time")
    func statementTimeout() throws {
        let (driver, _) = try Self.open { $0.statementTimeout = 300 }
        let time = ContinuousClock().measure {
            _ = expectFailure(.unavailable) { try driver.read { try $0.query("SELECT pg_sleep(20)") { _ in } } }
        }
        #expect(time < .seconds(10))
        try driver.transaction { connection in
            try connection.bulkLoad("thing", columns: ["id"]) { rows in
                for id in Int64(1)...3 {
                    usleep(300_000)
                    try rows.append(int: id)
                    try rows.endRow()
                }
            }
            try connection.execute("SELECT pg_sleep(0.5)")
        }
        #expect(try Self.count(driver) == 3)
        // The exemption ends with its transaction.
        expectFailure(.unavailable) { try driver.change("SELECT pg_sleep(20)") }
    }

    @Test("says when another writer keeps it waiting too long")
    func lockTimeout() throws {
        let (first, database) = try Self.open { $0.lockTimeout = 300 }
        let second = try Self.driver(PostgreSQLInstance.shared(), database) { $0.lockTimeout = 300 }
        try first.change(Self.insertion, ["id": .int(1)])
        for waiting in [second, first] {
            try first.transaction { connection in
                try connection.execute("UPDATE thing SET name = 'held'")
                let failure = expectFailure(.unavailable) {
                    try inParallel(1) { _ in try waiting.change("UPDATE thing SET name = 'other'") }
                }
                #expect(failure?.message.contains("ほかの処理が使っています") == true)
            }
        }
    }

    @Test("lets writers wait without taking the readers' connections")
    func readersGoOn() throws {
        let (driver, _) = try Self.open {
            $0.connections = 2
            $0.patience = 300
        }
        try inParallel(8) { thread in
            if thread < 6 {
                try driver.transaction { connection in
                    usleep(100_000)
                    try connection.execute(Self.insertion, ["id": .int(Int64(thread))])
                }
            } else {
                for _ in 0..<20 {
                    _ = try Self.count(driver)
                    usleep(20_000)
                }
            }
        }
        #expect(try Self.count(driver) == 6)
    }

    @Test("migrates one process at a time, however long the others wait")
    func exclusive() throws {
        let (first, database) = try Self.open { $0.lockTimeout = 200 }
        let second = try Self.driver(PostgreSQLInstance.shared(), database) {
            $0.lockTimeout = 200
            $0.statementTimeout = 200
        }
        let inside = Atomic(0)
        try inParallel(2) { thread in
            try (thread == 0 ? first : second).exclusively { connection in
                #expect(inside.add(1, ordering: .sequentiallyConsistent).newValue == 1)
                usleep(800_000)
                try connection.execute(Self.insertion, ["id": .int(Int64(thread))])
                inside.subtract(1, ordering: .sequentiallyConsistent)
            }
        }
        #expect(try Self.count(first) == 2)
    }

    @Test("does not commit a transaction whose closure hid an error")
    func hiddenError() throws {
        let (driver, _) = try Self.open()
        expectFailure(.internal) {
            try driver.transaction { connection in
                try connection.execute(Self.insertion, ["id": .int(1)])
                _ = try? connection.execute(Self.insertion, ["id": .int(1)])
            }
        }
        #expect(try Self.count(driver) == 0)
    }

    @Test("refuses a statement in the middle of a bulk load")
    func statementInBulk() throws {
        let (driver, _) = try Self.open()
        expectFailure(.internal) {
            try driver.transaction { connection in
                try connection.bulkLoad("thing", columns: ["id"]) { _ in
                    try connection.execute(Self.insertion, ["id": .int(1)])
                }
            }
        }
        #expect(try Self.count(driver) == 0)
    }

    @Test("goes on when a table changed under its prepared statements")
    func changedTable() throws {
        let (driver, database) = try Self.open()
        try driver.change(Self.insertion, ["id": .int(1)])
        let columns = { try driver.read { try $0.first("SELECT * FROM thing") { try $0.int(0) } } }
        for _ in 0..<4 { #expect(try columns() == 1) }
        try PostgreSQLInstance.shared().administer("ALTER TABLE thing ADD COLUMN more BIGINT", database: database)
        for _ in 0..<4 { #expect(try columns() == 1) }
    }
}
