import Adoption
import Analytics

/// The shortest way to the prefecture's target: the municipalities with the smallest needs.
struct ReachBlock {
    let setting: PageSetting
    let figures: PrefectureFigures
    let municipalities: [MunicipalityFigures]

    private var words: Wording { setting.words }
    private var format: Format { setting.format }

    /// Nil when the target is met (there is nothing to reach) and while nothing is known.
    func block() -> Block? {
        guard figures.judgement != .met, figures.tally.isKnown, let needed = figures.needed, needed > 0 else {
            return nil
        }
        let cheapest = figures.cheapest
        let byIndex = Dictionary(municipalities.map { ($0.index, $0) }, uniquingKeysWith: { first, _ in first })
        let chosen = cheapest.municipalities.compactMap { byIndex[$0] }
        let share = setting.share(setting.rules.prefecture)
        var text: [Line] = []
        if !chosen.isEmpty {
            text.append(
                Line(
                    words(
                        "reach.text",
                        [
                            "count": format.integer(chosen.count), "offices": format.integer(cheapest.offices),
                            "required": figures.required.map(format.integer) ?? Format.none, "share": share,
                        ])))
        }
        if cheapest.beyondKnown > 0 {
            text.append(Line(words("reach.beyond", ["count": format.integer(cheapest.beyondKnown)])))
        }
        return Block(
            "reach",
            .panel(
                Panel(
                    title: words("reach.title", ["needed": format.integer(needed)]), text: text,
                    table: chosen.isEmpty ? nil : table(chosen, offices: cheapest.offices),
                    note: chosen.isEmpty ? [] : [Line(words("reach.note"))])))
    }

    private func table(_ chosen: [MunicipalityFigures], offices: Int) -> Table {
        Table(
            "reach", caption: words("reach.table"),
            columns: [
                Column("municipality", words("column.municipality")),
                Column("ratio", words("column.ratio"), unit: words("unit.offices"), .number),
                Column("needed", words("column.needed"), unit: words("unit.offices"), .strongNumber),
            ],
            rows: chosen.map { figures in
                Table.Row(
                    figures.code.description,
                    [
                        setting.areaCell(figures.index),
                        figures.share.map { .ratio($0) } ?? .missing(words("reason.no_report")),
                        figures.needed.map { .integer($0) } ?? .missing(words("reason.no_report")),
                    ])
            },
            total: Table.Row("total", [.text(words("row.total")), .text(""), .integer(offices)]))
    }
}

/// How many municipalities met the KPI, month by month, against the number that the prefecture's rule asks for.
struct PrefectureTrend {
    let setting: PageSetting
    let meta: String

    private var words: Wording { setting.words }
    private var format: Format { setting.format }

    func block(_ series: [AreaSeriesPoint]) -> Block? {
        let target = setting.rules.prefectureTarget
        let known = series.filter(\.isReported)
        guard known.count >= 2, let first = known.first, let last = known.last else { return nil }
        let points = series.map { point in
            LineChart.Point(
                point.day, point.isReported ? point.tally.met : nil,
                target: point.tally.applicable > 0 ? target.required(of: point.tally.applicable) : nil)
        }
        let required = format.integer(target.required(of: last.tally.applicable))
        let values: KeyValuePairs = [
            "from_month": format.month(first.day.month), "from": format.integer(first.tally.met),
            "to_month": format.month(last.day.month), "to": format.integer(last.tally.met), "required": required,
        ]
        let chart = LineChart(
            title: words("trend_prefecture.chart"), description: words("trend_prefecture.description", values),
            unit: words("unit.municipalities"), points: points,
            targetLabel: words(
                "trend_prefecture.target",
                ["share": setting.share(setting.rules.prefecture), "required": required]),
            lastLabel: words("trend_prefecture.last", ["met": format.integer(last.tally.met)]), format: format)
        let title =
            (last.tally.met > first.tally.met
                ? words("trend_prefecture.title", values) : words("trend_prefecture.title_plain", values))
            + setting.peak(known.map { ($0.day, $0.tally.met) })
        return Block(
            "trend",
            .figure(
                Figure(
                    title: title, meta: meta, chart: .line(chart),
                    chartCaption: words("trend_prefecture.caption"), tables: [table(series)])))
    }

    private func table(_ series: [AreaSeriesPoint]) -> Table {
        let municipalities = words("unit.municipalities_head")
        return Table(
            "trend", caption: words("trend_prefecture.table"),
            columns: [
                Column("day", words("column.day")),
                Column("met", words("column.met"), unit: municipalities, .number),
                Column("applicable", words("column.applicable"), unit: municipalities, .number),
                Column("not_reported", words("column.not_reported"), unit: municipalities, .number),
                Column("using", words("column.using"), unit: words("unit.offices"), .number),
                Column("eligible", words("column.eligible"), unit: words("unit.offices"), .number),
                Column("rate", words("column.rate"), unit: words("unit.percent_sign"), .number),
            ],
            rows: series.map { point in
                let missing = Cell.missing(words("reason.no_report"))
                let isKnown = point.isReported
                return Table.Row(
                    point.day.description,
                    [
                        .text(format.day(point.day)), isKnown ? .integer(point.tally.met) : missing,
                        .integer(point.tally.applicable), .integer(point.tally.notReported),
                        isKnown ? .integer(point.total.using) : missing,
                        isKnown ? .integer(point.total.eligible) : missing,
                        isKnown ? .rate(point.total.share) : missing,
                    ])
            })
    }
}

/// What the prefecture's figures do not contain.
struct PrefectureQuality {
    let setting: PageSetting
    let figures: PrefectureFigures

    private var words: Wording { setting.words }

    func block() -> Block {
        let tally = figures.tally
        let row = { (key: String, label: String, value: Int) in Table.Row(key, [.text(label), .integer(value)]) }
        let table = Table(
            "quality", caption: words("quality_area.table"),
            columns: [Column("item", words("column.item")), Column("value", words("column.value"), .number)],
            rows: [
                row("not_reported", words("quality_area.not_reported"), tally.notReported),
                row("eligible_not_reported", words("quality_area.eligible"), figures.eligibleNotReported),
                row(
                    "not_applicable", words("quality_area.not_applicable"),
                    tally.notApplicable - figures.grounds.withoutList),
                row("no_office_list", words("quality_area.no_office_list"), figures.grounds.withoutList),
                row("suspended", words("quality_area.suspended"), figures.suspended),
                row("orphans", words("quality_area.orphans"), figures.orphans),
            ])
        let state = setting.certaintyMark(figures.certainty).word
        let missing = setting.missingLists
        return Block(
            "quality",
            .panel(
                Panel(
                    title: words("quality.title", ["state": state]), text: missing.isEmpty ? [Line(sentence)] : missing,
                    table: table,
                    note: [Line(words("quality_area.note"))])))
    }

    private var sentence: String {
        switch figures.certainty {
        case .met: words("quality_area.met")
        case .notMet: words("quality_area.not_met")
        case .undecided: words("quality_area.undecided")
        case .notApplicable: words("quality.not_applicable")
        }
    }
}
