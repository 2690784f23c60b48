import Adoption

/// What changed in a campaign's municipalities beside what changed in comparable ones over the same window
/// (methods.md 4.1): a difference of changes. The statistic is a fraction of integers; doubles are for printing.
package struct CampaignEffect: Hashable, Sendable {
    /// A municipality with its offices in use before and after; N is that before.
    package struct Municipality: Hashable, Sendable {
        package var code: MunicipalityCode
        package var eligible: Int
        package var before: Int
        package var after: Int

        package init(code: MunicipalityCode, eligible: Int, before: Int, after: Int) {
            self.code = code
            self.eligible = eligible
            self.before = before
            self.after = after
        }

        package var change: Int { after - before }
    }

    /// The change of a group's rate.
    package struct Change: Hashable, Sendable {
        /// Offices more (or fewer), and N before.
        package var offices: Int
        package var eligible: Int

        init(_ municipalities: [Municipality]) {
            offices = municipalities.reduce(0) { $0 + $1.change }
            eligible = municipalities.reduce(0) { $0 + $1.eligible }
        }

        /// In percentage points; nil without an office.
        package var points: Double? { eligible > 0 ? 100 * Double(offices) / Double(eligible) : nil }
    }

    /// A point of the six months before: both groups' n and N.
    package struct TrendPoint: Hashable, Sendable {
        package var day: Day
        package var campaign: UseCount
        package var comparison: UseCount
    }

    /// Which words may be used.
    package enum Wording: String, CaseIterable, Sendable {
        /// Too few to compare: 「変化」, before and after only.
        case changeOnly = "change_only"
        /// So few that even the largest difference could be chance (the smallest p exceeds 0.05): the difference
        /// without a word on chance.
        case differenceOnly = "difference_only"
        /// 「偶然でも起こりうる差です」
        case couldBeChance = "could_be_chance"
        /// 「偶然では起こりにくい差です」
        case unlikelyChance = "unlikely_chance"
    }

    /// What is printed under every estimate.
    package enum Caution: String, CaseIterable, Sendable {
        /// Municipalities choose to run a campaign.
        case volunteers
        case nationalShocks = "national_shocks"
        /// Across the borders, to the comparison.
        case spillOver = "spill_over"
        /// The rise may have been under way before: see the six months before.
        case earlierTrend = "earlier_trend"
    }

    /// By code.
    package let campaign: [Municipality]
    package let comparison: [Municipality]
    /// Six month ends before the campaign; empty when no series was given.
    package let earlier: [TrendPoint]
    package let permutation: PermutationTest?
    /// In percentage points, municipality by municipality.
    package let shift: ShiftEstimate?

    package static let cautions = Caution.allCases
    /// Fewer comparison municipalities allow no comparison.
    package static let fewestComparisons = 3

    package init(campaign: [Municipality], comparison: [Municipality], earlier: [TrendPoint] = []) {
        let campaign = campaign.filter { $0.eligible > 0 }.sorted { $0.code < $1.code }
        let comparison = comparison.filter { $0.eligible > 0 }.sorted { $0.code < $1.code }
        self.campaign = campaign
        self.comparison = comparison
        self.earlier = earlier
        let isComparable = !campaign.isEmpty && comparison.count >= CampaignEffect.fewestComparisons
        permutation = isComparable ? CampaignEffect.permutation(campaign, comparison) : nil
        let points = { (group: [Municipality]) in group.map { 100 * Double($0.change) / Double($0.eligible) } }
        shift = isComparable ? ShiftEstimate(points(campaign), points(comparison)) : nil
    }

    package var wording: Wording {
        guard let permutation else { return .changeOnly }
        // Two equal groups have a mirror image: the smallest p is 2 of all.
        let smallest = campaign.count == comparison.count ? 2 : 1
        if 20 * smallest > permutation.assignments { return .differenceOnly }
        return 20 * permutation.extreme <= permutation.assignments ? .unlikelyChance : .couldBeChance
    }

    /// Ratios of sums: how many more offices of all. Points; nil when there is nothing to compare.
    package var officeWeighted: Double? {
        guard let own = Change(campaign).points, let other = Change(comparison).points else { return nil }
        return own - other
    }

    /// Means over municipalities, each counting the same.
    package var municipalityWeighted: Double? {
        guard let own = CampaignEffect.meanChange(campaign), let other = CampaignEffect.meanChange(comparison) else {
            return nil
        }
        return own - other
    }

    /// The two ways of weighting disagree about the direction: both are printed.
    package var signsDiffer: Bool {
        guard let officeWeighted, let municipalityWeighted else { return false }
        return officeWeighted * municipalityWeighted < 0
    }

    static func meanChange(_ group: [Municipality]) -> Double? {
        group.isEmpty
            ? nil : group.reduce(0) { $0 + 100 * Double($1.change) / Double($1.eligible) } / Double(group.count)
    }

    /// The ratio of sums is computed anew for every assignment.
    static func permutation(_ campaign: [Municipality], _ comparison: [Municipality]) -> PermutationTest {
        let all = campaign + comparison
        let total = Change(all)
        return PermutationTest(observed: Array(campaign.indices), of: all.count) { chosen in
            let own = Change(chosen.map { all[$0] })
            let rest = total.eligible - own.eligible
            guard own.eligible > 0, rest > 0 else { return nil }
            // a/N₁ − (A − a)/(N − N₁) = (a·N − A·N₁)/(N₁·(N − N₁))
            return (
                Int128(own.offices) * Int128(total.eligible) - Int128(total.offices) * Int128(own.eligible),
                Int128(own.eligible) * Int128(rest)
            )
        }
    }
}
