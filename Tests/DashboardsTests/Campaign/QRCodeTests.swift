import Testing

@testable import Dashboards

@Suite("QR codes")
struct QRCodeTests {
    @Test("the three corners have the finder pattern, and the timing lines alternate")
    func patterns() throws {
        let code = try #require(QRCode("https://kaigo.city.example.jp/campaigns/shizuoka-2026/apply"))
        // Every version has 17 + 4·v modules.
        #expect((code.size - 17) % 4 == 0)
        let finder = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]
        for (top, left) in [(0, 0), (0, code.size - 7), (code.size - 7, 0)] {
            let found = (0..<7).map { row in
                (0..<7).map { code.isDark(row: top + row, column: left + $0) ? "1" : "0" }.joined()
            }
            #expect(found == finder)
        }
        for place in 8..<(code.size - 8) {
            #expect(code.isDark(row: 6, column: place) == (place % 2 == 0))
            #expect(code.isDark(row: place, column: 6) == (place % 2 == 0))
        }
        // The module that is always dark, beside the lower finder.
        #expect(code.isDark(row: code.size - 8, column: 8))
    }

    @Test("what is drawn is the code, with four white modules around it")
    func drawing() throws {
        let code = try #require(QRCode("https://example.jp/"))
        var html = Markup()
        code.draw(into: &html, label: "申込み <フォーム>")
        let text = html.string
        let side = code.size + 8
        #expect(text.contains("viewBox=\"0 0 \(side) \(side)\" role=\"img\""))
        #expect(text.contains("<title>申込み &lt;フォーム&gt;</title>"))
        var drawn = Set<Int>()
        for match in text.matches(of: /M(\d+) (\d+)h(\d+)v1h-(\d+)z/) {
            #expect(match.output.3 == match.output.4)
            let (x, y) = (Int(match.output.1) ?? 0, Int(match.output.2) ?? 0)
            for step in 0..<(Int(match.output.3) ?? 0) { drawn.insert(y * side + x + step) }
        }
        for row in 0..<side {
            for column in 0..<side {
                let inside = (4..<side - 4).contains(row) && (4..<side - 4).contains(column)
                let isDark = inside && code.isDark(row: row - 4, column: column - 4)
                #expect(drawn.contains(row * side + column) == isDark)
            }
        }
    }

    @Test("the code holds the text: its bytes are read back from the modules")
    func content() throws {
        for text in ["https://example.jp/a", "https://kaigo.city.example.jp/campaigns/shizuoka-2026/apply"] {
            let code = try #require(QRCode(text))
            #expect(try QRReading(code).text() == text)
        }
    }

    @Test("nothing, and what is too long, is no code")
    func limits() {
        #expect(QRCode("") == nil)
        #expect(QRCode(String(repeating: "x", count: 3000)) == nil)
        #expect(QRCode(String(repeating: "x", count: 300)) != nil)
    }
}
