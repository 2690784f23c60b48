import Adoption

@testable import Analytics

/// The methods of section 3: chain, grid, prior, fit and the measures of a backtest.
enum ForecastCases {
    private static let start = Month(number: 0)

    /// A history of a constant N that begins with nobody.
    private static func history(_ item: JSON) -> AdoptionHistory {
        let new = item["new_per_month"].array.map { $0.int ?? 0 }
        let eligible = item["eligible"].int ?? 0
        let campaigns = item["campaign"].array.enumerated().filter { $1.int == 1 }.map {
            start.advanced(by: $0.offset + 1)
        }
        return AdoptionHistory(
            firstMonth: start, using: new.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1) },
            eligible: [Int](repeating: eligible, count: new.count + 1), campaigns: Set(campaigns))
    }

    private static func doubles(_ json: JSON) -> [Double] { json.array.compactMap(\.double) }

    private static func doubles(_ values: [Double]) -> JSON { .array(values.map { .double($0) }) }

    private static func grid(_ item: ReferenceCases.Case) -> HazardGrid {
        let g = doubles(item.input["g_grid"])
        return HazardGrid(
            p: doubles(item.input["p_grid"]), q: doubles(item.input["q_grid"]), g: g.isEmpty ? [0] : g)
    }

    static func hazardFit(_ item: ReferenceCases.Case) -> JSON {
        let history = history(item.input)
        guard let fit = HazardFit(history, ChainTables(size: history.eligible.max() ?? 0)) else { return .null }
        let names = item.expected.members.keys
        return .object([
            names.first { $0.hasPrefix("coef") } ?? "coef_p_q": doubles(fit.coefficients),
            "se": doubles(fit.standardErrors), "loglik": .double(fit.logLikelihood),
            "deviance": .double(fit.deviance),
        ])
    }

    static func chain(_ item: ReferenceCases.Case) -> JSON {
        let eligible = item.input["eligible"].int ?? 0
        let using = item.input["using_now"].int ?? 0
        let target = item.input["target"].int ?? 0
        let forecast = ChainForecast(
            from: .init(using: using, eligible: eligible, campaigns: quiet(item)),
            Hazard(p: item.input["p"].double ?? 0, q: item.input["q"].double ?? 0), ChainTables(size: eligible))
        let end = forecast.months.last ?? CountDistribution(certain: using)
        return .object([
            "P_reached_by_month": doubles(forecast.reach(target)),
            "mean_at_horizon": .double(end.mean), "sd_at_horizon": .double(end.variance.squareRoot()),
            "quantiles_at_horizon": .object([
                "0.1": .int(end.quantile(0.1)), "0.5": .int(end.quantile(0.5)), "0.9": .int(end.quantile(0.9)),
            ]),
            "first_month_prob_at_least": range(ReachRange(forecast.reach(target), now: using >= target)),
        ])
    }

    private static func quiet(_ item: ReferenceCases.Case) -> [Bool] {
        [Bool](repeating: false, count: item.input["horizon_months"].int ?? 0)
    }

    private static func range(_ range: ReachRange) -> JSON {
        .object(["0.1": .int(range.earliest), "0.5": .int(range.middle), "0.9": .int(range.latest)])
    }

    /// A constant hazard is a chain with q = 0.
    static func constant(_ item: ReferenceCases.Case) -> JSON {
        let eligible = item.input["eligible"].int ?? 0
        let using = item.input["using_now"].int ?? 0
        let months = item.input["months"].int ?? 0
        let hazard = item.input["monthly_hazard"].double ?? 0
        let forecast = ChainForecast(
            from: .init(using: using, eligible: eligible, campaigns: [Bool](repeating: false, count: months)),
            Hazard(p: hazard, q: 0), ChainTables(size: eligible))
        // One office alone: whether it has started by then.
        let one = ChainForecast(
            from: .init(using: 0, eligible: 1, campaigns: [Bool](repeating: false, count: months)),
            Hazard(p: hazard, q: 0), ChainTables(size: 1))
        return .object([
            "p_each": .double(one.reach(1).last ?? 0),
            "P_reach": .double(forecast.reach(item.input["target"].int ?? 0).last ?? 0),
            "expected_new": .double((forecast.months.last?.mean ?? 0) - Double(using)),
        ])
    }

    static func posterior(_ item: ReferenceCases.Case) -> JSON {
        let history = history(item.input)
        let grid = grid(item)
        let tables = ChainTables(size: history.eligible.max() ?? 0)
        let own = Array(ChainLikelihood(history, grid, tables).through(history.lastMonth))
        guard let posterior = GridPosterior(own: own) else { return .null }
        let reach = reach(item, history, posterior, grid, tables)
        return .object([
            "weights_p_major": doubles(posterior.weights), "mean_p": .double(posterior.mean(grid, \.p)),
            "mean_q": .double(posterior.mean(grid, \.q)), "P_reached_by_month": doubles(reach.probabilities),
            "first_month_prob_at_least": range(reach.range),
        ])
    }

    private static func reach(
        _ item: ReferenceCases.Case, _ history: AdoptionHistory, _ posterior: GridPosterior, _ grid: HazardGrid,
        _ tables: ChainTables
    ) -> (probabilities: [Double], range: ReachRange) {
        let using = history.using.last ?? 0
        let target = item.input["target"].int ?? 0
        let forecast = ChainForecast(
            from: .init(using: using, eligible: history.eligible.last ?? 0, campaigns: quiet(item)), posterior, grid,
            tables)
        let probabilities = forecast.reach(target)
        return (probabilities, ReachRange(probabilities, now: using >= target))
    }

    static func powerPrior(_ item: ReferenceCases.Case) -> JSON {
        let mine = history(item.input["municipality"])
        let neighbours = item.input["other_municipalities"].array.map(history)
        let grid = grid(item)
        let tables = ChainTables(size: ([mine] + neighbours).compactMap { $0.eligible.max() }.max() ?? 0)
        func likelihood(_ history: AdoptionHistory) -> [Double] {
            Array(ChainLikelihood(history, grid, tables).through(history.lastMonth))
        }
        let others = neighbours.map(likelihood).reduce([Double](repeating: 0, count: grid.cells.count)) {
            zip($0, $1).map(+)
        }
        let rows = item.expected["rows"].array.map { row -> JSON in
            let share = row["delta"].double ?? 0
            guard let posterior = GridPosterior(own: likelihood(mine), others: others, share: share) else {
                return .null
            }
            let reach = doubles(reach(item, mine, posterior, grid, tables).probabilities)
            var result: [String: JSON] = [
                "prior": row["prior"], "delta": row["delta"], "mean_p": .double(posterior.mean(grid, \.p)),
                "mean_q": .double(posterior.mean(grid, \.q)), "weights_p_major": doubles(posterior.weights),
            ]
            for key in row.members.keys where key.hasPrefix("P_reach") { result[key] = reach }
            return .object(result)
        }
        return .object(["rows": .array(rows)])
    }

    static func scaledError(_ item: ReferenceCases.Case) -> JSON {
        let errors = ForecastErrors(actual: doubles(item.input["test"]), forecast: doubles(item.input["forecast"]))
        let scale = ForecastErrors.scale(of: doubles(item.input["train"]))
        return .object([
            "MAE": .double(errors.meanAbsolute), "RMSE": .double(errors.rootMeanSquare),
            "ME": .double(errors.mean), "MAPE": .double(errors.meanAbsolutePercent),
            "MASE": .double(errors.scaled(by: scale)), "scale_in_sample_naive_mae": .double(scale),
        ])
    }

    static func intervalScore(_ item: ReferenceCases.Case) -> JSON {
        let actual = doubles(item.input["actual"])
        let ranges = zip(doubles(item.input["lower"]), doubles(item.input["upper"]))
        let alpha = item.input["alpha"].double ?? 0
        let scores = zip(actual, ranges).map {
            ForecastErrors.intervalScore($0, low: $1.0, high: $1.1, alpha: alpha)
        }
        let covered = zip(actual, ranges).map { $0 >= $1.0 && $0 <= $1.1 ? 1.0 : 0 }
        return .object([
            "scores": doubles(scores), "mean": .double(ForecastErrors.mean(scores)),
            "coverage": .double(ForecastErrors.mean(covered)),
        ])
    }

    static func pinball(_ item: ReferenceCases.Case) -> JSON {
        let pairs = Array(zip(doubles(item.input["actual"]), doubles(item.input["forecast"])))
        let results = item.expected.members.keys.map { key -> (String, JSON) in
            let level = Double(key) ?? 0
            let losses = pairs.map { ForecastErrors.pinball($0, quantile: $1, level: level) }
            return (key, .double(ForecastErrors.mean(losses)))
        }
        return .object(Dictionary(uniqueKeysWithValues: results))
    }
}
