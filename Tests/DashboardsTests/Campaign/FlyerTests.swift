import Adoption
import Testing

@testable import Analytics
@testable import Dashboards

@Suite("the flyer")
struct FlyerTests {
    private let words: Wording

    init() throws { words = try ProjectFiles.wording(.japanese) }

    private func content(_ definition: CampaignDefinition) -> FlyerContent {
        FlyerWriter(definition: definition, reference: SmallLedger().reference, words: words).content()
    }

    private func html(_ definition: CampaignDefinition, crest: [UInt8]? = nil) -> String {
        String(
            decoding: Flyer(
                definition, crest: crest, reference: SmallLedger().reference, words: words, styleSheet: "x{}"
            ).html(), as: UTF8.self)
    }

    @Test("everything comes from the definition, in the words of the slides' flyer")
    func texts() {
        let content = content(CampaignExample().definition)
        #expect(content.badge == "研修会参加者向け特別枠あり！")
        #expect(content.catchphrase == "挑戦するなら今！")
        #expect(
            content.facts.map { $0.label + ": " + $0.text } == [
                "対象事業所: 甲市の居宅介護支援、訪問介護の事業所",
                "募集期間: 2026年10月1日 09:00～2026年12月25日 17:00",
                "実施期間: 2026年10月1日～2027年2月28日", "募集数: 40件(先着順)",
            ])
        // In every frame; what only some have stands in the frames.
        #expect(content.common == ["利用の継続(2027年2月28日時点)"])
        #expect(
            content.frames.map(\.conditions) == [
                ["利用開始(2026年12月31日まで)"], ["利用開始(2026年12月31日まで)"],
                ["業務フローの変更(2027年1月31日まで)"],
            ])
        #expect(
            content.frames[1].who == [
                "これから利用を始める事業所 ＋ これから利用を始める事業所",
                "※同一法人同士を除きます。",
            ])
        #expect(content.frames[2].rewards == ["謝礼 20,000円", "上乗せ 80,000円"])
        #expect(content.frames[2].flow == ["ヒアリング", "業務フロー変更", "変更状況の確認"])
        #expect(content.frames[2].places == "募集 8件(うち研修会参加者 2件)")
        #expect(content.address == "https://kaigo.city.example.jp/campaigns/ko-2026/apply")
    }

    @Test("the file stands alone: style, QR code and crest inside, no address that is loaded")
    func standsAlone() {
        let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A]
        let text = html(CampaignExample().definition, crest: png)
        #expect(text.contains("<svg class=\"qr\""))
        #expect(text.contains("<img src=\"data:image/png;base64,iVBORw0K\" alt=\"甲市の市町村章\">"))
        #expect(!text.contains("<link") && !text.contains("<script") && !text.contains("src=\"http"))
        #expect(text.contains("x{}\n.sheet{font-size:"))
        #expect(!html(CampaignExample().definition, crest: Array("<html>".utf8)).contains("<img"))
        #expect(
            html(CampaignExample().definition, crest: Array("<svg/>".utf8)).contains(
                "data:image/svg+xml;base64,PHN2Zy8+"))
    }

    @Test("without an address there is no QR code, and the flyer says whom to ask")
    func noAddress() {
        var definition = CampaignExample().definition
        definition.texts.address = nil
        let text = html(definition)
        #expect(!text.contains("<svg"))
        #expect(text.contains("申込みの方法は、下の問い合わせ先でご案内します。"))
    }

    @Test("hostile texts stay text")
    func hostile() {
        var definition = CampaignExample().definition
        definition.title = "</title><script>x</script>"
        definition.texts.notes = ["<img src=x>"]
        #expect(!html(definition).contains("<script") && !html(definition).contains("<img"))
    }

    @Test("long texts make the type smaller, and only what a sheet cannot hold at 6.5 points is left out")
    func fitting() {
        var definition = CampaignExample().definition
        let short = Flyer.fitted(content(definition))
        #expect(short.size >= 9.5)
        definition.texts.notes = Array(repeating: String(repeating: "注意事項", count: 60), count: 4)
        definition.texts.steps = Array(repeating: String(repeating: "手順", count: 60), count: 6)
        let long = Flyer.fitted(content(definition))
        #expect(long.size < short.size)
        #expect(long.content.notes.count == 4 && long.content.steps.count == 6)
        definition.texts.notes = Array(repeating: String(repeating: "注意事項", count: 75), count: 40)
        let longest = Flyer.fitted(content(definition))
        #expect(longest.content.notes.count == 2)
        #expect(FlyerFit(content: longest.content).height(at: longest.size) <= FlyerFit.room)
        definition.frames = (0..<60).map { index in
            var frame = definition.frames[index % 3]
            frame.id = "f\(index)"
            return frame
        }
        let many = Flyer.fitted(content(definition))
        #expect(many.content.framesLeftOut > 0)
        #expect(many.content.frames.count + many.content.framesLeftOut == 60)
        #expect(FlyerFit(content: many.content).height(at: many.size) <= FlyerFit.room)
    }

    @Test(
        "base64 as RFC 4648 has it",
        arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")])
    func base64(_ text: String, _ coded: String) {
        #expect(Crest.base64(Array(text.utf8)) == coded)
    }
}
