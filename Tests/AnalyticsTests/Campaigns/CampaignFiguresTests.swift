import Adoption
import Testing

@testable import Analytics

@Suite("CampaignFigures")
struct CampaignFiguresTests {
    /// Ten offices of the city; 9 and 10 used it before. 1 … 4 applied: 1 and 2 hold a place and use it, 3 waits,
    /// 4 left again after it had started.
    private func desk() -> CampaignDesk {
        var desk = CampaignDesk(
            conditions: [
                CampaignCondition(.stillUsing(on: day("2027-03-31")), id: "keep"),
                CampaignCondition(.survey("s", by: day("2027-01-31")), id: "survey"),
            ], rewards: [CampaignReward(id: "thanks", title: "", amount: .fixed(20_000))], budget: 100_000)
        desk.addOffice(1, used: [("2026-10-01", nil)], route: "kaigo-web")
        desk.addOffice(2, used: [("2026-10-05", "2027-03-30")], route: "kaigo-web")
        desk.addOffice(3)
        desk.addOffice(4, used: [("2026-10-10", "2026-11-30")])
        for serial in 5...8 { desk.addOffice(serial) }
        for serial in 9...10 { desk.addOffice(serial, used: [("2025-06-01", nil)]) }
        desk.apply(1, on: "2026-09-10")
        desk.apply(2, on: "2026-09-10")
        desk.apply(3, on: "2026-09-11", then: .waitlisted)
        desk.apply(4, on: "2026-09-12")
        desk.record(.withdrawn, 4, on: "2026-12-01")
        desk.record(.surveyAnswered, 1, on: "2026-10-20", about: "s")
        return desk
    }

    @Test("places, applications by day and the way to the payment")
    func funnel() {
        let desk = desk()
        let figures = desk.verdicts(on: "2026-10-31").figures(desk.standing(on: "2026-10-31"))
        #expect(figures.frames == [.init(id: "frame", places: 10, taken: 3, waiting: 1, awaitingPartner: 0)])
        #expect(figures.frames[0].left == 7)
        #expect(figures.applicationsByDay.map(\.count) == [2, 1, 1])
        #expect(figures.funnel.applied == 4)
        #expect(figures.funnel.accepted == 3)
        #expect(figures.funnel.started == 3)
        #expect(figures.funnel.surveyed == 1)
        #expect(figures.funnel.completed == 0)
        #expect(
            figures.conditions.map { [$0.met, $0.open, $0.needsCheck, $0.failed] } == [[0, 3, 0, 0], [1, 2, 0, 0]])
    }

    @Test("the day before an application is received knows nothing of it")
    func asOf() {
        let figures = desk().verdicts(on: "2026-09-10").figures(desk().standing(on: "2026-09-10"))
        #expect(figures.funnel.applied == 2)
        #expect(figures.frames[0].taken == 2)
    }

    @Test("retention counts those that left: at the end one of three")
    func retention() {
        let desk = desk()
        // 1 uses it on 31 March, 2 stopped the day before, 4 stopped in November.
        let figures = desk.verdicts(on: "2027-04-10").figures(desk.standing(on: "2027-04-10"))
        #expect(figures.retention == Fraction(1, 3))
        #expect(figures.isRetentionFinal)
        #expect(figures.retentionUnknown == 0)
        let during = desk.verdicts(on: "2026-10-31").figures(desk.standing(on: "2026-10-31"))
        #expect(during.retention == Fraction(3, 3))
        #expect(!during.isRetentionFinal)
    }

    @Test("won offices, and あとn without them")
    func effect() throws {
        let desk = desk()
        // On 31 October 1, 2, 4, 9, 10 of 10 use it: 5 ≥ 3, met. Without the three won: 2, one is missing.
        let figures = desk.verdicts(on: "2026-10-31").figures(desk.standing(on: "2026-10-31"))
        #expect(figures.won == [1, 2, 4].map(CampaignDesk.number))
        let effect = try #require(figures.effect[CampaignDesk.city])
        #expect(effect.count == UseCount(using: 5, eligible: 10))
        #expect(effect.withoutWon == UseCount(using: 2, eligible: 10))
        #expect([effect.needed, effect.neededWithoutWon] == [0, 1])
        #expect([effect.isMet, effect.isMetWithoutWon] == [true, false])
    }

    @Test("an office that took over the users of one that used it is not won")
    func successor() {
        let desk = desk()
        var snapshot = desk.snapshot
        snapshot.predecessors[0] = 9  // office 1 took over those of office 10
        let facts = CampaignFacts(snapshot: snapshot, reference: .small(), rules: .draft())
        let figures = CampaignVerdicts(book: desk.book, facts: facts, asOf: day("2026-10-31"))
            .figures(desk.standing(on: "2026-10-31"))
        #expect(figures.won == [2, 4].map(CampaignDesk.number))
        snapshot.predecessors[9] = 0  // a ring ends
        let ring = CampaignFacts(snapshot: snapshot, reference: .small(), rules: .draft())
        #expect(ring.firstUse(of: CampaignDesk.number(1))?.from == day("2025-06-01"))
    }

    @Test("an unreported municipality has no effect and an unknown retention, not zero")
    func unreported() {
        var desk = desk()
        desk.lists = []
        var ledger = desk.ledger
        ledger.reportedFrom = [:]
        let standing = Standing(
            snapshot: ledger.snapshot(), reference: .small(), rules: .draft(), day: day("2026-10-31"))
        let figures = desk.verdicts(on: "2026-10-31").figures(standing)
        #expect(figures.effect.isEmpty)
        #expect(figures.retention == Fraction(0, 0))
        #expect(figures.retentionUnknown == 3)
    }

    @Test("the call list: overdue first, then by days, by receipt; marks at 30, 14 and 3 days")
    func callList() {
        var desk = desk()
        desk.lists = ["2026-08-01"]
        let list = desk.verdicts(on: "2027-01-17").waitingFor()
        // Survey of 2 (14 days), then use at the end of 1 and 2 (73 days). 3 has no place, 4 left.
        #expect(list.map(\.verdict.receipt) == [2, 1, 2])
        #expect(list.map(\.daysLeft) == [14, 73, 73])
        #expect(list.map(\.mark) == [.fourteenDays, .later, .later])
        #expect(list.map(\.needsAction) == [true, false, false])
        let late = desk.verdicts(on: "2027-04-02").waitingFor()
        // Neither that 1 still uses it nor that 2 did not begin again is known since the list of August.
        #expect(late.map(\.mark) == [.overdue, .overdue])
        #expect(late.map(\.verdict.reason.key) == [.listTooOld, .listTooOld])
        #expect(late.map(\.daysLeft) == [-2, -2])
        #expect(
            [-1, 0, 3, 4, 14, 15, 30, 31].map { WaitingFor.Mark(daysLeft: $0) }
                == [.overdue, .threeDays, .threeDays, .fourteenDays, .fourteenDays, .thirtyDays, .thirtyDays, .later])
    }

    @Test("an enrollment is judged by the version under which it was received")
    func versions() {
        let desk = desk()
        var changed = desk.definition
        changed.frames[0].conditions = []
        let book = CampaignBook(
            versions: [
                CampaignVersion(number: 1, effective: desk.definition.opens, definition: desk.definition),
                CampaignVersion(number: 2, effective: Instant("2026-09-20T00:00:00.000Z")!, definition: changed),
            ], applications: desk.book.enrollments.map(\.application), steps: desk.book.enrollments.flatMap(\.steps))
        let verdicts = CampaignVerdicts(book: book, facts: desk.facts, asOf: day("2026-10-31"))
        #expect(verdicts[1]?.conditions.count == 2)
        #expect(verdicts.definition?.frames[0].conditions.isEmpty == true)
    }
}
