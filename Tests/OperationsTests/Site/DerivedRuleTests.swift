import Adoption
import Analytics
import Dashboards
import Glibc
import Storage
import TestSupport
import TestWorkspace
import Testing

@testable import Operations

/// A project whose KPI asks for 初回連携: registrations alone do not count.
@Suite("A KPI rule of a derived stage, from the file to the page")
struct DerivedRuleTests {
    private static let asOf = Day("2026-10-31") ?? Day(number: 0)
    private static let city = PagePath("/municipalities/221007/")

    /// The shipped project with another least stage.
    private func project(minimumStage: Int) throws -> String {
        let folder = try newTestFolder()
        try Files.makeDirectory("\(folder)/Data")
        try Files.makeDirectory("\(folder)/Data/reference")
        try #require(symlink("\(TestProject.root)/Dashboards", "\(folder)/Dashboards") == 0)
        for name in try Files.names(in: "\(TestProject.root)/Data/reference") where name != "kpi_rules.yaml" {
            let path = "Data/reference/\(name)"
            try #require(symlink("\(TestProject.root)/\(path)", "\(folder)/\(path)") == 0)
        }
        let rules = try Files.readText("\(TestProject.root)/Data/reference/kpi_rules.yaml")
        let changed = rules.replacing("minimum_stage: 3", with: "minimum_stage: \(minimumStage)")
        try #require(changed != rules)
        try Files.write(Array(changed.utf8), to: "\(folder)/Data/reference/kpi_rules.yaml")
        return folder
    }

    /// Ten offices of 静岡市, six of them registered.
    private func ledger(minimumStage: Int) throws -> TestWorkspace {
        let it = try TestWorkspace(initialises: true, project: project(minimumStage: minimumStage))
        try it.importOffices((0..<10).map { OfficeRow(officeNumber($0)) }, on: "2026-10-31")
        try it.importRegistrations(
            (0..<6).map { StageRow(officeNumber($0), from: "2026-04-01") }, on: "2026-10-31", covers: ["221007"])
        return it
    }

    /// 0 sends to 1 in September, 2 to 3 in October.
    private func exchange(_ it: TestWorkspace) throws {
        let names = [(0, 1, "09"), (2, 3, "10")].flatMap { sender, receiver, month in
            ["UPHOSOKU", "UPPLAN", "UPSIKYU"].map {
                "\($0)_2026\(month)_\(officeNumber(sender))_43_\(officeNumber(receiver))_11_2026\(month)05093001.CSV"
            }
        }
        _ = try it.workspace.importExchanges(
            ImportRequest(paths: [it.file("names.txt", names.joined(separator: "\n"))], actor: "test"))
    }

    private func edition(_ it: TestWorkspace) throws -> SiteEdition {
        try SiteEdition(
            it.workspace.state(), design: SiteDesign(it.workspace.project), asOf: DerivedRuleTests.asOf,
            language: .japanese)
    }

    private func text(_ edition: SiteEdition, _ path: PagePath) -> String {
        String(decoding: edition.bytes(.page(path, .txt)) ?? [], as: UTF8.self)
    }

    @Test("without exchange records n is unknown and every page says why")
    func unknown() throws {
        let edition = try edition(ledger(minimumStage: 4))
        let index = try #require(edition.state.reference.municipalityIndex(of: MunicipalityCode(firstFive: 22100)))
        #expect(edition.standing.municipalities[index].using == .missing(.noExchangeRecords))
        let text = text(edition, DerivedRuleTests.city)
        #expect(text.contains("送受信の記録なし"))
        #expect(!text.contains("6 / 10事業所"))
        for path in edition.paths { #expect(!self.text(edition, path).contains("⟦"), "\(path)") }
    }

    @Test("with them n is who exchanged: four of ten, of which two began in the month before")
    func exchanged() throws {
        let it = try ledger(minimumStage: 4)
        try exchange(it)
        let edition = try edition(it)
        let index = try #require(edition.state.reference.municipalityIndex(of: MunicipalityCode(firstFive: 22100)))
        let figures = edition.standing.municipalities[index]
        #expect(figures.using == .value(4) && figures.eligible == 10 && figures.judgement == .met)
        let text = text(edition, DerivedRuleTests.city)
        #expect(text.contains("4 / 10事業所"))
        // The series knows n of September's end: the two that had begun by then.
        let points = edition.series.municipality(index)
        #expect(points.suffix(2).map(\.using) == [.value(2), .value(4)])
        #expect(points.dropLast(2).allSatisfy { $0.using.value == nil })
        // Four have begun, on two days.
        #expect(edition.segments.municipality(index)?.count.using == 4)
        for path in edition.paths { #expect(!self.text(edition, path).contains("⟦"), "\(path)") }
        // The rule asks for exchange, whatever the route: nobody drops out with one.
        #expect(edition.page(DerivedRuleTests.city)?.blocks.contains { $0.id == "lapse" } == false)
    }

    @Test("定期連携 needs a set in the three complete months before: two of ten")
    func regular() throws {
        let it = try ledger(minimumStage: 5)
        try exchange(it)
        let edition = try edition(it)
        let index = try #require(edition.state.reference.municipalityIndex(of: MunicipalityCode(firstFive: 22100)))
        #expect(edition.standing.municipalities[index].using == .value(2))
        #expect(edition.standing.municipalities[index].judgement == .notMet)
    }

    @Test("an undo of the records takes n back to unknown")
    func undone() throws {
        let it = try ledger(minimumStage: 4)
        try exchange(it)
        _ = try it.workspace.undoImport(it.revision(), actor: "test", reason: "")
        let edition = try edition(it)
        let index = try #require(edition.state.reference.municipalityIndex(of: MunicipalityCode(firstFive: 22100)))
        #expect(edition.standing.municipalities[index].using == .missing(.noExchangeRecords))
    }
}
