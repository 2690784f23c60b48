import Adoption

/// What a survey among the offices of a city brought in: whom they work with, their care software, what they mean to do.
struct SampleSurvey {
    static let partners = "office_number,partner_number,month,volume,source\n"
    static let readiness =
        "office_number,day,software,software_version,formats,intention,attitude,source,evidence\n"

    private let careManagers: Int
    private var random: SampleRandom

    init(careManagers: Int, place: MunicipalityCode, seed: UInt64) {
        self.careManagers = careManagers
        random = SampleRandom(seed, 0x5022, UInt64(place.number))
    }

    /// Care managers' offices on the offices of their city, on paper or not.
    mutating func partners(of offices: [SampleOffice]) -> [String] {
        let there = offices.filter { $0.inScope && $0.openDay == nil && $0.lastDay == nil }
        let providers = there.filter { !$0.files.contains(careManagers) }
        var rows: [String] = []
        guard !providers.isEmpty else { return rows }
        for office in there where office.files.contains(careManagers) && random.chance(6_000) {
            var chosen: Set<Int> = []
            for _ in 0..<random.within(3...11) { chosen.insert(random.below(providers.count)) }
            for index in chosen.sorted() {
                let volume = random.chance(9_000) ? "\(1 + random.below(12) * random.below(12) / 6)" : ""
                rows.append("\(office.number),\(providers[index].number),2026-09,\(volume),見本 事業所アンケート\n")
            }
        }
        return rows
    }

    /// Care software and intentions of about a quarter of the offices.
    mutating func readiness(of offices: [SampleOffice], spells: [[StageSpell]]) -> [String] {
        var rows: [String] = []
        for (office, spells) in zip(offices, spells)
        where office.inScope && office.openDay == nil && office.lastDay == nil && random.chance(2_600) {
            let product = SampleSurvey.products[random.weighted(SampleSurvey.products.map(\.weight))]
            let isUsing = spells.contains {
                $0.stage == .registered && $0.route != "equivalent" && $0.spell.covers(SampleCalendar.secondList)
            }
            let intention = isUsing ? "" : ["intends", "undecided", "no_plan", ""][random.weighted([22, 40, 26, 12])]
            let attitude =
                random.chance(5_500) ? SampleSurvey.attitudes[random.weighted([2, 14, 36, 32, 16])] : ""
            let day = Day(number: 20_682).advanced(by: random.below(40))
            rows.append(
                "\(office.number),\(day),\(product.name),\(product.version),,\(intention),\(attitude),"
                    + "見本 事業所アンケート,\n")
        }
        return rows
    }

    private static let attitudes = ["innovator", "early_adopter", "early_majority", "late_majority", "laggard"]

    private struct Product {
        var name: String
        var version: String
        var weight: Int
        var formats: String
    }

    /// Invented products, each with what its maker states.
    private static let products = [
        Product(
            name: "見本ケア", version: "5.2", weight: 34,
            formats: "A:both B1:both B2:both C:both D:both E:both F:both G:both H:both I:both"),
        Product(
            name: "見本ケア", version: "4.8", weight: 14,
            formats: "A:both B1:both C:both D:both E:both G:both I:both"),
        Product(
            name: "見本介護クラウド", version: "2026", weight: 24,
            formats: "A:both B1:both C:both D:both E:both F:both G:both H:both I:both"),
        Product(name: "見本レセプト", version: "3.1", weight: 16, formats: "D:in E:in F:in G:out H:out I:in"),
        Product(name: "見本ノート", version: "1.0", weight: 12, formats: "none"),
    ]

    /// What the makers state of their products.
    static var productRows: [String] {
        products.map { ",2026-08-31,\($0.name),\($0.version),\($0.formats),,,見本 ベンダーの一覧,見本の仕様書\n" }
    }
}
