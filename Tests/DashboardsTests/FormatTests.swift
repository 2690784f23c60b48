import Adoption
import Dashboards
import Testing

@Suite("numbers, days and widths become text in one way")
struct FormatTests {
    private let format = Format(.japanese)

    @Test("a KPI rate is cut, never rounded up to the threshold")
    func cutRates() {
        #expect(format.rate(Fraction(29_995, 100_000)) == "29.9")
        #expect(format.rate(Fraction(2_999, 10_000)) == "29.9")
        #expect(format.rate(Fraction(3, 10)) == "30.0")
        #expect(format.rate(Fraction(1, 3)) == "33.3")
        #expect(format.rate(Fraction(2, 3)) == "66.6")
        #expect(format.rate(Fraction(0, 6)) == "0.0")
        #expect(format.rate(Fraction(6, 6)) == "100.0")
    }

    @Test("a rate of nothing is no rate")
    func emptyDenominator() {
        #expect(format.rate(Fraction(0, 0)) == nil)
        #expect(format.share(Fraction(0, 0)) == nil)
        #expect(format.text(.rate(Fraction(0, 0))) == "―")
    }

    @Test("other percentages are rounded half up")
    func halfUpShares() {
        #expect(format.share(Fraction(29_995, 100_000)) == "30.0")
        #expect(format.share(Fraction(1, 800)) == "0.1")  // 0.125
        #expect(format.share(Fraction(15, 10_000)) == "0.2")  // 0.15
        #expect(format.share(Fraction(2, 3)) == "66.7")
    }

    @Test("thousands are set apart and signs are kept")
    func integers() {
        #expect(format.integer(0) == "0")
        #expect(format.integer(999) == "999")
        #expect(format.integer(1000) == "1,000")
        #expect(format.integer(1_234_567) == "1,234,567")
        #expect(format.integer(-123_456) == "-123,456")
        #expect(format.signed(4) == "+4")
        #expect(format.signed(0) == "0")
        #expect(format.signed(-1000) == "-1,000")
        #expect(format.points(16.84) == "+16.8")
        #expect(format.points(-0.04) == "0.0")
        #expect(format.points(.infinity) == "-")
    }

    @Test("days, months and instants are those of Japan")
    func dates() throws {
        let day = try #require(Day("2026-10-31"))
        let instant = try #require(Instant("2026-11-17T15:04:05.000Z"))
        #expect(format.day(day) == "2026年10月31日")
        #expect(format.month(day.month) == "2026年10月")
        #expect(format.instant(instant) == "2026年11月18日 00:04")
        #expect(Format(.english).day(day) == "31 October 2026")
        #expect(Format(.english).month(day.month) == "Oct 2026")
    }

    @Test(
        "a text takes the columns that a terminal gives it",
        arguments: [
            ("abc", 3), ("静岡県", 6), ("ｱｲｳ", 3), ("Ａ１", 4), ("が", 2), ("か\u{3099}", 2), ("葛\u{E0100}", 2),
            ("e\u{301}", 1), ("a\u{200D}b", 2), ("①●―", 3), ("髙﨑", 4), ("🏥", 2), ("", 0),
        ])
    func widths(text: String, columns: Int) {
        #expect(DisplayWidth.of(text) == columns)
    }
}
