import Adoption
import Analytics

/// The course of n against what the rule asks for, with the activities of the time.
struct TrendFigure {
    let setting: PageSetting
    let meta: String
    var activities: [OutreachOutcome] = []

    private var words: Wording { setting.words }
    private var format: Format { setting.format }

    /// A municipality; nil while no point is known: no empty axes.
    func block(_ series: [SeriesPoint]) -> Block? {
        let target = setting.rules.municipalityTarget
        let points = series.map { point in
            LineChart.Point(
                point.day, point.using.value, target: point.eligible > 0 ? target.required(of: point.eligible) : nil)
        }
        guard let last = series.last, let known = series.first(where: { $0.count != nil })?.count,
            let now = last.count
        else { return nil }
        let title =
            title(from: known, to: now, required: target.required(of: now.eligible))
            + setting.peak(series.compactMap { point in point.using.value.map { (point.day, $0) } })
        let chart = LineChart(
            title: words("trend.chart"), description: description(series, required: target.required(of: now.eligible)),
            unit: words("unit.offices"), points: points,
            targetLabel: words(
                "trend.target",
                [
                    "share": setting.share(setting.rules.municipality),
                    "required": format.integer(target.required(of: now.eligible)),
                ]),
            lastLabel: words("trend.last", ["using": format.integer(now.using)]),
            events: activities.enumerated().map { LineChart.Event(day: $1.activity.day, number: $0 + 1) },
            format: format)
        return Block(
            "trend",
            .figure(
                Figure(
                    title: title, meta: meta, chart: .line(chart),
                    chartCaption: activities.isEmpty ? words("trend.caption") : words("trend.caption_events"),
                    tables: [table(series)])))
    }

    private func title(from first: UseCount, to last: UseCount, required: Int) -> String {
        if last.using >= required { return words("trend.title_met") }
        if last.using > first.using {
            return words(
                "trend.title_grew",
                ["from": format.integer(first.using), "to": format.integer(last.using)])
        }
        return words("trend.title_flat", ["to": format.integer(last.using)])
    }

    private func description(_ series: [SeriesPoint], required: Int) -> String {
        guard let first = series.first(where: { $0.count != nil }), let last = series.last, let now = last.count,
            let start = first.count
        else { return "" }
        return words(
            "trend.description",
            [
                "from_month": format.month(first.day.month), "from": format.integer(start.using),
                "to_month": format.month(last.day.month), "to": format.integer(now.using),
                "required": format.integer(required),
            ])
    }

    private func table(_ series: [SeriesPoint]) -> Table {
        let target = setting.rules.municipalityTarget
        return Table(
            "trend", caption: words("trend.table"),
            columns: [
                Column("day", words("column.day")),
                Column("using", words("column.using"), unit: words("unit.offices"), .number),
                Column("eligible", words("column.eligible"), unit: words("unit.offices"), .number),
                Column("rate", words("column.rate"), unit: words("unit.percent_sign"), .number),
                Column("required", words("column.required"), unit: words("unit.offices"), .number),
                Column("state", words("column.state")),
            ],
            rows: series.map { point in
                Table.Row(
                    point.day.description,
                    [
                        .text(format.day(point.day)), setting.cell(point.using), .integer(point.eligible),
                        point.share.map { .rate($0) } ?? .missing(point.using.reason.map(setting.text) ?? ""),
                        point.eligible > 0
                            ? .integer(target.required(of: point.eligible))
                            : .missing(words("reason.no_office_in_scope")),
                        .state(setting.mark(point.judgement)),
                    ])
            })
    }
}
