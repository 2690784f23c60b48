import Adoption

/// Reads a day in the spellings that lists really use.
package enum DayReading {
    package struct Reading: Equatable, Sendable {
        package var day: Day
        /// Whether the cell held a spreadsheet's serial number.
        package var isSerial: Bool
    }

    /// ISO, `2026/1/5`, `2026.1.5`, `20260105`, `2026年1月5日`, `令和8年1月5日`,
    /// `R8.1.5`, all also full-width, followed by a weekday in brackets or a
    /// time of day; and a five-digit Excel serial number between 2010 and
    /// 2059, which no other spelling of a day resembles. nil for all else,
    /// days that do not exist included.
    package static func read(_ text: String) -> Reading? {
        if let day = Day(text) { return Reading(day: day, isSerial: false) }
        let folded = Folding.key(withoutTime(Folding.fold(text)))
        let bytes = Array(folded.utf8)
        if !bytes.isEmpty, bytes.allSatisfy({ (0x30...0x39).contains($0) }) { return readDigits(bytes) }
        let (yearBase, rest) = era(folded)
        var numbers: [Int] = []
        var separators: [String] = []
        var separator = ""
        var digits = 0
        for scalar in rest.unicodeScalars {
            if (0x30...0x39).contains(scalar.value) {
                if digits == 0 {
                    separators.append(separator)
                    separator = ""
                    numbers.append(0)
                }
                digits += 1
                if digits > 4 { return nil }
                numbers[numbers.count - 1] = numbers[numbers.count - 1] * 10 + Int(scalar.value - 0x30)
            } else {
                digits = 0
                separator.unicodeScalars.append(scalar)
            }
        }
        separators.append(separator)
        guard numbers.count == 3, separators.count == 4, areSeparators(separators) else { return nil }
        // A year of two digits without an era may be 2026 or 平成26年.
        if yearBase == nil, numbers[0] < 1000 { return nil }
        if let yearBase, numbers[0] < 1 || numbers[0] > 99 || yearBase == 0 { return nil }
        return Day(year: (yearBase ?? 0) + numbers[0], month: numbers[1], day: numbers[2])
            .map { Reading(day: $0, isSerial: false) }
    }

    private static func readDigits(_ bytes: [UInt8]) -> Reading? {
        guard bytes.count == 8 || bytes.count == 5 else { return nil }
        let number = bytes.reduce(0) { $0 * 10 + Int($1) - 48 }
        if bytes.count == 8 {
            return Day(year: number / 10_000, month: number / 100 % 100, day: number % 100)
                .map { Reading(day: $0, isSerial: false) }
        }
        // Serial 25,569 is 1970-01-01; 40,179 is 2010-01-01, 58,439 is
        // 2059-12-30.
        guard (40_179...58_439).contains(number) else { return nil }
        return Reading(day: Day(number: Int32(number - 25_569)), isSerial: true)
    }

    /// Cuts `(月)`, ` 0:00`, `T00:00:00` behind the day.
    private static func withoutTime(_ text: String) -> String {
        var end = text.unicodeScalars.endIndex
        if let bracket = text.unicodeScalars.firstIndex(of: "(") { end = bracket }
        let head = text.unicodeScalars[..<end]
        guard let colon = head.firstIndex(of: ":") else { return String(head) }
        let clock = head[..<colon]
        guard let cut = clock.lastIndex(where: { $0 == " " || $0 == "T" }) else { return String(head) }
        return String(head[..<cut])
    }

    /// The year before the era's first, and the text behind its name; a base
    /// of nil where no era is named.
    private static func era(_ text: String) -> (Int?, String) {
        let eras: [([String], Int)] = [
            (["令和", "r"], 2018), (["平成", "h"], 1988), (["昭和", "s"], 1925), (["大正", "t"], 1911), (["明治", "m"], 1867),
        ]
        for (names, base) in eras {
            for name in names where text.hasPrefix(name) {
                let rest = String(text.unicodeScalars.dropFirst(name.unicodeScalars.count))
                let isFirst = rest.unicodeScalars.first == "元"
                return (base, isFirst ? "1" + String(rest.unicodeScalars.dropFirst()) : rest)
            }
        }
        return (nil, text)
    }

    /// Nothing (or a point) before the year, the same kind of separator twice.
    private static func areSeparators(_ found: [String]) -> Bool {
        guard found[0].isEmpty || found[0] == "." else { return false }
        switch (found[1], found[2], found[3]) {
        case ("年", "月", "日"): return true
        case ("/", "/", ""), ("-", "-", ""), (".", ".", ""): return true
        default: return false
        }
    }
}
