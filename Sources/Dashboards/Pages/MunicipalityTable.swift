import Adoption
import Analytics

/// All municipalities of a prefecture in the order of what is to be done.
struct MunicipalityTable {
    let setting: PageSetting
    let municipalities: [MunicipalityFigures]
    /// By place in `Reference.municipalities`.
    let series: [Int: [SeriesPoint]]

    /// A year and the month before it: the head of the column says so.
    private static let points = 13

    init(setting: PageSetting, municipalities: [MunicipalityFigures], series: [Int: [SeriesPoint]]) {
        self.setting = setting
        self.municipalities = municipalities
        self.series = series.mapValues { Array($0.suffix(MunicipalityTable.points)) }
    }

    private var words: Wording { setting.words }
    private var format: Format { setting.format }
    private var rule: KPIRule { setting.rules.municipality }

    func block(meta: String, total: UseCount) -> Block {
        let rates = municipalities.compactMap(\.share)
        let scale = setting.scale(rule, rates)
        let sparkScale = setting.scale(rule, rates + series.values.flatMap { $0.compactMap(\.share) })
        let order = DistanceTable(municipalities).rows
        let table = Table(
            "municipalities", caption: words("municipalities.table"), columns: columns(scale, sparkScale),
            groups: MunicipalityTable.order.compactMap { state in
                let members = order.filter { AreaState($0) == state }
                guard !members.isEmpty else { return nil }
                return Table.Group(
                    setting.title(of: state, count: members.count),
                    members.map { row($0, scale: scale, sparkScale: sparkScale) })
            },
            total: totalRow(total))
        return Block(
            "municipalities",
            .figure(
                Figure(
                    title: title, meta: meta,
                    caption: words("municipalities.caption", ["share": setting.share(rule)])
                        + (municipalities.contains { $0.judgement == .met } ? words("municipalities.cushion") : ""),
                    tables: [table],
                    isLong: true)))
    }

    private var title: String {
        let near = municipalities.filter { $0.judgement == .notMet && ($0.needed ?? 0) <= 3 }
        let open = municipalities.filter { $0.judgement == .notMet }
        guard !open.isEmpty else { return words("municipalities.title_plain") }
        let needs = Set(open.compactMap(\.needed))
        if needs.count == 1, let needed = needs.first {
            return words(
                "municipalities.title_same",
                ["count": format.integer(open.count), "needed": format.integer(needed)])
        }
        guard !near.isEmpty else {
            return words("municipalities.title_far", ["count": format.integer(open.count)])
        }
        return words(
            "municipalities.title_near",
            ["near": format.integer(near.count), "open": format.integer(open.count)])
    }

    private func columns(_ scale: Int, _ sparkScale: Int) -> [Column] {
        let unit = words("unit.offices")
        return [
            Column("municipality", words("column.municipality")), Column("state", words("column.state")),
            Column("needed", words("column.needed"), unit: unit, .strongNumber),
            Column("using", words("column.using"), unit: unit, .number),
            Column("eligible", words("column.eligible"), unit: unit, .number),
            Column("rate", words("column.rate"), unit: words("unit.percent_sign"), .number),
            setting.barColumn(rule, scale: scale),
            Column(
                "series", words("column.spark"),
                unit: words("column.spark_scale", ["scale": format.integer(sparkScale)]), .spark),
        ]
    }

    private static let order: [AreaState] = [
        .notMet, .undecided, .met, .notReported, .notApplicable, .noOfficeList,
    ]

    private func row(_ figures: MunicipalityFigures, scale: Int, sparkScale: Int) -> Table.Row {
        let reason = figures.reasons.last.map(setting.text) ?? ""
        let state = setting.mark(AreaState(figures))
        guard figures.eligible > 0 else {
            let missing = Cell.missing(reason)
            return Table.Row(
                figures.code.description,
                [
                    setting.areaCell(figures.index), .state(state), missing, missing, missing, missing, .text(""),
                    .text(""),
                ])
        }
        let bar: Cell =
            figures.share.map {
                .bar(
                    RateBar(
                        $0.numerator, of: $0.denominator, scale: scale, threshold: setting.thresholdPercent(rule),
                        isMet: figures.judgement == .met))
            } ?? .text("")
        let points = series[figures.index] ?? []
        let spark: Cell =
            points.contains { $0.share != nil }
            ? .sparkline(
                Sparkline(
                    values: points.map(\.share), scale: sparkScale, threshold: setting.thresholdPercent(rule)))
            : .text("")
        return Table.Row(
            figures.code.description,
            [
                setting.areaCell(figures.index), .state(state),
                needed(figures) ?? .missing(reason), setting.cell(figures.using),
                .integer(figures.eligible), figures.share.map { .rate($0) } ?? .missing(reason), bar, spark,
            ])
    }

    /// あと of what is not met, 余裕 of what is; nil while n is not known.
    private func needed(_ figures: MunicipalityFigures) -> Cell? {
        if figures.judgement == .met, let cushion = figures.cushion {
            return .cushion(cushion, words("number.cushion_word"))
        }
        return figures.needed.map { .integer($0) }
    }

    private func totalRow(_ total: UseCount) -> Table.Row? {
        guard total.eligible > 0 else { return nil }
        let none = Cell.missing("")
        return Table.Row(
            "total",
            [
                .text(words("row.total_reported")), .text(""), none, .integer(total.using), .integer(total.eligible),
                .rate(total.share), .text(""), .text(""),
            ])
    }
}
