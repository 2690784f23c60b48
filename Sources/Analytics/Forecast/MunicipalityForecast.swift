import Adoption

/// When a municipality may meet its KPI: the pace line, and the chain's probabilities month by month.
package struct MunicipalityForecast: Hashable, Sendable {
    package struct Ahead: Hashable, Sendable {
        package let month: Month
        /// P(n ≥ required) at the month's end.
        package let reach: Double
        /// n below which one of ten courses stays, half of them, nine of ten.
        package let low: Int
        package let middle: Int
        package let high: Int
    }

    /// Place in `Reference.municipalities`.
    package let index: Int
    package let history: AdoptionHistory
    /// n that the KPI asks for, of N at the end of the last complete month.
    package let required: Int
    package let pace: PaceLine
    /// The month in which the pace line meets the KPI, in months ahead; 0 when it is met.
    package let paceMonths: Int?
    package let months: [Ahead]
    package let reach: ReachRange
    /// The part of the probability that the calculation left out, at most; far below a shown digit.
    package let leftOut: Double
    package let supposed: [SupposedChange]

    /// Months ahead.
    package static let horizon = 36

    /// Whether n meets the KPI at the end of the last complete month.
    package var isMet: Bool { pace.using >= required }

    /// Nil without a history, or where the rule changed in every month of it.
    init?(_ chain: PrefectureChain, place: Int, supposed: [SupposedChange] = []) {
        guard let history = chain.history(place), let pace = PaceLine(history),
            let forecast = chain.forecast(
                place, behind: history.lastMonth, horizon: MunicipalityForecast.horizon, supposed: supposed)
        else { return nil }
        index = chain.input.municipalities[place].index
        self.history = history
        self.pace = pace
        self.supposed = supposed
        let required = chain.input.target.required(of: pace.eligible)
        self.required = required
        paceMonths = pace.monthsUntil(required, supposed: supposed)
        months = forecast.months.enumerated().map { ahead, distribution in
            Ahead(
                month: history.lastMonth.advanced(by: ahead + 1), reach: distribution.tail(from: required),
                low: distribution.quantile(0.1), middle: distribution.quantile(0.5),
                high: distribution.quantile(0.9))
        }
        reach = ReachRange(months.map(\.reach), now: pace.using >= required)
        leftOut = max(0, forecast.months.map { 1 - $0.total }.max() ?? 0)
    }

    /// The month that lies so far ahead.
    package func month(_ ahead: Int) -> Month { history.lastMonth.advanced(by: ahead) }
}
