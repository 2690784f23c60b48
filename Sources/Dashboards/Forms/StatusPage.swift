import Adoption
import Analytics

/// 受付票と状況: the page behind the address that only the applicant has. Right after the application it is the receipt,
/// later it says where the application stands and takes answers. It never shows the contact data, not even to them.
package struct StatusPage: Sendable {
    package enum Action: String, CaseIterable, Sendable {
        case accept, decline, withdraw
    }

    let campaign: CampaignForm
    let book: CampaignBook
    let enrollment: Enrollment
    package var officeNames: [OfficeNumber: String] = [:]
    /// The sentences of what staff still have to look at.
    package var openChecks: [String] = []
    /// Why it was refused, as a sentence; nil when it was not.
    package var refusal: String?
    /// The whole address of this page.
    package var address = ""
    /// The whole address at which the partner confirms, and the code; nil when this page was opened without it.
    package var partner: (address: String, code: String)?
    /// What became of the last answer, when it could not be recorded.
    package var failure: Failure?
    /// What the page's own address ends with: forms of this page are sent there.
    let key: String

    private var words: Wording { campaign.words }
    private var format: Format { campaign.words.format }

    package init(_ campaign: CampaignForm, book: CampaignBook, enrollment: Enrollment, key: String) {
        self.campaign = campaign
        self.book = book
        self.enrollment = enrollment
        self.key = key
    }

    package func page() -> Form {
        var parts: [FormPart] = []
        if let failure {
            parts.append(.notice(FormNotice(.attention, failure.message, failure.hint.map { [Line($0)] } ?? [])))
        }
        if case .offered(let until) = enrollment.place { parts += offer(until) }
        parts.append(.facts(receipt))
        if !openChecks.isEmpty {
            let text = [Line(words("apply.checks_text"))]
            parts.append(.notice(FormNotice(.neutral, words("apply.checks_title"), text)))
            parts.append(
                .text(FormText("checks", title: words("apply.checks_list"), openChecks.map { Line($0) }, style: .list)))
        }
        if case .awaitingPartner(let until) = enrollment.place { parts += forPartner(until) }
        parts.append(.text(FormText("next", title: words("apply.next_title"), next, style: .steps)))
        parts.append(.facts(keep))
        parts.append(.text(FormText("history", title: words("apply.history"), history, style: .list)))
        if enrollment.isLiving { parts.append(.entry(button(.withdraw, isPrimary: false))) }
        return campaign.page(
            "status/\(key)", title: words("apply.status_title", ["receipt": "\(enrollment.receipt)"]),
            headline: headline, lead: [Line(lead)], parts: parts)
    }

    /// The question before an answer is recorded; nil when it can no longer be given.
    package func question(_ action: Action) -> Form? {
        var until = ""
        switch (action, enrollment.place) {
        case (.withdraw, _) where enrollment.isLiving: break
        case (.accept, .offered(let instant)), (.decline, .offered(let instant)): until = format.instant(instant)
        default: return nil
        }
        let entry = FormEntry(
            action.rawValue, .post, action: key, hidden: [FormHidden("action", action.rawValue)],
            submit: words("apply.\(action.rawValue)_yes"), cancel: (words("apply.back"), key))
        return campaign.page(
            "status/\(key)", title: words("apply.status_title", ["receipt": "\(enrollment.receipt)"]),
            headline: words("apply.\(action.rawValue)_question", ["receipt": "\(enrollment.receipt)"]),
            lead: [Line(words("apply.\(action.rawValue)_text", ["until": until]))], parts: [.entry(entry)])
    }

    /// A button that leads to the question.
    private func button(_ action: Action, isPrimary: Bool) -> FormEntry {
        FormEntry(
            action.rawValue, .get, action: key, hidden: [FormHidden("ask", action.rawValue)],
            submit: words("apply.\(action.rawValue)"), isPrimary: isPrimary)
    }

    private func offer(_ until: Instant) -> [FormPart] {
        let text = words("apply.offer_text", ["until": format.instant(until)])
        return [
            .notice(FormNotice(.attention, words("apply.offer_title"), [Line(text)])),
            .entry(button(.accept, isPrimary: true)), .entry(button(.decline, isPrimary: false)),
        ]
    }

    // MARK: - What is said

    /// The end of the keys of headline, lead and next steps.
    private var state: String {
        switch enrollment.place {
        case .received: "received"
        case .awaitingPartner: "awaiting"
        case .waiting: "waiting"
        case .offered: "offered"
        case .held: openChecks.isEmpty ? "held" : "held_checks"
        case .out(.ineligible): isFull ? "full" : "ineligible"
        case .out(.withdrawn): "withdrawn"
        case .out(.partnerExpired): "partner_expired"
        case .out(.offerDeclined): "offer_declined"
        case .out(.offerExpired): "offer_expired"
        case .out: "failed"
        }
    }

    private var isFull: Bool { enrollment.last(.ineligible)?.subject == CampaignBook.full }

    private var position: Int {
        let waiting = book.waiting(for: enrollment.application.frame)
        return (waiting.firstIndex { $0.receipt == enrollment.receipt } ?? 0) + 1
    }

    private var headline: String {
        words("apply.state_\(state)", ["position": format.integer(position)])
    }

    private var lead: String {
        var until = ""
        switch enrollment.place {
        case .awaitingPartner(let instant), .offered(let instant): until = format.instant(instant)
        default: break
        }
        if state == "ineligible", let refusal { return refusal }
        return words("apply.lead_\(state)", ["until": until])
    }

    private var receipt: FormFacts {
        let application = enrollment.application
        var facts = [
            FormFacts.Fact(words("apply.receipt"), .large("\(enrollment.receipt)")),
            FormFacts.Fact(words("apply.received_at"), format.second(application.receivedAt)),
            FormFacts.Fact(words("apply.frame"), frameTitle),
            FormFacts.Fact(words("apply.office"), office(application.office)),
        ]
        if let partner = application.partner {
            facts.append(FormFacts.Fact(words("apply.partner"), office(partner)))
        }
        if case .waiting = enrollment.place {
            let text = words("apply.position_value", ["position": format.integer(position)])
            facts.append(FormFacts.Fact(words("apply.position"), text))
        }
        return FormFacts("receipt", title: words("apply.receipt_title"), facts)
    }

    private var frameTitle: String {
        campaign.definition.frame(enrollment.application.frame)?.title ?? enrollment.application.frame
    }

    private func office(_ number: OfficeNumber) -> String {
        words(
            "apply.office_value",
            ["number": number.description, "name": officeNames[number] ?? words("apply.office_unknown")])
    }

    private func forPartner(_ until: Instant) -> [FormPart] {
        guard let partner else {
            return [
                .notice(FormNotice(.neutral, words("apply.code_missing_title"), [Line(words("apply.code_missing"))]))
            ]
        }
        return [
            .facts(
                FormFacts(
                    "pass-on", title: words("apply.pass_on_title"),
                    text: [Line(words("apply.pass_on_text", ["until": format.instant(until)]))],
                    [
                        FormFacts.Fact(words("apply.code"), .code(partner.code)),
                        FormFacts.Fact(
                            words("apply.partner_link"),
                            .address(partner.address, label: words("apply.partner_link_label"))),
                        FormFacts.Fact(words("apply.partner_deadline"), format.instant(until)),
                    ]))
        ]
    }

    /// What happens next. With a place it is what the definition says of the way to the reward.
    private var next: [Line] {
        switch enrollment.place {
        case .held, .received: campaign.definition.texts.steps.map { Line($0) } + [Line(words("apply.next_held"))]
        case .awaitingPartner: [Line(words("apply.next_awaiting_1")), Line(words("apply.next_awaiting_2"))]
        case .waiting:
            [
                Line(words("apply.next_waiting_1")),
                Line(
                    words(
                        "apply.next_waiting_2",
                        ["day": format.day(campaign.definition.deadlines.offersUntil)])),
            ]
        case .offered: [Line(words("apply.next_offered"))]
        case .out: [Line(words("apply.next_out"))]
        }
    }

    private var keep: FormFacts {
        FormFacts(
            "keep", title: words("apply.keep_title"), text: [Line(words("apply.keep_text"))],
            [FormFacts.Fact(words("apply.status_link"), .address(address, label: words("apply.status_link_label")))])
    }

    /// Newest last, as a letter would tell it.
    private var history: [Line] {
        let received = words(
            "apply.history_line",
            ["instant": format.second(enrollment.application.receivedAt), "step": words("apply.step.received")])
        return [Line(received)]
            + enrollment.steps.map { step in
                let name = step.subject == CampaignBook.full ? "full" : step.kind.rawValue
                // A decision has its instant; what happened has a day, and was recorded later.
                let when = step.kind.isDecision ? format.second(step.recordedAt) : format.day(step.day)
                return Line(
                    words("apply.history_line", ["instant": when, "step": words("apply.step.\(name)")]))
            }
    }
}
