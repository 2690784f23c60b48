import Testing

@testable import Dashboards

@Suite("running text breaks where Japanese typesetting allows it")
struct LineBreakingTests {
    @Test("a line does not begin with closing punctuation nor end with opening punctuation")
    func punctuation() {
        #expect(LineBreaking.wrap("あいう。えお", width: 6) == ["あい", "う。え", "お"])
        #expect(LineBreaking.wrap("あい「うえ」", width: 6) == ["あい", "「う", "え」"])
    }

    @Test("a Latin word or a number stays whole")
    func words() {
        #expect(LineBreaking.wrap("規則 KPI達成 2026年", width: 8) == ["規則 KPI", "達成", "2026年"])
        #expect(LineBreaking.wrap("at least three", width: 8) == ["at least", "three"])
    }

    @Test("a word that is wider than the line is cut rather than lost")
    func longWord() {
        #expect(LineBreaking.wrap("abcdefghij", width: 4) == ["abcd", "efgh", "ij"])
        #expect(LineBreaking.wrap("漢字", width: 1) == ["漢", "字"])
    }

    @Test("no line is wider than asked and no character is lost")
    func nothingLost() {
        let text = "各月末の数。最後の点は(このページの)時点です。KPIに必要な数 1,234 と 2027年1月からの経路。"
        for width in 4...40 {
            let lines = LineBreaking.wrap(text, width: width)
            #expect(lines.allSatisfy { DisplayWidth.of($0) <= width || width < 6 })
            let kept = lines.joined().filter { $0 != " " }
            #expect(kept == text.filter { $0 != " " })
        }
    }
}
