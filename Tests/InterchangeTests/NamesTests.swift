import Adoption
import Testing

@testable import Interchange

@Suite("Names of areas and services")
struct NamesTests {
    private let areas = SmallReference.names.areas
    private let services = SmallReference.names.services

    private func code(_ number: Int32) -> MunicipalityCode { MunicipalityCode(number: number) }

    @Test("code cells with lost zeros, without check digit, and insurer numbers")
    func codes() {
        let cases: [(String, AreaNames.CodeReading)] = [
            ("011002", .exact(code(11002))), ("０１１００２", .exact(code(11002))), ("11002", .completed(code(11002))),
            ("92011", .completed(code(92011))), ("09201", .completed(code(92011))), ("9201", .completed(code(92011))),
            ("22101", .completed(code(221015))), ("221015", .exact(code(221015))), ("272104", .insurer(code(272108))),
            ("221317", .exact(code(221317))), ("350001", .prefecture(35)), ("山口県", .prefecture(35)),
            ("35", .prefecture(35)), ("35000", .prefecture(35)), ("60003", .prefecture(6)), ("", .blank), ("　", .blank),
            ("221016", .invalid), ("999999", .invalid), ("下関市", .invalid), ("1310160", .invalid),
        ]
        for (text, expected) in cases { #expect(areas.read(code: text, near: nil) == expected, "\(text)") }
    }

    @Test("names are found with their prefecture, county, city or alias")
    func areaNames() {
        #expect(areas.code(named: "静岡市葵区", prefecture: 22) == code(221015))
        #expect(areas.code(named: "静岡県静岡市葵区", prefecture: nil) == code(221015))
        #expect(areas.code(named: "葵区", prefecture: 22) == code(221015))
        #expect(areas.code(named: "石狩郡当別町", prefecture: 1) == code(13030))
        #expect(areas.code(named: "当別町", prefecture: nil) == code(13030))
        #expect(areas.code(named: "府中市", prefecture: nil) == nil)
        #expect(areas.code(named: "府中市", prefecture: 13) == code(132063))
        #expect(areas.code(named: "広島県府中市", prefecture: nil) == code(342084))
        #expect(areas.code(named: "浜松市中区", prefecture: 22) == code(221317))
        #expect(areas.code(named: "", prefecture: 22) == nil)
        #expect(areas.code(named: "下関", prefecture: 35) == nil)
        #expect(areas.prefecture(named: "山口県") == 35)
        #expect(areas.prefecture(named: "山口") == nil)
    }

    @Test("an address begins with the longest area name")
    func addresses() {
        #expect(areas.code(address: "静岡市葵区山崎一丁目7-2", prefecture: 22) == code(221015))
        #expect(areas.code(address: "静岡県静岡市清水区1", prefecture: nil) == code(221007))
        #expect(areas.code(address: "〒750-0000 山口県下関市綾羅木", prefecture: nil) == code(352012))
        #expect(areas.code(address: "北海道札幌市中央区南19条", prefecture: nil) == code(11011))
        #expect(areas.code(address: "府中市1", prefecture: nil) == nil)
        #expect(areas.code(address: "府中市1", prefecture: 34) == code(342084))
        #expect(areas.code(address: "", prefecture: 22) == nil)
        #expect(areas.code(address: "山口県", prefecture: nil) == nil)
    }

    @Test(
        "services by name, alias, nickname in brackets, and code",
        arguments: [
            ("訪問介護", "11"), ("訪問介護（ホームヘルプ）", "11"), ("通所介護（デイサービス）", "15"), ("指定訪問介護事業所", "11"),
            ("訪問入浴", "12"), ("居宅介護支援事業所", "43"), ("定期巡回･随時対応型訪問介護看護", "76"),
            ("短期入所療養介護(介護老人保健施設）", "22"), ("特定施設入居者生活介護（有料老人ホーム（サービス付き高齢者向け住宅））", "33"), ("2a", "2A"), ("４３", "43"),
            ("訪問介護サービス", "11"),
        ])
    func serviceNames(text: String, code: String) {
        #expect(services.codes(named: text) == [code])
    }

    @Test("several services in one cell are told apart, and none is guessed")
    func severalServices() {
        #expect(services.codes(named: "訪問介護、通所介護") == ["11", "15"])
        #expect(services.codes(named: "訪問介護/訪問看護\n居宅介護支援") == ["11", "13", "43"])
        #expect(services.codes(named: "訪問介護、なにか") == [])
        #expect(services.codes(named: "通所介護（地域密着型）") == [])
        #expect(services.codes(named: "訪問介護（介護予防）") == [])
        #expect(services.codes(named: "") == [])
        #expect(services.codes(named: "、") == [])
    }

    @Test("file names tell service and day")
    func fileNames() {
        let cases: [(String, String?, String?)] = [
            ("jigyosho_110.csv", "110", nil), ("/a/b/jigyosho_110_all_20260709180319.csv", "110", "2026-07-09"),
            ("jigyosho_430 2.csv", "430", nil), ("JIGYOSHO_551.CSV", "551", nil),
            ("r_jigyosho_331_20251231.csv", "331", "2025-12-31"),
            ("352071_care_service_20250401.csv", nil, "2025-04-01"), ("jigyosho_1100.csv", nil, nil),
            ("list_20251301.csv", nil, nil), ("20251231999.csv", nil, nil), ("", nil, nil), ("19991231.csv", nil, nil),
        ]
        for (name, service, day) in cases {
            #expect(FileName(name).serviceFileCode == service, "\(name)")
            #expect(FileName(name).day == day.flatMap { Day($0) }, "\(name)")
        }
    }
}
