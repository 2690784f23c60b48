import Adoption
import Operations
import Storage
import TestWorkspace

/// A city with twelve offices and a campaign that receives applications.
struct CampaignFixture {
    let it: TestWorkspace
    static let id = "test-campaign"

    /// 2026-11-02 09:00 in Japan; the reference is recorded on the day before.
    static let opening = Instant("2026-11-02T00:00:00Z")!

    /// Offices 1…12: odd ones 居宅介護支援 (43), even ones 訪問介護 (11); 1 and 2 of one corporation, 12 of an unknown one.
    static let offices: [OfficeNumber] = (1...12).map { OfficeNumber(officeNumber($0))! }

    static func office(_ number: Int) -> OfficeNumber { offices[number - 1] }

    private static let template = Result { try CampaignFixture(first: ()) }

    init() throws {
        it = try TestWorkspace(copying: CampaignFixture.template.get().it)
        it.clock.set(CampaignFixture.opening)
    }

    private init(first: Void) throws {
        it = try TestWorkspace()
        it.clock.set(Instant("2026-11-01T12:00:00Z")!)
        let rows = (1...12).map { number in
            OfficeRow(
                CampaignFixture.office(number).description, number % 2 == 1 ? "43" : "11", name: "架空事業所\(number)",
                corporation: number == 12 ? "" : corporation(number == 2 ? 1 : number))
        }
        try it.importOffices(rows, on: "2026-10-31")
        try it.importRegistrations(
            [StageRow(CampaignFixture.office(11).description, from: "2026-04-01")], on: "2026-10-31", covers: ["221007"]
        )
        _ = try register(CampaignFixture.definition())
    }

    /// A valid 法人番号: the first digit is 9 − (Σ P·Q mod 9), weights 1, 2, 1, 2 … from the right.
    private func corporation(_ number: Int) -> String {
        let digits = Array(String(100_000_000_000 + number)).map { Int(String($0))! }
        let sum = digits.reversed().enumerated().reduce(0) { $0 + $1.element * ($1.offset % 2 == 0 ? 1 : 2) }
        return "\(9 - sum % 9)" + digits.map(String.init).joined()
    }

    static func definition(
        single: Int = 2, pair: Int = 1, waiting: String = "", title: String = "試験のキャンペーン", more: String = ""
    ) -> String {
        """
        id: \(id)
        title: \(title)
        area: 静岡県静岡市
        recruitment: {opens: 2026-11-02 09:00, closes: 2026-12-18 17:00}
        period: {begins: 2026-11-02, ends: 2027-03-31}
        limits: {once_per_office: true}
        deadlines: {partner_hours: 72, offer_hours: 48, offers_until: 2027-01-31, contacts_until: 2027-09-30}
        frames:
          - id: single
            kind: single
            title: 一般枠
            places: \(single)
            \(waiting)
            applicant: {services: [居宅介護支援, 訪問介護], use: not_yet}
            conditions:
              - id: start-using
                start_using: {by: 2026-12-31}
            rewards:
              - {id: thanks, title: 謝礼, fixed: 20000}
          - id: pair
            kind: pair
            title: 組の枠
            places: \(pair)
            different_corporations: true
            either_order: true
            applicant: {services: [居宅介護支援], use: not_yet}
            partner: {services: [訪問介護], use: not_yet}
            conditions:
              - id: start-using
                start_using: {by: 2026-12-31}
            rewards:
              - {id: thanks, title: 謝礼, fixed: 20000, to: each}
        texts:
          catchphrase: 試験です。
          summary: 試験のためのキャンペーンです。
          contact: [静岡市 試験担当]
          consent: 連絡先は、このキャンペーンのためだけに使います。
        \(more)
        """
    }

    func register(_ text: String, effective: Instant? = nil) throws -> RegisteredVersion {
        try it.workspace.registerCampaign(
            file: try it.file("campaign.yaml", text), effective: effective, actor: "試験", reason: "試験のため")
    }

    func form(
        _ frame: String = "single", _ office: Int, partner: Int? = nil, token: String? = nil,
        contact: CampaignContact? = nil
    ) -> ApplicationForm {
        ApplicationForm(
            campaign: CampaignFixture.id, frame: frame, office: CampaignFixture.office(office),
            partner: partner.map(CampaignFixture.office), declarations: [], contact: contact,
            token: token ?? CampaignSecrets.newToken(), channel: .web)
    }

    @discardableResult
    func apply(_ frame: String = "single", _ office: Int, partner: Int? = nil) throws -> ApplicationReceipt {
        try it.workspace.apply(form(frame, office, partner: partner), actor: "web")
    }

    func campaign(knownAt instant: Instant? = nil) throws -> Campaign {
        try it.workspace.campaign(CampaignFixture.id, knownAt: instant)
    }

    /// Makes the clock stand at a time of Japan, `2026-12-18 17:00`.
    func set(_ time: String) {
        let parts = time.split(separator: " ")
        it.clock.set(Instant("\(parts[0])T\(parts[1]):00+09:00")!)
    }
}
