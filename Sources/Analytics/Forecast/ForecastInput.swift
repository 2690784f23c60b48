import Adoption

/// All that the forecasts of a prefecture are computed from, and nothing else: two equal inputs have the same
/// forecasts, whatever else has been recorded in between.
package struct ForecastInput: Hashable, Sendable {
    package struct Municipality: Hashable, Sendable {
        /// Place in `Reference.municipalities`.
        package var index: Int
        package var history: Result<AdoptionHistory, AdoptionHistory.Absent>
        /// At the end of the last complete month; nil while n is not known.
        package var count: UseCount?
        /// At the end of the last complete month.
        package var judgement: Judgement

        package init(
            index: Int, history: Result<AdoptionHistory, AdoptionHistory.Absent>, count: UseCount?,
            judgement: Judgement
        ) {
            self.index = index
            self.history = history
            self.count = count
            self.judgement = judgement
        }
    }

    /// 1…47
    package var prefecture: Int
    /// The last complete month: the forecast begins behind it.
    package var lastMonth: Month
    package var target: KPITarget
    package var prefectureTarget: KPITarget
    /// Months ahead in which other routes begin to count.
    package var breaksAhead: [Month]
    package var municipalities: [Municipality]

    package init(
        prefecture: Int, lastMonth: Month, target: KPITarget, prefectureTarget: KPITarget,
        breaksAhead: [Month] = [], municipalities: [Municipality]
    ) {
        self.prefecture = prefecture
        self.lastMonth = lastMonth
        self.target = target
        self.prefectureTarget = prefectureTarget
        self.breaksAhead = breaksAhead
        self.municipalities = municipalities
    }

    /// Histories alone, as if read from a ledger: for a generated series of which one wants to know whether its
    /// backtest opens the forecast (`Backtest(input).gate`). All end in the same month.
    package init(histories: [AdoptionHistory], target: KPITarget, prefectureTarget: KPITarget) {
        self.init(
            prefecture: 1, lastMonth: histories.first?.lastMonth ?? Month(number: 0), target: target,
            prefectureTarget: prefectureTarget,
            municipalities: histories.enumerated().map { index, history in
                let count = UseCount(using: history.using.last ?? 0, eligible: history.eligible.last ?? 0)
                let isMet = target.isMet(count.using, of: count.eligible)
                return Municipality(
                    index: index, history: .success(history), count: count,
                    judgement: isMet.map { $0 ? .met : .notMet } ?? .notApplicable)
            })
    }
}

/// The month ends of a ledger that forecasts look at, and the inputs of every prefecture.
package struct ForecastSeries: Sendable {
    package let lastMonth: Month
    private let series: MonthlySeries
    private let reference: Reference
    private let campaigns: [Int: Set<Month>]

    /// `campaigns`: months with a campaign, past and planned, by place in `Reference.municipalities`.
    package init(
        snapshot: Snapshot, reference: Reference, rules: KPIRules, day: Day, campaigns: [Int: Set<Month>] = [:]
    ) {
        lastMonth = ForecastSeries.lastMonth(on: day)
        self.reference = reference
        self.campaigns = campaigns
        series = MonthlySeries(
            snapshot: snapshot, reference: reference, rules: rules,
            days: MonthlySeries.days(through: lastMonth.lastDay, months: AdoptionHistory.mostSteps + 1))
    }

    /// The last month that is over at the end of a day: the running month never enters a fit.
    package static func lastMonth(on day: Day) -> Month {
        day == day.month.lastDay ? day.month : day.month.advanced(by: -1)
    }

    /// By the number of the prefecture, 1…47.
    package func input(prefecture number: Int) -> ForecastInput {
        let rule = series.rules.municipality
        let horizon = lastMonth.advanced(by: MunicipalityForecast.horizon)
        let members = PrefectureFigures.Members(number: number, reference: reference).municipalities
        return ForecastInput(
            prefecture: number, lastMonth: lastMonth, target: series.rules.municipalityTarget,
            prefectureTarget: series.rules.prefectureTarget,
            breaksAhead: AdoptionHistory.breaks(of: rule, from: lastMonth.advanced(by: 1), through: horizon).sorted(),
            municipalities: members.map { index in
                let points = series.municipality(index)
                return ForecastInput.Municipality(
                    index: index,
                    history: AdoptionHistory.reading(points, rule: rule, campaigns: campaigns[index] ?? []),
                    count: points.last?.count, judgement: points.last?.judgement ?? .notReported)
            })
    }
}
