/// A civil day of the Japanese calendar (JST), without a clock and without a time zone.
///
/// Stored as the number of days since 1970-01-01, so that comparing, counting and putting days into arrays costs
/// nothing. The conversion is Howard Hinnant's `days_from_civil`.
package struct Day: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    package let number: Int32

    package init(number: Int32) {
        self.number = number
    }

    /// The day with these calendar numbers, or nil when no such day exists (2026-02-30) or the year is outside
    /// 1868…9999.
    package init?(year: Int, month: Int, day: Int) {
        guard (1868...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Day.length(ofMonth: month, year: year)
        else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        number = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// Reads exactly `YYYY-MM-DD`; anything else is nil. Other spellings are the business of `Interchange`.
    package init?(iso bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
        var digits = (0, 0, 0)
        for index in 0..<10 where index != 4 && index != 7 {
            let digit = Int(bytes[index]) - 48
            guard (0...9).contains(digit) else { return nil }
            if index < 4 {
                digits.0 = digits.0 * 10 + digit
            } else if index < 7 {
                digits.1 = digits.1 * 10 + digit
            } else {
                digits.2 = digits.2 * 10 + digit
            }
        }
        self.init(year: digits.0, month: digits.1, day: digits.2)
    }

    /// Reads exactly `YYYY-MM-DD`.
    package init?(_ text: String) {
        var copy = text
        guard let day = copy.withUTF8({ Day(iso: $0) }) else { return nil }
        self = day
    }

    package static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        default: 31
        }
    }

    /// Year, month (1…12) and day of the month (1…31).
    package var components: (year: Int, month: Int, day: Int) {
        let shifted = Int(number) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    package var month: Month {
        let parts = components
        return Month(number: Int32(parts.year * 12 + parts.month - 1))
    }

    package func advanced(by days: Int) -> Day {
        Day(number: number + Int32(days))
    }

    /// The number of days from `earlier` to this day.
    package func days(since earlier: Day) -> Int {
        Int(number) - Int(earlier.number)
    }

    package static func < (left: Day, right: Day) -> Bool {
        left.number < right.number
    }
}

extension Day: CustomStringConvertible {
    /// `YYYY-MM-DD`
    package var description: String {
        let parts = components
        return padded(parts.year, to: 4) + "-" + padded(parts.month, to: 2) + "-" + padded(parts.day, to: 2)
    }
}

/// A calendar month.
package struct Month: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// `year * 12 + month - 1`
    package let number: Int32

    package init(number: Int32) {
        self.number = number
    }

    package init?(year: Int, month: Int) {
        guard (1868...9999).contains(year), (1...12).contains(month) else { return nil }
        number = Int32(year * 12 + month - 1)
    }

    /// Reads exactly `YYYY-MM`.
    package init?(_ text: String) {
        guard text.utf8.count == 7, let first = Day(text + "-01") else { return nil }
        self = first.month
    }

    package var year: Int { Int(number) / 12 }

    /// 1…12
    package var month: Int { Int(number) % 12 + 1 }

    package var firstDay: Day {
        Month.firstDay(year: year, month: month)
    }

    package var lastDay: Day {
        firstDay.advanced(by: Day.length(ofMonth: month, year: year) - 1)
    }

    package func advanced(by months: Int) -> Month {
        Month(number: number + Int32(months))
    }

    package static func < (left: Month, right: Month) -> Bool {
        left.number < right.number
    }

    /// `YYYY-MM`
    package var description: String {
        padded(year, to: 4) + "-" + padded(month, to: 2)
    }

    private static func firstDay(year: Int, month: Int) -> Day {
        // A month that can be named has a first day; months beyond the year 9999 are cut to the last that has one.
        Day(year: year, month: month, day: 1) ?? Day(number: Int32.max / 2)
    }
}

/// A stretch of days, both ends included. `from == nil` means "before the record", `through == nil` means "still".
package struct Spell: Hashable, Sendable {
    package var from: Day?
    package var through: Day?

    package init(from: Day?, through: Day?) {
        self.from = from
        self.through = through
    }

    package func covers(_ day: Day) -> Bool {
        (from.map { $0 <= day } ?? true) && (through.map { day <= $0 } ?? true)
    }

    /// True when the end lies before the beginning: no day is covered.
    package var isEmpty: Bool {
        if let from, let through { return through < from }
        return false
    }
}

func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return digits.utf8.count >= width ? digits : String(repeating: "0", count: width - digits.utf8.count) + digits
}
