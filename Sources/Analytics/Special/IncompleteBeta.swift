/// The regularised incomplete beta function I_x(a, b) for a, b > 0 and 0 ≤ x ≤ 1: by its continued fraction (Lentz's
/// method; Press et al., Numerical Recipes 6.4) on the side where it converges fast.
func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard a > 0, b > 0, x == x else { return .nan }
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    let logFront =
        logGamma(a + b) - logGamma(a) - logGamma(b) + a * PortableMath.log(x) + b * PortableMath.log(1 - x)
    let front = PortableMath.exp(logFront)
    return x < (a + 1) / (a + b + 2)
        ? front * betaFraction(x, a, b) / a : 1 - front * betaFraction(1 - x, b, a) / b
}

private func betaFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    func away(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / away(1 - (a + b) * x / (a + 1))
    var result = d
    for step in 1...10_000 {
        let m = Double(step)
        let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1 / away(1 + even * d)
        c = away(1 + even / c)
        result *= d * c
        let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d = 1 / away(1 + odd * d)
        c = away(1 + odd / c)
        let factor = d * c
        result *= factor
        if abs(factor - 1) < 1e-15 { break }
    }
    return result
}
