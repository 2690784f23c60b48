import Testing

@testable import Interchange

@Suite("Folding")
struct FoldingTests {
    @Test(
        "full-width and half-width forms become one",
        arguments: [
            ("ＡＢＣ１２３", "ABC123"), ("ｼﾞｷﾞｮｳｼｮﾊﾞﾝｺﾞｳ", "ジギョウショバンゴウ"), ("ﾎﾟｯﾌﾟ", "ポップ"), ("ｳﾞ", "ヴ"),
            ("　事業所　番号 ", "事業所 番号"), ("方書（ビル名等）", "方書(ビル名等)"), ("か\u{3099}", "が"), ("ｶﾞｶ", "ガカ"),
            ("3−11‐40", "3-11-40"), ("髙﨑", "髙﨑"), ("㋿８年", "令和8年"), ("a\u{200B}b\u{FEFF}", "ab"), ("", ""), ("ﾞ", "゛"),
        ])
    func fold(text: String, folded: String) {
        #expect(Folding.fold(text) == folded)
    }

    @Test(
        "names are compared without spaces, capitals and forms of ケ",
        arguments: [
            ("事業所\n番号", "事業所番号"), ("Office Number", "officenumber"), ("龍ヶ崎市", "龍ケ崎市"),
            ("訪問リハビリテ－ション", "訪問リハビリテーション"), ("定期巡回･随時対応", "定期巡回・随時対応"), ("ＮＯ", "no"),
        ])
    func key(text: String, key: String) {
        #expect(Folding.key(text) == key)
    }

    @Test("folding twice changes nothing")
    func idempotent() {
        for text in ["ｼﾞｷﾞｮｳ　ＮＯ．１", "（㈱）ー－ｰ", "か\u{3099}\u{3099}", "ﾞﾟ", "\u{1}a"] {
            #expect(Folding.fold(Folding.fold(text)) == Folding.fold(text))
            #expect(Folding.key(Folding.key(text)) == Folding.key(text))
        }
    }
}
