import Adoption
import Interchange
import Operations
import TestWorkspace
import Testing

/// The published files, where they are at hand beside the checkout.
@Suite("Real lists")
struct RealListsTests {
    private static let samples = TestProject.shared.map { $0 + "/samples" }

    @Test("two prefectures in 23 service files: every office, its wards under its city, a report that can be acted on")
    func openData() throws {
        guard let samples = RealListsTests.samples else { return }
        let it = try TestWorkspace()
        let request = it.request(["\(samples)/mhlw-2025-12"], on: "2025-12-31")
        let report = try it.workspace.importOffices(request)
        // Counted with an independent script over the same files.
        #expect(report.counts["新しい事業所"] == 1368)
        #expect(report.files.map(\.rows).reduce(0, +) == 2011)
        #expect(report.aside.isEmpty)
        #expect(report.issues.filter { $0.code == .officeNumberCheckDigit }.count >= 11)

        let state = try it.workspace.state()
        let places = Set(state.snapshot.places.municipality.map { state.reference.municipalities[Int($0)].code })
        #expect(places.allSatisfy { $0.prefecture == 22 || $0.prefecture == 31 })
        // 静岡市 and 浜松市 count as cities; none of their wards does.
        #expect(
            places.contains(MunicipalityCode(number: 221_007)) && places.contains(MunicipalityCode(number: 221_309)))
        #expect(places.allSatisfy { state.reference.area($0)?.kind != .ward })

        let text = report.text()
        #expect(text.contains("23 ファイル") && text.contains("2,011行") && text.contains("UTF-8"))
        #expect(text.contains("事業所番号の検査数字が合いません") && text.contains("fukyu import undo"))
        #expect(try it.workspace.importOffices(request).number == nil)
    }

    @Test("the data sets of 下松市 (CP932) and 山口県: numbers where there are any, else by name and address, else aside")
    func standardDataSets() throws {
        guard let samples = RealListsTests.samples else { return }
        let it = try TestWorkspace()
        let names = [
            "ods_v1_350001_care_service_city_town_excerpt_utf8bom.csv", "ods_v2_352071_care_service_excerpt_cp932.csv",
        ]
        let first = try it.workspace.importOffices(
            it.request(["\(samples)/\(names[0])"], on: "2026-03-31", skipsBadRows: true))
        #expect(first.files[0].encoding.contains("UTF-8") && (first.counts["新しい事業所"] ?? 0) > 0)
        let entries = try it.facts().entries
        #expect(entries.allSatisfy { $0.municipality.prefecture == 35 })
        // The column of the code holds 山口県: the address tells the city.
        #expect(entries.first { $0.office.description == "3570100036" }?.municipality.description == "352012")
        let second = try it.workspace.importOffices(
            it.request(["\(samples)/\(names[1])"], on: "2026-03-31", skipsBadRows: true))
        #expect(second.files[0].encoding.contains("CP932"))
        // Its rows have no numbers, and none of them is among 山口県's few.
        #expect(second.number == nil || second.counts["新しい事業所"] == nil)
        #expect(second.aside.count == second.files[0].rows)
    }

    @Test("the old wards of 浜松市 are accepted and count under the city")
    func formerWards() throws {
        let it = try TestWorkspace()
        // 中区, 東区, 西区, 南区, 北区, 浜北区, 天竜区 until 2023; 中央区, 浜名区, 天竜区 since.
        let codes = [
            "221317", "221325", "221333", "221341", "221350", "221368", "221376", "221384", "221392", "221406",
        ]
        let rows = codes.enumerated().map { OfficeRow(officeNumber($0.offset), area: $0.element) }
        try it.importOffices(rows, on: "2023-12-31")
        let state = try it.workspace.state()
        let places = state.snapshot.places.municipality.map { state.reference.municipalities[Int($0)].name }
        #expect(places == Array(repeating: "浜松市", count: 10))
    }
}

/// Rows of the standard data set that have no office number.
@Suite("Rows without an office number")
struct NameMatchingTests {
    private static let header = "全国地方公共団体コード,ID,地方公共団体名,介護サービス事業所名称,実施サービス,所在地_連結表記,事業所番号"

    private func list(_ rows: [String]) -> String {
        ([NameMatchingTests.header] + rows.map { "222038,1,静岡県沼津市,\($0)" }).joined(separator: "\n") + "\n"
    }

    private func begun() throws -> TestWorkspace {
        let it = try TestWorkspace()
        try it.importOffices(
            [
                OfficeRow(officeNumber(1), name: "見本ケア", area: "222038", address: "沼津市見本町1-2"),
                OfficeRow(officeNumber(2), name: "見本デイ", area: "222038", address: "沼津市見本町3"),
                OfficeRow(officeNumber(3), name: "見本デイ", area: "222038", address: "沼津市見本町3"),
            ], on: "2025-12-31")
        return it
    }

    @Test("a row is matched by name and address together, whatever their width; never by the name alone")
    func matching() throws {
        let it = try begun()
        let path = try it.file(
            "list.csv", list(["見本　ケア,居宅介護支援,沼津市見本町１－２,", "見本ケア,訪問看護,沼津市見本町9,", "見本デイ,訪問看護,沼津市見本町3,"]))
        let report = try it.workspace.importOffices(it.request([path], on: "2026-06-30", skipsBadRows: true))
        #expect(try it.facts().spells(of: officeNumber(1)) == ["11 active …", "43 active …"])
        // Another address, and two offices with the same name and address.
        #expect(report.aside.map(\.line) == [3, 4])
        #expect(try it.facts().services.count == 4)
        #expect(report.remarks.contains { $0.contains("1 行は、名称と住所が台帳と一致") })
        #expect(report.remarks.contains { $0.contains("一致しない 2 行") })
    }

    @Test("a preview of such a list says whether it would be taken, as the import then does")
    func preview() throws {
        let it = try begun()
        let path = try it.file("list.csv", list(["見本ケア,居宅介護支援,沼津市見本町1-2,", "無名,訪問看護,沼津市見本町9,"]))
        let preview = try it.workspace.importOffices(it.request([path], on: "2026-06-30", preview: true))
        #expect(preview.text().contains("このままでは取り込みません") == false)
        let report = try it.workspace.importOffices(it.request([path], on: "2026-06-30"))
        #expect(report.number != nil && report.counts == preview.counts)
        #expect(report.aside.count == 1 && preview.aside.count == 1)
    }
}
