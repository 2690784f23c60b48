import Adoption
import CSV
import Glibc
import Testing

@testable import Interchange

/// The published files, where they are at hand beside the repository.
@Suite("Real files")
struct RealFilesTests {
    private static let samples: String = {
        let shared = getenv("FUKYU_SHARED").map { String(cString: $0) } ?? WholeReference.root + "/../shared"
        return shared + "/samples/"
    }()

    private func read(_ name: String, _ names: OfficeFile.Names) throws -> Read<OfficeListing> {
        var read = Read<OfficeListing>()
        let file = try OfficeFile(try TableFile(.path(Self.samples + name), name: name), names: names)
        let sink = RowSink(issue: { read.issues.append($0) }, aside: { read.aside.append($0) })
        var records: [OfficeListing] = []
        read.counts = try file.read(sink) { records.append($0) }
        read.records = records
        return read
    }

    private func names() throws -> OfficeFile.Names? {
        guard access(Self.samples + "mhlw-2025-12/jigyosho_120.csv", R_OK) == 0 else { return nil }
        return try WholeReference.load().map { OfficeFile.Names($0) }
    }

    @Test("all 2,011 rows of two prefectures in 23 service files are read")
    func openData() throws {
        guard let names = try names() else { return }
        let rows = [
            "120": 63, "140": 171, "160": 282, "170": 234, "220": 150, "230": 3, "331": 123, "332": 24, "334": 14,
            "361": 13, "362": 7, "364": 5, "410": 214, "520": 174, "530": 1, "540": 58, "550": 44, "551": 8, "710": 3,
            "720": 118, "730": 228, "760": 26, "770": 48,
        ]
        var issues: [RowIssue.Code: Int] = [:]
        var numbers: Set<OfficeNumber> = []
        var prefectures: [Int: Int] = [:]
        for (code, expected) in rows {
            let read = try read("mhlw-2025-12/jigyosho_\(code).csv", names)
            #expect(read.records.count == expected, "\(code)")
            #expect(read.aside == [], "\(code)")
            #expect(Set(read.records.map(\.serviceCode)) == [names.services.code(fileCode: code) ?? ""], "\(code)")
            for issue in read.issues { issues[issue.code, default: 0] += 1 }
            for listing in read.records {
                if let number = listing.officeNumber { numbers.insert(number) }
                prefectures[listing.municipality.prefecture, default: 0] += 1
            }
        }
        #expect(prefectures == [22: 1585, 31: 426])
        // Counted with an independent script over the same files.
        #expect(numbers.count == 1368)
        #expect(numbers.filter { !$0.checkDigitMatches }.count == 11)
        #expect(issues[.corporationMissing] == 102)
        #expect(issues[.coordinatesMissing] == 8)
        #expect(issues[.coordinatesOutside] == 3)
        #expect(
            Set(issues.keys) == [
                .corporationMissing, .coordinatesMissing, .coordinatesOutside, .officeNumberCheckDigit,
                .corporationCheckDigit,
            ])
    }

    @Test("the excerpts of the municipal standard data set are read with what there is to say")
    func standardDataSet() throws {
        guard let names = try names() else { return }
        let first = try read("ods_v1_350001_care_service_city_town_excerpt_utf8bom.csv", names)
        #expect(first.records.count == 6)
        #expect(first.records.allSatisfy { $0.municipality == MunicipalityCode(number: 352012) })
        #expect(first.records.map(\.capacity) == [nil, nil, nil, nil, 55, nil])
        #expect(first.codes.filter { $0 == .municipalityFromAddress }.count == 6)
        #expect(first.codes.filter { $0 == .capacityUnreadable }.count == 1)
        let second = try read("ods_v2_352071_care_service_excerpt_cp932.csv", names)
        #expect(second.records.map(\.serviceCode) == ["43", "43", "46", "11", "12", "15"])
        #expect(second.records.allSatisfy { $0.officeNumber == nil && $0.municipality.number == 352071 })
        #expect(second.records[1].name == "のんびり村花岡居宅介護支援事業所")
        #expect(second.codes.filter { $0 == .officeNumberMissing }.count == 6)
        #expect(second.aside == [])
    }

    @Test("the excerpt of 居宅介護支援 tells its day by its name")
    func excerpt() throws {
        guard let names = try names() else { return }
        let name = "mhlw_jigyosho_430_all_20260709_excerpt.csv"
        #expect(FileName(name).day == Day("2026-07-09"))
        let read = try read(name, names)
        #expect(read.records.count == 6)
        #expect(read.records.allSatisfy { $0.serviceCode == "43" && $0.municipality.prefecture == 1 })
    }

    @Test("every alias of the shipped table names a known service")
    func aliases() throws {
        guard let reference = try WholeReference.load() else { return }
        let names = ServiceNames(reference)
        for (alias, code) in reference.serviceAliases {
            #expect(names.isKnown(code: code), "\(alias)")
            #expect(names.code(named: alias) == code, "\(alias)")
        }
    }
}
