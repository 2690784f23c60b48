import Adoption
import Operations
import TestWorkspace
import Testing

/// Undo of exchange records, however the logs overlap.
@Suite("Undo of random exchange logs")
struct ExchangeUndoTests {
    /// A log of some sets among four offices in three months, now and then one that takes a file back.
    private func log(_ random: inout TestRandom) -> String {
        var names: [String] = []
        for _ in 0..<8 {
            let sender = officeNumber(Int(random.pick([0, 1, 2, 3])))
            let receiver = officeNumber(Int(random.pick([0, 1, 2, 3])))
            let month = random.pick(["08", "09", "10"])
            let second = random.pick(["01", "02"])
            let kinds =
                random.once(in: 4) ? ["DLTPLAN"] : random.once(in: 3) ? ["UPJSK"] : ["UPHOSOKU", "UPPLAN", "UPSIKYU"]
            for kind in kinds {
                let (from, to) = kind == "UPJSK" ? ("11", "43") : ("43", "11")
                names.append("\(kind)_2026\(month)_\(sender)_\(from)_\(receiver)_\(to)_2026\(month)050930\(second).CSV")
            }
        }
        return names.joined(separator: "\n")
    }

    private func take(_ it: TestWorkspace, _ log: String) throws -> Int64? {
        try it.workspace.importExchanges(
            ImportRequest(paths: [it.file("log.txt", log)], actor: "test")
        ).number
    }

    /// What the figures are made of, without the numbers of the facts.
    private func links(_ it: TestWorkspace) throws -> String {
        var links = try it.workspace.state().snapshot.exchanges
        links.facts = []
        links.withdrawn.sort { ($0.pair, $0.sent, $0.until) < ($1.pair, $1.sent, $1.until) }
        return "\(links)"
    }

    @Test("taking logs back from the last one on walks back through every state", arguments: 0..<6)
    func backwards(seed: UInt64) throws {
        var random = TestRandom(seed &+ 300)
        let it = try TestWorkspace()
        var states: [(number: Int64, links: String)] = []
        for _ in 0..<5 {
            let before = try links(it)
            if let number = try take(it, log(&random)) { states.append((number, before)) }
        }
        #expect(states.count > 2)
        for state in states.reversed() {
            _ = try it.workspace.undoImport(state.number, actor: "test", reason: "")
            #expect(try links(it) == state.links, "seed \(seed), import \(state.number)")
        }
    }

    @Test("in any order: with the later logs taken again, what stands is as if it alone had come", arguments: 0..<6)
    func anyOrder(seed: UInt64) throws {
        var random = TestRandom(seed &+ 700)
        let it = try TestWorkspace()
        var standing: [(numbers: [Int64], log: String)] = []
        for _ in 0..<5 {
            let log = log(&random)
            if let number = try take(it, log) { standing.append(([number], log)) }
        }
        for _ in 0..<3 where standing.count > 1 {
            let gone = standing.remove(at: random.pick(Array(standing.indices)))
            for number in gone.numbers.reversed() {
                _ = try it.workspace.undoImport(number, actor: "test", reason: "")
            }
            // The others left out what that log had said before them.
            for place in standing.indices {
                if let number = try take(it, standing[place].log) { standing[place].numbers.append(number) }
            }
            let alone = try TestWorkspace()
            _ = try take(alone, standing.map(\.log).joined(separator: "\n"))
            #expect(try links(it) == links(alone), "seed \(seed), without imports \(gone.numbers)")
        }
    }
}
