import Adoption
import Analytics

/// 誓約, 申請, 登録, 実連携 side by side: what n would be if use were counted from another stage. Of a reported area.
struct LadderBlock {
    let setting: PageSetting
    let breakdown: OfficeBreakdown
    let meta: String
    /// The n at which the municipality's rule is met; nil for a larger area, which that rule does not judge.
    let required: Int?

    private var words: Wording { setting.words }
    private var format: Format { setting.format }
    private var rule: KPIRule { setting.rules.municipality }

    /// Without exchange records one line says so for all the stages that they would show.
    private var readings: [OfficeBreakdown.StageReading] {
        breakdown.stages.filter { $0.stage <= .exchanged || $0.count.value != nil }
    }

    func block() -> Block {
        let chart = LadderChart(
            title: words("ladder.chart"), description: description, steps: readings.map(step),
            whole: breakdown.total.eligible, target: required,
            targetLabel: required.map {
                words("ladder.target", ["share": setting.share(rule), "required": format.integer($0)])
            } ?? "")
        return Block(
            "ladder",
            .figure(
                Figure(
                    title: ladderTitle, meta: meta, chart: .ladder(chart),
                    chartCaption: words("ladder.chart_caption"), caption: ladderCaption, tables: [table])))
    }

    private var table: Table {
        var columns = [
            Column("stage", words("column.reading")),
            Column("using", words("column.using_plain"), unit: words("unit.offices"), .number),
            Column("rate", words("column.rate"), unit: words("unit.percent_sign"), .number),
        ]
        columns.append(
            required == nil
                ? Column("remark", words("column.remark"))
                : Column("state", words("column.state_by_reading")))
        return Table("ladder", caption: words("ladder.table"), columns: columns, rows: readings.map(row))
    }

    private func row(_ reading: OfficeBreakdown.StageReading) -> Table.Row {
        let head = Cell.text(words("ladder.at_least", ["stage": setting.name(reading.stage)]))
        guard let count = reading.count.value else {
            let reason = reason(reading)
            return Table.Row(reading.stage.key, [head, .missing(reason), .missing(reason), .text(reason)])
        }
        let isMet = setting.rules.municipalityTarget.isMet(count.using, of: count.eligible)
        let state: Cell =
            isMet.map { .state(setting.mark($0 ? Judgement.met : .notMet)) }
            ?? .missing(words("reason.no_office_in_scope"))
        return Table.Row(
            reading.stage.key,
            [
                head, .integer(count.using), .rate(count.share),
                required == nil ? .text(setting.remark(reading.stage)) : state,
            ], isHighlighted: reading.stage == rule.minimumStage)
    }

    private func reason(_ reading: OfficeBreakdown.StageReading) -> String {
        reading.count.reason.map(setting.text) ?? ""
    }

    private func step(_ reading: OfficeBreakdown.StageReading) -> LadderChart.Step {
        let count = reading.count.value
        let rate = count.flatMap { format.rate($0.share) } ?? Format.none
        return LadderChart.Step(
            name: setting.name(reading.stage), remark: count == nil ? reason(reading) : setting.remark(reading.stage),
            value: count?.using,
            label: count.map {
                words("ladder.label", ["using": format.integer($0.using), "rate": rate])
            } ?? words("ladder.label_unknown"),
            counts: reading.stage >= rule.minimumStage)
    }

    /// Pledges and applications beyond the registered are the nearest to be won.
    private var ladderTitle: String {
        let waiting = zip(breakdown.ladder.indices, breakdown.ladder).filter {
            $0.0 > 0 && $0.0 < Int(rule.minimumStage.rawValue)
        }.reduce(0) { $0 + $1.1 }
        return waiting > 0
            ? words("ladder.title_waiting", ["count": format.integer(waiting)]) : words("ladder.title_plain")
    }

    private var ladderCaption: String {
        var caption = words("ladder.caption")
        if breakdown.lapsed > 0 {
            caption += words("ladder.lapsed", ["count": format.integer(breakdown.lapsed)])
        }
        return caption
    }

    private var description: String {
        let parts = readings.map { reading in
            reading.count.value.map {
                words(
                    "ladder.description_part",
                    ["stage": setting.name(reading.stage), "using": format.integer($0.using)])
            } ?? words("ladder.description_missing", ["stage": setting.name(reading.stage)])
        }
        return words("ladder.description", ["parts": format.list(parts)])
    }
}
