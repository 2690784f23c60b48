import Adoption
import Analytics
import Foundation
import Testing

@testable import Dashboards

@Suite("the pages of the segments")
struct SegmentsPageTests {
    private let words: Wording
    private let renderer: PageRenderer

    init() throws {
        words = try ProjectFiles.wording(.japanese)
        renderer = try ProjectFiles.renderer()
    }

    /// 甲市 24 of 120, 乙町 2 of 7, 丙村 4 without a report, 丁村 none; 戊市 0 of 6.
    private var ledger: SmallLedger {
        var ledger = SmallLedger()
        ledger.municipalities = [(24, 120, true), (2, 7, true), (0, 4, false), (0, 0, true), (0, 6, true)]
        return ledger
    }

    private func text(_ page: Page?, _ form: PageForm) throws -> String {
        String(decoding: renderer.render(try #require(page), as: form), as: UTF8.self)
    }

    @Test("the municipality's page says the stage, the way through it, and how many are still needed")
    func municipality() throws {
        let page = try #require(try ledger.site(words).municipalitySegments(0))
        #expect(page.path == "/municipalities/221015/segments/")
        #expect(
            page.headline == "甲市は対象の120事業所のうち24が利用し、5つの段階の3番目「アーリーマジョリティ(前期追従者)」にあります。")
        // (20 − 16) / 34 = 11.76 %; 36 − 24
        #expect(page.lead[1].plain == "いまの段階は、早い方から16 %から50 %までの区間です。その11.8 %まで進んでいます。")
        #expect(page.lead[2].plain == "目標の3割まで、あと12事業所の新しい利用が必要です。")
        #expect(page.numbers.map { words.format.text($0) } == ["24 / 120事業所", "あと12事業所", "84事業所"])
        #expect(page.blocks.map(\.id) == ["segments", "segment_counts", "segment_services", "segment_corporations"])
        #expect(page.breadcrumb.map(\.title) == ["全国", "静岡県", "甲市", "普及の段階"])
    }

    @Test("all 24 began on one day: they are one group, and the others have none")
    func categories() throws {
        let page = try #require(try ledger.site(words).municipalitySegments(0))
        guard case .figure(let figure) = page.blocks[1].body else { return }
        let rows = figure.tables[1].groups[0].rows.map { row in row.cells.map { words.format.text($0) } }
        // L = 0, G = 24, N = 120: 24/240 = 10 %
        #expect(rows[0] == ["イノベーター(革新者)", "0 %から2.5 %まで", "0", "0"])
        #expect(rows[1] == ["アーリーアダプター(初期採用者)", "2.5 %から16 %まで", "24", "0"])
        #expect(rows[5] == ["まだ始めていない事業所", "順位は未定", "96", "―"])
        #expect(figure.tables[0].groups[0].rows.map { words.format.text($0.cells[1]) } == ["24", "12", "84"])
    }

    @Test("every figure has its three sentences, in each form")
    func explanations() throws {
        let site = try ledger.site(words)
        for page in [site.municipalitySegments(0), site.prefectureSegments(22)] {
            let page = try #require(page)
            for block in page.blocks {
                guard case .figure(let figure) = block.body else { continue }
                let explanation = try #require(figure.explanation)
                #expect(!explanation.shows.isEmpty && !explanation.restsOn.isEmpty && !explanation.doesNotSay.isEmpty)
            }
            #expect(try text(page, .txt).contains("言えないこと"))
            #expect(try text(page, .html).contains("<dt>もとにしたもの</dt>"))
            #expect(try text(page, .json).contains("\"does_not_say\":"))
        }
    }

    @Test("the page of the area has the figure and leads on to the page of the segments")
    func leadsOn() throws {
        let site = try ledger.site(words)
        let html = try text(site.municipality(0), .html)
        #expect(html.contains("id=\"segments\""))
        #expect(html.contains("href=\"../../municipalities/221015/segments/index.html\""))
        #expect(try text(site.prefecture(22), .html).contains("href=\"../../prefectures/22/segments/index.html\""))
        #expect(try text(site.municipality(0), .txt).contains("「アーリーマジョリティ(前期追従者)」の段階の11.8 %まで進んだ"))
        #expect(try text(site.municipality(0), .json).contains("\"more\":{\"title\":"))
    }

    @Test("a prefecture shows its municipalities by stage, the furthest first")
    func prefecture() throws {
        let page = try #require(try ledger.site(words).prefectureSegments(22))
        // 24 + 2 of 120 + 7; 丙村 is not reported.
        #expect(
            page.headline == "静岡県は対象の127事業所のうち26が利用し、5つの段階の3番目「アーリーマジョリティ(前期追従者)」にあります。")
        guard case .figure(let figure) = page.blocks[2].body else { return }
        #expect(page.blocks[2].id == "municipality_stages")
        #expect(figure.tables[0].groups.map(\.title) == ["アーリーマジョリティ(前期追従者) 2", "段階が分からない 1"])
        #expect(figure.tables[0].groups[0].rows.map(\.key) == ["221023", "221015"])
        #expect(try text(page, .html).contains("href=\"../../../municipalities/221023/segments/index.html\""))
    }

    @Test("without a list, a report or an office the page says so and shows no chart")
    func empty() throws {
        var ledger = ledger
        ledger.withoutList = [3]
        let site = try ledger.site(words)
        let cases: [(Page?, String, String)] = [
            (
                site.municipalitySegments(2), "丙村の普及の段階は、まだ示せません。利用登録の報告がないためです。",
                "登録の報告がありません"
            ),
            (site.municipalitySegments(3), "丁村の事業所の名簿は、まだ取り込まれていません。", "事業所の名簿が未取り込みです"),
            (
                try self.ledger.site(words).municipalitySegments(3), "丁村には、対象の事業所がありません。",
                "対象の事業所がありません"
            ),
        ]
        for (page, headline, reason) in cases {
            let page = try #require(page)
            #expect(page.headline == headline)
            #expect(page.blocks.map(\.id) == ["empty"])
            let html = try text(page, .html)
            #expect(html.contains(reason))
            #expect(!html.contains("<svg"))
        }
        #expect(site.municipality(2)?.blocks.contains { $0.id == "segments" } == false)
    }

    @Test("nobody has begun: no stage, and all are prospects")
    func notStarted() throws {
        let page = try #require(try ledger.site(words).municipalitySegments(4))
        #expect(page.headline == "戊市は対象が6事業所です。利用を始めた事業所は、まだありません。")
        #expect(try text(page, .txt).contains("対象が20事業所に満たないため"))
        // 3/10 of 6 are 2
        #expect(page.numbers.map { words.format.text($0) } == ["0 / 6事業所", "あと2事業所", "4事業所"])
    }

    @Test("an office that has not begun is never called a laggard")
    func wordsForProspects() throws {
        let site = try ledger.site(words)
        for page in [site.municipalitySegments(0), site.municipalitySegments(4), site.prefectureSegments(22)] {
            let page = try #require(page)
            // The name stands for the group of the theory only: in the chart, and at the head of its own count, which
            // is 0 (or not shown) while so few have begun.
            for block in page.blocks {
                guard case .figure(let figure) = block.body else { continue }
                for table in figure.tables {
                    for row in table.groups.flatMap(\.rows) where row.key != "laggard" {
                        #expect(!row.cells.contains { words.format.text($0).contains("ラガード") })
                    }
                }
                for row in figure.tables.flatMap(\.groups).flatMap(\.rows) where row.key == "laggard" {
                    #expect(["0", "―"].contains(words.format.text(row.cells[2])))
                }
            }
            #expect(!page.headline.contains("ラガード"))
            #expect(!page.lead.contains { $0.plain.contains("ラガード") || $0.plain.contains("遅滞") })
        }
    }

    @Test("few answers are not published, enough are, with those that did not answer")
    func attitudes() throws {
        let site = try ledger.site(words)
        func block(_ answers: [Int: Attitude]) throws -> Block? {
            try #require(site.municipalitySegments(0, answers: answers)).blocks.first { $0.id == "attitudes" }
        }
        #expect(try block([:]) == nil)
        guard case .panel(let few) = try #require(try block([0: .innovator, 30: .laggard])).body else {
            Issue.record("two answers can be traced")
            return
        }
        #expect(few.text.map(\.plain) == ["回答が少ないため、事業所が特定されないよう内訳を示しません。"])
        // 0…23 have begun: four and six answers of them by cell, so only the totals of ten are safe.
        let split = Dictionary(
            uniqueKeysWithValues: (0..<4).map { ($0, Attitude.innovator) } + (24..<30).map { ($0, .innovator) })
        guard case .figure(let totals) = try #require(try block(split)).body else { return }
        #expect(totals.tables[0].columns.map(\.key) == ["attitude", "total"])
        #expect(
            totals.tables[0].groups[0].rows.map { words.format.text($0.cells[1]) } == ["10", "0", "0", "0", "0", "110"])
        let whole = Dictionary(
            uniqueKeysWithValues: (0..<5).map { ($0, Attitude.innovator) } + (24..<30).map { ($0, .laggard) })
        guard case .figure(let shown) = try #require(try block(whole)).body else { return }
        #expect(shown.tables[0].columns.count == 8)
        #expect(shown.tables[0].groups[0].rows.last?.cells.last.map { words.format.text($0) } == "109")
    }
}
