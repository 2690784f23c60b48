/// How many of all equally likely arrangements give each value of a rank statistic. Counts as doubles: whole up to
/// 2⁵³, and of sums of positive numbers beyond.
enum RankCounts {
    /// Wilcoxon's signed rank sum V of n differences, V = 0 … n(n + 1)/2: subsets of the ranks 1 … n.
    static func signedRank(_ n: Int) -> [Double] {
        var counts = [1.0]
        for rank in 1...max(1, n) where rank <= n {
            let smaller = counts
            counts += [Double](repeating: 0, count: rank)
            for (sum, ways) in smaller.enumerated() { counts[sum + rank] += ways }
        }
        return counts
    }

    /// The Mann–Whitney statistic U of groups of m and n without ties, U = 0 … m·n: the Gaussian binomial coefficient
    /// [m + n over m], built as Π (1 − qⁿ⁺ⁱ)/(1 − qⁱ) for i = 1 … m.
    static func mannWhitney(_ m: Int, _ n: Int) -> [Double] {
        let top = m * n
        var counts = [Double](repeating: 0, count: top + 1)
        counts[0] = 1
        guard m > 0, n > 0 else { return counts }
        // Counts of partitions into at most m parts of at most n, one part more in each turn: all numbers stay positive.
        var rows = [[Double]](repeating: [1], count: n + 1)
        for parts in 1...m {
            var next: [[Double]] = [[1]]
            for largest in 1...n {
                // Either the largest part is `largest` (and one part less remains), or all parts are smaller.
                var sums = [Double](repeating: 0, count: parts * largest + 1)
                for (sum, ways) in rows[largest].enumerated() where sum + largest < sums.count {
                    sums[sum + largest] += ways
                }
                for (sum, ways) in next[largest - 1].enumerated() { sums[sum] += ways }
                next.append(sums)
            }
            rows = next
        }
        for (sum, ways) in rows[n].enumerated() { counts[sum] = ways }
        return counts
    }

    /// The smallest value whose cumulative probability reaches `p`, and the cumulative probabilities below it and at
    /// it.
    static func quantile(_ counts: [Double], _ p: Double) -> (value: Int, below: Double, at: Double) {
        let all = counts.reduce(0, +)
        var sum = 0.0
        for (value, ways) in counts.enumerated() {
            let below = sum
            sum += ways
            if sum >= p * all { return (value, below / all, sum / all) }
        }
        return (counts.count - 1, 1, 1)
    }
}
