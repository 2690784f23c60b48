import Adoption

/// A version of a campaign's definition as it was recorded: the text of the file and the crest.
package struct RecordedDefinition: Sendable, Hashable {
    package var fact: Int64
    /// In which it was recorded; its reference is the one that the definition was checked against.
    package var revision: Int64
    package var campaign: String
    package var version: Int
    package var effective: Instant
    package var content: String
    package var crest: [UInt8]?

    package init(
        fact: Int64 = 0, revision: Int64 = 0, campaign: String, version: Int, effective: Instant, content: String,
        crest: [UInt8]?
    ) {
        self.fact = fact
        self.revision = revision
        self.campaign = campaign
        self.version = version
        self.effective = effective
        self.content = content
        self.crest = crest
    }
}

/// What is on record of campaigns at a revision: definitions, applications by receipt, steps in the order of the
/// record. Contacts are not in it.
package struct CampaignRecords: Sendable {
    package private(set) var definitions: [RecordedDefinition] = []
    package private(set) var applications: [CampaignApplication] = []
    package private(set) var steps: [EnrollmentStep] = []
    package private(set) var practices: [Recorded<WorkPractice>] = []
    package private(set) var studies: [Recorded<CaseStudy>] = []

    /// - Parameter campaign: nil reads all campaigns.
    package init(_ connection: any Connection, at revision: Int64, campaign: String? = nil) throws {
        let reader = CampaignReader(connection: connection, revision: revision, campaign: campaign)
        definitions = try reader.definitions()
        if definitions.isEmpty { return }
        applications = try reader.applications()
        steps = try reader.steps()
        practices = try reader.practices()
        studies = try reader.studies()
    }
}

extension Ledger {
    /// The records of campaigns at a revision.
    package func campaigns(at revision: Int64, campaign: String? = nil) throws -> CampaignRecords {
        try read { try CampaignRecords($0, at: revision, campaign: campaign) }
    }
}

private struct CampaignReader {
    let connection: any Connection
    let revision: Int64
    let campaign: String?

    /// Columns of a table's rows that hold, of one campaign or of all.
    private func query(
        _ table: FactTable, _ columns: String, order: String, _ each: (any Row) throws -> Void
    ) throws {
        var arguments: Arguments = ["at": .int(revision)]
        var condition = Visibility.condition
        if let campaign {
            arguments["campaign"] = .text(campaign)
            condition += " AND f.campaign = :campaign"
        }
        try connection.query(
            """
            SELECT f.id, f.campaign, r.recorded_at, \(columns) FROM \(table.name) f
            JOIN revision r ON r.revision = f.revision WHERE \(condition) ORDER BY \(order)
            """, arguments, each)
    }

    func definitions() throws -> [RecordedDefinition] {
        var found: [RecordedDefinition] = []
        try query(
            .campaignDefinition, "f.version, f.effective_at, f.content, f.crest, f.revision",
            order: "f.campaign, f.version"
        ) { row in
            found.append(
                RecordedDefinition(
                    fact: try row.int(0), revision: try row.int(7), campaign: row.text(1),
                    version: Int(try row.int(3)), effective: try row.instant(4), content: row.text(5),
                    crest: row.isNull(6) ? nil : try row.blob(6)))
        }
        return found
    }

    func applications() throws -> [CampaignApplication] {
        var found: [CampaignApplication] = []
        try query(
            .campaignApplication,
            """
            f.receipt, f.frame, f.office_number, f.partner_number, f.version, f.channel, f.declarations, f.contact,
            f.form_digest, f.status_digest, f.partner_digest, f.stated_at
            """, order: "f.campaign, f.receipt"
        ) { row in
            guard let channel = CampaignApplication.Channel(rawValue: row.text(8)) else {
                throw row.unreadable("channel", 8)
            }
            found.append(
                CampaignApplication(
                    campaign: row.text(1), receipt: Int(try row.int(3)),
                    receivedAt: try row.instant(row.isNull(14) ? 2 : 14),
                    frame: row.text(4), office: try row.office(5),
                    partner: row.isNull(6) ? nil : try row.office(6), version: Int(try row.int(7)),
                    channel: channel, declarations: row.text(9).split(separator: " ").map(String.init),
                    contact: row.textIfAny(10),
                    secrets: .init(form: row.text(11), status: row.text(12), partner: row.text(13))))
        }
        return found
    }

    func steps() throws -> [EnrollmentStep] {
        var found: [EnrollmentStep] = []
        try query(
            .enrollmentStep,
            "f.receipt, f.kind, f.day, f.until_at, f.version, f.subject, f.amount, f.office_number, f.evidence, f.actor",
            order: "f.id"
        ) { row in
            guard let kind = EnrollmentStep.Kind(rawValue: row.text(4)), let day = try row.day(5) else {
                throw row.unreadable("step", 4)
            }
            found.append(
                EnrollmentStep(
                    fact: try row.int(0), recordedAt: try row.instant(2), campaign: row.text(1),
                    receipt: Int(try row.int(3)), kind: kind, day: day,
                    until: row.isNull(6) ? nil : try row.instant(6), version: Int(try row.int(7)),
                    subject: row.text(8), amount: row.isNull(9) ? nil : Int(try row.int(9)),
                    office: row.isNull(10) ? nil : try row.office(10), evidence: row.text(11), actor: row.text(12)))
        }
        return found
    }

    func practices() throws -> [Recorded<WorkPractice>] {
        var found: [Recorded<WorkPractice>] = []
        try query(
            .workPractice,
            """
            f.receipt, f.office_number, f.phase, f.day, f.task, f.roles, f.by_day, f.minutes, f.remark, f.revision
            """, order: "f.id"
        ) { row in
            guard let phase = WorkPractice.Phase(rawValue: row.text(5)), let day = try row.day(6),
                let task = WorkPractice.Task(rawValue: row.text(7))
            else { throw row.unreadable("practice", 7) }
            let roles = try row.text(8).split(separator: " ").map { text in
                guard let role = WorkPractice.Role(rawValue: String(text)) else { throw row.unreadable("role", 8) }
                return role
            }
            let practice = WorkPractice(
                campaign: row.text(1), receipt: Int(try row.int(3)), office: try row.office(4), phase: phase, day: day,
                task: task, roles: roles,
                byDay: row.isNull(9) ? nil : Int(try row.int(9)),
                minutes: row.isNull(10) ? nil : Int(try row.int(10)), remark: row.text(11))
            found.append(Recorded(id: try row.int(0), revision: try row.int(12), fact: practice))
        }
        return found
    }

    func studies() throws -> [Recorded<CaseStudy>] {
        var found: [Recorded<CaseStudy>] = []
        try query(
            .caseStudy,
            "f.receipt, f.office_number, f.consent_day, f.shown_name, f.title, f.content, f.revision", order: "f.id"
        ) { row in
            let study = CaseStudy(
                campaign: row.text(1), receipt: Int(try row.int(3)), office: try row.office(4),
                consentDay: try row.day(5), shownName: row.text(6), title: row.text(7), text: row.text(8))
            found.append(Recorded(id: try row.int(0), revision: try row.int(9), fact: study))
        }
        return found
    }
}
