import Adoption
import Analytics

/// Registrations by route, and what would be left if the offices that have not moved to the route of the rule's last
/// period (the service of 2027) dropped out. Of a reported area.
struct RouteBlock {
    let setting: PageSetting
    let breakdown: OfficeBreakdown
    let meta: String
    /// Whether the municipality's rule judges the area.
    let isJudged: Bool

    private var words: Wording { setting.words }
    private var format: Format { setting.format }

    func block() -> Block {
        Block(
            "routes",
            .figure(
                Figure(
                    title: title, meta: meta, caption: words("routes.caption"),
                    tables: [table] + [moveTable].compactMap { $0 })))
    }

    private var table: Table {
        Table(
            "routes", caption: words("routes.table"),
            columns: [
                Column("route", words("column.route"), .prose), Column("counts", words("column.counts")),
                Column("using", words("column.using_plain"), unit: words("unit.offices"), .number),
            ],
            rows: breakdown.routes.map { use in
                let route = setting.reference.routes[use.route]
                return Table.Row(
                    route.code,
                    [
                        .text(setting.name(route)),
                        .text(use.counts ? words("routes.counts") : words("routes.beside")), .integer(use.using),
                    ])
            },
            total: Table.Row(
                "total", [.text(words("routes.using")), .text(""), .integer(breakdown.total.using)]))
    }

    /// The month from which only the last routes count; nil when the rule never changes its routes.
    private var change: String? {
        let periods = setting.rules.municipality.routePeriods
        guard periods.count > 1, let from = periods.last?.from else { return nil }
        return format.month(from.month)
    }

    /// Nil before anybody can move: until the route of the last period exists.
    private var moveTable: Table? {
        guard let change, canMove else { return nil }
        let total = breakdown.total
        let left = UseCount(using: breakdown.usingWithoutUnmoved, eligible: total.eligible)
        var columns = [
            Column("reading", words("column.reading"), .prose),
            Column("using", words("column.using"), unit: words("unit.offices"), .number),
            Column("rate", words("column.rate"), unit: words("unit.percent_sign"), .number),
        ]
        if isJudged { columns.append(Column("state", words("column.state"))) }
        return Table(
            "move",
            caption: hasChanged
                ? words("routes.moved_table", ["month": change]) : words("routes.move_table", ["month": change]),
            columns: columns,
            rows: [
                row("now", words("routes.now"), total),
                Table.Row(
                    "unmoved",
                    [
                        .text(hasChanged ? words("routes.uncounted") : words("routes.unmoved")),
                        .integer(breakdown.unmoved), .missing(""),
                    ] + (isJudged ? [.text("")] : [])),
            ] + (hasChanged ? [] : [row("left", words("routes.left"), left)]))
    }

    /// Whether the rule's last routes already count alone.
    private var hasChanged: Bool {
        (setting.rules.municipality.routePeriods.last?.from).map { $0 <= setting.asOf } ?? false
    }

    /// Whether one of the routes of the last period exists on the day.
    private var canMove: Bool {
        let last = setting.rules.municipality.routePeriods.last?.routes ?? []
        return setting.reference.routes.contains { route in
            last.contains(route.code) && (route.valid.from.map { $0 <= setting.asOf } ?? true)
        }
    }

    private func row(_ key: String, _ label: String, _ count: UseCount) -> Table.Row {
        let isMet = setting.rules.municipalityTarget.isMet(count.using, of: count.eligible)
        let state: Cell =
            isMet.map { .state(setting.mark($0 ? Judgement.met : .notMet)) }
            ?? .missing(words("reason.no_office_in_scope"))
        return Table.Row(
            key, [.text(label), .integer(count.using), .rate(count.share)] + (isJudged ? [state] : []))
    }

    /// The move is what can cost users without anybody having left.
    private var title: String {
        guard breakdown.unmoved > 0, canMove, let change else { return words("routes.title_plain") }
        if hasChanged {
            return words(
                "routes.title_uncounted", ["count": format.integer(breakdown.unmoved), "month": change])
        }
        return words(
            "routes.title_unmoved",
            [
                "count": format.integer(breakdown.unmoved), "month": change,
                "left": format.integer(breakdown.usingWithoutUnmoved),
            ])
    }
}
