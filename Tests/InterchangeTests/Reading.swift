import Adoption
import CSV

@testable import Interchange

/// What one file gave.
struct Read<Record> {
    var records: [Record] = []
    var issues: [RowIssue] = []
    var aside: [AsideRow] = []
    var counts = RowCounts()

    var codes: [RowIssue.Code] { issues.map(\.code) }
}

func readOffices(_ source: ByteSource, name: String = "list.csv") throws -> Read<OfficeListing> {
    var read = Read<OfficeListing>()
    let file = try OfficeFile(try TableFile(source, name: name), names: SmallReference.names, file: 3)
    let sink = RowSink(issue: { read.issues.append($0) }, aside: { read.aside.append($0) })
    var records: [OfficeListing] = []
    let counts = try file.read(sink) { records.append($0) }
    read.records = records
    read.counts = counts
    return read
}

func readRegistrations(
    _ source: ByteSource, mapping: String? = nil
) throws -> (read: Read<RegistrationListing>, file: RegistrationFile) {
    var read = Read<RegistrationListing>()
    let table = try TableFile(source, name: "list.csv")
    let file = try RegistrationFile(
        table, words: SmallReference.words, mapping: try mapping.map { try ColumnMapping(parsing: $0) })
    let sink = RowSink(issue: { read.issues.append($0) }, aside: { read.aside.append($0) })
    var records: [RegistrationListing] = []
    let counts = try file.read(sink) { records.append($0) }
    read.records = records
    read.counts = counts
    return (read, file)
}

/// One row of the open data, its cells changed by title.
func openData(_ changes: [String: String]...) -> String {
    let titles = [
        "都道府県コード又は市町村コード", "No", "都道府県名", "市区町村名", "事業所名", "事業所名カナ", "サービスの種類", "住所", "方書（ビル名等）", "緯度", "経度",
        "電話番号", "FAX番号", "法人番号", "法人の名称", "事業所番号", "利用可能曜日", "利用可能曜日特記事項", "定員", "URL",
        "高齢者の方と障害者の方が同時一体的に利用できるサービス", "介護保険の通常の指定基準を満たしている", "障害福祉の通常の指定基準を満たしている", "備考",
    ]
    let normal = [
        "都道府県コード又は市町村コード": "221015", "No": "2274100326", "都道府県名": "静岡県", "市区町村名": "静岡市葵区", "事業所名": "見本訪問介護",
        "事業所名カナ": "ミホンホウモンカイゴ", "サービスの種類": "訪問介護", "住所": "静岡市葵区追手町1-1", "緯度": "34.97", "経度": "138.38",
        "法人番号": "7021001019772", "法人の名称": "見本株式会社", "事業所番号": "2274100326", "定員": "20",
    ]
    let rows = changes.map { change in titles.map { change[$0] ?? normal[$0] ?? "" } }
    let lines = ([titles] + rows).map { $0.map { $0.contains(",") ? "\"\($0)\"" : $0 }.joined(separator: ",") }
    return "\u{FEFF}" + lines.joined(separator: "\r\n") + "\r\n"
}
