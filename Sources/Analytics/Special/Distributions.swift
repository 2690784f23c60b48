/// Tail probabilities of the distributions that the methods use.

/// P(T ≥ t) of Student's t with `degrees` > 0 degrees of freedom.
func studentTail(_ t: Double, degrees: Double) -> Double {
    let half = incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5) / 2
    return t >= 0 ? half : 1 - half
}

/// The t with P(T ≥ t) = `tail`, for 0 < tail ≤ 0.5, by bisection: the tail falls with t.
func studentQuantile(upperTail tail: Double, degrees: Double) -> Double {
    guard tail > 0, tail <= 0.5, degrees > 0 else { return .nan }
    var low = 0.0
    var high = 1.0
    while studentTail(high, degrees: degrees) > tail, high < 1e300 { high *= 2 }
    for _ in 0..<200 {
        let middle = (low + high) / 2
        if middle <= low || middle >= high { break }
        if studentTail(middle, degrees: degrees) > tail { low = middle } else { high = middle }
    }
    return (low + high) / 2
}

/// P(X ≥ x) of χ² with `degrees` > 0 degrees of freedom.
func chiSquareTail(_ x: Double, degrees: Double) -> Double {
    x <= 0 ? 1 : upperIncompleteGamma(degrees / 2, x / 2)
}

/// P(Z ≤ z) of the standard normal distribution: its tail is half of Q(½, z²/2), exact far out on either side.
func normalCumulative(_ z: Double) -> Double {
    let tail = upperIncompleteGamma(0.5, z * z / 2) / 2
    return z > 0 ? 1 - tail : tail
}

/// P(Z > z), without the loss of 1 − P(Z ≤ z).
func normalTail(_ z: Double) -> Double { normalCumulative(-z) }

/// The z with P(Z ≤ z) = p, for 0 < p < 1; ±∞ at the ends. By bisection on the nearer tail, which is monotonic.
func normalQuantile(_ p: Double) -> Double {
    guard p > 0 else { return p == 0 ? -.infinity : .nan }
    guard p < 1 else { return p == 1 ? .infinity : .nan }
    if p == 0.5 { return 0 }
    let tail = min(p, 1 - p)
    var low = 0.0
    var high = 40.0
    for _ in 0..<200 {
        let middle = (low + high) / 2
        if middle <= low || middle >= high { break }
        if normalTail(middle) > tail { low = middle } else { high = middle }
    }
    let z = (low + high) / 2
    return p < 0.5 ? -z : z
}

/// P(X = k) of `trials` trials with probability p.
func binomialMass(_ k: Int, trials: Int, p: Double) -> Double {
    guard k >= 0, k <= trials else { return 0 }
    if p <= 0 { return k == 0 ? 1 : 0 }
    if p >= 1 { return k == trials ? 1 : 0 }
    return PortableMath.exp(
        logBinomialCoefficient(trials, k) + Double(k) * PortableMath.log(p)
            + Double(trials - k) * PortableMath.log(1 - p))
}

/// P(X ≥ k): I_p(k, n − k + 1).
func binomialTail(_ k: Int, trials: Int, p: Double) -> Double {
    if k <= 0 { return 1 }
    if k > trials { return 0 }
    return incompleteBeta(p, Double(k), Double(trials - k) + 1)
}

/// P(X = k) failures before `size` successes (any positive number) with probability p.
func negativeBinomialMass(_ k: Int, size: Double, p: Double) -> Double {
    guard k >= 0, size > 0, p > 0 else { return 0 }
    if p >= 1 { return k == 0 ? 1 : 0 }
    let ways = logGamma(Double(k) + size) - logGamma(size) - logGamma(Double(k) + 1)
    return PortableMath.exp(ways + size * PortableMath.log(p) + Double(k) * PortableMath.log(1 - p))
}

/// P(X ≤ k): I_p(size, k + 1).
func negativeBinomialCumulative(_ k: Int, size: Double, p: Double) -> Double {
    k < 0 ? 0 : incompleteBeta(p, size, Double(k) + 1)
}
