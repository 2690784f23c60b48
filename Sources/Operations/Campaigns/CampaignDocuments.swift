import Adoption
import Analytics
import CSV
import Dashboards
import Storage

/// A document of a campaign for the staff: never part of the site.
package enum CampaignDocument: String, CaseIterable, Sendable {
    /// 受付簿
    case book
    case status, conditions, calls, payments
}

/// How a document is written.
package enum CampaignDocumentForm: Sendable {
    /// HTML that stands alone, to be printed.
    case page
    case text, json

    var form: PageForm {
        switch self {
        case .page: .html
        case .text: .txt
        case .json: .json
        }
    }
}

/// What a document is asked for.
package struct CampaignDocumentRequest: Sendable {
    package var campaign: String
    package var asOf: Day
    package var knownAt: Instant?
    package var language: Language
    /// Who to call with the call list: only with a database that may be read for it.
    package var showsContacts: Bool

    package init(campaign: String, asOf: Day, knownAt: Instant?, language: Language, showsContacts: Bool = false) {
        self.campaign = campaign
        self.asOf = asOf
        self.knownAt = knownAt
        self.language = language
        self.showsContacts = showsContacts
    }
}

extension Workspace {
    /// A document in one of the forms of a page. The HTML form stands alone, with its style sheet inside.
    package func campaignDocument(
        _ document: CampaignDocument, _ request: CampaignDocumentRequest, as form: CampaignDocumentForm,
        isEmphasised: Bool = false
    ) throws -> [UInt8] {
        let papers = try CampaignPapers(self, request, isEmphasised: isEmphasised)
        let page = try papers.page(document)
        let style = try Files.readText("\(project.path)/Dashboards/assets/fukyu.css")
        return papers.edition.render(page, as: form.form, styleSheet: style)
    }

    /// A document as a table for a spreadsheet: one row an application, a condition or a payment.
    /// - Returns: the bytes, and how many characters CP932 lacks.
    package func campaignTable(
        _ document: CampaignDocument, _ request: CampaignDocumentRequest, encoding: ExportEncoding
    ) throws -> (bytes: [UInt8], replacedCharacters: Int) {
        let papers = try CampaignPapers(self, request, isEmphasised: false)
        let table = try papers.edition.render(papers.page(document), as: .csv)
        guard encoding == .cp932 else { return (table, 0) }
        var bytes: [UInt8] = []
        // What a spreadsheet would run was made safe already.
        var writer = try CSVWriter(.cp932, isFormulaSafe: false) { bytes += $0 }
        try CSVReader(.bytes(table)).forEachRow { try writer.row($0.texts) }
        // Before the bytes are taken: the last of them come with it.
        let replaced = try writer.finish().replacedCharacters
        return (bytes, replaced)
    }

    /// Which verdicts are others than they were known to be at an earlier instant, as of the same day.
    package func verdictChanges(
        _ request: CampaignDocumentRequest, since earlier: Instant
    ) throws -> [VerdictChange] {
        try CampaignPapers(self, request, isEmphasised: false).verdicts.changes(
            since: CampaignPapers(
                self,
                CampaignDocumentRequest(
                    campaign: request.campaign, asOf: request.asOf, knownAt: earlier, language: request.language),
                isEmphasised: false
            ).verdicts)
    }
}

/// What the documents of a campaign are made from.
private struct CampaignPapers {
    let workspace: Workspace
    let request: CampaignDocumentRequest
    let campaign: Campaign
    let edition: SiteEdition
    let verdicts: CampaignVerdicts

    init(_ workspace: Workspace, _ request: CampaignDocumentRequest, isEmphasised: Bool) throws {
        self.workspace = workspace
        self.request = request
        let state = try workspace.state(knownAt: request.knownAt)
        guard let campaign = state.campaigns.first(where: { $0.id == request.campaign }) else {
            throw Workspace.noSuchCampaign(request.campaign)
        }
        self.campaign = campaign
        edition = try SiteEdition(
            state, design: try SiteDesign(workspace.project), asOf: request.asOf, language: request.language,
            isEmphasised: isEmphasised)
        verdicts = CampaignVerdicts(
            book: campaign.book, facts: try workspace.campaignFacts(state, of: request.campaign, on: request.asOf),
            asOf: request.asOf)
    }

    private func names() throws -> [OfficeNumber: String] {
        let offices = campaign.book.enrollments.flatMap(\.offices)
        return try workspace.ledger.read { connection in
            let cards = try OfficeCards(
                connection, at: edition.revision, on: request.asOf, of: offices)
            return Dictionary(
                offices.compactMap { office in cards[office].map { (office, $0.name) } },
                uniquingKeysWith: { first, _ in first })
        }
    }

    /// What somebody can do something about: that an office goes on using the exchange needs no call.
    private var toCall: [WaitingFor] { verdicts.waitingFor().filter(\.needsAction) }

    func page(_ document: CampaignDocument) throws -> Page {
        guard let page = try pageIfAny(document) else {
            throw Failure(.internal, "キャンペーン \(request.campaign) の書類を作れませんでした。")
        }
        return page
    }

    private func pageIfAny(_ document: CampaignDocument) throws -> Page? {
        let setting = edition.setting
        let names = try names()
        switch document {
        case .book: return BookDocument(setting: setting, book: campaign.book, names: names).page()
        case .status:
            guard let report = edition.campaigns.fullReport(campaign.id) else { return nil }
            return StatusDocument(
                setting: setting, book: campaign.book, report: report, waiting: toCall, names: names
            ).page()
        case .conditions:
            // Whoever is out owes nothing any more.
            let living = Set(verdicts.enrollments.filter(\.isLiving).map(\.receipt))
            return ConditionsDocument(
                setting: setting, book: campaign.book,
                verdicts: verdicts.verdicts.filter { living.contains($0.receipt) }, names: names
            ).page()
        case .calls:
            let contacts = request.showsContacts ? try workspace.contacts(of: campaign) : [:]
            return CallListDocument(
                setting: setting, book: campaign.book, waiting: toCall, names: names, contacts: contacts
            ).page()
        case .payments:
            return PaymentsDocument(
                setting: setting, book: campaign.book, money: verdicts.money(), names: names
            ).page()
        }
    }
}
