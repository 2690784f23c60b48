import Adoption
import Testing

@testable import Analytics

@Suite("AdoptionHistory and PaceLine")
struct AdoptionHistoryTests {
    private let rule = KPIRules.draft().municipality

    /// Month ends up to 2027-03, the last counts first given last; nil is a month without a report.
    private func points(_ using: [Int?], of eligible: Int = 50) -> [SeriesPoint] {
        using.enumerated().map { place, count in
            SeriesPoint(
                day: day("2027-03-31").month.advanced(by: place - using.count + 1).lastDay,
                using: count.map { .value($0) } ?? .missing(.noReport), eligible: eligible, judgement: .notMet)
        }
    }

    private func history(_ using: [Int?]) throws -> AdoptionHistory {
        try AdoptionHistory.reading(points(using), rule: rule, campaigns: []).get()
    }

    private func absence(_ points: [SeriesPoint]) -> ForecastAbsence? {
        guard case .failure(let absent) = AdoptionHistory.reading(points, rule: rule, campaigns: []) else { return nil }
        return absent.absence
    }

    @Test("only the months since the last gap are read, at most three years of them")
    func gaps() throws {
        let read = try history([7, nil] + (0...12).map { $0 })
        #expect(read.steps == 12 && read.using.first == 0 && read.lastMonth.description == "2027-03")
        #expect(try history((0...40).map { $0 }).steps == 36)
    }

    @Test("without a year of months, without a report and without offices there is a reason, never a number")
    func reasons() {
        #expect(absence(points((0...11).map { $0 })) == .tooShort(months: 11))
        #expect(absence(points((0...12).map { $0 } + [nil])) == .missing(.noReport))
        #expect(absence(points((0...12).map { _ in 0 }, of: 0)) == .missing(.noOfficeInScope))
        #expect(absence([]) == .missing(.noReport))
    }

    @Test("the month in which other routes begin to count is a break, and falling months are named")
    func breaks() throws {
        // 2026-12 → 2027-01: the rule of the draft drops a route on 2027-01-01.
        let read = try history([5, 5, 6, 6, 7, 7, 8, 8, 7, 9, 10, 4, 5, 6])
        #expect(read.breaks.map(\.description) == ["2027-01"])
        #expect(read.fallingMonths.map(\.description) == ["2026-10"])
        #expect(read.trial(7) == (0, 42))
        // Without the break: 4 → 5, 5 → 6 and 9 → 10 (December).
        let pace = try #require(PaceLine(read))
        #expect(pace.change == 3 && pace.months == 3 && pace.using == 6)
    }

    @Test("a history knows nothing of what comes after it is cut")
    func cut() throws {
        let read = try history((0...15).map { $0 })
        #expect(read.cut(to: 12).using == Array(0...12))
        #expect(read.cut(to: 12).lastMonth == read.lastMonth.advanced(by: -3))
    }

    @Test("the pace line: thirds of an office add up, the goal is met at the end of the month that has them all")
    func pace() {
        // 4 in 3 months from 10 of 100: 30 are 20 more, 15 months; 31 take 15.75.
        let line = PaceLine(using: 10, eligible: 100, change: 4, months: 3)
        #expect(line.monthsUntil(30) == 15)
        #expect(line.monthsUntil(31) == 16)
        #expect(line.monthsUntil(10) == 0)
        #expect(line.value(after: 1) == 34.0 / 3)
        #expect(line.scaled(after: 3) == 42)
        #expect(line.reaches(14, after: 3) && !line.reaches(15, after: 3))
        // Never beyond N, and nothing beyond three years.
        #expect(line.scaled(after: 1000) == 300)
        #expect(line.monthsUntil(59) == nil && line.monthsUntil(58) == 36)
        #expect(line.monthsUntil(101) == nil)
    }

    @Test("a pace of nothing or less reaches nothing, and does not take back what is met")
    func fallingPace() {
        let falling = PaceLine(using: 10, eligible: 100, change: -4, months: 3)
        #expect(falling.monthsUntil(11) == nil)
        #expect(falling.monthsUntil(10) == 0)
        #expect(falling.scaled(after: 36) == 0)
        #expect(PaceLine(using: 10, eligible: 100, change: 0, months: 3).monthsUntil(11) == nil)
    }

    @Test("what is supposed to join or leave is added to the pace; what it takes back counts from later on")
    func supposed() {
        let line = PaceLine(using: 28, eligible: 100, change: 3, months: 3)
        #expect(line.monthsUntil(30, supposed: [.init(ahead: 1, offices: 5)]) == 1)
        #expect(line.monthsUntil(30, supposed: [.init(ahead: 5, offices: -10)]) == 12)
        #expect(line.monthsUntil(28, supposed: [.init(ahead: 2, offices: -10)]) == 10)
    }
}
