import Adoption
import Analytics
import Testing

@testable import Dashboards

@Suite("what the pages say about a nation of five municipalities")
struct PagesTests {
    private let words: Wording
    private let site: SitePages

    init() throws {
        words = try ProjectFiles.wording(.japanese)
        site = try SmallLedger().site(words)
    }

    private func municipality(_ place: Int) throws -> Page {
        try #require(site.municipality(place))
    }

    private func rows(_ page: Page, _ block: String, _ table: String) throws -> [String: [String]] {
        let found = try #require(page.blocks.first { $0.id == block }?.tables.first { $0.id == table })
        let rows = found.groups.flatMap(\.rows) + [found.total].compactMap { $0 }
        return Dictionary(
            rows.map { ($0.key, $0.cells.map { words.format.text($0) }) }, uniquingKeysWith: { first, _ in first })
    }

    @Test("the headline answers the question in each state")
    func headlines() throws {
        #expect(try municipality(0).headline == "甲市は10事業所のうち3が利用登録済みで、3割に届いています。")
        #expect(try municipality(1).headline == "乙町は7事業所のうち2が利用登録済み。3割まであと1事業所です。")
        #expect(try municipality(2).headline == "丙村は対象が4事業所です。利用登録の報告は、まだありません。")
        #expect(try municipality(3).headline == "丁村には、対象の事業所がありません。")
        #expect(try municipality(4).headline == "戊市は6事業所のうち0が利用登録済み。3割まであと2事業所です。")
    }

    @Test("zero, not reported and nothing in scope are three different things")
    func missingIsNotZero() throws {
        let zero = try municipality(4).numbers[0]
        #expect(words.format.text(zero) == "0 / 6事業所")
        let silent = try municipality(2)
        #expect(words.format.text(silent.numbers[0]) == "― / 4事業所")
        #expect(silent.numbers[1].state?.key == "not_reported")
        #expect(words.format.text(silent.numbers[1]) == "―")
        let empty = try municipality(3)
        #expect(empty.numbers.isEmpty)
        #expect(empty.blocks.map(\.id) == ["empty"])
        let html = String(decoding: try ProjectFiles.renderer().render(silent, as: .html), as: UTF8.self)
        #expect(!html.contains("0.0"))
    }

    @Test("with ten offices or fewer the page says that one office decides")
    func smallMunicipality() throws {
        let sentence = "対象が10事業所以下のため、1事業所で判定が変わります。"
        #expect(try municipality(0).lead.map(\.plain).contains(sentence))
        #expect(try municipality(0).lead.map(\.plain).first == "この1か月で利用に加わったのは0事業所、外れたのは0事業所です(差し引き 0)。")
    }

    @Test("the stages stand side by side, and what exchange records must show is not 0")
    func ladder() throws {
        let rows = try rows(municipality(0), "ladder", "ladder")
        #expect(rows["registered"] == ["利用登録以上", "3", "30.0", "●達成"])
        #expect(rows["pledged"] == ["誓約以上", "3", "30.0", "●達成"])
        #expect(rows["exchanged"] == ["初回連携以上", "―", "―", "確認前(送受信の記録なし)"])
    }

    @Test("an activity tells how many of those who came registered within 90 days")
    func activities() throws {
        // Offices 0, 1, 2 registered a month after the seminar; the 90 days of the fourth ended on 2026-08-30.
        let rows = try rows(municipality(0), "activities", "activities")
        #expect(rows["A1"] == ["1", "2026年6月1日", "セミナー・研修会", "導入セミナー", "4", "0", "3", "0"])
        #expect(try municipality(1).blocks.contains { $0.id == "activities" } == false)
    }

    @Test("the change of the rate is split into users and offices")
    func change() throws {
        let page = try municipality(0)
        #expect(try rows(page, "change", "change_points")["total"] == ["合計", "+30.0"])
        #expect(try rows(page, "change", "change_points")["denominator"] == ["対象が増減した分", "0.0"])
        #expect(try rows(page, "change", "change")["new"] == ["新しく登録", "+3", "―"])
        #expect(try rows(page, "change", "change")["end"] == ["おわり", "3", "10"])
    }

    @Test("a prefecture counts municipalities without a report and waits for them")
    func prefecture() throws {
        let page = try #require(site.prefecture(22))
        // M = 3 (丁村 has no office), 1 met; ⌈3/2⌉ = 2 needed; with 丙村 it could be reached.
        #expect(
            page.headline == "静岡県は3市区町村のうち1が3割に届いています。確認できていない1市区町村しだいのため、都道府県KPIの判定は保留です。")
        let table = try #require(page.blocks.first { $0.id == "municipalities" }?.tables.first)
        #expect(
            table.groups.map(\.title) == [
                "未達 1(あとの少ない順)", "達成 1(余裕の小さい順)", "未報告 1(登録の名簿が届いていない)", "対象なし 1(対象の事業所がない)",
            ])
        let rows = try rows(page, "municipalities", "municipalities")
        #expect(rows["221023"]?.prefix(6) == ["乙町", "△未達", "1", "2", "7", "28.5"])
        #expect(rows["221031"]?.prefix(6) == ["丙村", "？未報告", "―", "―", "4", "―"])
        #expect(rows["221040"]?.prefix(6) == ["丁村", "―対象なし", "―", "―", "―", "―"])
        #expect(rows["total"]?.prefix(6) == ["合計(報告分)", "", "―", "5", "17", "29.4"])
        #expect(
            page.lead.map(\.plain) == [
                "△ 登録の名簿は2026年10月25日時点のままです。その後の登録は含みません。", "あと1事業所で届く市区町村が1あります(乙町)。",
                "1市区町村は未報告です。対象の市区町村には数え、利用なしとは扱いません。",
            ])
    }

    @Test("the shortest way to the prefecture's half names the municipalities with the smallest needs")
    func reach() throws {
        let page = try #require(site.prefecture(22))
        #expect(try rows(page, "reach", "reach")["221023"] == ["乙町", "2/7", "1"])
        #expect(try rows(page, "reach", "reach")["total"] == ["合計", "", "1"])
    }

    @Test("the nation groups prefectures by what is to be done")
    func national() throws {
        let page = site.national()
        #expect(page.headline == "都道府県KPIに届いた都道府県は、2都道府県のうちまだありません。")
        let table = try #require(page.blocks.first { $0.id == "prefectures" }?.tables.first)
        #expect(table.groups.map(\.title) == ["未達 1(あとの少ない順)", "判定保留 1(未報告の市区町村しだいで変わる)"])
        #expect(try rows(page, "prefectures", "prefectures")["31"]?.prefix(6) == ["鳥取県", "△未達", "1", "0", "1", "0.0"])
    }

    @Test("services whose list was not imported are named beside every headline")
    func importedServices() throws {
        var ledger = SmallLedger()
        ledger.importedServices = ServiceSet(bits: 0b01)
        let site = try ledger.site(words)
        let warning = "△ 対象のサービスのうち1種の名簿が未取り込みのため、この数値は地域全体のものではありません。"
        for path in site.paths where path != .definitions {
            let page = try #require(site.page(at: path))
            #expect(page.lead.map(\.plain).contains(warning))
            #expect(
                page.context.lines.first { $0.key == "scope" }?.value
                    == "介護保険サービス2種のうち、名簿を取り込んだ1種(未取り込み: 居宅介護支援)")
        }
        #expect(!(self.site.national().lead.map(\.plain).contains(warning)))
    }

    @Test("a database without records says so and draws no axes")
    func empty() throws {
        var ledger = SmallLedger()
        ledger.municipalities = Array(repeating: (0, 0, false), count: 5)
        ledger.hasActivity = false
        let page = try ledger.site(words).national()
        #expect(page.headline == "まだ記録がありません。")
        #expect(page.blocks.map(\.id) == ["empty"])
        let html = String(decoding: try ProjectFiles.renderer().render(page, as: .html), as: UTF8.self)
        #expect(!html.contains("<svg"))
        #expect(html.contains("最初の取り込みの後に表示します。"))
    }

    @Test("the site publishes the nation, the definitions, the prefectures and the municipalities with offices")
    func paths() {
        #expect(
            site.paths == [
                "/", "/definitions/", "/prefectures/22/", "/prefectures/31/", "/municipalities/221015/",
                "/municipalities/221023/", "/municipalities/221031/", "/municipalities/312011/",
                "/prefectures/22/segments/", "/prefectures/31/segments/", "/municipalities/221015/segments/",
                "/municipalities/221023/segments/",
                "/municipalities/312011/segments/",
            ])
        #expect(site.page(at: "/municipalities/999999/") == nil)
        #expect(site.page(at: "/prefectures/48/") == nil)
        #expect(site.page(at: "/elsewhere/") == nil)
        #expect(site.page(at: "/municipalities/221040/")?.blocks.map(\.id) == ["empty"])
    }

    @Test("every block that a page builds is one that templates may place")
    func blockIds() throws {
        for path in site.paths {
            let page = try #require(site.page(at: path))
            #expect(Set(page.blocks.map(\.id)).isSubset(of: page.kind.blocks), "\(path)")
            #expect(Set(page.blocks.map(\.id)).count == page.blocks.count)
        }
    }

    @Test("text pages keep to 80 columns")
    func textWidth() throws {
        let renderer = try ProjectFiles.renderer()
        for language in Language.allCases {
            let site = SitePages(self.site, words: try ProjectFiles.wording(language))
            for path in site.paths {
                let page = try #require(site.page(at: path))
                let text = String(decoding: renderer.render(page, as: .txt), as: UTF8.self)
                for line in text.split(separator: "\n") where DisplayWidth.of(String(line)) > 80 {
                    Issue.record("\(path) \(language): \(line)")
                }
            }
        }
    }
}
