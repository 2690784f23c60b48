/// The ladder of use of one office. Stages 1–3 are recorded, 4–6 are derived from exchange records as of a day.
package enum Stage: UInt8, CaseIterable, Comparable, Sendable {
    /// 誓約: promised to join (enough for a fee add-on since June 2026).
    case pledged = 1
    /// 利用申請
    case applied = 2
    /// 利用登録(有効): what the KPI counts.
    case registered = 3
    /// 初回連携: at least one complete set was exchanged.
    case exchanged = 4
    /// 定期連携: at least one standard exchange in the three complete months before.
    case regular = 5
    /// 面的連携: at least five partners in those months.
    case connected = 6

    /// The name in files and in the database.
    package var key: String {
        switch self {
        case .pledged: "pledged"
        case .applied: "applied"
        case .registered: "registered"
        case .exchanged: "exchanged"
        case .regular: "regular"
        case .connected: "connected"
        }
    }

    package init?(key: String) {
        guard let stage = Stage.allCases.first(where: { $0.key == key }) else { return nil }
        self = stage
    }

    /// Whether a file may state this stage (the others are derived).
    package var isRecorded: Bool { self <= .registered }

    package static func < (left: Stage, right: Stage) -> Bool { left.rawValue < right.rawValue }
}

/// Why a stage ended.
package enum EndReason: UInt8, CaseIterable, Sendable {
    case expired = 1
    case cancelled = 2
    case officeClosed = 3
    /// Not carried over to the service of 2027.
    case notMoved = 4
    /// Gone from a list that was said to be complete, without a reason given.
    case vanished = 5
    /// The next stage of the ladder began.
    case advanced = 6

    package var key: String {
        switch self {
        case .expired: "expired"
        case .cancelled: "cancelled"
        case .officeClosed: "office_closed"
        case .notMoved: "not_moved"
        case .vanished: "vanished"
        case .advanced: "advanced"
        }
    }

    package init?(key: String) {
        guard let reason = EndReason.allCases.first(where: { $0.key == key }) else { return nil }
        self = reason
    }
}

/// How an office offers a service.
package enum ServiceStatus: UInt8, CaseIterable, Sendable {
    case active = 0
    /// 休止: not eligible, shown apart.
    case suspended = 1
    /// みなし指定: designated by law, whether or not it works.
    case deemed = 2

    package var key: String {
        switch self {
        case .active: "active"
        case .suspended: "suspended"
        case .deemed: "deemed"
        }
    }

    package init?(key: String) {
        guard let status = ServiceStatus.allCases.first(where: { $0.key == key }) else { return nil }
        self = status
    }
}
