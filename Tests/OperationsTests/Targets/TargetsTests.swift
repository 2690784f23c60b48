import Adoption
import CSV
import Operations
import TestWorkspace
import Testing

private let (using, care, home, paired, closed) = (
    officeNumber(11), officeNumber(12), officeNumber(13), officeNumber(14), officeNumber(15)
)

/// The lists for the staff, from a ledger to text, CSV and JSON.
@Suite("Lists for the staff")
struct TargetsTests {
    private static let day = Day("2026-10-31") ?? Day(number: 0)

    /// One office of 静岡市 uses it until 2026-11-03 and its corporation has another; the third is a care manager with
    /// software that lacks everything; the fourth has a hostile name; the fifth is of 浜松市.
    private func begun() throws -> TestWorkspace {
        let it = try TestWorkspace()
        try it.importOffices(
            [
                OfficeRow(using, name: "利用中の架空事業所", corporation: "7000012050002", corporationName: "架空会"),
                OfficeRow(care, name: "架空ケアの里", corporation: "7000012050002", corporationName: "架空会"),
                OfficeRow(home, "43", name: "架空ケアプラン", address: "静岡市葵区架空町1"),
                OfficeRow(paired, name: "=HYPERLINK(\"架空\")", address: "@架空"),
                OfficeRow(closed, "11", name: "架空浜松", area: "221317"),
            ], on: "2025-12-31")
        try it.importRegistrations(
            [StageRow(using, from: "2026-01-05", to: "2026-11-03"), StageRow(paired, "pledged", from: "2026-06-01")],
            on: "2026-10-31", covers: ["221007"])
        let path = try it.file(
            "readiness.csv",
            "事業所番号,確認日,介護ソフト,対応様式,利用の意向,出典\n\(home),2026-10-01,架空ソフト,なし,,電話\n\(care),2026-10-02,,,利用予定,アンケート\n")
        _ = try it.workspace.importReadiness(it.request([path]))
        return it
    }

    private func list(
        _ it: TestWorkspace, _ kind: TargetRequest.Kind, service: String? = nil, reasons: [String] = [],
        within: Int = 30, limit: Int? = nil, on day: Day = TargetsTests.day
    ) throws -> StaffList {
        let reference = try it.workspace.state().reference
        return try it.workspace.targets(
            TargetRequest(
                kind: kind, area: .municipality(try reference.findMunicipality("静岡市")), day: day, service: service,
                reasons: reasons, within: within, limit: limit))
    }

    private func rows(_ list: StaffList, _ encoding: ExportEncoding = .utf8) throws -> [[String]] {
        let reader = try CSVReader(.bytes(try list.csv(encoding).bytes))
        var rows: [[String]] = []
        try reader.rows { row in
            rows.append(row.texts)
            return true
        }
        return rows
    }

    @Test("offices in the order of their reasons, the one with an obstacle last, each with its grounds")
    func visits() throws {
        let list = try list(try begun(), .visits)
        let numbers = try rows(list).dropFirst().map { $0[2] }
        #expect(numbers == [care, paired, home])
        let text = list.text()
        for expected in [
            "静岡県静岡市", "2026-10-31時点", "公開しないでください", "架空ケアの里", "利用する予定と答えています(2026-10-02、アンケート)",
            "同じ法人のほかの1事業所のうち、1事業所が利用しています", "誓約をしています(ケアプランデータ連携システム、2026-06-01から)",
            "相手の一覧が取り込まれていない",
        ] {
            #expect(flat(text).contains(expected), "\(expected)\n\(text)")
        }
        #expect(!text.contains(using) && !text.contains("架空浜松"))
        #expect(text.split(separator: "\n").allSatisfy { width(String($0)) <= 80 })
    }

    /// The text with its broken lines put together again.
    private func flat(_ text: String) -> String {
        text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined()
    }

    /// Columns on a terminal: two for everything beyond Latin that the lists print.
    private func width(_ line: String) -> Int {
        line.unicodeScalars.reduce(0) { $0 + ($1.value < 0x1100 ? 1 : 2) }
    }

    @Test("filters by service and by reason; an unknown one is refused with what there is")
    func filters() throws {
        let it = try begun()
        #expect(try rows(list(it, .visits, service: "居宅介護支援")).dropFirst().map { $0[2] } == [home])
        #expect(try rows(list(it, .visits, service: "43")).count == 2)
        #expect(try rows(list(it, .visits, reasons: ["利用の意向", "corporation"])).dropFirst().map { $0[2] } == [care])
        #expect(try rows(list(it, .visits, limit: 1)).count == 2)
        #expect(throws: Failure.self) { try list(it, .visits, service: "ない") }
        #expect(throws: Failure.self) { try list(it, .visits, reasons: ["ない"]) }
        #expect(throws: Failure.self) { try list(it, .lapse, reasons: ["研修会"]) }
        #expect(throws: Failure.self) { try list(it, .corporations, service: "43") }
    }

    @Test("a spreadsheet runs no cell, in UTF-8 and in CP932; JSON holds the same")
    func forms() throws {
        let list = try list(try begun(), .visits)
        for encoding in ExportEncoding.allCases {
            let hostile = try #require(try rows(list, encoding).first { $0[2] == paired })
            #expect(hostile[3].hasPrefix("'=HYPERLINK") && hostile[6] == "'@架空")
        }
        let json = try list.json()
        #expect(json.contains("\"office_number\" : \"\(paired)\"") && json.contains("=HYPERLINK"))
    }

    @Test("corporations by offices that could begin")
    func corporations() throws {
        let list = try list(try begun(), .corporations)
        let found = try rows(list)
        #expect(found.count == 2)
        #expect(Array(found[1][2...8]) == ["7000012050002", "架空会", "1", "1", "2", "1", "2"])
        #expect(flat(list.text()).contains("法人番号の分からない、利用していない事業所が 2 件"))
    }

    @Test("without exchange records nobody is said to be on paper")
    func paper() throws {
        let list = try list(try begun(), .paper)
        #expect(list.groups.isEmpty && flat(list.text()).contains("一覧は作れません"))
    }

    @Test("a registration that ends in three days is in the first call; later it has ended")
    func lapse() throws {
        let it = try begun()
        let list = try list(it, .lapse)
        #expect(list.groups.first?.title == "3日以内に終わる")
        #expect(try rows(list).filter { $0[0] == "3日以内に終わる" }.map { $0[2] } == [using])
        #expect(try rows(list).filter { $0[0] == "14日以内に終わる" }.isEmpty)
        #expect(try rows(list).filter { $0[0] == "移行していない" }.map { $0[2] } == [using])
        let text = list.text()
        #expect(text.contains("2026-11-03") && flat(text).contains("移行した 0、移行していない 1、分からない 0"))
        let later = try self.list(it, .lapse, on: Day("2026-11-10") ?? TargetsTests.day)
        #expect(try rows(later).filter { $0[0].hasPrefix("終わったばかり") }.map { $0[2] } == [using])
    }

    @Test("nothing of the lists is in a published site: no office number, name, address, corporation or source")
    func unpublished() throws {
        let it = try begun()
        let folder = it.folder + "/site"
        _ = try it.workspace.publish(to: folder, asOf: TargetsTests.day, language: .japanese)
        var secrets = [using, care, home, paired, closed, "架空ソフト", "アンケート、", "7000012050002"]
        for kind in TargetRequest.Kind.allCases {
            secrets += try rows(list(it, kind)).dropFirst().flatMap { $0 }.filter { $0.contains("架空") }
        }
        let files = try TestProject.files(below: folder)
        #expect(files.contains { $0.hasSuffix("municipalities/221007/index.html") })
        let wanted = Set(secrets).map { Array($0.utf8) }
        for file in files where file.contains("22") || !file.contains("/") {
            let bytes = try Files.read("\(folder)/\(file)")
            let text = String(decoding: bytes, as: UTF8.self)
            for secret in wanted { #expect(!text.contains(String(decoding: secret, as: UTF8.self)), "\(file)") }
        }
    }
}
