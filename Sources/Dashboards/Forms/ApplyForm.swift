import Adoption
import Analytics

/// 申込み: first the frame, then one form with exactly what that frame asks for.
package struct ApplyForm: Sendable {
    /// A number that was typed and is doubtful: it goes through when it is confirmed as it stands.
    package struct Doubt: Sendable, Hashable {
        package var office: OfficeNumber
        /// What the ledger calls it; nil when it does not hold it.
        package var found: String?
        package var checkDigitIsWrong: Bool

        package init(office: OfficeNumber, found: String?, checkDigitIsWrong: Bool) {
            self.office = office
            self.found = found
            self.checkDigitIsWrong = checkDigitIsWrong
        }
    }

    /// What a form carries when it comes back.
    package struct Filled: Sendable {
        package var values = FormValues()
        /// By the field's name (a declaration's with its id: `declare-ID`), the key of the text.
        package var problems: [String: String] = [:]
        /// By the field's name.
        package var doubts: [String: Doubt] = [:]
        /// What stands in the way of the whole form: too many attempts, a frame that is full now.
        package var failure: Failure?

        package init(values: FormValues = FormValues()) {
            self.values = values
        }
    }

    let campaign: CampaignForm
    let book: CampaignBook

    private var words: Wording { campaign.words }
    private var definition: CampaignDefinition { campaign.definition }

    package init(_ campaign: CampaignForm, book: CampaignBook) {
        self.campaign = campaign
        self.book = book
    }

    /// Where the recruitment stands.
    package enum Window: Sendable {
        case notYet, open, closed
    }

    package var window: Window {
        if campaign.now < definition.opens { return .notYet }
        return campaign.now < definition.closes ? .open : .closed
    }

    /// The page outside of the window, or when nothing is left: what the office can do instead. Nil while something
    /// can be applied for.
    package func closedPage() -> Form? {
        switch window {
        case .notYet:
            return notice(
                "not_yet",
                [Line(words("apply.not_yet_text", ["opens": words.format.instant(definition.opens)]))])
        case .closed:
            return notice(
                "closed",
                [
                    Line(words("apply.closed_text", ["closes": campaign.lastMinute])),
                    Line(words("apply.closed_status")),
                ])
        case .open:
            guard definition.frames.allSatisfy({ seat(in: $0) == .none }) else { return nil }
            return notice("full", [Line(words("apply.full_text"))])
        }
    }

    private func notice(_ key: String, _ text: [Line]) -> Form {
        let ask: [Line] =
            definition.texts.contact.isEmpty ? [] : definition.texts.contact.map { Line($0) }
        var parts: [FormPart] = [.notice(FormNotice(.neutral, words("apply.\(key)_next"), text))]
        if !ask.isEmpty { parts.append(.text(FormText("contact", title: words("apply.contact"), ask))) }
        return campaign.page(
            "apply", title: words("apply.title"), headline: words("apply.\(key)"),
            lead: [Line(definition.texts.summary)], parts: parts)
    }

    // MARK: - Places

    /// What an applicant of a frame can still get.
    package enum Seat: Sendable, Hashable {
        /// So many places; nil: no fixed number.
        case place(Int?)
        /// The waiting list, with so many on it.
        case waiting(Int)
        case none
    }

    package func seat(in frame: CampaignFrame) -> Seat {
        let version = CampaignVersion(number: 0, effective: campaign.now, definition: definition)
        let occupancy = book.occupancy
        let waiting = book.waiting(for: frame.id).count
        if waiting == 0, occupancy.isFree(frame, in: version, isAttendee: false) {
            let own = frame.places.map { $0 - occupancy[frame.id] }
            let all = definition.places.map { $0 - occupancy.total }
            return .place([own, all].compactMap { $0 }.min())
        }
        // Places kept for those who attended a seminar: whether the applicant did is seen when it applies.
        if waiting == 0, occupancy.isFree(frame, in: version, isAttendee: true) { return .waiting(0) }
        if let limit = frame.waiting, waiting >= limit { return .none }
        return .waiting(waiting)
    }

    private func note(on frame: CampaignFrame) -> String {
        switch seat(in: frame) {
        case .place(nil): words("apply.seat_open")
        case .place(let left?): words("apply.seat_left", ["count": words.format.integer(left)])
        case .waiting(let count): words("apply.seat_waiting", ["count": words.format.integer(count)])
        case .none: words("apply.seat_none")
        }
    }

    // MARK: - The first page: which frame

    package func framesPage(problem: Bool = false) -> Form {
        let options = definition.frames.map { frame in
            let two = frame.kind.needsPartner ? [words("apply.for_two")] : []
            return FormOption(
                frame.id, label: frame.title, note: words.format.line([note(on: frame)] + two),
                isClosed: seat(in: frame) == .none)
        }
        let open = options.filter { !$0.isClosed }
        let field = FormField(
            "frame", .choice(options), label: words("apply.frame"), problem: problem ? words("apply.no_frame") : nil,
            value: open.count == 1 ? open[0].value : "", isRequired: true)
        let entry = FormEntry(
            "frame", .get, action: "apply", sections: [FormSection("", [field])], submit: words("apply.next"))
        return campaign.page(
            "apply", title: words("apply.title"), headline: words("apply.headline"),
            lead: [Line(definition.texts.summary)], parts: [.entry(entry)])
    }

    // MARK: - The second page: the application

    package func entryPage(_ frame: CampaignFrame, token: String, _ filled: Filled = Filled()) -> Form {
        var parts: [FormPart] = []
        if let failure = filled.failure {
            parts.append(.notice(FormNotice(.attention, failure.message, failure.hint.map { [Line($0)] } ?? [])))
        }
        if case .waiting(let count) = seat(in: frame) {
            let text = words("apply.waiting_text", ["count": words.format.integer(count)])
            parts.append(.notice(FormNotice(.neutral, words("apply.waiting_title"), [Line(text)])))
        }
        var sections = [officeSection(frame, filled)]
        if frame.kind.needsPartner { sections.append(partnerSection(filled)) }
        sections += [contactSection(filled), agreementSection(frame, filled)]
        let entry = FormEntry(
            "apply", .post, action: "apply",
            hidden: [FormHidden("frame", frame.id), FormHidden("token", token)], sections: sections,
            submit: words("apply.submit"),
            cancel: definition.frames.count > 1 ? (words("apply.other_frame"), "apply") : nil)
        parts.append(.entry(entry))
        return campaign.page(
            "apply", title: words("apply.title"), headline: words("apply.headline_frame", ["frame": frame.title]),
            lead: [Line(words("apply.lead", ["note": note(on: frame)]))], parts: parts, scripts: ["apply.js"])
    }

    private func problem(_ name: String, _ filled: Filled) -> String? { filled.problems[name].map { words($0) } }

    private func officeFields(_ name: String, label: String, hint: String, _ filled: Filled) -> [FormField] {
        let doubt = filled.doubts[name]
        var fields = [
            FormField(
                name, .officeNumber(lookup: "office/", found: doubt?.found ?? ""), label: label, hint: hint,
                problem: doubt.map(text) ?? problem(name, filled), value: filled.values[name], isRequired: true)
        ]
        if let doubt {
            let number = doubt.office.description
            fields.append(
                FormField(
                    "confirm", .checkbox(value: number, isTicked: false),
                    label: words("apply.confirm_number", ["number": number])))
        }
        return fields
    }

    private func text(_ doubt: Doubt) -> String {
        let number = doubt.office.description
        if let found = doubt.found {
            return words("apply.check_digit_known", ["number": number, "name": found])
        }
        return words(doubt.checkDigitIsWrong ? "apply.check_digit_unknown" : "apply.not_in_ledger", ["number": number])
    }

    private func officeSection(_ frame: CampaignFrame, _ filled: Filled) -> FormSection {
        FormSection(
            words("apply.office_section"),
            officeFields(
                "office", label: words("apply.office"), hint: words("apply.office_hint"), filled))
    }

    private func partnerSection(_ filled: Filled) -> FormSection {
        let hours = words.format.integer(definition.deadlines.partnerHours)
        return FormSection(
            words("apply.partner_section"), text: [Line(words("apply.partner_text", ["hours": hours]))],
            officeFields(
                "partner", label: words("apply.partner"), hint: words("apply.partner_hint"), filled))
    }

    private func contactSection(_ filled: Filled) -> FormSection {
        let until = words.format.day(definition.deadlines.contactsUntil)
        return FormSection(
            words("apply.contact_section"), text: [Line(words("apply.contact_text", ["day": until]))],
            [
                FormField(
                    "person", .text(autocomplete: "name"), label: words("apply.person"),
                    problem: problem("person", filled), value: filled.values["person"], isRequired: true),
                FormField(
                    "phone", .telephone, label: words("apply.phone"), hint: words("apply.phone_hint"),
                    problem: problem("phone", filled), value: filled.values["phone"]),
                FormField(
                    "mail", .mail, label: words("apply.mail"), problem: problem("mail", filled),
                    value: filled.values["mail"]),
                FormField(FormNames.trap, .trap, label: words("form.trap"), value: ""),
            ])
    }

    private func agreementSection(_ frame: CampaignFrame, _ filled: Filled) -> FormSection {
        let ticked = filled.values.all("declare")
        let declarations = frame.applicant.declarations.map { declaration in
            FormField(
                "declare", .checkbox(value: declaration.id, isTicked: ticked.contains(declaration.id)),
                label: declaration.text, problem: problem("declare-\(declaration.id)", filled), isRequired: true)
        }
        let consent = FormField(
            "consent", .checkbox(value: "yes", isTicked: filled.values["consent"] == "yes"),
            label: words("apply.consent"), problem: problem("consent", filled), isRequired: true)
        return FormSection(
            words("apply.agreement_section"), text: [Line(definition.texts.consent)], declarations + [consent])
    }
}

/// Names that the forms and those who read them share.
package enum FormNames {
    /// What a person never sees, and a program fills in.
    package static let trap = "website"
}
