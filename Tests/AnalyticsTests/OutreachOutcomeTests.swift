import Adoption
import Testing

@testable import Analytics

@Suite("OutreachOutcome")
struct OutreachOutcomeTests {
    /// A seminar on 2026-05-20: its 90 days end on 2026-08-18.
    private func outcome(
        asOf text: String, attendees: [LedgerBuilder.Office], held: String = "2026-05-20"
    ) -> OutreachOutcome? {
        var ledger = ledger(attendees, reported: day("2025-01-01"))
        ledger.reportedFrom[code(22130)] = nil
        let seminar = OutreachActivity(
            id: "s1", kind: .seminar, day: day(held), title: "説明会", place: "", organiser: "",
            area: code(13101))
        ledger.activities = [(seminar, attendees.map(\.number) + ["9999999999"])]
        let all = OutreachOutcome.all(
            snapshot: ledger.snapshot(), reference: ledger.reference, rules: .draft(), asOf: day(text))
        #expect(all.held(for: code(13102)).isEmpty)
        return all.held(for: code(13101)).first
    }

    private func registered(_ number: Int, _ from: String, in area: Int32 = 13101) -> LedgerBuilder.Office {
        var office = office(number, in: area)
        office.registrations = [.init(route: "kaigo-web", stage: .registered, from: day(from), through: nil)]
        return office
    }

    private var attendees: [LedgerBuilder.Office] {
        [
            registered(1, "2026-05-20"), registered(2, "2026-05-21"), registered(3, "2026-08-18"),
            registered(4, "2026-08-19"), office(5, registrations: [("kaigo-web", .pledged)]), office(6, in: 22130),
        ]
    }

    @Test("after 90 days every attendee is told apart")
    func complete() {
        let outcome = outcome(asOf: "2026-08-18", attendees: attendees)
        #expect(outcome?.horizon == day("2026-08-18"))
        #expect(outcome?.attendees == 7)
        #expect(outcome?.alreadyUsing == 1)
        #expect(outcome?.registered == 2)
        #expect(outcome?.notRegistered == 2)
        #expect(outcome?.open == 0)
        #expect(outcome?.unknown == 2)  // one without a report, one not in the ledger
        #expect(outcome?.observed == 4)
    }

    @Test("before the 90 days are over, who has not registered is open")
    func running() {
        let outcome = outcome(asOf: "2026-08-17", attendees: attendees)
        #expect(outcome?.registered == 1 && outcome?.open == 3 && outcome?.notRegistered == 0)
    }

    @Test("what happens after the as-of day is not known on it")
    func asOf() {
        #expect(outcome(asOf: "2026-05-19", attendees: attendees) == nil)
        let sameDay = outcome(asOf: "2026-05-20", attendees: attendees)
        #expect(sameDay?.alreadyUsing == 1 && sameDay?.registered == 0 && sameDay?.open == 4)
    }

    @Test("a registration counts up to the last day on which its route does")
    func routeEnds() {
        let attendee = [office(1, registrations: [("careplan-renkei", .registered)])]
        let before = outcome(asOf: "2027-06-30", attendees: attendee, held: "2026-12-31")
        #expect(before?.alreadyUsing == 1 && before?.notRegistered == 0)
        let after = outcome(asOf: "2027-06-30", attendees: attendee, held: "2027-01-01")
        #expect(after?.alreadyUsing == 0 && after?.registered == 0 && after?.notRegistered == 1)
    }
}
