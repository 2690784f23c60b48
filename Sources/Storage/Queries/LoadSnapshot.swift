import Adoption

extension Ledger {
    /// Loads what figures are computed from, as of a revision (nil: the newest).
    ///
    /// Each table is read once in the order of its rows and put into the order of the offices in memory: faster than
    /// asking the engine to sort, because a first import is already in that order. The two big tables are read beside
    /// each other; what holds at a revision never changes, so that several reads see the same.
    ///
    /// - Parameter earlier: another snapshot of this ledger: links that rest on the same facts are taken over from it.
    package func snapshot(
        at revision: Int64? = nil, reference: Reference, earlier: Snapshot? = nil
    ) throws -> Snapshot {
        let (empty, visibility) = try read { connection in
            let head = try Ledger.head(connection)
            let at = min(revision ?? head.revision, head.revision)
            let instant = at == head.revision ? head.recordedAt : try recordedAt(at, connection)
            return (Snapshot(revision: at, recordedAt: instant), try Visibility(at: at, connection))
        }
        let (entries, (services, registrations)) = try sideBySide(
            { try read { try EntryRow.all($0, visibility, reference) } },
            {
                try read {
                    (try ServiceRow.all($0, visibility, reference), try RegistrationRow.all($0, visibility, reference))
                }
            })
        return try read { connection in
            var loading = SnapshotLoading(
                snapshot: empty, reference: reference, visibility: visibility, connection: connection)
            loading.add(entries)
            loading.add(services)
            loading.add(registrations)
            try loading.disagreements()
            try loading.lists()
            try loading.outreach()
            try loading.readiness()
            try loading.exchanges(earlier)
            return loading.snapshot
        }
    }
}

private struct SnapshotLoading {
    var snapshot: Snapshot
    let reference: Reference
    let visibility: Visibility
    let connection: any Connection

    mutating func add(_ entries: [EntryRow]) {
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

    mutating func add(_ services: [ServiceRow]) {
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

    mutating func add(_ registrations: [RegistrationRow]) {
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
            snapshot.registrations.fact.append(registration.fact)
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
            case .corporation: snapshot.disputedCorporations.append(Int32(office))
            case nil: break
            }
        }
    }

    mutating func lists() throws {
        let count = reference.municipalities.count
        snapshot.reportedFrom = Array(repeating: Snapshot.open, count: count)
        snapshot.reports = Snapshot.ListDays(municipalities: count)
        snapshot.officeLists = Snapshot.ListDays(municipalities: count)
        snapshot.listedServices = Array(repeating: ServiceSet(bits: 0), count: count)
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
            let services = row.text(4).split(separator: ",").reduce(into: ServiceSet(bits: 0)) { services, code in
                if let service = reference.serviceIndex(code: String(code)) { services.insert(service) }
            }
            for municipality in municipalities(row.text(3)) {
                snapshot.officeLists.add(day, of: municipality)
                snapshot.listedServices[municipality].bits |= services.bits
            }
        }
    }

    mutating func outreach() throws {
        var attendees: [String: [(office: OfficeNumber, fact: Int64)]] = [:]
        try visibility.query(
            connection,
            "SELECT id, revision, activity, office_number FROM outreach_attendance WHERE revision <= :at ORDER BY id"
        ) { row in attendees[row.text(2), default: []].append((try row.office(3), try row.int(0))) }
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
            let known = came.compactMap { who in
                snapshot.index(of: who.office).map { (office: Int32($0), fact: who.fact) }
            }.sorted { $0 < $1 }
            snapshot.activities.append(
                .init(
                    activity: activity, attendees: known.map(\.office), facts: known.map(\.fact),
                    unknownAttendees: came.count - known.count))
        }
    }

    mutating func exchanges(_ earlier: Snapshot?) throws {
        let loading = try ExchangeLoading(connection, visibility)
        if let earlier, earlier.exchanges.facts == loading.facts, earlier.numbers == snapshot.numbers {
            snapshot.exchanges = earlier.exchanges
        } else {
            snapshot.exchanges = try loading.links(numbers: snapshot.numbers, kinds: reference.exchangeKinds)
        }
    }

    mutating func readiness() throws {
        var office = 0
        for statement in try ReadinessRecords(connection, visibility).statements.map(\.fact) {
            guard let number = statement.office else {
                snapshot.readiness.products.append(statement)
                continue
            }
            let end = snapshot.readiness.statements.count
            if snapshot.readiness.starts.isEmpty { snapshot.readiness.starts = [0] }
            guard advance(&office, to: number.packed, closing: &snapshot.readiness.starts, at: end) else { continue }
            snapshot.readiness.statements.append(statement)
        }
        if snapshot.readiness.starts.isEmpty { return }
        close(&snapshot.readiness.starts, at: snapshot.readiness.statements.count)
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
}
