import Adoption

/// Shares of a fraction in whole units, because a shown rate is cut or rounded once, from the integers.
extension Fraction {
    /// ⌊10000·n/N⌋; nil without a denominator.
    package var perMyriadFloor: Int? { floorShare(of: 10_000) }

    /// The KPI's rate in tenths of a percent, cut: 299 means 「29.9%」, also for 29.996 %. Nil without a denominator.
    package var perMilleFloor: Int? { floorShare(of: 1000) }

    /// Any other percentage in tenths of a percent, rounded half up. Nil without a denominator.
    package var perMilleHalfUp: Int? {
        guard denominator > 0 else { return nil }
        let whole = Int128(denominator)
        return Int(clamping: (Int128(numerator) * 2000 + whole) / (2 * whole))
    }

    private func floorShare(of scale: Int) -> Int? {
        guard denominator > 0 else { return nil }
        return Int(clamping: Int128(numerator) * Int128(scale) / Int128(denominator))
    }

    /// Whether this share is smaller than another, by cross multiplication. A fraction without a denominator is
    /// smaller than every share.
    package func isLess(than other: Fraction) -> Bool {
        guard other.denominator > 0 else { return false }
        guard denominator > 0 else { return true }
        return Int128(numerator) * Int128(other.denominator) < Int128(other.numerator) * Int128(denominator)
    }
}
