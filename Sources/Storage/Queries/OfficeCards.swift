import Adoption

/// What a member of staff needs in order to call or to visit an office. Never on a public page.
package struct OfficeCard: Hashable, Sendable {
    package var office: OfficeNumber
    package var name: String
    package var address: String
    package var corporationName: String
}

/// The directory's words on some offices as of a day: only theirs are read.
package struct OfficeCards: Sendable {
    /// Numbers in one statement: well below what an engine takes.
    private static let batch = 400

    private var cards: [OfficeNumber: OfficeCard] = [:]

    package init(
        _ connection: any Connection, at revision: Int64, on day: Day, of offices: some Sequence<OfficeNumber>
    ) throws {
        let visibility = try Visibility(at: revision, connection)
        let wanted = Set(offices).sorted()
        var entries: [(card: OfficeCard, from: Int32)] = []
        for start in stride(from: 0, to: wanted.count, by: OfficeCards.batch) {
            var arguments: Arguments = [:]
            for (place, office) in wanted[start...].prefix(OfficeCards.batch).enumerated() {
                arguments["n\(place)"] = .text(office.description)
            }
            let marks = (0..<arguments.count).map { ":n\($0)" }.joined(separator: ", ")
            try visibility.query(
                connection,
                """
                SELECT id, revision, office_number, from_day, name, address, corporation_name
                FROM office_entry WHERE revision <= :at AND office_number IN (\(marks)) ORDER BY id
                """, arguments
            ) { row in
                let card = OfficeCard(
                    office: try row.office(2), name: row.text(4), address: row.text(5), corporationName: row.text(6))
                entries.append((card, try row.day(3)?.number ?? .min))
            }
        }
        entries.sort { ($0.card.office, $0.from) < ($1.card.office, $1.from) }
        // The last entry that has begun, or the first of all.
        for entry in entries where entry.from <= day.number || cards[entry.card.office] == nil {
            cards[entry.card.office] = entry.card
        }
    }

    package subscript(office: OfficeNumber) -> OfficeCard? { cards[office] }
}
