import Adoption
import Analytics

/// 全国: which prefectures meet the KPI, and how far are the others?
package struct NationalPage: Sendable {
    package var setting: PageSetting
    package var nation: NationalFigures
    /// In the order of the reference.
    package var prefectures: [PrefectureFigures]
    /// Month ends, the last point is the as-of day.
    package var series: [AreaSeriesPoint]

    package init(
        setting: PageSetting, nation: NationalFigures, prefectures: [PrefectureFigures], series: [AreaSeriesPoint]
    ) {
        self.setting = setting.resting(on: nation.grounds)
        self.nation = nation
        self.prefectures = prefectures
        self.series = series
    }

    private var words: Wording { setting.words }
    private var format: Format { setting.format }
    private var rule: KPIRule { setting.rules.prefecture }

    package func page() -> Page {
        Page(
            kind: .national, path: .national, language: words.language, title: words("national.title"),
            kick: words("page.kick", ["area": words("national.crumb"), "day": setting.day]), headline: headline,
            lead: lead, context: setting.context(rule), breadcrumb: [Crumb(words("national.crumb"), .national)],
            numbers: numbers, blocks: blocks, notes: setting.notes)
    }

    private var isEmpty: Bool { nation.municipalities.applicable == 0 }

    /// Whether any municipality could be judged: otherwise 0 met says nothing.
    private var isKnown: Bool { nation.municipalities.isKnown }

    private var meta: String {
        guard isKnown else { return setting.meta(rule, setting.unknownReason(nation.municipalities)) }
        let ratio = format.integer(nation.prefectures.met) + "/" + format.integer(nation.prefectures.applicable)
        return setting.meta(rule, words("national.meta", ["ratio": ratio]))
    }

    private var blocks: [Block] {
        guard !isEmpty else {
            return [
                Block(
                    "empty",
                    .panel(Panel(title: words("empty.nothing"), text: [Line(words("empty.next_import"))])))
            ]
        }
        let parts = NationalBlocks(setting: setting, prefectures: prefectures, meta: meta)
        var blocks = [parts.map()]
        if let distance = parts.distance() { blocks.append(distance) }
        blocks.append(parts.table(nation: nation))
        if let trend = nationTrend() { blocks.append(trend) }
        return blocks
    }

    private func nationTrend() -> Block? {
        let known = series.filter(\.isReported)
        guard known.count >= 2, let first = known.first, let last = known.last else { return nil }
        let values: KeyValuePairs = [
            "from_month": format.month(first.day.month), "from": format.integer(first.tally.met),
            "to_month": format.month(last.day.month), "to": format.integer(last.tally.met),
        ]
        let chart = LineChart(
            title: words("trend_national.chart"), description: words("trend_national.description", values),
            unit: words("unit.municipalities"),
            points: series.map { LineChart.Point($0.day, $0.isReported ? $0.tally.met : nil, target: nil) },
            targetLabel: "", lastLabel: words("trend_national.last", ["met": format.integer(last.tally.met)]),
            format: format)
        return Block(
            "trend",
            .figure(
                Figure(
                    title: words("trend_national.title", values)
                        + setting.peak(known.map { ($0.day, $0.tally.met) }),
                    meta: setting.meta(setting.rules.municipality),
                    chart: .line(chart), chartCaption: words("trend_national.caption"),
                    tables: [NationalBlocks.trendTable(series, setting: setting)])))
    }
}

// MARK: - What is said first
extension NationalPage {
    private var headline: String {
        guard !isEmpty else { return words("empty.nothing") }
        let tally = nation.prefectures
        guard isKnown else {
            return words("national.headline_not_reported", ["reason": setting.unknownReason(nation.municipalities)])
        }
        if let only { return headline(of: only) }
        if tally.met == 0, tally.notMet == 0 {
            return words("national.headline_open", ["total": format.integer(tally.applicable)])
        }
        if tally.met == 0 { return words("national.headline_none", ["total": format.integer(tally.applicable)]) }
        return words(
            "national.headline", ["total": format.integer(tally.applicable), "met": format.integer(tally.met)])
    }

    /// The one prefecture that can be judged, if there is only one: a count of one would be a strange sentence.
    private var only: PrefectureFigures? {
        nation.prefectures.applicable == 1 ? prefectures.first { $0.applicable > 0 } : nil
    }

    private func headline(of figures: PrefectureFigures) -> String {
        let name = setting.reference.prefecture(figures.number)?.name ?? ""
        return switch figures.judgement {
        case .met: words("national.headline_one_met", ["name": name])
        case .notMet: words("national.headline_one_not_met", ["name": name])
        case .undecided, .notReported, .notApplicable: words("national.headline_one_open", ["name": name])
        }
    }

    private var lead: [Line] {
        guard !isEmpty else { return [] }
        var lines: [Line] = []
        let near = prefectures.filter { $0.judgement == .notMet && $0.needed == 1 }
        if !near.isEmpty {
            lines.append(
                Line(words("national.lead_near", ["count": format.integer(near.count), "names": names(near)])))
        }
        if let warning = setting.reportWarning { lines.append(warning) }
        if let warning = setting.scopeWarning { lines.append(warning) }
        let withoutList = prefectures.count { AreaState($0) == .noOfficeList }
        if withoutList > 0 {
            lines.append(Line(words("national.lead_no_list", ["count": format.integer(withoutList)])))
        }
        if isKnown, nation.prefectures.open > 0 {
            let count = format.integer(nation.prefectures.open)
            lines.append(Line(words("national.lead_open", ["count": count])))
        }
        return lines
    }

    private func names(_ figures: [PrefectureFigures]) -> String {
        let names = figures.compactMap { setting.reference.prefecture($0.number)?.name }
        let shown = format.list(Array(names.prefix(8)))
        return names.count > 8 ? words("list.and_others", ["names": shown]) : shown
    }

    private func known(_ count: Int) -> Cell {
        isKnown ? .integer(count) : .missing(setting.unknownReason(nation.municipalities))
    }

    private var numbers: [KeyNumber] {
        guard !isEmpty else { return [] }
        let tally = nation.municipalities
        var numbers = [
            KeyNumber(
                "prefectures", label: words("number.met_prefectures"), value: known(nation.prefectures.met),
                after: words("unit.of_prefectures", ["total": format.integer(nation.prefectures.applicable)]),
                note: isKnown && nation.prefectures.open > 0
                    ? words("number.open_prefectures", ["count": format.integer(nation.prefectures.open)]) : ""),
            KeyNumber(
                "municipalities",
                label: words("number.met_municipalities", ["share": setting.share(setting.rules.municipality)]),
                value: known(tally.met),
                after: words("unit.of_municipalities", ["total": format.integer(tally.applicable)]),
                note: isKnown
                    ? format.rate(Fraction(tally.met, tally.applicable)).map {
                        words("unit.percent", ["value": $0])
                    } ?? "" : setting.unknownReason(tally)),
            KeyNumber(
                "not_reported", label: words("number.not_reported"), value: .integer(tally.notReported),
                after: words("unit.municipalities"),
                note: tally.notReported > 0
                    ? words("number.not_reported_note", ["count": format.integer(nation.eligibleNotReported)]) : ""),
        ]
        if nation.total.eligible > 0 {
            numbers.append(
                KeyNumber(
                    "using", label: words("number.using_nation"), value: .integer(nation.total.using),
                    after: words("unit.of_offices", ["total": format.integer(nation.total.eligible)]),
                    note: format.rate(nation.total.share).map { words("unit.percent", ["value": $0]) } ?? ""))
        }
        return numbers
    }
}
