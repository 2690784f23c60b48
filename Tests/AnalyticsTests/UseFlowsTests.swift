import Adoption
import Testing

@testable import Analytics

@Suite("UseFlows")
struct UseFlowsTests {
    private func flows(
        _ offices: [LedgerBuilder.Office], reported: Day? = day("2025-01-01"), from: String = "2026-03-31",
        through: String = "2026-10-31"
    ) -> UseFlows {
        let ledger = ledger(offices, reported: reported)
        return UseFlows(
            snapshot: ledger.snapshot(), reference: ledger.reference, rules: .draft(), from: day(from),
            through: day(through))
    }

    private func office(_ number: Int, uses from: String?, through: String? = nil) -> LedgerBuilder.Office {
        var office = AnalyticsTests.office(number)
        if let from {
            office.registrations = [
                .init(
                    route: "careplan-renkei", stage: .registered, from: day(from), through: through.map { day($0) })
            ]
        }
        return office
    }

    @Test("start and stop of use: new, restarted, withdrawn")
    func use() {
        var restarted = office(3, uses: "2025-01-01", through: "2025-12-31")
        restarted.registrations += office(0, uses: "2026-05-01").registrations
        var replaced = office(5, uses: "2025-01-01", through: "2026-05-31")
        replaced.registrations += office(0, uses: "2026-08-01").registrations
        let flow = flows([
            office(1, uses: "2025-01-01"), office(2, uses: "2026-04-01"), restarted,
            office(4, uses: "2025-01-01", through: "2026-10-30"), replaced,
            office(6, uses: "2026-05-01", through: "2026-06-30"),
        ]).municipality(0)
        #expect(flow?.startUsing == 3 && flow?.endUsing == 4)
        #expect(flow?.new == 1 && flow?.restarted == 1 && flow?.withdrew == 1)
        #expect(flow?.startEligible == 6 && flow?.endEligible == 6)
        #expect(flow?.usingChange == 1 && flow?.eligibleChange == 0)
    }

    @Test("an office that closes, pauses, resumes or opens")
    func eligibility() {
        var closed = office(1, uses: "2025-01-01")
        closed.services[0].through = day("2026-06-30")
        var paused = office(2, uses: "2025-01-01")
        paused.services = [
            .init(code: "11", from: nil, through: day("2026-06-30")),
            .init(code: "11", from: day("2026-07-01"), through: nil, status: .suspended),
        ]
        var resumed = office(3, uses: "2025-01-01")
        resumed.services = [
            .init(code: "11", from: nil, through: day("2025-12-31")),
            .init(code: "11", from: day("2026-01-01"), through: day("2026-06-30"), status: .suspended),
            .init(code: "11", from: day("2026-07-01"), through: nil),
        ]
        var opened = office(4, uses: "2026-09-01")
        opened.services[0].from = day("2026-09-01")
        let flow = flows([closed, paused, resumed, opened]).municipality(0)
        #expect(flow?.startUsing == 2 && flow?.endUsing == 2)
        #expect(flow?.closedWhileUsing == 1 && flow?.pausedUsing == 1)
        #expect(flow?.resumedUsing == 1 && flow?.new == 1 && flow?.restarted == 0)
        #expect(flow?.closed == 1 && flow?.paused == 1 && flow?.resumed == 1 && flow?.opened == 1)
        #expect(flow?.startEligible == 2 && flow?.endEligible == 2)
    }

    @Test("a move is a move for the municipalities and nothing for the prefecture")
    func moves() {
        var moved = office(1, uses: "2025-01-01")
        moved.places.append(.init(municipality: code(13102), from: day("2026-07-01")))
        let flows = flows([moved])
        #expect(flows.municipality(0)?.movedOut == 1 && flows.municipality(0)?.movedOutUsing == 1)
        #expect(flows.municipality(1)?.movedIn == 1 && flows.municipality(1)?.movedInUsing == 1)
        #expect(flows.prefecture(13).movedIn == 0 && flows.prefecture(13).endUsing == 1)
        #expect(flows.nation.endUsing == 1 && flows.nation.balances)
    }

    @Test("the change of the routes takes the unmoved out, and whoever moves later restarts")
    func routes() {
        var late = office(2, uses: "2025-01-01")
        late.registrations.append(
            .init(route: "kaigo-web", stage: .registered, from: day("2027-02-01"), through: nil))
        let offices = [office(1, uses: "2025-01-01"), late]
        let atTheTurn = flows(offices, from: "2026-12-31", through: "2027-01-01").municipality(0)
        #expect(atTheTurn?.withdrew == 2 && atTheTurn?.endUsing == 0)
        let after = flows(offices, from: "2027-01-31", through: "2027-02-28").municipality(0)
        #expect(after?.restarted == 1 && after?.new == 0)
    }

    @Test("a municipality without a report on the first day has no flow and is left out above")
    func notReported() {
        var ledger = ledger([office(1, uses: "2025-01-01")], reported: day("2025-01-01"))
        ledger.reportedFrom[code(13101)] = day("2026-05-01")
        let flows = UseFlows(
            snapshot: ledger.snapshot(), reference: ledger.reference, rules: .draft(), from: day("2026-03-31"),
            through: day("2026-10-31"))
        #expect(flows.municipality(0) == nil)
        #expect(flows.prefecture(13) == UseFlow())
        #expect(flows.leftOut(prefecture: 13) == 1 && flows.leftOut(prefecture: 22) == 0)
    }

    @Test("the change of the rate comes with the flow")
    func rate() {
        // 1 of 4 → 2 of 4
        let flow = flows(
            [office(1, uses: "2025-01-01"), office(2, uses: "2026-09-01"), office(3, uses: nil)]
                + [office(4, uses: nil)]
        ).municipality(0)
        #expect(flow?.rateChange?.points == 25)
        #expect(flow?.rateChange?.pointsFromDenominator == 0)
    }
}
