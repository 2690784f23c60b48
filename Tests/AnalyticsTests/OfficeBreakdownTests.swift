import Adoption
import Testing

@testable import Analytics

@Suite("What n and N are made of")
struct OfficeBreakdownTests {
    private func breakdown(
        _ offices: [LedgerBuilder.Office], rules: KPIRules = .draft(), on text: String = "2026-10-31"
    ) -> OfficeBreakdown {
        let standing = standing(offices, rules: rules, on: text)
        return standing.breakdown(
            of: standing.municipalities[0], sizes: standing.corporationSizes(of: standing.prefectures[0]))
    }

    private let offices = [
        office(1, registrations: [("careplan-renkei", .pledged)]),
        office(2, registrations: [("careplan-renkei", .applied), ("kaigo-web", .pledged)]),
        office(3, registrations: [("careplan-renkei", .registered)]),
        office(4, registrations: [("careplan-renkei", .registered), ("kaigo-web", .registered)]),
        office(5, registrations: [("kaigo-web", .registered)]),
        office(6, registrations: [("equivalent", .registered)]),
        office(7),
    ]

    @Test("the readings of use stand side by side, real exchange is not known")
    func stages() {
        let breakdown = breakdown(offices)
        #expect(breakdown.total == UseCount(using: 3, eligible: 7))
        #expect(breakdown.stages.map(\.stage) == Stage.allCases)
        #expect(breakdown.stages.map(\.count.value?.using) == [5, 4, 3, nil, nil, nil])
        #expect(breakdown.stages[3].count == .missing(.noExchangeRecords))
        #expect(breakdown.ladder == [2, 1, 1, 3])
    }

    @Test("each route alone, the equivalent system beside")
    func routes() {
        let before = breakdown(offices)
        #expect(before.routes.map(\.using) == [2, 2, 1])
        #expect(before.routes.map(\.counts) == [true, true, false])
        let after = breakdown(offices, on: "2027-01-01")
        #expect(after.routes.map(\.using) == [2, 2, 1])
        #expect(after.routes.map(\.counts) == [false, true, false])
    }

    @Test("the unmoved would drop out before the change and stand apart after it")
    func unmoved() {
        let before = breakdown(offices)
        #expect(before.total.using == 3 && before.unmoved == 1 && before.usingWithoutUnmoved == 2)
        let after = breakdown(offices, on: "2027-01-01")
        #expect(after.total.using == 2 && after.unmoved == 1 && after.usingWithoutUnmoved == 2)
        #expect(after.ladder == [4, 1, 0, 2])
    }

    @Test("who stopped is counted apart from who never began")
    func lapsed() {
        var stopped = office(1, uses: true)
        stopped.registrations[0].through = day("2026-03-31")
        var back = stopped
        back.number = "1370000002"
        back.registrations.append(.init(route: "kaigo-web", stage: .registered, from: day("2026-08-01"), through: nil))
        #expect(breakdown([stopped, back, office(3)]).lapsed == 1)
        #expect(breakdown([stopped, back, office(3)], on: "2026-03-31").lapsed == 0)
    }

    @Test("an office with several services is in each kind and once in the total")
    func services() {
        let breakdown = breakdown([
            office(1, [("11", .active), ("43", .active), ("46", .active)], uses: true),
            office(2, [("11", .active), ("13", .suspended)]),
        ])
        #expect(breakdown.total == UseCount(using: 1, eligible: 2))
        #expect(breakdown.services.map(\.service) == [0, 3])  // 11 and 43; 46 is out of scope, 13 suspended
        #expect(breakdown.services.map(\.count.eligible) == [2, 1])
        #expect(breakdown.services.map(\.count.using) == [1, 1])
    }

    @Test("corporations are banded by their eligible offices in the prefecture")
    func corporations() {
        // Corporation 5 has 4 eligible offices in 東京都 (and one suspended, one in 静岡県): band 2–4.
        let offices =
            [office(1, uses: true, corporation: 5), office(2, corporation: 5), office(3, in: 13102, corporation: 5)]
            + [office(4, in: 13102, corporation: 5), office(5, [("11", .suspended)], corporation: 5)]
            + [office(6, in: 22203, corporation: 5), office(7, corporation: 8, doubt: []), office(8, uses: true)]
            + (10...19).map { office($0, corporation: 9) }
        let breakdown = breakdown(offices)
        #expect(breakdown.corporations.map(\.band) == [.one, .twoToFour, .fiveToNine, .tenOrMore, .unknown])
        #expect(breakdown.corporations.map(\.count.eligible) == [1, 2, 0, 10, 1])
        #expect(breakdown.corporations.map(\.count.using) == [0, 1, 0, 0, 1])
    }

    @Test("the bands meet without a gap")
    func bands() {
        #expect(
            [1, 2, 4, 5, 9, 10, 500].map { CorporationBand(offices: $0) }
                == [.one, .twoToFour, .twoToFour, .fiveToNine, .fiveToNine, .tenOrMore, .tenOrMore])
    }
}
