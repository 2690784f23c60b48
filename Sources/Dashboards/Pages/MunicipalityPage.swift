import Adoption
import Analytics

/// 市町村: does my municipality meet the KPI, how many are missing, where do they stand, what has been tried?
package struct MunicipalityPage: Sendable {
    package var setting: PageSetting
    package var figures: MunicipalityFigures
    package var prefecture: PrefectureFigures
    /// Month ends, the last point is the as-of day.
    package var series: [SeriesPoint]
    package var breakdown: OfficeBreakdown
    package var lastMonth: FlowPeriod?
    package var lastYear: FlowPeriod?
    /// The activities of the municipality and of its prefecture, in the order of their days.
    package var activities: [OutreachOutcome]
    /// Blocks that other figures make for this page: segments ….
    package var further: [Block]

    package init(
        setting: PageSetting, figures: MunicipalityFigures, prefecture: PrefectureFigures, series: [SeriesPoint],
        breakdown: OfficeBreakdown, lastMonth: FlowPeriod? = nil, lastYear: FlowPeriod? = nil,
        activities: [OutreachOutcome] = [], further: [Block] = []
    ) {
        self.setting = setting.resting(on: figures.grounds)
        self.figures = figures
        self.prefecture = prefecture
        self.series = series
        self.breakdown = breakdown
        self.lastMonth = lastMonth
        self.lastYear = lastYear
        self.activities = activities
        self.further = further
    }

    private var words: Wording { setting.words }
    private var format: Format { setting.format }
    private var rule: KPIRule { setting.rules.municipality }
    private var area: Reference.Area { setting.area(figures.index) }

    package func page() -> Page {
        let prefecture = setting.reference.prefecture(figures.code.prefecture)
        let path = PagePath.municipality(figures.code.description)
        return Page(
            kind: .municipality, path: path, language: words.language,
            title: words("municipality.title", ["area": area.name]),
            kick: words("page.kick", ["area": setting.reference.fullName(area), "day": setting.day]),
            headline: headline, lead: lead, context: setting.context(rule, more: listDays),
            breadcrumb: [
                Crumb(words("national.crumb"), .national),
                Crumb(prefecture?.name ?? "", .prefecture(prefecture?.key ?? "")), Crumb(area.name, path),
            ],
            numbers: numbers, blocks: blocks, notes: setting.notes)
    }

    /// `市町村KPI（案）3割以上 ・ 2026年10月31日時点 ・ 92/412事業所`
    private var meta: String {
        setting.meta(rule, figures.count.map(setting.offices) ?? "")
    }

    private var blocks: [Block] {
        guard figures.eligible > 0 else { return [emptyBlock(words("empty.next_import"))] }
        let parts = BreakdownBlocks(setting: setting, breakdown: breakdown, meta: meta)
        let quality = QualityBlock(setting: setting, figures: figures).block()
        guard figures.isReported else {
            return [emptyBlock(words("empty.next_report")), parts.services(), quality]
        }
        var blocks: [Block] = []
        if let trend = TrendFigure(setting: setting, meta: meta, activities: activities).block(series) {
            blocks.append(trend)
        }
        blocks.append(
            LadderBlock(setting: setting, breakdown: breakdown, meta: meta, required: figures.required).block())
        let routes = RouteBlock(setting: setting, breakdown: breakdown, meta: meta, isJudged: true)
        blocks += [quality, parts.services(), routes.block(), parts.corporations()]
        if !activities.isEmpty {
            blocks.append(ActivityBlock(setting: setting, activities: activities).block(meta: meta))
        }
        if let lastYear, let change = ChangeBlock(setting: setting, period: lastYear).block() {
            blocks.append(change)
        }
        return blocks + further
    }

    private func emptyBlock(_ next: String) -> Block {
        let reason = figures.reasons.last.map(setting.text) ?? ""
        return Block("empty", .panel(Panel(title: reason, text: [Line(next)])))
    }
}

// MARK: - What is said first
extension MunicipalityPage {
    private var headline: String {
        let total = format.integer(figures.eligible)
        let share = setting.share(rule)
        switch figures.judgement {
        case .met:
            return words(
                "municipality.headline_met",
                ["area": area.name, "total": total, "using": format.integer(figures.using.value ?? 0), "share": share])
        case .notMet:
            return words(
                "municipality.headline_not_met",
                [
                    "area": area.name, "total": total, "using": format.integer(figures.using.value ?? 0),
                    "share": share, "needed": format.integer(figures.needed ?? 0),
                ])
        case .undecided: return words("municipality.headline_undecided", ["area": area.name, "total": total])
        case .notReported: return words("municipality.headline_not_reported", ["area": area.name, "total": total])
        case .notApplicable:
            return figures.reasons.contains(.noOfficeList)
                ? words("municipality.headline_no_list", ["area": area.name])
                : words("municipality.headline_no_office", ["area": area.name])
        }
    }

    private var lead: [Line] {
        var lines: [Line] = []
        if let lastMonth, figures.isReported, figures.eligible > 0, setting.knowsWhatFollowed(lastMonth.from) {
            lines.append(
                Line(
                    words(
                        "municipality.lead_month",
                        [
                            "new": format.integer(lastMonth.flow.usingCame),
                            "gone": format.integer(lastMonth.flow.usingWent),
                            "change": format.signed(lastMonth.flow.usingChange),
                        ])))
        }
        if let warning = setting.reportWarning { lines.append(warning) }
        if figures.grounds.withoutList == 0, let warning = setting.scopeWarning { lines.append(warning) }
        if figures.oneOfficeDecides, figures.isReported { lines.append(Line(words("municipality.lead_small"))) }
        if figures.certainty == .undecided, figures.judgement != .notReported {
            let count = format.integer(figures.bounds.toCheck)
            lines.append(Line(words("municipality.lead_undecided", ["count": count])))
        }
        return lines
    }

    /// How old the lists are that the figures rest on.
    private var listDays: [ContextLine] {
        let day = { (day: Day?) in day.map(format.day) ?? words("context.no_list") }
        return [
            ContextLine("office_list", words("context.office_list"), day(figures.latestOfficeList)),
            setting.reportLine ?? ContextLine("report", words("context.report"), day(figures.latestReport)),
        ]
    }

    private var numbers: [KeyNumber] {
        guard figures.eligible > 0 else { return [] }
        var numbers = [usingNumber, distanceNumber]
        numbers.append(
            KeyNumber(
                "certainty", label: words("number.certainty"),
                value: .text(setting.certaintyMark(figures.certainty).word), note: bounds))
        if let lastYear, figures.isReported { numbers.append(yearNumber(lastYear)) }
        return numbers
    }

    /// The two ends of the year against each other: who came and went in between is not in it.
    private func yearNumber(_ year: FlowPeriod) -> KeyNumber {
        guard setting.knowsWhatFollowed(year.from) else {
            let reason = words("number.no_later_report")
            return KeyNumber("year", label: words("number.year"), value: .missing(reason), note: reason)
        }
        return KeyNumber(
            "year", label: words("number.year"), value: .signed(year.flow.usingChange), after: words("unit.offices"),
            note: words(
                "number.year_note",
                [
                    "new": format.integer(year.flow.usingCame), "gone": format.integer(year.flow.usingWent),
                ]))
    }

    /// `率の範囲 24.5～25.2 %`; nothing to say when nothing is uncertain.
    private var bounds: String {
        if !figures.isReported { return words("reason.no_report") }
        let missing = setting.missingServices(of: rule).count
        if missing > 0 { return words("number.lists_missing", ["count": format.integer(missing)]) }
        guard figures.bounds.toCheck > 0, let lower = format.rate(figures.bounds.lower),
            let upper = format.rate(figures.bounds.upper)
        else { return words("number.bounds_none") }
        return words("number.bounds", ["lower": lower, "upper": upper])
    }

    private var usingNumber: KeyNumber {
        var note = figures.share.flatMap(format.rate).map { words("unit.percent", ["value": $0]) } ?? ""
        if let lastMonth, figures.isReported { note += setting.monthChange(lastMonth) }
        return KeyNumber(
            "using", label: words("number.using", ["stage": setting.name(rule.minimumStage)]),
            value: setting.cell(figures.using),
            after: words("unit.of_offices", ["total": format.integer(figures.eligible)]), note: note)
    }

    private var distanceNumber: KeyNumber {
        let label = words(
            "number.distance",
            ["share": setting.share(rule), "required": figures.required.map(format.integer) ?? Format.none])
        let state = setting.mark(figures.judgement)
        if figures.judgement == .met, let cushion = figures.cushion {
            return KeyNumber(
                "cushion", label: label, before: words("number.cushion"), value: .integer(cushion),
                after: words("unit.offices"), state: state)
        }
        return KeyNumber(
            "needed", label: label, before: figures.needed == nil ? "" : words("number.needed"),
            value: figures.needed.map { .integer($0) } ?? .missing(figures.reasons.first.map(setting.text) ?? ""),
            after: figures.needed == nil ? "" : words("unit.offices"), state: state)
    }
}

extension PageSetting {
    /// `、前月差 +4`: behind a rate. Without a later registration list there is no change to tell.
    func monthChange(_ month: FlowPeriod) -> String {
        knowsWhatFollowed(month.from)
            ? words("number.month_change", ["change": format.signed(month.flow.usingChange)])
            : words("number.month_unknown")
    }
}

extension UseFlow {
    /// Offices of n on the last day that were not in n on the first.
    var usingCame: Int { new + restarted + resumedUsing + movedInUsing }

    /// Offices of n on the first day that are not in n on the last: whatever the reason, a route that no longer counts
    /// among them.
    var usingWent: Int { withdrew + closedWhileUsing + pausedUsing + movedOutUsing }
}

/// What happened from a day to the as-of day.
package struct FlowPeriod: Sendable {
    package var from: Day
    package var flow: UseFlow
    /// Municipalities that the flow leaves out because their n is not known on one of the days.
    package var leftOut: Int

    package init(from: Day, flow: UseFlow, leftOut: Int = 0) {
        self.from = from
        self.flow = flow
        self.leftOut = leftOut
    }
}
