import Adoption
import Analytics

/// 組になる事業所の確認: who was given a code looks at what was applied for in its name, and agrees.
package struct PartnerForm: Sendable {
    let campaign: CampaignForm

    private var words: Wording { campaign.words }
    private var format: Format { campaign.words.format }

    package init(_ campaign: CampaignForm) {
        self.campaign = campaign
    }

    /// Asks for the code.
    package func codePage(_ values: FormValues = FormValues(), problem: String? = nil) -> Form {
        let field = FormField(
            "code", .text(autocomplete: "off"), label: words("apply.code"), hint: words("apply.code_hint"),
            problem: problem.map { words($0) }, value: values["code"], isRequired: true)
        let entry = FormEntry(
            "code", .post, action: "partner", sections: [FormSection("", [field])], submit: words("apply.next"))
        return campaign.page(
            "partner", title: words("apply.partner_title"), headline: words("apply.partner_headline_code"),
            lead: [Line(words("apply.partner_lead_code"))], parts: [.entry(entry)])
    }

    /// The application that the code belongs to: to be confirmed, or how it stands.
    /// - Parameter code: as it stands in the page's address.
    package func page(
        _ enrollment: Enrollment, code: String, officeNames: [OfficeNumber: String],
        _ filled: ApplyForm.Filled = ApplyForm.Filled()
    ) -> Form {
        guard case .awaitingPartner(let until) = enrollment.place else { return done(enrollment, code, officeNames) }
        var parts: [FormPart] = []
        if let failure = filled.failure {
            parts.append(.notice(FormNotice(.attention, failure.message, failure.hint.map { [Line($0)] } ?? [])))
        }
        parts.append(.facts(facts(enrollment, officeNames, until: until)))
        let entry = FormEntry(
            "confirm", .post, action: code,
            sections: [
                FormSection(
                    words("apply.own_office"),
                    [
                        FormField(
                            "office", .officeNumber(lookup: "../office/", found: ""), label: words("apply.office"),
                            hint: words("apply.office_hint"), problem: filled.problems["office"].map { words($0) },
                            value: filled.values["office"], isRequired: true)
                    ]), agreement(enrollment, filled),
            ], submit: words("apply.partner_submit"))
        parts.append(.entry(entry))
        return campaign.page(
            "partner/\(code)", title: words("apply.partner_title"), headline: words("apply.partner_headline"),
            lead: [Line(words("apply.partner_lead", ["until": format.instant(until)]))], parts: parts,
            scripts: ["apply.js"])
    }

    private func done(_ enrollment: Enrollment, _ code: String, _ names: [OfficeNumber: String]) -> Form {
        let state =
            switch enrollment.place {
            case .out(.partnerExpired): "expired"
            case .out(.ineligible): "ineligible"
            case .out: "over"
            case .waiting: "waiting"
            case .offered: "offered"
            default: "held"
            }
        return campaign.page(
            "partner/\(code)", title: words("apply.partner_title"), headline: words("apply.partner_\(state)"),
            lead: [Line(words("apply.partner_\(state)_text"))], parts: [.facts(facts(enrollment, names, until: nil))])
    }

    private func facts(_ enrollment: Enrollment, _ names: [OfficeNumber: String], until: Instant?) -> FormFacts {
        let application = enrollment.application
        func office(_ number: OfficeNumber) -> String {
            words(
                "apply.office_value",
                ["number": number.description, "name": names[number] ?? words("apply.office_unknown")])
        }
        var facts = [
            FormFacts.Fact(words("apply.receipt"), .large("\(enrollment.receipt)")),
            FormFacts.Fact(words("apply.received_at"), format.second(application.receivedAt)),
            FormFacts.Fact(
                words("apply.frame"), campaign.definition.frame(application.frame)?.title ?? application.frame),
            FormFacts.Fact(words("apply.applicant"), office(application.office)),
        ]
        if let until { facts.append(FormFacts.Fact(words("apply.partner_deadline"), format.instant(until))) }
        return FormFacts("receipt", title: words("apply.partner_facts"), facts)
    }

    private func agreement(_ enrollment: Enrollment, _ filled: ApplyForm.Filled) -> FormSection {
        let ticked = filled.values.all("declare")
        let rules = campaign.definition.frame(enrollment.application.frame)?.partner
        let declarations = (rules?.declarations ?? []).map { declaration in
            FormField(
                "declare", .checkbox(value: declaration.id, isTicked: ticked.contains(declaration.id)),
                label: declaration.text, problem: filled.problems["declare-\(declaration.id)"].map { words($0) },
                isRequired: true)
        }
        let consent = FormField(
            "consent", .checkbox(value: "yes", isTicked: filled.values["consent"] == "yes"),
            label: words("apply.partner_consent"), problem: filled.problems["consent"].map { words($0) },
            isRequired: true)
        return FormSection(words("apply.agreement_section"), declarations + [consent])
    }
}
