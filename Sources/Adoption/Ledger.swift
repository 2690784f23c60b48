/// What an office list said about an office: its directory entry from a day on.
package struct OfficeEntry: Hashable, Sendable {
    package var office: OfficeNumber
    /// The day of the list that said so first; nil in the first list of an area ("before the record", 推定).
    package var from: Day?
    package var name: String
    package var kana: String
    /// As the list gave it: a ward where the city has wards.
    package var municipality: MunicipalityCode
    package var address: String
    package var corporation: CorporationNumber?
    package var corporationName: String
    package var latitude: Double?
    package var longitude: Double?
    package var successorOf: OfficeNumber?
    /// The service whose row said it: the row with the smallest code wins when rows of one list disagree.
    package var statedBy: String

    package init(
        office: OfficeNumber, from: Day?, name: String, kana: String, municipality: MunicipalityCode, address: String,
        corporation: CorporationNumber?, corporationName: String, latitude: Double?, longitude: Double?,
        successorOf: OfficeNumber?, statedBy: String
    ) {
        self.office = office
        self.from = from
        self.name = name
        self.kana = kana
        self.municipality = municipality
        self.address = address
        self.corporation = corporation
        self.corporationName = corporationName
        self.latitude = latitude
        self.longitude = longitude
        self.successorOf = successorOf
        self.statedBy = statedBy
    }
}

/// A service of an office during a spell.
package struct ServiceSpell: Hashable, Sendable {
    package var office: OfficeNumber
    package var service: String
    package var spell: Spell
    package var status: ServiceStatus
    /// 定員; nil when unknown (0 and blank mean unknown in the open data).
    package var capacity: Int?
    /// The office's name in this service's row when it differs from the entry's.
    package var listedName: String?

    package init(
        office: OfficeNumber, service: String, spell: Spell, status: ServiceStatus, capacity: Int?, listedName: String?
    ) {
        self.office = office
        self.service = service
        self.spell = spell
        self.status = status
        self.capacity = capacity
        self.listedName = listedName
    }
}

/// A stage of an office on a route during a spell.
package struct StageSpell: Hashable, Sendable {
    package var office: OfficeNumber
    package var route: String
    package var stage: Stage
    package var spell: Spell
    package var endReason: EndReason?
    /// Where the statement comes from: WAM NET, 県の一覧 ….
    package var source: String
    package var evidence: String

    package init(
        office: OfficeNumber, route: String, stage: Stage, spell: Spell, endReason: EndReason?, source: String,
        evidence: String
    ) {
        self.office = office
        self.route = route
        self.stage = stage
        self.spell = spell
        self.endReason = endReason
        self.source = source
        self.evidence = evidence
    }
}

/// A disagreement between rows that leaves it open whether or where an office counts.
package struct Disagreement: Hashable, Sendable {
    package enum Field: String, CaseIterable, Sendable {
        case municipality, service, closure, corporation
    }

    package var office: OfficeNumber
    package var field: Field
    /// The value that counts by the stated rule, and the one that was kept beside it.
    package var kept: String
    package var other: String
    package var day: Day?

    package init(office: OfficeNumber, field: Field, kept: String, other: String, day: Day?) {
        self.office = office
        self.field = field
        self.kept = kept
        self.other = other
        self.day = day
    }
}
