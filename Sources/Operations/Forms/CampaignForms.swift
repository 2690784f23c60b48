import Adoption
import Analytics
import Dashboards
import Storage

/// The forms of the campaigns, as an office without an account meets them. Every function reads or writes the
/// database and blocks: call it off the event loops.
package struct CampaignForms: Sendable {
    let workspace: Workspace
    private let renderer: FormRenderer
    let words: Wording
    /// Applications are received by another server: this one may only read.
    package let isReadOnly: Bool

    package init(_ workspace: Workspace, design: SiteDesign, language: Language, isReadOnly: Bool) {
        self.workspace = workspace
        renderer = FormRenderer(shells: design.shells, words: design.words)
        words = design.words(language)
        self.isReadOnly = isReadOnly
    }

    /// What the audit record calls those who fill in a form.
    static let actor = "web"

    /// A campaign at this moment.
    struct Scene {
        var state: LedgerState
        var campaign: Campaign
        var form: CampaignForm
        var definition: CampaignDefinition { form.definition }
        var apply: ApplyForm { ApplyForm(form, book: campaign.book) }
    }

    /// - Throws: `Failure.notFound` when there is no such campaign.
    func scene(_ id: String) throws -> Scene {
        let state = try workspace.state()
        guard let campaign = state.campaigns.first(where: { $0.id == id }) else {
            throw Failure(.notFound, "このキャンペーンはありません。")
        }
        let now = workspace.clock()
        return Scene(
            state: state, campaign: campaign,
            form: CampaignForm(definition: campaign.definition(at: now), words: words, now: now))
    }

    func reply(_ form: Form, _ outcome: FormReply.Outcome = .shown) -> FormReply {
        .page(renderer.render(form), outcome)
    }

    /// The page that says where applications are received; nil when it is here.
    func elsewhere(_ scene: Scene) -> FormReply? {
        isReadOnly ? reply(scene.form.elsewherePage(), .elsewhere) : nil
    }

    /// Records what is due in all campaigns.
    /// - Returns: how many steps were recorded and contacts deleted.
    package func advance() throws -> (steps: Int, contacts: Int) {
        let report = try workspace.advanceCampaigns()
        return (report.steps.count, report.deletedContacts.reduce(0) { $0 + $1.count })
    }

    // MARK: - The application

    /// - Parameter frame: as chosen on the first page; empty: not chosen yet.
    package func applyPage(_ id: String, frame: String) throws -> FormReply {
        let scene = try scene(id)
        if let elsewhere = elsewhere(scene) { return elsewhere }
        if let closed = scene.apply.closedPage() { return reply(closed) }
        let frames = scene.definition.frames
        let chosen = frames.count == 1 && frame.isEmpty ? frames[0].id : frame
        guard let found = scene.definition.frame(chosen) else {
            return reply(scene.apply.framesPage(problem: !frame.isEmpty), frame.isEmpty ? .shown : .mistaken)
        }
        guard scene.apply.seat(in: found) != .none else {
            return reply(scene.apply.framesPage(problem: true), .conflict)
        }
        return reply(scene.apply.entryPage(found, token: CampaignSecrets.newToken()))
    }

    /// - Parameter admit: asked for each office just before its application is recorded: nil, or the seconds until
    ///   another one is admitted.
    package func submit(
        _ id: String, _ values: FormValues, admit: (OfficeNumber) -> Int?
    ) throws -> FormReply {
        let scene = try scene(id)
        if let elsewhere = elsewhere(scene) { return elsewhere }
        // The same form again, whatever has happened since: the same receipt.
        if let known = statusAddress(of: values["token"], in: scene) { return .seeOther(known) }
        if let closed = scene.apply.closedPage() { return reply(closed, .conflict) }
        guard let frame = scene.definition.frame(values["frame"]) else {
            return reply(scene.apply.framesPage(problem: true), .mistaken)
        }
        let read = try ReadApplication(values, frame: frame, names: { try officeNames([$0], scene)[$0] })
        func back(_ failure: Failure?, _ outcome: FormReply.Outcome, token: String = values["token"]) -> FormReply {
            var filled = read.filled
            filled.failure = failure
            return reply(scene.apply.entryPage(frame, token: token, filled), outcome)
        }
        let secrets: CampaignSecrets
        do { secrets = try CampaignSecrets(form: values["token"]) } catch let failure as Failure {
            return back(failure, .mistaken, token: CampaignSecrets.newToken())
        }
        guard values[FormNames.trap].isEmpty else {
            return back(Failure(.invalid, words("apply.trap_filled"), hint: words("apply.trap_hint")), .mistaken)
        }
        guard read.isComplete, let office = read.office else { return back(nil, .mistaken) }
        guard scene.apply.seat(in: frame) != .none else {
            return back(Failure(.conflict, words("apply.full"), hint: words("apply.full_text")), .conflict)
        }
        if let seconds = admit(office) { return back(tooMany(seconds), .tooMany(seconds: seconds)) }
        let declarations = frame.applicant.declarations.map(\.id).filter(values.all("declare").contains)
        do {
            let receipt = try workspace.apply(
                ApplicationForm(
                    campaign: id, frame: frame.id, office: office, partner: read.partner, declarations: declarations,
                    contact: read.contact, token: values["token"], channel: .web), actor: CampaignForms.actor)
            return .seeOther("status/" + statusKey(secrets, receipt.enrollment))
        } catch let failure as Failure where failure.code == .conflict || failure.code == .invalid {
            return back(failure, failure.code == .conflict ? .conflict : .mistaken)
        }
    }

    /// The form as it was sent, with a word why it was not even looked at.
    package func refused(_ id: String, _ values: FormValues, seconds: Int) throws -> FormReply {
        let scene = try scene(id)
        // Whoever lost the answer gets the receipt again, however often they sent.
        if let known = statusAddress(of: values["token"], in: scene) { return .seeOther(known) }
        let outcome = FormReply.Outcome.tooMany(seconds: seconds)
        guard let frame = scene.definition.frame(values["frame"]) else {
            return reply(scene.form.refusedPage(tooMany(seconds)), outcome)
        }
        var filled = ApplyForm.Filled(values: values)
        filled.failure = tooMany(seconds)
        return reply(scene.apply.entryPage(frame, token: values["token"], filled), outcome)
    }

    private func tooMany(_ seconds: Int) -> Failure {
        let minutes = words.format.integer(max(1, (seconds + 59) / 60))
        return Failure(
            .conflict, words("apply.too_many"), hint: words("apply.too_many_hint", ["minutes": minutes]))
    }

    private func statusAddress(of token: String, in scene: Scene) -> String? {
        // A text that is no token of ours belongs to no application.
        guard let secrets = try? CampaignSecrets(form: token),
            let known = workspace.enrollment(status: secrets.status, in: scene.campaign)
        else { return nil }
        return "status/" + statusKey(secrets, known)
    }

    /// The end of a status page's address. The partner's code stands in it too, so that the page can show it again:
    /// the ledger keeps only its digest.
    private func statusKey(_ secrets: CampaignSecrets, _ enrollment: Enrollment) -> String {
        guard !enrollment.application.secrets.partner.isEmpty else { return secrets.status }
        return secrets.status + "-" + secrets.partner.filter { $0 != "-" }
    }

    // MARK: - Names

    func officeNames(_ offices: [OfficeNumber], _ scene: Scene) throws -> [OfficeNumber: String] {
        let cards = try workspace.ledger.read {
            try OfficeCards($0, at: scene.state.snapshot.revision, on: scene.form.now.dayInJapan, of: offices)
        }
        var names: [OfficeNumber: String] = [:]
        for office in offices { names[office] = cards[office]?.name }
        return names
    }

    /// What is said about a number while it is typed.
    /// - Throws: `Failure.notFound` for what is no office number.
    package func officeNote(_ id: String, number text: String) throws -> OfficeNote {
        let scene = try scene(id)
        guard case .success(let number) = ReadApplication.number(text) else {
            throw Failure(.notFound, "事業所番号ではありません。")
        }
        let day = scene.form.now.dayInJapan
        let name = try officeNames([number], scene)[number]
        let place = try workspace.campaignFacts(scene.state, of: id).municipality(of: number, on: day)
        let warning =
            number.checkDigitMatches
            ? (name == nil ? words("apply.lookup_unknown") : nil) : words("apply.lookup_check_digit")
        return OfficeNote(
            name: name, municipality: place.map { scene.state.reference.municipalities[$0].name }, warning: warning)
    }
}
