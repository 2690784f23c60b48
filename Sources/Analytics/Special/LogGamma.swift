/// ln Γ(x) for x > 0; NaN otherwise. Whole numbers up to 18 from the exact factorial; else Stirling's series with
/// Bernoulli terms up to x⁻¹³ (Abramowitz & Stegun 6.1.41), after moving x above 15 by Γ(x + 1) = x·Γ(x).
func logGamma(_ x: Double) -> Double {
    guard x > 0 else { return .nan }
    guard x.isFinite else { return x }
    if x <= 18, x == x.rounded() {
        var factorial = 1.0
        var factor = 2.0
        while factor < x {
            factorial *= factor
            factor += 1
        }
        return PortableMath.log(factorial)
    }
    var shifted = x
    var product = 1.0
    while shifted < 15 {
        product *= shifted
        shifted += 1
    }
    let inverse = 1 / shifted
    let square = inverse * inverse
    let bernoulli = [
        1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360_360, 1.0 / 156,
    ]
    let series = bernoulli.reversed().reduce(0) { $0 * square + $1 } * inverse
    let halfLog2Pi = 0.918_938_533_204_672_8
    return (shifted - 0.5) * PortableMath.log(shifted) - shifted + halfLog2Pi + series - PortableMath.log(product)
}

/// ln C(n, k) for 0 ≤ k ≤ n.
func logBinomialCoefficient(_ n: Int, _ k: Int) -> Double {
    logGamma(Double(n) + 1) - logGamma(Double(k) + 1) - logGamma(Double(n - k) + 1)
}
