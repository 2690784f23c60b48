import Adoption

/// A fact with its place in the ledger.
package struct Recorded<Fact: Sendable>: Sendable {
    package var id: Int64
    package var revision: Int64
    package var fact: Fact

    package init(id: Int64, revision: Int64, fact: Fact) {
        self.id = id
        self.revision = revision
        self.fact = fact
    }
}

/// Everything that office lists have said about a range of office numbers, ordered by number: what a new list is
/// compared with.
package struct OfficeDirectory: Sendable {
    package private(set) var entries: [Recorded<OfficeEntry>] = []
    package private(set) var services: [Recorded<ServiceSpell>] = []
    package private(set) var disagreements: [Recorded<Disagreement>] = []
    package private(set) var lists: [Recorded<OfficeList>] = []

    /// - Parameter range: only these numbers; nil for all.
    package init(
        _ connection: any Connection, at revision: Int64, range: ClosedRange<OfficeNumber>? = nil
    ) throws {
        let visibility = try Visibility(at: revision, connection)
        let within = range == nil ? "" : " AND office_number BETWEEN :first AND :last"
        let bounds: Arguments =
            range.map { ["first": .text($0.lowerBound.description), "last": .text($0.upperBound.description)] } ?? [:]
        func select(_ table: FactTable, _ each: (any Row, Int64, Int64) throws -> Void) throws {
            let columns = table.columns.joined(separator: ", ")
            try visibility.query(
                connection,
                "SELECT id, revision, \(columns) FROM \(table.name) WHERE revision <= :at\(within) ORDER BY id",
                bounds
            ) { row in try each(row, try row.int(0), try row.int(1)) }
        }
        try select(.officeEntry) { row, id, revision in
            entries.append(Recorded(id: id, revision: revision, fact: try OfficeDirectory.entry(row)))
        }
        try select(.officeService) { row, id, revision in
            services.append(Recorded(id: id, revision: revision, fact: try OfficeDirectory.service(row)))
        }
        try select(.disagreement) { row, id, revision in
            guard let field = Disagreement.Field(rawValue: row.text(3)) else { return }
            let fact = Disagreement(
                office: try row.office(2), field: field, kept: row.text(4), other: row.text(5), day: try row.day(6))
            disagreements.append(Recorded(id: id, revision: revision, fact: fact))
        }
        lists = try OfficeDirectory.lists(connection, visibility)
        entries.sort { ($0.fact.office, $0.fact.from?.number ?? .min) < ($1.fact.office, $1.fact.from?.number ?? .min) }
        services.sort {
            ($0.fact.office, $0.fact.service, $0.fact.spell.from?.number ?? .min)
                < ($1.fact.office, $1.fact.service, $1.fact.spell.from?.number ?? .min)
        }
        disagreements.sort { $0.fact.office < $1.fact.office }
    }

    package func entries(of office: OfficeNumber) -> ArraySlice<Recorded<OfficeEntry>> {
        slice(entries, office) { $0.fact.office }
    }

    package func services(of office: OfficeNumber) -> ArraySlice<Recorded<ServiceSpell>> {
        slice(services, office) { $0.fact.office }
    }

    package func disagreements(of office: OfficeNumber) -> ArraySlice<Recorded<Disagreement>> {
        slice(disagreements, office) { $0.fact.office }
    }

    private static func lists(
        _ connection: any Connection, _ visibility: Visibility
    ) throws -> [Recorded<OfficeList>] {
        var lists: [Recorded<OfficeList>] = []
        try visibility.query(
            connection, "SELECT id, revision, day, services, areas FROM office_list WHERE revision <= :at ORDER BY id"
        ) { row in
            guard let day = try row.day(2) else { return }
            let list = OfficeList(
                day: day, services: row.text(3).split(separator: ",").map(String.init),
                areas: row.text(4).split(separator: ",").compactMap { MunicipalityCode(String($0)) })
            lists.append(Recorded(id: try row.int(0), revision: try row.int(1), fact: list))
        }
        return lists
    }

    private static func entry(_ row: any Row) throws -> OfficeEntry {
        OfficeEntry(
            office: try row.office(2), from: try row.day(3), name: row.text(10), kana: row.text(11),
            municipality: MunicipalityCode(row.text(4)) ?? MunicipalityCode(number: 0), address: row.text(12),
            corporation: row.textIfAny(5).flatMap(CorporationNumber.init), corporationName: row.text(13),
            latitude: row.isNull(6) ? nil : try row.real(6), longitude: row.isNull(7) ? nil : try row.real(7),
            successorOf: row.isNull(8) ? nil : try row.office(8), statedBy: row.text(9))
    }

    private static func service(_ row: any Row) throws -> ServiceSpell {
        ServiceSpell(
            office: try row.office(2), service: row.text(3),
            spell: Spell(from: try row.day(5), through: try row.day(6)),
            status: ServiceStatus(key: row.text(4)) ?? .active, capacity: row.isNull(7) ? nil : Int(try row.int(7)),
            listedName: row.textIfAny(8))
    }
}

/// That a list of a day spoke for these services in these municipalities.
package struct OfficeList: Hashable, Sendable {
    package var day: Day
    package var services: [String]
    package var areas: [MunicipalityCode]

    package init(day: Day, services: [String], areas: [MunicipalityCode]) {
        self.day = day
        self.services = services
        self.areas = areas
    }
}

/// The elements of one office in an array that is ordered by office.
func slice<Element>(
    _ elements: [Element], _ office: OfficeNumber, _ key: (Element) -> OfficeNumber
) -> ArraySlice<Element> {
    var low = 0
    var high = elements.count
    while low < high {
        let middle = (low + high) / 2
        if key(elements[middle]) < office { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < elements.count, key(elements[end]) == office { end += 1 }
    return elements[low..<end]
}
