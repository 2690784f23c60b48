import Adoption
import Analytics

/// 普及の段階: how far has take-up come, who is there, how many are wanted next?
package struct SegmentsPage: Sendable {
    package enum Subject: Sendable {
        case municipality(MunicipalityFigures)
        /// With its municipalities in the order of their codes.
        case prefecture(PrefectureFigures, [MunicipalityFigures])
    }

    package var setting: PageSetting
    package var subject: Subject
    /// Nil while n is not known or nothing is in scope.
    package var area: AreaSegments?
    package var parts: SegmentParts?
    /// Nil where no office was asked.
    package var attitudes: AttitudeTable?

    package init(
        setting: PageSetting, subject: Subject, area: AreaSegments?, parts: SegmentParts?,
        attitudes: AttitudeTable? = nil
    ) {
        switch subject {
        case .municipality(let figures): self.setting = setting.resting(on: figures.grounds)
        case .prefecture(let figures, _): self.setting = setting.resting(on: figures.grounds)
        }
        self.subject = subject
        self.area = area
        self.parts = parts
        self.attitudes = attitudes
    }

    private var words: Wording { setting.words }
    private var format: Format { setting.format }
    private var rule: KPIRule { setting.rules.municipality }

    package func page() -> Page {
        let crumb = Crumb(words("segments.crumb"), .segments(of: areaPath))
        return Page(
            kind: .segments, path: crumb.path, language: words.language,
            title: words("segments.page_title", ["area": name]),
            kick: words("page.kick", ["area": fullName, "day": setting.day]), headline: headline, lead: lead,
            context: setting.context(rule), breadcrumb: [Crumb(words("national.crumb"), .national)] + trail + [crumb],
            numbers: numbers, blocks: blocks, notes: setting.notes)
    }

    private var blocks: [Block] {
        guard let area, let parts else { return [emptyBlock] }
        let meta = setting.meta(rule, setting.offices(area.count))
        let tables = SegmentTables(setting: setting, meta: meta, isLabelled: area.basis != .none)
        let curve = SegmentsBlock(setting: setting, area: area, isPrefecture: isPrefecture)
        var blocks = [curve.block(), curve.counts()]
        if case .prefecture(_, let municipalities) = subject { blocks.append(tables.municipalities(municipalities)) }
        blocks += [tables.services(parts), tables.corporations(parts)]
        if let attitudes, let block = tables.attitudes(attitudes) { blocks.append(block) }
        return blocks
    }

    private var emptyBlock: Block {
        Block(
            "empty",
            .panel(
                Panel(
                    title: missing.map(setting.text) ?? words("empty.nothing"),
                    text: [Line(isListed ? words("empty.next_report") : words("empty.next_import"))])))
    }
}

// MARK: - the subject
extension SegmentsPage {
    private var isPrefecture: Bool {
        if case .prefecture = subject { true } else { false }
    }

    private var prefecture: Reference.Prefecture? {
        switch subject {
        case .municipality(let figures): setting.reference.prefecture(figures.code.prefecture)
        case .prefecture(let figures, _): setting.reference.prefecture(figures.number)
        }
    }

    private var name: String {
        switch subject {
        case .municipality(let figures): setting.area(figures.index).name
        case .prefecture: prefecture?.name ?? ""
        }
    }

    private var fullName: String {
        switch subject {
        case .municipality(let figures): setting.reference.fullName(setting.area(figures.index))
        case .prefecture: name
        }
    }

    private var areaPath: PagePath {
        switch subject {
        case .municipality(let figures): .municipality(figures.code.description)
        case .prefecture: .prefecture(prefecture?.key ?? "")
        }
    }

    private var trail: [Crumb] {
        let prefectureCrumb = Crumb(prefecture?.name ?? "", .prefecture(prefecture?.key ?? ""))
        return isPrefecture ? [prefectureCrumb] : [prefectureCrumb, Crumb(name, areaPath)]
    }

    /// Offices in scope are known, whether or not their use is.
    private var isListed: Bool {
        switch subject {
        case .municipality(let figures): figures.eligible > 0
        case .prefecture(let figures, _): figures.applicable > 0
        }
    }

    /// Why there are no segments.
    private var missing: Reason? {
        switch subject {
        case .municipality(let figures): figures.using.reason ?? figures.reasons.last
        case .prefecture(let figures, _):
            figures.applicable == 0
                ? figures.reasons.first : (figures.tally.undecided > 0 ? .noExchangeRecords : .noReport)
        }
    }
}

// MARK: - What is said first
extension SegmentsPage {
    private var headline: String {
        guard let area else {
            switch missing {
            case .noOfficeList: return words("municipality.headline_no_list", ["area": name])
            case .noReport: return words("segments.headline_not_reported", ["area": name])
            case .noExchangeRecords: return words("segments.headline_no_exchange", ["area": name])
            default: return words("municipality.headline_no_office", ["area": name])
            }
        }
        let total = format.integer(area.count.eligible)
        guard let category = area.stage?.category else {
            return words("segments.headline_none", ["area": name, "total": total])
        }
        return words(
            "segments.headline",
            [
                "area": name, "total": total, "using": format.integer(area.count.using),
                "number": format.integer(category.position + 1), "stage": setting.name(category),
            ])
    }

    private var lead: [Line] {
        var lines = [Line(words("segments.lead_theory"))]
        if let area {
            if let category = area.stage?.category, let progress = area.stage?.progress {
                lines.append(
                    Line(
                        words(
                            "segments.lead_stage",
                            ["range": setting.range(category), "progress": format.share(progress) ?? Format.none])))
            }
            lines.append(Line(target(area)))
        }
        if let warning = setting.reportWarning { lines.append(warning) }
        if setting.grounds.withoutList == 0, let warning = setting.scopeWarning { lines.append(warning) }
        return lines
    }

    private func target(_ area: AreaSegments) -> String {
        let share = setting.share(rule)
        let focus = format.integer(area.layers.focus)
        switch (isPrefecture, area.layers.focus > 0) {
        case (false, true): return words("segments.lead_focus", ["share": share, "focus": focus])
        case (false, false): return words("segments.lead_met", ["share": share])
        case (true, true): return words("segments.lead_focus_prefecture", ["share": share, "focus": focus])
        case (true, false): return words("segments.lead_met_prefecture", ["share": share])
        }
    }

    private var numbers: [KeyNumber] {
        guard let area else { return [] }
        let rate = format.rate(area.count.share).map { words("unit.percent", ["value": $0]) } ?? ""
        var numbers = [
            KeyNumber(
                "applied", label: words("segments.applied"), value: .integer(area.layers.applied),
                after: words("unit.of_offices", ["total": format.integer(area.count.eligible)]), note: rate),
            KeyNumber(
                "focus", label: words("segments.focus"), before: words("number.needed"),
                value: .integer(area.layers.focus), after: words("unit.offices"),
                note: words("segments.focus_note", ["share": setting.share(rule)])),
            KeyNumber(
                "prospects", label: words("segments.prospects"), value: .integer(area.layers.prospects),
                after: words("unit.offices"), note: words("segments.prospects_note")),
        ]
        if area.ended > 0 {
            numbers.append(
                KeyNumber(
                    "ended", label: words("segments.ended"), value: .integer(area.ended),
                    after: words("unit.offices"), note: words("segments.ended_note")))
        }
        return numbers
    }
}
