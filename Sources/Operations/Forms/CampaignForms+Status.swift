import Adoption
import Analytics
import Dashboards

/// The page behind the applicant's own address.
extension CampaignForms {
    /// - Parameters:
    ///   - key: the end of the address: the secret, and for two offices the partner's code behind a hyphen.
    ///   - origin: scheme and host under which the product is reached, for addresses that are passed on.
    ///   - asked: which answer's question is asked for; empty: the status itself.
    /// - Throws: `Failure.notFound` for a key that nobody was given.
    package func statusPage(_ id: String, key: String, asked: String, origin: String) throws -> FormReply {
        let scene = try scene(id)
        if let elsewhere = elsewhere(scene) { return elsewhere }
        let page = try status(scene, key: key, origin: origin)
        if let action = StatusPage.Action(rawValue: asked), let question = page.question(action) {
            return reply(question)
        }
        return reply(page.page())
    }

    /// Accepts or declines an offered place, or withdraws. Sent twice, it is answered by the same page.
    package func answer(_ id: String, key: String, _ values: FormValues, origin: String) throws -> FormReply {
        let scene = try scene(id)
        if let elsewhere = elsewhere(scene) { return elsewhere }
        let enrollment = try self.enrollment(scene, key: key)
        guard let action = StatusPage.Action(rawValue: values["action"]) else { return .seeOther(key) }
        do {
            switch action {
            case .accept, .decline:
                _ = try workspace.answerOffer(
                    receipt: enrollment.receipt, accept: action == .accept, of: id, actor: CampaignForms.actor)
            case .withdraw:
                _ = try workspace.withdraw(receipt: enrollment.receipt, of: id, actor: CampaignForms.actor)
            }
        } catch let failure as Failure where failure.code == .conflict {
            let now = try self.scene(id)
            switch (action, try self.enrollment(now, key: key).place) {
            case (.withdraw, .out(.withdrawn)), (.decline, .out(.offerDeclined)): return .seeOther(key)
            default:
                var page = try status(now, key: key, origin: origin)
                page.failure = failure
                return reply(page.page(), .conflict)
            }
        }
        return .seeOther(key)
    }

    private func enrollment(_ scene: Scene, key: String) throws -> Enrollment {
        guard let enrollment = workspace.enrollment(status: String(key.prefix(32)), in: scene.campaign) else {
            throw Failure(.notFound, "このページはありません。", hint: "受付のときに控えたリンクを確かめてください。")
        }
        return enrollment
    }

    private func status(_ scene: Scene, key: String, origin: String) throws -> StatusPage {
        let enrollment = try enrollment(scene, key: key)
        let base = (scene.definition.texts.address ?? origin) + "/campaigns/\(scene.campaign.id)/"
        var page = StatusPage(scene.form, book: scene.campaign.book, enrollment: enrollment, key: key)
        page.address = base + "status/" + key
        page.officeNames = try officeNames(enrollment.offices, scene)
        let code = CampaignSecrets.folded(partnerCode: String(key.dropFirst(33)))
        if !enrollment.application.secrets.partner.isEmpty,
            CampaignSecrets.digest(code) == enrollment.application.secrets.partner
        {
            page.partner = (base + "partner/" + code, code)
        }
        let eligibility = try eligibility(of: enrollment, scene)
        if enrollment.isLiving {
            page.openChecks = eligibility.openChecks.map { sentence($0.reason, scene) }
        } else if let subject = enrollment.last(.ineligible)?.subject, let key = CampaignReason.Key(rawValue: subject) {
            let found = eligibility.refusals.first { $0.reason.key == key }
            page.refusal = sentence(found?.reason ?? CampaignReason(key), scene)
        }
        return page
    }

    /// The requirements as they were judged when the application arrived, by what is known now and what staff looked
    /// at since.
    private func eligibility(of enrollment: Enrollment, _ scene: Scene) throws -> Eligibility {
        let application = enrollment.application
        let definition = scene.campaign.book.version(application.version)?.definition ?? scene.definition
        guard let frame = definition.frame(application.frame) else {
            return Eligibility(findings: [], isSwapped: false)
        }
        let byPartner = enrollment.last(.partnerConfirmed)?.subject.split(separator: " ").map(String.init)
        // What the partner declares is asked of the partner.
        let declared = byPartner ?? frame.partner?.declarations.map(\.id) ?? []
        let question = Eligibility.Question(
            frame: frame, of: definition, office: application.office, partner: application.partner,
            declarations: application.declarations + declared,
            earlier: scene.campaign.book.earlier.filter { $0.receipt < application.receipt },
            payments: Workspace.payments(to: enrollment.offices, in: scene.state.campaigns))
        return Eligibility.judge(
            question, facts: try workspace.campaignFacts(scene.state, of: scene.campaign.id),
            on: application.receivedAt.dayInJapan
        ).settled(by: enrollment.steps)
    }

    /// A reason for the applicant: codes by their names.
    private func sentence(_ reason: CampaignReason, _ scene: Scene) -> String {
        let reference = scene.state.reference
        let name: String? =
            switch reason.key {
            case .inArea, .outsideArea:
                MunicipalityCode(reason.name).flatMap(reference.municipalityIndex(of:)).map {
                    reference.municipalities[$0].name
                }
            case .serviceOffered:
                reference.serviceIndex(code: reason.name).map { reference.services[$0].name }
            case .notDeclared, .declared:
                scene.definition.frames.lazy.flatMap { frame in
                    frame.applicant.declarations + (frame.partner?.declarations ?? [])
                }.first { $0.id == reason.name }?.text
            case .paidElsewhere:
                scene.state.campaigns.first { $0.id == reason.name }?.newest.definition.title
            default: nil
            }
        return words.sentence(reason, name: name)
    }
}
