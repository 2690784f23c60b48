import Testing

@testable import Adoption
@testable import Analytics

@Suite("ExchangeFacts of links")
struct ExchangeLinksFactsTests {
    /// Offices 1 … 4 are places 0 … 3. 1 exchanges with 2 (from 15 September on, in September and October), with 3
    /// (from 20 October on) and, before, with 4 (in June, and again in October, nobody knows on which day).
    private func snapshot() -> Snapshot {
        var desk = CampaignDesk()
        for serial in 1...4 { desk.addOffice(serial) }
        var snapshot = desk.snapshot
        var links = ExchangeLinks()
        links.officeCount = 4
        links.base = Month("2026-01")!
        links.pairs.first = [0, 0, 0]
        links.pairs.second = [1, 2, 3]
        // Bit 0 is January: June 5, September 8, October 9.
        links.forward = [1 << 8 | 1 << 9, 1 << 9, 1 << 5]
        links.backward = [1 << 9, 0, 1 << 9]
        links.firstDay = ["2026-09-15", "2026-10-20", "2026-06-10"].map { day($0).number }
        links.mutual = [
            .init(pair: 0, month: Month("2026-10")!.number, from: day("2026-10-25").number, through: Snapshot.open),
            .init(
                pair: 2, month: Month("2026-06")!.number, from: day("2026-10-02").number,
                through: day("2026-10-04").number),
        ]
        links.officeMonths = [1 << 5 | 1 << 8 | 1 << 9, 1 << 8 | 1 << 9, 1 << 9, 1 << 5 | 1 << 9]
        links.officeFirstRecord = [day("2026-06-10").number, Snapshot.open, Snapshot.open, day("2026-06-10").number]
        snapshot.exchanges = links
        return snapshot
    }

    private func records() -> ExchangeFacts? { ExchangeFacts(snapshot(), offices: [1, 3, 9].map(CampaignDesk.number)) }

    private let one = CampaignDesk.number(1)

    @Test("without records there are no facts")
    func none() {
        var desk = CampaignDesk()
        desk.addOffice(1)
        #expect(ExchangeFacts(desk.snapshot, offices: [one]) == nil)
    }

    @Test("new partners are exact to the day")
    func newPartners() throws {
        let facts = try #require(records())
        #expect(
            facts.newPartners(one, day("2026-09-15"), day("2026-10-20")) == .init(count: 2, lastDay: day("2026-10-20")))
        #expect(facts.newPartners(one, day("2026-09-16"), day("2026-10-19")).count == 0)
        #expect(facts.newPartners(CampaignDesk.number(3), day("2026-10-01"), day("2026-10-31")).count == 1)
        #expect(facts.newPartners(CampaignDesk.number(9), day("2026-01-01"), day("2026-12-31")).count == 0)
    }

    @Test("partners are certain in whole months, possible in months that the window cuts")
    func partners() throws {
        let facts = try #require(records())
        let whole = facts.partners(one, day("2026-10-01"), day("2026-10-31"))
        #expect([whole.count, whole.atMost] == [3, 3])
        // Until the 25th: the pair with 3 began inside; those with 2 and 4 may have exchanged later in October.
        let cut = facts.partners(one, day("2026-10-01"), day("2026-10-25"))
        #expect([cut.count, cut.atMost] == [1, 3])
    }

    @Test("exchanges: at least one for each direction and month")
    func exchanges() throws {
        let facts = try #require(records())
        // October: with 2 both ways, with 3 one way, with 4 back: 4.
        #expect(facts.exchanges(one, day("2026-10-01"), day("2026-10-31")).count == 4)
        #expect(facts.exchanges(one, day("2026-10-01"), day("2026-10-25")).count == 1)
        let idle = facts.exchanges(one, day("2026-07-01"), day("2026-08-31"))
        #expect([idle.count, idle.atMost] == [0, 0])
    }

    @Test("mutual use counts on the day of its second half, unless it was taken back")
    func mutual() throws {
        let facts = try #require(records())
        #expect(facts.mutual(one, day("2026-10-01"), day("2026-10-31")) == .init(count: 1, lastDay: day("2026-10-25")))
        #expect(facts.mutual(one, day("2026-10-01"), day("2026-10-24")).count == 0)
        #expect(facts.mutual(one, day("2026-10-01"), day("2026-10-03")).count == 1)
    }

    @Test("records reach to the beginning of the last active month")
    func recorded() throws {
        let facts = try #require(records())
        #expect(facts.recordedThrough(one) == day("2026-10-01"))
        #expect(facts.recordedThrough(CampaignDesk.number(9)) == nil)
    }

    @Test("a count that only the unknown days could complete is to be checked")
    func toBeChecked() throws {
        var desk = CampaignDesk(conditions: [
            CampaignCondition(.partners(count: 3, from: day("2026-10-01"), through: day("2026-10-25")))
        ])
        desk.addOffice(1)
        desk.apply(1)
        desk.exchanges = records()
        #expect(desk.state(on: "2026-10-25") == "open too_few_partners")
        #expect(desk.state(on: "2026-10-26") == "needs_check exchange_days_unknown")
    }

    @Test("verdicts take the records of their snapshot")
    func ofTheSnapshot() {
        var desk = CampaignDesk(conditions: [
            CampaignCondition(.newPartners(count: 2, from: day("2026-09-01"), through: day("2026-10-31")))
        ])
        desk.addOffice(1)
        desk.apply(1)
        let facts = CampaignFacts(snapshot: snapshot(), reference: .small(), rules: .draft())
        let state = { CampaignVerdicts(book: desk.book, facts: facts, asOf: day($0)).verdicts[0].conditions[0].state }
        #expect(state("2026-10-19") == .open)
        #expect(state("2026-10-20") == .met)
    }
}
