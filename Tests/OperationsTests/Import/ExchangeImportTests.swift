import Adoption
import Glibc
import Interchange
import Operations
import Storage
import TestWorkspace
import Testing

@Suite("ImportExchanges")
struct ExchangeImportTests {
    private static let care = "1370000001"
    private static let provider = "1370000002"

    /// A usage set of October and the actuals of it.
    private static let set = ["UPHOSOKU", "UPPLAN", "UPSIKYU"].map {
        "\($0)_202610_\(care)_43_\(provider)_11_20261005093001.CSV"
    }
    private static let actual = "UPJSK_202610_\(provider)_11_\(care)_43_20261020093001.CSV"

    private func links(_ test: TestWorkspace) throws -> ExchangeLinks {
        try test.workspace.state().snapshot.exchanges
    }

    private func run(_ test: TestWorkspace, _ paths: [String], preview: Bool = false) throws -> ImportReport {
        try test.workspace.importExchanges(ImportRequest(paths: paths, isPreview: preview, actor: "test"))
    }

    @Test("overlapping logs are counted once, and an undo restores")
    func overlapping() throws {
        let test = try TestWorkspace()
        let first = try test.file("a.txt", (ExchangeImportTests.set + ExchangeImportTests.set).joined(separator: "\n"))
        let second = try test.file(
            "b.txt", (ExchangeImportTests.set + [ExchangeImportTests.actual]).joined(separator: "\n"))
        let preview = try run(test, [first], preview: true)
        #expect(preview.changes.map(\.count) == [3])
        #expect(try links(test).isEmpty)
        #expect(try run(test, [first]).changes.map(\.count) == [3])
        #expect(try run(test, [first]).number == nil)
        let report = try run(test, [second])
        #expect(report.changes.map(\.count) == [1])
        // Both offices are unknown to the ledger: one pair, and 予定 and 実績 of October make it mutual from day 20 on.
        let both = try links(test)
        #expect(both.pairs.count == 1)
        #expect(both.unknownNumbers.count == 2)
        #expect(both.mutual.map(\.from) == [Day("2026-10-20")?.number ?? 0])
        _ = try test.workspace.undoImport(try #require(report.number), actor: "test", reason: "")
        #expect(try links(test).mutual.isEmpty)
        #expect(try links(test).pairs.count == 1)
        #expect(try run(test, [second]).changes.map(\.count) == [1])
        #expect(try links(test).mutual.count == 1)
    }

    @Test("a folder is only listed: unreadable files and a pipe neither fail nor block, and nothing is opened")
    func folder() throws {
        let test = try TestWorkspace()
        let name = ExchangeImportTests.set[0]
        let unreadable = try test.file("受信/\(name)", "個人情報")
        let pipe = "\(test.folder)/受信/\(ExchangeImportTests.set[1])"
        let plain = try test.file("受信/下/\(ExchangeImportTests.set[2])", "x")
        #expect(chmod(unreadable, 0) == 0)
        #expect(mkfifo(pipe, 0o600) == 0)
        var old = [timespec(tv_sec: 1_000_000_000, tv_nsec: 0), timespec(tv_sec: 1_000_000_000, tv_nsec: 0)]
        #expect(utimensat(AT_FDCWD, plain, &old, 0) == 0)
        let report = try run(test, ["\(test.folder)/受信"])
        #expect(report.changes.map(\.count) == [3])
        var status = stat()
        #expect(stat(plain, &status) == 0)
        #expect(status.st_atim.tv_sec == 1_000_000_000)
        // A path that itself is such a name is taken as a name; the file behind it need not even be there.
        #expect(try run(test, ["/nowhere/\(ExchangeImportTests.actual)"]).changes.map(\.count) == [1])
    }

    @Test("a name that could be a person's is shown with its line but not kept")
    func privacy() throws {
        let test = try TestWorkspace()
        let list = try test.file("名簿.txt", "山田太郎の計画.txt\n\(ExchangeImportTests.actual)\n")
        let report = try run(test, [list])
        #expect(report.issues.map(\.line) == [1])
        #expect(report.issues.first?.found == "山田太郎の計画.txt")
        let kept = try test.workspace.ledger.importIssues(of: try #require(report.number))
        #expect(kept.map(\.line) == [1])
        #expect(kept.map(\.found) == [""])
        let files = try test.workspace.importRecords().flatMap(\.batch.files)
        #expect(files.allSatisfy { !$0.name.contains("/") })
    }

    @Test("a listing without any standard name is refused")
    func nothing() throws {
        let test = try TestWorkspace()
        let list = try test.file("memo.txt", "買い物\nUPPLAN\n")
        #expect(throws: Failure.self) { try run(test, [list]) }
        #expect(try links(test).isEmpty)
    }

    @Test("a partner list is replaced by the same source, kept beside another, and restored by an undo")
    func partners() throws {
        let test = try TestWorkspace()
        func file(_ name: String, _ volume: String, _ source: String) throws -> String {
            try test.file(
                name,
                "office_number,partner_number,month,volume,source\n\(ExchangeImportTests.care),\(ExchangeImportTests.provider),2026-10,\(volume),\(source)\n"
            )
        }
        func take(_ path: String) throws -> ImportReport {
            try test.workspace.importPartners(ImportRequest(paths: [path], actor: "test"))
        }
        _ = try take(try file("a.csv", "12", "聞き取り"))
        #expect(try links(test).volumes == [12])
        let second = try take(try file("b.csv", "9", "聞き取り"))
        #expect(second.changes.map(\.count) == [0, 1])
        #expect(try links(test).volumes == [9])
        // Two sources for the same month: the larger.
        _ = try take(try file("c.csv", "10", "給付実績"))
        #expect(try links(test).volumes == [10])
        #expect(throws: Failure.self) { try take(try file("d.csv", "-1", "聞き取り")) }
    }
}
