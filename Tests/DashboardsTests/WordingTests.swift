import Adoption
import Dashboards
import Testing

@Suite("the strings files and the code agree")
struct WordingTests {
    @Test("both languages have the same keys with the same placeholders")
    func languages() throws {
        let japanese = try ProjectFiles.texts(.japanese)
        let english = try ProjectFiles.texts(.english)
        #expect(Set(japanese.keys).symmetricDifference(english.keys).sorted() == [])
        for (key, text) in japanese {
            #expect(
                Wording.placeholders(of: text) == Wording.placeholders(of: english[key] ?? ""), "placeholders of \(key)"
            )
        }
    }

    @Test("every text that code or a template asks for exists, and none is there for nothing")
    func keys() throws {
        let texts = try ProjectFiles.texts(.japanese)
        var used: Set<String> = []
        for match in try ProjectFiles.sources().matches(of: /words\(\s*"([a-z_.0-9]+)"/) {
            used.insert(String(match.output.1))
        }
        for template in try ProjectFiles.templates().values {
            for match in template.matches(of: /\{\{text\.([a-z_.0-9]+)\}\}/) { used.insert(String(match.output.1)) }
        }
        #expect(used.count > 300)
        #expect(used.symmetricDifference(texts.keys).sorted() == [])
    }

    @Test("a text is filled by name, and what is unknown stays visible")
    func filling() {
        let words = Wording(language: .japanese, entries: ["a": "{n}のうち{m}、{n}", "b": "そのまま", "c": "{x"])
        #expect(words("a", ["n": "10", "m": "{n}"]) == "10のうち{n}、10")
        #expect(words("a", ["n": "10"]) == "10のうち{m}、10")
        #expect(words("b") == "そのまま")
        #expect(words("c") == "{x")
        #expect(words("nothing") == "⟦nothing⟧")
        #expect(Wording.placeholders(of: "{b}と{a}") == ["a", "b"])
    }
}
