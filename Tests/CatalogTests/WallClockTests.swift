import Adoption
import Catalog
import Testing

@Suite("Clock times in definitions")
struct WallClockTests {
    @Test("the spellings that people use are the same minute")
    func spellings() throws {
        let day = try #require(Day("2026-09-01"))
        for text in [
            "2026-09-01 09:30", "2026-09-01T09:30", "2026/9/1 9:30", "２０２６年９月１日　９時３０分", "令和8年9月1日(火) 午前9時半",
            "R8.9.1 9:30",
            "令和8年9月1日（火）9:30", "2026-09-01(火) 9時30分",
        ] {
            let clock = try #require(WallClock(text), "\(text)")
            #expect(clock.day == day && clock.minute == 570 && clock.wrongWeekday == nil, "\(text)")
            // 9:30 in Japan
            #expect(clock.start == Instant("2026-09-01T00:30:00Z") && clock.end == Instant("2026-09-01T00:31:00Z"))
        }
        #expect(WallClock("2026-09-01 正午")?.minute == 720)
        #expect(WallClock("2026-09-01 午後5時")?.minute == 1020)
        #expect(WallClock("2026-09-01 午後0時30分")?.minute == 750)
    }

    @Test("a day alone begins at its midnight and ends at the next; so does 24:00")
    func wholeDays() throws {
        let clock = try #require(WallClock("2026-09-01"))
        #expect(clock.minute == nil)
        // Midnight in Japan is 15:00 UTC of the day before.
        #expect(clock.start == Instant("2026-08-31T15:00:00Z") && clock.end == Instant("2026-09-01T15:00:00Z"))
        for text in ["2026-09-01 24:00", "2026-09-01 23:59"] {
            #expect(WallClock(text)?.end == Instant("2026-09-01T15:00:00Z"))
        }
    }

    @Test("a weekday is compared with the day: 2026-09-01 is a Tuesday")
    func weekdays() {
        #expect(WallClock("2026-09-01(水)")?.wrongWeekday == "火")
        #expect(WallClock("2026-09-01(火曜日) 9:00")?.wrongWeekday == nil)
        #expect(Day("1969-12-31").map(WallClock.weekday) == "水")
    }

    @Test("what is no minute is not read")
    func refused() {
        for text in [
            "", "9:00", "2026-09-01 9", "2026-09-01 9:5", "2026-09-01 9:60", "2026-09-01 24:01", "2026-02-29 9:00",
            "2026-09-01 午後12時", "2026-09-01 午後13:00", "2026-09-01 9:00:00", "2026-09-01 9時間", "46266",
            "2026-09-01 " + String(repeating: "9", count: 1000), "2026-09-01 9:00 UTC", "明日 9:00",
        ] {
            #expect(WallClock(text) == nil, "\(text)")
        }
    }
}
