import Adoption
import Glibc
import TestWorkspace
import Testing

@testable import Operations

@Suite("Making the files of a flyer")
struct FlyerFileTests {
    /// A folder with a program that is named like the browser.
    private func browser(_ it: TestWorkspace, _ script: String) throws -> String {
        let folder = it.folder + "/bin"
        try Files.makeDirectory(folder)
        try Files.write(Array("#!/bin/sh\n\(script)\n".utf8), to: folder + "/chromium")
        chmod(folder + "/chromium", 0o755)
        return folder
    }

    /// A browser that writes a PDF of so many pages to where it is asked to.
    private func printing(pages: Int) -> String {
        let objects = String(repeating: "/Type /Page\\n", count: pages)
        return """
            for word in "$@"; do case "$word" in --print-to-pdf=*) target="${word#--print-to-pdf=}";; esac; done
            printf '%%PDF-1.4\\n/Type /Pages\\n\(objects)' > "$target"
            """
    }

    private func request(_ it: TestWorkspace, path: String) -> FlyerRequest {
        FlyerRequest(file: it.folder + "/flyer.html", language: .japanese, searchPath: path)
    }

    @Test("without a browser the HTML is there, and the report says how to print it")
    func noBrowser() throws {
        let city = try CampaignFixture()
        let report = try city.it.workspace.makeFlyer(
            of: CampaignFixture.id, request(city.it, path: "/nonexistent:" + city.it.folder))
        #expect(report.pdf == nil)
        #expect(report.note.contains("Chromium が見つかりません"))
        #expect(try Files.readText(report.html).contains("試験のキャンペーン"))
        #expect(report.address == nil)
    }

    @Test("a definition file need not be registered, and the report names the form's address")
    func file() throws {
        let city = try CampaignFixture()
        let text = CampaignFixture.definition(title: "まだ登録していない").replacing(
            "  consent:", with: "  address: https://kaigo.example.jp\n  consent:")
        let report = try city.it.workspace.makeFlyer(
            ofFile: try city.it.file("new.yaml", text), request(city.it, path: "/nonexistent"))
        #expect(report.address == "https://kaigo.example.jp/campaigns/test-campaign/apply")
        #expect(try Files.readText(report.html).contains("まだ登録していない"))
        #expect(report.text.contains("二次元コードの申込みページ: https://kaigo.example.jp/campaigns/test-campaign/apply"))
    }

    @Test("the PDF stands beside the HTML, and the browser's profile is gone afterwards")
    func pdf() throws {
        let city = try CampaignFixture()
        // Leaves a mark of the folder that it worked in.
        let path = try browser(city.it, printing(pages: 1) + "\ndirname \"$target\" > \"\(city.it.folder)/where\"")
        let report = try city.it.workspace.makeFlyer(of: CampaignFixture.id, request(city.it, path: "/none:" + path))
        #expect(report.pdf == city.it.folder + "/flyer.pdf")
        #expect(report.note.isEmpty)
        #expect(try Files.read(report.pdf ?? "").starts(with: Array("%PDF".utf8)))
        let worked = try Files.readText(city.it.folder + "/where").split(separator: "\n")[0]
        #expect(worked.contains("/fukyu-flyer-"))
        #expect(!Files.exists(String(worked)))
    }

    @Test("a flyer that does not fit one sheet however small is reported, not printed")
    func tooLong() throws {
        let city = try CampaignFixture()
        let path = try browser(city.it, printing(pages: 2))
        let report = try city.it.workspace.makeFlyer(of: CampaignFixture.id, request(city.it, path: path))
        #expect(report.pdf == nil)
        #expect(report.note.contains("A4一枚に収まりませんでした"))
    }

    @Test("a browser that fails is an error with a way out")
    func failing() throws {
        let city = try CampaignFixture()
        let path = try browser(city.it, "exit 3")
        let failure = #expect(throws: Failure.self) {
            try city.it.workspace.makeFlyer(of: CampaignFixture.id, request(city.it, path: path))
        }
        #expect(failure?.code == .unavailable)
        #expect(failure?.message.contains("終了状態 3") == true)
        #expect(failure?.hint?.contains("A4") == true)
    }

    private static let isInstalled = Chromium(searchPath: "/usr/bin:/usr/local/bin") != nil

    @Test("the installed Chromium prints it on one sheet", .enabled(if: isInstalled))
    func real() throws {
        let city = try CampaignFixture()
        let report = try city.it.workspace.makeFlyer(
            of: CampaignFixture.id, request(city.it, path: "/usr/bin:/usr/local/bin"))
        #expect(report.note.isEmpty)
        #expect(Chromium.sheets(of: try Files.read(try #require(report.pdf))) == 1)
    }

    @Test("pages of a PDF are counted without their list")
    func counting() {
        #expect(Chromium.sheets(of: Array("/Type /Pages\n/Type /Page\n/Type /Page>".utf8)) == 2)
        #expect(Chromium.sheets(of: []) == 0)
    }
}
