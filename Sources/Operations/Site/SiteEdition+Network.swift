import Adoption
import Analytics
import CSV
import Dashboards

/// The network of an area: its block, its page, and for the staff the offices one by one.
extension SiteEdition {
    /// How many months the derived stages are shown for.
    private static let networkMonths = 13

    /// What pages of the network need; nil while nothing of it was imported.
    static func network(_ state: LedgerState, _ rules: KPIRules, asOf day: Day) -> (NetworkFigures, ExchangeSeries)? {
        guard !state.snapshot.exchanges.isEmpty else { return nil }
        return (
            NetworkFigures(snapshot: state.snapshot, reference: state.reference, rules: rules, day: day),
            ExchangeSeries(
                snapshot: state.snapshot, reference: state.reference, rules: rules,
                days: MonthlySeries.days(through: day, months: networkMonths))
        )
    }

    func networkBlock(of area: AreaSelection) -> Block? {
        guard let coverage = coverage(of: area), !coverage.isEmpty, let path = networkPlace(of: area)?.path else {
            return nil
        }
        return NetworkBlock(setting: setting, coverage: coverage, more: .network(of: path)).block()
    }

    /// The page of an area's network; nil for the nation, which has none.
    func networkPage(of area: AreaSelection) -> Page? {
        guard let place = networkPlace(of: area) else { return nil }
        let stages: [ExchangeSeries.Point]
        switch area {
        case .nation: stages = []
        case .prefecture(let number): stages = network?.series.prefecture(number) ?? []
        case .municipality(let index): stages = network?.series.municipality(index) ?? []
        }
        return NetworkPage(
            setting: setting, name: place.name, fullName: place.fullName, area: place.path, trail: place.trail,
            coverage: coverage(of: area) ?? PartnerCoverage(), stages: stages
        ).page()
    }

    /// Pages of areas with links.
    var networkPaths: [PagePath] {
        guard let figures = network?.figures else { return [] }
        let prefectures = state.reference.prefectures.filter { !figures.prefectures[$0.number].isEmpty }
        let municipalities = setting.published.sorted().filter { !figures.municipalities[$0].isEmpty }
        return prefectures.map { .network(of: .prefecture($0.key)) }
            + municipalities.map { .network(of: .municipality(state.reference.municipalities[$0].code.description)) }
    }

    private func coverage(of area: AreaSelection) -> PartnerCoverage? {
        switch area {
        case .nation: network?.figures.nation
        case .prefecture(let number): network?.figures.prefectures[number]
        case .municipality(let index): network?.figures.municipalities[index]
        }
    }

    private func networkPlace(
        of area: AreaSelection
    ) -> (name: String, fullName: String, path: PagePath, trail: [Crumb])? {
        switch area {
        case .nation: return nil
        case .prefecture(let number):
            return state.reference.prefecture(number).map { prefecture in
                let path = PagePath.prefecture(prefecture.key)
                return (prefecture.name, prefecture.name, path, [Crumb(prefecture.name, path)])
            }
        case .municipality(let index):
            let area = state.reference.municipalities[index]
            guard let prefecture = state.reference.prefecture(area.code.prefecture) else { return nil }
            let path = PagePath.municipality(area.code.description)
            return (
                area.name, state.reference.fullName(area), path,
                [Crumb(prefecture.name, .prefecture(prefecture.key)), Crumb(area.name, path)]
            )
        }
    }
}

/// The network for a terminal.
extension SiteEdition {
    /// - Throws: `Failure.invalid` for the nation.
    package func networkText(of area: AreaSelection) throws -> [UInt8] { render(try chosenNetwork(area), as: .txt) }

    /// - Throws: `Failure.invalid` for the nation.
    package func networkJSON(of area: AreaSelection) throws -> [UInt8] { render(try chosenNetwork(area), as: .json) }

    private func chosenNetwork(_ area: AreaSelection) throws -> Page {
        guard let page = networkPage(of: area) else {
            throw Failure(
                .invalid, "連携ネットワークは、都道府県か市区町村ごとに示します。",
                hint: "--prefecture または --municipality を指定してください(例: --municipality 静岡市)。")
        }
        return page
    }

    /// Every office of an area that has partners, as CSV. It names offices: for the staff, on no page.
    /// - Throws: `Failure.notFound` while nothing of the network was imported.
    package func networkOffices(of area: AreaSelection) throws -> [UInt8] {
        let chosen: Set<Int>?
        switch area {
        case .nation: chosen = nil
        case .prefecture(let number):
            chosen = Set(
                state.reference.municipalities.indices.filter {
                    state.reference.municipalities[$0].code.prefecture == number
                })
        case .municipality(let index): chosen = [index]
        }
        guard let offices = network?.figures.offices(in: chosen), !offices.isEmpty else {
            throw Failure(
                .notFound, "やり取りの相手が分かる事業所がありません。",
                hint: "fukyu import exchanges か fukyu import partners で取り込んでください。")
        }
        let stages = ExchangeStages(state.snapshot.exchanges, day: asOf)
        var bytes: [UInt8] = []
        var writer = try CSVWriter(.utf8) { bytes += $0 }
        let heads = [
            "office_number", "uses", "stage", "partners", "partners_digital", "volume", "volume_digital",
        ]
        try writer.row(heads)
        for office in offices {
            try writer.row([
                OfficeNumber(packed: state.snapshot.numbers[office.office]).description, office.uses ? "1" : "0",
                stages.stage(of: office.office)?.key ?? "", String(office.partners), String(office.partnersOn),
                office.volume > 0 ? String(office.volume) : "", office.volume > 0 ? String(office.volumeOn) : "",
            ])
        }
        _ = try writer.finish()
        return bytes
    }
}
