import Adoption
import Storage
import Synchronization
import TestSupport
import Testing

@Suite("The ledger")
struct LedgerTests {
    static let author = Author(actor: "試験", operation: "test", reason: "")
    static let start = Instant(milliseconds: 1_780_000_000_000)

    /// Records one reference text.
    @discardableResult
    static func record(
        _ ledger: Ledger, _ name: String, at now: Instant = start
    ) throws -> (revision: Int64, recordedAt: Instant) {
        try ledger.record(author, at: now) { recording in
            try recording.append([name], to: .referenceText) { name, rows in
                try rows.append(text: name)
                try rows.append(text: "content of \(name)")
            }
            return (recording.revision, recording.recordedAt)
        }
    }

    static func revisions(_ ledger: Ledger) throws -> [(Int64, String)] {
        try ledger.read { connection in
            try connection.rows("SELECT revision, recorded_at FROM revision ORDER BY revision") {
                (try $0.int(0), $0.text(1))
            }
        }
    }

    @Test("is empty at first, and opening it again changes nothing", arguments: Engine.available)
    func opening(engine: Engine) throws {
        let database = try TestDatabase(engine)
        #expect(try database.ledger().headRevision() == 0)
        try Self.record(database.ledger(), "a")
        #expect(try database.ledger().headRevision() == 1)
    }

    @Test("is migrated once when many open it at the same time", arguments: Engine.available)
    func concurrentMigration(engine: Engine) throws {
        let database = try TestDatabase(engine)
        try inParallel(8) { thread in
            let ledger = try database.ledger()
            try Self.record(ledger, "thread \(thread)")
        }
        let ledger = try database.ledger()
        #expect(try ledger.headRevision() == 8)
        let migrations = try ledger.read { connection in
            try connection.rows("SELECT position, name FROM migration ORDER BY position") {
                "\(try $0.int(0)) \($0.text(1))"
            }
        }
        #expect(migrations.first == "0 0001-ledger")
        #expect(Set(migrations).count == migrations.count)
    }

    @Test("of a newer version is refused and left alone", arguments: Engine.available)
    func newerVersion(engine: Engine) throws {
        let database = try TestDatabase(engine)
        let ledger = try database.ledger()
        try ledger.driver.change("INSERT INTO migration (position, name) VALUES (9999, '9999-later')")
        let failure = expectFailure(.conflict) { _ = try database.ledger() }
        #expect(failure?.message.contains("新しい版") == true)
    }

    @Test("gives revisions in one row and instants that only grow, from many writers", arguments: Engine.available)
    func order(engine: Engine) throws {
        let database = try TestDatabase(engine)
        // Two processes, as far as the engine can tell.
        let ledgers = [try database.ledger(), try database.ledger()]
        let seen = Mutex<[(revision: Int64, recordedAt: Instant)]>([])
        try inParallel(6) { thread in
            for turn in 0..<20 {
                // Clocks that disagree, one of them a minute behind.
                let now = Instant(milliseconds: Self.start.milliseconds + Int64(turn) - (thread == 0 ? 60_000 : 0))
                let recorded = try Self.record(ledgers[thread % 2], "\(thread)-\(turn)", at: now)
                seen.withLock { $0.append(recorded) }
            }
        }
        let recorded = try Self.revisions(ledgers[0])
        #expect(recorded.map(\.0) == Array(1...120))
        #expect(zip(recorded, recorded.dropFirst()).allSatisfy { $0.1 < $1.1 })
        let acknowledged = seen.withLock { $0.map { "\($0.revision) \($0.recordedAt)" } }
        #expect(Set(acknowledged) == Set(recorded.map { "\($0.0) \($0.1)" }))
        let facts = try ledgers[1].read { connection in
            try connection.rows("SELECT id, revision FROM reference_text ORDER BY id") {
                (try $0.int(0), try $0.int(1))
            }
        }
        #expect(facts.map(\.0) == Array(1...120))
        #expect(facts.map(\.1) == Array(1...120))
    }

    @Test("takes the clock's instant when it is later, else the next millisecond", arguments: Engine.available)
    func instants(engine: Engine) throws {
        let ledger = try TestDatabase(engine).ledger()
        let first = try Self.record(ledger, "a", at: Instant(milliseconds: 1000))
        let behind = try Self.record(ledger, "b", at: Instant(milliseconds: 500))
        let ahead = try Self.record(ledger, "c", at: Instant(milliseconds: 5000))
        #expect([first, behind, ahead].map(\.recordedAt.milliseconds) == [1000, 1001, 5000])
        #expect(try ledger.head().recordedAt.milliseconds == 5000)
        #expect(try ledger.revision(knownAt: Instant(milliseconds: 999)) == 0)
        #expect(try ledger.revision(knownAt: Instant(milliseconds: 1000)) == 1)
        #expect(try ledger.revision(knownAt: Instant(milliseconds: 4999)) == 2)
        #expect(try ledger.revision(knownAt: Instant(milliseconds: 9999)) == 3)
    }

    @Test("does not move when nothing is recorded", arguments: Engine.available)
    func nothingRecorded(engine: Engine) throws {
        let ledger = try TestDatabase(engine).ledger()
        try Self.record(ledger, "a")
        let answer = try ledger.record(Self.author, at: Self.start) { recording in
            #expect(recording.revision == 2)
            return "nothing to do"
        }
        #expect(answer == "nothing to do")
        #expect(try ledger.headRevision() == 1)
        #expect(try Self.revisions(ledger).count == 1)
        #expect(try Self.record(ledger, "b").revision == 2)
    }

    @Test("keeps nothing of a recording that throws, whole tables included", arguments: Engine.available)
    func rollback(engine: Engine) throws {
        struct Stop: Error {}
        let ledger = try TestDatabase(engine).ledger()
        try Self.record(ledger, "a")
        #expect(throws: Stop.self) {
            try ledger.record(Self.author, at: Self.start) { recording in
                try recording.append((0..<5000).map { "name \($0)" }, to: .referenceText) { name, rows in
                    try rows.append(text: name)
                    try rows.append(text: "")
                }
                try recording.supersede([1])
                throw Stop()
            }
        }
        // Refused by the schema in the last row.
        expectFailure(.internal) {
            try ledger.record(Self.author, at: Self.start) { recording in
                try recording.append(["b", "c", ""], to: .referenceText) { name, rows in
                    try rows.append(text: name)
                    try rows.append(text: "")
                }
            }
        }
        #expect(try ledger.headRevision() == 1)
        #expect(try ledger.referenceTexts(at: 1) == ["a": "content of a"])
        #expect(try Self.record(ledger, "d").revision == 2)
        #expect(try ledger.referenceTexts(at: 2).keys.sorted() == ["a", "d"])
    }

    @Test("refuses changes of what is recorded, table by table", arguments: Engine.available)
    func appendOnly(engine: Engine) throws {
        let ledger = try TestDatabase(engine).ledger()
        try Self.record(ledger, "a")
        try ledger.record(Self.author, at: Self.start) { try $0.supersede([1]) }
        for statement in [
            "UPDATE reference_text SET content = 'x'", "DELETE FROM reference_text", "UPDATE revision SET actor = 'x'",
            "DELETE FROM revision WHERE revision = 2", "DELETE FROM supersession", "UPDATE supersession SET fact = 2",
        ] {
            expectFailure(.internal) { try ledger.driver.change(statement) }
        }
        // On every fact table, whether or not it has rows.
        let names = FactTable.all.map(\.name) + ["import_batch", "import_issue", "revision_undo"]
        for name in names {
            let guards =
                engine == .sqlite
                ? "SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :name"
                : "SELECT COUNT(*) FROM pg_trigger WHERE tgrelid = to_regclass(:name) AND tgname LIKE '%append_only'"
            let count = try ledger.read { connection in
                try connection.first(guards, ["name": .text(name)]) { try $0.int(0) }
            }
            #expect(count == (engine == .sqlite ? 2 : 1), "\(name)")
        }
        #expect(try ledger.referenceTexts(at: 1) == ["a": "content of a"])
    }

    @Test("records reference files that changed, and remembers the earlier ones", arguments: Engine.available)
    func referenceTexts(engine: Engine) throws {
        let ledger = try TestDatabase(engine).ledger()
        let first = ["a.csv": "甲\n乙\t\"\"\\", "b.yaml": ""]
        let second = ["a.csv": "甲\n丙", "b.yaml": "", "c.csv": "😀"]
        #expect(try ledger.recordReference(first, Self.author, at: Self.start) == ["a.csv", "b.yaml"])
        #expect(try ledger.recordReference(first, Self.author, at: Self.start) == [])
        #expect(try ledger.headRevision() == 1)
        #expect(try ledger.recordReference(second, Self.author, at: Self.start) == ["a.csv", "c.csv"])
        #expect(try ledger.referenceTexts(at: 0) == [:])
        #expect(try ledger.referenceTexts(at: 1) == first)
        #expect(try ledger.referenceTexts(at: 2) == second)
    }

    @Test("keeps who did what and why", arguments: Engine.available)
    func audit(engine: Engine) throws {
        let ledger = try TestDatabase(engine).ledger()
        let author = Author(actor: "県庁 太郎", operation: "import offices", reason: "10月の一覧")
        try ledger.record(author, at: Self.start) { _ = $0.nextFact() }
        let kept = try ledger.read { connection in
            try connection.rows("SELECT revision, recorded_at, actor, operation, reason FROM revision") { row in
                (0..<5).map { row.text($0) }
            }
        }
        #expect(kept == [["1", "2026-05-28T20:26:40.000Z", "県庁 太郎", "import offices", "10月の一覧"]])
    }
}
