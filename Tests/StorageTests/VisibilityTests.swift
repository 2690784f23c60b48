import Adoption
import Storage
import TestSupport
import Testing

@Suite("What is visible at a revision")
struct VisibilityTests {
    /// 1 records a, b (facts 1, 2) · 2 replaces a by c · 3 undoes 2 · 4 replaces b by d · 5 undoes 1.
    static func ledger(_ engine: Engine) throws -> Ledger {
        let ledger = try TestDatabase(engine).ledger()
        try add(ledger, ["a", "b"], replacing: [])
        try add(ledger, ["c"], replacing: [1])
        try undo(ledger, 2)
        try add(ledger, ["d"], replacing: [2])
        try undo(ledger, 1)
        return ledger
    }

    static func add(_ ledger: Ledger, _ names: [String], replacing: [Int64]) throws {
        try ledger.record(LedgerTests.author, at: LedgerTests.start) { recording in
            try recording.supersede(replacing)
            try recording.append(names, to: .referenceText) { name, rows in
                try rows.append(text: name)
                try rows.append(text: name)
            }
        }
    }

    static func undo(_ ledger: Ledger, _ revision: Int64) throws {
        try ledger.record(LedgerTests.author, at: LedgerTests.start) { recording in
            _ = recording.nextFact()
            try recording.connection.execute(
                "INSERT INTO revision_undo (undone, revision) VALUES (:undone, :revision)",
                ["undone": .int(revision), "revision": .int(recording.revision)])
        }
    }

    @Test(
        "follows supersessions and undos, and stays what it was at earlier revisions", arguments: Engine.available)
    func visibility(engine: Engine) throws {
        let ledger = try Self.ledger(engine)
        let seen = try (Int64(0)...5).map { try ledger.referenceTexts(at: $0).keys.sorted().joined() }
        // 3: the undo of 2 hides c and lets a hold again. 5: 1 is undone, so that a and b are gone; d stays.
        #expect(seen == ["", "ab", "bc", "ab", "ad", "d"])
    }

    @Test("cannot be undone twice", arguments: Engine.available)
    func twice(engine: Engine) throws {
        let ledger = try Self.ledger(engine)
        expectFailure(.internal) { try Self.undo(ledger, 2) }
        #expect(try ledger.headRevision() == 5)
    }

    @Test("hides thousands of superseded facts and no others", arguments: Engine.available)
    func many(engine: Engine) throws {
        let ledger = try TestDatabase(engine).ledger()
        try Self.add(ledger, (1...3000).map { "\($0)" }, replacing: [])
        let hidden = (Int64(1)...3000).filter { $0 % 3 == 0 || (64...129).contains($0) }
        try Self.add(ledger, ["new"], replacing: hidden)
        let shown = try ledger.referenceTexts(at: 2)
        let expected = (1...3000).filter { $0 % 3 != 0 && !(64...129).contains($0) }.map(String.init) + ["new"]
        #expect(Set(shown.keys) == Set(expected))
        #expect(try ledger.referenceTexts(at: 1).count == 3000)
    }
}
