import Adoption
import Analytics
import Dashboards

/// The site as of one revision and one day: every page from the same figures, computed once.
package final class SiteEdition: Sendable {
    package let revision: Int64
    /// When the revision was recorded: its number alone can name another state after a restore.
    package let knownAt: Instant
    package let asOf: Day
    /// Changes whenever a page might.
    package let tag: String
    package let standing: Standing
    package let series: MonthlySeries
    let state: LedgerState
    let setting: PageSetting

    private let design: SiteDesign
    private let renderer: PageRenderer
    private let lastMonth: UseFlows
    private let lastYear: UseFlows
    private let outreach: [MunicipalityCode: [OutreachOutcome]]
    /// By the place of the prefecture in the reference.
    private let corporationSizes: [CorporationSizes]
    let segments: Segments
    /// Nil while no exchange record and no partner list was imported.
    let network: (figures: NetworkFigures, series: ExchangeSeries)?
    let forecasts: EditionForecasts
    let campaigns: EditionCampaigns
    /// What offices have stated of themselves, by place in the snapshot.
    let attitudes: [Int: Attitude]

    /// How many months the trends show: two years and the month before them.
    static let trendMonths = 25

    /// - Throws: `Failure.notFound` when no KPI rule is in force on the day.
    package init(
        _ state: LedgerState, design: SiteDesign, asOf day: Day, language: Language, isEmphasised: Bool = false,
        memo: ForecastMemo = ForecastMemo()
    ) throws {
        self.state = state
        self.design = design
        asOf = day
        revision = state.snapshot.revision
        knownAt = state.snapshot.recordedAt
        tag = "r\(state.snapshot.revision)-\(knownAt.milliseconds)-\(day)-\(language.rawValue)-\(design.digest)"
        guard let rules = KPIRules(state.reference, on: day) else {
            throw Failure(
                .notFound, "\(day) に有効なKPIの規則がありません。", hint: "Data/reference/kpi_rules.yaml の期間を確かめてください。")
        }
        let snapshot = state.snapshot
        let reference = state.reference
        standing = Standing(snapshot: snapshot, reference: reference, rules: rules, day: day)
        series = MonthlySeries(
            snapshot: snapshot, reference: reference, rules: rules,
            days: MonthlySeries.days(through: day, months: SiteEdition.trendMonths))
        lastMonth = UseFlows(
            snapshot: snapshot, reference: reference, rules: rules, from: day.month.advanced(by: -1).lastDay,
            through: day)
        lastYear = UseFlows(
            snapshot: snapshot, reference: reference, rules: rules, from: day.month.advanced(by: -12).lastDay,
            through: day)
        outreach = Dictionary(
            grouping: OutreachOutcome.all(snapshot: snapshot, reference: reference, rules: rules, asOf: day),
            by: \.activity.area)
        corporationSizes = standing.prefectures.map(standing.corporationSizes(of:))
        segments = Segments(standing: standing, reference: reference)
        network = SiteEdition.network(state, rules, asOf: day)
        forecasts = EditionForecasts(state, rules: rules, day: day, memo: memo)
        campaigns = EditionCampaigns(state, standing: standing, rules: rules)
        attitudes = snapshot.attitudes(asOf: day)
        setting = PageSetting(
            reference: reference, rules: rules, asOf: day, knownAt: snapshot.recordedAt, revision: snapshot.revision,
            listedServices: snapshot.listedServices, published: SiteEdition.published(snapshot),
            words: design.words(language))
        renderer = PageRenderer(
            shells: design.shells, words: design.words, style: .relative, isEmphasised: isEmphasised)
    }

    /// Municipalities in which an office has ever been listed: those that have a page.
    private static func published(_ snapshot: Snapshot) -> Set<Int> { Set(snapshot.places.municipality.map(Int.init)) }

    /// Every page of the site, the nation first.
    package var paths: [PagePath] {
        let municipalities = setting.published.sorted().map { state.reference.municipalities[$0].code.description }
        let areas =
            state.reference.prefectures.map { PagePath.prefecture($0.key) }
            + municipalities.map { .municipality($0) }
        return [.national, .definitions] + areas + segmentPaths + networkPaths + forecastPaths + campaignPaths
    }

    package var assetNames: [String] { design.assets.keys.sorted() }

    /// The bytes at an address; nil when there is no such page.
    package func bytes(_ path: SitePath) -> [UInt8]? {
        switch path {
        case .asset(let name): design.assets[name]
        case .page(let path, let form): page(path).map { renderer.render($0, as: form) }
        }
    }

    /// - Parameter styleSheet: for the HTML of a document for staff, which stands alone.
    func render(_ page: Page, as form: PageForm, styleSheet: String = "") -> [UInt8] {
        renderer.render(page, as: form, styleSheet: styleSheet)
    }

    /// An area's page as text: the dashboard of a terminal.
    package func text(of area: AreaSelection) -> [UInt8] { render(page(of: area), as: .txt) }

    /// An area's page as JSON.
    package func json(of area: AreaSelection) -> [UInt8] { render(page(of: area), as: .json) }

    /// The part of an area's page that says the KPI: headline, rule, key numbers and the table of its parts.
    package func keyFigures(of area: AreaSelection) -> [UInt8] {
        let wanted = [
            "prefectures", "municipalities", "reach", "quality", "ladder", "routes", "services", "change", "empty",
        ]
        var page = page(of: area)
        page.blocks.removeAll { !wanted.contains($0.id) }
        return render(page, as: .txt)
    }

    /// The page of an area.
    func page(of area: AreaSelection) -> Page {
        switch area {
        case .nation: nationalPage()
        case .prefecture(let number): standing.prefecture(number).map(prefecturePage) ?? nationalPage()
        case .municipality(let index): municipalityPage(index)
        }
    }

    /// The page at an address; nil when there is none.
    func page(_ path: PagePath) -> Page? {
        if path == .national { return nationalPage() }
        if path == .definitions { return DefinitionsPage(setting: setting).page() }
        let parts = path.description.split(separator: "/")
        if parts.first == "campaigns" { return campaignPage(parts) }
        guard parts.count >= 2, let area = area(parts[0], parts[1]) else { return nil }
        switch parts.dropFirst(2) {
        case []: return page(of: area)
        case ["segments"]: return segmentsPage(of: area)
        case ["network"]: return networkPage(of: area)
        case ["forecast"]: return forecastPage(of: area)
        default: return nil
        }
    }

    /// The area of an address that begins with `/prefectures/22/` or `/municipalities/221007/`; nil when it has no
    /// pages.
    private func area(_ level: Substring, _ key: Substring) -> AreaSelection? {
        switch level {
        case "prefectures":
            let prefecture = state.reference.prefectures.first { $0.key == key }
            return prefecture.flatMap { standing.prefecture($0.number) }.map { .prefecture($0.number) }
        case "municipalities":
            guard let code = MunicipalityCode(String(key)), code.description == key,
                let index = state.reference.municipalityIndex(of: code),
                state.reference.municipalities[index].code == code, setting.published.contains(index)
            else { return nil }
            return .municipality(index)
        default: return nil
        }
    }

    private func nationalPage() -> Page {
        NationalPage(
            setting: setting, nation: standing.nation, prefectures: standing.prefectures, series: series.nation()
        ).page()
    }

    private func prefecturePage(_ figures: PrefectureFigures) -> Page {
        let municipalities = Array(standing.municipalities(of: figures))
        var points: [Int: [SeriesPoint]] = [:]
        var centres: [Int: OfficeCentre] = [:]
        for municipality in municipalities {
            points[municipality.index] = series.municipality(municipality.index)
            centres[municipality.index] = standing.centre(of: municipality)
        }
        return PrefecturePage(
            setting: setting, figures: figures, municipalities: municipalities,
            series: series.prefecture(figures.number), municipalitySeries: points,
            breakdown: standing.shownBreakdown(of: figures, sizes: sizes(of: figures)),
            lastMonth: period(lastMonth, of: figures), lastYear: period(lastYear, of: figures), centres: centres,
            activities: state.reference.prefecture(figures.number).flatMap { outreach[$0.code] } ?? [],
            further: furtherBlocks(of: .prefecture(figures.number))
        ).page()
    }

    private func municipalityPage(_ index: Int) -> Page {
        let figures = standing.municipalities[index]
        let prefecture = standing.prefecture(figures.code.prefecture) ?? standing.prefectures[0]
        let prefectureCode = state.reference.prefecture(figures.code.prefecture)?.code
        let activities = (outreach[figures.code] ?? []) + (prefectureCode.flatMap { outreach[$0] } ?? [])
        return MunicipalityPage(
            setting: setting, figures: figures, prefecture: prefecture, series: series.municipality(index),
            breakdown: standing.breakdown(of: figures, sizes: sizes(of: prefecture)),
            lastMonth: lastMonth.municipality(index).map { FlowPeriod(from: lastMonth.from, flow: $0) },
            lastYear: lastYear.municipality(index).map { FlowPeriod(from: lastYear.from, flow: $0) },
            activities: activities.sorted { ($0.activity.day, $0.activity.id) < ($1.activity.day, $1.activity.id) },
            further: furtherBlocks(of: .municipality(index))
        ).page()
    }

    private func period(_ flows: UseFlows, of prefecture: PrefectureFigures) -> FlowPeriod {
        FlowPeriod(
            from: flows.from, flow: flows.prefecture(prefecture.number),
            leftOut: flows.leftOut(prefecture: prefecture.number))
    }

    func sizes(of prefecture: PrefectureFigures) -> CorporationSizes {
        let place = standing.prefectures.firstIndex { $0.number == prefecture.number } ?? 0
        return corporationSizes[place]
    }
}
