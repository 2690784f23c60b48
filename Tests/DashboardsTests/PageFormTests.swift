import Adoption
import Foundation
import Testing

@testable import Dashboards

@Suite("one page in four forms")
struct PageFormTests {
    private let words = Wording(
        language: .japanese,
        entries: [
            "context.as_of": "{day}時点", "shell.breadcrumb": "現在の位置", "shell.open_table": "データ表を開く",
        ])

    /// A page with every kind of cell.
    private var page: Page {
        let met = Mark(key: "met", symbol: "●", word: "達成", tone: .good)
        let columns = [
            Column("name", "市区町村"), Column("state", "状態"), Column("needed", "あと", unit: "事業所", .strongNumber),
            Column("rate", "率", unit: "%", .number), Column("bar", "0–60 %", .bar), Column("series", "推移", .spark),
        ]
        let table = Table(
            "main", caption: "一覧", columns: columns,
            groups: [
                Table.Group(
                    "達成 1",
                    [
                        Table.Row(
                            "221015",
                            [
                                .link("甲市", to: "/municipalities/221015/"), .state(met), .integer(0),
                                .rate(Fraction(29_995, 100_000)),
                                .bar(RateBar(29_995, of: 100_000, scale: 60, threshold: 30, isMet: true)),
                                .sparkline(
                                    Sparkline(values: [nil, Fraction(1, 4), Fraction(3, 10)], scale: 60, threshold: 30)),
                            ])
                    ]),
                Table.Group(
                    "未報告 1",
                    [
                        Table.Row(
                            "221023",
                            [
                                .text("=乙\"町"), .text(""), .missing("報告なし"), .missing("報告なし"), .text(""), .text(""),
                            ])
                    ]),
            ])
        return Page(
            kind: PageKind(name: "sample", blocks: ["main"]), path: "/prefectures/22/", language: .japanese,
            title: "見本", kick: "静岡県", headline: "甲市は<達成>です。",
            lead: [Line([.text("あと"), .strong("1"), .link("定義", to: .definitions)])],
            context: Context(
                asOf: SmallLedger.day, knownAt: SmallLedger.knownAt, revision: 7, rule: "draft", brief: "KPI 3割以上",
                lines: [ContextLine("rule", "規則", "3/10")]),
            breadcrumb: [Crumb("全国", .national), Crumb("静岡県", "/prefectures/22/")],
            numbers: [
                KeyNumber("using", label: "利用", value: .integer(1234), after: "/ 5,000事業所", note: "24.6 %", state: met)
            ],
            blocks: [
                Block("main", .figure(Figure(title: "題", meta: "KPI", caption: "注", tables: [table])))
            ], notes: ["終わり"])
    }

    private func renderer(_ html: String, _ text: String) throws -> PageRenderer {
        let shells = try PageShells(templates: [
            "page/page.html.mustache": "{{% CONTENT_TYPE:FUKYU-HTML}}\n" + html,
            "page/page.txt.mustache": "{{% CONTENT_TYPE:FUKYU-TEXT}}\n" + text,
        ])
        return PageRenderer(shells: shells, words: [words], style: .relative)
    }

    private func string(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test("the HTML form escapes texts, marks states by symbol and word, and says why a value is missing")
    func html() throws {
        let renderer = try renderer(
            "<title>{{title}}</title>{{{headline}}}{{{lead}}}{{{numbers}}}\n{{{block.main}}}", "")
        let expected = """
            <title>見本</title><h1>甲市は&lt;達成&gt;です。</h1><p class="lead">あと<b>1</b>\
            <a href="../../definitions/index.html">定義</a></p>
            <ul class="nums"><li><span>利用</span><b>1,234 <small>/ 5,000事業所</small></b>\
            <span><span class="st ok"><i aria-hidden="true">●</i>達成</span> 24.6 %</span></li></ul>
            <figure class="fig" id="main">
            <h2>題</h2>
            <p class="meta">KPI</p><div class="scroll" role="region" aria-label="一覧" tabindex="0">
            <table class="fill" id="t-main"><caption>一覧</caption>
            <thead><tr><th scope="col">市区町村</th><th scope="col">状態</th><th scope="col" class="r">あと<small>事業所</small></th>\
            <th scope="col" class="r">率<small>%</small></th><th scope="col" class="d">0–60 %</th>\
            <th scope="col" class="k">推移</th></tr></thead>
            <tbody class="grp"><tr><th scope="rowgroup" colspan="6">達成 1</th></tr>
            <tr><th scope="row"><a href="../../municipalities/221015/index.html">甲市</a></th>\
            <td><span class="st ok"><i aria-hidden="true">●</i>達成</span></td><td class="r b">0</td><td class="r">29.9</td>\
            <td><svg class="bar" viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true">\
            <rect x="0" y="4" width="100" height="8" class="fg"/><rect x="0" y="4" width="50" height="8" class="fa"/>\
            <line x1="50" y1="0" x2="50" y2="16" class="lt"/></svg></td>\
            <td><svg width="120" height="28" viewBox="0 0 120 28" aria-hidden="true">\
            <line x1="0" y1="14" x2="120" y2="14" class="ls"/><polyline points="59,15.8 115,14" class="lc"/>\
            <circle cx="115" cy="14" r="2.5" class="fa"/></svg></td></tr>
            </tbody>
            <tbody class="grp"><tr><th scope="rowgroup" colspan="6">未報告 1</th></tr>
            <tr><th scope="row">=乙&quot;町</th><td></td>\
            <td class="r b"><span class="na"><span aria-hidden="true">―</span><span class="vh">報告なし</span></span></td>\
            <td class="r"><span class="na"><span aria-hidden="true">―</span><span class="vh">報告なし</span></span></td>\
            <td></td><td></td></tr>
            </tbody>
            </table></div>
            <figcaption>注</figcaption></figure>

            """
        #expect(string(renderer.render(page, as: .html)) == expected)
    }

    @Test("the text form is aligned and leaves nothing out but graphics")
    func text() throws {
        let renderer = try renderer(
            "", "{{{headline}}}\n{{{lead}}}\n{{{context}}}\n{{{numbers}}}\n\n{{{block.main}}}{{{notes}}}")
        let rule = String(repeating: "-", count: 80)
        let expected = """
            甲市は<達成>です。
            あと1定義
            規則  3/10
            利用  1,234 / 5,000事業所  (●達成 24.6 %)

            題
            \(rule)
            KPI

            一覧
            市区町村  状態     あと    率  0–60 %             推移
                             事業所     %
            --------  -----  ------  ----  -----------------  -----------
            [達成 1]
            甲市      ●達成       0  29.9  =======.|........  25.0 > 30.0
            [未報告 1]
            =乙"町                -     -
            注
            終わり
            """
        #expect(string(renderer.render(page, as: .txt)) == expected)
    }

    @Test("the JSON form keeps integers, numerators, denominators and reasons in a fixed order")
    func json() throws {
        let bytes = try renderer("", "").render(page, as: .json)
        #expect(try JSONSerialization.jsonObject(with: Data(bytes)) is [String: Any])
        let expected = #"""
            {"kind":"sample","path":"/prefectures/22/","lang":"ja","title":"見本","headline":"甲市は<達成>です。",\#
            "lead":["あと1定義"],"as_of":"2026-10-31","known_at":"2026-11-18T03:00:00.000Z","revision":7,"rule":"draft",\#
            "context":[{"key":"rule","label":"規則","value":"3/10"}],\#
            "breadcrumb":[{"title":"全国","path":"/"},{"title":"静岡県","path":"/prefectures/22/"}],\#
            "numbers":[{"key":"using","label":"利用","value":1234,"text":"1,234 / 5,000事業所","note":"24.6 %",\#
            "state":"met"}],\#
            "blocks":[{"id":"main","type":"figure","title":"題","meta":"KPI","caption":"注","tables":[{"id":"main",\#
            "caption":"一覧","columns":[{"key":"name","label":"市区町村"},{"key":"state","label":"状態"},\#
            {"key":"needed","label":"あと","unit":"事業所"},{"key":"rate","label":"率","unit":"%"},\#
            {"key":"series","label":"推移"}],"rows":[{"id":"221015","group":"達成 1",\#
            "name":{"text":"甲市","path":"/municipalities/221015/"},"state":"met","needed":0,\#
            "rate":{"numerator":29995,"denominator":100000},\#
            "series":[null,{"numerator":1,"denominator":4},{"numerator":3,"denominator":10}]},\#
            {"id":"221023","group":"未報告 1","name":"=乙\"町","state":"","needed":{"missing":"報告なし"},\#
            "rate":{"missing":"報告なし"},"series":""}]}]}],"notes":["終わり"]}

            """#
        #expect(string(bytes) == expected)
    }

    @Test("the CSV form has one line per value, and no cell that a spreadsheet would run")
    func csv() throws {
        let bytes = try renderer("", "").render(page, as: .csv)
        let expected = """
            section,table,group,row,row_label,column,column_label,unit,value,numerator,denominator,state_or_reason
            page,,,path,,value,,,/prefectures/22/,,,
            page,,,title,,value,,,見本,,,
            page,,,headline,,value,,,甲市は<達成>です。,,,
            page,,,as_of,,value,,,2026-10-31,,,
            page,,,known_at,,value,,,2026-11-18T03:00:00.000Z,,,
            page,,,revision,,value,,,7,,,
            page,,,rule_id,,value,,,draft,,,
            page,,,context_rule,規則,value,,,3/10,,,
            numbers,,,using,利用,value,,"/ 5,000事業所",1234,,,met
            main,main,達成 1,221015,甲市,state,状態,,達成,,,met
            main,main,達成 1,221015,甲市,needed,あと,事業所,0,,,
            main,main,達成 1,221015,甲市,rate,率,%,29.9,29995,100000,
            main,main,未報告 1,221023,"'=乙""町",state,状態,,,,,
            main,main,未報告 1,221023,"'=乙""町",needed,あと,事業所,,,,報告なし
            main,main,未報告 1,221023,"'=乙""町",rate,率,%,,,,報告なし

            """
        #expect(string(bytes) == "\u{FEFF}" + expected.replacingOccurrences(of: "\n", with: "\r\n"))
    }

    @Test("addresses fit the place: relative for a folder, from the root for a server")
    func links() {
        let relative = Links(style: .relative, from: "/prefectures/22/")
        #expect(relative.page(.national) == "../../index.html")
        #expect(relative.page(.municipality("221007")) == "../../municipalities/221007/index.html")
        #expect(relative.asset("fukyu.css") == "../../assets/fukyu.css")
        #expect(relative.form("index.csv", of: "/prefectures/22/") == "index.csv")
        #expect(Links(style: .relative, from: .national).page(.prefecture("22")) == "prefectures/22/index.html")
        let served = Links(style: .served, from: "/prefectures/22/")
        #expect(served.page(.national) == "/")
        #expect(served.asset("fukyu.css") == "/assets/fukyu.css")
        #expect(served.form("index.csv", of: "/prefectures/22/") == "/prefectures/22/index.csv")
    }

    @Test("blocks that a template does not place come with the rest, each once")
    func rest() throws {
        var page = page
        page.blocks = ["a", "b"].map { Block($0, .prose(Prose(title: "題" + $0))) }
        let renderer = try renderer(
            "{{#has.b}}B:{{{block.b}}}{{/has.b}}{{^has.c}}no c{{/has.c}}{{{block.c}}}|{{{rest}}}", "")
        #expect(
            string(renderer.render(page, as: .html)) == """
                B:<section class="prose" id="b"><h2>題b</h2>
                </section>
                no c|<section class="prose" id="a"><h2>題a</h2>
                </section>

                """)
    }

    @Test("a block whose place is inside a section that is left out comes with the rest")
    func restOfHiddenSections() throws {
        var page = page
        page.blocks = [Block("a", .prose(Prose(title: "題")))]
        let renderer = try renderer("{{#has.b}}{{{block.a}}}{{/has.b}}|{{{rest}}}", "")
        let html = string(renderer.render(page, as: .html))
        #expect(html.hasPrefix("|<section"))
        let shown = try self.renderer("{{^has.b}}{{{block.a}}}{{/has.b}}|{{{rest}}}", "")
        #expect(string(shown.render(page, as: .html)).hasSuffix("</section>\n|"))
    }
}
