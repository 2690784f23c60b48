import Adoption
import Catalog
import Dashboards
import Operations
import TestWorkspace
import Testing

/// The files of `Data/reference/` and `Dashboards/text/` as they are shipped.
enum Shipped {
    /// A copy that a test may damage.
    static func texts() throws -> [String: String] {
        try ProjectFolder(path: TestProject.root).referenceTexts()
    }

    static func reference() throws -> Reference { try Reference(texts: texts()) }
}

@Suite("The shipped reference")
struct ShippedReferenceTests {
    @Test("has the areas of Japan: 47 prefectures, 1,741 municipalities, 171 wards of 20 cities and 7 former wards")
    func areas() throws {
        let reference = try Shipped.reference()
        #expect(reference.prefectures.count == 47)
        #expect(reference.prefectures.map(\.number) == Array(1...47))
        #expect(reference.municipalities.count == 1741)
        let wards = reference.areas.filter { $0.kind == .ward }
        #expect(wards.filter { $0.successor == nil }.count == 171)
        // 浜松市 had seven wards until 2023-12-31, and has three since.
        #expect(wards.filter { $0.successor != nil }.count == 7)
        #expect(reference.areas.filter { $0.kind == .designatedCity }.count == 20)
        #expect(reference.areas.filter { $0.kind == .specialWard }.count == 23)
        // 792 cities in the narrow sense, the twenty designated ones among them.
        #expect(reference.areas.filter { $0.kind == .city || $0.kind == .designatedCity }.count == 792)
    }

    @Test("leads every area to a municipality that counts")
    func rollUp() throws {
        let reference = try Shipped.reference()
        for area in reference.areas { #expect(reference.municipalityIndex(of: area.code) != nil, "\(area.name)") }
        for (ward, city) in [("221015", "静岡市"), ("221317", "浜松市"), ("221007", "静岡市"), ("131041", "新宿区")] {
            let code = try #require(MunicipalityCode(ward))
            let index = try #require(reference.municipalityIndex(of: code))
            #expect(reference.municipalities[index].name == city)
        }
    }

    @Test("has codes that exist once and belong to their prefecture")
    func codes() throws {
        let reference = try Shipped.reference()
        #expect(Set(reference.areas.map(\.code)).count == reference.areas.count)
        #expect(Set(reference.services.map(\.code)).count == reference.services.count)
        for code in Set(reference.areaAliases.values) { #expect(reference.area(code) != nil, "\(code)") }
        for code in Set(reference.serviceAliases.values) {
            #expect(reference.serviceIndex(code: code) != nil, "\(code)")
        }
        // No two prefectures on one tile.
        #expect(Set(reference.prefectures.map { [$0.tileRow, $0.tileColumn] }).count == 47)
    }

    @Test("has 54 services, 3 routes and the two draft rules")
    func rules() throws {
        let reference = try Shipped.reference()
        #expect(reference.services.count == 54)
        #expect(reference.routes.map(\.code) == ["careplan-renkei", "kaigo-web", "equivalent"])
        #expect(reference.rules.map(\.id) == ["municipality-30", "prefecture-50"])
        let day = try #require(Day("2026-10-31"))
        let municipality = try #require(reference.rule(.municipality, on: day))
        #expect(municipality.threshold == Fraction(3, 10) && municipality.comparison == .atLeast)
        #expect(municipality.minimumStage == .registered && municipality.isDraft)
        #expect(!municipality.countsSuspended && municipality.countsDeemed)
        let care = try #require(reference.serviceIndex(code: "43"))
        #expect(municipality.services.contains(care))
        let prefecture = try #require(reference.rule(.prefecture, on: day))
        #expect(prefecture.threshold == Fraction(5, 10))
    }

    @Test("counts both routes to the end of 2026, and the web service alone from 2027")
    func routes() throws {
        let rule = try #require(try Shipped.reference().rules.first)
        let last = try #require(Day("2026-12-31"))
        #expect(rule.routes(on: last) == ["careplan-renkei", "kaigo-web"])
        #expect(rule.routes(on: last.advanced(by: 1)) == ["kaigo-web"])
    }

    @Test("has the same page texts with the same placeholders in both languages")
    func wording() throws {
        let texts = try Language.allCases.map { language in
            let file = "\(language.rawValue).yaml"
            let text = try Files.readText("\(TestProject.root)/Dashboards/text/\(file)")
            #expect(try Wording(language: language, yaml: text, file: file).keys.count > 100)
            return try Definition(text, file: file)
        }
        let (japanese, english) = (texts[0], texts[1])
        #expect(Set(japanese.keys) == Set(english.keys))
        for key in japanese.keys {
            let pair = try [japanese, english].map { try $0.required(key).text() }
            #expect(Set(Wording.placeholders(of: pair[0])) == Set(Wording.placeholders(of: pair[1])), "\(key)")
        }
    }
}
