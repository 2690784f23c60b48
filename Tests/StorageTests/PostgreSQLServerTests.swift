import Adoption
import Glibc
import Storage
import TestSupport
import Testing

/// What the driver makes of the server's states: away, frozen, read-only, encrypted, unfit.
@Suite("A PostgreSQL server", .enabled(if: !Engine.withoutPostgreSQL))
struct PostgreSQLServerTests {
    @Test("that goes away costs quick and clear errors, and is used again when it is back")
    func awayAndBack() throws {
        let instance = try PostgreSQLInstance()
        let database = try instance.createDatabase()
        let driver = try PostgreSQLDriverTests.driver(instance, database)
        try driver.change("CREATE TABLE thing (id BIGINT PRIMARY KEY)")
        try driver.read { _ in try driver.read { _ in try driver.read { _ in } } }
        for round in Int64(1)...2 {
            try instance.stop()
            let time = ContinuousClock().measure {
                for _ in 0..<20 {
                    let read = expectFailure(.unavailable) { _ = try PostgreSQLDriverTests.count(driver) }
                    let place = "127.0.0.1:\(instance.port)/\(database)"
                    #expect(read?.message.hasPrefix("データベース(PostgreSQL、\(place))につながりません") == true)
                    expectFailure(.unavailable) { try driver.change("DELETE FROM thing") }
                }
            }
            #expect(time < .seconds(2))
            try instance.start()
            // The back-off is two seconds at most.
            var attempts = 0
            while attempts < 30 {
                attempts += 1
                do {
                    try driver.change("INSERT INTO thing (id) VALUES (:id)", ["id": .int(round)])
                    break
                } catch let failure as Failure where failure.code == .unavailable { usleep(100_000) }
            }
            #expect(try PostgreSQLDriverTests.count(driver) == round)
            // All four places of the pool are there again.
            try driver.read { _ in
                try driver.read { _ in try driver.read { _ in _ = try PostgreSQLDriverTests.count(driver) } }
            }
            let open = try instance.ask("SELECT COUNT(*) FROM pg_stat_activity WHERE datname = '\(database)'")
            #expect(open == "4")
        }
    }

    @Test("that stops answering does not hang its clients")
    func frozen() throws {
        let instance = try PostgreSQLInstance()
        let driver = try PostgreSQLDriverTests.driver(instance, "postgres") {
            $0.statementTimeout = 300
            $0.silence = 300
        }
        var process: Int32 = 0
        let time = ContinuousClock().measure {
            _ = expectFailure(.unavailable) {
                try driver.read { connection in
                    let pid = try connection.first("SELECT pg_backend_pid()") { Int32(try $0.int(0)) }
                    process = try #require(pid)
                    kill(process, SIGSTOP)
                    try connection.query("SELECT 1") { _ in }
                }
            }
        }
        kill(process, SIGCONT)
        #expect(time < .seconds(5))
        #expect(try driver.read { try $0.first("SELECT 7") { try $0.int(0) } } == 7)
    }

    @Test("is spoken to by TLS as libpq's modes say")
    func encrypted() throws {
        let folder = try newTestFolder()
        try Certificates.make(in: folder)
        let instance = try PostgreSQLInstance(settings: ["ssl = off"])
        try instance.install(files: ["server.crt", "server.key"], from: folder)
        try instance.administer("ALTER SYSTEM SET ssl = on")
        try instance.administer("SELECT pg_reload_conf()")
        usleep(500_000)
        let address = instance.address("postgres")
        let question = "SELECT ssl::text FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
        for (mode, answer) in [
            ("sslmode=require", "true"), ("sslmode=disable", "false"),
            ("sslmode=verify-full&sslrootcert=\(folder)/server.crt", "true"),
        ] {
            let driver = try PostgreSQLDriver(PostgreSQLSettings(address + "?" + mode))
            #expect(try driver.read { try $0.first(question) { $0.text(0) } } == answer)
            // Twice, because the second use finds the connection idle.
            #expect(try driver.read { try $0.first(question) { $0.text(0) } } == answer)
        }
        expectFailure(.unavailable) {
            let other = address + "?sslmode=verify-full&sslrootcert=\(folder)/other.crt"
            _ = try PostgreSQLDriver(PostgreSQLSettings(other))
        }
    }

    @Test("that only reads refuses changes clearly, and serves reads")
    func readOnly() throws {
        let instance = try PostgreSQLInstance.shared()
        let database = try instance.createDatabase()
        try instance.administer("CREATE TABLE thing (id BIGINT)", database: database)
        try instance.administer("ALTER DATABASE \(database) SET default_transaction_read_only = on")
        let driver = try PostgreSQLDriverTests.driver(instance, database)
        let failure = expectFailure(.unavailable) { try driver.change("INSERT INTO thing VALUES (1)") }
        #expect(failure?.message.contains("読み取り専用") == true)
        #expect(try PostgreSQLDriverTests.count(driver) == 0)
        // After a change of roles the next transaction gets a connection to the server that takes writes.
        try instance.administer("ALTER DATABASE \(database) RESET default_transaction_read_only")
        expectFailure(.unavailable) { try driver.change("INSERT INTO thing VALUES (1)") }
        try driver.change("INSERT INTO thing VALUES (1)")
    }

    @Test("that is a replica serves reads a moment later, refuses changes, and serves changes once it is promoted")
    func replica() throws {
        let primary = try PostgreSQLInstance()
        let database = try primary.createDatabase()
        let writer = try Ledger(driver: PostgreSQLDriverTests.driver(primary, database))
        try LedgerTests.record(writer, "first")
        let replica = try PostgreSQLInstance(replicaOf: primary)
        let reader = try Ledger(driver: PostgreSQLDriverTests.driver(replica, database))
        try LedgerTests.record(writer, "second")
        var waits = 0
        while try reader.headRevision() < 2, waits < 100 {
            waits += 1
            usleep(50_000)
        }
        #expect(try reader.referenceTexts(at: 2).keys.sorted() == ["first", "second"])
        let failure = expectFailure(.unavailable) { try LedgerTests.record(reader, "third") }
        #expect(failure?.message.contains("読み取り専用") == true)
        try primary.stop()
        #expect(try reader.headRevision() == 2)
        _ = try replica.ask("SELECT pg_promote(true, 30)")
        #expect(try LedgerTests.record(reader, "third").revision == 3)
    }

    @Test("whose database is not in UTF-8 is refused")
    func encoding() throws {
        let instance = try PostgreSQLInstance.shared()
        let database = "latin\(UInt16.random(in: 0 ... .max))"
        try instance.administer(
            "CREATE DATABASE \(database) ENCODING 'LATIN1' LOCALE 'C' LOCALE_PROVIDER libc TEMPLATE template0")
        let failure = expectFailure(.invalid) { _ = try PostgreSQLDriverTests.driver(instance, database) }
        #expect(failure?.message.contains("LATIN1") == true)
    }

    @Test("that does not let the user write says so")
    func permissions() throws {
        let instance = try PostgreSQLInstance.shared()
        let database = try instance.createDatabase()
        try instance.administer("CREATE TABLE thing (id BIGINT)", database: database)
        let role = "reader_of_\(database)"
        try instance.administer("CREATE ROLE \(role) LOGIN PASSWORD 'abcdefgh'", database: database)
        try instance.administer("GRANT SELECT ON thing TO \(role)", database: database)
        let driver = try PostgreSQLDriver(
            PostgreSQLSettings("postgres://\(role):abcdefgh@127.0.0.1:\(instance.port)/\(database)"))
        #expect(try PostgreSQLDriverTests.count(driver) == 0)
        let failure = expectFailure(.unavailable) { try driver.change("INSERT INTO thing VALUES (1)") }
        #expect(failure?.message.contains("権限が足りません") == true)
    }

    @Test("whose own settings differ still gives the same answers")
    func settings() throws {
        let instance = try PostgreSQLInstance.shared()
        let database = try instance.createDatabase()
        for setting in ["bytea_output = 'escape'", "extra_float_digits = -15", "standard_conforming_strings = off"] {
            try instance.administer("ALTER DATABASE \(database) SET \(setting)")
        }
        let driver = try PostgreSQLDriverTests.driver(instance, database)
        try driver.change("CREATE TABLE thing (id BIGINT, share DOUBLE PRECISION, bytes BYTEA, name TEXT)")
        try driver.change(
            "INSERT INTO thing VALUES (1, :share, :bytes, 'a\\b')",
            ["share": .real(0.1 + 0.2), "bytes": .blob([0, 255])])
        try driver.read { connection in
            try connection.query("SELECT share, bytes, name FROM thing") { row throws in
                #expect(try row.real(0) == 0.1 + 0.2)
                #expect(try row.blob(1) == [0, 255])
                #expect(row.text(2) == "a\\b")
            }
        }
    }
}
