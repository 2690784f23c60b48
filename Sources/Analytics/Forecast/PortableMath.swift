/// Logarithm and exponential from additions, multiplications, divisions and square roots alone: IEEE 754 fixes the
/// result of each of them, the C library's `log` and `exp` differ in the last bit from one machine to the next. A
/// probability that decides which month is printed must not.
enum PortableMath {
    /// ln 2 in two parts: the first has 32 bits, so that its product with an exponent is exact.
    private static let ln2High = 0x1.62e4_2feep-1
    private static let ln2Low = 0x1.a39e_f357_93c76p-33

    /// The natural logarithm of a positive number; −∞ for 0. The error is below 1e−15 of the value (or of 1).
    ///
    /// x = 2ᵏ·m with m in (√½, √2]; ln m = 2·artanh((m − 1)/(m + 1)) by its series, whose first omitted term is below
    /// 1e−18 there.
    static func log(_ x: Double) -> Double {
        guard x > 0 else { return -.infinity }
        var mantissa = x.significand
        var exponent = Double(x.exponent)
        if mantissa > 1.414_213_562_373_095 {
            mantissa *= 0.5
            exponent += 1
        }
        let s = (mantissa - 1) / (mantissa + 1)
        let z = s * s
        var series = 1.0 / 23
        for odd in stride(from: 21.0, through: 3.0, by: -2) { series = series * z + 1 / odd }
        let fraction = 2 * s + 2 * s * (z * series)
        return exponent * ln2High + (exponent * ln2Low + fraction)
    }

    /// The exponential; 0 below −708, where the result would lose digits. The argument is at most 700.
    ///
    /// x = k·ln 2 + r with |r| ≤ ½·ln 2; Taylor's series of eʳ up to r¹⁴, whose first omitted term is below 1e−19.
    static func exp(_ x: Double) -> Double {
        guard x >= -708 else { return 0 }
        let k = (x * 1.442_695_040_888_963_4).rounded()
        let r = (x - k * ln2High) - k * ln2Low
        var series = 1.0
        for divisor in stride(from: 14.0, through: 1.0, by: -1) { series = 1 + series * r / divisor }
        return Double(sign: .plus, exponent: Int(k), significand: series)
    }
}
