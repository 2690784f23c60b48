import Adoption
import Analytics

/// Offices in wards, towns and special wards through a real snapshot: wards roll up before anything is judged.
enum AreaRollUpCase {
    static func result(_ item: ReferenceCases.Case) -> JSON {
        let rows = item.input["rows"].array
        func five(_ json: JSON) -> Int32 { json.string.flatMap { Int32($0) } ?? 0 }
        let cities = Set(rows.map { five($0["municipality"]) }).sorted()
        let wards = rows.filter { $0["area"] != $0["municipality"] }
            .map { (five($0["area"]), five($0["municipality"])) }
        let reference = Reference.small(municipalities: cities, wards: Dictionary(uniqueKeysWithValues: wards))
        var ledger = LedgerBuilder(reference)
        ledger.reportEverything()
        for row in rows {
            let using = row["using"].int ?? 0
            for index in 0..<(row["eligible"].int ?? 0) {
                ledger.offices.append(office(ledger.offices.count, in: code(five(row["area"])), uses: index < using))
            }
        }
        let rules = KPIRules.draft()
        let standing = Standing(
            snapshot: ledger.snapshot(), reference: reference, rules: rules, day: day("2026-10-31"))
        let municipalities = standing.municipalities.map { figures in
            (String(figures.code.description.prefix(5)), judged(figures))
        }
        let unions = item.input["unions"].members.map { name, members in
            let places = members.array.compactMap { reference.municipalityIndex(of: code(five($0))) }
            let union = UnionFigures(
                members: places.map { standing.municipalities[$0] }, target: rules.municipalityTarget)
            return (name, aggregate(union))
        }
        return .object([
            "municipalities": .object(Dictionary(uniqueKeysWithValues: municipalities)),
            "municipality_count": .int(standing.municipalities.count),
            "unions": .object(Dictionary(uniqueKeysWithValues: unions)),
        ])
    }

    private static func office(_ index: Int, in area: MunicipalityCode, uses: Bool) -> LedgerBuilder.Office {
        LedgerBuilder.Office(
            number: String(1_000_000_000 + index), places: [.init(municipality: area, from: nil)],
            services: [.init(code: "11", from: nil, through: nil)],
            registrations: uses
                ? [.init(route: "kaigo-web", stage: .registered, from: day("2026-07-01"), through: nil)] : [])
    }

    private static func judged(_ figures: MunicipalityFigures) -> JSON {
        .object([
            "using": .int(figures.using.value), "eligible": .int(figures.eligible),
            "status": .string(figures.judgement.rawValue), "needed": .int(figures.needed),
        ])
    }

    private static func aggregate(_ union: UnionFigures) -> JSON {
        .object([
            "using": .int(union.total.using), "eligible": .int(union.total.eligible),
            "status": .string(union.judgement.rawValue),
        ])
    }
}
