import Adoption
import Analytics

/// Whose forecast a block or a page shows.
package enum ForecastSubject: Sendable {
    /// Place in `Reference.municipalities`.
    case municipality(Int)
    /// The points of the prefecture's trend.
    case prefecture([AreaSeriesPoint])
}

/// The forecast of a municipality or a prefecture in the terms that both share, and its sentences.
struct ForecastView {
    struct Row {
        var month: Month
        var pace: Double
        var low: Int
        var middle: Int
        var high: Int
        var reach: Double
    }

    let setting: PageSetting
    let forecast: PrefectureForecast
    let isPrefecture: Bool
    /// At the ends of complete months.
    let observed: [LineChart.Point]
    let required: Int
    let now: Int
    let paceMonths: Int?
    let reach: ReachRange
    let rows: [Row]
    /// The municipality's own forecast; nil for a prefecture.
    let municipality: MunicipalityForecast?

    var words: Wording { setting.words }
    var format: Format { setting.format }
    var lastMonth: Month { forecast.input.lastMonth }
    var isOpen: Bool { forecast.backtest.isOpen }
    var isMet: Bool { now >= required }

    /// Nil where there is nothing to tell: `missing` says why.
    init?(setting: PageSetting, forecast: PrefectureForecast, subject: ForecastSubject) {
        self.setting = setting
        self.forecast = forecast
        switch subject {
        case .municipality(let index):
            guard let own = forecast.municipality(index) else { return nil }
            isPrefecture = false
            municipality = own
            observed = ForecastView.points(own, target: forecast.input.target)
            (required, now, paceMonths, reach) = (own.required, own.pace.using, own.paceMonths, own.reach)
            rows = own.months.enumerated().map { place, ahead in
                Row(
                    month: ahead.month, pace: own.pace.value(after: place + 1, supposed: own.supposed),
                    low: ahead.low, middle: ahead.middle, high: ahead.high, reach: ahead.reach)
            }
        case .prefecture(let series):
            guard let reach = forecast.reach else { return nil }
            isPrefecture = true
            municipality = nil
            observed = ForecastView.points(
                series, through: forecast.input.lastMonth, target: forecast.input.prefectureTarget)
            (required, now) = (forecast.required, forecast.metNow)
            (paceMonths, self.reach) = (forecast.paceMonths, reach)
            rows = forecast.months.map { ahead in
                Row(
                    month: ahead.month, pace: Double(ahead.pace), low: ahead.low, middle: ahead.middle,
                    high: ahead.high, reach: ahead.reach)
            }
        }
    }

    private static func points(_ own: MunicipalityForecast, target: KPITarget) -> [LineChart.Point] {
        let history = own.history
        return history.using.indices.map { place in
            LineChart.Point(
                history.firstMonth.advanced(by: place).lastDay, history.using[place],
                target: target.required(of: history.eligible[place]))
        }
    }

    private static func points(
        _ series: [AreaSeriesPoint], through last: Month, target: KPITarget
    ) -> [LineChart.Point] {
        series.filter { $0.day <= last.lastDay }.map { point in
            LineChart.Point(
                point.day, point.isReported ? point.tally.met : nil,
                target: point.tally.applicable > 0 ? target.required(of: point.tally.applicable) : nil)
        }
    }

    /// Why there is no forecast, as a sentence.
    static func missing(_ setting: PageSetting, _ forecast: PrefectureForecast, _ subject: ForecastSubject) -> String {
        let words = setting.words
        guard case .municipality(let index) = subject else { return words("forecast.missing_prefecture") }
        switch forecast.absence(index) {
        case .missing(let reason): return words("forecast.missing", ["reason": setting.text(reason)])
        case .tooShort(let months):
            return words(
                "forecast.too_short",
                [
                    "months": setting.format.integer(months),
                    "least": setting.format.integer(AdoptionHistory.fewestSteps),
                ])
        case nil: return words("forecast.missing", ["reason": words("reason.no_report")])
        }
    }
}

// MARK: - Sentences
extension ForecastView {
    /// `3割`, `5割(13市区町村)`
    var goal: String {
        isPrefecture
            ? words(
                "forecast.goal_prefecture",
                ["share": setting.share(setting.rules.prefecture), "required": format.integer(required)])
            : setting.share(setting.rules.municipality)
    }

    var unit: String { isPrefecture ? words("unit.municipalities") : words("unit.offices") }

    private func month(_ ahead: Int) -> String { format.month(lastMonth.advanced(by: ahead)) }

    /// When the goal is reached at the pace of the last months.
    var paceSentence: String {
        let count = format.integer(municipality?.pace.months ?? PaceLine.lookBack)
        if isMet, paceMonths == 0 { return words("forecast.met", ["month": format.month(lastMonth), "goal": goal]) }
        guard let paceMonths else { return words("forecast.pace_never", ["count": count, "goal": goal]) }
        return words("forecast.pace", ["count": count, "month": month(paceMonths), "goal": goal])
    }

    /// Between which months the goal is reached, by the forecast. Only for an open gate.
    var rangeSentence: String {
        switch (reach.earliest, reach.latest) {
        case (0, 0): return words("forecast.met", ["month": format.month(lastMonth), "goal": goal])
        case (let earliest?, let latest?) where earliest == latest:
            return words("forecast.range_one", ["goal": goal, "month": month(latest)])
        case (let earliest?, let latest?):
            return words("forecast.range", ["goal": goal, "from": month(earliest), "to": month(latest)])
        case (let earliest?, nil): return words("forecast.range_open", ["goal": goal, "from": month(earliest)])
        case (nil, _): return words("forecast.range_never", ["goal": goal])
        }
    }

    /// What a reader should know first.
    var mainSentence: String { isOpen ? rangeSentence : paceSentence }

    /// Why only the pace line is shown; empty while the forecast is.
    var objections: [String] {
        forecast.backtest.objections.map { objection in
            switch objection {
            case .tooFewTrials(let horizon):
                words(
                    "forecast.shut_few",
                    [
                        "horizon": format.integer(horizon),
                        "count": format.integer(forecast.backtest.score(horizon)?.trials ?? 0),
                        "least": format.integer(Backtest.fewestTrials),
                    ])
            case .worseThanPace(let horizon):
                words(
                    "forecast.shut_pace",
                    [
                        "horizon": format.integer(horizon), "error": mean(horizon, \.meanError),
                        "pace": mean(horizon, \.meanPaceError),
                    ])
            case .tooNarrow(let horizon):
                words(
                    "forecast.shut_narrow",
                    ["horizon": format.integer(horizon), "share": covered(horizon)])
            case .tooWide(let horizon):
                words("forecast.shut_wide", ["horizon": format.integer(horizon), "share": covered(horizon)])
            }
        }
    }

    /// `3.6`: a mean of the backtest in offices.
    func mean(_ horizon: Int, _ value: (BacktestScore) -> Fraction) -> String {
        guard let score = forecast.backtest.score(horizon), score.trials > 0 else { return Format.none }
        return format.decimal(value(score).quotient)
    }

    private func covered(_ horizon: Int) -> String {
        forecast.backtest.score(horizon).flatMap { format.share($0.coverage) } ?? Format.none
    }

    /// How far off the method was in the past; nil when it could never be tried.
    var backtestSentence: String? {
        guard let horizon = Backtest.horizons.last, let score = forecast.backtest.score(horizon), score.trials > 0
        else { return nil }
        return words(
            "forecast.backtest_sentence",
            [
                "horizon": format.integer(horizon), "error": mean(horizon, \.meanError),
                "pace": mean(horizon, \.meanPaceError),
            ])
    }

    var explanation: Explanation {
        let values: KeyValuePairs = [
            "unit": unit, "goal": goal, "month": format.month(lastMonth),
            "steps": format.integer(municipality?.history.steps ?? 0),
        ]
        guard isOpen else {
            return Explanation(
                shows: words("forecast.pace_shows", values), restsOn: words("forecast.pace_rests_on", values),
                doesNotSay: words("forecast.pace_does_not_say", values))
        }
        return Explanation(
            shows: words("forecast.shows", values),
            restsOn: isPrefecture
                ? words("forecast.rests_on_prefecture", values) : words("forecast.rests_on", values),
            doesNotSay: words("forecast.does_not_say", values))
    }

    /// What the calculation took for granted, line by line.
    var assumptions: [String] {
        var lines = [words("forecast.assume_month", ["month": format.month(lastMonth)])]
        for month in forecast.input.breaksAhead {
            lines.append(words("forecast.assume_break_ahead", ["month": format.month(month)]))
        }
        if let history = municipality?.history {
            let breaks = (0..<history.steps).filter(history.isBreak).map(history.month)
            if !breaks.isEmpty {
                lines.append(words("forecast.assume_break", ["months": format.list(breaks.map(format.month))]))
            }
            if !history.fallingMonths.isEmpty, isOpen {
                let months = format.list(history.fallingMonths.map(format.month))
                lines.append(words("forecast.assume_falling", ["months": months]))
            }
        }
        if isOpen { lines.append(words("forecast.assume_leaving")) }
        if isPrefecture {
            if isOpen { lines.append(words("forecast.assume_independent")) }
            if forecast.held > 0 {
                lines.append(words("forecast.assume_held", ["count": format.integer(forecast.held)]))
            }
        }
        lines.append(isOpen ? words("forecast.assume_no_news") : words("forecast.assume_pace"))
        return lines
    }
}

extension Fraction {
    /// For means that are shown with one decimal; 0 without a denominator.
    var quotient: Double { denominator > 0 ? Double(numerator) / Double(denominator) : 0 }
}
