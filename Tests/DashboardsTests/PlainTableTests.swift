import Adoption
import Testing

@testable import Dashboards

@Suite("tables as text are aligned by display width")
struct PlainTableTests {
    private let format = Format(.japanese)

    private func table(_ columns: [Column], _ rows: [[Cell]], total: [Cell]? = nil) -> PlainTable {
        PlainTable(
            Table(
                "t", caption: "", columns: columns, rows: rows.enumerated().map { Table.Row("\($0)", $1) },
                total: total.map { Table.Row("total", $0) }), format: format)
    }

    @Test("half and full width characters line up, numbers at the right")
    func alignment() {
        let plain = table(
            [Column("name", "市区町村"), Column("n", "利用", unit: "事業所", .number), Column("s", "状態")],
            [
                [.text("静岡市"), .integer(1234), .state(mark)], [.text("Ａb町"), .integer(5), .state(mark)],
                [.text("か\u{3099}村"), .missing("報告なし"), .text("")],
            ], total: [.text("計"), .integer(1239), .text("")])
        #expect(
            plain.lines(width: 80) == [
                "市区町村    利用  状態",
                "          事業所",
                "--------  ------  -----",
                "静岡市     1,234  ●達成",
                "Ａb町          5  ●達成",
                "か\u{3099}村           -",
                "--------  ------  -----",
                "計         1,239",
            ])
    }

    @Test("a bar is drawn with its threshold when there is room, and left out when there is none")
    func bars() {
        let bar = RateBar(3, of: 10, scale: 60, threshold: 30, isMet: true)
        let columns = [Column("name", "名前"), Column("bar", "0–60 %", .bar)]
        let plain = table(columns, [[.text("甲"), .bar(bar)]])
        #expect(plain.lines(width: 80).last == "甲    ========|........")
        #expect(plain.lines(width: 12).last == "甲")
    }

    @Test("running text breaks into lines so that the table keeps to its width")
    func prose() {
        let columns = [Column("k", "語"), Column("t", "意味", .prose)]
        let plain = table(columns, [[.text("率"), .text("対象の事業所のうち利用するものの割合")]])
        #expect(
            plain.lines(width: 22) == [
                "語 意味", "-- -------------------", "率 対象の事業所のうち", "   利用するものの割合",
            ])
    }

    @Test("a line end or an escape sequence in a cell cannot break the table")
    func hostileCells() {
        let plain = table([Column("name", "名前"), Column("n", "数", .number)], [[.text("a\nb\u{1B}[31m"), .integer(1)]])
        #expect(plain.lines(width: 80).last == "a b[31m   1")
    }

    private var mark: Mark { Mark(key: "met", symbol: "●", word: "達成", tone: .good) }
}
