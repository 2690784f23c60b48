import Adoption
import Analytics

/// The curve of the theory with an area's place on it, and the counts beside it. For the page of the area, which it
/// leads on from, and for the page of its segments.
package struct SegmentsBlock {
    package let setting: PageSetting
    package let area: AreaSegments
    package let isPrefecture: Bool
    /// The page of the segments, where the figure stands elsewhere.
    package let more: PagePath?

    package init(setting: PageSetting, area: AreaSegments, isPrefecture: Bool, more: PagePath? = nil) {
        self.setting = setting
        self.area = area
        self.isPrefecture = isPrefecture
        self.more = more
    }

    private var words: Wording { setting.words }
    private var format: Format { setting.format }
    private var rule: KPIRule { setting.rules.municipality }

    /// The curve. Where it stands elsewhere, the counts are folded under it; on its own page `counts` lies beside.
    package func block() -> Block {
        Block(
            "segments",
            .figure(
                Figure(
                    title: title, meta: setting.meta(rule, setting.offices(area.count)), chart: .bell(chart),
                    chartCaption: words("segments.chart_caption"), caption: caption,
                    tables: more == nil ? [] : [layers, categories],
                    explanation: explanation, more: more.map { Crumb(words("segments.more"), $0) })))
    }

    /// The numbers of the curve.
    func counts() -> Block {
        Block(
            "segment_counts",
            .figure(
                Figure(
                    title: words("segments.counts_title"), meta: setting.meta(rule, setting.offices(area.count)),
                    tables: [layers, categories],
                    explanation: Explanation(
                        shows: words("segments.counts_show"), restsOn: words("segments.counts_rest_on"),
                        doesNotSay: words("segments.counts_do_not_say")))))
    }

    /// The stage as a finding.
    private var title: String {
        guard let stage = area.stage, let category = stage.category, let progress = stage.progress else {
            return words("segments.title_none")
        }
        return words(
            "segments.title",
            ["stage": setting.name(category), "progress": format.share(progress) ?? Format.none])
    }

    private var caption: String {
        var caption = isPrefecture ? words("segments.caption_prefecture") : ""
        switch area.basis {
        case .municipality: break
        case .prefecture(let count) where !isPrefecture:
            caption += words("segments.caption_small", ["count": format.integer(count)])
        case .prefecture: break
        case .none: caption += words("segments.caption_tiny")
        }
        if area.ended > 0 {
            caption += words("segments.caption_ended", ["count": format.integer(area.ended)])
        }
        return caption
    }

    private var explanation: Explanation {
        Explanation(
            shows: words("segments.shows"),
            restsOn: words("segments.rests_on", ["total": format.integer(area.count.eligible)]),
            doesNotSay: words("segments.does_not_say"))
    }

    // MARK: - the curve

    private var chart: BellCurve {
        let layers = area.layers
        let total = max(1, area.count.eligible)
        let reached = layers.applied + layers.focus
        return BellCurve(
            title: words("segments.chart"), description: description,
            groups: AdopterCategory.allCases.map { category in
                BellCurve.Group(
                    name: setting.curveName(category),
                    share: words(
                        "unit.percent",
                        ["value": setting.percent(perMille: category.upperPerMille - category.lowerPerMille)]),
                    upper: Fraction(category.upperPerMille, 1000))
            },
            layers: [
                .init(
                    label: layerLabel(words("segments.applied"), layers.applied),
                    upper: Fraction(layers.applied, total), tone: .solid),
                .init(
                    label: layerLabel(words("segments.focus"), layers.focus), upper: Fraction(reached, total),
                    tone: .outlined),
                .init(
                    label: layerLabel(words("segments.prospects"), layers.prospects), upper: Fraction(1, 1),
                    tone: .pale),
            ],
            marks: [
                .init(
                    label: words("unit.percent", ["value": setting.percent(perMille: chasm.upperPerMille)]),
                    at: Fraction(chasm.upperPerMille, 1000)),
                .init(
                    label: words("segments.mark_target", ["percent": setting.percent(rule)]), at: rule.threshold),
            ],
            today: .init(label: words("segments.today", ["rate": rate]), at: area.count.share))
    }

    /// Where the early groups end: from here on take-up needs the many.
    private var chasm: AdopterCategory { .earlyAdopter }

    private var rate: String { format.rate(area.count.share) ?? Format.none }

    private func layerLabel(_ name: String, _ count: Int) -> String {
        words("segments.layer", ["name": name, "count": format.integer(count)])
    }

    private var description: String {
        let layers = area.layers
        return words(
            "segments.description",
            [
                "using": format.integer(layers.applied), "total": format.integer(area.count.eligible), "rate": rate,
                "stage": area.stage?.category.map(setting.name) ?? words("segments.not_started"),
                "target": setting.percent(rule), "focus": format.integer(layers.focus),
                "prospects": format.integer(layers.prospects),
            ])
    }

    // MARK: - the counts beside it

    private var layers: Table {
        let layers = area.layers
        // n/N is the KPI's rate and is cut as everywhere; two spellings of one rate would look like a mistake.
        func share(_ key: String, _ count: Int) -> Cell {
            let share = Fraction(count, area.count.eligible)
            return key == "applied" ? .rate(share) : .share(share)
        }
        func row(_ key: String, _ name: String, _ count: Int, _ meaning: String) -> Table.Row {
            Table.Row(
                key,
                [.text(name), .integer(count), share(key, count), .text(meaning)])
        }
        return Table(
            "segment_layers", caption: words("segments.layers_table"),
            columns: [
                Column("layer", words("segments.column_layer")),
                Column("offices", words("column.using_plain"), unit: words("unit.offices"), .number),
                Column("share", words("column.share_met"), unit: words("unit.percent_sign"), .number),
                Column("meaning", words("column.meaning"), .prose),
            ],
            rows: [
                row("applied", words("segments.applied"), layers.applied, words("segments.applied_meaning")),
                row(
                    "focus", words("segments.focus"), layers.focus,
                    words("segments.focus_meaning", ["share": setting.share(rule)])),
                row("prospects", words("segments.prospects"), layers.prospects, words("segments.prospects_meaning")),
            ],
            total: Table.Row(
                "total",
                [
                    .text(words("row.total")), .integer(area.count.eligible),
                    .share(Fraction(area.count.eligible, area.count.eligible)), .text(""),
                ]))
    }

    private var categories: Table {
        let unlabelled = area.basis == .none ? words("segments.unlabelled") : nil
        func cell(_ value: Int) -> Cell { unlabelled.map { .missing($0) } ?? .integer(value) }
        var rows = area.categories.map { count in
            Table.Row(
                count.category.rawValue,
                [
                    .text(setting.name(count.category)), .text(setting.range(count.category)), cell(count.begun),
                    cell(count.ended),
                ], isHighlighted: count.category == area.stage?.category)
        }
        if unlabelled != nil {
            rows.append(
                Table.Row(
                    "begun",
                    [.text(words("segments.begun")), .text(""), .integer(area.begun), .integer(area.ended)]))
        }
        rows.append(
            Table.Row(
                "not_begun",
                [
                    .text(words("segments.not_begun")), .text(words("segments.not_begun_range")),
                    .integer(area.prospects), .missing(words("segments.not_begun_ended")),
                ]))
        return Table(
            "segment_categories", caption: words("segments.categories_table"),
            columns: [
                Column("category", words("segments.column_category"), .prose),
                Column("range", words("segments.column_range"), .prose),
                Column("offices", words("column.using_plain"), unit: words("unit.offices"), .number),
                Column("ended", words("segments.column_ended"), unit: words("unit.offices"), .number),
            ],
            rows: rows,
            total: Table.Row(
                "total",
                [
                    .text(words("row.total")), .text(""), .integer(area.count.eligible), .integer(area.ended),
                ]))
    }
}
