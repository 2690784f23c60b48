import Adoption

/// A corporation that runs offices. Its number begins with 99 after the check digit, a range that the register does
/// not use.
struct SampleCorporation: Sendable {
    var number: CorporationNumber
    var name: String
    /// A chain decides for all its offices; nil for a corporation of one municipality.
    var chain: SampleChain?
}

/// A corporation with offices in several municipalities, and what it decided.
struct SampleChain: Sendable {
    var adopts: Bool
    var day: Day
}

/// Deals corporations out to the offices of one municipality: nationwide and prefecture-wide chains, and local
/// corporations most of which run one office (in 2,011 published rows 67 % of the corporations had one).
struct SampleCorporations {
    private let seed: UInt64
    private let place: SampleReference.Municipality
    private var serial: Int64 = 0
    /// The local corporation of each sector that still takes offices, and how many.
    private var current: [SampleKind.Sector: (corporation: SampleCorporation, left: Int)] = [:]

    init(seed: UInt64, place: SampleReference.Municipality) {
        self.seed = seed
        self.place = place
    }

    mutating func next(_ sector: SampleKind.Sector, _ random: inout SampleRandom) -> SampleCorporation {
        let draw = random.below(100)
        if sector == .company, draw < 8 { return chain(nil, sector, random.within(0...59) * random.below(60) / 60) }
        if draw < 20 {
            let chains = 12 + place.prefecture % 7 * 6
            return chain(place.prefecture, sector, random.within(0...(chains - 1)) * random.below(chains) / chains)
        }
        if let open = current[sector], open.left > 0 {
            current[sector] = (open.corporation, open.left - 1)
            return open.corporation
        }
        let corporation = local(sector, &random)
        current[sector] = (corporation, [0, 1, 2, 3, 5, 8][random.weighted([64, 18, 8, 5, 3, 2])])
        return corporation
    }

    /// A corporation of its own, for the second of two that a number's rows name.
    mutating func local(_ sector: SampleKind.Sector, _ random: inout SampleRandom) -> SampleCorporation {
        serial += 1
        let stem = SampleNames.stem(&random).text
        return SampleCorporation(
            number: CorporationNumber(lastTwelve: 990_000_000_000 + Int64(place.code.number / 10) * 100_000 + serial),
            name: SampleCorporations.name(stem, sector, random.below(100)), chain: nil)
    }

    /// Chain number `rank` of a prefecture, or of the nation; low ranks are drawn more often, so they are the big ones.
    private func chain(_ prefecture: Int?, _ sector: SampleKind.Sector, _ rank: Int) -> SampleCorporation {
        let sectorKey: Int64 = sector == .company ? 0 : sector == .welfare ? 1 : 2
        let area = Int64(prefecture ?? 0)
        var random = SampleRandom(seed, 0xC4A1, UInt64(area), UInt64(sectorKey), UInt64(rank))
        let stem = SampleNames.stem(&random).text
        let scope = prefecture == nil ? "全国" : "広域"
        let adopts = random.chance(prefecture == nil ? 2_300 : 1_700)
        return SampleCorporation(
            number: CorporationNumber(
                lastTwelve: 999_000_000_000 + area * 10_000_000 + sectorKey * 1_000_000 + Int64(rank)),
            name: SampleCorporations.name(stem + scope, sector, random.below(100)),
            chain: SampleChain(adopts: adopts, day: SampleCalendar.registrationDay(&random)))
    }

    private static func name(_ stem: String, _ sector: SampleKind.Sector, _ draw: Int) -> String {
        switch sector {
        case .welfare: "社会福祉法人" + stem + "会"
        case .medical: (draw < 70 ? "医療法人社団" : draw < 90 ? "医療法人" : "一般財団法人") + stem + "会"
        case .company where draw < 62: "株式会社" + stem + "ケア"
        case .company where draw < 80: "有限会社" + stem
        case .company where draw < 90: "合同会社" + stem
        case .company: "特定非営利活動法人" + stem
        }
    }
}
