import Adoption
import Analytics

/// The municipalities of a prefecture as circles at the middle of their offices.
struct MunicipalityMap {
    let setting: PageSetting
    let municipalities: [MunicipalityFigures]
    let centres: [Int: OfficeCentre]

    private var words: Wording { setting.words }
    private var format: Format { setting.format }

    /// Nil while no coordinate is known.
    func block(meta: String) -> Block? {
        let placed = municipalities.filter { $0.eligible > 0 && centres[$0.index] != nil }
        guard placed.count >= 2 else { return nil }
        let bubbles = placed.compactMap(bubble)
        let unplaced = municipalities.filter { $0.eligible > 0 && centres[$0.index] == nil }
        var caption = words("map.caption")
        if !unplaced.isEmpty {
            caption += words("map.unplaced", ["names": format.list(unplaced.map { setting.area($0.index).name })])
        }
        let shown = Set(placed.map(\.judgement))
        let chart = BubbleMap(
            title: words("map.chart"), description: description(placed), bubbles: bubbles,
            sizeLabel: words("map.size"), unit: words("unit.offices"), farLabel: words("map.far"))
        return Block(
            "map",
            .figure(
                Figure(
                    title: title, meta: meta, chart: .bubbles(chart),
                    legend: Judgement.allCases.filter(shown.contains).map(setting.mark), chartCaption: caption)))
    }

    private func bubble(_ figures: MunicipalityFigures) -> BubbleMap.Bubble? {
        guard let centre = centres[figures.index] else { return nil }
        let needed = figures.judgement == .notMet ? figures.needed : nil
        return BubbleMap.Bubble(
            name: setting.area(figures.index).name,
            remark: needed.map { words("map.needed", ["needed": format.integer($0)]) } ?? "",
            latitude: Double(centre.latitude), longitude: Double(centre.longitude), size: figures.eligible,
            mark: setting.mark(figures.judgement))
    }

    /// Where most of what is missing lies: in the two municipalities with the largest needs.
    private var title: String {
        let open = municipalities.filter { $0.judgement == .notMet }.sorted { ($0.needed ?? 0) > ($1.needed ?? 0) }
        let missing = open.reduce(0) { $0 + ($1.needed ?? 0) }
        guard open.count > 2, missing > 0 else { return words("map.title_plain") }
        let top = open.prefix(2)
        return words(
            "map.title",
            [
                "missing": format.integer(missing), "part": format.integer(top.reduce(0) { $0 + ($1.needed ?? 0) }),
                "names": words(
                    "list.two",
                    ["first": setting.area(open[0].index).name, "second": setting.area(open[1].index).name]),
            ])
    }

    private func description(_ placed: [MunicipalityFigures]) -> String {
        words(
            "map.description",
            [
                "count": format.integer(placed.count),
                "met": format.integer(placed.count { $0.judgement == .met }),
                "not_met": format.integer(placed.count { $0.judgement == .notMet }),
            ])
    }
}
