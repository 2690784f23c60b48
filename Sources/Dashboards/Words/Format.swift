import Adoption
import Analytics

/// The one place where numbers, days and months become text.
package struct Format: Sendable {
    package let language: Language

    package init(_ language: Language) {
        self.language = language
    }

    /// `1,767`
    package func integer(_ value: Int) -> String {
        var digits: [UInt8] = []
        Digits.append(value, to: &digits)
        let first = value < 0 ? 1 : 0
        var position = digits.count - 3
        while position > first {
            digits.insert(UInt8(ascii: ","), at: position)
            position -= 3
        }
        return String(decoding: digits, as: UTF8.self)
    }

    /// `+4`, `0`, `-3`
    package func signed(_ value: Int) -> String {
        value > 0 ? "+" + integer(value) : integer(value)
    }

    /// The rate of a KPI in percent with one decimal, **cut**: 29,995 of 100,000 is `29.9`, because a shown 30.0
    /// would contradict the state 未達. Nil when the denominator is 0: there is no rate.
    package func rate(_ fraction: Fraction) -> String? {
        fraction.perMilleFloor.map(tenths)
    }

    /// Any other percentage with one decimal, rounded half up. Nil when the denominator is 0.
    package func share(_ fraction: Fraction) -> String? {
        fraction.perMilleHalfUp.map(tenths)
    }

    /// `92/412`
    package func ratio(_ fraction: Fraction) -> String {
        integer(fraction.numerator) + "/" + integer(fraction.denominator)
    }

    /// A difference of percentages in points, rounded half away from zero: `+1.2`, `0.0`, `-0.3`.
    package func points(_ value: Double) -> String {
        guard value.isFinite else { return "-" }
        let rounded = Int((value * 10).rounded())
        return (rounded > 0 ? "+" : "") + tenths(rounded)
    }

    /// A plain decimal with one place, rounded: `3.6`.
    package func decimal(_ value: Double) -> String {
        guard value.isFinite else { return "-" }
        return tenths(Int((value * 10).rounded()))
    }

    /// `2026年10月31日`, `31 October 2026`
    package func day(_ day: Day) -> String {
        let parts = day.components
        switch language {
        case .japanese: return "\(parts.year)年\(parts.month)月\(parts.day)日"
        case .english: return "\(parts.day) \(Format.monthNames[parts.month - 1]) \(parts.year)"
        }
    }

    /// `2026年10月`, `Oct 2026`
    package func month(_ month: Month) -> String {
        switch language {
        case .japanese: "\(month.year)年\(month.month)月"
        case .english: "\(Format.monthNames[month.month - 1].prefix(3)) \(month.year)"
        }
    }

    /// `2026/10`: for axes without room.
    package func shortMonth(_ month: Month) -> String {
        "\(month.year)/\(month.month)"
    }

    /// `11/18`, `18 Nov`: for axes without room.
    package func shortDay(_ day: Day) -> String {
        let parts = day.components
        switch language {
        case .japanese: return "\(parts.month)/\(parts.day)"
        case .english: return "\(parts.day) \(Format.monthNames[parts.month - 1].prefix(3))"
        }
    }

    /// `2026年11月18日 12:00` on the clocks of Japan.
    package func instant(_ instant: Instant) -> String {
        day(instant.dayInJapan) + " " + instant.inJapan.dropFirst(11).prefix(5)
    }

    /// Names joined as a list: 「高梁市、和気町」, `Takahashi, Wake`.
    package func list(_ names: [String]) -> String {
        names.joined(separator: language == .japanese ? "、" : ", ")
    }

    /// Parts of a line set apart: 「KPI ・ 10月31日時点」.
    package func line(_ parts: [String]) -> String {
        parts.filter { !$0.isEmpty }.joined(separator: language == .japanese ? " ・ " : " · ")
    }

    private func tenths(_ value: Int) -> String {
        var digits: [UInt8] = []
        if value < 0 { digits.append(UInt8(ascii: "-")) }
        Digits.append(abs(value) / 10, to: &digits)
        digits.append(UInt8(ascii: "."))
        digits.append(UInt8(48 + abs(value) % 10))
        return String(decoding: digits, as: UTF8.self)
    }

    private static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}
