import Adoption
import CSV
import Testing

@testable import Interchange

@Suite("Office lists")
struct OfficeFileTests {
    private func one(_ change: [String: String], name: String = "list.csv") throws -> Read<OfficeListing> {
        try readOffices(.text(openData(change)), name: name)
    }

    @Test("a clean row of the open data gives a listing and nothing to say")
    func clean() throws {
        let read = try one([:])
        #expect(read.issues == [])
        #expect(
            read.records == [
                OfficeListing(
                    officeNumber: OfficeNumber("2274100326"), serviceCode: "11", name: "見本訪問介護",
                    kana: "ミホンホウモンカイゴ", municipality: MunicipalityCode(number: 221015), address: "静岡市葵区追手町1-1",
                    corporation: CorporationNumber(number: 7_021_001_019_772), corporationName: "見本株式会社",
                    latitude: 34.97, longitude: 138.38, capacity: 20, file: 3, line: 2)
            ])
        #expect(read.counts.rows == 1)
        #expect(read.counts.records == 1)
        #expect(read.counts.aside == 0)
    }

    @Test("a lost leading zero is restored and said")
    func leadingZero() throws {
        let read = try one([
            "事業所番号": "170102313", "No": "170102313", "都道府県コード又は市町村コード": "11011", "都道府県名": "北海道", "市区町村名": "札幌市中央区",
        ])
        #expect(read.records.first?.officeNumber?.description == "0170102313")
        #expect(read.records.first?.municipality == MunicipalityCode(number: 11011))
        #expect(read.codes == [.officeNumberZeroRestored, .municipalityCodeCompleted])
        #expect(read.issues[0].description == "2行目「事業所番号」: 事業所番号の先頭の0を補いました（「170102313」 → 0170102313）")
        #expect(
            read.issues[1].description == "2行目「都道府県コード又は市町村コード」: 市区町村コードを6桁に補いました（「11011」 → 011011 北海道札幌市中央区）")
    }

    @Test("a wrong check digit is a warning, never a refusal")
    func checkDigit() throws {
        // 227710095 with weights 2,1,2…: 4+2+5+7+2+0+0+9+1 = 30, so the check digit is 0.
        let read = try one(["事業所番号": "2277100951", "No": "2277100951"])
        #expect(read.records.count == 1)
        #expect(read.codes == [.officeNumberCheckDigit])
        #expect(read.issues[0].expected == "末尾が0")
        #expect(read.issues[0].severity == .warning)
    }

    @Test("in prefectures 11 to 14 kinds 1 and 5 are checked over places 4 to 9 alone")
    func checkDigitException() throws {
        // 13 1 012345: places 4–9 are 0,1,2,3,4,5 with weights 1,2,1,2,1,2:
        // 0+2+2+6+4+(1+0) = 15, so the check digit is 5.
        let area = ["都道府県コード又は市町村コード": "131016", "都道府県名": "東京都", "市区町村名": "千代田区"]
        let short = ["事業所番号": "1310123455", "No": "1310123455"]
        #expect(try one(area.merging(short) { $1 }).codes == [])
        let other = ["事業所番号": "2210123455", "No": "2210123455"]
        #expect(try one(other).codes == [.officeNumberCheckDigit])
    }

    @Test("an office number that is none keeps the row aside with its text")
    func invalidNumber() throws {
        let read = try one(["事業所番号": "2.27E+09", "No": "1"])
        #expect(read.records == [])
        #expect(read.codes == [.officeNumberInvalid])
        #expect(read.aside.count == 1)
        #expect(read.aside[0].line == 2)
        #expect(read.aside[0].text.hasPrefix("221015,1,静岡県,静岡市葵区,見本訪問介護,"))
        #expect(read.aside[0].reason == read.issues[0])
        #expect(
            read.issues[0].description == "2行目「事業所番号」: 事業所番号として読めません（「2.27E+09」。正: 10桁の事業所番号）")
    }

    @Test("an empty number column takes the one under No, and a different one there is said")
    func numberUnderNo() throws {
        #expect(try one(["事業所番号": ""]).codes == [.officeNumberFromNo])
        #expect(try one(["事業所番号": ""]).records.first?.officeNumber == OfficeNumber("2274100326"))
        let read = try one(["No": "2274203773"])
        #expect(read.codes == [.officeNumbersDisagree])
        #expect(read.records.first?.officeNumber == OfficeNumber("2274100326"))
    }

    @Test("an insurer's number stands for its municipality, and it is said")
    func insurer() throws {
        let read = try one([
            "都道府県コード又は市町村コード": "272104", "都道府県名": "大阪府", "市区町村名": "枚方市",
        ])
        #expect(read.records.first?.municipality == MunicipalityCode(number: 272108))
        #expect(read.codes == [.municipalityFromInsurer])
        #expect(read.issues[0].expected == "272108 大阪府枚方市")
    }

    @Test("a prefecture's name in the code column leaves the name, then the address to tell")
    func prefectureInCode() throws {
        let named = try one(["都道府県コード又は市町村コード": "山口県", "都道府県名": "山口県", "市区町村名": "下松市"])
        #expect(named.records.first?.municipality == MunicipalityCode(number: 352071))
        #expect(named.codes == [.municipalityFromName])
        let addressed = try one([
            "都道府県コード又は市町村コード": "山口県", "都道府県名": "山口県", "市区町村名": "", "住所": "下関市小野64－1",
        ])
        #expect(addressed.records.first?.municipality == MunicipalityCode(number: 352012))
        #expect(addressed.codes == [.municipalityFromAddress])
        let lost = try one(["都道府県コード又は市町村コード": "", "市区町村名": "", "住所": "小野64－1"])
        #expect(lost.records == [])
        #expect(lost.codes == [.municipalityUnknown])
    }

    @Test("a code that another name stands beside wins, and it is said")
    func codeAndName() throws {
        let read = try one(["都道府県コード又は市町村コード": "221007", "市区町村名": "浜松市中央区"])
        #expect(read.records.first?.municipality == MunicipalityCode(number: 221007))
        #expect(read.codes == [.municipalityDisagrees])
        #expect(try one(["都道府県コード又は市町村コード": "221007"]).codes == [])
    }

    @Test("the wards that a city had before are taken as given")
    func formerWards() throws {
        let read = try one(["都道府県コード又は市町村コード": "221317", "市区町村名": "浜松市中区"])
        #expect(read.records.first?.municipality == MunicipalityCode(number: 221317))
        #expect(read.codes == [])
    }

    @Test("corporation numbers: blank is counted, a wrong check digit warned of, other text dropped")
    func corporations() throws {
        #expect(try one(["法人番号": ""]).codes == [.corporationMissing])
        #expect(try one(["法人番号": "0003170102226"]).codes == [.corporationCheckDigit])
        let read = try one(["法人番号": "不明"])
        #expect(read.codes == [.corporationInvalid])
        #expect(read.records.first?.corporation == nil)
    }

    @Test("capacity and coordinates that mean unknown are unknown")
    func unknowns() throws {
        let zero = try one(["定員": "0", "緯度": "0.000", "経度": "0.000"])
        #expect(zero.codes == [.coordinatesMissing])
        #expect(zero.records.first?.capacity == nil)
        #expect(zero.records.first?.latitude == nil)
        let worded = try one(["定員": "55名"])
        #expect(worded.records.first?.capacity == 55)
        #expect(worded.codes == [.capacityFromText])
        #expect(try one(["定員": "(1) 70名、(2) 15名"]).codes == [.capacityUnreadable])
        let abroad = try one(["緯度": "53.41291", "経度": "-8.24388"])
        #expect(abroad.codes == [.coordinatesOutside])
        let swapped = try one(["緯度": "138.38", "経度": "34.97"])
        #expect(swapped.codes == [.coordinatesSwapped])
        #expect(swapped.records.first?.latitude == 34.97)
    }

    @Test("the file's name stands in for an unknown service, and a known one contradicts it aloud")
    func services() throws {
        let named = try one(["サービスの種類": "訪問のなにか"], name: "jigyosho_130.csv")
        #expect(named.records.first?.serviceCode == "13")
        #expect(named.codes == [.serviceFromFileName])
        let other = try one([:], name: "jigyosho_130.csv")
        #expect(other.records.first?.serviceCode == "11")
        #expect(other.codes == [.serviceDisagreesWithFileName])
        let unknown = try one(["サービスの種類": "訪問のなにか"])
        #expect(unknown.records == [])
        #expect(unknown.codes == [.serviceUnknown])
        #expect(unknown.aside.count == 1)
    }

    @Test("all issues of a row are reported, not the first")
    func allIssues() throws {
        let read = try one(["事業所番号": "x", "サービスの種類": "?", "定員": "多数", "法人番号": "", "事業所名": " "])
        #expect(
            read.codes == [
                .officeNumberInvalid, .serviceUnknown, .nameMissing, .corporationMissing, .capacityUnreadable,
            ])
        #expect(read.aside.count == 1)
    }

    @Test("blank lines are passed over and too many fields keep a row aside")
    func rows() throws {
        let text = openData([:], [:])
        let blank = text + ",,,\r\n\r\n"
        #expect(try readOffices(.text(blank)).counts.rows == 2)
        let read = try readOffices(
            .text(openData([:], ["備考": "a"]).replacing("20,,,,,a", with: "20,,,,,a,b", last: true)))
        #expect(read.records.count == 1)
        #expect(read.codes == [.tooManyFields])
        #expect(read.issues[0].line == 3)
    }

    @Test("texts are trimmed, and line breaks inside them become spaces")
    func texts() throws {
        let text = openData(["事業所名": "　見本 ", "方書（ビル名等）": "追手ビル"])
        #expect(try readOffices(.text(text)).records.first?.name == "見本")
        #expect(try readOffices(.text(text)).records.first?.address == "静岡市葵区追手町1-1 追手ビル")
        let repeated = openData(["住所": "追手町1-1追手ビル", "方書（ビル名等）": "追手ビル"])
        #expect(try readOffices(.text(repeated)).records.first?.address == "追手町1-1追手ビル")
        let broken = openData(["法人の名称": "見本,会社"]).replacing("見本,会社", with: "見本\n会社", last: true)
        #expect(try readOffices(.text(broken)).records.first?.corporationName == "見本 会社")
    }

    @Test("a file cut inside its last row is an error with the line")
    func cutOff() throws {
        let text = openData([:], [:])
        let cut = String(text.unicodeScalars.dropLast(40))
        #expect(throws: ReadingError(.truncatedRecord(fields: 14, expected: 24), line: 3)) {
            try readOffices(.text(cut))
        }
    }

    @Test("a file with another header is refused with what was looked for")
    func otherHeader() throws {
        #expect(throws: Failure.self) { try readOffices(.text("a,b\n1,2\n")) }
        #expect(throws: Failure.self) { try readOffices(.text("")) }
    }
}

extension String {
    /// Replaces the last occurrence.
    func replacing(_ word: String, with other: String, last: Bool) -> String {
        let scalars = Array(unicodeScalars)
        let wanted = Array(word.unicodeScalars)
        guard let start = scalars.indices.last(where: { scalars[$0...].starts(with: wanted) }) else { return self }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[..<start])
        view.append(contentsOf: other.unicodeScalars)
        view.append(contentsOf: scalars[(start + wanted.count)...])
        return String(view)
    }
}
