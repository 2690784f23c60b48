import Adoption
import Analytics

/// What n and N are made of: by stage, service, route and size of the corporation.
struct BreakdownBlocks {
    let setting: PageSetting
    let breakdown: OfficeBreakdown
    let meta: String

    private var words: Wording { setting.words }
    private var format: Format { setting.format }
    private var rule: KPIRule { setting.rules.municipality }

    /// 誓約, 申請, 登録, 実連携 side by side, of a reported area. `required` is the n at which the rule is met.
    func ladder(required: Int?) -> Block {
        let steps = breakdown.stages.map(step)
        let target = setting.rules.municipalityTarget
        let chart = LadderChart(
            title: words("ladder.chart"), description: description, steps: steps, whole: breakdown.total.eligible,
            target: required,
            targetLabel: required.map {
                words("ladder.target", ["share": setting.share(rule), "required": format.integer($0)])
            } ?? "")
        let table = Table(
            "ladder", caption: words("ladder.table"),
            columns: [
                Column("stage", words("column.reading")),
                Column("using", words("column.using_plain"), unit: words("unit.offices"), .number),
                Column("rate", words("column.rate"), unit: words("unit.percent_sign"), .number),
                Column("state", words("column.state_by_reading")),
            ],
            rows: breakdown.stages.map { reading in
                let head = Cell.text(words("ladder.at_least", ["stage": setting.name(reading.stage)]))
                guard let count = reading.count.value else {
                    let reason = reason(reading)
                    return Table.Row(
                        reading.stage.key, [head, .missing(reason), .missing(reason), .text(reason)])
                }
                let isMet = target.isMet(count.using, of: count.eligible)
                return Table.Row(
                    reading.stage.key,
                    [
                        head, .integer(count.using), .rate(count.share),
                        isMet.map { .state(setting.mark($0 ? Judgement.met : .notMet)) }
                            ?? .missing(words("reason.no_office_in_scope")),
                    ], isHighlighted: reading.stage == rule.minimumStage)
            })
        return Block(
            "ladder",
            .figure(
                Figure(
                    title: ladderTitle, meta: meta, chart: .ladder(chart),
                    chartCaption: words("ladder.chart_caption"), caption: ladderCaption,
                    tables: [table])))
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
        let parts = breakdown.stages.map { reading in
            reading.count.value.map {
                words(
                    "ladder.description_part",
                    ["stage": setting.name(reading.stage), "using": format.integer($0.using)])
            } ?? words("ladder.description_missing", ["stage": setting.name(reading.stage)])
        }
        return words("ladder.description", ["parts": format.list(parts)])
    }

    // MARK: by service

    func services() -> Block {
        let rates = breakdown.services.map(\.count.share)
        let scale = setting.scale(rule, rates)
        let sorted = breakdown.services.sorted {
            ($0.count.eligible, $1.service) > ($1.count.eligible, $0.service)
        }
        let table = Table(
            "services", caption: words("services.table"),
            columns: [Column("service", words("column.service"))] + useColumns(scale: scale),
            rows: sorted.map { use in
                let service = setting.reference.services[use.service]
                return Table.Row(service.code, [.text(service.shortName)] + useCells(use.count, scale: scale))
            },
            total: Table.Row("total", [.text(words("row.total"))] + useCells(breakdown.total, scale: scale)))
        let comparison = servicesComparison(sorted)
        return Block(
            "services",
            .figure(
                Figure(
                    title: comparison ?? words("services.title_plain"), meta: meta,
                    caption: words("services.caption")
                        + (comparison == nil ? "" : words("services.caption_comparison")), tables: [table],
                    isLong: true)))
    }

    /// Names the kinds with the highest and the lowest rate when they are large enough to say something.
    private func servicesComparison(_ services: [OfficeBreakdown.ServiceUse]) -> String? {
        let large = services.filter { $0.count.eligible >= KPITarget.smallTotal }
        guard breakdown.isReported, large.count >= 2,
            let low = large.min(by: { $0.count.share.isLess(than: $1.count.share) }),
            let high = large.max(by: { $0.count.share.isLess(than: $1.count.share) }),
            low.count.share.isLess(than: high.count.share)
        else { return nil }
        return words(
            "services.title",
            [
                "high": setting.reference.services[high.service].shortName,
                "low": setting.reference.services[low.service].shortName,
            ])
    }

    private func useColumns(scale: Int) -> [Column] {
        [
            Column("using", words("column.using"), unit: words("unit.offices"), .number),
            Column("eligible", words("column.eligible"), unit: words("unit.offices"), .number),
            Column("rate", words("column.rate"), unit: words("unit.percent_sign"), .number),
            setting.barColumn(rule, scale: scale),
        ]
    }

    private func useCells(_ count: UseCount, scale: Int) -> [Cell] {
        guard count.eligible > 0 else {
            let reason = words("reason.no_office_in_scope")
            return [.missing(reason), .missing(reason), .missing(reason), .text("")]
        }
        guard breakdown.isReported else {
            let reason = words("reason.no_report")
            return [.missing(reason), .integer(count.eligible), .missing(reason), .text("")]
        }
        let isMet = setting.rules.municipalityTarget.isMet(count.using, of: count.eligible) ?? false
        return [
            .integer(count.using), .integer(count.eligible), .rate(count.share),
            .bar(
                RateBar(
                    count.using, of: count.eligible, scale: scale, threshold: setting.thresholdPercent(rule),
                    isMet: isMet)),
        ]
    }

    // MARK: by route, of a reported area

    func routes() -> Block {
        let table = Table(
            "routes", caption: words("routes.table"),
            columns: [
                Column("route", words("column.route")), Column("counts", words("column.counts")),
                Column("using", words("column.using_plain"), unit: words("unit.offices"), .number),
            ],
            rows: breakdown.routes.map { use in
                let route = setting.reference.routes[use.route]
                return Table.Row(
                    route.code,
                    [
                        .text(setting.name(route)),
                        .text(use.counts ? words("routes.counts") : words("routes.beside")),
                        .integer(use.using),
                    ])
            },
            total: Table.Row(
                "total", [.text(words("routes.using")), .text(""), .integer(breakdown.total.using)]))
        return Block(
            "routes",
            .figure(Figure(title: routesTitle, meta: meta, caption: words("routes.caption"), tables: [table])))
    }

    /// The move to the service of 2027 is what can cost users without anybody having left.
    private var routesTitle: String {
        guard breakdown.unmoved > 0 else { return words("routes.title_plain") }
        return words(
            "routes.title_unmoved",
            [
                "count": format.integer(breakdown.unmoved),
                "left": format.integer(breakdown.usingWithoutUnmoved),
            ])
    }

    // MARK: by corporation, of a reported area

    func corporations() -> Block {
        let shown = breakdown.corporations.filter { $0.count.eligible > 0 }
        let scale = setting.scale(rule, shown.map(\.count.share))
        let table = Table(
            "corporations", caption: words("corporations.table"),
            columns: [Column("band", words("column.band"))] + useColumns(scale: scale),
            rows: shown.map { use in
                Table.Row(use.band.rawValue, [.text(setting.name(use.band))] + useCells(use.count, scale: scale))
            },
            total: Table.Row("total", [.text(words("row.total"))] + useCells(breakdown.total, scale: scale)))
        return Block(
            "corporations",
            .figure(
                Figure(
                    title: corporationsTitle(shown), meta: meta, caption: words("corporations.caption"),
                    tables: [table])))
    }

    private func corporationsTitle(_ bands: [OfficeBreakdown.CorporationUse]) -> String {
        guard let single = bands.first(where: { $0.band == .one }),
            let chain = bands.first(where: { $0.band == .tenOrMore }),
            single.count.eligible >= KPITarget.smallTotal, chain.count.eligible >= KPITarget.smallTotal
        else { return words("corporations.title_plain") }
        if single.count.share.isLess(than: chain.count.share) { return words("corporations.title_chains") }
        return chain.count.share.isLess(than: single.count.share)
            ? words("corporations.title_singles") : words("corporations.title_plain")
    }
}
