import Adoption
import Operations
import Storage
import TestWorkspace
import Testing

private let (a, b, unknown) = (officeNumber(1), officeNumber(2), officeNumber(99))

/// Care software, marks and intentions.
@Suite("Imports of readiness")
struct ReadinessImportTests {
    private static let header =
        "office_number,day,software,software_version,formats,intention,attitude,source,evidence\n"

    private func offices() throws -> TestWorkspace {
        let it = try TestWorkspace()
        try it.importOffices([OfficeRow(a), OfficeRow(b)], on: "2025-12-31")
        return it
    }

    private func bring(
        _ it: TestWorkspace, _ rows: String, on day: String? = nil, preview: Bool = false, skipsBadRows: Bool = false
    ) throws -> ImportReport {
        let path = try it.file("readiness.csv", ReadinessImportTests.header + rows)
        return try it.workspace.importReadiness(
            it.request([path], on: day, skipsBadRows: skipsBadRows, preview: preview))
    }

    @Test("statements reach the snapshot by office and day; products and unknown offices are kept too")
    func recorded() throws {
        let it = try offices()
        let report = try bring(
            it,
            "\(b),2026-10-01,甲,5,,intends,,電話,\n\(a),2026-10-02,乙,1,A:in,,late_majority,,\n\(a),2026-09-01,乙,1,,,,,\n"
                + "\(unknown),2026-10-01,丙,,,,,,\n,2026-10-01,甲,5,all,,,一覧,\n")
        #expect(report.counts == ["新しい記録": 5])
        #expect(report.remarks.contains { $0.contains("1 行") })
        let readiness = try it.workspace.state().snapshot.readiness
        #expect(readiness.statements(of: 0).map(\.day.description) == ["2026-09-01", "2026-10-02"])
        #expect(readiness.statements(of: 0).last?.marks == [.input(.userNote)])
        #expect(readiness.statements(of: 0).last?.attitude == .lateMajority)
        #expect(readiness.statements(of: 1).map(\.software) == ["甲"])
        #expect(readiness.statements(of: 1).first?.intention == .intends)
        #expect(readiness.products.map(\.marks) == [.all])
        #expect(try it.facts().readiness.count == 5)
    }

    @Test("a preview says the same and writes nothing; the same file again records nothing")
    func previewAndAgain() throws {
        let it = try offices()
        let rows = "\(a),2026-10-01,甲,,,,,,\n"
        let before = try it.databaseBytes()
        #expect(try bring(it, rows, preview: true).counts == ["新しい記録": 1])
        #expect(try it.databaseBytes() == before)
        #expect(try bring(it, rows).number != nil)
        #expect(try bring(it, rows).number == nil)
    }

    @Test("another content of the same office, day and source takes its place; undo brings the first back")
    func changed() throws {
        let it = try offices()
        _ = try bring(it, "\(a),2026-10-01,甲,,,,,電話,\n")
        let first = try it.facts()
        let instant = it.clock.last
        let report = try bring(it, "\(a),2026-10-01,乙,,,undecided,,電話,\n\(a),2026-10-01,丙,,,,,訪問,\n")
        #expect(report.counts == ["新しい記録": 1, "内容が変わった記録": 1])
        #expect(try it.facts().readiness.map(\.software) == ["丙", "乙"])
        #expect(try it.facts(knownAt: instant).readiness.map(\.software) == ["甲"])
        _ = try it.workspace.undoImport(try #require(report.number), actor: "test", reason: "")
        #expect(try it.facts() == first)
    }

    @Test("a day for all rows is taken from the request, and is not in the future")
    func days() throws {
        let it = try offices()
        #expect(throws: Failure.self) { try bring(it, "\(a),,甲,,,,,,\n") }
        #expect(throws: Failure.self) { try bring(it, "\(a),,甲,,,,,,\n", on: "2030-01-01") }
        _ = try bring(it, "\(a),,甲,,,,,,\n", on: "2026-10-31")
        #expect(try it.facts().readiness.map(\.day.description) == ["2026-10-31"])
    }

    @Test("a bad row stops the import with file and line; without it the rest comes in and the row is kept")
    func badRow() throws {
        let it = try offices()
        let before = try it.databaseBytes()
        let rows = "\(a),2026-10-01,甲,,,,,,\n\(b),2026-10-01,乙,,A:up,,,,\n"
        let failure = #expect(throws: Failure.self) { try bring(it, rows) }
        #expect(failure?.message.contains("readiness.csv 3行目") == true, "\(failure?.description ?? "")")
        #expect(try it.databaseBytes() == before)
        let number = try #require(try bring(it, rows, skipsBadRows: true).number)
        #expect(String(decoding: try it.workspace.importIssuesCSV(number), as: UTF8.self).contains("A:up"))
    }

    @Test("two files that contradict each other are refused; an empty one is too")
    func contradiction() throws {
        let it = try offices()
        let paths = try ["甲", "乙"].enumerated().map { place, software in
            try it.file("r\(place).csv", ReadinessImportTests.header + "\(a),2026-10-01,\(software),,,,,,\n")
        }
        let failure = #expect(throws: Failure.self) { try it.workspace.importReadiness(it.request(paths)) }
        #expect(failure?.code == .invalid && failure?.message.contains(a) == true)
        #expect(throws: Failure.self) { try bring(it, "") }
    }

    @Test("what was exported comes back as it was, and is recorded as nothing new")
    func export() throws {
        let it = try offices()
        _ = try bring(
            it,
            "\(a),2026-10-01,=cmd|' /C calc'!A0,'5,A:both C:out,no_plan,innovator,@出典,+根拠\n,2026-10-01,甲,5,none,,,,\n")
        let folder = it.folder + "/out"
        _ = try it.workspace.export(
            [.readiness], to: folder, knownAt: nil, asOf: SampleLedger.day, encoding: .utf8)
        let text = try Files.readText(folder + "/readiness.csv")
        #expect(text.contains("'=cmd") && text.contains("'@出典"))
        let again = it.request([folder + "/readiness.csv"])
        #expect(try it.workspace.importReadiness(again).number == nil)
        let other = try offices()
        let copy = try other.file("readiness.csv", text)
        _ = try other.workspace.importReadiness(other.request([copy]))
        #expect(try other.facts().readiness == it.facts().readiness)
    }
}
