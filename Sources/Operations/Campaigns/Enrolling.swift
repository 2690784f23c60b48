import Adoption
import Analytics
import Storage

/// What an office may do itself, with the secrets that it was given.
extension Workspace {
    /// The enrollment behind the address of a status page; nil when there is none.
    package func enrollment(status key: String, in campaign: Campaign) -> Enrollment? {
        let digest = CampaignSecrets.digest(key)
        return campaign.book.enrollments.first { $0.application.secrets.status == digest }
    }

    /// The enrollment whose partner was given a code; nil when there is none.
    package func enrollment(partnerCode code: String, in campaign: Campaign) -> Enrollment? {
        let digest = CampaignSecrets.digest(CampaignSecrets.folded(partnerCode: code))
        return campaign.book.enrollments.first { $0.application.secrets.partner == digest }
    }

    /// The partner agrees: only now the two take a place, both or none.
    /// - Parameters:
    ///   - office: the partner's own number, which must be the one that the applicant named.
    ///   - declarations: what the partner declares by ticking.
    /// - Throws: `Failure.notFound` for a wrong code, `Failure.invalid` for another office, `Failure.conflict` when the
    ///   time is over. A second confirmation changes nothing.
    package func confirmPartner(
        code: String, office: OfficeNumber, declarations: [String], of campaign: String, actor: String
    ) throws -> Enrollment {
        let state = try state()
        let facts = try campaignFacts(state, of: campaign)
        let digest = CampaignSecrets.digest(CampaignSecrets.folded(partnerCode: code))
        let author = Author(actor: actor, operation: "campaign partner \(campaign)", reason: "")
        return try atDesk(of: campaign, author) { desk in
            guard let known = desk.book.enrollments.first(where: { $0.application.secrets.partner == digest }) else {
                throw Failure(.notFound, "確認コードが違います。", hint: "申し込んだ事業所から受け取ったコードを確かめてください。")
            }
            guard known.application.partner == office else {
                throw Failure(
                    .invalid, "申込みで指定された事業所番号と違います。", hint: "番号を確かめるか、申し込んだ事業所に問い合わせてください。")
            }
            if known.partnerConfirmed { return known }
            let frame = try desk.awaitingFrame(of: known)
            let today = desk.now.dayInJapan
            let question = Eligibility.Question(
                frame: frame, of: desk.version.definition, office: known.application.office, partner: office,
                declarations: known.application.declarations + declarations,
                earlier: desk.book.earlier.filter { $0.receipt != known.receipt },
                payments: Workspace.payments(to: known.offices, in: state.campaigns))
            let eligibility = Eligibility.judge(question, facts: facts, on: today)
            try desk.record([
                desk.book.decision(
                    .partnerConfirmed, known.receipt, desk.version, at: desk.now,
                    subject: declarations.sorted().joined(separator: " "), actor: actor)
            ])
            if let refusal = eligibility.refusals.first {
                try desk.refuse(known.receipt, refusal)
            } else {
                let attended = facts.attended(
                    frame.reservedSeminar, office, by: today, area: desk.version.definition.area)
                try desk.place(known.receipt, frame, isAttendee: known.isAttendee || attended)
            }
            return try desk.enrollment(known.receipt)
        }
    }

    /// The answer to an offered place.
    /// - Throws: `Failure.conflict` when no place is offered (any more).
    package func answerOffer(
        receipt: Int, accept: Bool, of campaign: String, actor: String
    ) throws -> Enrollment {
        let author = Author(actor: actor, operation: "campaign answer \(campaign)", reason: "")
        return try atDesk(of: campaign, author) { desk in
            let known = try desk.enrollment(receipt)
            guard case .offered = known.place else {
                if known.place == .held, accept { return known }
                throw Failure(
                    .conflict, "受付番号 \(receipt) に、今お答えいただく空きの案内はありません。", hint: "状況のページを見直してください。")
            }
            let kind: EnrollmentStep.Kind = accept ? .accepted : .offerDeclined
            try desk.record([desk.book.decision(kind, receipt, desk.version, at: desk.now, actor: actor)])
            try desk.recordDue()
            return try desk.enrollment(receipt)
        }
    }

    /// Withdraws an application; a place that it had goes to the next at once.
    /// - Throws: `Failure.conflict` when it is over already.
    package func withdraw(
        receipt: Int, of campaign: String, actor: String, reason: String = ""
    ) throws -> Enrollment {
        try end(.withdrawn, receipt: receipt, of: campaign, actor: actor, reason: reason)
    }

    func end(
        _ kind: EnrollmentStep.Kind, receipt: Int, of campaign: String, actor: String, reason: String,
        subject: String = ""
    ) throws -> Enrollment {
        let author = Author(actor: actor, operation: "campaign \(kind.rawValue) \(campaign)", reason: reason)
        return try atDesk(of: campaign, author) { desk in
            guard try desk.enrollment(receipt).isLiving else {
                throw Failure(
                    .conflict, "受付番号 \(receipt) の申込みは、すでに終わっています。", hint: "受付簿で状態を確かめてください。")
            }
            try desk.record([
                desk.book.decision(
                    kind, receipt, desk.version, at: desk.now, subject: subject, actor: actor, evidence: reason)
            ])
            try desk.recordDue()
            return try desk.enrollment(receipt)
        }
    }
}

extension CampaignDesk {
    /// The frame of an application that waits for its partner.
    /// - Throws: `Failure.conflict` when it waits no more.
    fileprivate func awaitingFrame(of known: Enrollment) throws -> CampaignFrame {
        guard case .awaitingPartner = known.place, let frame = frame(of: known) else {
            throw Failure(
                .conflict, "確認の期限が過ぎたか、申込みが取り下げられています。",
                hint: "申し込んだ事業所に、もう一度申し込むよう伝えてください。")
        }
        return frame
    }
}
