import Adoption
import Dashboards
import Foundation
import Testing

@Suite("templates are compared with the keys of the pages before anybody sees them")
struct TemplateCheckTests {
    private static let html = "{{% CONTENT_TYPE:FUKYU-HTML}}\n"
    private static let text = "{{% CONTENT_TYPE:FUKYU-TEXT}}\n"
    private let words = Wording(language: .japanese, entries: ["shell.skip": "本文へ"])
    private let kinds = [PageKind(name: "municipality", blocks: ["trend"]), PageKind(name: "other", blocks: ["map"])]

    private func problems(_ files: [String: String]) -> [String] {
        let fallback = ["page/page.html.mustache": Self.html, "page/page.txt.mustache": Self.text]
        return TemplateCheck(
            templates: fallback.merging(files) { _, new in new }, kinds: kinds, words: [words]
        ).problems().map(\.description)
    }

    private func problem(_ body: String) -> String? {
        let found = problems(["municipality/page.html.mustache": Self.html + body])
        return found.count > 1 ? found.joined(separator: "\n") : found.first
    }

    @Test("the shipped templates have no problem")
    func shipped() throws {
        let words = [try ProjectFiles.wording(.japanese), try ProjectFiles.wording(.english)]
        #expect(TemplateCheck(templates: try ProjectFiles.templates(), words: words).problems() == [])
    }

    @Test("every documented key is accepted in its place")
    func accepted() {
        #expect(
            problem(
                "{{title}} {{! a remark }} {{{headline}}}\n{{{block.trend}}}{{#has.trend}}x{{/has.trend}}{{text.shell.skip}}"
            )
                == nil)
    }

    @Test("a misspelt key is reported with file and line")
    func unknownKeys() {
        let file = "municipality/page.html.mustache"
        #expect(problem("a\n{{titel}}") == "\(file):3: no page has a key titel")
        #expect(problem("{{{block.trends}}}") == "\(file):2: no page has a key block.trends")
        #expect(problem("{{{block.map}}}") == "\(file):2: no page has a key block.map")
        #expect(problem("{{text.shell.skipp}}") == "\(file):2: no page has a key text.shell.skipp")
        #expect(problem("{{#has.trends}}{{/has.trends}}") == "\(file):2: no page has a key has.trends")
    }

    @Test("a value without escaping and a fragment escaped twice are reported")
    func escaping() {
        let file = "municipality/page.html.mustache"
        #expect(problem("{{{title}}}") == "\(file):2: {{{title}}} would not be escaped: write {{title}}")
        #expect(problem("{{&title}}") == "\(file):2: {{{title}}} would not be escaped: write {{title}}")
        #expect(problem("{{headline}}") == "\(file):2: {{headline}} would be escaped twice: write {{{headline}}}")
    }

    @Test("a file without the pragma would use the faulty escaping")
    func pragma() {
        #expect(
            problems(["municipality/page.html.mustache": "{{title}}"]) == [
                "municipality/page.html.mustache:1: the file must begin with {{% CONTENT_TYPE:FUKYU-HTML}}"
            ])
        #expect(
            problems(["_partials/x.html.mustache": "\u{FEFF}" + Self.html]) == [
                "_partials/x.html.mustache:1: the file must begin with {{% CONTENT_TYPE:FUKYU-HTML}}"
            ])
        #expect(problem("{{% CONTENT_TYPE:HTML}}")?.contains("must not change") == true)
    }

    @Test("partials must exist and begin their line")
    func partials() {
        let file = "municipality/page.html.mustache"
        #expect(problem("{{> nothing.html}}") == "\(file):2: there is no partial _partials/nothing.html.mustache")
        let files = [
            file: Self.html + "  {{> x.html}}", "_partials/x.html.mustache": Self.html,
        ]
        #expect(problems(files) == ["\(file):2: a partial must begin its line: an indented one is rendered slowly"])
    }

    @Test("what our templates may not use is reported")
    func unsupported() {
        #expect(problem("{{=<% %>=}}")?.contains("not supported") == true)
        #expect(problem("{{<layout}}")?.contains("not supported") == true)
        #expect(problem("{{#title}}x{{/title}}")?.contains("only {{#has.BLOCK}} sections exist") == true)
        #expect(problem("{{#has.trend}}")?.contains("never closed") == true)
        #expect(problem("{{/has.trend}}")?.contains("closes nothing") == true)
        #expect(problem("{{title") == "municipality/page.html.mustache:2: a tag begins here and has no end")
    }

    @Test("markup that the content security policy forbids is reported")
    func policy() {
        #expect(problem("<SCRIPT src='x.js'></script>")?.contains("scripts are forbidden") == true)
        #expect(problem("<p style=\"color:red\">")?.contains("inline styles are forbidden") == true)
        #expect(problem("<body onload=\"x()\">")?.contains("event attributes") == true)
        #expect(problem("<img src=\"https://example.com/x.png\">")?.contains("another host") == true)
    }

    @Test("a missing fallback and a strange file name are reported")
    func files() {
        let found = TemplateCheck(templates: ["readme.mustache": ""], kinds: kinds, words: [words]).problems()
        #expect(found.map(\.file) == ["page/page.html.mustache", "page/page.txt.mustache", "readme.mustache"])
    }
}

@Suite("the documentation of the templates is complete")
struct TemplateDocumentationTests {
    @Test("README.md names every key and every block of every page")
    func readme() throws {
        let text = try String(contentsOf: ProjectFiles.root.appending(path: "Dashboards/README.md"), encoding: .utf8)
        for key in Array(ShellKeys.values.keys) + Array(ShellKeys.fragments.keys) {
            #expect(text.contains("`\(key)`"), "\(key)")
        }
        for kind in PageKind.all {
            #expect(text.contains("| `\(kind.name)` | " + kind.blocks.map { "`\($0)`" }.joined(separator: " ") + " |"))
        }
    }
}
