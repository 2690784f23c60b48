import Adoption

/// Who is in scope, eligible and registered under a rule on each day of a panel: the one place where the KPI's rule
/// meets the facts. Every figure, series and flow comes from here.
struct UsePanel: Sendable {
    let snapshot: Snapshot
    let panel: DayPanel
    let rule: KPIRule
    /// By place in `Reference.routes`: the days on which the route counts.
    let countingDays: [UInt64]
    /// By place in `Reference.routes`: whether it counts in any period of the rule, and in its last one.
    let everCounts: [Bool]
    let countsLast: [Bool]
    let municipalityCount: Int
    /// The days on which offices hold the rule's stage when only exchange records show it; nil for other rules.
    let derived: ExchangeSpans?
    /// By municipality: the days on which it has exchange records; empty unless the rule's stage is one of those.
    private let recorded: [UInt64]

    init(snapshot: Snapshot, reference: Reference, rule: KPIRule, days: [Day]) {
        self.snapshot = snapshot
        self.rule = rule
        let panel = DayPanel(days)
        self.panel = panel
        municipalityCount = reference.municipalities.count
        let isDerived = !rule.minimumStage.isRecorded
        derived = isDerived ? ExchangeSpans(snapshot.exchanges, holding: rule.minimumStage) : nil
        recorded =
            isDerived ? UsePanel.exchangeRecorded(snapshot, panel, municipalities: municipalityCount) : []
        let periods = rule.routePeriods
        countingDays = reference.routes.map { route in
            var mask: UInt64 = 0
            for (bit, day) in days.prefix(DayPanel.capacity).enumerated()
            where rule.routes(on: day).contains(route.code) {
                mask |= 1 << UInt64(bit)
            }
            return mask
        }
        everCounts = reference.routes.map { route in periods.contains { $0.routes.contains(route.code) } }
        countsLast = reference.routes.map { route in periods.last?.routes.contains(route.code) ?? false }
    }

    /// The days on which an office offers a service in scope, by status.
    struct Listing {
        var active: UInt64 = 0
        var suspended: UInt64 = 0
        var deemed: UInt64 = 0
        /// Days of an eligible spell that began at a stated day.
        var stated: UInt64 = 0

        /// In scope, eligible or not.
        var listed: UInt64 { active | suspended | deemed }
    }

    func listing(of office: Int) -> Listing {
        let services = snapshot.services
        var listing = Listing()
        for row in Int(services.starts[office])..<Int(services.starts[office + 1])
        where rule.services.contains(Int(services.service[row])) {
            let from = services.from[row]
            let mask = panel.mask(from: from, through: services.through[row])
            let status = services.status[row]
            switch status {
            case .active: listing.active |= mask
            case .suspended: listing.suspended |= mask
            case .deemed: listing.deemed |= mask
            }
            if from != Snapshot.beforeRecord, counts(status) { listing.stated |= mask }
        }
        return listing
    }

    /// Whether a service of this status makes its office eligible.
    func counts(_ status: ServiceStatus) -> Bool {
        switch status {
        case .active: true
        case .suspended: rule.countsSuspended
        case .deemed: rule.countsDeemed
        }
    }

    /// The days on which the office is in N.
    func eligible(_ listing: Listing) -> UInt64 {
        listing.active | (rule.countsSuspended ? listing.suspended : 0) | (rule.countsDeemed ? listing.deemed : 0)
    }

    /// The days on which the office holds the rule's stage on a route that counts on that day, or by the exchange records
    /// when the stage is one of those that they show. It uses the exchange where it is eligible too.
    func registered(_ office: Int) -> UInt64 {
        var mask: UInt64 = 0
        if let derived {
            for span in derived.spans(of: office) { mask |= panel.mask(from: span.from, through: span.through) }
            return mask
        }
        let registrations = snapshot.registrations
        for row in Int(registrations.starts[office])..<Int(registrations.starts[office + 1])
        where registrations.stage[row] >= rule.minimumStage {
            mask |=
                panel.mask(from: registrations.from[row], through: registrations.through[row])
                & countingDays[Int(registrations.route[row])]
        }
        return mask
    }

    /// Calls `body` with each municipality in which the office lay and the days on which it did. Before its first
    /// entry it lies where the first entry says.
    func eachPlace(of office: Int, _ body: (_ municipality: Int, _ days: UInt64) -> Void) {
        UsePanel.eachPlace(of: office, snapshot, panel, municipalities: municipalityCount, body)
    }

    static func eachPlace(
        of office: Int, _ snapshot: Snapshot, _ panel: DayPanel, municipalities: Int,
        _ body: (_ municipality: Int, _ days: UInt64) -> Void
    ) {
        let places = snapshot.places
        let end = Int(places.starts[office + 1])
        for row in Int(places.starts[office])..<end {
            let from = row == Int(places.starts[office]) ? Snapshot.beforeRecord : places.from[row]
            let through = row + 1 < end ? places.from[row + 1] - 1 : Snapshot.open
            let municipality = Int(places.municipality[row])
            let days = panel.mask(from: from, through: through)
            if days != 0, (0..<municipalities).contains(municipality) { body(municipality, days) }
        }
    }

    /// Where the office lies on the only day, or on one day, of the panel; nil when it lies in no municipality.
    func municipality(of office: Int, bit: UInt64 = 1) -> Int? {
        var found: Int?
        eachPlace(of: office) { municipality, days in
            if days & bit != 0 { found = municipality }
        }
        return found
    }

    /// The days on which a registration list covers a municipality.
    func reported(_ municipality: Int) -> UInt64 {
        guard snapshot.reportedFrom.indices.contains(municipality) else { return 0 }
        let from = snapshot.reportedFrom[municipality]
        return from == Snapshot.open ? 0 : panel.mask(from: from, through: Snapshot.open)
    }

    /// The days on which n of a municipality is known: a list covers it and, for a stage that exchange records show, it
    /// has such records.
    func known(_ municipality: Int) -> UInt64 {
        reported(municipality) & (derived == nil ? .max : recorded[municipality])
    }
}
