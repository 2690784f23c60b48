import Adoption
import Analytics

// MARK: - Money
extension CampaignBlocks {
    func money() -> Block {
        let money = figures.money
        let table = Table(
            "money", caption: words("campaign.money_table"),
            columns: [
                Column("item", words("column.item"), .prose),
                Column("yen", words("campaign.column_amount"), unit: words("unit.yen"), .strongNumber),
                Column("meaning", words("column.meaning"), .prose),
            ], rows: moneyRows(money))
        return Block(
            "money",
            .figure(
                Figure(
                    title: moneyTitle(money), meta: meta(), caption: words("campaign.money_caption"), tables: [table],
                    explanation: setting.explanation(.money))))
    }

    private func moneyRows(_ money: CampaignMoney) -> [Table.Row] {
        let none = words("campaign.no_budget")
        let row = { (key: String, name: String, value: Int?, missing: String, meaning: String) in
            Table.Row(key, [.text(name), value.map { .integer($0) } ?? .missing(missing), .text(meaning)])
        }
        var rows = [
            row("budget", words("campaign.money_budget"), money.budget, none, words("campaign.money_budget_meaning")),
            row(
                "committed", words("campaign.money_committed"), money.committed, words("campaign.money_open_end"),
                words("campaign.money_committed_meaning")),
            row("due", words("campaign.money_due"), money.due, "", words("campaign.money_due_meaning")),
            row("paid", words("campaign.money_paid"), money.paid, "", words("campaign.money_paid_meaning")),
            row("payable", words("campaign.money_payable"), money.payable, "", words("campaign.money_payable_meaning")),
            row("left", words("campaign.money_left"), money.left, none, words("campaign.money_left_meaning")),
        ]
        if money.beyondBudget > 0 {
            rows.append(
                row(
                    "beyond_budget", words("campaign.money_beyond"), money.beyondBudget, "",
                    words("campaign.money_beyond_meaning")))
        }
        return rows
    }

    private func moneyTitle(_ money: CampaignMoney) -> String {
        let due = format.integer(money.due)
        guard let budget = money.budget else { return words("campaign.money_title", ["due": due]) }
        if money.beyondBudget > 0 {
            return words("campaign.money_title_beyond", ["yen": format.integer(money.beyondBudget)])
        }
        guard let committed = money.committed else { return words("campaign.money_title", ["due": due]) }
        let values: KeyValuePairs = ["committed": format.integer(committed), "budget": format.integer(budget)]
        return committed <= budget
            ? words("campaign.money_title_within", values) : words("campaign.money_title_over", values)
    }
}

// MARK: - Use: who stays, who was won, and the KPI with and without them
extension CampaignBlocks {
    func use() -> Block {
        var tables = [useTable()]
        if !effects.isEmpty { tables.append(kpiTable()) }
        return Block(
            "won",
            .figure(
                Figure(
                    title: useTitle,
                    meta: meta(words("campaign.won", ["count": format.integer(figures.won.count)])),
                    caption: figures.isRetentionFinal
                        ? words("campaign.use_caption_final") : words("campaign.use_caption"),
                    tables: tables, explanation: setting.explanation(.use))))
    }

    private var useTitle: String {
        let retention = figures.retention
        guard retention.denominator > 0 else { return words("campaign.use_title_none") }
        let values: KeyValuePairs = [
            "started": format.integer(retention.denominator), "using": format.integer(retention.numerator),
        ]
        return figures.isRetentionFinal
            ? words("campaign.use_title_final", values) : words("campaign.use_title", values)
    }

    private func useTable() -> Table {
        let retention = figures.retention
        return Table(
            "retention", caption: words("campaign.use_table"),
            columns: [
                Column("item", words("column.item")),
                Column("count", words("column.using_plain"), unit: words("unit.offices"), .strongNumber),
            ],
            rows: [
                Table.Row(
                    "started", [.text(words("campaign.use_started")), .integer(retention.denominator)]),
                Table.Row(
                    "using",
                    [
                        .text(
                            figures.isRetentionFinal
                                ? words("campaign.use_at_end", ["day": format.day(definition.ends)])
                                : words("campaign.use_now", ["day": format.day(figures.day)])),
                        .integer(retention.numerator),
                    ]),
                Table.Row("won", [.text(words("campaign.use_won")), .integer(figures.won.count)]),
                Table.Row(
                    "unknown", [.text(words("campaign.use_unknown")), .integer(figures.retentionUnknown)]),
            ])
    }

    /// In the order of the codes.
    private var effects: [(code: MunicipalityCode, effect: CampaignFigures.KPIEffect)] {
        figures.effect.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private func kpiTable() -> Table {
        let unit = words("unit.offices")
        return Table(
            "kpi", caption: words("campaign.kpi_table", ["share": setting.share(setting.rules.municipality)]),
            columns: [
                Column("municipality", words("column.municipality")),
                Column("ratio", words("campaign.column_with"), unit: unit, .number),
                Column("needed", words("column.needed"), unit: unit, .strongNumber),
                Column("state", words("column.state")),
                Column("ratio_without", words("campaign.column_without"), unit: unit, .number),
                Column("needed_without", words("column.needed"), unit: unit, .number),
                Column("state_without", words("column.state")),
            ],
            rows: effects.map { code, effect in
                Table.Row(
                    code.description,
                    [
                        setting.reference.municipalityIndex(of: code).map(setting.areaCell)
                            ?? .text(code.description),
                        .ratio(effect.count.share), .integer(effect.needed), state(effect.isMet),
                        .ratio(effect.withoutWon.share), .integer(effect.neededWithoutWon),
                        state(effect.isMetWithoutWon),
                    ])
            })
    }

    private func state(_ isMet: Bool?) -> Cell {
        switch isMet {
        case true?: .state(setting.mark(Judgement.met))
        case false?: .state(setting.mark(Judgement.notMet))
        case nil: .state(setting.mark(Judgement.undecided))
        }
    }
}

// MARK: - 活用事例
extension CampaignBlocks {
    /// Nothing while no consent stands.
    var caseIndex: [Block] {
        guard !report.cases.isEmpty else { return [] }
        let table = Table(
            "cases", caption: words("campaign.cases_table"),
            columns: [
                Column("title", words("campaign.column_case"), .prose),
                Column("office", words("campaign.column_shown_name"), .prose),
            ],
            rows: report.cases.map { item in
                Table.Row(
                    String(item.study.receipt),
                    [
                        .link(item.study.title, to: .caseStudy(definition.id, receipt: item.study.receipt)),
                        .text(item.study.shownName),
                    ])
            })
        return [
            Block(
                "cases",
                .figure(
                    Figure(
                        title: words("campaign.cases_title", ["count": format.integer(report.cases.count)]),
                        meta: "", caption: words("campaign.cases_caption"), tables: [table],
                        explanation: setting.explanation(.cases))))
        ]
    }
}
