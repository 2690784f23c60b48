import Adoption
import Dashboards
import Storage
import TestWorkspace
import Testing

@testable import Operations

@Suite("The pages of a campaign in the site")
struct CampaignSiteTests {
    private let day = CampaignFixture.opening.dayInJapan.advanced(by: 10)

    private func edition(_ city: CampaignFixture) throws -> SiteEdition {
        try SiteEdition(
            city.it.workspace.state(), design: SiteDesign(city.it.workspace.project), asOf: day, language: .japanese)
    }

    private func study(_ receipt: Int, consent: Day?) -> CaseStudy {
        CaseStudy(
            campaign: CampaignFixture.id, receipt: receipt, office: CampaignFixture.office(receipt == 1 ? 1 : 3),
            consentDay: consent, shownName: "市内の事業所", title: "印刷をやめました", text: "時間が減りました。")
    }

    @Test("a campaign has its page in four forms, and the pages of its municipality and prefecture lead there")
    func pages() throws {
        let city = try CampaignFixture()
        for office in [1, 3, 5] { try city.apply("single", office) }
        let edition = try edition(city)
        let path = PagePath("/campaigns/test-campaign/")
        #expect(edition.paths.filter { $0.description.hasPrefix("/campaigns/") } == [path])
        // Two single places and one of pairs: 2 of 3.
        #expect(edition.page(path)?.headline == "3件のうち2件が埋まり、残りは1件です。募集は2026年12月18日 17:00までです。")
        for form in PageForm.allCases { #expect(edition.bytes(.page(path, form))?.isEmpty == false) }
        for area in ["/municipalities/221007/", "/prefectures/22/"] {
            let html = String(decoding: edition.bytes(.page(PagePath(area), .html)) ?? [], as: UTF8.self)
            #expect(html.contains("<a href=\"../../campaigns/test-campaign/index.html\">試験のキャンペーン</a>"))
        }
        let other = String(
            decoding: edition.bytes(.page(PagePath("/prefectures/13/"), .html)) ?? [], as: UTF8.self)
        #expect(!other.contains("試験のキャンペーン"))
    }

    @Test("addresses that are not exactly those of a page lead nowhere")
    func addresses() throws {
        let city = try CampaignFixture()
        try city.apply("single", 1)
        try city.it.workspace.recordCaseStudy(
            study(1, consent: CampaignFixture.opening.dayInJapan), actor: "試験", reason: "")
        let edition = try edition(city)
        #expect(edition.page(PagePath("/campaigns/test-campaign/cases/1/")) != nil)
        for address in [
            "/campaigns/", "/campaigns/none/", "/campaigns/test-campaign/book/", "/campaigns/test-campaign/cases/",
            "/campaigns/test-campaign/cases/2/", "/campaigns/test-campaign/cases/01/",
            "/campaigns/test-campaign/cases/+1/", "/campaigns/test-campaign/cases/1/x/",
        ] {
            #expect(edition.page(PagePath(address)) == nil, "\(address)")
        }
    }

    @Test("a case is there while the consent stands, and gone with the next edition when it is withdrawn")
    func consent() throws {
        let city = try CampaignFixture()
        for office in [1, 3] { try city.apply("single", office) }
        let path = PagePath("/campaigns/test-campaign/cases/1/")
        #expect(try edition(city).page(path) == nil)
        try city.it.workspace.recordCaseStudy(
            study(1, consent: CampaignFixture.opening.dayInJapan), actor: "試験", reason: "")
        let shown = try edition(city)
        #expect(shown.page(path)?.headline == "印刷をやめました")
        #expect(shown.paths.contains(path))
        try city.it.workspace.recordCaseStudy(study(1, consent: nil), actor: "試験", reason: "取消し")
        let withdrawn = try edition(city)
        #expect(withdrawn.page(path) == nil)
        #expect(!withdrawn.paths.contains(path))
        #expect(withdrawn.page(PagePath("/campaigns/test-campaign/"))?.blocks.contains { $0.id == "cases" } == false)
    }

    @Test("no published file names an office, an applicant or a contact")
    func privacy() throws {
        let city = try CampaignFixture()
        let contact = CampaignContact(person: "連絡太郎左衛門", phone: "054-999-8888", mail: "secret@example.jp")
        _ = try city.it.workspace.apply(city.form("single", 1, contact: contact), actor: "web")
        _ = try city.apply("pair", 3, partner: 4)
        let folder = city.it.folder + "/site"
        _ = try city.it.workspace.publish(to: folder, asOf: day, language: .japanese)
        var files = 0
        for file in try TestProject.files(below: folder) {
            let text = String(decoding: try Files.read("\(folder)/\(file)"), as: UTF8.self)
            for secret in ["架空事業所", "連絡太郎左衛門", "054-999-8888", "secret@example.jp"]
                + CampaignFixture.offices.map(\.description)
            {
                #expect(!text.contains(secret), "\(file): \(secret)")
            }
            files += file.hasPrefix("campaigns/") ? 1 : 0
        }
        #expect(files == 4)
    }

    @Test("two threads that ask at once get the same page")
    func concurrent() async throws {
        let city = try CampaignFixture()
        for office in [1, 3, 5] { try city.apply("single", office) }
        let edition = try edition(city)
        let pages = await withTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<8 {
                group.addTask { edition.bytes(.page(PagePath("/campaigns/test-campaign/"), .json)) ?? [] }
            }
            return await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
        }
        #expect(pages.count == 1)
    }
}
