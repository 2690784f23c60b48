import Adoption
import Testing

@testable import Analytics
@testable import Dashboards

@Suite("what a campaign's page says of the change, and what it may not say")
struct CampaignEffectBlockTests {
    private func municipality(_ number: Int32, _ eligible: Int, _ before: Int, _ after: Int)
        -> CampaignEffect.Municipality
    {
        CampaignEffect.Municipality(
            code: MunicipalityCode(firstFive: 22200 + number), eligible: eligible, before: before, after: after)
    }

    private func figure(_ effect: CampaignEffect, _ language: Language = .japanese) throws -> (Figure, String) {
        var example = CampaignExample()
        example.comparison = effect
        let page = try example.page(language)
        let block = try #require(page.blocks.first { $0.id == "effect" })
        guard case .figure(let figure) = block.body else { throw SmallLedger.Missing.page }
        return (figure, try CampaignExample.text(page, .html))
    }

    @Test("fewer than three comparison municipalities: before and after only, and no word of an effect")
    func changeOnly() throws {
        let own = [municipality(1, 100, 20, 30)]
        let (figure, html) = try figure(
            CampaignEffect(campaign: own, comparison: [municipality(2, 100, 20, 22), municipality(3, 50, 10, 11)]))
        #expect(figure.title == "期間の前後で、利用は20事業所から30事業所に増えた")
        #expect(figure.tables.map { $0.groups[0].rows.map(\.key) } == [["campaign"]])
        #expect(figure.caption == "比べられる似た市区町村が2しかないため(3以上が必要)、前後の変化だけを示します。")
        #expect(!html.contains("効果") && !html.contains("有意"))
        let (fell, _) = try self.figure(CampaignEffect(campaign: [municipality(1, 100, 30, 20)], comparison: []))
        #expect(fell.title == "期間の前後で、利用は30事業所から20事業所に減った")
    }

    @Test("one campaign against nine: the smallest p is a tenth, so that chance is not spoken of")
    func differenceOnly() throws {
        // 10 of 100 more against 2 of 100 more: 8 points.
        let others = (2...10).map { municipality(Int32($0), 100, 20, 22) }
        let (figure, _) = try figure(CampaignEffect(campaign: [municipality(1, 100, 20, 30)], comparison: others))
        #expect(figure.title == "行わなかった似た市区町村より8.0ポイント多く伸びた")
        #expect(!figure.caption.contains("通り"))
        #expect(figure.tables[0].groups[0].rows.map(\.key) == ["campaign", "comparison", "difference"])
    }

    @Test("one against twenty: the largest of 21 is unlikely, one in the middle is not")
    func chance() throws {
        let others = (2...21).map { municipality(Int32($0), 100, 20, 20 + $0 % 4) }
        let (large, _) = try figure(CampaignEffect(campaign: [municipality(1, 100, 20, 60)], comparison: others))
        // 1 of 21 is less than 5 %.
        #expect(large.title.hasSuffix("ポイント多く伸びた(偶然では起こりにくい差)"))
        #expect(large.caption.contains("すべての場合(21通り)のうち、これ以上の差になるのは1通りです。"))
        let (small, html) = try figure(CampaignEffect(campaign: [municipality(1, 100, 20, 23)], comparison: others))
        #expect(small.title.hasSuffix("(偶然でも起こりうる差)"))
        #expect(!html.contains("有意"))
        let (less, _) = try figure(CampaignEffect(campaign: [municipality(1, 100, 20, 20)], comparison: others))
        #expect(less.title.contains("伸びが"))
    }

    @Test("the four cautions stand under every estimate, in both languages")
    func cautions() throws {
        let effect = CampaignEffect(campaign: [municipality(1, 100, 20, 30)], comparison: [])
        let (figure, _) = try figure(effect)
        let said = try #require(figure.explanation?.doesNotSay)
        for word in ["熱心なところ", "国の制度", "隣の市区町村", "始まる前から増えていた"] { #expect(said.contains(word)) }
        let (english, _) = try self.figure(effect, .english)
        #expect(try #require(english.explanation?.doesNotSay).contains("before: look at the six months before."))
    }
}
