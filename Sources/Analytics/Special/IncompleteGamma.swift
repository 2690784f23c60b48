/// The regularised upper incomplete gamma function Q(a, x) for a > 0, x ≥ 0: 1 − P by the series for x < a + 1, else
/// by the continued fraction (Press et al., Numerical Recipes 6.2).
func upperIncompleteGamma(_ a: Double, _ x: Double) -> Double {
    guard a > 0, x >= 0 else { return .nan }
    if x == 0 { return 1 }
    let front = PortableMath.exp(a * PortableMath.log(x) - x - logGamma(a))
    return x < a + 1 ? 1 - front * gammaSeries(a, x) : front * gammaFraction(a, x)
}

private func gammaSeries(_ a: Double, _ x: Double) -> Double {
    var term = 1 / a
    var sum = term
    var next = a
    for _ in 0..<100_000 {
        next += 1
        term *= x / next
        sum += term
        if term < sum * 1e-17 { break }
    }
    return sum
}

private func gammaFraction(_ a: Double, _ x: Double) -> Double {
    let tiny = 1e-300
    func away(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var b = x + 1 - a
    var c = 1 / tiny
    var d = 1 / away(b)
    var result = d
    for step in 1...100_000 {
        let n = Double(step)
        let factor = -n * (n - a)
        b += 2
        d = 1 / away(factor * d + b)
        c = away(b + factor / c)
        result *= d * c
        if abs(d * c - 1) < 1e-15 { break }
    }
    return result
}
