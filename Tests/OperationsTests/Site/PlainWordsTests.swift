import Adoption
import Dashboards
import TestWorkspace
import Testing

@testable import Operations

/// A page is understood by somebody who has never heard of Bass or Rogers: no foreign word and no formula, and under
/// each figure of what is new to the reader three sentences.
@Suite("Pages in plain words")
struct PlainWordsTests {
    /// The sample, with a network and a partner list of its offices when it has none of its own.
    private static let sample = Result { () throws -> SiteEdition in
        var it = try SampleLedger.shared()
        if try it.workspace.state().snapshot.exchanges.isEmpty {
            it = try SampleLedger.copy()
            try PlainWordsTests.addNetwork(to: it)
        }
        return try edition(it, SampleLedger.day)
    }

    /// A city with a campaign that has applications and a published case.
    private static let campaign = Result { () throws -> SiteEdition in
        let city = try CampaignFixture()
        for office in [1, 3, 5] { try city.apply("single", office) }
        let day = CampaignFixture.opening.dayInJapan.advanced(by: 10)
        try city.it.workspace.recordCaseStudy(
            CaseStudy(
                campaign: CampaignFixture.id, receipt: 1, office: CampaignFixture.office(1),
                consentDay: CampaignFixture.opening.dayInJapan,
                shownName: "市内の事業所", title: "印刷をやめました", text: "時間が減りました。"),
            actor: "試験", reason: "")
        return try edition(city.it, day)
    }

    private static func edition(_ it: TestWorkspace, _ day: Day) throws -> SiteEdition {
        try SiteEdition(
            it.workspace.state(), design: SiteDesign(it.workspace.project), asOf: day, language: .japanese)
    }

    /// Every eighth office of the ledger sends to the next in three months, and a list tells the partners of some.
    private static func addNetwork(to it: TestWorkspace) throws {
        let offices = Set(try it.facts().entries.map(\.office)).sorted { $0.packed < $1.packed }
        var names: [String] = []
        var partners = ["office_number,partner_number,month,volume,source"]
        for place in stride(from: 0, to: offices.count - 1, by: 8) {
            let (sender, receiver) = (offices[place], offices[place + 1])
            for month in ["08", "09", "10"] {
                for kind in ["UPHOSOKU", "UPPLAN", "UPSIKYU"] {
                    names.append("\(kind)_2026\(month)_\(sender)_43_\(receiver)_11_2026\(month)05093001.CSV")
                }
            }
            partners.append("\(sender),\(offices[(place + 5) % offices.count]),2026-10,\(place % 9 + 1),聞き取り")
        }
        _ = try it.workspace.importExchanges(
            ImportRequest(paths: [it.file("names.txt", names.joined(separator: "\n"))], actor: "test"))
        _ = try it.workspace.importPartners(
            ImportRequest(paths: [it.file("partners.csv", partners.joined(separator: "\n") + "\n")], actor: "test"))
    }

    private static func text(_ edition: SiteEdition, _ path: PagePath) -> String {
        String(decoding: edition.bytes(.page(path, .txt)) ?? [], as: UTF8.self)
    }

    // MARK: Words

    @Test("no text of the site has a foreign word or a sign outside the list")
    func words() throws {
        var lines = 0
        var kinds = Set<String>()
        for edition in [try PlainWordsTests.sample.get(), try PlainWordsTests.campaign.get()] {
            for path in edition.paths {
                kinds.insert(path.description.split(separator: "/").last.map(String.init) ?? "")
                for (number, line) in PlainWordsTests.text(edition, path).split(
                    separator: "\n", omittingEmptySubsequences: false
                ).enumerated() {
                    lines += 1
                    let found = PlainWords.strangers(in: String(line))
                    #expect(found.isEmpty, "\(path)index.txt:\(number + 1): \(found.joined(separator: " "))")
                }
            }
        }
        #expect(lines > 10_000)
        #expect(kinds.isSuperset(of: ["definitions", "segments", "forecast", "network", CampaignFixture.id]))
    }

    @Test("the scan finds foreign words, letters of formulas and signs, and passes what is on the list")
    func scan() {
        #expect(
            PlainWords.strangers(in: "Bassモデルのp、qと、β > α、x²、∑、Ｋ") == ["Bass", "p", "q", "β", "α", "x", "²", "∑", "Ｋ"])
        #expect(PlainWords.strangers(in: "利用 n は対象 N の3割以上 (≧ 3/10)、市町村KPI（案） n1") == ["n1"])
        #expect(PlainWords.strangers(in: "①A 居宅介護支援、② 訪問介護、A × B") == ["A", "B"])
        #expect(PlainWords.strangers(in: "fukyu forecast --municipality 221007 --if-joining 5 で確かめます。").isEmpty)
        #expect(PlainWords.strangers(in: "申込み https://example.jp/apply?x=1 、partners.csv、2A、index.json").isEmpty)
    }

    // MARK: Sentences

    /// Pages all of whose figures are explained, and the blocks that lead to them from the pages of areas.
    private static let pages: Set<String> = ["segments", "forecast", "network", "campaign", "case_study"]
    private static let blocks: Set<String> = [
        "segments", "forecast", "network", "network_stages", "lapse", "campaigns",
    ]

    @Test("every figure of segments, forecast, network, move and campaigns says what it shows, rests on, does not say")
    func sentences() throws {
        var explained = Set<String>()
        for edition in [try PlainWordsTests.sample.get(), try PlainWordsTests.campaign.get()] {
            for path in edition.paths {
                let page = try #require(edition.page(path))
                let text = PlainWordsTests.text(edition, path).filter { !$0.isWhitespace }
                for block in page.blocks
                where PlainWordsTests.pages.contains(page.kind.name) || PlainWordsTests.blocks.contains(block.id) {
                    guard let found = try explanation(of: block, at: path) else { continue }
                    explained.insert(block.id)
                    for (label, sentence) in [
                        ("何を示すか", found.shows), ("もとにしたもの", found.restsOn), ("言えないこと", found.doesNotSay),
                    ] {
                        #expect(sentence.hasSuffix("。") || sentence.hasSuffix(")。"), "\(path) \(block.id)")
                        #expect(text.contains(label + sentence.filter { !$0.isWhitespace }), "\(path) \(block.id)")
                    }
                }
            }
        }
        #expect(
            explained.isSuperset(of: [
                "segments", "segment_counts", "segment_services", "segment_corporations", "municipality_stages",
                "forecast", "backtest", "network", "network_stages", "lapse", "campaigns", "places", "applications",
                "funnel", "conditions", "money", "won", "cases",
            ]), "\(explained.sorted())")
    }

    /// Of a figure, or of a panel with a table; nil for a panel of words alone, which shows nothing to explain.
    private func explanation(of block: Block, at path: PagePath) throws -> Explanation? {
        let found: Explanation
        switch block.body {
        case .figure(let figure): found = try #require(figure.explanation, "\(path) \(block.id)")
        case .panel(let panel) where panel.table == nil && panel.explanation == nil: return nil
        case .panel(let panel): found = try #require(panel.explanation, "\(path) \(block.id)")
        case .prose: return nil
        }
        return found
    }
}

/// What a reader without a technical education need not know.
enum PlainWords {
    /// Words that every page's head explains or that the field itself writes so: WEB stands in the official name of a
    /// route, 介護保険資格確認等WEBサービス, which a line may break.
    static let words: Set<String> = ["KPI", "CSV", "WEB", "n", "N"]
    /// Proper names, licences and codes of services, as a whole only.
    static let phrases: [String] = ["CC BY 4.0", "2A", "2B", "①A", "①B"]
    /// Signs that are no letters: those of states, bars, rules, changes and comparisons, and numbers of frames (枠).
    static let signs = Set("=|>+÷≧～●△◇○□×①②③④⑤".unicodeScalars)

    /// Foreign words and signs of a line that are not on the lists; commands, addresses and names of files are passed.
    static func strangers(in line: String) -> [String] {
        guard line.unicodeScalars.contains(where: isStrange) else { return [] }
        var text = line
        for phrase in phrases { text.replace(phrase, with: "、") }
        text.replace(#/https?://[!-~]+/#, with: "、")
        text.replace(#/fukyu( [!-~]+)*/#, with: "、")
        text.replace(#/[0-9A-Za-z_\-]+\.(csv|json|txt|html|yaml)/#, with: "、")
        var found: [String] = []
        var word = ""
        for scalar in text.unicodeScalars {
            let isInWord = isLetter(scalar) || (!word.isEmpty && ("0"..."9").contains(scalar))
            if isInWord { word.unicodeScalars.append(scalar) }
            if !isInWord { finish(&word, &found) }
            if !isLetter(scalar), isStrange(scalar), !isInWord { found.append(String(scalar)) }
        }
        finish(&word, &found)
        return found
    }

    private static func finish(_ word: inout String, _ found: inout [String]) {
        if !word.isEmpty, !words.contains(word) { found.append(word) }
        word = ""
    }

    /// Latin and Greek letters, full-width ones too.
    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F, 0x370...0x3FF, 0xFF21...0xFF3A, 0xFF41...0xFF5A:
            scalar.properties.isAlphabetic
        default: false
        }
    }

    private static func isStrange(_ scalar: Unicode.Scalar) -> Bool {
        if isLetter(scalar) { return true }
        switch scalar.properties.generalCategory {
        case .mathSymbol, .modifierSymbol, .otherSymbol, .otherNumber, .currencySymbol: return !signs.contains(scalar)
        default: return scalar == "_"
        }
    }
}
