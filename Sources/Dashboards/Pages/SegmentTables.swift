import Adoption
import Analytics

/// The segments of an area by service kind, by size of the corporation, by attitude, and by municipality.
struct SegmentTables {
    let setting: PageSetting
    let meta: String
    let isLabelled: Bool

    private var words: Wording { setting.words }
    private var format: Format { setting.format }

    // MARK: - by service and by corporation

    func services(_ parts: SegmentParts) -> Block {
        let sorted = parts.services.sorted {
            ($0.part.count.eligible, $1.service) > ($1.part.count.eligible, $0.service)
        }
        let table = Table(
            "segment_services", caption: words("segments.services_table"),
            columns: [Column("service", words("column.service"))] + columns,
            rows: sorted.map { part in
                let service = setting.reference.services[part.service]
                return Table.Row(service.code, [.text(service.shortName)] + cells(part.part))
            }, total: Table.Row("total", [.text(words("row.total"))] + cells(parts.total)))
        return Block(
            "segment_services",
            .figure(
                Figure(
                    title: words("segments.services_title"), meta: meta, caption: words("services.caption"),
                    tables: [table], isLong: true,
                    explanation: Explanation(
                        shows: words("segments.services_shows"), restsOn: words("segments.parts_rest_on"),
                        doesNotSay: words("segments.services_do_not_say")))))
    }

    func corporations(_ parts: SegmentParts) -> Block {
        let table = Table(
            "segment_corporations", caption: words("segments.corporations_table"),
            columns: [Column("band", words("column.band"))] + columns,
            rows: parts.corporations.map { part in
                Table.Row(part.band.rawValue, [.text(setting.name(part.band))] + cells(part.part))
            }, total: Table.Row("total", [.text(words("row.total"))] + cells(parts.total)))
        return Block(
            "segment_corporations",
            .figure(
                Figure(
                    title: words("segments.corporations_title"), meta: meta, caption: words("corporations.caption"),
                    tables: [table],
                    explanation: Explanation(
                        shows: words("segments.corporations_show"), restsOn: words("segments.parts_rest_on"),
                        doesNotSay: words("segments.corporations_do_not_say")))))
    }

    private var columns: [Column] {
        [Column("eligible", words("column.eligible"), .number)] + categoryColumns
            + [
                Column("ended", words("segments.column_ended"), .number),
                Column("not_begun", words("segments.column_not_begun"), .number),
            ]
    }

    private var categoryColumns: [Column] {
        AdopterCategory.allCases.map { Column($0.rawValue, setting.shortName($0), .number) }
    }

    private func cells(_ part: SegmentParts.Part) -> [Cell] {
        [.integer(part.count.eligible)] + part.categories.map { cell($0.begun) }
            + [.integer(part.ended), .integer(part.prospects)]
    }

    private func cell(_ value: Int) -> Cell {
        isLabelled ? .integer(value) : .missing(words("segments.unlabelled"))
    }

    // MARK: - by attitude

    /// Nil without an answer. Few answers could be traced to their office: then only their number is said.
    func attitudes(_ table: AttitudeTable) -> Block? {
        guard table.answered > 0 else { return nil }
        let explanation = Explanation(
            shows: words("segments.attitude_shows"),
            restsOn: words(
                "segments.attitude_rests_on",
                ["count": format.integer(table.answered), "total": format.integer(table.eligible)]),
            doesNotSay: words("segments.attitude_does_not_say"))
        let isWhole = table.isSafeToPublish
        guard isWhole || table.totalsAreSafeToPublish else {
            return Block(
                "attitudes",
                .panel(
                    Panel(
                        title: words("segments.attitude_title"), text: [Line(words("segments.attitude_few"))],
                        explanation: explanation)))
        }
        let head = Column("attitude", words("segments.column_attitude"), .prose)
        let total = Column("total", words("row.total"), .number)
        let between =
            isWhole ? categoryColumns + [Column("not_begun", words("segments.column_not_begun"), .number)] : []
        return Block(
            "attitudes",
            .figure(
                Figure(
                    title: words("segments.attitude_title"), meta: meta,
                    caption: isWhole ? "" : words("segments.attitude_totals"),
                    tables: [
                        Table(
                            "attitudes", caption: words("segments.attitude_table"),
                            columns: [head] + between + [total],
                            rows: (table.rows + [table.missing]).map { row($0, isWhole: isWhole) })
                    ], explanation: explanation)))
    }

    private func row(_ row: AttitudeTable.Row, isWhole: Bool) -> Table.Row {
        let name = row.attitude.map(setting.name) ?? words("segments.attitude_none")
        return Table.Row(
            row.attitude?.rawValue ?? "none",
            [.text(name)] + (isWhole ? row.categories.map(cell) + [.integer(row.prospects)] : [])
                + [.integer(row.total)])
    }

    // MARK: - by municipality

    /// The stages of a prefecture's municipalities, the furthest first.
    func municipalities(_ municipalities: [MunicipalityFigures]) -> Block {
        let known = municipalities.compactMap { figures in
            figures.count.flatMap(DiffusionStage.init).map { (figures, $0) }
        }
        let groups: [AdopterCategory?] = AdopterCategory.allCases.reversed() + [nil]
        var shown = groups.map { category in
            group(
                category.map(setting.name) ?? words("segments.not_started"),
                known.filter { $0.1.category == category }.map(\.0).sorted { left, right in
                    guard let mine = left.share, let other = right.share else { return false }
                    if other.isLess(than: mine) { return true }
                    return !mine.isLess(than: other) && left.index < right.index
                })
        }
        shown.append(
            group(words("segments.unknown_stage"), municipalities.filter { $0.eligible > 0 && $0.count == nil }))
        shown.removeAll { $0.rows.isEmpty }
        return Block(
            "municipality_stages",
            .figure(
                Figure(
                    title: words("segments.municipalities_title"), meta: meta,
                    tables: [
                        Table(
                            "municipality_stages", caption: words("segments.municipalities_table"),
                            columns: [
                                Column("municipality", words("column.municipality")),
                                Column("using", words("column.using"), unit: words("unit.offices"), .number),
                                Column("eligible", words("column.eligible"), unit: words("unit.offices"), .number),
                                Column("rate", words("column.rate"), unit: words("unit.percent_sign"), .number),
                                Column(
                                    "progress", words("segments.column_progress"), unit: words("unit.percent_sign"),
                                    .number),
                            ], groups: shown)
                    ], isLong: true,
                    explanation: Explanation(
                        shows: words("segments.municipalities_show"),
                        restsOn: words("segments.municipalities_rest_on"),
                        doesNotSay: words("segments.municipalities_do_not_say")))))
    }

    private func group(_ name: String, _ municipalities: [MunicipalityFigures]) -> Table.Group {
        Table.Group(
            words("segments.group", ["name": name, "count": format.integer(municipalities.count)]),
            municipalities.map { figures in
                let progress = figures.count.flatMap(DiffusionStage.init)?.progress
                return Table.Row(
                    figures.code.description,
                    [
                        head(figures), setting.cell(figures.using), .integer(figures.eligible),
                        figures.share.map { .rate($0) } ?? .missing(figures.using.reason.map(setting.text) ?? ""),
                        progress.map { .share($0) }
                            ?? .missing(
                                figures.using.reason.map(setting.text) ?? words("segments.not_started")),
                    ])
            })
    }

    private func head(_ figures: MunicipalityFigures) -> Cell {
        // A municipality without a stage has its own page only.
        guard figures.count != nil, setting.published.contains(figures.index) else {
            return setting.areaCell(figures.index)
        }
        return .link(
            setting.area(figures.index).name, to: .segments(of: .municipality(figures.code.description)))
    }
}
