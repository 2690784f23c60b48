import Adoption

@testable import Analytics

/// Adopter categories, stages and the course of offices (methods section 1), through real snapshots where the case
/// speaks of offices.
enum RogersCases {
    static func rankMidpoint(_ item: ReferenceCases.Case) -> JSON {
        let population = item.input["population"].int ?? 0
        // One office a day: the k-th begins on day k.
        let offices = (0..<population).map { index in
            var office = office(index + 1)
            office.registrations = [
                .init(
                    route: "careplan-renkei", stage: .registered, from: day("2020-01-01").advanced(by: index),
                    through: nil)
            ]
            return office
        }
        let segments = segments(ledger(offices, reported: day("2020-01-01")).snapshot(), on: day("2025-12-31"))
        let categories = segments.adopters.map(\.ofMunicipality.category)
        if item.expected.members.keys.contains("categories_in_order") {
            return .object([
                "categories_in_order": .strings(categories.map(\.rawValue)),
                "display_office_labels": .bool(segments.municipality(0)?.basis != AreaSegments.Basis.none),
            ])
        }
        var counts: [String: JSON] = [:]
        var last: [String: JSON] = [:]
        for category in AdopterCategory.allCases {
            counts[category.rawValue] = .int(categories.filter { $0 == category }.count)
            last[category.rawValue] = .int(categories.lastIndex(of: category).map { $0 + 1 })
        }
        let area = segments.municipality(0)
        let counted = area?.categories.map(\.begun) ?? []
        guard counted == categories.counted else { return .string("the area counts otherwise: \(counted)") }
        return .object(["counts": .object(counts), "last_rank_in_category": .object(last)])
    }

    static func groupCategory(_ item: ReferenceCases.Case) -> JSON {
        let rank = MidpointRank(
            earlier: item.input["adopted_strictly_before"].int ?? -1,
            together: item.input["same_date_group"].int ?? -1, population: item.input["population"].int ?? -1)
        return .object([
            "u_num": .int(rank.share.numerator), "u_den": .int(rank.share.denominator),
            "u": .double(Double(rank.share.numerator) / Double(rank.share.denominator)),
            "category": .string(rank.category.rawValue),
        ])
    }

    static func stage(_ item: ReferenceCases.Case) -> JSON {
        let count = UseCount(
            using: item.input["adopted"].int ?? -1, eligible: item.input["population"].int ?? -1)
        let stage = DiffusionStage(count).map { $0.category?.rawValue ?? "not_started" }
        return .object(["stage": .string(stage ?? "undefined")])
    }

    // MARK: - the course of offices

    static func lifecycle(_ item: ReferenceCases.Case) -> JSON {
        let events = item.input["events"].array
        let successors = item.input["successor_of"].members.compactMapValues(\.string)
        let asOf = day(item.input["as_of"].string ?? "")
        let names = Set(events.compactMap { $0["office"].string }).sorted()
        var offices = names.enumerated().map { index, name in
            office(index + 1, name: name, events: events, isFollowed: successors.values.contains(name))
        }
        let population = item.input["population"].int ?? 0
        let closed = Set(successors.values).count
        for index in names.count..<(population + closed) { offices.append(office(index + 1)) }
        var snapshot = ledger(offices, reported: day("2024-01-01")).snapshot()
        for (successor, predecessor) in successors {
            guard let later = names.firstIndex(of: successor), let earlier = names.firstIndex(of: predecessor)
            else { return .string("unknown office") }
            snapshot.predecessors[later] = Int32(earlier)
        }
        let segments = segments(snapshot, on: asOf)
        let begun = segments.offices(ofMunicipality: 0).filter { $0.status != .prospect }
        let using = segments.municipality(0)?.count.using
        return .object([
            "ever_adopted": .int(begun.count), "using_now": .int(begun.filter { $0.status == .using }.count),
            "kpi_numerator": .int(using),
            "offices": .array(begun.map { line($0, names, snapshot) }),
        ])
    }

    /// The spells of one office of the case. An office that another took over is closed when its use ends.
    private static func office(
        _ number: Int, name: String, events: [JSON], isFollowed: Bool
    ) -> LedgerBuilder.Office {
        var made = office(number)
        for event in events where event["office"].string == name {
            let date = day(event["date"].string ?? "")
            if event["type"].string == "start" {
                made.registrations.append(
                    .init(route: "careplan-renkei", stage: .registered, from: date, through: nil))
            } else {
                made.registrations[made.registrations.count - 1].through = date
                if isFollowed { made.services[0].through = date }
            }
        }
        return made
    }

    private static func office(_ number: Int) -> LedgerBuilder.Office {
        LedgerBuilder.Office(
            number: String(1_370_000_000 + number), places: [.init(municipality: code(13101), from: nil)],
            services: [.init(code: "11", from: nil, through: nil)])
    }

    private static func line(_ office: OfficeSegment, _ names: [String], _ snapshot: Snapshot) -> JSON {
        let place = snapshot.numbers.firstIndex(of: office.number.packed) ?? -1
        var first = JSON.null
        if case .day(let day) = office.first { first = .string(day.description) }
        return .object([
            "office": .string(names.indices.contains(place) ? names[place] : "?"),
            "first_adoption": first,
            "category": office.category.map { .string($0.rawValue) } ?? .null,
            "u": .double(office.rank.map { Double($0.share.numerator) / Double($0.share.denominator) }),
            "using_now": .bool(office.status == .using),
            "status": .string(office.status == .ended ? "discontinued" : office.status.rawValue),
            "spells": .int(office.spells),
        ])
    }

    private static func segments(_ snapshot: Snapshot, on day: Day) -> Segments {
        let reference = Reference.small()
        let standing = Standing(snapshot: snapshot, reference: reference, rules: .draft(), day: day)
        return Segments(standing: standing, reference: reference)
    }
}

extension [AdopterCategory] {
    /// How many of each, in order.
    fileprivate var counted: [Int] {
        AdopterCategory.allCases.map { category in filter { $0 == category }.count }
    }
}
