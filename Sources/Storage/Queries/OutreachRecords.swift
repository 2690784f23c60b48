import Adoption

/// Outreach activities and who attended them.
package struct OutreachRecords: Sendable {
    package private(set) var activities: [Recorded<OutreachActivity>] = []
    package private(set) var attendance: [Recorded<OutreachAttendance>] = []

    package init(_ connection: any Connection, at revision: Int64) throws {
        let visibility = try Visibility(at: revision, connection)
        try visibility.query(
            connection,
            """
            SELECT id, revision, activity, kind, day, title, place, organiser, area
            FROM outreach_activity WHERE revision <= :at ORDER BY id
            """
        ) { row in
            guard let kind = OutreachActivity.Kind(rawValue: row.text(3)), let day = try row.day(4),
                let area = MunicipalityCode(row.text(8))
            else { return }
            let activity = OutreachActivity(
                id: row.text(2), kind: kind, day: day, title: row.text(5), place: row.text(6), organiser: row.text(7),
                area: area)
            activities.append(Recorded(id: try row.int(0), revision: try row.int(1), fact: activity))
        }
        try visibility.query(
            connection,
            "SELECT id, revision, activity, office_number FROM outreach_attendance WHERE revision <= :at ORDER BY id"
        ) { row in
            let fact = OutreachAttendance(activity: row.text(2), office: try row.office(3))
            attendance.append(Recorded(id: try row.int(0), revision: try row.int(1), fact: fact))
        }
    }
}

/// That an office attended an activity.
package struct OutreachAttendance: Hashable, Sendable {
    package var activity: String
    package var office: OfficeNumber

    package init(activity: String, office: OfficeNumber) {
        self.activity = activity
        self.office = office
    }
}
