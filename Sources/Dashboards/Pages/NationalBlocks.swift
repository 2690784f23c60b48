import Adoption
import Analytics

/// The prefectures as a map, by distance, and as a table.
struct NationalBlocks {
    let setting: PageSetting
    let prefectures: [PrefectureFigures]
    let meta: String

    private var words: Wording { setting.words }
    private var format: Format { setting.format }
    private var rule: KPIRule { setting.rules.prefecture }

    // MARK: map

    func map() -> Block {
        let shown = Set(prefectures.map { AreaState($0) })
        let met = prefectures.filter { $0.judgement == .met }
        let chart = TileMap(
            title: words("tiles.chart"),
            description: words(
                "tiles.description",
                [
                    "met": format.integer(met.count),
                    "not_met": format.integer(prefectures.count { $0.judgement == .notMet }),
                    "other": format.integer(
                        prefectures.count { $0.judgement != .met && $0.judgement != .notMet }),
                ]),
            tiles: prefectures.compactMap(tile), guide: guide(shown))
        return Block(
            "map",
            .figure(
                Figure(
                    title: mapTitle(met), meta: meta, chart: .tiles(chart),
                    legend: AreaState.allCases.filter(shown.contains).map { setting.mark($0) },
                    chartCaption: caption(shown))))
    }

    /// Only the signs that a tile bears are explained.
    private func caption(_ shown: Set<AreaState>) -> String {
        (shown.contains(.notMet) ? words("tiles.caption_not_met") : "")
            + (shown.contains(.met) ? words("tiles.caption_met") : "") + words("tiles.caption")
    }

    /// One tile explained, in the empty corner of the map; nil while no tile bears a number.
    private func guide(_ shown: Set<AreaState>) -> TileMap.Guide? {
        guard shown.contains(.notMet) || shown.contains(.met) else { return nil }
        let isMet = !shown.contains(.notMet)
        return TileMap.Guide(
            title: words("tiles.guide"),
            tile: TileMap.Tile(
                name: words("tiles.guide_name"), label: "", row: 0, column: 0,
                mark: setting.mark(isMet ? AreaState.met : .notMet), distance: isMet ? "+1" : "2", path: nil),
            lines: (shown.contains(.notMet) ? [words("tiles.guide_not_met")] : [])
                + (shown.contains(.met) ? [words("tiles.guide_met")] : []))
    }

    private func mapTitle(_ met: [PrefectureFigures]) -> String {
        switch met.count {
        case 0: return words("tiles.title_none")
        case 1...5:
            let names = met.compactMap { setting.reference.prefecture($0.number)?.name }
            return words("tiles.title_names", ["names": format.list(names)])
        default: return words("tiles.title_count", ["count": format.integer(met.count)])
        }
    }

    private func tile(_ figures: PrefectureFigures) -> TileMap.Tile? {
        guard let prefecture = setting.reference.prefecture(figures.number) else { return nil }
        let mark = setting.mark(AreaState(figures))
        let distance =
            switch figures.judgement {
            case .notMet: figures.needed.map(format.integer) ?? ""
            case .met: figures.required.map { format.signed(figures.met - $0) } ?? ""
            default: ""
            }
        // 「北海道」 keeps its last character, which is part of the name; the others lose 都, 府 or 県.
        let short = prefecture.number == 1 ? prefecture.name : String(prefecture.name.dropLast())
        return TileMap.Tile(
            name: short, label: prefecture.name + " " + mark.word, row: prefecture.tileRow,
            column: prefecture.tileColumn, mark: mark, distance: distance, path: .prefecture(prefecture.key))
    }

    // MARK: distance

    /// Nil when no prefecture is 未達.
    func distance() -> Block? {
        let open = prefectures.filter { $0.judgement == .notMet }.compactMap(\.needed)
        guard !open.isEmpty else { return nil }
        var rows = (1...5).map { distance in
            DotPlot.Row(words("dots.exact", ["count": "\(distance)"]), open.count { $0 == distance })
        }
        rows.append(DotPlot.Row(words("dots.to_ten"), open.count { (6...10).contains($0) }))
        rows.append(DotPlot.Row(words("dots.more"), open.count { $0 > 10 }))
        let chart = DotPlot(
            title: words("dots.chart"),
            description: format.list(
                rows.map { words("dots.part", ["label": $0.label, "count": format.integer($0.count)]) }),
            rows: rows, tone: .lacking)
        let table = Table(
            "distance", caption: words("dots.chart"),
            columns: [
                Column("distance", words("column.needed"), unit: words("unit.municipalities")),
                Column("prefectures", words("column.prefectures"), unit: words("unit.prefectures"), .number),
            ],
            rows: zip(["1", "2", "3", "4", "5", "6-10", "11+"], rows).map { key, row in
                Table.Row(key, [.text(row.label), .integer(row.count)])
            })
        return Block(
            "distance",
            .figure(
                Figure(
                    title: distanceTitle(open), meta: meta, chart: .dots(chart), chartCaption: words("dots.caption"),
                    tables: [table])))
    }

    private func distanceTitle(_ open: [Int]) -> String {
        let count = format.integer(open.count)
        if Set(open).count == 1, let needed = open.first {
            return words("dots.title_same", ["open": count, "needed": format.integer(needed)])
        }
        let near = open.count { $0 <= 5 }
        return near > 0
            ? words("dots.title", ["open": count, "near": format.integer(near)])
            : words("dots.title_far", ["open": count])
    }

    // MARK: table

    /// More prefectures without an office list than this are counted in the caption instead of filling the table.
    private static let listedWithoutList = 5

    func table(nation: NationalFigures) -> Block {
        let order: [AreaState] = [.notMet, .undecided, .notReported, .met, .notApplicable, .noOfficeList]
        let withoutList = prefectures.count { AreaState($0) == .noOfficeList }
        let leftOut = withoutList > NationalBlocks.listedWithoutList ? withoutList : 0
        let municipalities = words("unit.municipalities_head")
        let groups = order.compactMap { state -> Table.Group? in
            let members = prefectures.filter { AreaState($0) == state }.sorted { key($0) < key($1) }
            guard !members.isEmpty, state != .noOfficeList || leftOut == 0 else { return nil }
            return Table.Group(
                setting.title(of: state, count: members.count, isPrefecture: true), members.map(row))
        }
        let table = Table(
            "prefectures", caption: words("prefectures.table"),
            columns: [
                Column("prefecture", words("column.prefecture")), Column("state", words("column.state")),
                Column("needed", words("column.needed"), unit: municipalities, .strongNumber),
                Column("met", words("column.met"), unit: municipalities, .number),
                Column("applicable", words("column.applicable"), unit: municipalities, .number),
                Column("share", words("column.share_met"), unit: words("unit.percent_sign"), .number),
                Column(
                    "bar", words("column.bar", ["scale": "100"]),
                    unit: words("column.bar_line", ["threshold": setting.percent(rule)]), .bar),
                Column("using", words("column.using"), unit: words("unit.offices"), .number),
                Column("eligible", words("column.eligible"), unit: words("unit.offices"), .number),
                Column("rate", words("column.rate"), unit: words("unit.percent_sign"), .number),
            ],
            groups: groups, total: total(nation))
        return Block(
            "prefectures",
            .figure(
                Figure(
                    title: words("prefectures.title", ["count": format.integer(prefectures.count - leftOut)]),
                    meta: meta,
                    caption: words("prefectures.caption", ["share": setting.share(rule)])
                        + (prefectures.contains { $0.judgement == .met } ? words("prefectures.cushion") : "")
                        + (leftOut > 0 ? words("prefectures.left_out", ["count": format.integer(leftOut)]) : ""),
                    tables: [table],
                    isLong: true)))
    }

    /// 未達 by distance, 達成 by margin, ties by number.
    private func key(_ figures: PrefectureFigures) -> (Int, Int) {
        switch figures.judgement {
        case .notMet: (figures.needed ?? 0, figures.number)
        case .met: (figures.met - (figures.required ?? 0), figures.number)
        default: (0, figures.number)
        }
    }

    private func row(_ figures: PrefectureFigures) -> Table.Row {
        let prefecture = setting.reference.prefecture(figures.number)
        let head = Cell.link(prefecture?.name ?? "", to: .prefecture(prefecture?.key ?? ""))
        let state = Cell.state(setting.mark(AreaState(figures)))
        let isKnown = figures.total.eligible > 0
        let missing = Cell.missing(figures.reasons.first.map(setting.text) ?? words("reason.no_report"))
        let offices: [Cell] =
            isKnown
            ? [.integer(figures.total.using), .integer(figures.total.eligible), .rate(figures.total.share)]
            : [missing, missing, missing]
        guard figures.applicable > 0 else {
            return Table.Row(
                prefecture?.key ?? "", [head, state, missing, missing, missing, missing, .text("")] + offices)
        }
        guard figures.tally.isKnown else {
            let unknown = Cell.missing(setting.unknownReason(figures.tally))
            return Table.Row(
                prefecture?.key ?? "",
                [
                    head, state, unknown, unknown, .integer(figures.applicable), unknown, .text(""), unknown, unknown,
                    unknown,
                ])
        }
        return Table.Row(
            prefecture?.key ?? "",
            [
                head, state, needed(figures) ?? missing, .integer(figures.met),
                .integer(figures.applicable), .rate(figures.share),
                .bar(
                    RateBar(
                        figures.met, of: figures.applicable, scale: 100, threshold: setting.thresholdPercent(rule),
                        isMet: figures.judgement == .met)),
            ] + offices)
    }

    /// あと of what is not met, 余裕 of what is.
    private func needed(_ figures: PrefectureFigures) -> Cell? {
        if figures.judgement == .met, let required = figures.required {
            return .cushion(figures.met - required, words("number.cushion_word"))
        }
        return figures.needed.map { .integer($0) }
    }

    private func total(_ nation: NationalFigures) -> Table.Row {
        let tally = nation.municipalities
        let none = Cell.missing("")
        let offices: [Cell] =
            nation.total.eligible > 0
            ? [.integer(nation.total.using), .integer(nation.total.eligible), .rate(nation.total.share)]
            : [none, none, none]
        return Table.Row(
            "total",
            [
                .text(words("national.crumb")), .text(""), none, tally.isKnown ? .integer(tally.met) : none,
                .integer(tally.applicable), tally.isKnown ? .rate(Fraction(tally.met, tally.applicable)) : none,
                .text(""),
            ] + offices)
    }

    static func trendTable(_ series: [AreaSeriesPoint], setting: PageSetting) -> Table {
        let words = setting.words
        let missing = Cell.missing(words("reason.no_report"))
        return Table(
            "trend", caption: words("trend_national.table"),
            columns: [
                Column("day", words("column.day")),
                Column("met", words("column.met"), unit: words("unit.municipalities"), .number),
                Column("applicable", words("column.applicable"), unit: words("unit.municipalities"), .number),
                Column("using", words("column.using"), unit: words("unit.offices"), .number),
                Column("eligible", words("column.eligible"), unit: words("unit.offices"), .number),
                Column("rate", words("column.rate"), unit: words("unit.percent_sign"), .number),
            ],
            rows: series.map { point in
                let isKnown = point.isReported
                return Table.Row(
                    point.day.description,
                    [
                        .text(setting.format.day(point.day)), isKnown ? .integer(point.tally.met) : missing,
                        .integer(point.tally.applicable), isKnown ? .integer(point.total.using) : missing,
                        isKnown ? .integer(point.total.eligible) : missing,
                        isKnown ? .rate(point.total.share) : missing,
                    ])
            })
    }
}
