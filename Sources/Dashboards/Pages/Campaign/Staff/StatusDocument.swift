import Adoption
import Analytics

/// いまの状況: where the campaign stands, and what is to be done next; for staff.
package struct StatusDocument: Sendable {
    package var setting: PageSetting
    package var book: CampaignBook
    package var report: CampaignReport
    package var waiting: [WaitingFor]
    package var names: [OfficeNumber: String]

    package init(
        setting: PageSetting, book: CampaignBook, report: CampaignReport, waiting: [WaitingFor],
        names: [OfficeNumber: String]
    ) {
        self.setting = setting
        self.book = book
        self.report = report
        self.waiting = waiting
        self.names = names
    }

    private var words: Wording { setting.words }
    private var format: Format { setting.format }

    package func page() -> Page? {
        let staff = StaffDocument(
            setting: setting, definition: report.definition, version: report.version, names: names)
        let open = CampaignPage(setting: setting, report: report).page()
        let parts = CampaignBlocks(setting: setting, report: report)
        var blocks = [parts.places(), pending(staff)].compactMap { $0 }
        if !waiting.isEmpty { blocks.append(urgent()) }
        blocks.append(parts.money())
        return staff.page(
            document: words("campaign.status"), headline: open.headline, numbers: open.numbers, blocks: blocks)
    }

    private func urgent() -> Block {
        let table = Table(
            "urgency", caption: words("campaign.status_urgent"),
            columns: [
                Column("urgency", words("campaign.column_urgency")),
                Column("count", words("campaign.column_count"), unit: words("campaign.unit"), .strongNumber),
            ],
            rows: WaitingFor.Mark.allCases.map { mark in
                Table.Row(
                    mark.rawValue,
                    [.state(setting.mark(mark)), .integer(waiting.count { $0.mark == mark })])
            })
        return Block(
            "urgent",
            .figure(
                Figure(
                    title: words("campaign.status_urgent"), meta: setting.day,
                    caption: words("campaign.status_urgent_caption", ["campaign": report.definition.id]),
                    tables: [table])))
    }

    /// Partners that have not confirmed, and offers without an answer, by their deadlines.
    private func pending(_ staff: StaffDocument) -> Block? {
        let open = book.enrollments.compactMap { enrollment -> (enrollment: Enrollment, until: Instant)? in
            switch enrollment.place {
            case .awaitingPartner(let until), .offered(let until): (enrollment, until)
            default: nil
            }
        }.sorted { ($0.until, $0.enrollment.receipt) < ($1.until, $1.enrollment.receipt) }
        guard !open.isEmpty else { return nil }
        let table = Table(
            "pending", caption: words("campaign.status_pending"),
            columns: [
                Column("until", words("campaign.column_due"), .prose),
                Column("receipt", words("campaign.column_receipt_short"), .number),
                Column("state", words("column.state"), .prose),
            ] + staff.officeColumns("office", words("campaign.column_office"))
                + staff.officeColumns("partner", words("campaign.column_partner_office")),
            rows: open.map { enrollment, until in
                let mark = setting.mark(enrollment.place)
                return Table.Row(
                    String(enrollment.receipt),
                    [.text(until.minuteInJapan), .integer(enrollment.receipt), .text(mark.symbol + mark.word)]
                        + staff.officeCells(enrollment.application.office)
                        + staff.officeCells(enrollment.application.partner))
            })
        return Block(
            "pending",
            .figure(
                Figure(
                    title: words("campaign.status_pending"), meta: setting.day, tables: [table], isLong: true)))
    }
}
