import Adoption
import Interchange

extension Day {
    /// Reads a day in any of the forms that lists have, except Excel's serial numbers: 2026-10-31, 20261031,
    /// 令和8年10月31日.
    package static func read(_ text: String) -> Day? {
        if let day = Day(text) { return day }
        if text.utf8.count == 8, let number = Int(text) {
            return Day(year: number / 10_000, month: number / 100 % 100, day: number % 100)
        }
        guard let reading = DayReading.read(text), !reading.isSerial else { return nil }
        return reading.day
    }
}
