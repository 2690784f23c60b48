import Adoption
import Testing

@testable import Analytics
@testable import Dashboards

@Suite("the page of a campaign")
struct CampaignPageTests {
    private let words: Wording

    init() throws { words = try ProjectFiles.wording(.japanese) }

    private func cells(_ page: Page, _ block: String, _ table: String? = nil) throws -> [[String]] {
        let tables = try #require(page.blocks.first { $0.id == block }?.tables)
        let found = try #require(tables.first { $0.id == table ?? block })
        return (found.groups.flatMap(\.rows) + [found.total].compactMap { $0 }).map { row in
            row.cells.map(words.format.text)
        }
    }

    private func figure(_ page: Page, _ id: String) throws -> Figure {
        let block = try #require(page.blocks.first { $0.id == id })
        guard case .figure(let figure) = block.body else { throw SmallLedger.Missing.page }
        return figure
    }

    @Test("the headline says in each state what is taken, what is left and until when")
    func headlines() throws {
        var example = CampaignExample()
        // 20 + 12 + 8 = 40 places, 14 + 12 + 5 = 31 taken, 9 left.
        #expect(try example.page().headline == "40件のうち31件が埋まり、残りは9件です。募集は2026年12月25日 17:00までです。")
        example.day = CampaignExample.day("2026-09-30")
        #expect(try example.page().headline == "2026年10月1日 09:00から、40件を先着順で募集します。")
        example.day = CampaignExample.day("2026-12-26")
        #expect(try example.page().headline == "参加する31件のうち、24件が利用を始めました。期間は2027年2月28日までです。")
        example.day = CampaignExample.day("2027-03-01")
        #expect(try example.page().headline == "2027年2月28日に終わりました。参加した31件のうち、4件がすべての条件を満たしました。")
        example.definition.begins = CampaignExample.day("2027-01-01")
        example.day = CampaignExample.day("2026-12-26")
        #expect(try example.page().headline == "募集は終わりました。31件が、2027年1月1日から参加します。")
        example.day = CampaignExample.day("2026-12-25")
        example.frames[0].taken = 20
        example.frames[2].taken = 8
        #expect(try example.page().headline == "40件の枠がすべて埋まりました。募集は2026年12月25日 17:00までです。")
        // ①A and ①B have waiting lists without an end.
        #expect(try example.page().lead.map(\.plain)[1] == "いま申し込むと待機になり、枠が空いた順に案内します。")
        for index in example.definition.frames.indices { example.definition.frames[index].waiting = 0 }
        #expect(try example.page().lead.map(\.plain)[1] == "待機の受付も終わりました。")
    }

    @Test("the lead says how many offices the municipality lacks for its KPI")
    func distance() throws {
        let example = CampaignExample()
        // 甲市 3 of 10 is exactly three tenths; 戊市 0 of 6 needs 2.
        #expect(try example.page().lead.map(\.plain).last == "甲市は、KPI(3割)に届いています。")
        #expect(try example.page(place: 4).lead.map(\.plain).last == "戊市がKPI(3割)に届くまで、あと2事業所です。")
        // 丙村 has no report: nothing is claimed.
        #expect(try example.page(place: 2).lead.count == 1)
    }

    @Test("the campaign's total limits the frames")
    func total() throws {
        var example = CampaignExample()
        example.definition.places = 33
        let page = try example.page()
        #expect(page.headline == "33件のうち31件が埋まり、残りは2件です。募集は2026年12月25日 17:00までです。")
        #expect(
            try cells(page, "places") == [
                ["①A 一般枠", "20", "14", "2", "0", "0"], ["①B 一般枠", "12", "12", "0", "3", "1"],
                ["② モデル事業所枠", "8", "5", "2", "0", "0"], ["合計", "33", "31", "2", "3", "1"],
            ])
        #expect(try figure(page, "places").title == "①B 一般枠は埋まり、残りは全体で2件")
    }

    @Test("a campaign without a limit says so and invents no number")
    func unlimited() throws {
        var example = CampaignExample()
        for index in example.frames.indices {
            example.frames[index].places = nil
            example.definition.frames[index].places = nil
        }
        example.money.budget = nil
        let page = try example.page()
        #expect(page.headline == "31件の参加が決まりました。募集は2026年12月25日 17:00までです。")
        #expect(try cells(page, "places")[0] == ["①A 一般枠", "―", "14", "―", "0", "0"])
        #expect(try cells(page, "money").first { $0[0] == "予算" }?[1] == "―")
    }

    @Test("applications, funnel, conditions, money and use are what the figures say")
    func blocks() throws {
        let page = try CampaignExample().page()
        // 20 of 35 is more than a third: the day is named.
        #expect(try figure(page, "applications").title == "申込みは35件。最も多かったのは2026年10月1日の20件")
        #expect(
            try cells(page, "applications") == [
                ["2026年10月1日", "20", "20"], ["2026年10月2日", "4", "24"], ["2026年10月15日", "11", "35"],
            ])
        // The widest gap after the acceptance: 22 answered, 4 completed.
        #expect(try figure(page, "funnel").title == "「アンケート回答」から「全条件」へ進んでいないのは18件")
        #expect(
            try cells(page, "funnel") == [
                ["申込み", "35", "100.0"], ["参加決定", "31", "88.6"], ["利用開始", "24", "68.6"], ["アンケート回答", "22", "62.9"],
                ["全条件", "4", "11.4"], ["支払い", "1", "2.9"],
            ])
        #expect(try figure(page, "conditions").title == "次の期限は2026年12月31日の「利用開始」")
        #expect(
            try cells(page, "conditions").map { Array($0.dropLast()) } == [
                ["利用の継続", "0", "14", "0", "0", "2027年2月28日"], ["利用開始", "10", "3", "0", "1", "2026年12月31日"],
                ["業務フローの変更", "1", "2", "2", "0", "2027年1月31日"],
            ])
        #expect(try figure(page, "money").title == "参加者がすべて達成しても1,100,000円で、予算1,600,000円に収まる")
        // 1,600,000 − 20,000 − 100,000
        #expect(try cells(page, "money").first { $0[0] == "予算の残り" }?[1] == "1,480,000")
        #expect(try figure(page, "won").title == "利用を始めた24事業所のうち23が、いまも利用している")
        #expect(try cells(page, "won", "retention").map { $0[1] } == ["24", "23", "3", "0"])
    }

    @Test("the KPI stands with and without the offices won")
    func effectOnKPI() throws {
        var example = CampaignExample()
        // 3 of 10 meets three tenths; without 2 of them 1 of 10 is 2 short.
        example.effect = [
            CampaignExample.area: .init(
                count: UseCount(using: 3, eligible: 10), needed: 0, withoutWon: UseCount(using: 1, eligible: 10),
                neededWithoutWon: 2, isMet: true, isMetWithoutWon: false)
        ]
        #expect(try cells(example.page(), "won", "kpi") == [["甲市", "3/10", "0", "●達成", "1/10", "2", "△未達"]])
    }

    @Test("before anybody applied there are no empty axes")
    func empty() throws {
        var example = CampaignExample()
        example.empty()
        let page = try example.page()
        #expect(page.blocks.map(\.id) == ["apply", "places", "empty"])
        #expect(page.headline == "40件のうち0件が埋まり、残りは40件です。募集は2026年12月25日 17:00までです。")
        example.day = CampaignExample.day("2026-09-01")
        let announced = try example.page()
        #expect(announced.blocks.map(\.id) == ["apply", "places"])
        #expect(announced.numbers.isEmpty)
    }

    @Test("the form is linked while it is open, and never otherwise")
    func form() throws {
        var example = CampaignExample()
        let address = "https://kaigo.city.example.jp/campaigns/ko-2026/apply"
        let html = try CampaignExample.text(example.page(), .html)
        #expect(html.contains("<a href=\"\(address)\">\(address)</a>"))
        for day in ["2026-09-30", "2026-12-26", "2027-03-01"] {
            example.day = CampaignExample.day(day)
            #expect(try !CampaignExample.text(example.page(), .html).contains(address))
        }
        example.day = CampaignExample.day("2026-10-31")
        example.definition.texts.address = "javascript:alert(1)"
        #expect(example.definition.formAddress == nil)
        #expect(try !CampaignExample.text(example.page(), .html).contains("javascript"))
    }

    @Test("no office number and no word of an office is on the page, in any form and language")
    func namesNoOffice() throws {
        let example = CampaignExample()
        for language in Language.allCases {
            let page = try example.page(language)
            #expect(Set(page.blocks.map(\.id)).isSubset(of: page.kind.blocks))
            for form in PageForm.allCases {
                let text = try CampaignExample.text(page, form)
                #expect(!text.contains("22101000"))
                #expect(!text.contains("⟦"))
            }
            let lines = try CampaignExample.text(page, .txt).split(separator: "\n")
            #expect(lines.allSatisfy { DisplayWidth.of(String($0)) <= 80 })
        }
    }

    @Test("hostile texts of a definition stay text")
    func hostile() throws {
        var example = CampaignExample()
        example.definition.title = "<script>alert(1)</script>"
        example.definition.frames[0].title = "\"><img src=x onerror=alert(1)>"
        example.definition.texts.summary = "{{title}} </main>"
        let html = try CampaignExample.text(example.page(), .html)
        #expect(!html.contains("<script") && !html.contains("<img"))
        #expect(html.contains("{{title}} &lt;/main&gt;"))
    }

    @Test("the list on the pages of areas: those that one may apply to first")
    func list() throws {
        var ended = CampaignExample()
        ended.definition.id = "ko-2024"
        ended.definition.title = "前のキャンペーン"
        ended.definition.opens = CampaignExample.instant("2024-10-01T00:00:00.000Z")
        ended.definition.closes = CampaignExample.instant("2024-12-25T00:00:00.000Z")
        ended.definition.begins = CampaignExample.day("2024-10-01")
        ended.definition.ends = CampaignExample.day("2025-02-28")
        let setting = try ended.setting()
        let block = CampaignBlock(setting: setting, reports: [ended.report, CampaignExample().report]).block()
        let rows = try #require(block?.tables.first).groups.flatMap(\.rows)
        #expect(
            rows.map { $0.cells.map(words.format.text) } == [
                ["データ連携促進モデルキャンペーン", "甲市", "●募集中", "31", "40", "35", "3", "2026年12月25日まで募集"],
                ["前のキャンペーン", "甲市", "―終了", "31", "40", "35", "3", "2025年2月28日まで実施"],
            ])
        guard case .figure(let figure)? = block?.body else { throw SmallLedger.Missing.page }
        #expect(figure.title == "データ連携促進モデルキャンペーンを2026年12月25日まで募集中(残り9件)")
        #expect(CampaignBlock(setting: setting, reports: []).block() == nil)
    }
}
