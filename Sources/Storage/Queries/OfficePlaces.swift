import Adoption

/// In which municipality every office has lain since when, ordered by number: all that a registration list needs of
/// the directory, without the names and addresses that an `OfficeDirectory` holds.
package struct OfficePlaces: Sendable {
    private struct Place: Sendable {
        var office: OfficeNumber
        /// Nil: before the record.
        var from: Day?
        var municipality: MunicipalityCode
    }

    private var places: [Place] = []

    package init(_ connection: any Connection, at revision: Int64) throws {
        try Visibility(at: revision, connection).query(
            connection,
            """
            SELECT id, revision, office_number, from_day, municipality_code
            FROM office_entry WHERE revision <= :at ORDER BY id
            """
        ) { row in
            guard let municipality = MunicipalityCode(row.text(4)) else { return }
            places.append(Place(office: try row.office(2), from: try row.day(3), municipality: municipality))
        }
        places.sort { ($0.office, $0.from?.number ?? .min) < ($1.office, $1.from?.number ?? .min) }
    }

    /// Where an office lay on a day, or first of all when the day is before that; nil for a number that no list names.
    package func municipality(of office: OfficeNumber, on day: Day) -> MunicipalityCode? {
        let known = slice(places, office) { $0.office }
        let place = known.last { $0.from.map { $0 <= day } ?? true } ?? known.first
        return place?.municipality
    }
}
