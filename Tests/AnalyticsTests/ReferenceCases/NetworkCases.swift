import Adoption
@testable import Analytics

/// Links, coverage and degrees of the network.
enum NetworkCases {
    /// The links as a partner list in a real snapshot.
    static func coverage(_ item: ReferenceCases.Case) -> JSON {
        let corporations = item.input["corporation"].members.sorted { $0.0 < $1.0 }
        let names = corporations.map(\.0)
        let groups = Set(corporations.compactMap { $0.1.string }).sorted()
        let reference = Reference.small()
        var ledger = LedgerBuilder(reference)
        for (index, office) in corporations.enumerated() {
            let group = groups.firstIndex(of: office.1.string ?? "") ?? 0
            ledger.offices.append(
                LedgerBuilder.Office(
                    number: String(1_370_000_000 + index), places: [.init(municipality: code(13101), from: nil)],
                    services: [.init(code: "11", from: nil, through: nil)], corporation: Int64(group + 1)))
        }
        var snapshot = ledger.snapshot()
        let links = item.input["links"].array.map { link -> (Int, Int, Int) in
            let ends = link.array.prefix(2).compactMap { end in names.firstIndex { $0 == end.string } }.sorted()
            return (ends[0], ends[1], link.array[2].int ?? -1)
        }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
        for (first, second, volume) in links {
            snapshot.exchanges.listed.first.append(Int32(first))
            snapshot.exchanges.listed.second.append(Int32(second))
            snapshot.exchanges.volumes.append(Int32(volume))
        }
        let adopters = Set(item.input["adopters"].array.compactMap(\.string))
        let figures = NetworkFigures(
            snapshot: snapshot, reference: reference, day: day("2026-10-31"), uses: names.map(adopters.contains))
        return result(figures, names)
    }

    private static func result(_ figures: NetworkFigures, _ names: [String]) -> JSON {
        let nation = figures.nation
        let offices = figures.offices(in: nil)
        let alone = offices.filter { $0.uses && $0.partnersOn == 0 }.map { names[$0.office] }
        let perOffice = offices.map { office in
            (
                names[office.office],
                JSON.object([
                    "partners": .int(office.partners), "partners_on": .int(office.partnersOn),
                    "volume": .int(office.volume), "volume_on": .int(office.volumeOn),
                    "coverage_volume": number(office.volumeShare),
                ])
            )
        }
        return .object([
            "links": .int(nation.total.all), "links_digital": .int(nation.total.digital),
            "volume": .int(nation.total.volume), "volume_digital": .int(nation.total.volumeDigital),
            "link_coverage": number(nation.total.share), "volume_coverage": number(nation.total.volumeShare),
            "adopters_without_digital_partner": .strings(alone), "links_half_open": .int(nation.total.halfOpen),
            "volume_excluding_same_corporation": .int(nation.compared.volume),
            "volume_digital_excluding_same_corporation": .int(nation.compared.volumeDigital),
            "per_office": .object(Dictionary(uniqueKeysWithValues: perOffice)),
        ])
    }

    static func benchmark(_ item: ReferenceCases.Case) -> JSON {
        let shares = item.input["adoption_share"].array.compactMap(\.double)
        var members: [String: JSON] = ["limit_share_squared": .array(shares.map { .double($0 * $0) })]
        for size in item.input["N"].array.compactMap(\.int) {
            members["exact_finite_N\(size)"] = .array(
                shares.map { number(RandomMixing.share(using: Int(($0 * Double(size)).rounded()), of: size)) })
        }
        return .object(members)
    }

    static func degree(_ item: ReferenceCases.Case) -> JSON {
        let edges = item.input["edges"].array.map { ($0.array[0].int ?? 0, $0.array[1].int ?? 0) }
        let members = edges.reduce(0) { max($0, $1.0 + 1, $1.1 + 1) }
        let network = NetworkDegree(members: members, pairs: edges)
        let degrees = network.degrees.enumerated().map { (String($0), JSON.int($1)) }
        return .object([
            "degree": .object(Dictionary(uniqueKeysWithValues: degrees)), "mean_degree": number(network.mean),
            "density": number(network.density),
        ])
    }

    private static func number(_ share: Fraction?) -> JSON {
        share.map { .double(Double($0.numerator) / Double($0.denominator)) } ?? .null
    }
}
