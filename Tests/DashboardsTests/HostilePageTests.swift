import Adoption
import Foundation
import Testing

@testable import Dashboards

@Suite("whatever a file held, every page stays a page", .serialized)
struct HostilePageTests {
    static let names = [
        "<script>alert(1)</script>", "\"\u{301} onfocus=alert(1) \"\u{FE0F}x='\u{200D}",
        "{{title}}{{{headline}}}{{> head.html}}",
        "\u{202E}市乙\u{2066}\u{1B}[31m\r\n2行", "=cmd|' /C calc'!A0,\"x\"", "</title></svg></table>&amp;",
    ]

    private func pages(_ name: String, _ language: Language) throws -> [Page] {
        var ledger = SmallLedger()
        ledger.names = Array(repeating: name, count: 5)
        ledger.serviceNames = [name, name]
        ledger.activityTitle = name
        let site = try ledger.site(ProjectFiles.wording(language))
        return try site.paths.map { try #require(site.page(at: $0)) }
    }

    @Test("no name becomes markup, script, style or template in HTML", arguments: names)
    func html(name: String) throws {
        let renderer = try ProjectFiles.renderer()
        for page in try pages(name, .japanese) {
            let html = String(decoding: renderer.render(page, as: .html), as: UTF8.self)
            #expect(!html.contains("<script"))
            #expect(html.firstMatch(of: /<[^>]*\sstyle\s*=/) == nil)
            #expect(html.firstMatch(of: /<[a-z]+(\s[a-z-]+="[^"]*")*\s+on[a-z]+\s*=/) == nil)
            #expect(!html.contains("<style"))
            #expect(!html.contains("\u{202E}") && !html.contains("\u{1B}"))
            #expect(html.utf8.count { $0 == UInt8(ascii: "<") } == html.utf8.count { $0 == UInt8(ascii: ">") })
            // Nothing of a name was taken for a template: its braces are still there.
            if name.hasPrefix("{{"), page.kind.name == "municipality" {
                #expect(html.contains("<h1>{{title}}{{{headline}}}{{&gt; head.html}}は"))
            }
            #expect(!html.contains("⟦"))
        }
    }

    @Test("no name reaches the terminal as a command or breaks a line of the text form", arguments: names)
    func text(name: String) throws {
        let renderer = try ProjectFiles.renderer()
        for language in Language.allCases {
            for page in try pages(name, language) {
                let text = String(decoding: renderer.render(page, as: .txt), as: UTF8.self)
                #expect(text.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
                #expect(!text.contains("\u{202E}") && !text.contains("⟦"))
            }
        }
    }

    @Test("the data forms stay readable by machines", arguments: names)
    func data(name: String) throws {
        let renderer = try ProjectFiles.renderer()
        for page in try pages(name, .english) {
            let json = Data(renderer.render(page, as: .json))
            #expect(try JSONSerialization.jsonObject(with: json) is [String: Any])
            for cells in CSVLines.read(renderer.render(page, as: .csv)) {
                #expect(cells.count == 12)
                #expect(cells.allSatisfy { !$0.hasPrefix("=") && !$0.hasPrefix("@") })
            }
        }
    }

    @Test("every link of every page leads to a page or a file of the site")
    func links() throws {
        let site = try SmallLedger().site(ProjectFiles.wording(.japanese))
        let renderer = try ProjectFiles.renderer()
        var files: Set<String> = ["/assets/fukyu.css", "/assets/icon.svg"]
        for path in site.paths {
            for form in PageForm.allCases { files.insert(path.description + form.fileName) }
        }
        var count = 0
        for path in site.paths {
            let html = String(
                decoding: renderer.render(try #require(site.page(at: path)), as: .html), as: UTF8.self)
            for match in html.matches(of: /(?:href|src)="([^"]*)"/) {
                let target = String(match.output.1)
                if target.hasPrefix("#") { continue }
                count += 1
                #expect(files.contains(resolve(target, from: path)), "\(path) \(target)")
            }
        }
        #expect(count > 60)
    }

    /// `../../index.html` seen from `/prefectures/22/` is `/index.html`.
    private func resolve(_ target: String, from path: PagePath) -> String {
        var parts = path.description.split(separator: "/")
        for part in target.split(separator: "/") {
            if part == ".." {
                guard !parts.isEmpty else { return "outside the site" }
                parts.removeLast()
            } else {
                parts.append(part)
            }
        }
        return "/" + parts.joined(separator: "/")
    }

    @Test("ids are unique on a page and every label refers to one of them")
    func ids() throws {
        let site = try SmallLedger().site(ProjectFiles.wording(.japanese))
        let renderer = try ProjectFiles.renderer()
        for path in site.paths {
            let html = String(
                decoding: renderer.render(try #require(site.page(at: path)), as: .html), as: UTF8.self)
            let ids = html.matches(of: /\sid="([^"]*)"/).map { String($0.output.1) }
            #expect(Set(ids).count == ids.count, "\(path)")
            for match in html.matches(of: /aria-labelledby="([^"]*)"/) {
                for id in match.output.1.split(separator: " ") { #expect(ids.contains(String(id))) }
            }
        }
    }
}

/// A strict little CSV reader for what the form writes: BOM, CRLF, doubled quotes.
enum CSVLines {
    static func read(_ bytes: [UInt8]) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while index < bytes.count {
            let byte = bytes[index]
            if isQuoted, byte == 0x22, index + 1 < bytes.count, bytes[index + 1] == 0x22 {
                cell.append(byte)
                index += 1
            } else if byte == 0x22 {
                isQuoted.toggle()
            } else if !isQuoted, byte == 0x2C || byte == 0x0A {
                row.append(String(decoding: cell, as: UTF8.self))
                cell = []
                if byte == 0x0A {
                    rows.append(row)
                    row = []
                }
            } else if isQuoted || byte != 0x0D {
                cell.append(byte)
            }
            index += 1
        }
        return rows
    }
}
