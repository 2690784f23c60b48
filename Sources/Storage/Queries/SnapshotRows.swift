import Adoption

/// A row of `office_entry`, as far as figures need it. Ordered by office and first day.
struct EntryRow: Sendable {
    var office: UInt64
    var from: Int32
    var municipality: Int16
    var latitude: Float
    var longitude: Float
    var corporation: Int64
    var successorOf: UInt64

    static func all(
        _ connection: any Connection, _ visibility: Visibility, _ reference: Reference
    ) throws -> [EntryRow] {
        var entries: [EntryRow] = []
        try visibility.query(
            connection,
            """
            SELECT id, revision, office_number, from_day, municipality_code, corporation_number, latitude, longitude,
                successor_of
            FROM office_entry WHERE revision <= :at ORDER BY id
            """
        ) { row in
            let code = row.withText(4) { digits in digits.reduce(Int32(0)) { $0 * 10 + Int32($1) - 48 } }
            guard let municipality = reference.municipalityIndex(of: MunicipalityCode(number: code)) else { return }
            entries.append(
                EntryRow(
                    office: try row.office(2).packed, from: try row.day(3)?.number ?? Snapshot.beforeRecord,
                    municipality: Int16(municipality),
                    latitude: row.isNull(6) ? .nan : Float(try row.real(6)),
                    longitude: row.isNull(7) ? .nan : Float(try row.real(7)),
                    corporation: row.isNull(5)
                        ? 0 : row.withText(5) { digits in digits.reduce(Int64(0)) { $0 * 10 + Int64($1) - 48 } },
                    successorOf: row.isNull(8) ? 0 : try row.office(8).packed))
        }
        sortIfNeeded(&entries) { ($0.office, $0.from) < ($1.office, $1.from) }
        return entries
    }
}

/// A row of `office_service`. Ordered by office, service and first day.
struct ServiceRow: Sendable {
    var office: UInt64
    var service: UInt8
    var status: ServiceStatus
    var from: Int32
    var through: Int32

    static func all(
        _ connection: any Connection, _ visibility: Visibility, _ reference: Reference
    ) throws -> [ServiceRow] {
        let indexes = serviceIndexes(reference)
        var services: [ServiceRow] = []
        try visibility.query(
            connection,
            """
            SELECT id, revision, office_number, service_code, status, from_day, to_day
            FROM office_service WHERE revision <= :at ORDER BY id
            """
        ) { row in
            let service = row.withText(3) { indexes[Int($0[0]) << 8 | Int($0[1])] }
            guard service != UInt8.max else { return }
            services.append(
                ServiceRow(
                    office: try row.office(2).packed, service: service, status: row.withText(4, status),
                    from: try row.day(5)?.number ?? Snapshot.beforeRecord,
                    through: try row.day(6)?.number ?? Snapshot.open))
        }
        sortIfNeeded(&services) { ($0.office, $0.service, $0.from) < ($1.office, $1.service, $1.from) }
        return services
    }

    /// Service index by the two bytes of the code; `UInt8.max` for codes that the reference does not know.
    private static func serviceIndexes(_ reference: Reference) -> [UInt8] {
        var indexes = Array(repeating: UInt8.max, count: 1 << 16)
        for (index, service) in reference.services.enumerated() {
            let bytes = Array(service.code.utf8)
            if bytes.count == 2 { indexes[Int(bytes[0]) << 8 | Int(bytes[1])] = UInt8(index) }
        }
        return indexes
    }

    private static func status(_ text: UnsafeBufferPointer<UInt8>) -> ServiceStatus {
        switch text.first {
        case UInt8(ascii: "s"): .suspended
        case UInt8(ascii: "d"): .deemed
        default: .active
        }
    }
}

/// A row of `registration`. Ordered by office, first day, route and stage.
struct RegistrationRow: Sendable {
    var fact: Int64
    var office: UInt64
    var route: UInt8
    var stage: Stage
    var from: Int32
    var through: Int32
    var reason: EndReason?

    static func all(
        _ connection: any Connection, _ visibility: Visibility, _ reference: Reference
    ) throws -> [RegistrationRow] {
        var registrations: [RegistrationRow] = []
        let routes = Dictionary(
            reference.routes.enumerated().map { ($1.code, UInt8($0)) }, uniquingKeysWith: { first, _ in first })
        try visibility.query(
            connection,
            """
            SELECT id, revision, office_number, route, stage, from_day, to_day, end_reason
            FROM registration WHERE revision <= :at ORDER BY id
            """
        ) { row in
            guard let route = routes[row.text(3)], let stage = Stage(key: row.text(4)) else { return }
            registrations.append(
                RegistrationRow(
                    fact: try row.int(0), office: try row.office(2).packed, route: route, stage: stage,
                    from: try row.day(5)?.number ?? Snapshot.beforeRecord,
                    through: try row.day(6)?.number ?? Snapshot.open,
                    reason: row.textIfAny(7).flatMap(EndReason.init(key:))))
        }
        sortIfNeeded(&registrations) {
            ($0.office, $0.from, $0.route, $0.stage.rawValue) < ($1.office, $1.from, $1.route, $1.stage.rawValue)
        }
        return registrations
    }
}

private func sortIfNeeded<Element>(_ elements: inout [Element], by precedes: (Element, Element) -> Bool) {
    for index in elements.indices.dropFirst() where precedes(elements[index], elements[index - 1]) {
        elements.sort(by: precedes)
        return
    }
}
