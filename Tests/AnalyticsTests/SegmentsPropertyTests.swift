import Adoption
import Foundation
import Testing

@testable import Analytics

/// What categories mean said a second time: day by day for each office, and every office against every other.
private struct SegmentOracle {
    let oracle: Oracle
    /// Place of the office that another took over, by place.
    let predecessors: [Int32]
    let day: Day

    private var offices: [LedgerBuilder.Office] { oracle.ledger.offices }

    /// Before every day that a random ledger knows.
    private static let beginning: Int32 = 19_690

    func firstUse(_ place: Int) -> Int32? {
        var seen: Set<Int> = []
        var place = place
        var first: Int32?
        while place >= 0, seen.insert(place).inserted {
            let found = (SegmentOracle.beginning...day.number).first {
                oracle.isUsing(offices[place], Day(number: $0))
            }
            if let found { first = min(first ?? found, found) }
            place = Int(predecessors[place])
        }
        return first
    }

    /// The places of the offices of N that a population has.
    func eligible(_ municipalities: [Int]) -> [Int] {
        offices.indices.filter { place in
            oracle.isEligible(offices[place], day)
                && oracle.municipality(offices[place], day).map(municipalities.contains) ?? false
        }
    }

    /// Category by comparing with every other: 1000·(2L + G) ≤ 2·N·c.
    func categories(_ places: [Int], first: [Int32?]) -> [Int: AdopterCategory] {
        var categories: [Int: AdopterCategory] = [:]
        for place in places {
            guard let mine = first[place] else { continue }
            var earlier = 0
            var together = 0
            for other in places {
                guard let theirs = first[other] else { continue }
                if theirs < mine { earlier += 1 }
                if theirs == mine { together += 1 }
            }
            for (category, cut) in zip(AdopterCategory.allCases, [25, 160, 500, 840, 1000])
            where categories[place] == nil && 1000 * (2 * earlier + together) <= 2 * places.count * cut {
                categories[place] = category
            }
        }
        return categories
    }
}

@Suite("Segments of random ledgers")
struct SegmentsPropertyTests {
    /// Four of five municipalities are reported, some offices took over others, in rings too.
    private func example(seed: UInt64) -> (LedgerBuilder, Snapshot, Segments, SegmentOracle) {
        var ledger = LedgerBuilder.random(seed: seed, offices: 90)
        ledger.reportedFrom = [:]
        for area in ledger.reference.municipalities.dropLast() { ledger.reportedFrom[area.code] = Day(number: 19_700) }
        var random = SeededGenerator(seed: seed)
        var snapshot = ledger.snapshot()
        for _ in 0..<20 {
            let place = Int.random(in: snapshot.numbers.indices, using: &random)
            snapshot.predecessors[place] = Int32.random(in: 0..<Int32(snapshot.numbers.count), using: &random)
        }
        let day = Day(number: Int32.random(in: 20_200...20_900, using: &random))
        let standing = Standing(snapshot: snapshot, reference: ledger.reference, rules: .draft(), day: day)
        let oracle = SegmentOracle(
            oracle: Oracle(ledger: ledger, rules: .draft()), predecessors: snapshot.predecessors, day: day)
        return (ledger, snapshot, Segments(standing: standing, reference: ledger.reference), oracle)
    }

    @Test("categories are what comparing every office with every other gives", arguments: UInt64(1)...6)
    func naive(seed: UInt64) throws {
        let (ledger, snapshot, segments, oracle) = example(seed: seed)
        let first = ledger.offices.indices.map(oracle.firstUse)
        for prefecture in segments.standing.prefectures {
            let known = prefecture.municipalities.filter { segments.standing.municipalities[$0].isReported }
            let all = oracle.eligible(known)
            let wide = oracle.categories(all, first: first)
            check(segments.prefecture(prefecture.number), all, first, all.count >= 20 ? wide : [:])
            for municipality in known {
                let own = oracle.eligible([municipality])
                let labels =
                    own.count >= 20 ? oracle.categories(own, first: first) : (all.count >= 20 ? wide : [:])
                check(segments.municipality(municipality), own, first, labels)
                checkList(segments.offices(ofMunicipality: municipality), own, first, labels, snapshot)
            }
        }
    }

    private func check(
        _ area: AreaSegments?, _ own: [Int], _ first: [Int32?], _ labels: [Int: AdopterCategory]
    ) {
        #expect((area == nil) == own.isEmpty)
        guard let area else { return }
        let begun = own.filter { first[$0] != nil }
        #expect(area.count.eligible == own.count)
        #expect(area.begun == begun.count)
        #expect(area.prospects == own.count - begun.count)
        #expect(area.layers.applied + area.layers.focus + area.layers.prospects == own.count)
        for count in area.categories {
            #expect(count.begun == begun.filter { labels[$0] == count.category }.count)
        }
        #expect(area.basis == .none || area.categories.reduce(0) { $0 + $1.ended } == area.ended)
    }

    private func checkList(
        _ listed: [OfficeSegment], _ own: [Int], _ first: [Int32?], _ labels: [Int: AdopterCategory],
        _ snapshot: Snapshot
    ) {
        #expect(listed.map(\.number.packed).sorted() == own.map { snapshot.numbers[$0] }.sorted())
        for office in listed {
            let place = snapshot.numbers.firstIndex(of: office.number.packed) ?? 0
            #expect(office.category == labels[place])
            #expect((office.status == .prospect) == (first[place] == nil))
            switch office.first {
            case nil: #expect(first[place] == nil)
            case .beforeRecord: #expect(first[place] == 19_690)
            case .day(let day): #expect(first[place] == day.number)
            }
            #expect((office.spells > 0) == (first[place] != nil))
        }
    }

    @Test(
        "the parts of an area add up to it, and a prefecture is the sum of its municipalities", arguments: UInt64(1)...6
    )
    func sums(seed: UInt64) throws {
        let (_, _, segments, _) = example(seed: seed)
        for prefecture in segments.standing.prefectures {
            let sizes = segments.standing.corporationSizes(of: prefecture)
            guard let area = segments.prefecture(prefecture.number) else { continue }
            let parts = try #require(segments.parts(ofPrefecture: prefecture.number, sizes: sizes))
            #expect(parts.total.count == area.count)
            #expect(parts.total.categories == area.categories)
            #expect(parts.total.ended == area.ended)
            #expect(parts.corporations.reduce(0) { $0 + $1.part.count.eligible } == area.count.eligible)
            #expect(parts.corporations.reduce(0) { $0 + $1.part.ended } == area.ended)
            let municipalities = prefecture.municipalities.compactMap { segments.municipality($0) }
            #expect(municipalities.reduce(0) { $0 + $1.begun } == area.begun)
            #expect(municipalities.reduce(0) { $0 + $1.count.eligible } == area.count.eligible)
            let table = try #require(segments.attitudes(ofPrefecture: prefecture.number, answers: [3: .innovator]))
            #expect(table.eligible == area.count.eligible)
        }
    }

    @Test("the last rank of a group is the last whose midpoint lies in it, for every N up to 400")
    func lastRanks() {
        for population in 1...400 {
            for category in AdopterCategory.allCases {
                let ranks = (1...population).filter { rank in
                    MidpointRank(earlier: rank - 1, together: 1, population: population).category <= category
                }
                #expect(MidpointRank.lastRank(in: category, of: population) == ranks.count)
            }
        }
    }

    @Test("the shipped table says the same shares as the code")
    func shippedTable() throws {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Data/reference/adopter_categories.csv")
        let lines = try String(contentsOf: path, encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst()
        let rows = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        #expect(rows.map { String($0[1]).replacing("-", with: "_") } == AdopterCategory.allCases.map(\.rawValue))
        #expect(rows.map { Int($0[5]) } == AdopterCategory.allCases.map(\.upperPerMille))
        #expect(
            rows.map { Int($0[4]) } == AdopterCategory.allCases.map { $0.upperPerMille - $0.lowerPerMille })
    }
}
