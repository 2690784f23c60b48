import Adoption

/// By how much one group lies above another: the Hodges–Lehmann estimate (the median of all pairwise differences) with
/// the exact interval of the Mann–Whitney test.
package struct ShiftEstimate: Hashable, Sendable {
    /// In the unit of the values.
    package var estimate: Double
    /// 95 %; nil when the groups are too small for one.
    package var interval: ClosedRange<Double>?
    /// Pairs in which the first group's value is larger, ties counted half.
    var pairsAbove: Double
    /// Twice the smaller tail of U, at most 1; nil with ties, for which the exact distribution does not hold.
    var p: Double?

    /// Nil when a group is empty.
    init?(_ first: [Double], _ second: [Double]) {
        guard !first.isEmpty, !second.isEmpty else { return nil }
        let differences = first.flatMap { one in second.map { one - $0 } }.sorted()
        let pairs = differences.count
        estimate = (differences[(pairs - 1) / 2] + differences[pairs / 2]) / 2
        let ties = differences.filter { $0 == 0 }.count
        pairsAbove = Double(differences.filter { $0 > 0 }.count) + Double(ties) / 2
        let counts = RankCounts.mannWhitney(first.count, second.count)
        let all = counts.reduce(0, +)
        let low = RankCounts.quantile(counts, 0.025).value
        // The lowest rank sum alone already has more than 2.5 %: no pair of differences covers 95 %.
        interval = low == 0 ? nil : differences[low - 1]...differences[pairs - low]
        guard ties == 0 else { return }
        let smaller = min(Int(pairsAbove), pairs - Int(pairsAbove))
        let tail = counts[...smaller].reduce(0, +) / all
        p = min(1, 2 * tail)
    }
}
