import Adoption
import Analytics

/// 条件の判定: every condition of every application, or of some, with its reason and evidence.
package struct ConditionsDocument: Sendable {
    package var setting: PageSetting
    package var book: CampaignBook
    package var verdicts: [EnrollmentVerdict]
    package var names: [OfficeNumber: String]

    package init(
        setting: PageSetting, book: CampaignBook, verdicts: [EnrollmentVerdict], names: [OfficeNumber: String]
    ) {
        self.setting = setting
        self.book = book
        self.verdicts = verdicts
        self.names = names
    }

    private var words: Wording { setting.words }
    private var format: Format { setting.format }

    package func page() -> Page? {
        guard let version = setting.version(of: book) else { return nil }
        let staff = StaffDocument(
            setting: setting, definition: version.definition, version: version.number, names: names)
        let met = verdicts.count { $0.state == .met }
        return staff.page(
            document: words("campaign.judged"),
            headline: verdicts.isEmpty
                ? words("campaign.empty")
                : words(
                    "campaign.judged_headline",
                    ["count": format.integer(verdicts.count), "met": format.integer(met)]),
            numbers: numbers, blocks: verdicts.map { block($0, staff) })
    }

    private var numbers: [KeyNumber] {
        guard verdicts.count > 1 else { return [] }
        return ConditionVerdict.State.allCases.map { state in
            let mark = setting.mark(state)
            return KeyNumber(
                mark.key, label: mark.symbol + " " + mark.word, value: .integer(verdicts.count { $0.state == state }),
                after: words("campaign.unit"))
        }
    }

    private func block(_ verdict: EnrollmentVerdict, _ staff: StaffDocument) -> Block {
        let offices = [verdict.applicant] + (verdict.partner.map { [$0] } ?? [])
        let frame = staff.definition.frame(verdict.frame)?.title ?? verdict.frame
        let mark = setting.mark(verdict.state)
        return Block(
            "conditions_\(verdict.receipt)",
            .figure(
                Figure(
                    title: words(
                        "campaign.judged_title",
                        [
                            "receipt": format.integer(verdict.receipt), "frame": frame,
                            "state": mark.symbol + mark.word,
                        ]),
                    meta: format.line(offices.map(staff.office) + [setting.day]),
                    tables: [table(verdict, staff, hasPartner: verdict.partner != nil)], isLong: true)))
    }

    private func table(_ verdict: EnrollmentVerdict, _ staff: StaffDocument, hasPartner: Bool) -> Table {
        Table(
            "conditions_\(verdict.receipt)",
            caption: words("campaign.judged_table", ["receipt": format.integer(verdict.receipt)]),
            columns: [
                Column("condition", words("campaign.column_condition"), .prose),
                Column("party", words("campaign.column_party"), .prose, use: hasPartner ? .everywhere : .data),
                Column("state", words("column.state")),
                Column("reason", words("campaign.column_reason"), .prose),
                Column("evidence", words("campaign.column_evidence"), .prose),
                Column("due", words("campaign.column_due"), .prose),
                Column("receipt", words("campaign.column_receipt"), .number, use: .data),
                Column("office_number", words("campaign.column_office_number"), use: .data),
                Column("office_name", words("campaign.column_office"), use: .data),
            ],
            rows: verdict.conditions.map { item in
                let title =
                    item.condition.isOptional
                    ? words("campaign.optional", ["title": item.condition.title]) : item.condition.title
                return Table.Row(
                    "\(verdict.receipt)/\(item.condition.id)/\(item.party.rawValue)",
                    [
                        .text(title), .text(setting.name(item.party)), .state(setting.mark(item.state)),
                        .text(setting.text(item.reason)), .text(staff.text(item.evidence)),
                        item.due.map { .text($0.description) } ?? .missing(words("campaign.no_day")),
                        .integer(verdict.receipt), .text(item.office?.description ?? ""),
                        .text(item.office.flatMap { names[$0] } ?? ""),
                    ])
            })
    }
}
