import Adoption
import CSV
import Testing

@testable import Interchange

@Suite("Lists of registered offices")
struct RegistrationFileTests {
    @Test("the product's own file")
    func own() throws {
        let text = """
            office_number,route,stage,from_day,to_day,end_reason,source,evidence
            2274100326,kaigo-web,registered,2026-07-01,,,県の一覧,画面
            2274100326,careplan-renkei,pledged,2026/1/5,2026-06-30,advanced,,"'=x"

            """
        let (read, file) = try readRegistrations(.text(text))
        #expect(!file.isGuessed)
        #expect(read.issues == [])
        let number = try #require(OfficeNumber("2274100326"))
        #expect(
            read.records == [
                RegistrationListing(
                    officeNumber: number, route: "kaigo-web", stage: .registered, fromDay: Day("2026-07-01"),
                    source: "県の一覧", evidence: "画面", line: 2),
                RegistrationListing(
                    officeNumber: number, route: "careplan-renkei", stage: .pledged, fromDay: Day("2026-01-05"),
                    toDay: Day("2026-06-30"), endReason: .advanced, evidence: "=x", line: 3),
            ])
    }

    @Test("in the own file route and stage are required, derived stages refused, days in order")
    func ownErrors() throws {
        let head = "office_number,route,stage,from_day,to_day,end_reason\n"
        let cases: [(String, RowIssue.Code)] = [
            ("2274100326,,registered,,,", .routeUnknown), ("2274100326,fax,registered,,,", .routeUnknown),
            ("2274100326,kaigo-web,,,,", .stageUnknown), ("2274100326,kaigo-web,exchanged,,,", .stageDerived),
            ("2274100326,kaigo-web,6,,,", .stageDerived), ("2274100326,kaigo-web,registered,2026-02-30,,", .dayInvalid),
            ("2274100326,kaigo-web,registered,2026-02-02,2026-02-01,", .daysReversed),
            (",kaigo-web,registered,,,", .officeNumberRequired), ("227,kaigo-web,registered,,,", .officeNumberInvalid),
        ]
        for (row, code) in cases {
            let read = try readRegistrations(.text(head + row + "\n")).read
            #expect(read.codes == [code], "\(row)")
            #expect(read.records == [], "\(row)")
            #expect(read.aside.map(\.text) == [row], "\(row)")
        }
        let read = try readRegistrations(.text(head + "2274100326,kaigo-web,registered,,2026-02-01,宇宙\n")).read
        #expect(read.codes == [.endReasonUnknown])
        #expect(read.records.count == 1)
    }

    @Test("a wrong day names line, column and what would be right")
    func wrongDay() throws {
        let read = try readRegistrations(.text("事業所番号,登録日\n2274100326,令和8年2月29日\n")).read
        #expect(read.issues.count == 1)
        #expect(
            read.issues[0].description
                == "2行目「登録日」: 日付として読めません（「令和8年2月29日」。正: 2026-01-05、2026/1/5、令和8年1月5日などの実在する日）")
    }

    @Test("columns are guessed from headers below titles, and the guess can be shown and repeated")
    func guess() throws {
        let text = """
            利用事業所一覧（令和8年7月末）,,,
            NO,介護保険事業所番号,事業所の名称,サービス種別,利用開始日,有効期限,備考
            1,２２７４１００３２６,見本,訪問介護,R8.7.1,2027/6/30,
            2,170102313,見本北,居宅介護支援,46204,,

            """
        let (read, file) = try readRegistrations(.text(text))
        #expect(file.isGuessed)
        #expect(
            file.mapping.option == "office=介護保険事業所番号,name=事業所の名称,service=サービス種別,from=利用開始日,to=有効期限")
        #expect(
            file.mapping.summary == "事業所番号 ← 介護保険事業所番号、事業所名 ← 事業所の名称、サービス ← サービス種別、開始日 ← 利用開始日、終了日 ← 有効期限")
        #expect(read.records.map(\.officeNumber.description) == ["2274100326", "0170102313"])
        #expect(read.records.map(\.fromDay) == [Day("2026-07-01"), Day("2026-07-01")])
        #expect(read.records.map(\.toDay) == [Day("2027-06-30"), nil])
        #expect(read.records.map(\.officeName) == ["見本", "見本北"])
        #expect(read.records.map(\.serviceText) == ["訪問介護", "居宅介護支援"])
        #expect(read.records.map(\.route) == [nil, nil])
        #expect(read.codes == [.officeNumberZeroRestored, .dayFromSerial])
        let again = try readRegistrations(.text(text), mapping: file.mapping.option).read
        #expect(again.records == read.records)
    }

    @Test("columns can be named by title and by place")
    func mapping() throws {
        let text = "表題\n番号,いつから,何\n2274100326,2026-07-01,x\n"
        let (read, file) = try readRegistrations(.text(text), mapping: "office=番号, from=#2")
        #expect(read.records.map(\.fromDay) == [Day("2026-07-01")])
        #expect(file.mapping.option == "office=番号,from=いつから")
        #expect(!file.isGuessed)
    }

    @Test("a mapping that fits nothing says which columns there are")
    func wrongMapping() throws {
        let text = "番号,いつから\n2274100326,2026-07-01\n"
        let failure = #expect(throws: Failure.self) {
            try readRegistrations(.text(text), mapping: "office=番号,from=開始")
        }
        #expect(failure?.message == "list.csv: 列「開始」が見つかりません。")
        #expect(failure?.hint == "このファイルの列: 番号、いつから")
        for mapping in ["office=#3", "from=いつから", "office", "office=", "who=番号", "office=番号,office=番号", ""] {
            #expect(throws: Failure.self) { try readRegistrations(.text(text), mapping: mapping) }
        }
        #expect(throws: Failure.self) { try readRegistrations(.text("a,b\nc,d\n")) }
        #expect(throws: Failure.self) { try readRegistrations(.text("")) }
    }

    @Test("a list of bare numbers needs no header, and one above them is not data")
    func bareNumbers() throws {
        let bare = try readRegistrations(.text("2274100326\n2274203773\n")).read
        #expect(bare.records.map(\.line) == [1, 2])
        let (titled, file) = try readRegistrations(.text("参加者\nばんごう,名\n2274100326,a\n2274203773,b\n"))
        #expect(titled.records.map(\.line) == [3, 4])
        #expect(file.mapping.option == "office=ばんごう")
    }

    @Test("a list of all offices with a column for use gives only the users")
    func usersOnly() throws {
        let text = "事業所番号,利用状況\n2274100326,○\n2274203773,未登録\n2271100012,\n2271100020,申請済み\n2271100038,たぶん\n"
        let read = try readRegistrations(.text(text)).read
        #expect(read.records.map(\.stage) == [.registered, .applied])
        #expect(read.codes.filter { $0 == .stageNone }.count == 2)
        #expect(read.codes.filter { $0 == .stageUnknown }.count == 1)
        #expect(read.aside.count == 1)
    }

    @Test("a list of all offices is not taken for a list of users unless the columns are named")
    func officeList() throws {
        let failure = #expect(throws: Failure.self) { try readRegistrations(.text(openData([:]))) }
        #expect(failure?.message == "list.csv: 利用登録の一覧ではありません（介護サービス情報公表システム オープンデータ）。")
        let read = try readRegistrations(.text(openData([:])), mapping: "office=事業所番号").read
        #expect(read.records.count == 1)
    }

    @Test("routes are known by code and by name")
    func routes() throws {
        let text = "事業所番号,経路\n2274100326,ケアプランデータ連携システム\n2274100326,介護保険資格確認等ＷＥＢサービス\n2274100326,その他\n"
        let read = try readRegistrations(.text(text)).read
        #expect(read.records.map(\.route) == ["careplan-renkei", "kaigo-web"])
        #expect(read.codes == [.routeUnknown])
    }
}
