import Adoption
import Analytics

// MARK: - Applications over time
extension CampaignBlocks {
    func applications() -> Block? {
        let days = figures.applicationsByDay.filter { $0.count > 0 }.sorted { $0.day < $1.day }
        guard let last = days.last else { return nil }
        var total = 0
        let steps = days.map { day in
            total += day.count
            return CountChart.Step(day.day, total)
        }
        let opens = min(definition.opens.dayInJapan, days[0].day)
        let end = max(definition.lastRecruitingDay, last.day)
        let chart = CountChart(
            title: words("campaign.applications_chart"),
            description: words(
                "campaign.applications_description",
                ["from": format.day(opens), "to": format.day(min(end, figures.day)), "count": format.integer(total)]),
            unit: words("campaign.unit"), steps: steps, first: opens, last: end, through: min(end, figures.day),
            limit: report.places,
            limitLabel: report.places.map { words("campaign.limit", ["places": format.integer($0)]) } ?? "",
            lastLabel: count(total), format: format)
        return Block(
            "applications",
            .figure(
                Figure(
                    title: title(days, total), meta: meta(words("campaign.applied", ["count": format.integer(total)])),
                    chart: .counts(chart), chartCaption: words("campaign.applications_caption"),
                    tables: [table(days)], explanation: setting.explanation(.applications))))
    }

    private func title(_ days: [CampaignFigures.DayCount], _ total: Int) -> String {
        // The busiest day is worth a word when it brought a third or more, of at least six.
        guard let most = days.max(by: { ($0.count, $1.day) < ($1.count, $0.day) }), total >= 6,
            most.count * 3 >= total
        else { return words("campaign.applications_title", ["count": format.integer(total)]) }
        return words(
            "campaign.applications_title_day",
            ["count": format.integer(total), "day": format.day(most.day), "most": format.integer(most.count)])
    }

    private func table(_ days: [CampaignFigures.DayCount]) -> Table {
        var total = 0
        return Table(
            "applications", caption: words("campaign.applications_table"),
            columns: [
                Column("day", words("column.day")),
                Column("count", words("campaign.column_applications"), unit: words("campaign.unit"), .number),
                Column("total", words("campaign.column_sum"), unit: words("campaign.unit"), .strongNumber),
            ],
            rows: days.map { day in
                total += day.count
                return Table.Row(
                    day.day.description, [.text(format.day(day.day)), .integer(day.count), .integer(total)])
            })
    }
}

// MARK: - From application to payment
extension CampaignBlocks {
    private struct Stage {
        var key: String
        var name: String
        var value: Int
    }

    private var stages: [Stage] {
        let funnel = figures.funnel
        return [
            Stage(key: "applied", name: words("campaign.funnel_applied"), value: funnel.applied),
            Stage(key: "accepted", name: words("campaign.funnel_accepted"), value: funnel.accepted),
            Stage(key: "started", name: words("campaign.funnel_started"), value: funnel.started),
            funnel.surveyed.map { Stage(key: "surveyed", name: words("campaign.funnel_surveyed"), value: $0) },
            Stage(key: "completed", name: words("campaign.funnel_completed"), value: funnel.completed),
            Stage(key: "paid", name: words("campaign.funnel_paid"), value: funnel.paid),
        ].compactMap { $0 }
    }

    func funnel() -> Block {
        let whole = figures.funnel.applied
        let chart = LadderChart(
            title: words("campaign.funnel_chart"),
            description: format.list(stages.map { $0.name + " " + count($0.value) }),
            steps: stages.map {
                LadderChart.Step(name: $0.name, remark: "", value: $0.value, label: count($0.value), counts: true)
            }, whole: whole, target: nil, targetLabel: "")
        let table = Table(
            "funnel", caption: words("campaign.funnel_table"),
            columns: [
                Column("stage", words("campaign.column_stage")),
                Column("count", words("campaign.column_count"), unit: words("campaign.unit"), .strongNumber),
                Column(
                    "share", words("campaign.column_share"), unit: words("unit.percent_sign"), .number),
            ],
            rows: stages.map { stage in
                Table.Row(
                    stage.key, [.text(stage.name), .integer(stage.value), .share(Fraction(stage.value, whole))])
            })
        return Block(
            "funnel",
            .figure(
                Figure(
                    title: funnelTitle, meta: meta(words("campaign.applied", ["count": format.integer(whole)])),
                    chart: .ladder(chart), caption: words("campaign.funnel_caption"), tables: [table],
                    explanation: setting.explanation(.funnel))))
    }

    /// Names the step at which most are still missing.
    private var funnelTitle: String {
        let after = stages.drop { $0.key != "accepted" }
        let gaps = zip(after, after.dropFirst()).map { (from: $0, to: $1, gap: $0.value - $1.value) }
        let isOver = report.phase == .ended
        guard let widest = gaps.max(by: { $0.gap < $1.gap }), widest.gap > 0 else {
            return words("campaign.funnel_title_all")
        }
        let values: KeyValuePairs = [
            "from": widest.from.name, "to": widest.to.name, "count": format.integer(widest.gap),
        ]
        return isOver ? words("campaign.funnel_title_ended", values) : words("campaign.funnel_title", values)
    }
}

// MARK: - Conditions: counts only
extension CampaignBlocks {
    func conditions() -> Block? {
        guard !figures.conditions.isEmpty else { return nil }
        let unit = words("campaign.unit_verdicts")
        let groups = definition.frames.compactMap { frame -> Table.Group? in
            let tallies = figures.conditions.filter { $0.frame == frame.id }
            return tallies.isEmpty ? nil : Table.Group(frame.title, tallies.map(row))
        }
        let table = Table(
            "conditions", caption: words("campaign.conditions_table"),
            columns: [
                Column("condition", words("campaign.column_condition"), .prose),
                Column("met", mark(.met), unit: unit, .number),
                Column("open", mark(.open), unit: unit, .strongNumber),
                Column("needs_check", mark(.needsCheck), unit: unit, .number),
                Column("failed", mark(.failed), unit: unit, .number),
                Column("due", words("campaign.column_due")),
                Column("bar", words("campaign.column_bar"), .bar),
            ], groups: groups)
        return Block(
            "conditions",
            .figure(
                Figure(
                    title: conditionsTitle, meta: meta(), caption: words("campaign.conditions_caption"),
                    tables: [table], isLong: true, explanation: setting.explanation(.conditions))))
    }

    private func mark(_ state: ConditionVerdict.State) -> String {
        let mark = setting.mark(state)
        return mark.symbol + " " + mark.word
    }

    private func row(_ tally: CampaignFigures.ConditionTally) -> Table.Row {
        let all = tally.met + tally.open + tally.needsCheck + tally.failed
        let title =
            tally.condition.isOptional
            ? words("campaign.optional", ["title": tally.condition.title]) : tally.condition.title
        return Table.Row(
            tally.frame + "/" + tally.condition.id,
            [
                .text(title), .integer(tally.met), .integer(tally.open), .integer(tally.needsCheck),
                .integer(tally.failed),
                tally.condition.requirement.lastDay.map { .text(format.day($0)) }
                    ?? .text(words("campaign.due_application")),
                .bar(RateBar(tally.met, of: all, scale: 100, threshold: nil, isMet: true)),
            ])
    }

    private var conditionsTitle: String {
        let failed = figures.conditions.reduce(0) { $0 + $1.failed }
        let check = figures.conditions.reduce(0) { $0 + $1.needsCheck }
        let next = figures.conditions.filter { $0.open > 0 }
            .compactMap { tally in tally.condition.requirement.lastDay.map { (day: $0, tally: tally) } }
            .filter { $0.day >= figures.day }.min { $0.day < $1.day }
        if let next {
            return words(
                "campaign.conditions_title_next",
                ["condition": next.tally.condition.title, "day": format.day(next.day)])
        }
        if failed + check > 0 {
            return words(
                "campaign.conditions_title_failed",
                ["failed": format.integer(failed), "check": format.integer(check)])
        }
        return words("campaign.conditions_title")
    }
}

extension CampaignCondition.Requirement {
    /// The last day on which it can be met; nil for what is declared on the application or has no day.
    var lastDay: Day? {
        switch self {
        case .startUsing(_, let by): by
        case .stillUsing(let on), .inOperation(let on): on
        case .seminar(let seminar): seminar.through
        case .survey(_, let by), .workflow(_, let by), .document(_, let by): by
        case .exchange(_, let through, _, _), .newPartners(_, _, let through), .partners(_, _, let through): through
        case .declared: nil
        }
    }
}
