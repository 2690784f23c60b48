import Adoption
import Interchange
import Operations
import TestWorkspace
import Testing

@Suite("The sample's lists of exchanges, partners and readiness")
struct SampleListsTests {
    private let sample = TestProject.root + "/Data/sample"

    @Test("imported again they change nothing, and but for the stray names nothing is kept aside")
    func again() throws {
        let it = try SampleLedger.shared()
        let readiness = try it.workspace.importReadiness(it.request([sample + "/readiness.csv"], preview: true))
        let partners = try it.workspace.importPartners(it.request([sample + "/partners.csv"], preview: true))
        let exchanges = try it.workspace.importExchanges(
            it.request(["\(sample)/exchanges/221007.txt", "\(sample)/exchanges/221309.txt"], preview: true))
        for report in [readiness, partners, exchanges] { #expect(report.changesNothing) }
        #expect(readiness.issues.isEmpty && readiness.aside.isEmpty)
        #expect(partners.issues.isEmpty && partners.aside.isEmpty)
        // Six strays in each of the two folders.
        #expect(exchanges.text().contains("標準でない名前 12"))
        #expect(exchanges.files.map(\.format) == ["ls -l の一覧", "ファイル名の一覧"])
    }

    @Test("the names are of all versions of the standard; some stand there twice, some take a file back")
    func names() throws {
        for city in ["221007", "221309"] {
            let lines = try Files.readText("\(sample)/exchanges/\(city).txt").split(separator: "\n")
            let names = lines.compactMap { $0.split(separator: " ").last }.filter { $0.hasSuffix(".CSV") }
            // SENDER and RECEIVER with codes of two, of three, and of no characters.
            let parts = names.map { $0.split(separator: "_") }
            #expect(parts.contains { $0.contains("43") } && parts.contains { $0.contains("043") })
            #expect(parts.contains { $0.count == 5 && $0[0] == "UPPLAN" })
            #expect(names.contains { $0.hasPrefix("DLTPLAN_") })
            #expect((10...100).contains(names.count - Set(names).count))
            #expect((3_000...5_000).contains(names.count))
        }
    }

    @Test("files are exchanged only between offices that both use it")
    func using() throws {
        let lines = try Files.readText(sample + "/registrations_20261031.csv").split(separator: "\n")
        let registered = Set(
            lines.map { $0.split(separator: ",", omittingEmptySubsequences: false) }.filter { $0[2] == "registered" }
                .map { String($0[0]) })
        for city in ["221007", "221309"] {
            for name in try Files.readText("\(sample)/exchanges/\(city).txt").split(separator: "\n")
            where name.hasSuffix(".CSV") && !name.contains("2278050002") {
                let offices = name.split(separator: "_").filter { $0.count == 10 && $0.hasPrefix("22") }.map(
                    String.init)
                #expect(offices.count == 2 && offices.allSatisfy(registered.contains), "\(name)")
            }
        }
    }
}
