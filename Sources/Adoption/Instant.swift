/// A moment at which the product learnt something: UTC, in milliseconds since 1970-01-01T00:00:00Z.
package struct Instant: Hashable, Comparable, Sendable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Reads `2026-10-31T12:00:00.000Z` (milliseconds may be absent), and the same with `+09:00` instead of `Z`.
    /// A day alone means its end in Japan: what was known when that day was over.
    package init?(_ text: String) {
        if let day = Day(text) {
            self.init(milliseconds: (Int64(day.number) + 1) * 86_400_000 - Instant.japanOffset - 1)
            return
        }
        var bytes = Array(text.utf8)
        var offset: Int64 = 0
        if bytes.last == UInt8(ascii: "Z") {
            bytes.removeLast()
        } else if text.hasSuffix("+09:00") {
            bytes.removeLast(6)
            offset = Instant.japanOffset
        } else {
            return nil
        }
        guard bytes.count == 19 || bytes.count == 23, bytes[10] == UInt8(ascii: "T"),
            let day = Day(String(decoding: bytes[0..<10], as: UTF8.self)),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let hour = Instant.number(bytes[11..<13]), hour < 24,
            let minute = Instant.number(bytes[14..<16]), minute < 60,
            let second = Instant.number(bytes[17..<19]), second < 60
        else { return nil }
        var fraction: Int64 = 0
        if bytes.count == 23 {
            guard bytes[19] == UInt8(ascii: "."), let read = Instant.number(bytes[20..<23]) else { return nil }
            fraction = read
        }
        let clock = (hour * 3600 + minute * 60 + second) * 1000 + fraction
        self.init(milliseconds: Int64(day.number) * 86_400_000 + clock - offset)
    }

    /// The calendar day in Japan (UTC+9, no summer time since 1951).
    package var dayInJapan: Day {
        Instant.split(milliseconds + Instant.japanOffset).day
    }

    package func advanced(byHours hours: Int) -> Instant {
        Instant(milliseconds: milliseconds + Int64(hours) * 3_600_000)
    }

    package static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }

    private static let japanOffset: Int64 = 9 * 3_600_000

    private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
        var value: Int64 = 0
        for digit in digits {
            guard (48...57).contains(digit) else { return nil }
            value = value * 10 + Int64(digit) - 48
        }
        return value
    }

    /// The day and the milliseconds within it; rounded down, so that instants before 1970 have theirs too.
    private static func split(_ milliseconds: Int64) -> (day: Day, ofDay: Int) {
        let (quotient, remainder) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
        let isBefore = remainder < 0
        return (
            Day(number: Int32(clamping: isBefore ? quotient - 1 : quotient)),
            Int(isBefore ? remainder + 86_400_000 : remainder)
        )
    }

    private static func clock(_ ofDay: Int) -> String {
        let text = [ofDay / 3_600_000, ofDay / 60_000 % 60, ofDay / 1000 % 60].map { padded($0, to: 2) }
        return text.joined(separator: ":")
    }
}

extension Instant: CustomStringConvertible {
    /// `2026-10-31T12:00:00.000Z`, the form that the database stores: text order is time order.
    package var description: String {
        let (day, ofDay) = Instant.split(milliseconds)
        return "\(day)T\(Instant.clock(ofDay)).\(padded(ofDay % 1000, to: 3))Z"
    }

    /// `2026-10-31 21:00:00`, the clock on a wall in Japan.
    package var inJapan: String {
        let (day, ofDay) = Instant.split(milliseconds + Instant.japanOffset)
        return "\(day) \(Instant.clock(ofDay))"
    }

    /// `2026-10-31 21:00`: for what is stated to the minute.
    package var minuteInJapan: String { String(inJapan.dropLast(3)) }
}
