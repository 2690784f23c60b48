import Adoption

@testable import Analytics

/// Methods 4.1: the comparison of changes.
enum CampaignCases {
    static func changeComparison(_ item: ReferenceCases.Case) -> JSON {
        let campaign = item.input["campaign_change_points"].array.compactMap(\.double)
        let control = item.input["control_change_points"].array.compactMap(\.double)
        // The points have one decimal: tenths are whole, and ties are ties.
        let tenths = (campaign + control).map { Int(($0 * 10).rounded()) }
        let test = PermutationTest.meanDifference(tenths, campaign: Array(campaign.indices))
        guard let welch = WelchTest(campaign, control), let shift = ShiftEstimate(campaign, control) else {
            return .null
        }
        func share(_ count: Int) -> JSON { .double(Double(count) / Double(test.assignments)) }
        return .object([
            "difference_of_means": .double(welch.difference),
            "welch": .object([
                "t": .double(welch.t), "df": .double(welch.degrees), "p": .double(welch.p),
                "ci95": range(welch.interval),
            ]),
            "mann_whitney": .object([
                "U": .double(shift.pairsAbove), "p_exact": .double(shift.p),
                "hodges_lehmann": .double(shift.estimate), "hl_ci95_exact": shift.interval.map(range) ?? .null,
            ]),
            "permutation_mean_diff": .object([
                "n_assignments": .int(test.assignments), "count_abs_ge": .int(test.extreme),
                "p_two_sided_abs": share(test.extreme), "count_ge": .int(test.greater),
                "p_greater": share(test.greater),
                "scipy_p_two_sided_doubled_tail": share(min(test.assignments, 2 * min(test.greater, test.less))),
                "scipy_p_greater": share(test.greater),
            ]),
        ])
    }

    static func smallestP(_ item: ReferenceCases.Case) -> JSON {
        let ways = PermutationTest.assignments(
            campaign: item.input["campaign"].int ?? -1, comparison: item.input["control"].int ?? -1)
        return .object(["assignments": .int(ways), "smallest_possible_p_one_sided": .double(1 / Double(ways))])
    }

    static func weighting(_ item: ReferenceCases.Case) -> JSON {
        let effect = effect(item)
        func both(_ change: ([CampaignEffect.Municipality]) -> Double?) -> JSON {
            .object(["campaign": .double(change(effect.campaign)), "control": .double(change(effect.comparison))])
        }
        return .object([
            "office_weighted_points": .double(effect.officeWeighted),
            "municipality_weighted_points": .double(effect.municipalityWeighted),
            "office_weighted_change": both { CampaignEffect.Change($0).points },
            "municipality_weighted_change": both(CampaignEffect.meanChange),
        ])
    }

    static func officeWeighted(_ item: ReferenceCases.Case) -> JSON {
        let effect = effect(item)
        guard let test = effect.permutation else { return .null }
        return .object([
            "difference_points": .double(effect.officeWeighted), "assignments": .int(test.assignments),
            "count_abs_ge": .int(test.extreme),
            "p_two_sided": .double(Double(test.p.numerator) / Double(test.p.denominator)),
        ])
    }

    private static func effect(_ item: ReferenceCases.Case) -> CampaignEffect {
        let rows = item.input["municipalities"].array.enumerated().map { place, row in
            let municipality = CampaignEffect.Municipality(
                code: code(22100 + Int32(place)), eligible: row["eligible"].int ?? -1,
                before: row["using_before"].int ?? -1, after: row["using_after"].int ?? -1)
            return (row["campaign"].int == 1, municipality)
        }
        return CampaignEffect(
            campaign: rows.filter(\.0).map(\.1), comparison: rows.filter { !$0.0 }.map(\.1))
    }

    private static func range(_ interval: ClosedRange<Double>) -> JSON {
        .array([.double(interval.lowerBound), .double(interval.upperBound)])
    }
}
