import Testing

@testable import Adoption

@Suite("Reference")
struct ReferenceTests {
    private static func area(
        _ code: Int32, _ name: String, _ kind: Reference.Area.Kind, parent: Int32? = nil, successor: Int32? = nil
    ) -> Reference.Area {
        Reference.Area(
            code: MunicipalityCode(number: code), name: name, kana: "", kind: kind,
            parent: parent.map { MunicipalityCode(number: $0) }, county: "",
            valid: Spell(from: nil, through: successor == nil ? nil : Day("2023-12-31")),
            successor: successor.map { MunicipalityCode(number: $0) })
    }

    private static func rule(_ id: String, _ level: KPIRule.Level, from: String?, through: String?) -> KPIRule {
        KPIRule(
            id: id, level: level, name: id, nameEnglish: id, threshold: Fraction(3, 10), comparison: .atLeast,
            services: .all, minimumStage: .registered,
            routePeriods: [
                .init(from: nil, routes: ["old", "new"]), .init(from: Day("2027-01-01"), routes: ["new"]),
            ],
            countsSuspended: false, countsDeemed: true,
            effective: Spell(from: from.flatMap { Day($0) }, through: through.flatMap { Day($0) }), isDraft: true,
            source: "")
    }

    /// 浜松市 with its old wards (until 2023-12-31) and its new ones, 府中市 of two prefectures, 千代田区.
    private let reference = Reference(
        prefectures: [(13, "東京都"), (22, "静岡県"), (34, "広島県")].map { number, name in
            Reference.Prefecture(
                number: number, code: MunicipalityCode(firstFive: Int32(number) * 1000), name: name, kana: "",
                tileRow: 0, tileColumn: 0)
        },
        areas: [
            area(131_016, "千代田区", .specialWard), area(132_063, "府中市", .city),
            area(221_309, "浜松市", .designatedCity), area(221_317, "中区", .ward, parent: 221_309, successor: 221_384),
            area(221_384, "中央区", .ward, parent: 221_309), area(342_084, "府中市", .city),
            area(229_997, "旧町", .town, successor: 229_989), area(229_989, "旧市", .city, successor: 221_309),
            area(229_971, "迷子", .ward),
        ],
        services: [
            Reference.Service(code: "11", fileCodes: ["110"], name: "訪問介護", shortName: "訪介", exchangeScope: "in"),
            Reference.Service(
                code: "33", fileCodes: ["331", "332"], name: "特定施設", shortName: "特定", exchangeScope: "out"),
        ],
        routes: [
            Reference.Route(code: "old", name: "旧", nameEnglish: "old", valid: Spell(from: nil, through: nil)),
            Reference.Route(code: "new", name: "新", nameEnglish: "new", valid: Spell(from: nil, through: nil)),
        ],
        rules: [
            rule("first", .municipality, from: nil, through: nil),
            rule("second", .municipality, from: "2027-04-01", through: "2028-03-31"),
            rule("half", .prefecture, from: nil, through: nil),
        ], areaAliases: [:], serviceAliases: [:])

    @Test("wards are not municipalities, special wards and the designated city are")
    func municipalities() {
        #expect(reference.municipalities.map(\.code.number) == [131_016, 132_063, 221_309, 342_084])
    }

    @Test("wards roll up into their city, former areas into what they became")
    func rollUp() {
        func index(_ code: Int32) -> Int? { reference.municipalityIndex(of: MunicipalityCode(number: code)) }
        #expect(index(221_309) == 2)
        #expect(index(221_384) == 2)
        #expect(index(221_317) == 2)
        #expect(index(229_997) == 2)  // town → city → 浜松市
        #expect(index(131_016) == 0)
        #expect(index(229_971) == nil)  // a ward without a city
        #expect(index(999_999) == nil)
    }

    @Test("names are always with their prefecture, a ward's with its city")
    func names() throws {
        let ward = try #require(reference.area(MunicipalityCode(number: 221_384)))
        #expect(reference.fullName(ward) == "静岡県浜松市中央区")
        let fuchu = reference.municipalities.filter { $0.name == "府中市" }.map { reference.fullName($0) }
        #expect(fuchu == ["東京都府中市", "広島県府中市"])
        #expect(reference.prefecture(22)?.key == "22")
        #expect(reference.prefecture(1) == nil)
    }

    @Test("services and routes are found by each of their codes")
    func codes() {
        #expect(reference.serviceIndex(code: "33") == 1)
        #expect(reference.serviceIndex(fileCode: "332") == 1 && reference.serviceIndex(fileCode: "110") == 0)
        #expect(reference.serviceIndex(code: "99") == nil && reference.serviceIndex(fileCode: "33") == nil)
        #expect(reference.routeIndex(code: "new") == 1 && reference.routeIndex(code: "") == nil)
    }

    @Test("the rule that began last is in force, as long as it lasts")
    func rules() {
        func rule(_ text: String) -> String? { Day(text).flatMap { reference.rule(.municipality, on: $0) }?.id }
        #expect(rule("2027-03-31") == "first")
        #expect(rule("2027-04-01") == "second")
        #expect(rule("2028-03-31") == "second")
        #expect(rule("2028-04-01") == "first")
    }

    @Test("the routes that count change with the year")
    func routes() throws {
        let rule = try #require(reference.rules.first)
        #expect(Day("2026-12-31").map { rule.routes(on: $0) } == ["old", "new"])
        #expect(Day("2027-01-01").map { rule.routes(on: $0) } == ["new"])
    }

    @Test("a set of services holds what was put into it, up to the last bit")
    func serviceSet() {
        var set = ServiceSet(bits: 0)
        set.insert(0)
        set.insert(63)
        #expect(set.contains(0) && set.contains(63) && !set.contains(1) && !set.contains(62))
        #expect(ServiceSet.all.contains(63))
    }
}

@Suite("Keys of the ladder")
struct LadderTests {
    @Test("every key is read back, an unknown one is nothing")
    func keys() {
        #expect(Stage.allCases.allSatisfy { Stage(key: $0.key) == $0 })
        #expect(EndReason.allCases.allSatisfy { EndReason(key: $0.key) == $0 })
        #expect(ServiceStatus.allCases.allSatisfy { ServiceStatus(key: $0.key) == $0 })
        #expect(Stage(key: "Registered") == nil && EndReason(key: "") == nil && ServiceStatus(key: "open") == nil)
    }

    @Test("only the first three stages are recorded, and stages are in the order of the ladder")
    func order() {
        #expect(Stage.allCases.filter(\.isRecorded) == [.pledged, .applied, .registered])
        #expect(Stage.allCases.sorted() == [.pledged, .applied, .registered, .exchanged, .regular, .connected])
    }
}
