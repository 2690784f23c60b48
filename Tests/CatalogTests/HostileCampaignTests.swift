import Adoption
import Catalog
import Testing

/// Files that no person wrote: refused in a moment, with a message.
@Suite("Hostile campaign definitions")
struct HostileCampaignTests {
    private func only(_ yaml: String) throws -> DefinitionProblem {
        let (definition, problems) = try CampaignFile.read(yaml: yaml)
        #expect(definition == nil && problems.count == 1)
        return try #require(problems.first)
    }

    @Test("nothing, blanks, comments and a lone value are no definition")
    func empty() throws {
        for yaml in ["", " \n", "# 見本\n", "---\n"] { #expect(try only(yaml).found == "内容がありません。") }
        for yaml in ["見本", "[1, 2]", "- 1\n- 2\n"] { #expect(try only(yaml).found == "キャンペーンの書き方が違います。") }
    }

    @Test("a text of megabytes is refused before it is parsed")
    func large() throws {
        let problem = try only("title: " + String(repeating: "a", count: 10 * 1024 * 1024))
        #expect(problem.found == "ファイルが大きすぎます（10240KB）。" && problem.line == 0)
    }

    @Test("a hundred thousand brackets are refused by their depth")
    func deep() throws {
        for (open, close) in [("[", "]"), ("{a: ", "}")] {
            let yaml = "title: " + String(repeating: open, count: 40_000) + String(repeating: close, count: 40_000)
            #expect(try only(yaml).found.contains("YAMLとして読めません"))
        }
        // Deep, but within what YAML allows: an ordinary mistake.
        let yaml = "title: " + String(repeating: "[", count: 900) + String(repeating: "]", count: 900)
        let problems = try CampaignFile.read(yaml: yaml).problems
        #expect(problems.contains { $0.line == 1 && $0.expected == "文字列が要ります。" })
    }

    @Test("names for parts that are used again grow without bound: they are refused")
    func laughs() throws {
        var yaml = "a0: &a0 [x, x]\n"
        for level in 1...40 { yaml += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
        let problem = try only(yaml + "? *a40\n: 1\n? *a40\n: 2\n")
        #expect(problem.found.contains("アンカー") && problem.line == 1 && problem.column == 5)
        for yaml in [
            "{\"a\":&x [1], \"b\": *x}", "- &x 1", "a: !!str &x 1", "a: [&x 1]", "\u{FEFF}&x a: 1", "a:\u{2028}&x 1",
        ] {
            #expect(try only(yaml).found.contains("アンカー"), "\(yaml)")
        }
        #expect(try only("a: *x").suggestion.contains("引用符"))
    }

    @Test("an ampersand within a text is none of them")
    func ampersand() throws {
        for title in ["Q&A", "研修&ABC", "R & D", "https://example.jp/?a=1&b=2", "a&&b"] {
            let text = BrokenCampaignTests.text.replacing("title: 見本", with: "title: \(title)")
            let (definition, problems) = try CampaignFile.read(yaml: text)
            #expect(problems == [] && definition?.title == title)
        }
    }

    @Test("a NUL, a tab for indentation, a full-width colon and a key given twice are told with their line")
    func signs() throws {
        let null = try only("id: small\ntitle: a\u{0}b\n")
        #expect(null.line == 2 && null.column == 9 && null.found.contains("U+0"))
        let tab = try only("id: small\nrecruitment:\n\topens: 2026-09-01\n")
        #expect(tab.line == 3 && tab.suggestion.contains("タブ"))
        let colon = try only("id: small\ntitle： 見本\narea: 静岡県\n")
        #expect(colon.line == 3 && colon.suggestion.contains("全角"))
        let twice = try only("id: small\ntitle: 見本\nid: other\n")
        #expect(twice.found.contains("同じキーが二度あります") && twice.found.contains("id") && twice.line > 0)
        #expect(try only("id: small\n--- \nid: other\n").found.contains("YAMLとして読めません"))
    }

    @Test("every key with every wrong kind of value gives problems, and never more than a message")
    func kinds() throws {
        let lines = BrokenCampaignTests.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let values = [
            "[]", "{}", "[[[]]]", "{a: {b: c}}", "\"\"", "-9223372036854775809", "1e999", "true", "~", "!!binary aGk=",
            "'0'",
        ]
        for (number, line) in lines.enumerated() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            for value in values {
                var changed = lines
                changed[number] = "\(line[..<colon]): \(value)"
                let (definition, problems) = try CampaignFile.read(yaml: changed.joined(separator: "\n"))
                #expect((definition == nil) == problems.contains { $0.severity == .mistake })
                #expect(problems.allSatisfy { $0.line <= lines.count })
            }
        }
    }

    @Test("any cut and any stray character in the flyer gives problems or a definition, never both and never neither")
    func mutations() throws {
        let characters = Array(try CampaignFile.text("shizuoka-2026"))
        var state: UInt64 = 20_261_123
        func next(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        let strays: [Character] = [
            ":", "-", "\"", "'", "[", "{", "}", "\t", "|", "&", "*", "\u{0}", "#", "\n", "9", "：",
        ]
        for _ in 0..<300 {
            var changed = characters
            switch next(3) {
            case 0: changed.removeSubrange(next(changed.count)...)
            case 1: changed.insert(strays[next(strays.count)], at: next(changed.count))
            default: changed.remove(at: next(changed.count))
            }
            let (definition, problems) = try CampaignFile.read(yaml: String(changed))
            #expect((definition == nil) == problems.contains { $0.severity == .mistake })
        }
    }
}
