import Adoption
import Analytics
import Testing

@testable import Dashboards

@Suite("what pages say about missing and old lists")
struct GroundsTests {
    private let words: Wording

    init() throws {
        words = try ProjectFiles.wording(.japanese)
    }

    private func site(_ change: (inout SmallLedger) throws -> Void) throws -> SitePages {
        var ledger = SmallLedger()
        try change(&ledger)
        return try ledger.site(words)
    }

    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    private func lead(_ page: Page?) throws -> [String] { try #require(page).lead.map(\.plain) }

    private func number(_ page: Page?, _ key: String) throws -> KeyNumber {
        let page = try #require(page)
        return try #require(page.numbers.first { $0.key == key })
    }

    private func table(_ page: Page?, _ block: String, _ id: String) throws -> Table {
        let page = try #require(page)
        return try #require(page.blocks.first { $0.id == block }?.tables.first { $0.id == id })
    }

    private func rows(_ table: Table) -> [String: [String]] {
        let rows = table.groups.flatMap(\.rows) + [table.total].compactMap { $0 }
        return Dictionary(
            rows.map { ($0.key, $0.cells.map { words.format.text($0) }) }, uniquingKeysWith: { first, _ in first })
    }

    private func text(_ page: Page?, _ form: PageForm) throws -> String {
        String(decoding: try ProjectFiles.renderer().render(try #require(page), as: form), as: UTF8.self)
    }

    @Test("a list that covers one municipality says nothing about another, and a larger area has what its parts have")
    func servicesByArea() throws {
        // 甲市 and 戊市 have the list of 訪問介護 alone, the others both.
        let one = ServiceSet(bits: 0b01)
        let site = try site { $0.listedServices = [0: one, 4: one] }
        let warning = "△ 対象のサービスのうち1種の名簿が未取り込みのため、この数値は地域全体のものではありません。"
        #expect(try lead(site.municipality(0)).contains(warning))
        #expect(try !lead(site.municipality(1)).contains(warning))
        #expect(try !lead(site.prefecture(22)).contains(warning))
        #expect(try lead(site.prefecture(31)).contains(warning))
        #expect(try !lead(site.national()).contains(warning))
        let scope = rows(try table(site.definitions(), "scope", "scope"))
        #expect(scope["11"]?.last == "5市区町村で取り込み済み")
        #expect(scope["43"]?.last == "3市区町村で取り込み済み")
    }

    @Test("no judgement is certain while lists of services in scope are missing")
    func certaintyNeedsLists() throws {
        let site = try site { $0.listedServices = [0: ServiceSet(bits: 0b01)] }
        let page = try #require(site.municipality(0))
        #expect(words.format.text(try number(page, "certainty")) == "名簿不足")
        let html = try text(page, .html)
        #expect(html.contains("判定の確かさ: 名簿不足"))
        #expect(html.contains("対象のサービスのうち1種の名簿が未取り込みです。取り込むと、数値と判定が変わることがあります。"))
        #expect(!html.contains("判定は変わりません"))
        #expect(!html.contains("確実"))
        #expect(words.format.text(try number(site.municipality(1), "certainty")) == "未達(確実)")
    }

    @Test("while no municipality is reported nothing is 0, and N is shown")
    func nothingReported() throws {
        let site = try site { ledger in
            ledger.municipalities = ledger.municipalities.map { ($0.using, $0.eligible, false) }
        }
        let nation = site.national()
        #expect(nation.headline == "利用の数と率は、まだ示せません(登録の報告がありません)。")
        #expect(words.format.text(try number(nation, "prefectures")) == "― / 2都道府県")
        #expect(words.format.text(try number(nation, "municipalities")) == "― / 4市区町村")
        let prefecture = try #require(site.prefecture(22))
        #expect(prefecture.headline == "静岡県では、利用登録の報告がまだありません。")
        #expect(words.format.text(try number(prefecture, "met")) == "― / 3市区町村")
        #expect(words.format.text(try number(prefecture, "using")) == "― / 21事業所")
        #expect(!prefecture.numbers.contains { $0.key == "needed" })
        #expect(!prefecture.blocks.contains { $0.id == "reach" })
        // 10 + 7 + 4 offices, of which the odd numbers offer 居宅介護支援.
        let services = rows(try table(prefecture, "services", "services"))
        #expect(services["total"] == ["合計", "―", "21", "―", ""])
        #expect(services["43"] == ["居宅介護支援", "―", "11", "―", ""])
        let national = rows(try table(nation, "prefectures", "prefectures"))
        #expect(national["22"] == ["静岡県", "？未報告", "―", "―", "3", "―", "", "―", "―", "―"])
        for page in [nation, prefecture] {
            #expect(try !text(page, .html).contains("0.0"))
            #expect(try !text(page, .txt).contains("0.0"))
        }
    }

    @Test("an area without an office list is not one without offices")
    func withoutList() throws {
        let site = try site { ledger in
            ledger.municipalities[4] = (0, 0, false)
            ledger.withoutList = [3, 4]
        }
        let prefecture = try #require(site.prefecture(22))
        let table = try table(prefecture, "municipalities", "municipalities")
        #expect(table.groups.last?.title == "名簿未取り込み 1(事業所の名簿がない)")
        #expect(rows(table)["221040"]?.prefix(3) == ["丁村", "…名簿未取り込み", "―"])
        #expect(
            try lead(prefecture).contains("1市区町村は事業所の名簿が未取り込みのため、数値にも対象の市区町村の数にも入っていません。"))
        let quality = rows(try self.table(prefecture, "quality", "quality"))
        #expect(quality["no_office_list"]?.last == "1")
        #expect(quality["not_applicable"]?.last == "0")
        let nation = site.national()
        #expect(nation.headline == "静岡県の都道府県KPIの判定は保留です。ほかの都道府県の記録はありません。")
        let prefectures = try self.table(nation, "prefectures", "prefectures")
        #expect(prefectures.groups.last?.title == "名簿未取り込み 1(事業所の名簿がない)")
        #expect(rows(prefectures)["31"]?.prefix(2) == ["鳥取県", "…名簿未取り込み"])
        #expect(try text(nation, .html).contains("…</i>名簿未取り込み"))
        #expect(try !lead(site.prefecture(31)).contains { $0.hasPrefix("△") })
    }

    @Test("a page that is later than its registration lists says so beside the headline and above every figure")
    func outdated() throws {
        let page = try #require(try site { _ in }.municipality(0))
        let warning = "△ 登録の名簿は2026年10月25日時点のままです。その後の登録は含みません。"
        #expect(try lead(page).contains(warning))
        #expect(
            page.context.lines.first { $0.key == "report" }?.value
                == "△ 2026年10月25日時点のまま(その後の登録は含みません)")
        #expect(try text(page, .html).contains("3/10事業所 ・ △ 登録の名簿は2026年10月25日時点のまま</p>"))
        let current = try site { $0.reportDays = [0: $0.day] }
        #expect(try !lead(current.municipality(0)).contains { $0.hasPrefix("△") })
        // 甲市 is of the day, 乙町 is not; 丙村 has no report and 丁村 no office.
        #expect(
            try lead(current.prefecture(22)).contains(
                "△ 1市区町村の登録の名簿は以前の時点のままです(最も古いものは2026年10月25日時点)。その後の登録は含みません。"))
    }

    @Test("without a registration list of the period there is no change to tell")
    func unknownChange() throws {
        let november = try day("2026-11-30")
        let page = try #require(try site { $0.day = november }.municipality(0))
        #expect(try !lead(page).contains { $0.contains("1か月") })
        #expect(try number(page, "using").note == "30.0 %、前月差 ―(前月末より後の登録の名簿なし)")
        #expect(words.format.text(try number(page, "year")) == "+3事業所")
        let nextYear = try day("2027-12-31")
        let later = try #require(try site { $0.day = nextYear }.municipality(0))
        #expect(words.format.text(try number(later, "year")) == "―")
        #expect(!later.blocks.contains { $0.id == "change" })
    }

    @Test("the year is the difference of its two ends")
    func year() throws {
        let year = try number(try site { _ in }.municipality(0), "year")
        #expect(year.label == "1年前と比べて")
        #expect(year.note == "加わった3、外れた0。期間中の出入りは含みません")
    }

    @Test("the change of routes lies ahead, has come, or is not yet possible")
    func routes() throws {
        let title = { (page: Page?) throws -> String? in
            guard case .figure(let figure) = try #require(page).blocks.first(where: { $0.id == "routes" })?.body else {
                return nil
            }
            return figure.title
        }
        let ahead = try site { _ in }.municipality(0)
        #expect(try title(ahead) == "3事業所が2027年1月からの経路に移っておらず、移らなければ利用は0事業所になる")
        let january = try day("2027-01-31")
        let after = try site { $0.day = january }.municipality(0)
        #expect(try title(after) == "3事業所は2027年1月からの経路に移っておらず、利用に数えられなくなった")
        #expect(rows(try table(after, "routes", "move")).keys.sorted() == ["now", "unmoved"])
        // The new route exists from 2026-07-01 on.
        let june = try day("2026-06-15")
        let before = try #require(try site { $0.day = june }.municipality(0))
        #expect(try title(before) == "経路別の登録")
        #expect(before.blocks.first { $0.id == "routes" }?.tables.map(\.id) == ["routes"])
    }

    @Test("what is met shows its cushion where the others show what is missing")
    func cushion() throws {
        let site = try site { $0.municipalities[0] = (5, 10, true) }
        let page = try #require(site.prefecture(22))
        // 5 of 10, 3 are required.
        #expect(rows(try table(page, "municipalities", "municipalities"))["221015"]?[2] == "余裕 +2")
        #expect(try text(page, .json).contains("\"needed\":{\"value\":0,\"cushion\":2}"))
        #expect(try text(page, .csv).contains(",needed,あと,事業所,0,,,余裕 +2"))
        #expect(try text(page, .html).contains("<small>余裕</small> +2"))
    }

    @Test("small numbers read as sentences")
    func smallNumbers() throws {
        let nation = try site { _ in }.national()
        guard case .figure(let distance) = nation.blocks.first(where: { $0.id == "distance" })?.body else {
            Issue.record("no block")
            return
        }
        #expect(distance.title == "未達の1都道府県は、あと1市区町村")
        guard case .figure(let map) = nation.blocks.first(where: { $0.id == "map" })?.body else {
            Issue.record("no block")
            return
        }
        // No prefecture is met, so that ● with a number stands on no tile.
        #expect(map.chartCaption.hasPrefix("△の数は、あと何市区町村で届くか。位置は"))
        let english = Wording(
            language: .english, entries: ["a": "{n} offices have moved, {m} are left", "b": "of {n} offices."])
        #expect(english("a", ["n": "1", "m": "1"]) == "1 office has moved, 1 are left")
        #expect(english("a", ["n": "11", "m": "0"]) == "11 offices have moved, 0 are left")
        #expect(english("b", ["n": "1"]) == "of 1 office.")
        #expect(EnglishPlural.singular(" officers") == " officers")
        let one = KeyNumber("n", label: "", value: .integer(1), after: "offices")
        #expect(english.format.text(one) == "1 office")
    }

    @Test("a title does not hide that the number was higher by a tenth or more")
    func peak() throws {
        let setting = try site { _ in }.setting
        let march = try day("2026-03-31")
        let values = { (numbers: [Int]) in
            numbers.enumerated().map { (day: march.advanced(by: $0 * 30), value: $1) }
        }
        #expect(setting.peak(values([73, 2, 55])) == "。最も多かったのは2026年3月の73")
        #expect(setting.peak(values([60, 2, 54])) == "。最も多かったのは2026年3月の60")
        #expect(setting.peak(values([60, 2, 55])) == "")
        #expect(setting.peak(values([0, 0])) == "")
        #expect(setting.peak([]) == "")
    }

    @Test("text pages have no runs of empty lines, one dash, and a symbol with every state")
    func plain() throws {
        let site = try site { _ in }
        for path in site.paths {
            let text = try text(site.page(at: path), .txt)
            #expect(!text.contains("\n\n\n"), "\(path)")
            #expect(!text.contains("―"), "\(path)")
        }
        let table = try text(site.prefecture(22), .txt)
        #expect(table.contains("△未達"))
        #expect(table.contains("●達成"))
        #expect(table.contains("-対象なし"))
    }

    @Test("the bars of parts that no KPI judges are grey, with the area's line")
    func neutralBars() throws {
        let page = try #require(try site { _ in }.municipality(0))
        let form = HTMLForm(page, words: words, style: .relative)
        for id in ["services", "corporations"] {
            let html = form.block(try #require(page.blocks.first { $0.id == id })).string
            #expect(html.contains("class=\"fn\""))
            #expect(!html.contains("m-lack") && !html.contains("class=\"fa\""))
            #expect(html.contains("class=\"lt\""))
            #expect(html.contains("縦線は地域のKPI 30 %"))
        }
    }
}
