import Adoption
import Analytics

/// A forecast under a supposition, and what was supposed.
package struct WhatIf: Sendable {
    /// The same forecast with the supposition in it.
    package var forecast: PrefectureForecast
    package var supposition: Supposition
    /// When the offices join; nil when none do.
    package var joinDay: Day?
    /// The month in which the offices that have not moved drop out; nil when that is not supposed.
    package var dropMonth: Month?

    package init(
        forecast: PrefectureForecast, supposition: Supposition, joinDay: Day?, dropMonth: Month?
    ) {
        self.forecast = forecast
        self.supposition = supposition
        self.joinDay = joinDay
        self.dropMonth = dropMonth
    }

    /// The supposed course beside the unchanged one, with all that was supposed.
    func block(setting: PageSetting, unchanged: ForecastView, subject: ForecastSubject) -> Block {
        let words = setting.words
        let supposed = ForecastView(setting: setting, forecast: forecast, subject: subject)
        return Block(
            "what_if",
            .panel(
                Panel(
                    title: words("forecast.what_if"), text: suppositions(setting).map { Line($0) },
                    table: supposed.map { table($0, beside: unchanged) },
                    note: [Line(words("forecast.what_if_note"))]
                        + (unchanged.isOpen ? [] : [Line(words("forecast.what_if_shut"))]),
                    explanation: Explanation(
                        shows: words("forecast.what_if_shows"), restsOn: words("forecast.what_if_rests_on"),
                        doesNotSay: words("forecast.what_if_does_not_say")))))
    }

    private func suppositions(_ setting: PageSetting) -> [String] {
        let (words, format) = (setting.words, setting.format)
        var lines: [String] = []
        if let joinDay {
            lines.append(
                words(
                    "forecast.if_joining",
                    ["count": format.integer(supposition.joining), "day": format.day(joinDay)]))
        }
        if let dropMonth {
            lines.append(
                words(
                    "forecast.if_unmoved",
                    ["count": format.integer(supposition.leaving), "month": format.month(dropMonth)]))
        }
        if !supposition.alreadyUsing.isEmpty {
            let numbers = format.list(supposition.alreadyUsing.map(\.description))
            lines.append(words("forecast.if_already", ["offices": numbers]))
        }
        if !supposition.outside.isEmpty {
            let numbers = format.list(supposition.outside.map(\.description))
            lines.append(words("forecast.if_outside", ["offices": numbers]))
        }
        return lines
    }

    private func table(_ supposed: ForecastView, beside unchanged: ForecastView) -> Table {
        let (words, lastMonth) = (unchanged.words, unchanged.lastMonth)
        func month(_ ahead: Int?) -> Cell {
            ahead.map { .month(lastMonth.advanced(by: $0)) } ?? .missing(words("forecast.never"))
        }
        func row(_ key: String, _ label: String, _ value: (ForecastView) -> Cell) -> Table.Row {
            Table.Row(key, [.text(label), value(unchanged), value(supposed)])
        }
        var rows = [row("pace", words("forecast.if_pace")) { month($0.paceMonths) }]
        if unchanged.isOpen {
            rows += [
                row("earliest", words("forecast.if_earliest")) { month($0.reach.earliest) },
                row("middle", words("forecast.if_middle")) { month($0.reach.middle) },
                row("latest", words("forecast.if_latest")) { month($0.reach.latest) },
            ]
        }
        for ahead in [3, 6, 12, 24, 36] where ahead <= unchanged.rows.count {
            let end = unchanged.format.month(lastMonth.advanced(by: ahead))
            let pace = words("forecast.if_pace_in", ["month": end, "unit": unchanged.unit])
            rows.append(row("pace_\(ahead)", pace) { .decimal($0.rows[ahead - 1].pace) })
            guard unchanged.isOpen else { continue }
            let chance = words("forecast.if_chance_in", ["month": end])
            rows.append(row("chance_\(ahead)", chance) { ForecastTables.chance($0.rows[ahead - 1].reach) })
        }
        return Table(
            "what_if", caption: words("forecast.what_if_table"),
            columns: [
                Column("measure", words("forecast.column_measure"), .prose),
                Column("unchanged", words("forecast.column_unchanged"), .number),
                Column("supposed", words("forecast.column_supposed"), .number),
            ], rows: rows)
    }
}
