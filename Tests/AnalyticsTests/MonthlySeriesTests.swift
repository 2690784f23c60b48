import Adoption
import Testing

@testable import Analytics

@Suite("MonthlySeries")
struct MonthlySeriesTests {
    @Test("the points are month ends, the last one the day itself")
    func days() {
        let days = MonthlySeries.days(through: day("2026-03-17"), months: 3)
        #expect(days == [day("2026-01-31"), day("2026-02-28"), day("2026-03-17")])
        #expect(MonthlySeries.days(through: day("2024-02-29"), months: 1) == [day("2024-02-29")])
        #expect(MonthlySeries.days(through: day("2024-02-29"), months: 0) == [day("2024-02-29")])
        #expect(MonthlySeries.days(through: day("2026-10-31"), months: 36).first == day("2023-11-30"))
    }

    @Test("months without a report are marked and count in the prefecture as open, never as 0")
    func notReported() {
        let ledger = ledger([office(1, uses: true), office(2, in: 13102)], reported: day("2026-02-01"))
        let series = MonthlySeries(
            snapshot: ledger.snapshot(), reference: ledger.reference, rules: .draft(),
            days: MonthlySeries.days(through: day("2026-02-28"), months: 2))
        let points = series.municipality(0)
        #expect(points.map(\.using) == [.missing(.noReport), .value(1)])
        #expect(points.map(\.judgement) == [.notReported, .met])
        #expect(points[0].count == nil && points[0].share == nil && points[0].eligible == 1)
        let tokyo = series.prefecture(13)
        #expect(tokyo.map(\.isReported) == [false, true])
        #expect(tokyo.map(\.judgement) == [.undecided, .met])
        #expect(tokyo[0].total == .zero && tokyo[0].eligibleNotReported == 2)
        #expect(tokyo[1].total == UseCount(using: 1, eligible: 2))
        #expect(series.nation()[1].judgement == nil)
        #expect(series.prefecture(47).isEmpty)
    }
}
