import Adoption
import Interchange

/// A minute on a clock in Japan, as people write it in a definition.
package struct WallClock: Equatable, Sendable {
    package var day: Day
    /// Minutes since midnight, 0…1440; nil when only the day is given.
    package var minute: Int?
    /// The weekday that stood beside the day is not that day's: the right one.
    package var wrongWeekday: String?

    /// `2026-09-01 09:00`, `2026-09-01T09:00`, `2026/9/1 9:00`, `令和8年9月1日(火) 午後5時30分`, full-width too; the
    /// time may be absent. Nil for all else.
    package init?(_ text: String) {
        // A clock is short; whatever is not is no clock.
        guard text.utf8.count <= 120 else { return nil }
        let (plain, weekday) = WallClock.cutWeekday(Folding.fold(text))
        let (head, tail) = WallClock.split(plain)
        guard let reading = DayReading.read(head), !reading.isSerial else { return nil }
        day = reading.day
        if !tail.isEmpty {
            guard let read = WallClock.minute(tail) else { return nil }
            minute = read
        }
        if let weekday, weekday != WallClock.weekday(of: day) { wrongWeekday = WallClock.weekday(of: day) }
    }

    /// The instant of the given minute; of a day alone, its first.
    package var start: Instant { instant(minute ?? 0) }

    /// The first instant after the given minute; after a day alone, or after 24:00, the next midnight.
    package var end: Instant { instant(min((minute ?? 1440) + 1, 1440)) }

    private func instant(_ minute: Int) -> Instant {
        Instant(milliseconds: (Int64(day.number) * 1440 + Int64(minute) - 9 * 60) * 60_000)
    }

    /// 月 … 日
    package static func weekday(of day: Day) -> String {
        // Day 0, 1970-01-01, was a Thursday.
        ["木", "金", "土", "日", "月", "火", "水"][((Int(day.number) % 7) + 7) % 7]
    }

    /// Takes 「(火)」 out of the text.
    private static func cutWeekday(_ text: String) -> (String, String?) {
        guard let open = text.firstIndex(of: "("), let close = text[open...].firstIndex(of: ")") else {
            return (text, nil)
        }
        let inside = text[text.index(after: open)..<close].prefix(1)
        guard !inside.isEmpty, "月火水木金土日".contains(inside) else { return (text, nil) }
        return (text[..<open] + " " + text[text.index(after: close)...], String(inside))
    }

    /// The day and what stands behind it.
    private static func split(_ text: String) -> (String, String) {
        let cut =
            text.firstIndex(of: "日").map { text.index(after: $0) }
            ?? text.firstIndex { $0 == " " || $0 == "T" } ?? text.endIndex
        let rest = text[cut...].drop { $0 == " " || $0 == "T" }
        return (String(text[..<cut]), String(rest).filter { $0 != " " })
    }

    /// `9:00`, `17時`, `17時30分`, `午後5時半`, `正午`, `24:00`.
    private static func minute(_ text: String) -> Int? {
        if text == "正午" { return 720 }
        let isAfternoon = text.hasPrefix("午後")
        let isHalfDay = isAfternoon || text.hasPrefix("午前")
        let rest = text.dropFirst(isHalfDay ? 2 : 0)
        guard let mark = rest.firstIndex(where: { $0 == ":" || $0 == "時" }) else { return nil }
        let isColon = rest[mark] == ":"
        var minutes = String(rest[rest.index(after: mark)...])
        if !isColon {
            minutes = minutes == "半" ? "30分" : minutes.isEmpty ? "0分" : minutes
            guard minutes.hasSuffix("分") else { return nil }
            minutes.removeLast()
        }
        guard let hour = number(rest[..<mark]), let minute = number(Substring(minutes)), minute < 60,
            !isColon || minutes.utf8.count == 2
        else { return nil }
        let total = hour * 60 + minute
        // 午後12時 is noon to some and midnight to others: it is not read.
        guard isHalfDay ? total < 720 : total <= 1440 else { return nil }
        return total + (isAfternoon ? 720 : 0)
    }

    private static func number(_ text: Substring) -> Int? {
        guard (1...2).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text)
    }
}
