import Adoption
import Analytics

/// What the documents for staff share. They name offices, so that no site ever has them: the command line prints them.
struct StaffDocument {
    let setting: PageSetting
    let definition: CampaignDefinition
    /// The number of the version in force.
    let version: Int
    let names: [OfficeNumber: String]

    var words: Wording { setting.words }
    var format: Format { setting.format }

    func page(
        kind: PageKind = .campaignStaff, document: String, headline: String, lead: [Line] = [],
        numbers: [KeyNumber] = [], blocks: [Block]
    ) -> Page {
        Page(
            kind: kind, path: .campaign(definition.id), language: words.language,
            title: format.line([document, definition.title]),
            kick: format.line([definition.organiser, definition.title, setting.day]), headline: headline, lead: lead,
            context: setting.campaignContext(definition, version: version), numbers: numbers, blocks: blocks,
            notes: [Line(words("campaign.staff_note"))])
    }

    /// `2310100012 あおぞら居宅介護支援`
    func office(_ number: OfficeNumber) -> String {
        let name = names[number] ?? ""
        return name.isEmpty ? number.description : number.description + " " + name
    }

    /// The columns of an office: together for the eye, apart for a spreadsheet.
    func officeColumns(_ key: String, _ label: String) -> [Column] {
        [
            Column(key, label, .prose, use: .shown),
            Column(key + "_number", words("campaign.column_number_of", ["whose": label]), use: .data),
            Column(key + "_name", words("campaign.column_name_of", ["whose": label]), use: .data),
        ]
    }

    func officeCells(_ number: OfficeNumber?) -> [Cell] {
        guard let number else { return [.text(""), .text(""), .text("")] }
        return [.text(office(number)), .text(number.description), .text(names[number] ?? "")]
    }

    func empty(_ text: String) -> Block {
        Block("empty", .panel(Panel(title: text)))
    }

    /// `領収書 3号 (2026-11-20)`
    func text(_ evidence: [Evidence]) -> String {
        format.list(
            evidence.map { item in
                let words = item.text.isEmpty ? setting.name(item.kind) : item.text
                return item.day.map { words + " (" + $0.description + ")" } ?? words
            })
    }
}

extension PageSetting {
    func name(_ kind: Evidence.Kind) -> String {
        switch kind {
        case .entry: words("campaign.evidence_entry")
        case .service: words("campaign.evidence_service")
        case .registration: words("campaign.evidence_registration")
        case .registrationList: words("campaign.evidence_registration_list")
        case .attendance: words("campaign.evidence_attendance")
        case .survey: words("campaign.evidence_survey")
        case .step: words("campaign.evidence_step")
        case .exchange: words("campaign.evidence_exchange")
        case .application: words("campaign.evidence_application")
        case .payment: words("campaign.evidence_payment")
        case .corporation: words("campaign.evidence_corporation")
        }
    }
}
