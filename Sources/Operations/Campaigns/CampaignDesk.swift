import Adoption
import Analytics
import Storage

/// One write to a campaign's 受付簿: under the lock of the ledger, first what is due, then what is wanted.
struct CampaignDesk {
    let recording: Recording
    private(set) var book: CampaignBook

    /// The instant of this record: what deadlines and windows are compared with.
    var now: Instant { recording.recordedAt }

    var version: CampaignVersion { book.version(at: now) ?? book.versions[0] }

    /// Records steps in their order and has the book follow.
    mutating func record(_ steps: [EnrollmentStep]) throws {
        guard !steps.isEmpty else { return }
        var number = recording.lastFact
        try recording.append(steps)
        for var step in steps {
            number += 1
            step.fact = number
            step.recordedAt = now
            book.apply(step)
        }
    }

    mutating func record(_ application: CampaignApplication) throws {
        try recording.append(application)
        book.add(application)
    }

    mutating func recordDue() throws { try record(book.due(at: now)) }

    /// The enrollment with a receipt number.
    /// - Throws: `Failure.notFound`.
    func enrollment(_ receipt: Int) throws -> Enrollment {
        guard let enrollment = book.enrollment(receipt) else {
            throw Failure(
                .notFound, "受付番号 \(receipt) はありません。",
                hint: "番号は fukyu campaign book \(version.definition.id) で確かめられます。")
        }
        return enrollment
    }

    func frame(of enrollment: Enrollment) -> CampaignFrame? {
        version.definition.frame(enrollment.application.frame)
    }
}

extension Workspace {
    /// Writes to a campaign: what is due is recorded first, in the same revision.
    ///
    /// The author's operation begins with 「campaign 」, so that no snapshot is loaded anew for it.
    /// - Throws: `Failure.notFound` when there is no such campaign.
    func atDesk<Result>(
        of campaign: String, _ author: Author, _ body: (inout CampaignDesk) throws -> Result
    ) throws -> Result {
        let reference = try state().reference
        return try ledger.record(author, at: clock()) { recording in
            var desk = try desk(of: campaign, recording, reference)
            try desk.recordDue()
            return try body(&desk)
        }
    }

    /// The book as this transaction sees it; nothing is recorded yet.
    func desk(of campaign: String, _ recording: Recording, _ reference: Reference) throws -> CampaignDesk {
        let records = try CampaignRecords(recording.connection, at: recording.revision, campaign: campaign)
        // Inside a transaction nothing else can be read; whoever came here has read the definitions before.
        guard let found = try Campaign.all(records, definitions: definitions, reference: { _ in reference }).first
        else {
            throw Workspace.noSuchCampaign(campaign)
        }
        return CampaignDesk(recording: recording, book: found.book)
    }

    static func noSuchCampaign(_ id: String) -> Failure {
        Failure(
            .notFound, "キャンペーン「\(id)」はありません。",
            hint: "登録したキャンペーンは fukyu campaign list で確かめられます。登録するには fukyu campaign register FILE を実行してください。")
    }

    /// The campaign as it is now, or as it was known at an instant.
    package func campaign(_ id: String, knownAt instant: Instant? = nil) throws -> Campaign {
        guard let campaign = try state(knownAt: instant).campaigns.first(where: { $0.id == id }) else {
            throw Workspace.noSuchCampaign(id)
        }
        return campaign
    }

    /// What verdicts on a campaign look up: by the rules in force on the day and the routes that the campaign names at
    /// its end; when no day is named, at this moment.
    func campaignFacts(_ state: LedgerState, of campaign: String, on day: Day? = nil) throws -> CampaignFacts {
        let now = clock()
        let asked = day ?? now.dayInJapan
        guard let rules = KPIRules(state.reference, on: asked) else {
            throw Failure(
                .notFound, "\(asked) に有効なKPIの規則がありません。", hint: "Data/reference/kpi_rules.yaml の期間を確かめてください。")
        }
        let book = state.campaigns.first { $0.id == campaign }?.book
        let version = day == nil ? book?.version(at: now) : book?.version(asOf: asked)
        return state.campaignFacts(rules, of: version?.definition)
    }
}

extension LedgerState {
    /// What verdicts on a campaign look up.
    func campaignFacts(_ rules: KPIRules, of definition: CampaignDefinition?) -> CampaignFacts {
        let routes = definition?.routes ?? []
        return CampaignFacts(
            snapshot: snapshot, reference: reference, rules: rules, routes: routes.isEmpty ? nil : routes)
    }
}
