import Adoption
import Testing
import TestSupport

@testable import Storage

/// FNV-1a of 64 bits: enough to tell two tables apart in a test.
private struct TestDigest: RowDigest {
    var state: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }

    func finish() -> String { String(state, radix: 16) }
}

@Suite("Moving a ledger to another database")
struct MovingTests {
    static let ways: [(Engine, Engine)] = Engine.available.flatMap { from in Engine.available.map { (from, $0) } }

    static func move(_ source: Ledger, _ target: Ledger, batch: Int = 7) -> LedgerMove {
        LedgerMove(from: source, to: target, batch: batch) { TestDigest() }
    }

    /// The snapshots' ledger, some hostile texts, exchange records and contacts.
    static func source(_ engine: Engine) throws -> Ledger {
        let ledger = try SnapshotTests.ledger(engine)
        let texts = ["", "\\N", "a\tb\nc\r", "髙﨑😀", "'\"\\", String(repeating: "長い", count: 70_000)]
        try ledger.record(LedgerTests.author, at: LedgerTests.start) { recording in
            try recording.append(Array(texts.enumerated()), to: .referenceText) { text, rows in
                try rows.append(text: "text \(text.offset)")
                try rows.append(text: text.element)
            }
            try recording.supersede((1...40).filter { $0 % 2 == 0 })
            try recording.append(
                ExchangeTables(
                    offices: [1, 2_270_000_002, UInt64.max >> 4], kinds: ["UPPLAN", "UPJSK"], services: [0]))
            // Three segments: those with an even number are superseded above, like every other fact.
            for start in [0, 200, 400] {
                let part = Array(exchanges[start..<start + 200])
                try recording.append(exchanges: part, deletions: 0, digest: { bytes in "\(bytes.count)" })
            }
            for number in 1...20 {
                try CampaignContacts(recording.connection).put(
                    CampaignContact(person: texts[number % 6], phone: "", mail: "\(number)@example.jp"),
                    key: "key \(number)", campaign: "c\(number % 2)")
            }
        }
        return ledger
    }

    static let exchanges = (0..<600).map { index in
        PackedExchange(
            sender: index / 300, receiver: 2, time: UInt32(index * 37), kind: UInt8(index % 2),
            month: UInt16(index), services: 0)
    }.sorted()

    @Test("brings over every table, and the figures' snapshot is the same", arguments: ways)
    func whole(from: Engine, to: Engine) throws {
        let source = try Self.source(from)
        let target = try TestDatabase(to).ledger()
        var tables: [String] = []
        let checks = try Self.move(source, target).run { table, _ in tables.append(table) }
        #expect(checks.map(\.table).sorted() == TableShape.all.map(\.name).sorted())
        let rows = Dictionary(uniqueKeysWithValues: checks.map { ($0.table, $0.rows) })
        #expect(rows["revision"] == 4)
        #expect(rows["supersession"] == 21)
        #expect(rows["office_entry"] == 3)
        #expect(rows["ledger_head"] == 1)
        #expect(tables.filter { $0 == "supersession" }.count == 3)
        #expect(rows["exchange_batch"] == 1 && rows["exchange_segment"] == 3 && rows["campaign_contact"] == 20)
        #expect(try Self.contacts(target) == Self.contacts(source))
        let moved = try target.read { try ExchangeSegments($0, at: 4) }
        #expect(!moved.segments.isEmpty)
        for segment in moved.segments {
            var records: [PackedExchange] = []
            try target.read { try ExchangeSegments.columns(of: segment, $0) }.forEach { records.append($0) }
            #expect([0, 200, 400].contains { records == Array(Self.exchanges[$0..<$0 + 200]) })
        }
        #expect(try target.head() == source.head())
        let reference = try SnapshotTests.reference()
        for revision in Int64(0)...4 {
            #expect(
                try "\(source.snapshot(at: revision, reference: reference))"
                    == "\(target.snapshot(at: revision, reference: reference))")
            #expect(try source.referenceTexts(at: revision) == target.referenceTexts(at: revision))
        }
        // The target goes on where the source was, and moving again only compares.
        #expect(try Self.move(source, target).run { _, _ in } == checks)
        #expect(try LedgerTests.record(target, "next").revision == 5)
    }

    private static func contacts(_ ledger: Ledger) throws -> [String: CampaignContact] {
        try ledger.read { connection in
            let all = CampaignContacts(connection)
            return try all.all(of: "c0").merging(all.all(of: "c1")) { first, _ in first }
        }
    }

    @Test("contacts that were deleted after an earlier try are gone from the target too", arguments: ways)
    func deletedContacts(from: Engine, to: Engine) throws {
        let source = try Self.source(from)
        let target = try TestDatabase(to).ledger()
        var isFirst = true
        expectFailure(.conflict) {
            _ = try Self.move(source, target).run { _, _ in
                if isFirst { try LedgerTests.record(source, "meanwhile") }
                isFirst = false
            }
        }
        #expect(try Self.contacts(target).isEmpty)
        let deleted = try source.driver.transaction { try CampaignContacts($0).delete(of: "c0") }
        #expect(deleted == 10)
        _ = try Self.move(source, target).run { _, _ in }
        #expect(try Self.contacts(target).count == 10)
        #expect(try Self.contacts(target) == Self.contacts(source))
    }

    @Test("goes on where it was stopped; until the end the target is an empty ledger", arguments: ways)
    func resumed(from: Engine, to: Engine) throws {
        struct Stop: Error {}
        let source = try Self.source(from)
        let database = try TestDatabase(to)
        var batches = 0
        var stops = 0
        while true {
            let target = try database.ledger()
            var batchesNow = 0
            do {
                _ = try Self.move(source, target, batch: 3).run { _, _ in
                    batches += 1
                    batchesNow += 1
                    if batchesNow == 2 { throw Stop() }
                }
                break
            } catch is Stop {
                stops += 1
                #expect(try target.headRevision() == 0)
                #expect(try target.referenceTexts(at: 0).isEmpty)
            }
        }
        #expect(stops >= 4)
        let alone = try TestDatabase(to).ledger()
        var batchesInOneGo = 0
        let checks = try Self.move(source, alone, batch: 3).run { _, _ in batchesInOneGo += 1 }
        #expect(batches == batchesInOneGo)
        #expect(try Self.move(source, database.ledger()).run { _, _ in } == checks)
    }

    @Test("refuses a target that holds another ledger", arguments: ways)
    func otherLedger(from: Engine, to: Engine) throws {
        let source = try Self.source(from)
        let target = try TestDatabase(to).ledger()
        try LedgerTests.record(target, "other")
        expectFailure(.conflict) { _ = try Self.move(source, target).run { _, _ in } }
        #expect(try target.referenceTexts(at: 1) == ["other": "content of other"])
    }

    @Test("refuses when the source was written to meanwhile, and takes it along the next time", arguments: ways)
    func writtenMeanwhile(from: Engine, to: Engine) throws {
        let source = try Self.source(from)
        let target = try TestDatabase(to).ledger()
        var isFirst = true
        expectFailure(.conflict) {
            _ = try Self.move(source, target).run { _, _ in
                if isFirst { try LedgerTests.record(source, "meanwhile") }
                isFirst = false
            }
        }
        #expect(try target.headRevision() == 0)
        _ = try Self.move(source, target).run { _, _ in }
        #expect(try target.referenceTexts(at: target.headRevision()).keys.contains("meanwhile"))
    }

    @Test("does not open a target whose rows differ", arguments: ways)
    func different(from: Engine, to: Engine) throws {
        let source = try Self.source(from)
        let target = try TestDatabase(to).ledger()
        // As if an unfinished copy of another ledger lay there.
        try target.driver.change(
            """
            INSERT INTO revision (revision, recorded_at, actor, operation, reason)
            VALUES (1, '2026-01-01T00:00:00.000Z', 'x', 'x', '')
            """)
        let failure = expectFailure(.internal) { _ = try Self.move(source, target).run { _, _ in } }
        #expect(failure?.message.contains("revision") == true)
        #expect(try target.headRevision() == 0)
    }

    @Test("knows the tables as the engines have them", arguments: Engine.available)
    func shapes(engine: Engine) throws {
        let ledger = try TestDatabase(engine).ledger()
        let kinds = [
            "INTEGER": TableShape.Kind.int, "bigint": .int, "TEXT": .text, "text": .text, "REAL": .real,
            "double precision": .real, "BLOB": .blob, "bytea": .blob,
        ]
        let tables = try ledger.read { connection in
            try connection.rows(
                engine == .sqlite
                    ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                    : "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
            ) { $0.text(0) }
        }
        #expect(tables.filter { $0 != "migration" }.sorted() == TableShape.all.map(\.name).sorted())
        for table in TableShape.all {
            let columns = try ledger.read { connection in
                try connection.rows(
                    engine == .sqlite
                        ? "SELECT name, type FROM pragma_table_info(:name) ORDER BY cid"
                        : """
                        SELECT column_name, data_type FROM information_schema.columns WHERE table_name = :name
                        ORDER BY ordinal_position
                        """, ["name": .text(table.name)]
                ) { row in TableShape.Column(name: row.text(0), kind: try #require(kinds[row.text(1)])) }
            }
            #expect(columns == table.columns, "\(table.name)")
            let keys = try ledger.read { connection in
                try connection.rows(
                    engine == .sqlite
                        ? "SELECT name FROM pragma_table_info(:name) WHERE pk > 0 ORDER BY pk"
                        : """
                        SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid
                        AND a.attnum = ANY (i.indkey) WHERE i.indisprimary AND i.indrelid = to_regclass(:name)
                        ORDER BY array_position(i.indkey::int2[], a.attnum)
                        """, ["name": .text(table.name)]
                ) { $0.text(0) }
            }
            #expect(keys == table.primaryKey, "\(table.name)")
            #expect(!table.order.isEmpty)
        }
        // The head row, and personal data, which are deleted on their day.
        #expect(
            TableShape.all.filter { !$0.isAppendOnly }.map(\.name).sorted() == ["campaign_contact", "ledger_head"])
    }

    @Test("reads later migrations' forms")
    func laterForms() {
        let shapes = TableShape.shapes([
            "CREATE TABLE a (x {int}, y {text} CHECK (y IN ('p', 'q')), PRIMARY KEY (x, y)) {strict}; {appendonly a};",
            "ALTER TABLE a ADD COLUMN z {real}; CREATE TABLE b (k {text} PRIMARY KEY) {strict};",
            "DROP TABLE b",
        ])
        #expect(shapes.count == 1)
        #expect(shapes.first?.columns.map(\.name) == ["x", "y", "z"])
        #expect(shapes.first?.columns.map(\.kind) == [.int, .text, .real])
        #expect(shapes.first?.primaryKey == ["x", "y"])
        #expect(shapes.first?.isAppendOnly == true)
    }
}
