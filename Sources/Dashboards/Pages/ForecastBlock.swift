import Adoption
import Analytics

/// What lies ahead on the page of an area: the pace line always, the forecast with its range only where it has held
/// its own in the past.
package struct ForecastBlock: Sendable {
    package var setting: PageSetting
    package var forecast: PrefectureForecast
    package var subject: ForecastSubject
    /// On the page of the forecast itself there is no link to it.
    package var isLinked: Bool

    package init(
        setting: PageSetting, forecast: PrefectureForecast, subject: ForecastSubject, isLinked: Bool = true
    ) {
        self.setting = setting
        self.forecast = forecast
        self.subject = subject
        self.isLinked = isLinked
    }

    private var words: Wording { setting.words }
    private var format: Format { setting.format }

    /// Nil where the page says already why there is no n.
    package func block() -> Block? {
        guard let view = ForecastView(setting: setting, forecast: forecast, subject: subject) else {
            return emptyBlock
        }
        return Block(
            "forecast",
            .figure(
                Figure(
                    title: view.mainSentence, meta: meta(view), chart: .line(chart(view)),
                    chartCaption: view.isOpen
                        ? words("forecast.caption", ["goal": view.goal])
                        : words("forecast.caption_shut", ["goal": view.goal]),
                    caption: caption(view), tables: [table(view)], explanation: view.explanation,
                    more: isLinked ? Crumb(words("forecast.more"), .forecast(of: areaPath)) : nil)))
    }

    private var emptyBlock: Block? {
        if case .municipality(let index) = subject, case .missing = forecast.absence(index) { return nil }
        return Block(
            "forecast",
            .panel(
                Panel(
                    title: words("forecast.crumb"),
                    text: [Line(ForecastView.missing(setting, forecast, subject))])))
    }

    private var areaPath: PagePath {
        switch subject {
        case .municipality(let index): .municipality(setting.area(index).code.description)
        case .prefecture: .prefecture(setting.reference.prefecture(forecast.input.prefecture)?.key ?? "")
        }
    }

    private func meta(_ view: ForecastView) -> String {
        let rule = view.isPrefecture ? setting.rules.prefecture : setting.rules.municipality
        return format.line([
            setting.brief(rule), words("forecast.meta", ["month": format.month(view.lastMonth)]),
        ])
    }

    /// With an open gate the pace line too, and how far off the method was; with a shut one why.
    private func caption(_ view: ForecastView) -> String {
        var sentences: [String] = []
        if view.isOpen {
            if !view.isMet { sentences.append(view.paceSentence) }
            if let sentence = view.backtestSentence { sentences.append(sentence) }
        } else {
            sentences.append(words("forecast.shut"))
            sentences += view.objections.prefix(1)
        }
        for month in forecast.input.breaksAhead.prefix(1) {
            sentences.append(words("forecast.assume_break_ahead", ["month": format.month(month)]))
        }
        return sentences.joined(separator: words.language == .japanese ? "" : " ")
    }

    private func chart(_ view: ForecastView) -> LineChart {
        let rows = shown(view)
        let end = view.rows.prefix(rows).last
        return LineChart(
            title: words("forecast.chart"),
            description: words(
                "forecast.description",
                [
                    "month": format.month(view.lastMonth), "now": format.integer(view.now), "unit": view.unit,
                    "end": end.map { format.month($0.month) } ?? "",
                    "pace": end.map { format.integer(Int($0.pace.rounded(.down))) } ?? "",
                    "goal": view.goal,
                ]),
            unit: view.unit, points: view.observed.suffix(25),
            targetLabel: words("forecast.target", ["goal": view.goal]),
            lastLabel: format.integer(view.now),
            forecast: view.isOpen
                ? view.rows.prefix(rows).map {
                    .init(
                        day: $0.month.lastDay, low: Double($0.low), middle: Double($0.middle), high: Double($0.high))
                } : [],
            forecastLabel: words("forecast.band"),
            pace: view.rows.prefix(rows).map {
                .init(day: $0.month.lastDay, low: $0.pace, middle: $0.pace, high: $0.pace)
            }, format: format)
    }

    /// How many months ahead are drawn: until the goal is reached and a little more, at least a year.
    private func shown(_ view: ForecastView) -> Int {
        let reached = max(view.isOpen ? view.reach.latest ?? 24 : 0, view.paceMonths ?? 24)
        return min(view.rows.count, max(12, reached + 3))
    }

    private func table(_ view: ForecastView) -> Table {
        ForecastTables(view: view).months(rows: shown(view), id: "forecast")
    }
}
