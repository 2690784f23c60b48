import Adoption

/// Everything that was stated about care software, marks and intentions, in the order of office and day; statements on
/// products first.
package struct ReadinessRecords: Sendable {
    package private(set) var statements: [Recorded<ReadinessStatement>] = []

    package init(_ connection: any Connection, at revision: Int64) throws {
        try self.init(connection, try Visibility(at: revision, connection))
    }

    init(_ connection: any Connection, _ visibility: Visibility) throws {
        let columns = FactTable.readiness.columns.joined(separator: ", ")
        try visibility.query(
            connection, "SELECT id, revision, \(columns) FROM readiness WHERE revision <= :at ORDER BY id"
        ) { row in
            guard let day = try row.day(3) else { return }
            let statement = ReadinessStatement(
                office: row.isNull(2) ? nil : try row.office(2), day: day, software: row.text(4), version: row.text(5),
                marks: row.textIfAny(6).flatMap(FormatMarks.init(key:)),
                intention: row.textIfAny(7).flatMap(Intention.init), attitude: row.textIfAny(8).flatMap(Attitude.init),
                source: row.text(9), evidence: row.text(10))
            statements.append(Recorded(id: try row.int(0), revision: try row.int(1), fact: statement))
        }
        statements.sort { ReadinessRecords.order($0.fact) < ReadinessRecords.order($1.fact) }
    }

    /// Independent of the order in which statements were recorded.
    private static func order(_ fact: ReadinessStatement) -> (UInt64, Int32, String, String, String) {
        (fact.office?.packed ?? 0, fact.day.number, fact.software, fact.version, fact.source)
    }
}
