import Adoption

/// All stage spells of the ledger, ordered by office: what a new registration list is compared with.
package struct StageHistory: Sendable {
    package private(set) var spells: [Recorded<StageSpell>] = []

    package init(_ connection: any Connection, at revision: Int64) throws {
        let visibility = try Visibility(at: revision, connection)
        let columns = FactTable.registration.columns.joined(separator: ", ")
        try visibility.query(
            connection, "SELECT id, revision, \(columns) FROM registration WHERE revision <= :at ORDER BY id"
        ) { row in
            guard let stage = Stage(key: row.text(4)) else { return }
            let spell = StageSpell(
                office: try row.office(2), route: row.text(3), stage: stage,
                spell: Spell(from: try row.day(5), through: try row.day(6)),
                endReason: row.textIfAny(7).flatMap(EndReason.init(key:)), source: row.text(8), evidence: row.text(9))
            spells.append(Recorded(id: try row.int(0), revision: try row.int(1), fact: spell))
        }
        spells.sort {
            ($0.fact.office, $0.fact.spell.from?.number ?? .min) < ($1.fact.office, $1.fact.spell.from?.number ?? .min)
        }
    }

    package func spells(of office: OfficeNumber) -> ArraySlice<Recorded<StageSpell>> {
        slice(spells, office) { $0.fact.office }
    }
}

/// That a registration list of a day spoke for these municipalities, from a day on.
package struct RegistrationList: Hashable, Sendable {
    package var day: Day
    /// The first day about which the list says something: its earliest start day, or its own day when it has no days.
    package var coversFrom: Day
    package var areas: [MunicipalityCode]

    package init(day: Day, coversFrom: Day, areas: [MunicipalityCode]) {
        self.day = day
        self.coversFrom = coversFrom
        self.areas = areas
    }

    /// The lists that hold at a revision, in the order in which they were recorded.
    package static func all(
        _ connection: any Connection, at revision: Int64
    ) throws -> [Recorded<RegistrationList>] {
        var lists: [Recorded<RegistrationList>] = []
        try Visibility(at: revision, connection).query(
            connection,
            "SELECT id, revision, day, covers_from, areas FROM registration_list WHERE revision <= :at ORDER BY id"
        ) { row in
            guard let day = try row.day(2), let from = try row.day(3) else { return }
            let areas = row.text(4).split(separator: ",").compactMap { MunicipalityCode(String($0)) }
            lists.append(
                Recorded(
                    id: try row.int(0), revision: try row.int(1),
                    fact: RegistrationList(day: day, coversFrom: from, areas: areas)))
        }
        return lists
    }
}
