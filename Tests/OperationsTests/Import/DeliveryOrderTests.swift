import Adoption
import Operations
import Storage
import TestWorkspace
import Testing

/// A delivery is one list in several files, one for each service: it must not matter in which calls they come. What
/// each file covers is said, because a file by itself speaks for the municipalities of its own rows.
@Suite("The order of a delivery's files")
struct DeliveryOrderTests {
    private static let services = ["11", "15", "43", "76"]

    /// What a file says of an office. What is said of one office is either blank or the same in every file, because of
    /// two different texts for one blank the first file wins; the municipality and the name differ freely.
    /// - Parameter strays: one row in so many names another municipality than its office's.
    private func rows(_ random: inout TestRandom, offices: Int, strays: Int) -> [String: [OfficeRow]] {
        var files: [String: [OfficeRow]] = [:]
        for office in 0..<offices {
            let corporation = CorporationNumber(lastTwelve: 999_900_000_000 + Int64(office)).description
            let areas = ["221015", "221023", "222038", "222054"]
            let home = random.pick(areas)
            let open = random.once(in: 4) ? "2024-04-0\(1 + office)" : ""
            for service in DeliveryOrderTests.services where !random.once(in: 3) {
                let isOwned = random.once(in: 2)
                files[service, default: []].append(
                    OfficeRow(
                        officeNumber(office), service, name: random.pick(["甲", "乙", "丙"]),
                        kana: random.once(in: 2) ? "カナ\(office)" : "",
                        area: random.once(in: strays) ? random.pick(areas) : home,
                        address: random.once(in: 2) ? "番地\(office)" : "", corporation: isOwned ? corporation : "",
                        corporationName: isOwned ? "法人\(office)" : "", open: open,
                        status: random.pick(["", "suspended", "deemed"]),
                        latitude: random.once(in: 2) ? "34.\(office)" : "", longitude: "138.\(office)",
                        capacity: random.pick(["", "10", "20"])))
            }
        }
        return files
    }

    /// What a ledger says, a line a fact, without what tells when a disagreement was told.
    private func content(_ it: TestWorkspace) throws -> Set<String> {
        let facts = try it.facts()
        let snapshot = try it.workspace.state().snapshot
        var lines = try it.snapshot().filter { !$0.hasPrefix("claims ") }
        // Claims come in the order in which they were recorded.
        lines += snapshot.claims.map { "claim \($0.office) \($0.municipality)" }
        lines += facts.entries.map { entry in
            "entry \(entry.office) \(entry.from?.description ?? "…") \(entry.statedBy) \(entry.municipality) \(entry.name) "
                + "\(entry.kana) \(entry.address) \(entry.corporation?.description ?? "") \(entry.corporationName) "
                + "\(entry.latitude ?? 0)"
        }
        lines += facts.services.map { service in
            "service \(service.office) \(service.service) \(service.status.key) \(service.spell.text) "
                + "\(service.capacity ?? 0) \(service.listedName ?? "")"
        }
        lines += facts.disagreements.map { "disagreement \($0.office) \($0.field) \($0.kept) \($0.other)" }
        return Set(lines)
    }

    /// What one of the two says and the other does not.
    private func differences(_ found: Set<String>, _ expected: Set<String>) -> [String] {
        (found.subtracting(expected).map { "only apart: \($0)" }
            + expected.subtracting(found).map { "only together: \($0)" }).filter { !$0.contains("tarts: ") }.sorted()
    }

    private func paths(_ files: [String: [OfficeRow]], in it: TestWorkspace) throws -> [String] {
        try files.sorted { $0.key < $1.key }.map { try it.file("\($0.key).csv", officesCSV($0.value)) }
    }

    @Test("all files in one call = one by one in any order, for the first delivery", arguments: 0..<6)
    func firstDelivery(seed: UInt64) throws {
        var random = TestRandom(seed)
        let files = rows(&random, offices: 4, strays: 1)
        let together = try TestWorkspace()
        let paths = try paths(files, in: together)
        _ = try together.workspace.importOffices(together.request(paths, on: "2025-12-31", covers: ["静岡県"]))
        let expected = try content(together)
        for _ in 0..<2 {
            let order = paths.shuffled(using: &random)
            let apart = try TestWorkspace()
            for path in order {
                _ = try apart.workspace.importOffices(apart.request([path], on: "2025-12-31", covers: ["静岡県"]))
            }
            let found = try content(apart)
            #expect(differences(found, expected) == [], "seed \(seed): \(order.map(Files.lastComponent))")
            // And whatever came first, each file again is nothing new.
            let revision = try apart.revision()
            for path in order {
                _ = try apart.workspace.importOffices(apart.request([path], on: "2025-12-31", covers: ["静岡県"]))
            }
            #expect(try apart.revision() == revision, "seed \(seed): \(order.map(Files.lastComponent)) again")
        }
    }

    /// The next delivery as it really differs: some offices move, services change their status or size, names are
    /// spelled anew, an office is new; rows that disagreed still do.
    private func next(_ files: [String: [OfficeRow]], _ random: inout TestRandom) -> [String: [OfficeRow]] {
        var homes: [String: String] = [:]
        for row in files.values.joined() where homes[row.number] == nil && random.once(in: 3) {
            homes[row.number] = random.pick(["222038", "222054"])
        }
        var next = files.mapValues { rows in
            rows.map { row in
                var row = row
                row.area = homes[row.number] ?? row.area
                if row.open.isEmpty, random.once(in: 3) { row.status = random.pick(["", "suspended", "deemed"]) }
                if random.once(in: 3) { row.capacity = random.pick(["", "10", "30"]) }
                return row
            }
        }
        for service in next.keys.sorted() { next[service]?.append(OfficeRow(officeNumber(9), service, name: "新")) }
        return next
    }

    @Test("all files in one call = one by one in any order, for a later delivery", arguments: 0..<6)
    func laterDelivery(seed: UInt64) throws {
        var random = TestRandom(seed &+ 1_000)
        let files = rows(&random, offices: 5, strays: 5)
        let first = try TestWorkspace()
        let firstPaths = try paths(files, in: first)
        _ = try first.workspace.importOffices(first.request(firstPaths, on: "2025-12-31", covers: ["静岡県"]))
        let together = try TestWorkspace(copying: first)
        let paths = try paths(next(files, &random), in: together)
        _ = try together.workspace.importOffices(together.request(paths, on: "2026-06-30", covers: ["静岡県"]))
        let expected = try content(together)
        for _ in 0..<2 {
            let order = paths.shuffled(using: &random)
            let apart = try TestWorkspace(copying: first)
            for path in order {
                _ = try apart.workspace.importOffices(apart.request([path], on: "2026-06-30", covers: ["静岡県"]))
            }
            let found = try content(apart)
            #expect(differences(found, expected) == [], "seed \(seed): \(order.map(Files.lastComponent))")
        }
    }
}
