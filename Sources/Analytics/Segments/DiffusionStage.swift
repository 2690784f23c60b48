import Adoption

/// How far the take-up of an area has come: the group of Rogers in which n/N lies today.
package struct DiffusionStage: Hashable, Sendable {
    /// n of N; N is not 0.
    package let count: UseCount
    /// Nil while no office uses the exchange.
    package let category: AdopterCategory?

    /// Nil without an eligible office.
    package init?(_ count: UseCount) {
        guard count.eligible > 0 else { return nil }
        self.count = count
        category = count.using > 0 ? AdopterCategory(at: count.share) : nil
    }

    /// How much of its group the area has gone through, exactly: at 30 % it is 14/34 of the early majority. Nil while
    /// no office uses the exchange.
    package var progress: Fraction? {
        category.map { category in
            Fraction(
                1000 * count.using - category.lowerPerMille * count.eligible,
                (category.upperPerMille - category.lowerPerMille) * count.eligible)
        }
    }
}

/// The three layers of the slides, as places among the N offices of an area: who is there by real status, how many
/// more the KPI asks for, and the rest. Nobody is named by a place.
package struct SegmentLayers: Hashable, Sendable {
    /// 申請済み: offices that use the exchange today (n).
    package var applied: Int
    /// 重点: the next places until the KPI of the rule in force is met.
    package var focus: Int
    /// 見込み: the remaining places.
    package var prospects: Int

    package init(_ count: UseCount, target: KPITarget) {
        applied = count.using
        focus = min(target.needed(count.using, of: count.eligible), count.eligible - count.using)
        prospects = count.eligible - count.using - focus
    }
}
