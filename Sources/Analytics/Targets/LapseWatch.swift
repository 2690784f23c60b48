import Adoption

/// Which offices stop using the exchange soon or have just stopped, and why: lists for telephone calls, for staff only.
///
/// The days from 30 before to 30 after D are looked at as bits of one mask, by the same rule as every figure, so that
/// the end of a registration, the end of a route (the move of 2027) and the end of an office are found alike.
package struct LapseWatch: Sendable {
    package enum Cause: String, CaseIterable, Sendable {
        /// The registration itself ends.
        case registrationEnds = "registration_ends"
        /// The registration goes on, but its route no longer counts from the next day on: the office has not moved.
        case routeEnds = "route_ends"
        /// The office closes, pauses or gives up its services in scope.
        case officeCloses = "office_closes"
    }

    package struct Lapse: Hashable, Sendable {
        /// Place in `Snapshot.numbers`.
        package var office: Int32
        package var municipality: Int
        /// The last day of use: before D when it has ended already.
        package var lastDay: Day
        package var cause: Cause
        /// The reason in the list, when it gave one.
        package var endReason: EndReason?
    }

    /// How far ahead and back the watch looks, in days.
    package static let horizon = 30
    /// The calls: how many days before the end at the latest.
    package static let callDays = [3, 14, 30]

    package let day: Day
    /// Uses it on D and stops within the horizon: the earliest first.
    package let ahead: [Lapse]
    /// Used it within the horizon before D and does not on D: the latest first.
    package let ended: [Lapse]

    package init(_ standing: Standing, reference: Reference, municipalities: [Int]) {
        let day = standing.day
        self.day = day
        // One day more, to see that the last one of the horizon is an end.
        let days = (-LapseWatch.horizon...LapseWatch.horizon + 1).map { day.advanced(by: $0) }
        let panel = UsePanel(
            snapshot: standing.panel.snapshot, reference: reference, rule: standing.rules.municipality, days: days)
        var ahead: [Lapse] = []
        var ended: [Lapse] = []
        let wanted = Set(municipalities)
        for office in panel.snapshot.numbers.indices {
            let eligible = panel.eligible(panel.listing(of: office))
            let using = eligible & panel.registered(office)
            guard using != 0, let last = LapseWatch.lastUse(using, of: days.count),
                let municipality = standing.panel.municipality(of: office), wanted.contains(municipality)
            else { continue }
            let lapse = Lapse(
                office: Int32(office), municipality: municipality, lastDay: days[last],
                cause: panel.cause(of: office, after: last, eligible: eligible),
                endReason: panel.endReason(of: office, on: days[last]))
            if last >= LapseWatch.horizon { ahead.append(lapse) } else { ended.append(lapse) }
        }
        self.ahead = ahead.sorted { ($0.lastDay, $0.office) < ($1.lastDay, $1.office) }
        self.ended = ended.sorted { (-$0.lastDay.number, $0.office) < (-$1.lastDay.number, $1.office) }
    }

    /// Those whose last day is at most so many days ahead.
    package func ahead(within days: Int) -> [Lapse] {
        ahead.filter { $0.lastDay.number - day.number <= days }
    }

    /// The bit of the last day of use, if use ends within the panel: on D or later the end of the days that go on from
    /// D without a gap, else the last one. Nil when it goes on.
    private static func lastUse(_ using: UInt64, of count: Int) -> Int? {
        let now = LapseWatch.horizon
        if using >> UInt64(now) & 1 == 0 {
            let before = using & ((1 << UInt64(now)) - 1)
            return before == 0 ? nil : 63 - before.leadingZeroBitCount
        }
        let unbroken = (~(using >> UInt64(now))).trailingZeroBitCount
        let last = now + unbroken - 1
        return last >= count - 1 ? nil : last
    }
}

extension UsePanel {
    /// Why use ends after the day of a bit.
    fileprivate func cause(of office: Int, after bit: Int, eligible: UInt64) -> LapseWatch.Cause {
        let next = UInt64(bit + 1)
        if eligible >> next & 1 == 0 { return .officeCloses }
        let registrations = snapshot.registrations
        for row in Int(registrations.starts[office])..<Int(registrations.starts[office + 1])
        where registrations.stage[row] >= rule.minimumStage && everCounts[Int(registrations.route[row])] {
            // It holds the stage on the next day too, but on a route that does not count then.
            if panel.mask(from: registrations.from[row], through: registrations.through[row]) >> next & 1 == 1 {
                return .routeEnds
            }
        }
        return .registrationEnds
    }

    /// The reason of a counting registration whose last day this is.
    fileprivate func endReason(of office: Int, on day: Day) -> EndReason? {
        let registrations = snapshot.registrations
        for row in Int(registrations.starts[office])..<Int(registrations.starts[office + 1])
        where registrations.stage[row] >= rule.minimumStage && registrations.through[row] == day.number {
            if let reason = registrations.endReason[row] { return reason }
        }
        return nil
    }
}
