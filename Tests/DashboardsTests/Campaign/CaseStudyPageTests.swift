import Adoption
import Testing

@testable import Analytics
@testable import Dashboards

@Suite("活用事例")
struct CaseStudyPageTests {
    private let office = OfficeNumber("2210100012")
    private let other = OfficeNumber("2270100021")

    private func practice(
        _ task: WorkPractice.Task, _ phase: WorkPractice.Phase, _ roles: [WorkPractice.Role], by day: Int?,
        minutes: Int?, of office: OfficeNumber? = nil
    ) throws -> WorkPractice {
        WorkPractice(
            campaign: "ko-2026", receipt: 4, office: try #require(office ?? self.office), phase: phase,
            day: CampaignExample.day(phase == .before ? "2026-10-05" : "2026-10-30"), task: task, roles: roles,
            byDay: day, minutes: minutes, remark: "内部の聞き取り")
    }

    private func study(consent: String?, of office: OfficeNumber? = nil) throws -> CaseStudy {
        CaseStudy(
            campaign: "ko-2026", receipt: 4, office: try #require(office ?? self.office),
            consentDay: consent.map(CampaignExample.day), shownName: "甲市のA事業所", title: "印刷をやめました",
            text: "毎月の印刷がなくなりました。\n事務の担当が送ります。")
    }

    private var practices: [WorkPractice] {
        get throws {
            [
                try practice(.printing, .before, [.careManager, .manager], by: 5, minutes: 240),
                try practice(.printing, .after, [.none], by: nil, minutes: 0),
                try practice(.sending, .before, [.careManager], by: 10, minutes: 60),
                try practice(.sending, .after, [.clerk], by: 3, minutes: 20),
                // Not confirmed: neither sum has it.
                try practice(.filing, .before, [.clerk], by: nil, minutes: 30),
            ]
        }
    }

    private func page(_ cases: [CaseReport]) throws -> Page? {
        let example = CampaignExample()
        return CaseStudyPage(
            setting: try example.setting(), definition: example.definition, version: 1, cases: cases
        ).page()
    }

    @Test("the practice before and after stands task by task, and sums only what was told of both")
    func practice() throws {
        let cases = CaseReport.published(
            [try study(consent: "2026-10-31")], practices: try practices, on: CampaignExample.day("2026-10-31"))
        let page = try #require(try page(cases))
        #expect(page.path == "/campaigns/ko-2026/cases/4/")
        #expect(page.headline == "印刷をやめました")
        let words = try ProjectFiles.wording(.japanese)
        let table = try #require(page.blocks.first { $0.id == "practice" }?.tables.first)
        #expect(
            (table.groups[0].rows + [table.total].compactMap { $0 }).map { $0.cells.map(words.format.text) } == [
                ["印刷", "担当ケアマネ、管理者", "なし(不要になった)", "5日", "―", "240", "0"],
                ["送付", "担当ケアマネ", "事務職員", "10日", "3日", "60", "20"],
                ["保管", "事務職員", "―", "―", "―", "30", "―"],
                // 240 + 60 and 0 + 20
                ["時間を聞き取った2業務の合計", "", "", "", "", "300", "20"],
            ])
        #expect(page.numbers.map { words.format.text($0.value) } == ["300", "20", "-280"])
        #expect(Set(page.blocks.map(\.id)).isSubset(of: page.kind.blocks))
    }

    @Test("only the words that the office agreed to are published, not the number nor the remarks")
    func published() throws {
        let cases = CaseReport.published(
            [try study(consent: "2026-10-31")], practices: try practices, on: CampaignExample.day("2026-10-31"))
        let page = try #require(try page(cases))
        for form in PageForm.allCases {
            let text = try CampaignExample.text(page, form)
            #expect(!text.contains("2210100012") && !text.contains("内部の聞き取り"))
        }
    }

    @Test("without a consent that stands on the day there is no page, and the list does not name it")
    func consent() throws {
        let day = CampaignExample.day("2026-10-31")
        #expect(CaseReport.published([try study(consent: nil)], practices: [], on: day).isEmpty)
        #expect(CaseReport.published([try study(consent: "2026-11-01")], practices: [], on: day).isEmpty)
        #expect(try page([]) == nil)
        var example = CampaignExample()
        #expect(try !example.page().blocks.map(\.id).contains("cases"))
        example.cases = CaseReport.published([try study(consent: "2026-10-31")], practices: [], on: day)
        let html = try CampaignExample.text(example.page(), .html)
        #expect(html.contains("<a href=\"../../campaigns/ko-2026/cases/4/index.html\">印刷をやめました</a>"))
    }

    @Test("the practices of the other office of a pair are not shown without its own consent")
    func pair() throws {
        let foreign = try practice(.sorting, .before, [.manager], by: 1, minutes: 99, of: other)
        let cases = CaseReport.published(
            [try study(consent: "2026-10-31")], practices: try practices + [foreign],
            on: CampaignExample.day("2026-10-31"))
        #expect(cases.count == 1)
        #expect(!cases[0].practices.contains(foreign))
        let both = CaseReport.published(
            [try study(consent: "2026-10-31"), try study(consent: "2026-10-31", of: other)],
            practices: try practices + [foreign], on: CampaignExample.day("2026-10-31"))
        let page = try #require(try page(both))
        #expect(page.blocks.map(\.id) == ["words", "practice", "words_partner", "practice_partner"])
    }
}
