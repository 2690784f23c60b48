import Adoption

extension OutreachOutcome {
    /// How long after an activity a registration is told of it, in days.
    package static let horizonDays = 90

    /// The outcomes of all activities held by a day, by day and then by id.
    package static func all(
        snapshot: Snapshot, reference: Reference, rules: KPIRules, asOf day: Day
    ) -> [OutreachOutcome] {
        let panel = UsePanel(snapshot: snapshot, reference: reference, rule: rules.municipality, days: [day])
        return snapshot.activities
            .filter { $0.activity.day <= day }
            .map { OutreachOutcome($0, panel: panel, reference: reference, asOf: day) }
            .sorted { ($0.activity.day, $0.activity.id) < ($1.activity.day, $1.activity.id) }
    }

    private init(_ held: Snapshot.Activity, panel: UsePanel, reference: Reference, asOf day: Day) {
        let start = held.activity.day
        self.init(
            activity: held.activity, horizon: start.advanced(by: OutreachOutcome.horizonDays),
            attendees: held.attendees.count + held.unknownAttendees, alreadyUsing: 0, registered: 0, notRegistered: 0,
            open: 0, unknown: held.unknownAttendees)
        let last = min(horizon, day)
        for attendee in held.attendees {
            let office = Int(attendee)
            if panel.wasRegistered(office, from: start.number, through: start.number, reference: reference) {
                alreadyUsing += 1
            } else if panel.wasRegistered(office, from: start.number, through: last.number, reference: reference) {
                registered += 1
            } else if panel.municipality(of: office).map({ panel.known($0) == 0 }) ?? true {
                unknown += 1
            } else if day < horizon {
                open += 1
            } else {
                notRegistered += 1
            }
        }
    }
}

extension Sequence where Element == OutreachOutcome {
    /// The activities held for a municipality or a prefecture, by its six-digit code.
    package func held(for area: MunicipalityCode) -> [OutreachOutcome] {
        filter { $0.activity.area == area }
    }
}
