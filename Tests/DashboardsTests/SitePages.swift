import Adoption
import Analytics
import Dashboards

/// All pages for one snapshot, day and language, built from the figures as the operations build them.
struct SitePages: Sendable {
    let setting: PageSetting
    let standing: Standing
    private let snapshot: Snapshot
    private let series: MonthlySeries
    private let lastMonth: UseFlows
    private let lastYear: UseFlows
    private let activities: [OutreachOutcome]
    private let sizes: [Int: CorporationSizes]
    let segments: Segments

    /// Two years and the month before: long enough for a season, short enough for a table.
    static let months = 25

    /// `knownAt` is the instant of the state of knowledge that the snapshot holds.
    init(
        snapshot: Snapshot, reference: Reference, rules: KPIRules, day: Day, knownAt: Instant, words: Wording
    ) {
        self.snapshot = snapshot
        let standing = Standing(snapshot: snapshot, reference: reference, rules: rules, day: day)
        self.standing = standing
        series = MonthlySeries(
            snapshot: snapshot, reference: reference, rules: rules,
            days: MonthlySeries.days(through: day, months: SitePages.months))
        let flows = { (months: Int) in
            UseFlows(
                snapshot: snapshot, reference: reference, rules: rules,
                from: day.month.advanced(by: -months).lastDay, through: day)
        }
        lastMonth = flows(1)
        lastYear = flows(12)
        activities = OutreachOutcome.all(snapshot: snapshot, reference: reference, rules: rules, asOf: day)
        segments = Segments(standing: standing, reference: reference)
        sizes = Dictionary(
            uniqueKeysWithValues: standing.prefectures.map { ($0.number, standing.corporationSizes(of: $0)) })
        setting = PageSetting(
            reference: reference, rules: rules, asOf: day, knownAt: knownAt, revision: snapshot.revision,
            listedServices: snapshot.listedServices,
            published: Set(standing.municipalities.filter { $0.eligible > 0 }.map(\.index)), words: words)
    }

    /// The same figures in another language.
    init(_ other: SitePages, words: Wording) {
        var setting = other.setting
        setting.words = words
        self.setting = setting
        standing = other.standing
        snapshot = other.snapshot
        series = other.series
        lastMonth = other.lastMonth
        lastYear = other.lastYear
        activities = other.activities
        sizes = other.sizes
        segments = other.segments
    }

    /// The addresses of all pages, in the order of the site: nation, definitions, prefectures, municipalities that have
    /// an office in scope.
    var paths: [PagePath] {
        let prefectures = setting.reference.prefectures.map { PagePath.prefecture($0.key) }
        let municipalities = setting.published.sorted().map {
            PagePath.municipality(setting.reference.municipalities[$0].code.description)
        }
        let areas = prefectures + municipalities
        return [.national, .definitions] + areas + segmentPaths
    }

    /// Areas whose segments are known: the others' pages are served, but nothing leads to them.
    private var segmentPaths: [PagePath] {
        let prefectures = setting.reference.prefectures.filter { segments.prefecture($0.number) != nil }
        let municipalities = setting.published.sorted().filter { segments.municipality($0) != nil }
        return prefectures.map { .segments(of: .prefecture($0.key)) }
            + municipalities.map { .segments(of: .municipality(setting.reference.municipalities[$0].code.description)) }
    }

    /// The page at an address, or nil when there is none. Municipalities without an office in scope have a page as
    /// well, which says so: it is served, but not published.
    func page(at path: PagePath) -> Page? {
        if path == .national { return national() }
        if path == .definitions { return definitions() }
        let parts = path.description.split(separator: "/")
        guard parts.count == 2 || parts.dropFirst(2) == ["segments"] else { return nil }
        switch parts[0] {
        case "prefectures":
            let found = setting.reference.prefectures.first { $0.key == parts[1] }
            return found.flatMap { parts.count == 2 ? prefecture($0.number) : prefectureSegments($0.number) }
        case "municipalities":
            guard let code = MunicipalityCode(String(parts[1])), code.description == parts[1],
                let index = setting.reference.municipalityIndex(of: code),
                setting.reference.municipalities[index].code == code
            else { return nil }
            return parts.count == 2 ? municipality(index) : municipalitySegments(index)
        default: return nil
        }
    }

    func municipalitySegments(_ index: Int, answers: [Int: Attitude] = [:]) -> Page? {
        let figures = standing.municipalities[index]
        guard let prefecture = standing.prefecture(figures.code.prefecture) else { return nil }
        return SegmentsPage(
            setting: setting, subject: .municipality(figures), area: segments.municipality(index),
            parts: segments.parts(ofMunicipality: index, sizes: standing.corporationSizes(of: prefecture)),
            attitudes: segments.attitudes(ofMunicipality: index, answers: answers)
        ).page()
    }

    func prefectureSegments(_ number: Int, answers: [Int: Attitude] = [:]) -> Page? {
        guard let figures = standing.prefecture(number) else { return nil }
        return SegmentsPage(
            setting: setting, subject: .prefecture(figures, Array(standing.municipalities(of: figures))),
            area: segments.prefecture(number),
            parts: segments.parts(ofPrefecture: number, sizes: standing.corporationSizes(of: figures)),
            attitudes: segments.attitudes(ofPrefecture: number, answers: answers)
        ).page()
    }

    func national() -> Page {
        NationalPage(
            setting: setting, nation: standing.nation, prefectures: standing.prefectures, series: series.nation()
        ).page()
    }

    func definitions() -> Page {
        DefinitionsPage(setting: setting).page()
    }

    /// `number` is 1…47; nil when the reference has no such prefecture.
    func prefecture(_ number: Int) -> Page? {
        guard let figures = standing.prefecture(number) else { return nil }
        let municipalities = Array(standing.municipalities(of: figures))
        let leftOut = { (flows: UseFlows) in flows.leftOut(prefecture: number) }
        return PrefecturePage(
            setting: setting, figures: figures, municipalities: municipalities, series: series.prefecture(number),
            municipalitySeries: Dictionary(
                uniqueKeysWithValues: municipalities.map {
                    ($0.index, series.municipality($0.index))
                }),
            breakdown: standing.shownBreakdown(
                of: figures, sizes: sizes[number] ?? standing.corporationSizes(of: figures)),
            lastMonth: FlowPeriod(
                from: lastMonth.from, flow: lastMonth.prefecture(number), leftOut: leftOut(lastMonth)),
            lastYear: FlowPeriod(from: lastYear.from, flow: lastYear.prefecture(number), leftOut: leftOut(lastYear)),
            centres: Dictionary(
                uniqueKeysWithValues: municipalities.compactMap { municipality in
                    standing.centre(of: municipality).map { (municipality.index, $0) }
                }),
            activities: activities.filter {
                $0.activity.area == setting.reference.prefecture(number)?.code
            },
            further: segments.prefecture(number).map {
                [
                    SegmentsBlock(
                        setting: setting.resting(on: figures.grounds), area: $0, isPrefecture: true,
                        more: setting.reference.prefecture(number).map { .segments(of: .prefecture($0.key)) }
                    ).block()
                ]
            } ?? []
        ).page()
    }

    /// `index` is the place in `Reference.municipalities`; nil when there is none or its prefecture is unknown.
    func municipality(_ index: Int) -> Page? {
        guard standing.municipalities.indices.contains(index) else { return nil }
        let figures = standing.municipalities[index]
        guard let prefecture = standing.prefecture(figures.code.prefecture) else { return nil }
        let area = setting.reference.prefecture(prefecture.number)?.code
        return MunicipalityPage(
            setting: setting, figures: figures, prefecture: prefecture, series: series.municipality(index),
            breakdown: standing.breakdown(
                of: figures, sizes: sizes[prefecture.number] ?? standing.corporationSizes(of: prefecture)),
            lastMonth: lastMonth.municipality(index).map { FlowPeriod(from: lastMonth.from, flow: $0) },
            lastYear: lastYear.municipality(index).map { FlowPeriod(from: lastYear.from, flow: $0) },
            activities: activities.filter { $0.activity.area == figures.code || $0.activity.area == area },
            further: segments.municipality(index).map {
                [
                    SegmentsBlock(
                        setting: setting.resting(on: figures.grounds), area: $0, isPrefecture: false,
                        more: .segments(of: .municipality(figures.code.description))
                    ).block()
                ]
            } ?? []
        ).page()
    }
}
