import Adoption
import Analytics

/// キャンペーン: how many places are taken and left, until when, what has become of those who applied, and how far the
/// municipality's KPI is. Names no office: its counts are the municipality's own statement.
package struct CampaignPage: Sendable {
    package var setting: PageSetting
    package var report: CampaignReport
    /// The municipality that runs it, on the day; nil for a prefecture's campaign.
    package var municipality: MunicipalityFigures?

    package init(setting: PageSetting, report: CampaignReport, municipality: MunicipalityFigures? = nil) {
        self.setting = setting
        self.report = report
        self.municipality = municipality
    }

    private var words: Wording { setting.words }
    private var format: Format { setting.format }
    private var definition: CampaignDefinition { report.definition }
    private var figures: CampaignFigures { report.figures }

    package func page() -> Page {
        let parts = CampaignBlocks(setting: setting, report: report)
        return Page(
            kind: .campaign, path: .campaign(definition.id), language: words.language, title: definition.title,
            kick: format.line([definition.organiser, definition.title, setting.day]), headline: headline, lead: lead,
            context: setting.campaignContext(definition, version: report.version),
            breadcrumb: setting.campaignCrumbs(definition), numbers: numbers, blocks: parts.blocks(),
            notes: [Line(words("campaign.note_counts")), Line(words("campaign.note_states"))])
    }
}

// MARK: - What is said first
extension CampaignPage {
    private var headline: String {
        let taken = format.integer(report.taken)
        let until = setting.minute(definition.lastRecruitingInstant)
        switch report.phase {
        case .announced:
            let from = setting.minute(definition.opens)
            guard let places = report.places else { return words("campaign.headline_announced", ["from": from]) }
            return words(
                "campaign.headline_announced_places", ["from": from, "places": format.integer(places)])
        case .open:
            guard let places = report.places, let left = report.left else {
                return words("campaign.headline_open", ["taken": taken, "until": until])
            }
            return words(
                "campaign.headline_open_places",
                [
                    "places": format.integer(places), "taken": taken, "left": format.integer(left), "until": until,
                ])
        case .full: return words("campaign.headline_full", ["taken": taken, "until": until])
        case .closed:
            return words("campaign.headline_closed", ["taken": taken, "begins": format.day(definition.begins)])
        case .running:
            return words(
                "campaign.headline_running",
                [
                    "taken": taken, "started": format.integer(figures.funnel.started),
                    "ends": format.day(definition.ends),
                ])
        case .ended:
            return words(
                "campaign.headline_ended",
                [
                    "taken": taken, "completed": format.integer(figures.funnel.completed),
                    "ends": format.day(definition.ends),
                ])
        }
    }

    private var lead: [Line] {
        var lines = [Line(definition.texts.summary)]
        if report.phase == .full {
            lines.append(
                Line(report.takesWaiting ? words("campaign.lead_waiting") : words("campaign.lead_no_waiting")))
        }
        if let line = distance { lines.append(line) }
        return lines
    }

    /// あとn事業所 of the municipality that runs the campaign.
    private var distance: Line? {
        guard let municipality else { return nil }
        let area = setting.area(municipality.index).name
        let share = setting.share(setting.rules.municipality)
        switch municipality.judgement {
        case .met: return Line(words("campaign.lead_met", ["area": area, "share": share]))
        case .notMet:
            return Line(
                words(
                    "campaign.lead_needed",
                    ["area": area, "share": share, "needed": format.integer(municipality.needed ?? 0)]))
        case .undecided, .notReported, .notApplicable: return nil
        }
    }

    private var numbers: [KeyNumber] {
        guard report.phase != .announced else { return [] }
        return [takenNumber, startedNumber, wonNumber, moneyNumber].compactMap { $0 }
    }

    private var takenNumber: KeyNumber {
        var notes: [String] = []
        if let left = report.left { notes.append(words("campaign.left", ["count": format.integer(left)])) }
        if report.waiting > 0 { notes.append(words("campaign.waiting", ["count": format.integer(report.waiting)])) }
        return KeyNumber(
            "taken", label: words("campaign.number_taken"), value: .integer(report.taken),
            after: report.places.map { words("campaign.of_places", ["total": format.integer($0)]) }
                ?? words("campaign.unit"),
            note: format.list(notes))
    }

    private var startedNumber: KeyNumber {
        KeyNumber(
            "started", label: words("campaign.number_started"), value: .integer(figures.funnel.started),
            after: words("campaign.of_accepted", ["total": format.integer(figures.funnel.accepted)]),
            note: words("campaign.number_started_note", ["count": format.integer(figures.funnel.completed)]))
    }

    private var wonNumber: KeyNumber {
        var note = ""
        if let municipality, let needed = municipality.needed, municipality.judgement == .notMet {
            note = words("campaign.number_won_note", ["needed": format.integer(needed)])
        }
        return KeyNumber(
            "won", label: words("campaign.number_won"), value: .integer(figures.won.count),
            after: words("unit.offices"), note: note)
    }

    private var moneyNumber: KeyNumber {
        let money = figures.money
        let note =
            money.budget.map { words("campaign.number_due_note", ["budget": format.integer($0)]) }
            ?? words("campaign.no_budget")
        return KeyNumber(
            "due", label: words("campaign.number_due"), value: .integer(money.due), after: words("unit.yen"),
            note: note)
    }
}

// MARK: - What the pages of a campaign share
extension PageSetting {
    /// `2026年12月25日 17:00`
    func minute(_ instant: Instant) -> String { format.instant(instant) }

    func campaignCrumbs(_ definition: CampaignDefinition) -> [Crumb] {
        var crumbs = [Crumb(words("national.crumb"), .national)]
        if let prefecture = reference.prefecture(definition.area.prefecture) {
            crumbs.append(Crumb(prefecture.name, .prefecture(prefecture.key)))
        }
        if let index = reference.municipalityIndex(of: definition.area), published.contains(index) {
            crumbs.append(Crumb(area(index).name, .municipality(area(index).code.description)))
        }
        return crumbs + [Crumb(definition.title, .campaign(definition.id))]
    }

    func campaignContext(_ definition: CampaignDefinition, version: Int) -> Context {
        let known = words(
            "context.known_at_value",
            ["instant": format.instant(knownAt), "revision": format.integer(Int(revision))])
        let name = words("campaign.version", ["number": format.integer(version)])
        return Context(
            asOf: asOf, knownAt: knownAt, revision: Int(revision), brief: name,
            lines: [
                ContextLine("version", words("campaign.context_rules"), name),
                ContextLine("organiser", words("campaign.context_organiser"), definition.organiser),
                ContextLine(
                    "recruitment", words("campaign.context_recruitment"),
                    words(
                        "campaign.span",
                        ["from": minute(definition.opens), "to": minute(definition.lastRecruitingInstant)])),
                ContextLine(
                    "period", words("campaign.context_period"),
                    words(
                        "campaign.span",
                        ["from": format.day(definition.begins), "to": format.day(definition.ends)])),
                ContextLine("as_of", words("context.day"), format.day(asOf)),
                ContextLine("known_at", words("context.known_at"), known),
            ])
    }
}
