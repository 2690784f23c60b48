import Adoption

/// Prefectures in descending order of a share, compared by integers. Equal shares have the same rank (1, 2, 2, 4) and
/// stand in the order of their numbers; a prefecture without a reported municipality has no rank and stands last.
package struct PrefectureRanking: Hashable, Sendable {
    package enum Measure: String, CaseIterable, Sendable {
        /// Municipalities that meet the KPI among those that can be judged.
        case municipalitiesMet = "municipalities_met"
        /// Offices that use the exchange among the eligible ones.
        case officesUsing = "offices_using"
    }

    package struct Row: Hashable, Sendable {
        package var rank: Int?
        package var prefecture: PrefectureFigures
        package var share: Fraction
    }

    package let rows: [Row]

    package init(_ prefectures: [PrefectureFigures], by measure: Measure) {
        let all = prefectures.map { prefecture in
            let share = measure == .municipalitiesMet ? prefecture.share : prefecture.total.share
            return Row(rank: nil, prefecture: prefecture, share: prefecture.tally.isKnown ? share : Fraction(0, 0))
        }
        var sorted = all.sorted { left, right in
            if right.share.isLess(than: left.share) { return true }
            if left.share.isLess(than: right.share) { return false }
            return left.prefecture.number < right.prefecture.number
        }
        for place in sorted.indices where sorted[place].share.denominator > 0 {
            let tied = place > 0 && !sorted[place].share.isLess(than: sorted[place - 1].share)
            sorted[place].rank = tied ? sorted[place - 1].rank : place + 1
        }
        rows = sorted
    }
}
