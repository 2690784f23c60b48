import Adoption
import CSV
import Testing

@testable import Interchange

@Suite("Recognition of files")
struct FileFormatTests {
    private let v1 = "都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,介護サービス事業所名称,実施サービス,住所,緯度,経度,事業所番号,定員"

    @Test("formats are known by their headers")
    func formats() throws {
        let cases: [(String, FileFormat)] = [
            (openData([:]), .jigyosho), (v1, .standardV1),
            ("全国地方公共団体コード,ID,地方公共団体名,介護サービス事業所名称,実施サービス,所在地_連結表記", .standardV2),
            (OwnFormat.offices.columnNames.joined(separator: ","), .ownOffices),
            (OwnFormat.registrations.columnNames.joined(separator: ","), .ownRegistrations),
            (OwnFormat.outreach.columnNames.joined(separator: ","), .ownOutreach),
            (OwnFormat.attendance.columnNames.joined(separator: ","), .ownAttendance),
            (OwnFormat.readiness.columnNames.joined(separator: ","), .ownReadiness),
            ("事業所番号,確認日,介護ソフト,対応様式", .ownReadiness), ("事業所番号,利用の意向", .ownReadiness),
            ("事業所番号,事業所名,開始日", .unknown), ("", .unknown),
        ]
        for (text, format) in cases { #expect(try TableFile(.text(text), name: "x.csv").format == format) }
    }

    @Test("the header is found under title rows, within five rows")
    func titleRows() throws {
        let body = openData([:]).unicodeScalars.dropFirst()
        let four = "介護サービス事業所一覧\r\n\r\n令和8年4月1日現在,,\r\n,,\r\n" + String(body)
        let table = try TableFile(.text(four), name: "x.csv")
        #expect(table.format == .jigyosho)
        #expect(table.headerLine == 5)
        #expect(try readOffices(.text(four)).records.first?.line == 6)
        #expect(try TableFile(.text("1\n2\n3\n4\n5\n" + String(body)), name: "x.csv").format == .unknown)
    }

    @Test("half-width, full-width and broken titles are folded")
    func foldedTitles() throws {
        let header =
            "都道府県ｺｰﾄﾞ又は市区町村ｺｰﾄﾞ,ＮＯ,都道府県名,市区町村名,介護ｻｰﾋﾞｽ事業所名称,介護ｻｰﾋﾞｽ事業所名称＿ｶﾅ,実施ｻｰﾋﾞｽ,住所,緯度,経度,\"事業所\n番号\",定員"
        let text = header + "\n352012,1,山口県,下関市,はまゆう苑,ﾊﾏﾕｳｴﾝ,訪問介護,下関市1,34.0,130.9,3570100036,\n"
        let read = try readOffices(.text(text))
        #expect(read.issues == [])
        #expect(read.records.first?.officeNumber == OfficeNumber("3570100036"))
        #expect(read.records.first?.kana == "ﾊﾏﾕｳｴﾝ")
        #expect(read.records.first?.line == 3)
    }

    @Test("the standard data set's running number is no office number, and an empty number column stays empty")
    func runningNumber() throws {
        let text = v1 + "\n352012,3570100036,山口県,下関市,はまゆう苑,訪問介護,下関市1,34.0,130.9,,55名\n"
        let read = try readOffices(.text(text))
        #expect(read.records.first?.officeNumber == nil)
        #expect(read.codes == [.officeNumberMissing, .capacityFromText])
    }

    @Test("CP932, UTF-16 and tab-separated files give the same listings")
    func encodings() throws {
        let rows = [
            v1.split(separator: ",").map { String($0) },
            ["352012", "", "山口県", "下関市", "髙﨑①", "訪問介護", "下関市1", "34.0", "130.9", "3570100036", ""],
        ]
        let expected = try readOffices(.bytes(try CSVWriter.bytes(rows).bytes)).records
        #expect(expected.first?.name == "髙﨑①")
        #expect(try readOffices(.bytes(try CSVWriter.bytes(rows, .cp932).bytes)).records == expected)
        let tabs = rows.map { $0.joined(separator: "\t") }.joined(separator: "\r\n") + "\r\n"
        #expect(try readOffices(.text(tabs)).records == expected)
        let wide: [UInt8] = [0xFF, 0xFE] + Array(tabs.utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(try readOffices(.bytes(wide)).records == expected)
    }

    @Test("an empty file is empty")
    func empty() throws {
        #expect(try TableFile(.text("\r\n,,\r\n"), name: "x.csv").isEmpty)
        #expect(try TableFile(.text(""), name: "x.csv").isEmpty)
        #expect(try !TableFile(.text("a"), name: "x.csv").isEmpty)
    }

    @Test("a file that cannot be read becomes a failure that names it")
    func failures() {
        let refused = Failure(ReadingError(.refused(.excelWorkbook)), file: "a.csv")
        #expect(refused.code == .invalid)
        #expect(refused.message == "a.csv: Excelブックです。CSV（UTF-8）で保存し直してください。")
        #expect(Failure(ReadingError(.unreadable(errno: 2)), file: "a.csv").code == .notFound)
    }
}
