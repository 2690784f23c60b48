import Adoption

extension Ledger {
    /// Loads what figures are computed from, as of a revision (nil: the newest).
    ///
    /// Each table is read once in the order of its rows and put into the order of the offices in memory: faster than
    /// asking the engine to sort, because a first import is already in that order.
    package func snapshot(at revision: Int64? = nil, reference: Reference) throws -> Snapshot {
        try read { connection in
            let head = try Ledger.head(connection)
            let at = min(revision ?? head.revision, head.revision)
            let instant = at == head.revision ? head.recordedAt : try recordedAt(at, connection)
            var loading = SnapshotLoading(
                snapshot: Snapshot(revision: at, recordedAt: instant), reference: reference,
                visibility: try Visibility(at: at, connection), connection: connection)
            try loading.entries()
            try loading.services()
            try loading.registrations()
            try loading.disagreements()
            try loading.lists()
            try loading.outreach()
            return loading.snapshot
        }
    }
}

private struct SnapshotLoading {
    var snapshot: Snapshot
    let reference: Reference
    let visibility: Visibility
    let connection: any Connection

    mutating func entries() throws {
        struct Entry {
            var office: UInt64
            var from: Int32
            var municipality: Int16
            var latitude: Float
            var longitude: Float
            var corporation: Int64
            var successorOf: UInt64
        }
        var entries: [Entry] = []
        // Reached through `self`, the reference would be copied for every row.
        let reference = reference
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
                Entry(
                    office: try row.office(2).packed, from: try row.day(3)?.number ?? Snapshot.beforeRecord,
                    municipality: Int16(municipality),
                    latitude: row.isNull(6) ? .nan : Float(try row.real(6)),
                    longitude: row.isNull(7) ? .nan : Float(try row.real(7)),
                    corporation: row.isNull(5)
                        ? 0 : row.withText(5) { digits in digits.reduce(Int64(0)) { $0 * 10 + Int64($1) - 48 } },
                    successorOf: row.isNull(8) ? 0 : try row.office(8).packed))
        }
        sortIfNeeded(&entries) { ($0.office, $0.from) < ($1.office, $1.from) }
        var successors: [UInt64] = []
        for entry in entries {
            if snapshot.numbers.last != entry.office {
                snapshot.numbers.append(entry.office)
                snapshot.corporations.append(entry.corporation)
                successors.append(entry.successorOf)
                snapshot.places.starts.append(snapshot.places.starts.last ?? 0)
            }
            let last = snapshot.numbers.count - 1
            snapshot.corporations[last] = entry.corporation
            if entry.successorOf != 0 { successors[last] = entry.successorOf }
            snapshot.places.starts[last + 1] += 1
            snapshot.places.from.append(entry.from)
            snapshot.places.municipality.append(entry.municipality)
            snapshot.places.latitude.append(entry.latitude)
            snapshot.places.longitude.append(entry.longitude)
        }
        snapshot.predecessors = successors.map { packed in
            packed == 0 ? -1 : snapshot.index(of: OfficeNumber(packed: packed)).map(Int32.init) ?? -1
        }
        snapshot.doubts = Array(repeating: [], count: snapshot.numbers.count)
    }

    mutating func services() throws {
        struct Service {
            var office: UInt64
            var service: UInt8
            var status: ServiceStatus
            var from: Int32
            var through: Int32
        }
        let indexes = serviceIndexes()
        var services: [Service] = []
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
                Service(
                    office: try row.office(2).packed, service: service, status: row.withText(4, serviceStatus),
                    from: try row.day(5)?.number ?? Snapshot.beforeRecord,
                    through: try row.day(6)?.number ?? Snapshot.open))
        }
        sortIfNeeded(&services) { ($0.office, $0.service, $0.from) < ($1.office, $1.service, $1.from) }
        var office = 0
        for service in services {
            guard
                advance(
                    &office, to: service.office, closing: &snapshot.services.starts, at: snapshot.services.from.count)
            else { continue }
            snapshot.services.service.append(service.service)
            snapshot.services.status.append(service.status)
            snapshot.services.from.append(service.from)
            snapshot.services.through.append(service.through)
        }
        close(&snapshot.services.starts, at: snapshot.services.from.count)
    }

    mutating func registrations() throws {
        struct Registration {
            var office: UInt64
            var route: UInt8
            var stage: Stage
            var from: Int32
            var through: Int32
            var reason: EndReason?
        }
        var registrations: [Registration] = []
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
                Registration(
                    office: try row.office(2).packed, route: route, stage: stage,
                    from: try row.day(5)?.number ?? Snapshot.beforeRecord,
                    through: try row.day(6)?.number ?? Snapshot.open,
                    reason: row.textIfAny(7).flatMap(EndReason.init(key:))))
        }
        sortIfNeeded(&registrations) {
            ($0.office, $0.from, $0.route, $0.stage.rawValue) < ($1.office, $1.from, $1.route, $1.stage.rawValue)
        }
        var office = 0
        for registration in registrations {
            guard
                advance(
                    &office, to: registration.office, closing: &snapshot.registrations.starts,
                    at: snapshot.registrations.from.count)
            else {
                let prefecture = OfficeNumber(packed: registration.office).prefecture
                snapshot.orphanRegistrations[prefecture <= 47 ? prefecture : 0] += 1
                continue
            }
            snapshot.registrations.route.append(registration.route)
            snapshot.registrations.stage.append(registration.stage)
            snapshot.registrations.from.append(registration.from)
            snapshot.registrations.through.append(registration.through)
            snapshot.registrations.endReason.append(registration.reason)
        }
        close(&snapshot.registrations.starts, at: snapshot.registrations.from.count)
    }

    mutating func disagreements() throws {
        try visibility.query(
            connection,
            "SELECT id, revision, office_number, field, other FROM disagreement WHERE revision <= :at ORDER BY id"
        ) { row in
            guard let office = snapshot.index(of: try row.office(2)) else { return }
            switch Disagreement.Field(rawValue: row.text(3)) {
            case .municipality:
                snapshot.doubts[office].insert(.municipality)
                if let other = MunicipalityCode(row.text(4)).flatMap(reference.municipalityIndex(of:)) {
                    snapshot.claims.append(.init(office: Int32(office), municipality: Int16(other)))
                }
            case .service: snapshot.doubts[office].insert(.service)
            case .closure: snapshot.doubts[office].insert(.closure)
            // Whose corporation an office belongs to does not change whether it counts.
            case .corporation, nil: break
            }
        }
    }

    mutating func lists() throws {
        let count = reference.municipalities.count
        snapshot.reportedFrom = Array(repeating: Snapshot.open, count: count)
        snapshot.reports = Snapshot.ListDays(municipalities: count)
        snapshot.officeLists = Snapshot.ListDays(municipalities: count)
        try visibility.query(
            connection,
            "SELECT id, revision, day, areas, covers_from FROM registration_list WHERE revision <= :at ORDER BY id"
        ) { row in
            guard let day = try row.day(2), let from = try row.day(4)?.number else { return }
            for municipality in municipalities(row.text(3)) {
                snapshot.reportedFrom[municipality] = min(snapshot.reportedFrom[municipality], from)
                snapshot.reports.add(day, of: municipality)
            }
        }
        try visibility.query(
            connection, "SELECT id, revision, day, areas, services FROM office_list WHERE revision <= :at ORDER BY id"
        ) { row in
            guard let day = try row.day(2) else { return }
            for municipality in municipalities(row.text(3)) { snapshot.officeLists.add(day, of: municipality) }
            for code in row.text(4).split(separator: ",") {
                if let service = reference.serviceIndex(code: String(code)) {
                    snapshot.importedServices.insert(service)
                }
            }
        }
    }

    mutating func outreach() throws {
        var attendees: [String: [OfficeNumber]] = [:]
        try visibility.query(
            connection,
            "SELECT id, revision, activity, office_number FROM outreach_attendance WHERE revision <= :at ORDER BY id"
        ) { row in attendees[row.text(2), default: []].append(try row.office(3)) }
        try visibility.query(
            connection,
            """
            SELECT id, revision, activity, kind, day, title, place, organiser, area
            FROM outreach_activity WHERE revision <= :at ORDER BY day, activity
            """
        ) { row in
            guard let day = try row.day(4), let area = MunicipalityCode(row.text(8)) else { return }
            let activity = OutreachActivity(
                id: row.text(2), kind: OutreachActivity.Kind(rawValue: row.text(3)) ?? .other, day: day,
                title: row.text(5), place: row.text(6), organiser: row.text(7), area: area)
            let came = attendees[activity.id] ?? []
            let known = came.compactMap { snapshot.index(of: $0) }.map(Int32.init).sorted()
            snapshot.activities.append(
                .init(activity: activity, attendees: known, unknownAttendees: came.count - known.count))
        }
    }

    /// Moves to the office with this number, writing the end of every office passed; false when it is not in the
    /// ledger's directory.
    private func advance(_ office: inout Int, to number: UInt64, closing starts: inout [Int32], at end: Int) -> Bool {
        while office < snapshot.numbers.count, snapshot.numbers[office] < number {
            office += 1
            starts.append(Int32(end))
        }
        return office < snapshot.numbers.count && snapshot.numbers[office] == number
    }

    private func close(_ starts: inout [Int32], at end: Int) {
        while starts.count <= snapshot.numbers.count { starts.append(Int32(end)) }
    }

    private func municipalities(_ areas: String) -> [Int] {
        areas.split(separator: ",").compactMap { code in
            MunicipalityCode(String(code)).flatMap(reference.municipalityIndex(of:))
        }
    }

    /// Service index by the two bytes of the code; `UInt8.max` for codes that the reference does not know.
    private func serviceIndexes() -> [UInt8] {
        var indexes = Array(repeating: UInt8.max, count: 1 << 16)
        for (index, service) in reference.services.enumerated() {
            let bytes = Array(service.code.utf8)
            if bytes.count == 2 { indexes[Int(bytes[0]) << 8 | Int(bytes[1])] = UInt8(index) }
        }
        return indexes
    }
}

/// A free function: a method would copy the whole loading for every row.
private func serviceStatus(_ text: UnsafeBufferPointer<UInt8>) -> ServiceStatus {
    switch text.first {
    case UInt8(ascii: "s"): .suspended
    case UInt8(ascii: "d"): .deemed
    default: .active
    }
}

private func sortIfNeeded<Element>(_ elements: inout [Element], by precedes: (Element, Element) -> Bool) {
    for index in elements.indices.dropFirst() where precedes(elements[index], elements[index - 1]) {
        elements.sort(by: precedes)
        return
    }
}
