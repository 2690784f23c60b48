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
        let shown = Set(prefectures.map(\.judgement))
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
            tiles: prefectures.compactMap(tile), guide: guide)
        return Block(
            "map",
            .figure(
                Figure(
                    title: mapTitle(met), meta: meta, chart: .tiles(chart),
                    legend: Judgement.allCases.filter(shown.contains).map(setting.mark),
                    chartCaption: words("tiles.caption"))))
    }

    /// One tile explained, in the empty corner of the map.
    private var guide: TileMap.Guide {
        TileMap.Guide(
            title: words("tiles.guide"),
            tile: TileMap.Tile(
                name: words("tiles.guide_name"), label: "", row: 0, column: 0, mark: setting.mark(Judgement.notMet),
                distance: "2", path: nil),
            lines: [words("tiles.guide_not_met"), words("tiles.guide_met")])
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
        let mark = setting.mark(figures.judgement)
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
        let near = open.count { $0 <= 5 }
        let title =
            near > 0
            ? words("dots.title", ["open": format.integer(open.count), "near": format.integer(near)])
            : words("dots.title_far", ["open": format.integer(open.count)])
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
                    title: title, meta: meta, chart: .dots(chart), chartCaption: words("dots.caption"),
                    tables: [table])))
    }

    // MARK: table

    func table(nation: NationalFigures) -> Block {
        let order: [Judgement] = [.notMet, .undecided, .notReported, .met, .notApplicable]
        let municipalities = words("unit.municipalities_head")
        let groups = order.compactMap { judgement -> Table.Group? in
            let members = prefectures.filter { $0.judgement == judgement }.sorted { key($0) < key($1) }
            guard !members.isEmpty else { return nil }
            return Table.Group(title(of: judgement, count: members.count), members.map(row))
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
                    title: words("prefectures.title", ["count": format.integer(prefectures.count)]), meta: meta,
                    caption: words("prefectures.caption", ["share": setting.share(rule)]), tables: [table],
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

    private func title(of judgement: Judgement, count: Int) -> String {
        let count = format.integer(count)
        switch judgement {
        case .notMet: return words("group.not_met", ["count": count])
        case .undecided: return words("group.undecided_prefecture", ["count": count])
        case .met: return words("group.met", ["count": count])
        case .notReported: return words("group.not_reported", ["count": count])
        case .notApplicable: return words("group.not_applicable", ["count": count])
        }
    }

    private func row(_ figures: PrefectureFigures) -> Table.Row {
        let prefecture = setting.reference.prefecture(figures.number)
        let head = Cell.link(prefecture?.name ?? "", to: .prefecture(prefecture?.key ?? ""))
        let state = Cell.state(setting.mark(figures.judgement))
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
        return Table.Row(
            prefecture?.key ?? "",
            [
                head, state, figures.needed.map { .integer($0) } ?? missing, .integer(figures.met),
                .integer(figures.applicable), .rate(figures.share),
                .bar(
                    RateBar(
                        figures.met, of: figures.applicable, scale: 100, threshold: setting.thresholdPercent(rule),
                        isMet: figures.judgement == .met)),
            ] + offices)
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
                .text(words("national.crumb")), .text(""), none, .integer(tally.met), .integer(tally.applicable),
                .rate(Fraction(tally.met, tally.applicable)), .text(""),
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
