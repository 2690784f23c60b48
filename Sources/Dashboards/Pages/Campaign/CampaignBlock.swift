import Adoption
import Analytics

/// The campaigns of an area, on its page.
package struct CampaignBlock: Sendable {
    package var setting: PageSetting
    /// Those of the municipality and of its prefecture, or of the prefecture and its municipalities.
    package var reports: [CampaignReport]

    package init(setting: PageSetting, reports: [CampaignReport]) {
        self.setting = setting
        self.reports = reports
    }

    private var words: Wording { setting.words }
    private var format: Format { setting.format }

    /// Nil where there is none: an area without a campaign needs no word about it.
    package func block() -> Block? {
        guard !reports.isEmpty else { return nil }
        let unit = words("campaign.unit")
        let table = Table(
            "campaigns", caption: words("campaign.list_table"),
            columns: [
                Column("title", words("campaign.column_campaign"), .prose),
                Column("organiser", words("campaign.context_organiser"), .prose),
                Column("state", words("column.state")),
                Column("taken", words("campaign.column_taken"), unit: unit, .number),
                Column("places", words("campaign.column_places"), unit: unit, .number),
                Column("applied", words("campaign.column_applications"), unit: unit, .number),
                Column("won", words("campaign.column_won"), unit: words("unit.offices"), .strongNumber),
                Column("until", words("campaign.column_until")),
            ], rows: sorted.map(row))
        return Block(
            "campaigns",
            .figure(
                Figure(
                    title: title, meta: setting.day, caption: words("campaign.list_caption"), tables: [table],
                    isLong: true, explanation: setting.explanation(.list))))
    }

    /// Those that one may apply to first, then by the day on which they end.
    private var sorted: [CampaignReport] {
        let order = { (report: CampaignReport) -> Int in
            switch report.phase {
            case .open: 0
            case .full: 1
            case .announced: 2
            case .closed, .running: 3
            case .ended: 4
            }
        }
        return reports.sorted {
            (order($0), $0.definition.ends, $0.definition.id) < (order($1), $1.definition.ends, $1.definition.id)
        }
    }

    private func row(_ report: CampaignReport) -> Table.Row {
        let isAnnounced = report.phase == .announced
        let soon = words("campaign.phase_announced")
        return Table.Row(
            report.definition.id,
            [
                .link(report.definition.title, to: .campaign(report.definition.id)),
                .text(report.definition.organiser), .state(setting.mark(report.phase)),
                isAnnounced ? .missing(soon) : .integer(report.taken),
                report.places.map { .integer($0) } ?? .missing(words("campaign.no_limit")),
                isAnnounced ? .missing(soon) : .integer(report.figures.funnel.applied),
                isAnnounced ? .missing(soon) : .integer(report.figures.won.count), .text(until(report)),
            ])
    }

    private func until(_ report: CampaignReport) -> String {
        let definition = report.definition
        return switch report.phase {
        case .announced: words("campaign.until_opens", ["day": format.day(definition.opens.dayInJapan)])
        case .open, .full: words("campaign.until_closes", ["day": format.day(definition.lastRecruitingDay)])
        case .closed, .running, .ended: words("campaign.until_ends", ["day": format.day(definition.ends)])
        }
    }

    private var title: String {
        let open = sorted.filter { $0.phase == .open }
        guard let first = open.first else {
            return words("campaign.list_title", ["count": format.integer(reports.count)])
        }
        if open.count > 1 { return words("campaign.list_title_many", ["count": format.integer(open.count)]) }
        let day = format.day(first.definition.lastRecruitingDay)
        guard let left = first.left else {
            return words("campaign.list_title_open", ["campaign": first.definition.title, "day": day])
        }
        return words(
            "campaign.list_title_left",
            ["campaign": first.definition.title, "left": format.integer(left), "day": day])
    }
}
