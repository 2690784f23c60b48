import Adoption
import CSV
import Testing

@testable import Interchange

@Suite("Hostile cells")
struct HostileCellsTests {
    private static let cells = [
        "", " ", "　", "0", "-", ".", "..", "'", "=1", "ﾞ", "\u{3099}", "２", "99999999999999999999999999", "-0", "1e9",
        "NaN",
        "inf", "年月日", "令和", "R", "2026//", "(", ")", "、、", "〒", "〒-", "山口県", "県", "指定", "事業所", "サービス", "()", "#", "#0",
        "#-1", "\u{FEFF}", "葛\u{E0100}", "😀", "\u{202E}", "改\n行", "\"", ",", "2274100326", "2274100326.0", ".0", "名",
        "定員:名", "011002", "000000", "1", "12", "123", "1234", "12345", "123456", "1234567", "令和元年5月1日", "46027", "○",
    ]

    /// A cell that the row, the column and the round choose (a fixed hash, so
    /// that a failing case repeats).
    private func cell(_ round: Int, _ row: Int, _ column: Int) -> String {
        var z = UInt64(round) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(row) &* 0xBF58_476D_1CE4_E5B9 &+ UInt64(column)
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        z ^= z >> 31
        return Self.cells[Int(z % UInt64(Self.cells.count))]
    }

    private func file(_ titles: [String], round: Int) throws -> ByteSource {
        let rows = (0..<12).map { row in titles.indices.map { cell(round, row, $0) } + (row == 11 ? ["extra"] : []) }
        return .bytes(try CSVWriter.bytes([titles] + rows, isFormulaSafe: false).bytes)
    }

    @Test("office lists: every row becomes a listing or is kept aside with its reason")
    func offices() throws {
        let openDataTitles = String(openData().unicodeScalars.dropFirst().dropLast(2)).split(separator: ",").map(
            String.init)
        for round in 0..<60 {
            for titles in [openDataTitles, OwnFormat.offices.columnNames] {
                let read = try readOffices(try file(titles, round: round))
                let lines = Set(read.records.map(\.line))
                #expect(lines.count + read.aside.count == read.counts.rows)
                #expect(read.aside.allSatisfy { $0.reason.severity == .error })
                #expect(lines.isDisjoint(with: read.issues.filter { $0.severity == .error }.map(\.line)))
                for listing in read.records {
                    #expect(SmallReference.reference.area(listing.municipality) != nil)
                    #expect(SmallReference.reference.serviceIndex(code: listing.serviceCode) != nil)
                    #expect((listing.latitude == nil) == (listing.longitude == nil))
                }
            }
        }
    }

    @Test("registration lists: every row becomes a listing, is kept aside, or says that nobody uses it")
    func registrations() throws {
        let guessed = ["事業所番号", "事業所名", "サービス", "開始日", "終了日", "経路", "段階", "終了理由", "出典", "根拠"]
        for round in 0..<60 {
            for titles in [guessed, OwnFormat.registrations.columnNames] {
                let read = try readRegistrations(try file(titles, round: round)).read
                let unused = Set(read.issues.filter { $0.code == .stageNone }.map(\.line))
                let handled = Set(read.records.map(\.line)).union(read.aside.map(\.line)).union(unused)
                #expect(handled.count == read.counts.rows)
                #expect(Set(read.records.map(\.line)).isDisjoint(with: read.aside.map(\.line)))
            }
        }
    }

    @Test("mappings of any text resolve or fail, and what resolves can be repeated")
    func mappings() throws {
        for (index, title) in Self.cells.enumerated() {
            let table = try TableFile(.text("x,事業所番号\n1,2274100326\n"), name: "x.csv")
            if let mapping = try? ColumnMapping(parsing: "office=\(title)"),
                let resolved = try? mapping.resolve(in: table)
            {
                let again = try ColumnMapping(parsing: resolved.option).resolve(in: table)
                #expect(again.columns == resolved.columns, "\(index)")
            }
        }
    }
}
