import Adoption
import Analytics
import Storage

/// An application as it was filled in.
package struct ApplicationForm: Sendable {
    package var campaign: String
    package var frame: String
    package var office: OfficeNumber
    package var partner: OfficeNumber?
    /// Ids of the declarations that were ticked.
    package var declarations: [String]
    /// Nil when staff enter a paper that has none.
    package var contact: CampaignContact?
    /// Made with the form: the same token is the same application.
    package var token: String
    package var channel: CampaignApplication.Channel

    package init(
        campaign: String, frame: String, office: OfficeNumber, partner: OfficeNumber?, declarations: [String],
        contact: CampaignContact?, token: String, channel: CampaignApplication.Channel
    ) {
        self.campaign = campaign
        self.frame = frame
        self.office = office
        self.partner = partner
        self.declarations = declarations
        self.contact = contact
        self.token = token
        self.channel = channel
    }
}

/// 受付: what the applicant takes home.
package struct ApplicationReceipt: Sendable {
    package var enrollment: Enrollment
    package var secrets: CampaignSecrets
    /// Why it was refused, or what staff still have to look at; nil for a form that was received before.
    package var eligibility: Eligibility?
    /// The same form was received before: nothing was recorded now.
    package var isRepeated: Bool
}

extension Workspace {
    /// Receives an application: number, instant and place are decided under the ledger's lock, in the order in which
    /// the database accepts them.
    /// - Throws: `Failure.conflict` outside of the recruitment window, `Failure.notFound` for an unknown campaign or
    ///   frame, `Failure.invalid` for a form that lacks something.
    package func apply(_ form: ApplicationForm, actor: String) throws -> ApplicationReceipt {
        let secrets = try CampaignSecrets(form: form.token)
        let state = try state()
        let facts = try campaignFacts(state, of: form.campaign)
        let payments = Workspace.payments(to: [form.office, form.partner].compactMap { $0 }, in: state.campaigns)
        let contact = form.contact.map { _ in CampaignSecrets.newToken() }
        let author = Author(actor: actor, operation: "campaign apply \(form.campaign)", reason: "")
        return try ledger.record(author, at: clock()) { recording in
            var desk = try desk(of: form.campaign, recording, state.reference)
            let digest = CampaignSecrets.digest(form.token)
            if let known = desk.book.enrollments.first(where: { $0.application.secrets.form == digest }) {
                return ApplicationReceipt(enrollment: known, secrets: secrets, eligibility: nil, isRepeated: true)
            }
            let frame = try desk.openFrame(form)
            try desk.recordDue()
            let receipt = desk.book.nextReceipt
            let question = Eligibility.Question(
                frame: frame, of: desk.version.definition, office: form.office, partner: form.partner,
                declarations: form.declarations, earlier: desk.book.earlier, payments: payments)
            let today = desk.now.dayInJapan
            let eligibility = Eligibility.judge(question, facts: facts, on: today)
            try desk.record(
                CampaignApplication(
                    campaign: form.campaign, receipt: receipt, receivedAt: desk.now, frame: frame.id,
                    office: form.office, partner: form.partner, version: desk.version.number, channel: form.channel,
                    declarations: form.declarations.sorted(), contact: contact,
                    secrets: secrets.digests(hasPartner: frame.kind.needsPartner)))
            if let contact, let person = form.contact {
                try CampaignContacts(recording.connection).put(person, key: contact, campaign: form.campaign)
            }
            let attended = facts.attended(
                frame.reservedSeminar, form.office, by: today, area: desk.version.definition.area)
            try desk.decide(receipt, frame, eligibility, isAttendee: attended)
            return ApplicationReceipt(
                enrollment: try desk.enrollment(receipt), secrets: secrets, eligibility: eligibility,
                isRepeated: false)
        }
    }

    /// What was paid to these offices in any campaign.
    static func payments(to offices: [OfficeNumber], in campaigns: [Campaign]) -> [Eligibility.OtherPayment] {
        campaigns.flatMap { campaign in
            campaign.book.enrollments.flatMap { enrollment in
                enrollment.steps.filter { $0.kind == .paid }.flatMap { step in
                    (step.office.map { [$0] } ?? [enrollment.application.office]).filter(offices.contains).map {
                        Eligibility.OtherPayment(campaign: campaign.id, office: $0, day: step.day, fact: step.fact)
                    }
                }
            }
        }
    }
}

extension CampaignBook {
    /// What limits look at: every application before.
    var earlier: [Eligibility.Earlier] { enrollments.map(Eligibility.Earlier.init) }
}

extension CampaignDesk {
    /// The frame of a form, when applications are received now.
    fileprivate func openFrame(_ form: ApplicationForm) throws -> CampaignFrame {
        let definition = version.definition
        guard now >= definition.opens else {
            throw Failure(
                .conflict, "申込みの受付は \(definition.opens.minuteInJapan) に始まります。", hint: "受付が始まってから申し込んでください。")
        }
        guard now < definition.closes else {
            throw Failure(
                .conflict, "申込みの受付は \(definition.lastMinute.minuteInJapan) に終わりました。",
                hint: definition.texts.contact.first.map { "お問い合わせ先: \($0)" })
        }
        guard let frame = definition.frame(form.frame) else {
            throw Failure(
                .notFound, "「\(form.frame)」という枠はありません。",
                hint: "選べる枠: \(definition.frames.map(\.id).joined(separator: "、"))")
        }
        guard !frame.kind.needsPartner || form.partner != nil else {
            throw Failure(.invalid, "この枠では、組になる事業所の番号が要ります。", hint: "相手の事業所番号を入力してください。")
        }
        return frame
    }

    /// Decides about an application that was just received.
    fileprivate mutating func decide(
        _ receipt: Int, _ frame: CampaignFrame, _ eligibility: Eligibility, isAttendee: Bool
    ) throws {
        let refusals = frame.kind.needsPartner ? eligibility.refusalsBeforePartner : eligibility.refusals
        if let refusal = refusals.first {
            try refuse(receipt, refusal)
        } else if frame.kind.needsPartner {
            let until = now.advanced(byHours: version.definition.deadlines.partnerHours)
            try record([
                book.decision(
                    .awaitingPartner, receipt, version, at: now, subject: isAttendee ? Enrollment.attendee : "",
                    until: until)
            ])
        } else {
            try place(receipt, frame, isAttendee: isAttendee)
        }
    }

    mutating func refuse(_ receipt: Int, _ refusal: Eligibility.Finding) throws {
        try record([
            book.decision(.ineligible, receipt, version, at: now, subject: refusal.reason.key.rawValue)
        ])
    }

    mutating func place(_ receipt: Int, _ frame: CampaignFrame, isAttendee: Bool) throws {
        try record([book.placing(receipt, in: frame, version, isAttendee: isAttendee, at: now)])
    }
}

extension Eligibility {
    /// What refuses the first half of a pair: what the second office is to declare, it declares when it confirms.
    fileprivate var refusalsBeforePartner: [Finding] {
        refusals.filter { $0.check != .declaration || $0.party != (isSwapped ? .applicant : .partner) }
    }
}
