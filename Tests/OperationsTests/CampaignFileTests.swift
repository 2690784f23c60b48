import Adoption
import Catalog
import Glibc
import Operations
import TestSupport
import TestWorkspace
import Testing

@Suite("Campaign definition files")
struct CampaignFileTests {
    private var project: ProjectFolder {
        get throws { try ProjectFolder(path: TestProject.root) }
    }

    private var names: ReferenceNames {
        get throws { ReferenceNames(try Reference(texts: try project.referenceTexts())) }
    }

    /// A project whose only folder of its own is `Data/campaigns`.
    private func project(with files: [String: String]) throws -> ProjectFolder {
        let folder = try newTestFolder()
        try Files.makeDirectory("\(folder)/Data")
        try Files.makeDirectory("\(folder)/Data/campaigns")
        for name in ["Dashboards", "Data/reference"] {
            try #require(symlink("\(TestProject.root)/\(name)", "\(folder)/\(name)") == 0)
        }
        for (name, text) in files { try Files.write(Array(text.utf8), to: "\(folder)/Data/campaigns/\(name)") }
        return try ProjectFolder(path: folder)
    }

    @Test("the text to begin with is the flyer's under the new id, with its comments, and has no mistake")
    func template() throws {
        let text = try CampaignTemplate(id: "hamamatsu-2027", project: project).text
        #expect(text.contains("id: hamamatsu-2027") && text.contains("# 募集期間") && !text.contains("shizuoka-2026"))
        let (definition, problems) = CampaignDefinition.read(yaml: text, file: "a.yaml", names: try names)
        #expect(problems == [] && definition?.id == "hamamatsu-2027")
        for id in ["", "Hamamatsu", "a b", "浜松", "a: b", String(repeating: "a", count: 35)] {
            let failure = #expect(throws: Failure.self) { try CampaignTemplate(id: id, project: project) }
            #expect(failure?.code == .invalid, "\(id)")
        }
    }

    @Test("checking a file tells every problem and what it comes to")
    func check() throws {
        let text = try CampaignTemplate(id: "a", project: project).text
        let folder = try newTestFolder()
        let file = "\(folder)/a.yaml"
        try Files.write(Array(text.utf8), to: file)
        let right = try CampaignFileCheck(file: file, names: names)
        #expect(!right.hasMistakes && right.text == "\(file): 問題ありません(静岡市「データ連携促進モデルキャンペーン」、枠5)")
        try Files.write(Array(text.replacing("places: 60", with: "places: 59").utf8), to: file)
        let warned = try CampaignFileCheck(file: file, names: names)
        #expect(!warned.hasMistakes && warned.text.contains("注意: 枠の募集数の合計60") && warned.text.contains("注意が1件"))
        try Files.write(Array(text.replacing("kind: pair", with: "kind: pari").utf8), to: file)
        let wrong = try CampaignFileCheck(file: file, names: names)
        #expect(wrong.hasMistakes && wrong.text.hasSuffix("誤り 1件、注意 0件") && wrong.text.contains("もしかして: pair。"))
        #expect(throws: Failure.self) { try CampaignFileCheck(file: folder + "/none.yaml", names: names) }
    }

    @Test("a crest that is missing, or is no picture, is a mistake at its line")
    func crest() throws {
        let text = try CampaignTemplate(id: "a", project: project).text
            .replacing("  # crest: crest.svg", with: "  crest: crest.svg")
        let folder = try newTestFolder()
        try Files.write(Array(text.utf8), to: "\(folder)/a.yaml")
        let line = text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains("crest:") }
        let missing = try CampaignFileCheck(file: "\(folder)/a.yaml", names: names)
        #expect(missing.hasMistakes && missing.problems.map(\.line) == [line.map { $0 + 1 }])
        try Files.write(Array("no picture".utf8), to: "\(folder)/crest.svg")
        #expect(try CampaignFileCheck(file: "\(folder)/a.yaml", names: names).hasMistakes)
        try Files.write(Array("<svg xmlns=\"http://www.w3.org/2000/svg\"/>".utf8), to: "\(folder)/crest.svg")
        #expect(try !CampaignFileCheck(file: "\(folder)/a.yaml", names: names).hasMistakes)
    }

    @Test("checking the project checks every definition in it, and that no two have the same id")
    func wholeProject() throws {
        #expect(try project.check().contains("キャンペーン定義: 問題ありません(9ファイル)"))
        #expect(try project(with: [:]).check().contains("キャンペーン定義: 問題ありません(0ファイル)"))
        let text = try CampaignTemplate(id: "a", project: project).text
        let twice = try project(with: ["a.yaml": text, "b.yaml": text])
        let same = try #require(#expect(throws: Failure.self) { try twice.check() })
        #expect(same.message.contains("b.yaml: 誤り: ID「a」はa.yamlにもあります"))
        let wrong = try project(with: [
            "a.yaml": text.replacing("kind: pair", with: "kind: pear"), "b.yaml": "id: B", "note.txt": "x",
        ])
        let failure = try #require(#expect(throws: Failure.self) { try wrong.check() })
        #expect(failure.code == .invalid)
        #expect(failure.message.contains("a.yaml") && failure.message.contains("b.yaml 1行目 5列目: 誤り: 「B」は使えません"))
    }
}
