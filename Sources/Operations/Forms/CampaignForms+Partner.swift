import Adoption
import Analytics
import Dashboards

/// What the second office of a pair does: it looks at what was applied for in its name, and agrees.
extension CampaignForms {
    package func partnerPage(_ id: String) throws -> FormReply {
        let scene = try scene(id)
        return elsewhere(scene) ?? reply(PartnerForm(scene.form).codePage())
    }

    /// A code was typed: on to the application that it belongs to.
    package func findPartner(_ id: String, _ values: FormValues) throws -> FormReply {
        let scene = try scene(id)
        if let elsewhere = elsewhere(scene) { return elsewhere }
        let code = CampaignSecrets.folded(partnerCode: values["code"])
        guard workspace.enrollment(partnerCode: code, in: scene.campaign) != nil else {
            let problem = values["code"].isEmpty ? "apply.code_empty" : "apply.code_unknown"
            return reply(PartnerForm(scene.form).codePage(values, problem: problem), .mistaken)
        }
        return .seeOther("partner/" + code)
    }

    /// - Throws: `Failure.notFound` for a code that nobody was given.
    package func partnerPage(_ id: String, code: String) throws -> FormReply {
        let scene = try scene(id)
        if let elsewhere = elsewhere(scene) { return elsewhere }
        return reply(try page(scene, code: code, ApplyForm.Filled()))
    }

    /// The partner agrees. Sent twice, it is answered by the same page.
    package func confirmPartner(_ id: String, code: String, _ values: FormValues) throws -> FormReply {
        let scene = try scene(id)
        if let elsewhere = elsewhere(scene) { return elsewhere }
        let enrollment = try enrollment(scene, code: code)
        guard case .awaitingPartner = enrollment.place else { return .seeOther(code) }
        var filled = ApplyForm.Filled(values: values)
        var office: OfficeNumber?
        switch ReadApplication.number(values["office"]) {
        case .failure(let problem): filled.problems["office"] = problem.key
        case .success(let number) where number != enrollment.application.partner:
            filled.problems["office"] = "apply.partner_other_number"
        case .success(let number): office = number
        }
        let rules = scene.definition.frame(enrollment.application.frame)?.partner
        let ticked = values.all("declare")
        let asked = (rules?.declarations ?? []).map(\.id)
        for id in asked where !ticked.contains(id) { filled.problems["declare-\(id)"] = "apply.declare_missing" }
        if values["consent"] != "yes" { filled.problems["consent"] = "apply.partner_consent_missing" }
        guard filled.problems.isEmpty, let office else {
            return reply(try page(scene, code: code, filled), .mistaken)
        }
        do {
            _ = try workspace.confirmPartner(
                code: code, office: office, declarations: asked, of: id, actor: CampaignForms.actor)
            return .seeOther(code)
        } catch let failure as Failure where failure.code == .conflict {
            filled.failure = failure
            return reply(try page(try self.scene(id), code: code, filled), .conflict)
        }
    }

    private func enrollment(_ scene: Scene, code: String) throws -> Enrollment {
        guard let enrollment = workspace.enrollment(partnerCode: code, in: scene.campaign) else {
            throw Failure(.notFound, words("apply.code_unknown"))
        }
        return enrollment
    }

    private func page(_ scene: Scene, code: String, _ filled: ApplyForm.Filled) throws -> Form {
        let enrollment = try enrollment(scene, code: code)
        return PartnerForm(scene.form).page(
            enrollment, code: code, officeNames: try officeNames([enrollment.application.office], scene), filled)
    }
}
