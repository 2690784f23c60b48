import Adoption
import Testing

@testable import Interchange

@Suite("Days in lists")
struct DayReadingTests {
    @Test(
        "each spelling of 5 January 2026",
        arguments: [
            "2026-01-05", "2026/1/5", "2026/01/05", "2026.1.5", "20260105", "2026年1月5日", "２０２６年１月５日", "２０２６／１／５",
            "令和8年1月5日", "令和 8 年 1 月 5 日", "R8.1.5", "r8/1/5", "Ｒ８．１．５", "R.8.1.5", "㋿8年1月5日", "2026/1/5(月)",
            "2026年1月5日（月）", "2026/1/5 0:00", "2026-01-05 00:00:00", "2026-01-05T09:30:00",
            "2026/01/05 3:15:06 午後 GMT+9",
            " 2026-1-5 ", "R8-1-5",
        ])
    func spellings(text: String) {
        #expect(DayReading.read(text) == DayReading.Reading(day: Day(number: 20458), isSerial: false))
    }

    @Test("eras begin where they begin")
    func eras() {
        #expect(DayReading.read("令和元年5月1日")?.day == Day("2019-05-01"))
        #expect(DayReading.read("平成31年4月30日")?.day == Day("2019-04-30"))
        #expect(DayReading.read("H12.4.1")?.day == Day("2000-04-01"))
        #expect(DayReading.read("昭和64年1月7日")?.day == Day("1989-01-07"))
    }

    @Test("a spreadsheet's serial number is read and said")
    func serials() {
        // 46027 is 2026-01-05 in Excel's 1900 system.
        #expect(DayReading.read("46027") == DayReading.Reading(day: Day(number: 20458), isSerial: true))
        #expect(DayReading.read("40179")?.day == Day("2010-01-01"))
        #expect(DayReading.read("40178") == nil)
        #expect(DayReading.read("58440") == nil)
    }

    @Test(
        "what is no day, or not clearly one, is refused",
        arguments: [
            "", "2026-02-30", "2026/13/1", "令和8年2月29日", "2026年4月", "4月1日", "8.1.5", "26/1/5", "2026-1/5", "2026年1月5",
            "R0.1.5", "R100.1.5", "未定", "1/5/2026", "20261305", "2026010", "202601050", "46027.5", "2026--1-5",
            "99999999999999999999/1/1", "令和", "R", "2026-01-05-01", "-2026/1/5", "2026/1/5/",
        ])
    func refused(text: String) {
        #expect(DayReading.read(text) == nil)
    }
}
