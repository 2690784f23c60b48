/// Numbers that every chain up to a size shares: logarithms of factorials, and reciprocals.
package struct ChainTables: Sendable {
    /// ln k! for k = 0…size.
    private let logFactorials: [Double]
    /// 1/k for k = 0…size + 1 from the back, so that it is read forwards while k falls: `reciprocals[last − k]`. Behind
    /// it four zeros, for blocks that reach beyond k = 1; 1/0 is set to 0 too.
    let reciprocals: [Double]
    let last: Int

    /// For populations of at most `size`.
    package init(size: Int) {
        var sum = 0.0
        // Neumaier's correction: 2,000 roundings would otherwise add up.
        var correction = 0.0
        var logs = [0.0]
        logs.reserveCapacity(size + 1)
        for k in stride(from: 1, through: max(0, size), by: 1) {
            let term = PortableMath.log(Double(k))
            let next = sum + term
            correction += abs(sum) >= abs(term) ? (sum - next) + term : (term - next) + sum
            sum = next
            logs.append(sum + correction)
        }
        logFactorials = logs
        last = max(0, size) + 1
        var reciprocals = [Double](repeating: 0, count: last + 5)
        for k in 1...last { reciprocals[last - k] = 1 / Double(k) }
        self.reciprocals = reciprocals
    }

    package var size: Int { logFactorials.count - 1 }

    /// ln of the number of ways to choose `k` of `n`, 0 ≤ k ≤ n ≤ size.
    package func logChoose(_ n: Int, _ k: Int) -> Double {
        logFactorials[n] - logFactorials[k] - logFactorials[n - k]
    }

    /// ln P(X = k) for X ~ Bin(n, h); −∞ where it is impossible.
    package func logBinomial(_ k: Int, of n: Int, _ h: Double) -> Double {
        guard (0...n).contains(k) else { return -.infinity }
        if h <= 0 { return k == 0 ? 0 : -.infinity }
        if h >= 1 { return k == n ? 0 : -.infinity }
        return logChoose(n, k) + Double(k) * PortableMath.log(h) + Double(n - k) * PortableMath.log(1 - h)
    }
}
