import Adoption
import Analytics

/// 受付簿: every application in the order of its receipt, with the instant to the second and every decision about its
/// place. Proves the order; for staff only.
package struct BookDocument: Sendable {
    package var setting: PageSetting
    package var book: CampaignBook
    package var names: [OfficeNumber: String]

    package init(setting: PageSetting, book: CampaignBook, names: [OfficeNumber: String]) {
        self.setting = setting
        self.book = book
        self.names = names
    }

    /// Nil for a campaign without any version.
    package func page() -> Page? {
        guard let version = setting.version(of: book) else { return nil }
        let staff = StaffDocument(
            setting: setting, definition: version.definition, version: version.number, names: names)
        let words = setting.words
        let count = book.enrollments.count
        let isEmpty = count == 0
        return staff.page(
            kind: .campaignBook, document: words("campaign.book"),
            headline: isEmpty
                ? words("campaign.book_empty")
                : words("campaign.book_headline", ["count": staff.format.integer(count)]),
            lead: [Line(words("campaign.book_lead"))],
            blocks: isEmpty
                ? [staff.empty(words("campaign.empty"))]
                : [
                    Block(
                        "book",
                        .figure(
                            Figure(
                                title: words("campaign.book_title"), meta: setting.day,
                                caption: words("campaign.book_caption"), tables: [table(staff)], isLong: true)))
                ])
    }

    private func table(_ staff: StaffDocument) -> Table {
        let words = setting.words
        return Table(
            "book", caption: words("campaign.book_table"),
            columns: [
                Column("receipt", words("campaign.column_receipt"), .number),
                Column("received_at", words("campaign.column_received_at"), .prose),
                Column("frame", words("campaign.column_frame"), .prose),
            ] + staff.officeColumns("office", words("campaign.column_office"))
                + staff.officeColumns("partner", words("campaign.column_partner_office")) + [
                    Column("state", words("column.state"), .prose),
                    Column("decisions", words("campaign.column_decisions"), .prose),
                    Column("channel", words("campaign.column_channel"), use: .data),
                    Column("version", words("campaign.context_rules"), .number, use: .data),
                ], rows: book.enrollments.map { row($0, staff) })
    }

    private func row(_ enrollment: Enrollment, _ staff: StaffDocument) -> Table.Row {
        let application = enrollment.application
        let mark = setting.mark(enrollment.place)
        let frame = staff.definition.frame(application.frame)?.title ?? application.frame
        return Table.Row(
            String(application.receipt),
            [.integer(application.receipt), .text(application.receivedAt.inJapan), .text(frame)]
                + staff.officeCells(application.office) + staff.officeCells(application.partner) + [
                    .text(mark.symbol + mark.word), .text(decisions(enrollment)),
                    .text(name(application.channel)), .integer(application.version),
                ])
    }

    private func name(_ channel: CampaignApplication.Channel) -> String {
        switch channel {
        case .web: setting.words("campaign.channel_web")
        case .staff: setting.words("campaign.channel_staff")
        case .list: setting.words("campaign.channel_list")
        }
    }

    /// `2026-10-01 09:00:03 参加決定`, in the order of the record.
    private func decisions(_ enrollment: Enrollment) -> String {
        enrollment.steps.filter(\.kind.isDecision).map { step in
            step.recordedAt.inJapan + " " + setting.name(step.kind) + why(step)
        }.joined(separator: " / ")
    }

    /// Why an application was refused: the 受付簿 is what a dispute is settled with.
    private func why(_ step: EnrollmentStep) -> String {
        guard step.kind == .ineligible else { return "" }
        if step.subject == CampaignBook.full {
            return setting.words("campaign.book_why", ["why": setting.words("campaign.book_full")])
        }
        let reason = CampaignReason.Key(rawValue: step.subject).map { setting.words.sentence(CampaignReason($0)) }
        let why = reason ?? step.evidence
        return why.isEmpty ? "" : setting.words("campaign.book_why", ["why": why])
    }
}

extension PageSetting {
    /// The version in force at the end of the page's day.
    func version(of book: CampaignBook) -> CampaignVersion? { book.version(asOf: asOf) }
}
