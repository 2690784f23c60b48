import Adoption

@testable import Analytics

/// A campaign of 静岡市 (22100) from 2026-09-01 to 2027-03-31 with its offices, applications and steps, as a test
/// spells them out.
struct CampaignDesk {
    var definition: CampaignDefinition
    var offices: [LedgerBuilder.Office] = []
    /// Days of the registration lists of 静岡市; the first covers everything before.
    var lists = ["2026-08-01", "2027-04-05"]
    var activities: [(activity: OutreachActivity, attendees: [String])] = []
    var listedServices = ServiceSet.all
    var exchanges: ExchangeFacts?
    var routes: [String]?
    private(set) var applications: [CampaignApplication] = []
    private(set) var steps: [EnrollmentStep] = []

    static let city = code(22100)

    init(
        conditions: [CampaignCondition] = [], rewards: [CampaignReward] = [], kind: CampaignFrame.Kind = .single,
        applicant: CampaignApplicants = CampaignApplicants(areas: []), partner: CampaignApplicants? = nil,
        budget: Int? = nil, limits: CampaignLimits = CampaignLimits()
    ) {
        var frame = CampaignFrame(
            id: "frame", kind: kind, title: "枠", places: 10, applicant: applicant, conditions: conditions,
            rewards: rewards)
        if kind.needsPartner { frame.partner = partner ?? CampaignApplicants(areas: []) }
        definition = CampaignDefinition(
            id: "c", title: "例", area: CampaignDesk.city, organiser: "静岡市", opens: Instant("2026-09-01T00:00:00.000Z")!,
            closes: Instant("2026-10-30T08:00:00.000Z")!, begins: day("2026-09-01"), ends: day("2027-03-31"),
            frames: [frame], places: nil, budget: budget, limits: limits,
            deadlines: CampaignDeadlines(
                partnerHours: 72, offerHours: 48, offersUntil: day("2026-11-30"), contactsUntil: day("2027-09-30")),
            texts: CampaignTexts(
                summary: "", steps: [], contact: [], notes: [], consent: "", crest: nil, address: nil,
                catchphrase: ""))
    }

    /// The number of the test office with this serial.
    static func number(_ serial: Int) -> OfficeNumber { OfficeNumber(String(1_370_000_000 + serial))! }

    /// An office of the city with an active service 11 and these registrations on the old route: (from, through).
    mutating func addOffice(
        _ serial: Int, used spells: [(String?, String?)] = [], route: String = "careplan-renkei",
        services: [(String, ServiceStatus)] = [("11", .active)], corporation: Int64 = 0, in area: Int32 = 22100
    ) {
        var added = office(serial, services, in: area, corporation: corporation)
        added.registrations = spells.map {
            .init(route: route, stage: .registered, from: $0.0.map { day($0) }, through: $0.1.map { day($0) })
        }
        offices.append(added)
    }

    mutating func addSeminar(_ id: String, on text: String, attendees: [Int], area: MunicipalityCode = city) {
        let activity = OutreachActivity(
            id: id, kind: .seminar, day: day(text), title: "", place: "", organiser: "", area: area)
        activities.append((activity, attendees.map { CampaignDesk.number($0).description }))
    }

    /// Receives an application at 09:00 in Japan and, unless told otherwise, accepts it.
    @discardableResult
    mutating func apply(
        _ serial: Int, partner: Int? = nil, on text: String = "2026-09-10", declarations: [String] = [],
        then decision: EnrollmentStep.Kind? = .accepted
    ) -> Int {
        let receipt = applications.count + 1
        applications.append(
            CampaignApplication(
                campaign: "c", receipt: receipt, receivedAt: Instant("\(text)T00:00:00.000Z")!, frame: "frame",
                office: CampaignDesk.number(serial), partner: partner.map(CampaignDesk.number), version: 1,
                channel: .web, declarations: declarations, contact: nil,
                secrets: .init(form: String(receipt), status: "", partner: "")))
        if let decision { record(decision, receipt, on: text) }
        return receipt
    }

    mutating func record(
        _ kind: EnrollmentStep.Kind, _ receipt: Int, on text: String, about subject: String = "", amount: Int? = nil,
        of serial: Int? = nil
    ) {
        steps.append(
            EnrollmentStep(
                fact: Int64(100 + steps.count), campaign: "c", receipt: receipt, kind: kind, day: day(text),
                version: 1, subject: subject, amount: amount, office: serial.map(CampaignDesk.number), actor: "職員"))
    }

    var ledger: LedgerBuilder {
        var ledger = LedgerBuilder(Reference.small())
        ledger.offices = offices
        ledger.activities = activities
        for area in ledger.reference.municipalities where !lists.isEmpty {
            ledger.reportedFrom[area.code] = day("2024-01-01")
        }
        return ledger
    }

    var snapshot: Snapshot {
        let ledger = ledger
        var snapshot = ledger.snapshot()
        snapshot.listedServices = ledger.reference.municipalities.map { _ in listedServices }
        for list in lists {
            for place in ledger.reference.municipalities.indices { snapshot.reports.add(day(list), of: place) }
        }
        return snapshot
    }

    var facts: CampaignFacts {
        CampaignFacts(
            snapshot: snapshot, reference: Reference.small(), rules: .draft(), routes: routes, exchanges: exchanges)
    }

    var book: CampaignBook {
        CampaignBook(
            versions: [CampaignVersion(number: 1, effective: definition.opens, definition: definition)],
            applications: applications, steps: steps)
    }

    func verdicts(on text: String) -> CampaignVerdicts { CampaignVerdicts(book: book, facts: facts, asOf: day(text)) }

    /// State and reason of the only condition of the first enrollment.
    func verdict(on text: String) -> ConditionVerdict { verdicts(on: text).verdicts[0].conditions[0] }

    func state(on text: String) -> String {
        let verdict = verdict(on: text)
        return "\(verdict.state.rawValue) \(verdict.reason.key.rawValue)"
    }

    func standing(on text: String) -> Standing {
        Standing(snapshot: snapshot, reference: Reference.small(), rules: .draft(), day: day(text))
    }

    func judge(
        _ serial: Int, partner: Int? = nil, declarations: [String] = [], on text: String = "2026-09-10",
        earlier: [Eligibility.Earlier] = [], payments: [Eligibility.OtherPayment] = []
    ) -> Eligibility {
        Eligibility.judge(
            .init(
                frame: definition.frames[0], of: definition, office: CampaignDesk.number(serial),
                partner: partner.map(CampaignDesk.number), declarations: declarations, earlier: earlier,
                payments: payments), facts: facts, on: day(text))
    }
}

extension CampaignCondition {
    /// A condition called `it`.
    init(_ requirement: Requirement, of party: Party = .both, id: String = "it", isOptional: Bool = false) {
        self.init(id: id, title: id, requirement: requirement, of: party, isOptional: isOptional)
    }
}

/// Exchange records of one office, all until a day: (day, partner, whether both ways).
func exchangeFacts(
    of serial: Int, recorded through: String, _ records: [(String, Int, Bool)]
) -> ExchangeFacts {
    let office = CampaignDesk.number(serial)
    let last = day(through)
    @Sendable func inside(_ asked: OfficeNumber, _ from: Day, _ through: Day) -> [(String, Int, Bool)] {
        asked == office ? records.filter { from <= day($0.0) && day($0.0) <= through } : []
    }
    @Sendable func tally(_ found: [(String, Int, Bool)], _ count: Int) -> ExchangeFacts.Tally {
        .init(count: count, lastDay: found.map { day($0.0) }.max(), fact: count > 0 ? 900 : nil)
    }
    return ExchangeFacts(
        recordedThrough: { $0 == office ? last : nil },
        exchanges: {
            let found = inside($0, $1, $2); return tally(found, found.count)
        },
        mutual: {
            let found = inside($0, $1, $2).filter(\.2); return tally(found, found.count)
        },
        partners: {
            let found = inside($0, $1, $2); return tally(found, Set(found.map(\.1)).count)
        },
        newPartners: { asked, from, through in
            let old = Set(inside(asked, day("2000-01-01"), from.advanced(by: -1)).map(\.1))
            let found = inside(asked, from, through).filter { !old.contains($0.1) }
            return tally(found, Set(found.map(\.1)).count)
        })
}
