import Adoption

/// The forecasts of all municipalities of a prefecture, their backtest, and when half of them may meet the KPI.
package struct PrefectureForecast: Sendable {
    package struct Ahead: Hashable, Sendable {
        package let month: Month
        /// P(enough municipalities meet their KPI) at the month's end.
        package let reach: Double
        /// How many meet it: below `low` in one of ten courses, and so on.
        package let low: Int
        package let middle: Int
        package let high: Int
        /// How many meet it when every municipality keeps its pace.
        package let pace: Int
    }

    package let input: ForecastInput
    package let backtest: Backtest
    /// By place in `ForecastInput.municipalities`; nil where there is no history to learn from.
    package let municipalities: [MunicipalityForecast?]
    /// M: municipalities to judge, reported or not.
    package let applicable: Int
    /// How many of them the KPI asks for.
    package let required: Int
    /// How many meet theirs at the end of the last complete month.
    package let metNow: Int
    /// Municipalities to judge without a forecast: they are taken to stay as they are, a missing report as not met.
    package let held: Int
    /// Empty when fewer than half of the municipalities have a forecast.
    package let months: [Ahead]
    package let reach: ReachRange?
    /// In months ahead; 0 when it is met, nil when not within the horizon.
    package let paceMonths: Int?

    /// `supposed`: by place in `Reference.municipalities`. The backtest of the same input may be handed on.
    package init(_ input: ForecastInput, supposed: [Int: [SupposedChange]] = [:], backtest: Backtest? = nil) {
        let chain = PrefectureChain(input)
        self.input = input
        self.backtest = backtest ?? Backtest(chain)
        let municipalities = concurrentMap(input.municipalities.count) { place in
            MunicipalityForecast(chain, place: place, supposed: supposed[input.municipalities[place].index] ?? [])
        }
        self.municipalities = municipalities
        applicable = input.municipalities.count { $0.judgement != .notApplicable }
        let required = input.prefectureTarget.required(of: applicable)
        self.required = required
        metNow = input.municipalities.count { $0.judgement == .met }
        let known = municipalities.compactMap { $0 }
        held = applicable - known.count
        let heldMet = zip(input.municipalities, municipalities).count { $1 == nil && $0.judgement == .met }
        guard 2 * known.count >= applicable, !known.isEmpty else {
            months = []
            reach = nil
            paceMonths = nil
            return
        }
        let months = (0..<MunicipalityForecast.horizon).map { place in
            PrefectureForecast.ahead(place, known, heldMet: heldMet, required: required, input: input)
        }
        self.months = months
        reach = ReachRange(months.map(\.reach), now: metNow >= required)
        let lastMissed = months.lastIndex { $0.pace < required }.map { $0 + 1 } ?? (metNow < required ? 0 : -1)
        paceMonths = lastMissed < months.count ? lastMissed + 1 : nil
    }

    private static func ahead(
        _ place: Int, _ known: [MunicipalityForecast], heldMet: Int, required: Int, input: ForecastInput
    ) -> Ahead {
        let met = sum(of: known.map { $0.months[place].reach })
            .shifted(by: heldMet, ceiling: known.count + heldMet)
        let pace = known.count { $0.pace.reaches($0.required, after: place + 1, supposed: $0.supposed) }
        return Ahead(
            month: input.lastMonth.advanced(by: place + 1), reach: met.tail(from: required), low: met.quantile(0.1),
            middle: met.quantile(0.5), high: met.quantile(0.9), pace: pace + heldMet)
    }

    /// How many of independent events happen, exactly: the Poisson-binomial distribution.
    package static func sum(of probabilities: [Double]) -> CountDistribution {
        var weights = [1.0]
        for probability in probabilities {
            var next = [Double](repeating: 0, count: weights.count + 1)
            for (count, weight) in weights.enumerated() {
                next[count] += weight * (1 - probability)
                next[count + 1] += weight * probability
            }
            weights = next
        }
        return CountDistribution(first: 0, weights: weights)
    }

    /// The forecast of a municipality by its place in `Reference.municipalities`.
    package func municipality(_ index: Int) -> MunicipalityForecast? {
        municipalities.first { $0?.index == index } ?? nil
    }

    /// Why a municipality has none.
    package func absence(_ index: Int) -> ForecastAbsence? {
        guard let history = input.municipalities.first(where: { $0.index == index })?.history,
            case .failure(let absent) = history
        else { return nil }
        return absent.absence
    }
}
