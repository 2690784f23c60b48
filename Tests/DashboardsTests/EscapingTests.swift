import Testing

@testable import Dashboards

@Suite("text from outside cannot become markup, commands or disorder")
struct EscapingTests {
    @Test("the five characters of HTML are escaped, also before combining marks and joiners")
    func html() {
        #expect(escaped("<a href=\"x\">&'</a>") == "&lt;a href=&quot;x&quot;&gt;&amp;&#39;&lt;/a&gt;")
        #expect(escaped("\"\u{301}") == "&quot;\u{301}")
        #expect(escaped("\"\u{FE0F}<\u{200D}") == "&quot;\u{FE0F}&lt;\u{200D}")
    }

    @Test("names with variation selectors and joiners stay as they are")
    func names() {
        #expect(escaped("葛\u{E0100}城市") == "葛\u{E0100}城市")
        #expect(escaped("か\u{3099}") == "か\u{3099}")
        #expect(escaped("①㈱髙﨑〜") == "①㈱髙﨑〜")
    }

    @Test("marks that turn the direction of a line are left out")
    func direction() {
        #expect(escaped("a\u{202E}b\u{2066}c\u{200F}d\u{61C}e") == "abcde")
        #expect(Escaping.plain("a\u{202E}b\u{2069}c\u{200E}d") == "abcd")
        #expect(Escaping.plain("a\u{2028}b\u{2029}c") == "abc")
    }

    @Test("control characters do not reach a terminal")
    func terminal() {
        #expect(Escaping.plain("\u{1B}[2Ja\u{9B}31mb\u{7}") == "[2Ja31mb")
        #expect(Escaping.plain("a\r\nb\tc") == "a  b c")
        #expect(Escaping.plain("<&>") == "<&>")
    }

    @Test("a character whose first byte begins a mark is not cut")
    func sameLeadBytes() {
        #expect(escaped("―…●©£ا") == "―…●©£ا")
    }

    @Test("coordinates are rounded to one decimal and never written in another notation")
    func numbers() {
        var markup = Markup()
        for value in [0, 1.04, 1.05, -0.04, -2.5, 688, 1e6] as [Double] {
            markup.number(value)
            markup.raw(" ")
        }
        #expect(markup.string == "0 1 1.1 0 -2.5 688 1000000 ")
    }

    private func escaped(_ text: String) -> String {
        var markup = Markup()
        markup.text(text)
        return markup.string
    }
}
