import Adoption

/// The five groups of Rogers' *Diffusion of Innovations*, by who began before whom.
///
/// The shares are the conventional 2.5, 13.5, 34, 34 and 16 %, kept as whole per mille and compared as integers. They
/// are part of the theory, not a setting: `Data/reference/adopter_categories.csv` says the same for readers, and a test
/// holds the two together.
package enum AdopterCategory: String, CaseIterable, Comparable, Sendable {
    case innovator
    case earlyAdopter = "early_adopter"
    case earlyMajority = "early_majority"
    case lateMajority = "late_majority"
    case laggard

    /// Where the group ends, in per mille of the population from the earliest.
    package var upperPerMille: Int {
        switch self {
        case .innovator: 25
        case .earlyAdopter: 160
        case .earlyMajority: 500
        case .lateMajority: 840
        case .laggard: 1000
        }
    }

    /// Where it begins.
    package var lowerPerMille: Int {
        switch self {
        case .innovator: 0
        case .earlyAdopter: 25
        case .earlyMajority: 160
        case .lateMajority: 500
        case .laggard: 840
        }
    }

    /// Place in `allCases`.
    package var position: Int {
        switch self {
        case .innovator: 0
        case .earlyAdopter: 1
        case .earlyMajority: 2
        case .lateMajority: 3
        case .laggard: 4
        }
    }

    /// The first group whose end lies at or beyond a fraction of the population: equality goes to the earlier group.
    /// A fraction beyond 1 belongs to the last.
    init(at fraction: Fraction) {
        let reached = Int128(fraction.numerator) * 1000
        let whole = Int128(fraction.denominator)
        self = AdopterCategory.allCases.first { reached <= Int128($0.upperPerMille) * whole } ?? .laggard
    }

    package static func < (left: AdopterCategory, right: AdopterCategory) -> Bool { left.position < right.position }
}

/// Where the offices that began on the same day stand among the whole population: the middle of their ranks.
///
/// u = (2L + G) / (2N) is the average rank less one half, over N. The middle gives every share its nearest whole number
/// of offices, and ties need no rule of their own.
package struct MidpointRank: Hashable, Sendable {
    /// L: offices that began on an earlier day.
    package var earlier: Int
    /// G: offices that began on the same day, this one included.
    package var together: Int
    /// N: all eligible offices, whether or not they have begun.
    package var population: Int

    package init(earlier: Int, together: Int, population: Int) {
        self.earlier = earlier
        self.together = together
        self.population = population
    }

    /// u
    package var share: Fraction { Fraction(2 * earlier + together, 2 * population) }

    package var category: AdopterCategory { AdopterCategory(at: share) }

    /// Below this population no office is labelled: the first of N < 20 could not be an innovator.
    package static let smallestPopulation = 20

    /// How many of N offices belong to each group or an earlier one once all have begun, on days of their own: the
    /// largest rank r with 1000·(2r − 1) ≤ 2·N·c.
    package static func lastRank(in category: AdopterCategory, of population: Int) -> Int {
        (population * category.upperPerMille + 500) / 1000
    }
}
