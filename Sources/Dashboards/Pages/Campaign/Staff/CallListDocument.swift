import Adoption
import Analytics

/// 連絡が要る申込み: what each application waits for, the most urgent first, with whom to call where it is known.
package struct CallListDocument: Sendable {
    package var setting: PageSetting
    package var book: CampaignBook
    /// The most urgent first.
    package var waiting: [WaitingFor]
    package var names: [OfficeNumber: String]
    /// By receipt; none after the day on which contacts are deleted.
    package var contacts: [Int: CampaignContact]

    package init(
        setting: PageSetting, book: CampaignBook, waiting: [WaitingFor], names: [OfficeNumber: String],
        contacts: [Int: CampaignContact] = [:]
    ) {
        self.setting = setting
        self.book = book
        self.waiting = waiting
        self.names = names
        self.contacts = contacts
    }

    private var words: Wording { setting.words }
    private var format: Format { setting.format }

    package func page() -> Page? {
        guard let version = setting.version(of: book) else { return nil }
        let staff = StaffDocument(
            setting: setting, definition: version.definition, version: version.number, names: names)
        return staff.page(
            document: words("campaign.calls"), headline: headline, numbers: numbers,
            blocks: blocks(staff))
    }

    private func blocks(_ staff: StaffDocument) -> [Block] {
        let answers = book.enrollments.compactMap { answer($0, staff) }
        guard !waiting.isEmpty || !answers.isEmpty else { return [staff.empty(words("campaign.calls_none"))] }
        var blocks: [Block] = []
        if !answers.isEmpty {
            let figure = Figure(
                title: words("campaign.answers_title", ["count": format.integer(answers.count)]), meta: setting.day,
                tables: [answerTable(answers, staff)])
            blocks.append(Block("answers", .figure(figure)))
        }
        if !waiting.isEmpty {
            let figure = Figure(
                title: words("campaign.calls_title"), meta: setting.day, caption: words("campaign.calls_caption"),
                tables: [table(staff)], isLong: true)
            blocks.append(Block("calls", .figure(figure)))
        }
        return blocks
    }

    /// Who has to answer before a place is lost: an offered place, a partner's confirmation.
    private func answer(_ enrollment: Enrollment, _ staff: StaffDocument) -> Table.Row? {
        let (what, until, office): (String, Instant, OfficeNumber?)
        switch enrollment.place {
        case .offered(let deadline):
            (what, until, office) = (words("campaign.answer_offer"), deadline, enrollment.application.office)
        case .awaitingPartner(let deadline):
            (what, until, office) = (words("campaign.answer_partner"), deadline, enrollment.application.partner)
        default: return nil
        }
        return Table.Row(
            "\(enrollment.receipt)",
            [.text(format.instant(until)), .integer(enrollment.receipt)] + staff.officeCells(office) + [.text(what)]
                + (contacts.isEmpty ? [] : [.text(contactText(enrollment.receipt))]))
    }

    private func answerTable(_ rows: [Table.Row], _ staff: StaffDocument) -> Table {
        Table(
            "answers", caption: words("campaign.answers_table"),
            columns: [
                Column("until", words("campaign.column_due"), .prose),
                Column("receipt", words("campaign.column_receipt_short"), .number),
            ] + staff.officeColumns("office", words("campaign.column_office")) + [
                Column("what", words("campaign.column_reason"), .prose)
            ] + (contacts.isEmpty ? [] : [Column("contact", words("campaign.column_contact"), .prose)]),
            rows: rows)
    }

    private func contactText(_ receipt: Int) -> String {
        guard let contact = contacts[receipt] else { return "" }
        return [contact.person, contact.phone, contact.mail].filter { !$0.isEmpty }.joined(separator: " ")
    }

    private func count(_ marks: WaitingFor.Mark...) -> Int { waiting.count { marks.contains($0.mark) } }

    private var headline: String {
        guard !waiting.isEmpty else {
            let answers = book.enrollments.count { $0.isAwaited }
            return answers == 0
                ? words("campaign.calls_none")
                : words("campaign.answers_title", ["count": format.integer(answers)])
        }
        return words(
            "campaign.calls_headline",
            [
                "receipts": format.integer(Set(waiting.map(\.verdict.receipt)).count),
                "soon": format.integer(count(.overdue, .threeDays, .fourteenDays)),
            ])
    }

    private var numbers: [KeyNumber] {
        guard !waiting.isEmpty else { return [] }
        return WaitingFor.Mark.allCases.map { mark in
            let shown = setting.mark(mark)
            return KeyNumber(
                shown.key, label: shown.symbol + " " + shown.word, value: .integer(count(mark)),
                after: words("campaign.unit"))
        }
    }

    private func table(_ staff: StaffDocument) -> Table {
        Table(
            "calls", caption: words("campaign.calls_title"),
            columns: [
                Column("urgency", words("campaign.column_urgency")),
                Column("days_left", words("campaign.column_days_left"), unit: words("campaign.unit_days"), .number),
                Column("due", words("campaign.column_due"), .prose),
                Column("receipt", words("campaign.column_receipt_short"), .number),
            ] + staff.officeColumns("office", words("campaign.column_office")) + [
                Column("condition", words("campaign.column_condition"), .prose),
                Column("reason", words("campaign.column_reason"), .prose),
            ] + (contacts.isEmpty ? [] : [Column("contact", words("campaign.column_contact"), .prose)]),
            rows: waiting.map { row($0, staff) })
    }

    /// What is over has no days left: the mark says so, and the deadline since when.
    private func days(_ left: Int?) -> Cell {
        guard let left else { return .missing(words("campaign.no_day")) }
        return left < 0 ? .missing(words("campaign.call_overdue")) : .integer(left)
    }

    private func row(_ item: WaitingFor, _ staff: StaffDocument) -> Table.Row {
        let verdict = item.verdict
        let none = words("campaign.no_day")
        return Table.Row(
            "\(verdict.receipt)/\(verdict.condition.id)/\(verdict.party.rawValue)",
            [
                .state(setting.mark(item.mark)), days(item.daysLeft),
                verdict.due.map { .text($0.description) } ?? .missing(none), .integer(verdict.receipt),
            ] + staff.officeCells(verdict.office) + [
                .text(verdict.condition.title), .text(setting.text(verdict.reason)),
            ] + (contacts.isEmpty ? [] : [.text(contactText(verdict.receipt))]))
    }
}

extension Enrollment {
    /// Whether somebody has to answer before its deadline.
    fileprivate var isAwaited: Bool {
        switch place {
        case .offered, .awaitingPartner: true
        default: false
        }
    }
}
