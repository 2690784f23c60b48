/// The difference of two means with unequal variances (Welch 1947): to compare with what other tools print. No page
/// judges by it, because few municipalities run a campaign.
struct WelchTest: Hashable, Sendable {
    var difference: Double
    var t: Double
    var degrees: Double
    var p: Double
    /// 95 %
    var interval: ClosedRange<Double>

    /// Nil with fewer than two values in a group or without any variation.
    init?(_ first: [Double], _ second: [Double]) {
        guard first.count > 1, second.count > 1 else { return nil }
        let one = WelchTest.moments(first)
        let other = WelchTest.moments(second)
        let variance = one.ofMean + other.ofMean
        guard variance > 0 else { return nil }
        difference = one.mean - other.mean
        t = difference / variance.squareRoot()
        degrees =
            variance * variance
            / (one.ofMean * one.ofMean / Double(first.count - 1) + other.ofMean * other.ofMean
                / Double(second.count - 1))
        p = 2 * studentTail(abs(t), degrees: degrees)
        let reach = studentQuantile(upperTail: 0.025, degrees: degrees) * variance.squareRoot()
        interval = (difference - reach)...(difference + reach)
    }

    /// The mean, and the variance of the mean.
    private static func moments(_ values: [Double]) -> (mean: Double, ofMean: Double) {
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (mean, squares / (count - 1) / count)
    }
}
