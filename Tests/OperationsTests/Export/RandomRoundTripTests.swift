import Adoption
import Operations
import TestWorkspace
import Testing

/// import → export → import is the identity, for ledgers with a history of moves, closures, suspensions and corrections.
@Suite("Round trips of random ledgers")
struct RandomRoundTripTests {
    private static let areas = ["221015", "221023", "222038", "222054", "223417"]
    private static let texts = [
        "架空", "=1+1", "+1", "-1", "@x", "'=1", "\"引用\"", "甲,乙", "上\n下", "上\r\n下", "😀", "👩‍👩‍👧", "\u{202E}逆\u{202C}",
        "か\u{3099}",
        "髙﨑①㈱", "葛\u{E0100}", " 前後 ", "0012", "<b>", "{{x}}",
    ]

    private func offices(_ random: inout TestRandom) -> [OfficeRow] {
        (0..<6).flatMap { office -> [OfficeRow] in
            if random.once(in: 6) { return [] }
            let area = random.pick(RandomRoundTripTests.areas)
            return ["11", "43", "78"].compactMap { service in
                if random.once(in: 3) { return nil }
                let text = random.pick(RandomRoundTripTests.texts)
                return OfficeRow(
                    officeNumber(office), service, name: text, kana: random.once(in: 2) ? "" : text, area: area,
                    address: random.pick(RandomRoundTripTests.texts),
                    corporation: random.once(in: 2) ? "" : CorporationNumber(lastTwelve: 999_900_000_000).description,
                    corporationName: random.pick(RandomRoundTripTests.texts + [""]),
                    status: random.pick(["", "", "suspended", "deemed"]),
                    successorOf: office > 0 && random.once(in: 5) ? officeNumber(office - 1) : "",
                    latitude: random.once(in: 3) ? "" : "34.\(Int.random(in: 0..<10_000_000, using: &random))",
                    longitude: "138.5", capacity: random.pick(["", "1", "29"]))
            }
        }
    }

    private func stages(_ random: inout TestRandom) -> [StageRow] {
        (0..<7).compactMap { office in
            if random.once(in: 3) { return nil }
            let isEnded = random.once(in: 4)
            return StageRow(
                officeNumber(office), random.pick(["registered", "applied", "pledged"]),
                from: "202\(Int.random(in: 3...5, using: &random))-0\(Int.random(in: 4...9, using: &random))-01",
                to: isEnded ? "2025-12-0\(Int.random(in: 1...9, using: &random))" : "",
                reason: isEnded ? random.pick(["cancelled", "expired", "office_closed", "not_moved"]) : "",
                route: random.pick(["careplan-renkei", "kaigo-web", "equivalent"]),
                source: random.pick(RandomRoundTripTests.texts), evidence: random.pick(RandomRoundTripTests.texts))
        }
    }

    /// The services with the names that they go by: one that an entry's later name has made equal to it need not be
    /// told apart any more.
    private func named(_ facts: LedgerFacts) -> [ServiceSpell] {
        facts.services.map { service in
            var service = service
            service.listedName = service.listedName ?? facts.entries.last { $0.office == service.office }?.name
            return service
        }
    }

    private func export(_ it: TestWorkspace, _ name: String) throws -> [String: String] {
        let day = try #require(Day("2026-10-31"))
        let folder = "\(it.folder)/\(name)"
        _ = try it.workspace.export(ExportTable.allCases, to: folder, knownAt: nil, asOf: day, encoding: .utf8)
        let names = try Files.names(in: folder).filter { $0.hasSuffix(".csv") }
        return Dictionary(uniqueKeysWithValues: try names.map { ($0, try Files.readText("\(folder)/\($0)")) })
    }

    @Test("offices, history, registrations and every figure come back", arguments: 0..<6)
    func roundTrip(seed: UInt64) throws {
        var random = TestRandom(seed)
        let it = try TestWorkspace()
        for day in ["2024-12-31", "2025-06-30", "2025-12-31", "2026-06-30"] {
            let rows = offices(&random)
            if rows.isEmpty { continue }
            try it.importOffices(rows, on: day, complete: random.once(in: 2), covers: ["22"])
        }
        try it.importRegistrations(stages(&random), on: "2025-12-31", covers: ["22"])
        let second = stages(&random)
        try it.importRegistrations(second, on: "2026-06-30", complete: random.once(in: 2), covers: ["22"])

        let before = try it.facts()
        let first = try export(it, "first")
        let back = try TestWorkspace()
        func path(_ name: String) throws -> String { try back.file(name, try #require(first[name])) }
        _ = try back.workspace.importOffices(
            back.request([path("offices.csv"), path("office_history.csv")], on: "2026-06-30", covers: ["22"]))
        _ = try back.workspace.importRegistrations(
            back.request([path("registrations.csv")], on: "2026-06-30", covers: ["22"]))
        let after = try back.facts()
        #expect(after.entries == before.entries, "seed \(seed)")
        #expect(named(after) == named(before), "seed \(seed)")
        #expect(Set(after.stages) == Set(before.stages), "seed \(seed)")
        let again = try export(back, "again")
        for name in first.keys.sorted() { #expect(again[name] == first[name], "\(name), seed \(seed)") }
    }
}
