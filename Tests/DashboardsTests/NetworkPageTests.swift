import Analytics
import Testing

@testable import Adoption
@testable import Dashboards

@Suite("the pages of the network")
struct NetworkPageTests {
    private let words: Wording
    private let renderer: PageRenderer

    init() throws {
        words = try ProjectFiles.wording(.japanese)
        renderer = try ProjectFiles.renderer()
    }

    /// Offices 0…9 lie in 甲市, of which 0, 1 and 2 use the exchange; 10…16 in 乙町, of which 10 and 11 do. Place 27
    /// is a number that no list names. 4 and 5 belong to one corporation.
    ///
    /// On record: 0 and 1 (both ways, with 予定 and 実績 of September), 0 and 10 (one way). On lists: 1 and 5 (12 users a
    /// month), 2 and 27, 4 and 5 (3 users a month).
    private func snapshot(withNetwork: Bool = true) -> Snapshot {
        var snapshot = SmallLedger().snapshot
        guard withNetwork else { return snapshot }
        snapshot.corporations[5] = snapshot.corporations[4]
        var links = ExchangeLinks()
        links.officeCount = snapshot.numbers.count
        links.unknownNumbers = [9_999_999_999]
        links.base = Month(number: 2026 * 12)
        links.pairs.first = [0, 0]
        links.pairs.second = [1, 10]
        // Bit 8 is September 2026, one of the three complete months before 2026-10-31.
        links.forward = [1 << 8, 1 << 8]
        links.backward = [1 << 8, 0]
        links.firstDay = [NetworkPageTests.sent, NetworkPageTests.sent]
        links.mutual = [
            .init(pair: 0, month: 2026 * 12 + 8, from: NetworkPageTests.sent, through: Snapshot.open)
        ]
        links.officeFirstDay = Array(repeating: Snapshot.open, count: links.officeCount)
        for office in [0, 1, 10] { links.officeFirstDay[office] = NetworkPageTests.sent }
        links.officeFirstRecord = links.officeFirstDay
        links.officeMonths = links.officeFirstDay.map { $0 == Snapshot.open ? 0 : 1 << 8 }
        links.listed.first = [1, 2, 4]
        links.listed.second = [5, 27, 5]
        links.volumes = [12, -1, 3]
        snapshot.exchanges = links
        return snapshot
    }

    private static let sent = Day("2026-09-05")?.number ?? 0

    private func page(_ municipality: Int, withNetwork: Bool = true, words: Wording? = nil) throws -> Page {
        let ledger = SmallLedger()
        let snapshot = snapshot(withNetwork: withNetwork)
        let site = try ledger.site(words ?? self.words)
        let rules = site.setting.rules
        let figures = NetworkFigures(
            snapshot: snapshot, reference: ledger.reference, rules: rules, day: SmallLedger.day)
        let series = ExchangeSeries(
            snapshot: snapshot, reference: ledger.reference, rules: rules,
            days: MonthlySeries.days(through: SmallLedger.day, months: 3))
        let path = PagePath.municipality(site.setting.reference.municipalities[municipality].code.description)
        return NetworkPage(
            setting: site.setting, name: ledger.names[municipality], fullName: "静岡県" + ledger.names[municipality],
            area: path, trail: [Crumb("静岡県", .prefecture("22")), Crumb(ledger.names[municipality], path)],
            coverage: figures.municipalities[municipality], stages: series.municipality(municipality)
        ).page()
    }

    private func rows(_ page: Page, _ block: String) throws -> [[String]] {
        let block = try #require(page.blocks.first { $0.id == block })
        guard case .figure(let figure) = block.body else { return [] }
        let table = try #require(figure.tables.first)
        return (table.groups.flatMap(\.rows) + [table.total].compactMap { $0 }).map { row in
            row.cells.map { words.format.text($0) }
        }
    }

    @Test("counts each pair of offices once, under the partner's place")
    func coverage() throws {
        let page = try page(0)
        // Compared are 0–1, 1–5 and 0–10: two of three are digital, 66.7 %.
        #expect(page.headline == "甲市の事業所のつながり3件のうち、2件(66.7 %)がデータのやり取りです。")
        #expect(page.path == "/municipalities/221015/network/")
        #expect(page.blocks.map(\.id) == ["network", "network_stages"])
        #expect(
            try rows(page, "network") == [
                // 0–1 is digital and mutual; 1–5 is half open with 12 users, none of them digital.
                ["域内の別法人", "2", "1", "50.0", "1", "0", "1", "12", "0"],
                // 0–10 is digital, one way.
                ["域外の別法人", "1", "1", "100.0", "0", "1", "0", "―", "―"],
                ["台帳にない相手", "1", "0", "0.0", "1", "0", "0", "―", "―"],
                ["同じ法人", "1", "0", "0.0", "0", "0", "0", "3", "0"],
                ["合計", "5", "2", "40.0", "2", "1", "1", "15", "0"],
            ])
    }

    @Test("the finding is the paper that users still have; who has no digital partner is counted")
    func paper() throws {
        guard case .figure(let figure) = try page(0).blocks[0].body else { return }
        // Ends at users: 0–1 twice, 0–10, 1–5 and 2–27; the last two are paper: 2 of 5.
        #expect(figure.title == "利用中の事業所でも、やり取りの相手の40.0 %はまだ紙です。")
        // 0, 1 and 2 have partners; the only one of 2 is not known to use the exchange.
        #expect(figure.caption.hasSuffix("相手のある利用中の3事業所のうち1事業所には、データでやり取りできる相手がまだいません。"))
        guard case .figure(let other) = try page(1).blocks[0].body else { return }
        // 乙町 has the one link with 甲市, and it is digital.
        #expect(other.title == "利用中の事業所では、やり取りの相手がすべてデータになりました。")
        #expect(other.caption == words("network.caption"))
    }

    @Test("the stages are those of each month's end")
    func stages() throws {
        // Sent on 2026-09-05: on 09-30 初回連携, on 10-31 定期連携 too; nobody has five partners.
        #expect(
            try rows(page(0), "network_stages").map { Array($0.dropFirst()) } == [
                ["0", "0", "0"], ["2", "0", "0"], ["2", "2", "0"],
            ])
    }

    @Test("without a link the page says what to import, and shows no figure")
    func empty() throws {
        for page in [try page(0, withNetwork: false), try page(4)] {
            #expect(page.headline.hasSuffix("の事業所のつながりは、まだ分かりません。"))
            #expect(page.blocks.map(\.id) == ["empty"])
        }
    }

    @Test("every form of the page has the figures, and none names an office", arguments: [Language.japanese, .english])
    func forms(language: Language) throws {
        let page = try page(0, words: ProjectFiles.wording(language))
        for form in PageForm.allCases {
            let text = String(decoding: renderer.render(page, as: form), as: UTF8.self)
            #expect(!text.contains("⟦"), "\(form)")
            if form == .html || form == .txt { #expect(text.contains("40.0"), "\(form)") }
            #expect(!text.isEmpty, "\(form)")
            #expect(!text.contains("999999999"), "\(form)")
        }
        for block in page.blocks {
            guard case .figure(let figure) = block.body else { continue }
            let explanation = try #require(figure.explanation)
            #expect(![explanation.shows, explanation.restsOn, explanation.doesNotSay].contains(""))
        }
    }

    @Test("the block of an area's page leads to the network's page")
    func block() throws {
        let setting = try SmallLedger().site(words).setting
        var coverage = PartnerCoverage()
        coverage.inside.all = 2
        let block = NetworkBlock(setting: setting, coverage: coverage, more: .network(of: .prefecture("22"))).block()
        guard case .figure(let figure) = block.body else { return }
        #expect(figure.more?.path == "/prefectures/22/network/")
        // Nobody uses the exchange: there is no share of users to speak of.
        #expect(figure.title == "やり取りの相手")
    }
}
