import Adoption

/// The threshold of a KPI as exact arithmetic: n of N meet a/b when n·b ≥ a·N (or > a·N).
///
/// Integers only, widened to 128 bits: in doubles `ceil(pc / 100 * N)` is wrong for 11 of the percents 1…99 at N up to
/// 1,000, and 2,999 of 10,000 must not become 30.0 %. The threshold's denominator must be positive; counts are never
/// negative.
package struct KPITarget: Hashable, Sendable {
    package var threshold: Fraction
    package var comparison: KPIRule.Comparison

    package init(threshold: Fraction, comparison: KPIRule.Comparison) {
        self.threshold = threshold
        self.comparison = comparison
    }

    package init(_ rule: KPIRule) {
        self.init(threshold: rule.threshold, comparison: rule.comparison)
    }

    /// The smallest n that meets the target among `total`: ⌈a·N/b⌉, for `>` ⌊a·N/b⌋ + 1. It may exceed `total`
    /// (more than 10/10); then the target cannot be met.
    package func required(of total: Int) -> Int {
        let a = Int128(threshold.numerator)
        let b = Int128(threshold.denominator)
        guard b > 0 else { return .max }
        let product = a * Int128(total)
        let required = comparison == .atLeast ? (product + b - 1) / b : product / b + 1
        return Int(clamping: required)
    }

    /// Whether `count` of `total` meet the target; nil when there is nothing to judge (`total` is 0).
    package func isMet(_ count: Int, of total: Int) -> Bool? {
        total > 0 ? count >= required(of: total) : nil
    }

    /// あとn: how many more are needed; 0 when the target is met or there is nothing to judge.
    package func needed(_ count: Int, of total: Int) -> Int {
        total > 0 ? max(0, required(of: total) - count) : 0
    }

    /// How many could leave before the target is missed; negative while it is missed: n − required.
    package func cushion(_ count: Int, of total: Int) -> Int {
        total > 0 ? count - required(of: total) : 0
    }

    /// Up to which N one office decides, so that the page says 「1事業所で判定が変わります」.
    package static let smallTotal = 10
}
