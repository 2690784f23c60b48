import Testing

@testable import Adoption

@Suite("Day")
struct DayTests {
    @Test("every day from 1870 to 2069 follows the one before, as a calendar on paper counts them")
    func walk() {
        // 1870-01-01 lies 36,524 days before 1970-01-01: 100 years with 24 leap days (1900 was none).
        var number: Int32 = -36_524
        for year in 1870...2069 {
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year == 2000)
            for (index, length) in [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated() {
                for dayOfMonth in 1...length {
                    let day = Day(year: year, month: index + 1, day: dayOfMonth)
                    #expect(day?.number == number)
                    let parts = Day(number: number).components
                    #expect(parts == (year, index + 1, dayOfMonth))
                    let text = "\(year)-\(index < 9 ? "0" : "")\(index + 1)-\(dayOfMonth < 10 ? "0" : "")\(dayOfMonth)"
                    #expect(Day(number: number).description == text)
                    #expect(Day(text)?.number == number)
                    number += 1
                }
                #expect(Day(year: year, month: index + 1, day: length + 1) == nil)
            }
        }
        #expect(number == 36_524 + 1)  // 2070-01-01: 100 years with 25 leap days after 1970-01-01
    }

    @Test("the Julian day number of Fliegel and Van Flandern (1968) gives the same days, far beyond")
    func julian() {
        for (year, month, day) in [(1868, 1, 1), (1900, 2, 28), (2000, 2, 29), (2400, 12, 31), (9999, 12, 31)] {
            let shift = (month - 14) / 12
            let julian =
                1461 * (year + 4800 + shift) / 4 + 367 * (month - 2 - 12 * shift) / 12
                - 3 * ((year + 4900 + shift) / 100) / 4 + day - 32_075
            #expect(Day(year: year, month: month, day: day)?.number == Int32(julian - 2_440_588))
        }
    }

    @Test(
        "only YYYY-MM-DD of a day that exists is read",
        arguments: [
            "", "2026-2-3", "2026-02-30", "2025-02-29", "1900-02-29", "2026-00-10", "2026-13-01", "2026-04-31",
            "2026-01-00", "2026/01/01", "2026-01-01 ", " 2026-01-01", "2026-01-1a", "２０２６-01-01", "1867-12-31",
            "-026-01-01", "2026-01-01\0", "20260101", "2026-01-０1",
        ])
    func refused(text: String) {
        #expect(Day(text) == nil)
    }

    @Test("leap days are read where they exist")
    func leap() {
        #expect(Day("2024-02-29") != nil)
        #expect(Day("2000-02-29") != nil)
    }

    @Test("days add, count and compare")
    func arithmetic() throws {
        let day = try #require(Day("2026-12-31"))
        #expect(day.advanced(by: 1) == Day("2027-01-01"))
        #expect(day.advanced(by: -365) == Day("2025-12-31"))
        #expect(day.days(since: day.advanced(by: -40)) == 40)
        #expect(day < day.advanced(by: 1))
    }
}

@Suite("Month")
struct MonthTests {
    @Test("months begin on the first and end on the last day, over the end of a year")
    func ends() throws {
        let december = try #require(Month("2023-12"))
        #expect(december.firstDay.description == "2023-12-01")
        #expect(december.lastDay.description == "2023-12-31")
        #expect(december.advanced(by: 2).description == "2024-02")
        #expect(december.advanced(by: 2).lastDay.description == "2024-02-29")
        #expect(december.advanced(by: -12).description == "2022-12")
        #expect(december.advanced(by: 1).year == 2024 && december.advanced(by: 1).month == 1)
    }

    @Test("the month of a day holds it, from 1900 to 2069")
    func holds() {
        for number in stride(from: Int32(-25_567), to: 36_525, by: 1) {
            let day = Day(number: number)
            #expect(day.month.firstDay <= day && day <= day.month.lastDay)
        }
    }

    @Test("the last month that can be written ends on its last day")
    func lastMonth() {
        #expect(Month("9999-12")?.lastDay == Day("9999-12-31"))
    }

    @Test(
        "only YYYY-MM of a month that exists is read",
        arguments: ["2026-13", "2026-00", "2026-1", "2026-01-", "1867-12", ""])
    func refused(text: String) {
        #expect(Month(text) == nil)
    }
}

@Suite("Spell")
struct SpellTests {
    @Test("both ends belong to a spell, an open end has none")
    func covers() throws {
        let day = try #require(Day("2026-10-31"))
        let spell = Spell(from: day, through: day.advanced(by: 2))
        #expect(!spell.covers(day.advanced(by: -1)))
        #expect(spell.covers(day) && spell.covers(day.advanced(by: 2)))
        #expect(!spell.covers(day.advanced(by: 3)))
        #expect(Spell(from: nil, through: day).covers(Day(number: -100_000)))
        #expect(Spell(from: day, through: nil).covers(Day(number: 1_000_000)))
    }

    @Test("a spell that ends before it begins is empty, one of a single day is not")
    func empty() throws {
        let day = try #require(Day("2026-10-31"))
        #expect(Spell(from: day, through: day.advanced(by: -1)).isEmpty)
        #expect(!Spell(from: day, through: day).isEmpty)
        #expect(!Spell(from: nil, through: day).isEmpty)
    }
}
