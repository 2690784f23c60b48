import CSV
import Testing

@testable import Interchange

@Suite("Issues")
struct RowIssueTests {
    @Test("every kind of issue has its own words")
    func words() {
        let titles = RowIssue.Code.allCases.map(\.title)
        #expect(Set(titles).count == titles.count)
        #expect(titles.allSatisfy { !$0.isEmpty })
    }

    @Test("sentences say what was found and what was taken or would be right")
    func sentences() {
        let issue = { (code: RowIssue.Code, column: String, found: String, expected: String) in
            RowIssue(file: 0, line: 12, column: column, found: found, expected: expected, code: code).description
        }
        #expect(issue(.capacityFromText, "定員", "55名", "55") == "12行目「定員」: 定員を文字から読みました（「55名」 → 55）")
        #expect(issue(.tooManyFields, "", "25列", "24列") == "12行目: 見出しより列が多い行です（「25列」。正: 24列）")
        #expect(issue(.nameMissing, "事業所名", "", "") == "12行目「事業所名」: 事業所名がありません")
        #expect(issue(.corporationCheckDigit, "法人番号", "1", "") == "12行目「法人番号」: 法人番号の検査数字が合いません（「1」）")
        #expect(
            issue(.coordinatesMissing, "緯度", "0.0", RowIssue.Code.coordinatesMissing.standardExpectation)
                == "12行目「緯度」: 緯度・経度がありません（「0.0」。正: 十進の度（不明として扱います））")
    }

    @Test("severities are ordered")
    func severities() {
        #expect(RowIssue.Severity.info < .warning)
        #expect(RowIssue.Severity.warning < .error)
    }

    @Test("a whole paragraph in a cell is shortened in an issue, not in the row kept aside")
    func longCells() throws {
        let long = String(repeating: "あ", count: 500)
        let read = try readOffices(.text(openData(["事業所番号": long, "No": ""])))
        #expect(read.issues.first?.found.unicodeScalars.count == 81)
        #expect(read.aside.first?.text.contains(long) == true)
    }
}
