import Adoption
import Storage
import TestSupport
import Testing

/// What every driver promises about statements and transactions, asked of both engines.
@Suite("A storage driver")
struct DriverContractTests {
    @Test("binds a name that stands twice, and leaves literals and casts alone", arguments: Engine.available)
    func placeholders(engine: Engine) throws {
        let driver = try Things.database(engine)
        try driver.change(Things.insertion, Things.insert(1, .text("x:name")))
        let found = try driver.read { connection in
            try connection.rows(
                """
                SELECT id, ':name', 'it''s :id' FROM thing -- :comment
                WHERE (name = :name OR name > :name) AND name LIKE '%:name' AND id = :id /* :note */
                """, ["name": .text("x:name"), "id": .int(1)]
            ) { (try $0.int(0), $0.text(1), $0.text(2)) }
        }
        #expect(found.count == 1)
        #expect(found.first?.1 == ":name")
        #expect(found.first?.2 == "it's :id")
    }

    @Test("refuses missing and superfluous values", arguments: Engine.available)
    func wrongValues(engine: Engine) throws {
        let driver = try Things.database(engine)
        for arguments: Arguments in [[:], ["other": .int(1)], ["id": .int(1), "other": .int(1)]] {
            expectFailure(.internal) {
                try driver.read { try $0.query("SELECT 1 FROM thing WHERE id = :id", arguments) { _ in } }
            }
        }
    }

    @Test("counts the rows that a statement changed", arguments: Engine.available)
    func changes(engine: Engine) throws {
        let driver = try Things.database(engine)
        let counts = try driver.transaction { connection in
            try (1...3).map { try connection.execute(Things.insertion, Things.insert($0)) }
                + [
                    try connection.execute(
                        "UPDATE thing SET name = :name WHERE id > :id", ["name": .text("x"), "id": .int(1)]),
                    try connection.execute("DELETE FROM thing WHERE id > 7"),
                ]
        }
        #expect(counts == [1, 1, 1, 2, 0])
    }

    @Test("answers one query inside another's rows", arguments: Engine.available)
    func nested(engine: Engine) throws {
        let driver = try Things.database(engine)
        try driver.transaction { connection in
            for id in Int64(1)...300 { try connection.execute(Things.insertion, Things.insert(id, .text("n\(id)"))) }
        }
        let pairs = try driver.transaction { connection in
            try connection.rows("SELECT id, name FROM thing ORDER BY id") { outer in
                let id = try outer.int(0)
                let inner = try connection.rows(
                    "SELECT name FROM thing WHERE id <= :id ORDER BY id DESC", ["id": .int(id)]
                ) { $0.text(0) }
                if id == 2 { try connection.execute("UPDATE thing SET share = 1 WHERE id = 1") }
                return "\(id) \(outer.text(1)) \(inner.count) \(inner.first ?? "")"
            }
        }
        #expect(pairs == (1...300).map { "\($0) n\($0) \($0) n\($0)" })
    }

    @Test("goes on after a row closure threw in the middle of a large answer", arguments: Engine.available)
    func stoppedQuery(engine: Engine) throws {
        struct Stop: Error {}
        let driver = try Things.database(engine)
        try driver.transaction { connection in
            try connection.bulkLoad("thing", columns: ["id"]) { rows in
                for id in Int64(1)...20_000 {
                    try rows.append(int: id)
                    try rows.endRow()
                }
            }
        }
        try driver.transaction { connection in
            #expect(throws: Stop.self) {
                try connection.query("SELECT id FROM thing ORDER BY id") { if try $0.int(0) == 5 { throw Stop() } }
            }
            try connection.execute("UPDATE thing SET name = 'still here' WHERE id = 1")
        }
        #expect(try Things.names(driver).first == "still here")
    }

    @Test("undoes everything when the closure throws", arguments: Engine.available)
    func rollback(engine: Engine) throws {
        struct Stop: Error {}
        let driver = try Things.database(engine)
        #expect(throws: Stop.self) {
            try driver.transaction { connection in
                try connection.execute(Things.insertion, Things.insert(1))
                throw Stop()
            }
        }
        #expect(try Things.names(driver).isEmpty)
    }

    @Test("lets constraints refuse, and nothing of the transaction stays", arguments: Engine.available)
    func constraints(engine: Engine) throws {
        let driver = try Things.database(engine)
        try driver.change(Things.insertion, Things.insert(1))
        let refused: [(String, Arguments)] = [
            (Things.insertion, Things.insert(1)), (Things.insertion, Things.insert(3, .text("forbidden"))),
            ("INSERT INTO part (id, thing) VALUES (1, :thing)", ["thing": .int(99)]),
            ("INSERT INTO part (id, thing) VALUES (1, :thing)", ["thing": .null]),
            ("INSERT INTO thing (id) VALUES (:id)", ["id": .text("seven")]),
        ]
        for (sql, arguments) in refused {
            expectFailure(.internal) {
                try driver.transaction { connection in
                    try connection.execute(Things.insertion, Things.insert(2))
                    try connection.execute(sql, arguments)
                }
            }
        }
        expectFailure(.internal) {
            try driver.transaction { connection in
                try connection.bulkLoad("thing", columns: ["id", "name"]) { rows in
                    for (id, name) in [(Int64(5), "fine"), (6, "forbidden"), (7, "fine")] {
                        try rows.append(int: id)
                        try rows.append(text: name)
                        try rows.endRow()
                    }
                }
            }
        }
        #expect(try Things.names(driver) == [nil])
    }

    @Test("refuses facts of a revision that is not there", arguments: Engine.available)
    func recorded(engine: Engine) throws {
        let driver = try Things.database(engine)
        func load(_ revisions: [Int64]) throws {
            try driver.transaction { connection in
                try connection.execute("INSERT INTO revision (revision) VALUES (:new)", ["new": .int(revisions[0])])
                try connection.bulkLoad("stamped", columns: ["id", "revision"]) { rows in
                    for (index, revision) in revisions.enumerated() {
                        try rows.append(int: revisions[0] * 100 + Int64(index))
                        try rows.append(int: revision)
                        try rows.endRow()
                    }
                }
            }
        }
        try load([1, 1, 1])
        try load([2, 1, 2])
        expectFailure(.internal) { try load([3, 3, 4, 3]) }
        expectFailure(.internal) {
            try driver.change("INSERT INTO stamped (id, revision) VALUES (1, :revision)", ["revision": .int(9)])
        }
        expectFailure(.internal) { try driver.change("INSERT INTO stamped (id) VALUES (1)") }
        let kept = try driver.read { try $0.rows("SELECT revision FROM stamped ORDER BY id") { try $0.int(0) } }
        #expect(kept == [1, 1, 1, 2, 1, 2])
    }

    @Test("never repeats the values of a refused row", arguments: Engine.available)
    func noValuesInErrors(engine: Engine) throws {
        let driver = try Things.database(engine)
        let failure = expectFailure(.internal) {
            try driver.transaction { connection in
                try connection.execute(Things.insertion, Things.insert(1, .text("山田花子")))
                try connection.execute(Things.insertion, Things.insert(1, .text("山田花子")))
            }
        }
        #expect(failure?.description.contains("山田") == false)
    }

    @Test("refuses changes inside a read", arguments: Engine.available)
    func readOnly(engine: Engine) throws {
        let driver = try Things.database(engine)
        #expect(throws: Failure.self) { _ = try driver.read { try $0.execute(Things.insertion, Things.insert(1)) } }
        #expect(try Things.names(driver).isEmpty)
        try driver.change(Things.insertion, Things.insert(1))
        #expect(try Things.names(driver) == [nil])
    }

    @Test("shows one state for the time of a read", arguments: Engine.available)
    func consistentRead(engine: Engine) throws {
        let driver = try Things.database(engine)
        try driver.change(Things.insertion, Things.insert(1))
        let counts = try driver.read { connection in
            let before = try connection.rows("SELECT id FROM thing") { try $0.int(0) }
            try driver.change(Things.insertion, Things.insert(2))
            return (before.count, try connection.rows("SELECT id FROM thing") { try $0.int(0) }.count)
        }
        #expect(counts == (1, 1))
        #expect(try Things.names(driver).count == 2)
    }

    @Test("refuses to change append-only tables", arguments: Engine.available)
    func appendOnly(engine: Engine) throws {
        let driver = try Things.database(engine)
        try driver.change("INSERT INTO fact (id, name) VALUES (1, 'a')")
        var statements = ["UPDATE fact SET name = 'b'", "DELETE FROM fact", "DELETE FROM fact WHERE id = 1"]
        if engine == .postgreSQL { statements.append("TRUNCATE fact") }
        for statement in statements {
            let failure = expectFailure(.internal) { try driver.change(statement) }
            #expect(failure?.message.contains("fact is append-only") == true)
        }
        #expect(try driver.read { try $0.rows("SELECT name FROM fact") { $0.text(0) } } == ["a"])
    }

    @Test("knows its tables", arguments: Engine.available)
    func tables(engine: Engine) throws {
        let driver = try Things.database(engine)
        try driver.read { connection throws in
            #expect(try driver.hasTable("thing", connection))
            #expect(try !driver.hasTable("nothing", connection))
            #expect(try !driver.hasTable("Thing\" x", connection))
            #expect(try !driver.hasTable("thing_pkey", connection))
        }
    }

    @Test("reads the same statement thousands of times", arguments: Engine.available)
    func manyUses(engine: Engine) throws {
        let driver = try Things.database(engine)
        try driver.transaction { connection in
            for id in Int64(0)..<2000 { try connection.execute(Things.insertion, Things.insert(id, .text("\(id)"))) }
        }
        // As many texts as make the driver forget prepared statements.
        try driver.read { connection in
            for id in 0..<700 {
                let this: Arguments = ["id": .int(Int64(id))]
                let found = try connection.first("SELECT name, \(id) FROM thing WHERE id = :id", this) {
                    ($0.text(0), try $0.int(1))
                }
                #expect(found?.0 == "\(id)")
                #expect(found?.1 == Int64(id))
                let again = try connection.first("SELECT name FROM thing WHERE id = :id", this) { $0.text(0) }
                #expect(again == "\(id)")
            }
        }
    }

    @Test("serves many threads at once", arguments: Engine.available)
    func threads(engine: Engine) throws {
        let driver = try Things.database(engine)
        try inParallel(8) { thread in
            for turn in 0..<25 {
                let id = Int64(thread * 1000 + turn)
                try driver.change(Things.insertion, Things.insert(id, .text("t")))
                let found = try driver.read { connection in
                    try connection.first("SELECT name FROM thing WHERE id = :id", ["id": .int(id)]) { $0.text(0) }
                }
                #expect(found == "t")
            }
        }
        #expect(try Things.names(driver).count == 200)
    }
}
