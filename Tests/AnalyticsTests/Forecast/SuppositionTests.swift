import Adoption
import Testing

@testable import Analytics

@Suite("Supposition and ForecastSeries")
struct SuppositionTests {
    private let july = day("2026-07-31")

    /// 千代田区: 1 uses the old route, 2 the new one, 3 both, 4 neither, 5 lies elsewhere, 6 is suspended.
    private func ledgerOfSix() -> LedgerBuilder {
        ledger([
            office(1, uses: true), office(2, registrations: [("kaigo-web", .registered)]),
            office(3, uses: true, registrations: [("kaigo-web", .registered)]), office(4),
            office(5, in: 13102), office(6, [("11", .suspended)]),
        ])
    }

    private func census(_ ledger: LedgerBuilder) -> UseCensus {
        UseCensus(snapshot: ledger.snapshot(), reference: ledger.reference, rules: .draft(), day: july)
    }

    @Test("only offices that are eligible here and not in use yet can join; the others are named")
    func offices() {
        let ledger = ledgerOfSix()
        var supposed = Supposition()
        supposed.join([0, 3, 4, 5, 3], census(ledger), municipalities: [0], ahead: 2)
        #expect(supposed.changes == [0: [SupposedChange(ahead: 2, offices: 1)]])
        #expect(supposed.joining == 1)
        #expect(supposed.alreadyUsing.map(\.description) == ["1370000001"])
        #expect(supposed.outside.map(\.description) == ["1370000005", "1370000006"])
    }

    @Test("who has only the old route drops out when it no longer counts")
    func unmoved() {
        let ledger = ledgerOfSix()
        var supposed = Supposition()
        supposed.dropUnmoved(census(ledger), municipalities: [0, 1], ahead: 6, change: day("2027-01-31"))
        #expect(supposed.changes == [0: [SupposedChange(ahead: 6, offices: -1)]])
        #expect(supposed.leaving == 1)
    }

    @Test("days that are not ahead, or further than three years, are not supposed")
    func ahead() {
        let last = day("2026-07-31").month
        #expect(Supposition.ahead(day("2026-07-31"), of: last) == nil)
        #expect(Supposition.ahead(day("2026-08-01"), of: last) == 1)
        #expect(Supposition.ahead(day("2029-07-31"), of: last) == 36)
        #expect(Supposition.ahead(day("2029-08-01"), of: last) == nil)
    }

    @Test("the running month is not read, and the last day of a month completes it")
    func lastMonth() {
        #expect(ForecastSeries.lastMonth(on: day("2026-07-30")).description == "2026-06")
        #expect(ForecastSeries.lastMonth(on: day("2026-07-31")).description == "2026-07")
    }

    @Test("a ledger's series: users since 2025-06-01, 13 months before July 2026, and what is told of the rest")
    func fromLedger() throws {
        var ledger = ledgerOfSix()
        ledger.reportedFrom[code(13101)] = day("2025-05-31")
        ledger.reportedFrom[code(22100)] = nil
        let series = ForecastSeries(
            snapshot: ledger.snapshot(), reference: ledger.reference, rules: .draft(), day: day("2026-07-15"),
            campaigns: [0: [day("2026-09-01").month]])
        let tokyo = series.input(prefecture: 13)
        #expect(tokyo.lastMonth.description == "2026-06")
        #expect(tokyo.breaksAhead.map(\.description) == ["2027-01"])
        #expect(tokyo.municipalities.map(\.index) == [0, 1])
        let history = try tokyo.municipalities[0].history.get()
        #expect(history.using == [0] + [Int](repeating: 3, count: 13))
        #expect(history.eligible == [Int](repeating: 4, count: 14))
        #expect(history.campaigns.map(\.description) == ["2026-09"])
        #expect(tokyo.municipalities[1].history == .failure(.init(.tooShort(months: 5))))
        #expect(tokyo == series.input(prefecture: 13))
        let shizuoka = series.input(prefecture: 22)
        #expect(
            shizuoka.municipalities.map(\.history)
                == [AdoptionHistory.Absent](
                    repeating: .init(.missing(.noOfficeInScope)), count: 3
                ).map { .failure($0) })
    }
}
