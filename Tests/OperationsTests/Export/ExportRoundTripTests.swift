import Adoption
import Interchange
import Operations
import Storage
import TestWorkspace
import Testing

/// A ledger that is exported and imported elsewhere says the same.
@Suite("Round trips of exported tables")
struct ExportRoundTripTests {
    private static let day = SampleLedger.day
    private static let figures: [ExportTable] = [.municipalityKPI, .prefectureKPI, .stages, .services]
    private static let records: [ExportTable] = [.offices, .officeHistory, .registrations, .outreach, .attendance]

    /// Exports all tables and reads them back as bytes by file name.
    private func export(_ it: TestWorkspace, to name: String) throws -> [String: [UInt8]] {
        let folder = "\(it.folder)/\(name)"
        _ = try it.workspace.export(
            ExportTable.allCases, to: folder, knownAt: nil, asOf: ExportRoundTripTests.day, encoding: .utf8)
        return Dictionary(
            uniqueKeysWithValues: try Files.names(in: folder).map { ($0, try Files.read("\(folder)/\($0)")) })
    }

    /// A new ledger with what another one exported.
    private func restored(_ files: [String: [UInt8]], on day: String, covers: [String]) throws -> TestWorkspace {
        let it = try TestWorkspace()
        var paths: [String: String] = [:]
        for table in ExportRoundTripTests.records {
            let name = table.format.fileName
            // A table without a row is no list of anything.
            if try #require(files[name]).split(separator: 0x0A).count < 2 { continue }
            paths[name] = try it.file("back/\(name)", bytes: try #require(files[name]))
        }
        func request(_ names: [String], on day: String?, covers: [String] = []) -> ImportRequest {
            it.request(names.compactMap { paths[$0] }, on: day, covers: covers)
        }
        _ = try it.workspace.importOffices(request(["offices.csv", "office_history.csv"], on: day))
        if paths["registrations.csv"] != nil {
            _ = try it.workspace.importRegistrations(request(["registrations.csv"], on: day, covers: covers))
        }
        if paths["outreach.csv"] != nil {
            _ = try it.workspace.importOutreach(request(["outreach.csv", "attendance.csv"], on: nil), activity: nil)
        }
        return it
    }

    @Test("the sample comes back byte for byte, and with every figure")
    func sample() throws {
        let it = try SampleLedger.shared()
        let covers = try Files.readText(TestProject.root + "/Data/sample/coverage.txt")
            .split(whereSeparator: { ",\n".contains($0) }).map(String.init)
        let first = try export(it, to: "export-first")
        let back = try restored(first, on: "2026-10-31", covers: covers)
        // Exchange records have no table of their own: the lists of names are what they are made from.
        let logs = TestProject.root + "/Data/sample/exchanges"
        _ = try back.workspace.importExchanges(back.request(Files.names(in: logs).map { "\(logs)/\($0)" }))
        _ = try back.workspace.importPartners(
            back.request([back.file("back/partners.csv", bytes: try #require(first["partners.csv"]))]))
        let (before, after) = (try it.facts(), try back.facts())
        #expect(after.entries.count == before.entries.count && after.entries == before.entries)
        #expect(after.services.count == before.services.count && after.services == before.services)
        #expect(after.stages.count == before.stages.count && after.stages == before.stages)
        #expect(after.activities == before.activities && after.attendance == before.attendance)
        let second = try export(back, to: "export-second")
        for table in ExportRoundTripTests.records + ExportRoundTripTests.figures {
            let name = table.format.fileName
            #expect(try #require(first[name]).count > 200, "\(name)")
            #expect(differences(first[name], second[name]) == [], "\(name)")
        }
    }

    @Test("texts that a spreadsheet would run, or that break a careless reader, come back as they were")
    func hostileTexts() throws {
        let it = try TestWorkspace()
        let rows = HostileTexts.all.enumerated().map { index, text in
            OfficeRow(
                officeNumber(index), name: text, kana: text, address: text, corporation: "", corporationName: text)
        }
        try it.importOffices(rows, on: "2026-10-31")
        try it.importRegistrations(
            HostileTexts.all.enumerated().map { index, text in
                StageRow(officeNumber(index), from: "2026-01-05", source: text, evidence: text)
            }, on: "2026-10-31")
        let outreach = try it.file(
            "outreach.csv",
            "activity_id,kind,day,title,place,organiser,municipality_code\r\n"
                + HostileTexts.all.enumerated().map { index, text in
                    let cell =
                        "\""
                        + text.split(separator: "\"", omittingEmptySubsequences: false)
                        .joined(separator: "\"\"") + "\""
                    return "A\(index),seminar,2026-05-01,\(cell),\(cell),\(cell),221007\r\n"
                }.joined())
        let attendance = try it.file("attendance.csv", "activity_id,office_number\r\nA0,\(officeNumber(0))\r\n")
        _ = try it.workspace.importOutreach(it.request([outreach, attendance]), activity: nil)

        let before = try it.facts()
        let first = try export(it, to: "export-first")
        let back = try restored(first, on: "2026-10-31", covers: ["221007"])
        let after = try back.facts()
        #expect(after.entries == before.entries)
        #expect(after.services == before.services)
        #expect(after.stages == before.stages)
        #expect(after.activities == before.activities)
        #expect(after.attendance == before.attendance)
        #expect(
            try export(back, to: "export-second").filter { $0.key.hasSuffix(".csv") }
                == first.filter {
                    $0.key.hasSuffix(".csv")
                })
        // The names are in the ledger: this is no comparison of two empty things.
        #expect(before.entries.map(\.name).contains("=HYPERLINK(\"http://evil.example\",\"x\")"))
        #expect(before.entries.map(\.name).contains("😀🏥見本"))
    }

    @Test("an office that has another name in one of its services keeps both names")
    func namesByService() throws {
        let it = try TestWorkspace()
        let number = officeNumber(1)
        try it.importOffices(
            [OfficeRow(number, "11", name: "本体"), OfficeRow(number, "43", name: "本体 居宅支援")], on: "2026-10-31")
        let before = try it.facts()
        #expect(before.services.map(\.listedName) == [nil, "本体 居宅支援"])
        let back = try restored(export(it, to: "export"), on: "2026-10-31", covers: ["221007"])
        #expect(try back.facts().services == before.services)
        #expect(try back.facts().entries == before.entries)
    }

    @Test("no cell of an exported file begins as a formula")
    func formulas() throws {
        let it = try TestWorkspace()
        try it.importOffices(
            [OfficeRow(officeNumber(1), name: "=1+1", address: "@SUM(A1)", corporationName: "＝CMD()")], on: "2026-10-31"
        )
        let text = String(decoding: try #require(export(it, to: "export")["offices.csv"]), as: UTF8.self)
        #expect(text.contains(",'=1+1,"))
        #expect(text.contains(",'@SUM(A1),"))
        #expect(text.contains(",'＝CMD(),"))
    }

    @Test("an export of what was known earlier comes back as that, not as what is known today")
    func knownAt() throws {
        let it = try TestWorkspace()
        try it.importOffices([OfficeRow(officeNumber(1), name: "旧名")], on: "2025-12-31")
        let then = it.clock.last
        try it.importOffices([OfficeRow(officeNumber(1), name: "新名")], on: "2025-12-31")
        var bytes: [UInt8] = []
        final class Sink { var bytes: [UInt8] = [] }
        let sink = Sink()
        _ = try it.workspace.export(
            .offices, knownAt: then, asOf: ExportRoundTripTests.day, encoding: .utf8, write: { sink.bytes += $0 })
        bytes = sink.bytes
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("旧名") && !text.contains("新名"))
        let failure = #expect(throws: Failure.self) {
            try it.workspace.export(
                .offices, knownAt: Instant("2020-01-01T00:00:00Z"), asOf: ExportRoundTripTests.day, encoding: .utf8,
                write: { _ in })
        }
        #expect(failure?.code == .notFound)
    }

    /// The first lines in which two files differ.
    private func differences(_ one: [UInt8]?, _ other: [UInt8]?) -> [String] {
        if one == other { return [] }
        let lines = [one ?? [], other ?? []].map { String(decoding: $0, as: UTF8.self).split(separator: "\r\n") }
        let pairs = zip(lines[0], lines[1]).filter { $0 != $1 }.prefix(3).map { "\($0) | \($1)" }
        return ["\(lines[0].count) and \(lines[1].count) lines"] + pairs
    }
}

enum HostileTexts {
    static let all = [
        "=HYPERLINK(\"http://evil.example\",\"x\")", "+81-54-000-0000", "-1+1", "@SUM(A1:A9)", "＝1+1", "'=1",
        "''quoted'",
        "\"引用\"と,カンマ", "一行目\n二行目", "一行目\r\n二行目", "😀🏥見本", "\u{202E}逆向き\u{202C}", "مكتب", "髙﨑①㈱", "か\u{3099}き",
        "葛\u{E0100}飾", "<script>alert(1)</script>", "a&b;c", "{{secret}}", "タブ\tあり", "NULL", "0012", "1e5",
        "2026-04-01",
    ]
}
