import Adoption

/// Why an office should be visited, with what bears it out. Each reason weighs the same: one.
package enum VisitReason: Hashable, Sendable {
    /// 誓約済み・申請済み, or registered on a route that no longer counts. The place of the route in `Reference.routes`.
    case begun(Stage, route: Int, since: Day?)
    /// It said that it will join.
    case intends(Day, source: String)
    /// It applied for a campaign; its title.
    case applicant(campaign: String)
    /// Its care software can do what its side needs.
    case software(SoftwareState)
    /// It came to a seminar: the latest one.
    case attended(title: String, day: Day)
    /// Its corporation uses the exchange in `using` of `others` other offices.
    case corporation(using: Int, others: Int)
    /// It exchanges `volume` a month with `users` offices that use it today; for `firstPartners` of them it would be the
    /// first partner to exchange data with.
    case links(volume: Int, users: Int, firstPartners: Int)
    /// With this other office, of another corporation, it brings more per office than alone.
    case pair(partner: Int32, gain: Int)

    package enum Kind: String, CaseIterable, Sendable {
        case begun, intends, applicant, software, attended, corporation, links, pair
    }

    package var kind: Kind {
        switch self {
        case .begun: .begun
        case .intends: .intends
        case .applicant: .applicant
        case .software: .software
        case .attended: .attended
        case .corporation: .corporation
        case .links: .links
        case .pair: .pair
        }
    }
}

/// What stands in the way of an office's joining now: such offices come after all others.
package enum VisitObstacle: Hashable, Sendable {
    /// Its care software lacks these files.
    case lacks([CareFormat], SoftwareState)
    /// It said that it will not join.
    case noPlan(Day, source: String)
}

/// An office that does not use the exchange yet, with its reasons.
package struct VisitTarget: Hashable, Sendable {
    /// Place in `Snapshot.numbers`.
    package var office: Int32
    /// Place in `Reference.municipalities`.
    package var municipality: Int
    /// The services in scope, as bits over the reference's order.
    package var services: UInt64
    /// In the order of `VisitReason.Kind`.
    package var reasons: [VisitReason]
    package var obstacles: [VisitObstacle]
    package var software: SoftwareState
    /// The volume with today's users; nil without link records.
    package var volume: Int?

    /// Offices without an obstacle first, then by the number of reasons, then by the volume with today's users, then by
    /// office number.
    static func precedes(_ left: VisitTarget, _ right: VisitTarget) -> Bool {
        left.rank < right.rank
    }

    private var rank: (Int, Int, Int, Int32) {
        (obstacles.isEmpty ? 0 : 1, -reasons.count, -(volume ?? 0), office)
    }
}
