import Adoption

/// A municipality at one point of a series.
package struct SeriesPoint: Hashable, Sendable {
    package var day: Day
    /// n; missing before the first report, never 0.
    package var using: Known<Int>
    /// N
    package var eligible: Int
    package var judgement: Judgement

    package var count: UseCount? { using.value.map { UseCount(using: $0, eligible: eligible) } }

    /// n/N; nil when n is not known or N is 0.
    package var share: Fraction? { eligible > 0 ? count?.share : nil }
}

/// A prefecture or the nation at one point of a series.
package struct AreaSeriesPoint: Hashable, Sendable {
    package var day: Day
    /// n of N of the reported municipalities.
    package var total: UseCount
    /// N of the municipalities whose n is not known.
    package var eligibleNotReported: Int
    package var tally: JudgementTally
    /// The prefecture's state; nil for the nation, which has no KPI.
    package var judgement: Judgement?

    /// Whether any municipality that has offices was reported: without one there is no n.
    package var isReported: Bool { tally.isKnown }
}
