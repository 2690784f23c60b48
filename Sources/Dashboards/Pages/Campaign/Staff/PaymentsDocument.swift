import Adoption
import Analytics

/// 支払い: what each office is to be paid, why, and what was paid, against the budget.
package struct PaymentsDocument: Sendable {
    package var setting: PageSetting
    package var book: CampaignBook
    package var money: CampaignMoney
    package var names: [OfficeNumber: String]

    package init(
        setting: PageSetting, book: CampaignBook, money: CampaignMoney, names: [OfficeNumber: String]
    ) {
        self.setting = setting
        self.book = book
        self.money = money
        self.names = names
    }

    private var words: Wording { setting.words }
    private var format: Format { setting.format }

    package func page() -> Page? {
        guard let version = setting.version(of: book) else { return nil }
        let staff = StaffDocument(
            setting: setting, definition: version.definition, version: version.number, names: names)
        return staff.page(
            document: words("campaign.payments"), headline: headline, numbers: numbers,
            blocks: money.payments.isEmpty
                ? [staff.empty(words("campaign.payments_none"))]
                : [
                    Block(
                        "payments",
                        .figure(
                            Figure(
                                title: words("campaign.payments_title"), meta: setting.day,
                                caption: words("campaign.payments_caption"), tables: [table(staff)], isLong: true)))
                ])
    }

    private var headline: String {
        guard !money.payments.isEmpty else { return words("campaign.payments_none") }
        return words(
            "campaign.payments_headline",
            [
                "payable": format.integer(money.payable),
                "count": format.integer(money.payments.count { $0.payable > 0 }), "paid": format.integer(money.paid),
            ])
    }

    private var numbers: [KeyNumber] {
        let yen = words("unit.yen")
        let number = { (key: String, label: String, value: Int?, missing: String) in
            KeyNumber(
                key, label: label, value: value.map { .integer($0) } ?? .missing(missing),
                after: value == nil ? "" : yen,
                note: value == nil ? missing : "")
        }
        var numbers = [
            number("budget", words("campaign.money_budget"), money.budget, words("campaign.no_budget")),
            number("due", words("campaign.money_due"), money.due, ""),
            number("paid", words("campaign.money_paid"), money.paid, ""),
            number("left", words("campaign.money_left"), money.left, words("campaign.no_budget")),
        ]
        if money.beyondBudget > 0 {
            numbers.append(number("beyond_budget", words("campaign.money_beyond"), money.beyondBudget, ""))
        }
        return numbers
    }

    private func table(_ staff: StaffDocument) -> Table {
        let yen = words("unit.yen")
        return Table(
            "payments", caption: words("campaign.payments_title"),
            columns: [Column("receipt", words("campaign.column_receipt_short"), .number)]
                + staff.officeColumns("office", words("campaign.column_office")) + [
                    Column("state", words("column.state"), .prose),
                    Column("due", words("campaign.column_due_amount"), unit: yen, .number),
                    Column("paid", words("campaign.column_paid"), unit: yen, .number),
                    Column("payable", words("campaign.column_payable"), unit: yen, .strongNumber),
                    Column("basis", words("campaign.column_basis"), .prose),
                    Column("evidence", words("campaign.column_evidence"), .prose),
                ], rows: money.payments.map { row($0, staff) }, total: total)
    }

    private func row(_ payment: CampaignPayment, _ staff: StaffDocument) -> Table.Row {
        let mark = setting.mark(payment.state)
        return Table.Row(
            "\(payment.receipt)/\(payment.office)",
            [.integer(payment.receipt)] + staff.officeCells(payment.office) + [
                .text(mark.symbol + mark.word), .integer(payment.due), .integer(payment.paid),
                .integer(payment.payable), .text(basis(payment)), .text(staff.text(payment.evidence)),
            ])
    }

    private var total: Table.Row {
        let none = Cell.text("")
        return Table.Row(
            "total",
            [
                .text(words("row.total")), none, none, none, none, .integer(money.due), .integer(money.paid),
                .integer(money.payable), none, none,
            ])
    }

    private func basis(_ payment: CampaignPayment) -> String {
        payment.parts.map { part in
            var text = part.reward.title + " " + self.text(part.basis)
            if !part.decidedBy.isEmpty {
                let reasons = part.decidedBy.map {
                    $0.condition.title + words("campaign.colon") + setting.mark($0.state).word
                }
                text += " (" + format.list(reasons) + ")"
            }
            return text
        }.joined(separator: " / ")
    }

    private func text(_ basis: RewardDue.Basis) -> String {
        switch basis {
        case .fixed(let yen): return words("campaign.basis_fixed", ["yen": format.integer(yen)])
        case .perPartner(let count, let each, _, _):
            return words(
                "campaign.basis_partners", ["count": format.integer(count), "yen": format.integer(each)])
        case .cost(let documented, let cap, _, _):
            return words(
                "campaign.basis_cost", ["yen": format.integer(documented), "cap": format.integer(cap)])
        case .costMissing(let cap): return words("campaign.basis_cost_missing", ["cap": format.integer(cap)])
        case .countMissing(let each, _): return words("campaign.basis_count_missing", ["yen": format.integer(each)])
        }
    }
}
