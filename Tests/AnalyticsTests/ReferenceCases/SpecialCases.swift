@testable import Analytics

/// The special functions.
enum SpecialCases {
    static func studentTail(_ item: ReferenceCases.Case) -> JSON {
        .object(["sf": rows(item.input["t_df"]) { Analytics.studentTail($0[0], degrees: $0[1]) }])
    }

    static func beta(_ item: ReferenceCases.Case) -> JSON {
        .object(["I": rows(item.input["x_a_b"]) { incompleteBeta($0[0], $0[1], $0[2]) }])
    }

    static func negativeBinomial(_ item: ReferenceCases.Case) -> JSON {
        let input = item.input["k_size_prob"]
        return .object([
            "pmf": rows(input) { negativeBinomialMass(Int($0[0]), size: $0[1], p: $0[2]) },
            "cdf": rows(input) { negativeBinomialCumulative(Int($0[0]), size: $0[1], p: $0[2]) },
        ])
    }

    static func normalQuantile(_ item: ReferenceCases.Case) -> JSON {
        .object(["z": values(item.input["p"]) { Analytics.normalQuantile($0) }])
    }

    static func normalCumulative(_ item: ReferenceCases.Case) -> JSON {
        .object([
            "cdf": values(item.input["z"]) { Analytics.normalCumulative($0) },
            "sf": values(item.input["z"]) { normalTail($0) },
        ])
    }

    static func chiSquare(_ item: ReferenceCases.Case) -> JSON {
        .object(["sf": rows(item.input["x_df"]) { chiSquareTail($0[0], degrees: $0[1]) }])
    }

    static func binomial(_ item: ReferenceCases.Case) -> JSON {
        let input = item.input["k_n_p"]
        return .object([
            "pmf": rows(input) { binomialMass(Int($0[0]), trials: Int($0[1]), p: $0[2]) },
            "sf_ge_k": rows(input) { binomialTail(Int($0[0]), trials: Int($0[1]), p: $0[2]) },
        ])
    }

    static func logGamma(_ item: ReferenceCases.Case) -> JSON {
        .object(["lgamma": values(item.input["x"]) { Analytics.logGamma($0) }])
    }

    static func signedRank(_ item: ReferenceCases.Case) -> JSON {
        let rows = item.input["n"].array.compactMap(\.int).map { n in
            let quantile = RankCounts.quantile(RankCounts.signedRank(n), 0.025)
            return JSON.object([
                "n": .int(n), "qsignrank_0.025": .int(quantile.value),
                "P_V_le_q_minus_1": .double(quantile.below), "P_V_le_q": .double(quantile.at),
            ])
        }
        return .object(["rows": .array(rows)])
    }

    private static func rows(_ input: JSON, _ function: ([Double]) -> Double) -> JSON {
        .array(input.array.map { .double(function($0.array.compactMap(\.double))) })
    }

    private static func values(_ input: JSON, _ function: (Double) -> Double) -> JSON {
        .array(input.array.compactMap(\.double).map { .double(function($0)) })
    }
}
