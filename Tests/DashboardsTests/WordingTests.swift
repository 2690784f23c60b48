import Adoption
import Analytics
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
        let sources = try ProjectFiles.sources()
        var asked = Set(sources.matches(of: /words\(\s*"([a-z_.0-9]+)"/).map { String($0.output.1) })
        for template in try ProjectFiles.templates().values {
            for match in template.matches(of: /\{\{text\.([a-z_.0-9]+)\}\}/) { asked.insert(String(match.output.1)) }
        }
        #expect(asked.count > 300)
        #expect(asked.subtracting(texts.keys).sorted() == [])
        // A key may be handed on before it is asked for, and its end may be the name of a state.
        let named = Set(sources.matches(of: /"([a-z_]+\.[a-z_.0-9]+)"/).map { String($0.output.1) })
        let beginnings = Set(sources.matches(of: /"([a-z_]+\.[a-z_.0-9]*)\\\(/).map { String($0.output.1) })
        let unused = texts.keys.filter { key in
            !asked.contains(key) && !named.contains(key) && !beginnings.contains { key.hasPrefix($0) }
        }
        #expect(unused.sorted() == [])
    }

    @Test("every reason of a campaign's verdicts has its sentence")
    func reasons() throws {
        let texts = try ProjectFiles.texts(.japanese)
        let missing = CampaignReason.Key.allCases.filter { texts["campaign.reason.\($0.rawValue)"] == nil }
        #expect(missing.map(\.rawValue) == [])
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
