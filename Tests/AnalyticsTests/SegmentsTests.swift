import Adoption
import Testing

@testable import Analytics

@Suite("Segments")
struct SegmentsTests {
    /// An office that registers on a day, and leaves on another.
    private func adopter(
        _ number: Int, from: String?, through: String? = nil, in firstFive: Int32 = 13101, corporation: Int64 = 0
    ) -> LedgerBuilder.Office {
        var made = office(number, in: firstFive, corporation: corporation)
        made.registrations = [
            .init(
                route: "careplan-renkei", stage: .registered, from: from.map { day($0) },
                through: through.map { day($0) })
        ]
        return made
    }

    private func segments(
        _ offices: [LedgerBuilder.Office], reported: Day? = day("2024-01-01"), on text: String = "2026-10-31",
        rules: KPIRules = .draft(), _ change: (inout Snapshot) -> Void = { _ in }
    ) -> Segments {
        let ledger = ledger(offices, reported: reported)
        var snapshot = ledger.snapshot()
        change(&snapshot)
        let standing = Standing(snapshot: snapshot, reference: ledger.reference, rules: rules, day: day(text))
        return Segments(standing: standing, reference: ledger.reference)
    }

    /// `using` of `total` offices of 千代田区, one more each day from 2026-01-01.
    private func municipality(_ using: Int, of total: Int) -> Segments {
        segments(
            (0..<total).map { index in
                index < using
                    ? adopter(index + 1, from: day("2026-01-01").advanced(by: index).description)
                    : office(index + 1)
            })
    }

    // MARK: - counts

    /// N = 120: 3 innovators (1000·(2·2+1) = 5000 ≤ 6000 < 1000·7), then up to rank 19 (37,000 ≤ 38,400 < 39,000)
    /// early adopters, then early majority. 3/10 of 120 are 36: 12 more.
    @Test("24 of 120 offices: three innovators, sixteen early adopters, five of the early majority, 96 to come")
    func worked() throws {
        let area = try #require(municipality(24, of: 120).municipality(0))
        #expect(area.categories.map(\.using) == [3, 16, 5, 0, 0])
        #expect(area.categories.map(\.ended) == [0, 0, 0, 0, 0])
        #expect(area.prospects == 96)
        #expect(area.layers.applied == 24)
        #expect(area.layers.focus == 12)
        #expect(area.layers.prospects == 84)
        #expect(area.stage?.category == .earlyMajority)
        // (20 % − 16 %) of 34 %: 4,800 of 40,800
        #expect(area.stage?.progress == Fraction(4_800, 40_800))
        #expect(area.basis == .municipality(120))
    }

    @Test("at exactly 30 % an area has gone 14/34 of the way through the early majority")
    func thirtyPercent() throws {
        let stage = try #require(DiffusionStage(UseCount(using: 3, eligible: 10)))
        let progress = try #require(stage.progress)
        #expect(progress.numerator * 34 == progress.denominator * 14)
        #expect(progress.perMilleHalfUp == 412)
    }

    @Test(
        "the end of a group belongs to it, one office more does not",
        arguments: [
            (25, AdopterCategory.innovator), (26, .earlyAdopter), (160, .earlyAdopter), (161, .earlyMajority),
            (500, .earlyMajority), (501, .lateMajority), (840, .lateMajority), (841, .laggard), (1000, .laggard),
        ])
    func edges(using: Int, category: AdopterCategory) {
        #expect(DiffusionStage(UseCount(using: using, eligible: 1000))?.category == category)
    }

    @Test("offices that began on one day are in one group, where the middle of their ranks lies")
    func ties() throws {
        // L = 0, G = 17, N = 50: 17/100 lies beyond 16 %.
        let offices = (1...50).map { $0 <= 17 ? adopter($0, from: "2026-04-01") : office($0) }
        let area = try #require(segments(offices).municipality(0))
        #expect(area.categories.map(\.using) == [0, 0, 17, 0, 0])
    }

    @Test("the stock from before the record is one group, earlier than every day")
    func stock() {
        let offices =
            [adopter(1, from: "2024-02-01"), adopter(2, from: nil), adopter(3, from: nil)] + (4...40).map { office($0) }
        let listed = segments(offices).offices(ofMunicipality: 0)
        #expect(listed.prefix(3).map(\.number.description) == ["1370000002", "1370000003", "1370000001"])
        #expect(listed.prefix(3).map(\.first) == [.beforeRecord, .beforeRecord, .day(day("2024-02-01"))])
        #expect(listed[0].rank == MidpointRank(earlier: 0, together: 2, population: 40))
        #expect(listed[2].rank == MidpointRank(earlier: 2, together: 1, population: 40))
    }

    // MARK: - the course of an office

    @Test("who left keeps the group and the first day, and is neither in n nor a prospect")
    func withdrawn() throws {
        let offices =
            [adopter(1, from: "2024-04-01", through: "2025-03-31"), adopter(2, from: "2025-01-01")]
            + (3...30).map { office($0) }
        let segments = segments(offices)
        let area = try #require(segments.municipality(0))
        #expect(area.count == UseCount(using: 1, eligible: 30))
        #expect(area.ended == 1)
        #expect(area.categories[0].ended == 1)
        // u of the second: (2 + 1)/60 = 5 %
        #expect(area.categories[1].using == 1)
        #expect(area.prospects == 28)
        // 3/10 of 30 are 9
        #expect(area.layers.focus == 8)
        let first = segments.offices(ofMunicipality: 0)[0]
        #expect(first.status == .ended)
        #expect(first.first == .day(day("2024-04-01")))
        #expect(first.spells == 1)
    }

    @Test("a successor carries the first day on, a ring of successions ends")
    func succession() {
        let offices =
            [adopter(1, from: "2024-04-01", through: "2024-12-31"), adopter(2, from: "2026-01-01")]
            + (3...25).map { office($0) }
        func second(_ predecessors: [Int: Int32]) -> OfficeSegment? {
            segments(offices) { snapshot in
                for (office, predecessor) in predecessors { snapshot.predecessors[office] = predecessor }
            }.offices(ofMunicipality: 0).first { $0.number.description == "1370000002" }
        }
        #expect(second([:])?.first == .day(day("2026-01-01")))
        #expect(second([:])?.spells == 1)
        #expect(second([1: 0])?.first == .day(day("2024-04-01")))
        // A year lies between: two spells.
        #expect(second([1: 0])?.spells == 2)
        #expect(second([1: 0, 0: 1])?.first == .day(day("2024-04-01")))
        #expect(second([1: 1])?.first == .day(day("2026-01-01")))
    }

    @Test("a day after the day of the figures is not known yet")
    func future() throws {
        let area = try #require(
            segments([adopter(1, from: "2026-11-01")] + (2...30).map { office($0) }).municipality(0))
        #expect(area.begun == 0)
        #expect(area.stage?.category == nil)
        #expect(area.stage?.progress == nil)
    }

    @Test("a move from one counting route to the next, day after day, is one spell")
    func routes() {
        var moved = adopter(1, from: "2025-01-01", through: "2026-12-31")
        moved.registrations.append(
            .init(route: "kaigo-web", stage: .registered, from: day("2027-01-01"), through: nil))
        var back = adopter(2, from: "2025-01-01", through: "2025-06-30")
        back.registrations.append(
            .init(route: "careplan-renkei", stage: .registered, from: day("2025-07-02"), through: nil))
        let offices = segments([moved, back] + (3...25).map { office($0) }, on: "2027-03-31")
            .offices(ofMunicipality: 0)
        #expect(offices.prefix(2).map(\.spells) == [1, 2])
        // The old route no longer counts in 2027.
        #expect(offices.prefix(2).map(\.status) == [.using, .ended])
    }

    // MARK: - areas

    @Test("sizes without offices, with few, at 19 and at 20", arguments: [0, 1, 3, 19, 20])
    func sizes(total: Int) throws {
        let segments = municipality(min(total, 3), of: total)
        guard total > 0 else {
            #expect(segments.municipality(0) == nil)
            #expect(segments.prefecture(13) == nil)
            #expect(segments.offices(ofMunicipality: 0).isEmpty)
            #expect(segments.attitudes(ofMunicipality: 0, answers: [0: .innovator]) == nil)
            return
        }
        let area = try #require(segments.municipality(0))
        #expect(area.begun == min(total, 3))
        #expect(area.prospects == total - min(total, 3))
        let isLabelled = total >= 20
        #expect(area.basis == (isLabelled ? .municipality(20) : .none))
        #expect(area.categories.reduce(0) { $0 + $1.begun } == (isLabelled ? 3 : 0))
        #expect(segments.offices(ofMunicipality: 0).filter { $0.category != nil }.count == (isLabelled ? 3 : 0))
        #expect(segments.offices(ofMunicipality: 0).count == total)
    }

    @Test("a municipality of fewer than 20 takes its labels from the prefecture")
    func small() throws {
        // 千代田区 has 5 offices, 中央区 35: N of the prefecture is 40.
        let offices =
            [adopter(1, from: "2026-02-01")] + (2...5).map { office($0) }
            + [adopter(6, from: "2026-01-01", in: 13102)] + (7...40).map { office($0, in: 13102) }
        let segments = segments(offices)
        let area = try #require(segments.municipality(0))
        #expect(area.basis == .prefecture(40))
        // Second of 40: 3/80 = 3.75 %; first of 5 would be 10 %, an early adopter as well, so the rank tells.
        #expect(area.categories.map(\.begun) == [0, 1, 0, 0, 0])
        #expect(segments.offices(ofMunicipality: 0)[0].rank == MidpointRank(earlier: 1, together: 1, population: 40))
        #expect(segments.municipality(1)?.basis == .municipality(35))
        #expect(segments.prefecture(13)?.basis == .prefecture(40))
        // 1/80 = 1.25 %
        #expect(segments.prefecture(13)?.categories.map(\.begun) == [1, 1, 0, 0, 0])
    }

    @Test("a municipality without a report has no segments and is not in its prefecture's")
    func unreported() throws {
        var ledger = ledger([adopter(1, from: "2026-01-01")] + (2...30).map { office($0, in: 13102) }, reported: nil)
        ledger.reportedFrom[code(13102)] = day("2024-01-01")
        let standing = Standing(
            snapshot: ledger.snapshot(), reference: ledger.reference, rules: .draft(), day: day("2026-10-31"))
        let segments = Segments(standing: standing, reference: ledger.reference)
        #expect(segments.municipality(0) == nil)
        #expect(segments.prefecture(13)?.count == UseCount(using: 0, eligible: 29))
        #expect(segments.prefecture(13)?.begun == 0)
        #expect(segments.offices(ofPrefecture: 13).count == 29)
    }

    @Test("the layers follow the threshold of the rule, not 3/10")
    func layers() {
        let count = UseCount(using: 3, eligible: 10)
        func layers(_ a: Int, _ b: Int, _ comparison: KPIRule.Comparison = .atLeast) -> [Int] {
            let layers = SegmentLayers(
                count, target: KPITarget(threshold: Fraction(a, b), comparison: comparison))
            return [layers.applied, layers.focus, layers.prospects]
        }
        #expect(layers(3, 10) == [3, 0, 7])
        #expect(layers(3, 10, .moreThan) == [3, 1, 6])
        #expect(layers(1, 2) == [3, 2, 5])
        #expect(layers(1, 10) == [3, 0, 7])
        // More than all cannot be reached: there are seven places.
        #expect(layers(12, 10) == [3, 7, 0])
    }

    // MARK: - parts

    @Test("parts count by service and by size of the corporation, with the categories of the area")
    func parts() throws {
        var both = adopter(1, from: "2026-01-01", corporation: 5)
        both.services.append(.init(code: "43", from: nil, through: nil))
        let offices = [both, adopter(2, from: "2026-02-01", corporation: 5)] + (3...30).map { office($0) }
        let segments = segments(offices)
        let sizes = segments.standing.corporationSizes(of: try #require(segments.standing.prefecture(13)))
        let parts = try #require(segments.parts(ofMunicipality: 0, sizes: sizes))
        #expect(parts.services.map(\.service) == [0, 3])
        #expect(parts.services.map(\.part.count) == [.init(using: 2, eligible: 30), .init(using: 1, eligible: 1)])
        // 1/60 and 3/60
        #expect(parts.services[0].part.categories.map(\.using) == [1, 1, 0, 0, 0])
        #expect(parts.services[1].part.categories.map(\.using) == [1, 0, 0, 0, 0])
        #expect(parts.services[0].part.prospects == 28)
        #expect(parts.corporations.map(\.band) == [.twoToFour, .unknown])
        #expect(parts.corporations.map(\.part.count.eligible) == [2, 28])
        #expect(parts.total.count == segments.municipality(0)?.count)
    }

    @Test("attitudes stand against categories, with those that did not answer")
    func attitudes() throws {
        let segments = municipality(2, of: 30)
        // The first office is an innovator by its day and says it is cautious; 40 is no office.
        let table = try #require(
            segments.attitudes(
                ofMunicipality: 0, answers: [0: .earlyMajority, 5: .laggard, 6: .laggard, 40: .innovator]))
        #expect(table.rows.map(\.total) == [0, 0, 1, 0, 2])
        #expect(table.rows[2].categories == [1, 0, 0, 0, 0])
        #expect(table.rows[4].prospects == 2)
        #expect(table.missing.categories == [0, 1, 0, 0, 0])
        #expect(table.missing.prospects == 26)
        #expect(table.answered == 3)
        #expect(table.eligible == 30)
        #expect(!table.isSafeToPublish)
        #expect(!table.totalsAreSafeToPublish)
        let many = try #require(
            segments.attitudes(
                ofMunicipality: 0,
                answers: Dictionary(uniqueKeysWithValues: (5..<15).map { ($0, $0 < 10 ? .laggard : .innovator) })))
        #expect(many.isSafeToPublish)
    }

    @Test("the latest attitude that was stated by the day counts")
    func latestAttitude() {
        var snapshot = ledger([office(1), office(2)]).snapshot()
        func statement(_ text: String, _ attitude: Attitude?) -> ReadinessStatement {
            ReadinessStatement(
                office: nil, day: day(text), software: "", version: "", marks: nil, intention: nil,
                attitude: attitude, source: "", evidence: "")
        }
        snapshot.readiness.starts = [0, 4, 4]
        snapshot.readiness.statements = [
            statement("2026-01-01", .laggard), statement("2026-05-01", .innovator), statement("2026-06-01", nil),
            statement("2026-12-01", .lateMajority),
        ]
        #expect(snapshot.attitudes(asOf: day("2026-10-31")) == [0: .innovator])
        #expect(snapshot.attitudes(asOf: day("2026-12-01")) == [0: .lateMajority])
        #expect(snapshot.attitudes(asOf: day("2025-12-31")) == [:])
    }
}
