import Adoption
import Analytics
import Dashboards
import Operations
import TestWorkspace
import Testing

@Suite("The list of offices by segment")
struct SegmentOfficesTests {
    private func edition() throws -> SiteEdition {
        let it = try SampleLedger.shared()
        return try SiteEdition(
            try it.workspace.state(knownAt: nil), design: try SiteDesign(it.workspace.project), asOf: SampleLedger.day,
            language: .japanese)
    }

    private func lines(_ bytes: [UInt8]) -> [String] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").map(String.init)
    }

    @Test("it names every eligible office once, those that began first in front")
    func list() throws {
        let edition = try edition()
        let figures = try #require(edition.standing.municipalities.first { $0.code.description == "221007" })
        let lines = try lines(edition.segmentOffices(of: .municipality(figures.index)))
        #expect(lines[0] == "事業所番号,団体コード,市区町村,最初の利用日,区分,早い方から（%）,状態,登録の回数")
        #expect(lines.count == figures.eligible + 1)
        let rows = lines.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        #expect(rows.allSatisfy { $0.count == 8 && $0[1] == "221007" })
        #expect(Set(rows.map { $0[0] }).count == figures.eligible)
        #expect(rows.filter { $0[6] == "利用中" }.count == figures.using.value)
        let days = rows.map { $0[3] }.filter { !$0.isEmpty }
        #expect(days == days.sorted())
        // A prospect has neither a day nor a category.
        #expect(rows.allSatisfy { ($0[6] == "未利用（見込み）") == ($0[3].isEmpty && $0[4].isEmpty && $0[7] == "0") })
    }

    @Test("the nation has no such list and no such page, an area without a report no list")
    func refused() throws {
        let edition = try edition()
        #expect(throws: Failure.self) { try edition.segmentOffices(of: .nation) }
        #expect(throws: Failure.self) { try edition.segmentText(of: .nation) }
        let failure = #expect(throws: Failure.self) { try edition.segmentOffices(of: .prefecture(1)) }
        #expect(failure?.code == .notFound && failure?.hint != nil)
        #expect(try !edition.segmentText(of: .prefecture(1)).isEmpty)
        #expect(try edition.segmentJSON(of: .prefecture(22)).first == UInt8(ascii: "{"))
    }

    @Test("an address of three parts is that of a page, any other is none")
    func addresses() throws {
        let edition = try edition()
        #expect(edition.bytes(.page("/municipalities/221007/segments/", .html)) != nil)
        #expect(edition.bytes(.page("/prefectures/22/segments/", .csv)) != nil)
        #expect(edition.bytes(.page("/prefectures/01/segments/", .txt)) != nil)
        for path in [
            "/segments/", "/municipalities/segments/", "/municipalities/221007/segment/",
            "/municipalities/221007/segments/more/", "/elsewhere/22/segments/", "/municipalities/999999/segments/",
        ] {
            #expect(edition.bytes(.page(PagePath(path), .html)) == nil, "\(path)")
        }
    }
}
