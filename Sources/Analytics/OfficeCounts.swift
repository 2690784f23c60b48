import Adoption

/// The offices of one municipality on one day, counted in the one pass that every figure of a day rests on.
struct OfficeCounts {
    var eligible = 0
    /// Eligible and registered by the ledger, reported or not.
    var using = 0
    var suspended = 0
    var deemed = 0
    var presumed = 0
    /// Eligible offices without a doubt, and those of them that use.
    var certain = 0
    var certainUsing = 0
    /// Offices that may or may not be eligible, and those of them that are registered.
    var doubtful = 0
    var doubtfulUsing = 0
    /// Offices of the municipality appear in exchange records.
    var hasExchangeRecords = false

    static func perMunicipality(_ panel: UsePanel, day: Day) -> ([OfficeCounts], OfficesByMunicipality) {
        let snapshot = panel.snapshot
        var counts = [OfficeCounts](repeating: OfficeCounts(), count: panel.municipalityCount)
        var place = [Int16](repeating: -1, count: snapshot.numbers.count)
        for office in snapshot.numbers.indices {
            let listing = panel.listing(of: office)
            let doubt = snapshot.doubts[office]
            guard listing.listed != 0 || !doubt.isEmpty, let municipality = panel.municipality(of: office)
            else { continue }
            if listing.listed != 0 { place[office] = Int16(municipality) }
            let isDoubtful = !doubt.isEmpty && panel.mayCount(office, listing, doubt, on: day)
            counts[municipality].add(
                listing, eligible: panel.eligible(listing) != 0, registered: panel.registered(office) != 0,
                isDoubtful: isDoubtful,
                isBeforeList: snapshot.officeLists.first(of: municipality).map { day < $0 } ?? false)
        }
        for claim in snapshot.claims { counts[Int(claim.municipality)].add(claim, panel, day: day) }
        if snapshot.exchanges.hasRecords {
            for (municipality, days) in panel.exchangeRecorded().enumerated() {
                counts[municipality].hasExchangeRecords = days != 0
            }
        }
        return (counts, OfficesByMunicipality(place: place, municipalities: panel.municipalityCount))
    }

    /// An office that another row of a list places here: it may count here instead.
    private mutating func add(_ claim: Snapshot.Claim, _ panel: UsePanel, day: Day) {
        let office = Int(claim.office)
        let doubt = panel.snapshot.doubts[office]
        guard panel.municipality(of: office) != Int(claim.municipality),
            panel.mayCount(office, panel.listing(of: office), doubt, on: day)
        else { return }
        doubtful += 1
        if panel.registered(office) != 0 { doubtfulUsing += 1 }
    }

    private mutating func add(
        _ listing: UsePanel.Listing, eligible isEligible: Bool, registered: Bool, isDoubtful: Bool, isBeforeList: Bool
    ) {
        if isEligible {
            eligible += 1
            if registered { using += 1 }
            if isBeforeList, listing.stated == 0 { presumed += 1 }
        } else if listing.suspended != 0 {
            suspended += 1
        }
        if listing.deemed != 0, listing.active == 0, listing.suspended == 0 { deemed += 1 }
        if isDoubtful {
            doubtful += 1
            if registered { doubtfulUsing += 1 }
        } else if isEligible {
            certain += 1
            if registered { certainUsing += 1 }
        }
    }
}

extension UsePanel {
    /// Whether an open disagreement leaves it uncertain that the office is in N: it is eligible as things stand, or
    /// would be if the other statement on its closure or its services held.
    func mayCount(_ office: Int, _ listing: Listing, _ doubt: Snapshot.Doubt, on day: Day) -> Bool {
        if eligible(listing) != 0 { return true }
        let services = snapshot.services
        for row in Int(services.starts[office])..<Int(services.starts[office + 1]) {
            let begun = services.from[row] <= day.number
            let inScope = rule.services.contains(Int(services.service[row]))
            if doubt.contains(.closure), begun, inScope, counts(services.status[row]) { return true }
            if doubt.contains(.service), begun, services.through[row] >= day.number { return true }
        }
        return false
    }
}
