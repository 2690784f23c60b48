import Adoption
import Analytics

/// What n and N are made of: by service and by size of the corporation.
struct BreakdownBlocks {
    let setting: PageSetting
    let breakdown: OfficeBreakdown
    let meta: String

    private var words: Wording { setting.words }
    private var format: Format { setting.format }
    private var rule: KPIRule { setting.rules.municipality }

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
            setting.barColumn(rule, scale: scale, isOfParts: true),
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
        // The KPI judges the area, not its parts: grey, with the area's line as a mark.
        return [
            .integer(count.using), .integer(count.eligible), .rate(count.share),
            .bar(
                RateBar(
                    count.using, of: count.eligible, scale: scale, threshold: setting.thresholdPercent(rule), isMet: nil
                )),
        ]
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
