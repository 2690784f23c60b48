import Adoption
import Analytics

/// 都道府県: which municipalities meet the KPI, which are near, who has not reported?
package struct PrefecturePage: Sendable {
    package var setting: PageSetting
    package var figures: PrefectureFigures
    /// Its municipalities in the order of their codes.
    package var municipalities: [MunicipalityFigures]
    /// Month ends, the last point is the as-of day.
    package var series: [AreaSeriesPoint]
    /// The points of each municipality, by its place in `Reference.municipalities`; the last thirteen are drawn.
    package var municipalitySeries: [Int: [SeriesPoint]]
    package var breakdown: OfficeBreakdown
    package var lastMonth: FlowPeriod?
    package var lastYear: FlowPeriod?
    /// Where the circles stand, by place in `Reference.municipalities`; absent where no coordinate is known.
    package var centres: [Int: OfficeCentre]
    /// The activities that were held for the whole prefecture, in the order of their days.
    package var activities: [OutreachOutcome]
    /// Blocks that other figures make for this page: segments ….
    package var further: [Block]

    package init(
        setting: PageSetting, figures: PrefectureFigures, municipalities: [MunicipalityFigures],
        series: [AreaSeriesPoint], municipalitySeries: [Int: [SeriesPoint]], breakdown: OfficeBreakdown,
        lastMonth: FlowPeriod? = nil, lastYear: FlowPeriod? = nil, centres: [Int: OfficeCentre] = [:],
        activities: [OutreachOutcome] = [], further: [Block] = []
    ) {
        self.setting = setting.resting(on: figures.grounds)
        self.figures = figures
        self.municipalities = municipalities
        self.series = series
        self.municipalitySeries = municipalitySeries
        self.breakdown = breakdown
        self.lastMonth = lastMonth
        self.lastYear = lastYear
        self.centres = centres
        self.activities = activities
        self.further = further
    }

    private var words: Wording { setting.words }
    private var format: Format { setting.format }
    private var rule: KPIRule { setting.rules.prefecture }
    private var name: String { setting.reference.prefecture(figures.number)?.name ?? "" }

    package func page() -> Page {
        let key = setting.reference.prefecture(figures.number)?.key ?? ""
        return Page(
            kind: .prefecture, path: .prefecture(key), language: words.language,
            title: words("prefecture.title", ["area": name]),
            kick: words("page.kick", ["area": name, "day": setting.day]), headline: headline, lead: lead,
            context: setting.context(rule),
            breadcrumb: [
                Crumb(words("national.crumb"), .national), Crumb(name, .prefecture(key)),
            ],
            numbers: numbers, blocks: blocks, notes: setting.notes)
    }

    private var blocks: [Block] {
        guard figures.applicable > 0 else {
            let reason = figures.reasons.first.map(setting.text) ?? words("empty.nothing")
            return [Block("empty", .panel(Panel(title: reason, text: [Line(words("empty.next_import"))])))]
        }
        let officeMeta = setting.meta(
            setting.rules.municipality, breakdown.isReported ? setting.offices(figures.total) : "")
        let parts = BreakdownBlocks(setting: setting, breakdown: breakdown, meta: officeMeta)
        var blocks = [
            MunicipalityTable(setting: setting, municipalities: municipalities, series: municipalitySeries)
                .block(meta: meta, total: figures.total)
        ]
        let map = MunicipalityMap(setting: setting, municipalities: municipalities, centres: centres)
        if let block = map.block(meta: officeMeta) { blocks.append(block) }
        if let reach = ReachBlock(setting: setting, figures: figures, municipalities: municipalities).block() {
            blocks.append(reach)
        }
        if let trend = PrefectureTrend(setting: setting, meta: meta).block(series) { blocks.append(trend) }
        blocks.append(PrefectureQuality(setting: setting, figures: figures).block())
        blocks.append(parts.services())
        guard breakdown.isReported else { return blocks }
        blocks.append(LadderBlock(setting: setting, breakdown: breakdown, meta: officeMeta, required: nil).block())
        let routes = RouteBlock(setting: setting, breakdown: breakdown, meta: officeMeta, isJudged: false)
        blocks += [routes.block(), parts.corporations()]
        if !activities.isEmpty {
            blocks.append(ActivityBlock(setting: setting, activities: activities).block(meta: officeMeta))
        }
        if let lastYear, let change = ChangeBlock(setting: setting, period: lastYear).block() {
            blocks.append(change)
        }
        return blocks + further
    }

    /// `都道府県KPI（案）5割以上 ・ 2026年10月31日時点 ・ 11/26市区町村が達成`
    private var meta: String {
        setting.meta(
            rule,
            figures.tally.isKnown
                ? words("prefecture.meta", ["ratio": format.ratio(figures.share)])
                : setting.unknownReason(figures.tally))
    }
}

// MARK: - What is said first
extension PrefecturePage {
    private var headline: String {
        let share = setting.share(setting.rules.municipality)
        let total = format.integer(figures.applicable)
        let met = format.integer(figures.met)
        switch figures.judgement {
        case .met: return words("prefecture.headline_met", ["area": name, "total": total, "met": met, "share": share])
        case .notMet where figures.met == 0:
            return words(
                "prefecture.headline_none",
                [
                    "area": name, "total": total, "share": share,
                    "needed": figures.needed.map(format.integer) ?? Format.none,
                ])
        case .notMet:
            return words(
                "prefecture.headline_not_met",
                [
                    "area": name, "total": total, "met": met, "share": share,
                    "needed": figures.needed.map(format.integer) ?? Format.none,
                ])
        case .undecided where figures.tally.notReported == figures.applicable:
            return words("prefecture.headline_not_reported", ["area": name])
        case .undecided, .notReported:
            return words(
                "prefecture.headline_undecided",
                [
                    "area": name, "total": total, "met": met, "share": share,
                    "open": format.integer(figures.tally.open),
                ])
        case .notApplicable:
            return figures.reasons.contains(.noOfficeList)
                ? words("prefecture.headline_no_list", ["area": name])
                : words("prefecture.headline_no_office", ["area": name])
        }
    }

    /// Municipalities that need one office more.
    private var nearest: [MunicipalityFigures] {
        municipalities.filter { $0.judgement == .notMet && $0.needed == 1 }
    }

    private func names(_ figures: [MunicipalityFigures], atMost limit: Int = 6) -> String {
        let shown = format.list(figures.prefix(limit).map { setting.area($0.index).name })
        return figures.count > limit ? words("list.and_others", ["names": shown]) : shown
    }

    private var lead: [Line] {
        var lines: [Line] = []
        if let warning = setting.reportWarning { lines.append(warning) }
        if figures.applicable > 0, let warning = setting.scopeWarning { lines.append(warning) }
        if figures.grounds.withoutList > 0, figures.applicable > 0 {
            let count = format.integer(figures.grounds.withoutList)
            lines.append(Line(words("prefecture.lead_no_list", ["count": count])))
        }
        if !nearest.isEmpty {
            lines.append(
                Line(
                    words(
                        "prefecture.lead_nearest",
                        ["count": format.integer(nearest.count), "names": names(nearest)])))
        }
        if figures.tally.notReported > 0, figures.tally.notReported < figures.applicable {
            let count = format.integer(figures.tally.notReported)
            lines.append(Line(words("prefecture.lead_not_reported", ["count": count])))
        }
        return lines
    }

    private var numbers: [KeyNumber] {
        guard figures.applicable > 0 else { return [] }
        let required = figures.required.map(format.integer) ?? Format.none
        let state = setting.mark(AreaState(figures))
        let unit = words("unit.municipalities")
        let isKnown = figures.tally.isKnown
        var numbers = [
            KeyNumber(
                "met", label: words("number.met_municipalities", ["share": setting.share(setting.rules.municipality)]),
                value: isKnown ? .integer(figures.met) : .missing(setting.unknownReason(figures.tally)),
                after: words("unit.of_municipalities", ["total": format.integer(figures.applicable)]),
                note: words("number.met_note", ["share": setting.share(rule), "required": required]), state: state)
        ]
        guard isKnown else { return numbers + [usingNumber] }
        if figures.judgement != .met, let needed = figures.needed {
            let cheapest = figures.cheapest
            numbers.append(
                KeyNumber(
                    "needed", label: words("number.distance_prefecture", ["share": setting.share(rule)]),
                    before: words("number.needed"), value: .integer(needed), after: unit,
                    note: cheapest.beyondKnown == 0 && !cheapest.municipalities.isEmpty
                        ? words("number.cheapest_note", ["offices": format.integer(cheapest.offices)]) : ""))
        }
        numbers.append(
            KeyNumber(
                "nearest", label: words("number.nearest"), value: .integer(nearest.count), after: unit,
                note: names(nearest, atMost: 4)))
        numbers.append(usingNumber)
        return numbers
    }

    private var usingNumber: KeyNumber {
        guard breakdown.isReported else {
            return KeyNumber(
                "using", label: words("number.using_area"), value: .missing(words("reason.no_report")),
                after: words("unit.of_offices", ["total": format.integer(figures.eligibleNotReported)]),
                note: words("reason.no_report"))
        }
        var note = format.rate(figures.total.share).map { words("unit.percent", ["value": $0]) } ?? ""
        if let lastMonth { note += setting.monthChange(lastMonth) }
        if figures.eligibleNotReported > 0 {
            note += words("number.without_unreported", ["count": format.integer(figures.eligibleNotReported)])
        }
        return KeyNumber(
            "using", label: words("number.using_area"), value: .integer(figures.total.using),
            after: words("unit.of_offices", ["total": format.integer(figures.total.eligible)]), note: note)
    }
}
