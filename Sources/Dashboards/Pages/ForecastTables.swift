import Adoption
import Analytics

/// The numbers of a forecast: month by month, and how it did in the past.
struct ForecastTables {
    let view: ForecastView

    private var words: Wording { view.words }
    private var format: Format { view.format }

    /// The pace line of the months ahead, and what an open gate lets see beside it.
    func months(rows: Int, id: String) -> Table {
        var columns = [
            Column("month", words("forecast.column_month")),
            Column("pace", words("forecast.column_pace"), unit: view.unit, .number),
        ]
        if view.isOpen {
            columns += [
                Column("low", words("forecast.column_low"), unit: view.unit, .number),
                Column("middle", words("forecast.column_middle"), unit: view.unit, .number),
                Column("high", words("forecast.column_high"), unit: view.unit, .number),
                Column(
                    "reach", words("forecast.column_reach", ["goal": view.goal]), unit: words("unit.percent_sign"),
                    .number),
            ]
        }
        return Table(
            id, caption: words("forecast.table", ["month": format.month(view.lastMonth)]), columns: columns,
            rows: view.rows.prefix(rows).map { row in
                let pace: Cell = view.isPrefecture ? .integer(Int(row.pace)) : .decimal(row.pace)
                let more: [Cell] =
                    view.isOpen
                    ? [.integer(row.low), .integer(row.middle), .integer(row.high), ForecastTables.chance(row.reach)]
                    : []
                return Table.Row(row.month.description, [.month(row.month), pace] + more)
            })
    }

    /// A probability in percent. Only what is certain is 100 % or 0 %: 99.97 % is shown as 99.9.
    static func chance(_ probability: Double) -> Cell {
        let perMille = Int((probability * 1000).rounded())
        let isCertain = probability >= 1 - 1e-9 || probability <= 1e-9
        return .share(Fraction(isCertain ? perMille : min(999, max(1, perMille)), 1000))
    }

    /// The measures of the backtest, the horizons side by side.
    func backtest() -> Table {
        let scores = view.forecast.backtest.scores
        let offices = words("unit.offices")
        let points = words("unit.points")
        let fold = words("forecast.unit_fold")
        let none = Cell.missing(words("forecast.untried"))
        func row(
            _ key: String, _ label: String, _ unit: String, _ value: (BacktestScore) -> Cell?
        ) -> Table.Row {
            Table.Row(key, [.text(label), .text(unit)] + scores.map { $0.trials > 0 ? value($0) ?? none : none })
        }
        func decimal(_ value: Double?) -> Cell? { value.map { .decimal($0) } }
        return Table(
            "backtest", caption: words("forecast.backtest_table"),
            columns: [
                Column("measure", words("forecast.column_measure"), .prose),
                Column("unit", words("forecast.column_unit")),
            ]
                + scores.map {
                    Column(
                        "ahead_\($0.horizon)",
                        words("forecast.column_ahead", ["horizon": format.integer($0.horizon)]), .number)
                },
            rows: [
                Table.Row(
                    "trials",
                    [.text(words("forecast.measure_trials")), .text(words("forecast.unit_times"))]
                        + scores.map { .integer($0.trials) }),
                row("error", words("forecast.measure_error"), offices) { .decimal($0.meanError.quotient) },
                row("pace_error", words("forecast.measure_pace_error"), offices) {
                    .decimal($0.meanPaceError.quotient)
                },
                row("points", words("forecast.measure_points"), points) { decimal($0.points) },
                row("pace_points", words("forecast.measure_pace_points"), points) { decimal($0.pacePoints) },
                row("scaled", words("forecast.measure_scaled"), fold) { decimal($0.scaled) },
                row("pace_scaled", words("forecast.measure_pace_scaled"), fold) { decimal($0.paceScaled) },
                row("covered", words("forecast.measure_covered"), words("unit.percent_sign")) { .share($0.coverage) },
                row("width", words("forecast.measure_width"), offices) { .decimal($0.meanWidth.quotient) },
                row("interval_score", words("forecast.measure_interval_score"), offices) { decimal($0.intervalScore) },
                row("pinball_low", words("forecast.measure_pinball_low"), offices) { decimal($0.pinball.first) },
                row("pinball_middle", words("forecast.measure_pinball_middle"), offices) {
                    decimal($0.pinball.dropFirst().first)
                },
                row("pinball_high", words("forecast.measure_pinball_high"), offices) { decimal($0.pinball.last) },
            ])
    }
}
