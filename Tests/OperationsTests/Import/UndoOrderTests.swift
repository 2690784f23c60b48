import Adoption
import Operations
import TestWorkspace
import Testing

/// Undo, however imports have built upon each other.
@Suite("Undo of random imports")
struct UndoOrderTests {
    private static let days = ["2025-06-30", "2025-12-31", "2026-03-31", "2026-06-30"]

    /// One random import; nil when it had nothing to record.
    private func step(_ it: TestWorkspace, _ random: inout TestRandom) throws -> Int64? {
        let day = random.pick(UndoOrderTests.days)
        let isComplete = random.once(in: 2)
        if random.once(in: 3) {
            let rows = (0..<4).filter { _ in !random.once(in: 3) }.map { office in
                StageRow(officeNumber(office), from: random.once(in: 2) ? "" : "2024-0\(1 + office)-10")
            }
            return rows.isEmpty ? nil : try it.importRegistrations(rows, on: day, complete: isComplete).number
        }
        let rows = (0..<4).filter { _ in !random.once(in: 3) }.map { office in
            OfficeRow(
                officeNumber(office), random.pick(["11", "43"]), name: random.pick(["甲", "乙"]),
                area: random.pick(["221015", "222038"]), status: random.pick(["", "", "suspended"]),
                capacity: random.pick(["", "10"]))
        }
        return rows.isEmpty ? nil : try it.importOffices(rows, on: day, complete: isComplete).number
    }

    @Test("taking imports back from the last one on walks back through every state", arguments: 0..<6)
    func backwards(seed: UInt64) throws {
        var random = TestRandom(seed &+ 5_000)
        let it = try TestWorkspace()
        var states: [(number: Int64, facts: LedgerFacts, snapshot: [String])] = []
        for _ in 0..<6 {
            let (facts, snapshot) = (try it.facts(), try it.snapshot())
            if let number = try step(it, &random) { states.append((number, facts, snapshot)) }
        }
        for state in states.reversed() {
            _ = try it.workspace.undoImport(state.number, actor: "test", reason: "")
            #expect(try it.facts() == state.facts, "seed \(seed), import \(state.number)")
            #expect(try it.snapshot() == state.snapshot, "seed \(seed), import \(state.number)")
        }
    }

    @Test("no import leaves spells of one service that overlap, or two entries of one day", arguments: 0..<12)
    func noOverlaps(seed: UInt64) throws {
        var random = TestRandom(seed &+ 9_000)
        let it = try TestWorkspace()
        for _ in 0..<6 {
            _ = try step(it, &random)
            let facts = try it.facts()
            for (one, next) in zip(facts.services, facts.services.dropFirst())
            where one.office == next.office && one.service == next.service {
                let end = one.spell.through?.number ?? .max
                #expect(
                    end < next.spell.from?.number ?? .min, "seed \(seed): \(facts.spells(of: one.office.description))")
            }
            let keys = facts.entries.map { "\($0.office) \($0.from?.description ?? "")" }
            #expect(Set(keys).count == keys.count, "seed \(seed): \(keys)")
            for (one, next) in zip(facts.stages, facts.stages.dropFirst()) where one.office == next.office {
                #expect(!one.spell.isEmpty && !next.spell.isEmpty)
            }
        }
    }
}
