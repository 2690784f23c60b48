import Adoption
import CSV
import Testing

@testable import Interchange

@Suite("Outreach files")
struct OutreachFileTests {
    private func activities(_ text: String) throws -> Read<OutreachActivity> {
        var read = Read<OutreachActivity>()
        let file = try OutreachFile(try TableFile(.text(text), name: "x.csv"), areas: SmallReference.names.areas)
        let sink = RowSink(issue: { read.issues.append($0) }, aside: { read.aside.append($0) })
        var records: [OutreachActivity] = []
        read.counts = try file.read(sink) { activity, _ in records.append(activity) }
        read.records = records
        return read
    }

    private func attendance(_ text: String) throws -> Read<AttendanceListing> {
        var read = Read<AttendanceListing>()
        let file = try AttendanceFile(try TableFile(.text(text), name: "x.csv"))
        let sink = RowSink(issue: { read.issues.append($0) }, aside: { read.aside.append($0) })
        var records: [AttendanceListing] = []
        read.counts = try file.read(sink) { records.append($0) }
        read.records = records
        return read
    }

    private let head = "activity_id,kind,day,title,place,organiser,municipality_code\n"

    @Test("activities of a municipality and of a prefecture")
    func activities() throws {
        let read = try activities(
            head + "s-1,seminar,2026-06-01,研修会,市役所,下松市,352071\ns-2,集団指導,R8.6.2,集団指導,,山口県,350001\n")
        #expect(read.issues == [])
        let day = try #require(Day("2026-06-01"))
        #expect(
            read.records == [
                OutreachActivity(
                    id: "s-1", kind: .seminar, day: day, title: "研修会", place: "市役所", organiser: "下松市",
                    area: MunicipalityCode(number: 352071)),
                OutreachActivity(
                    id: "s-2", kind: .groupGuidance, day: day.advanced(by: 1), title: "集団指導", place: "",
                    organiser: "山口県",
                    area: MunicipalityCode(number: 350001)),
            ])
    }

    @Test("an activity without key, kind, day, title or area is kept aside")
    func errors() throws {
        let cases: [(String, RowIssue.Code)] = [
            (",seminar,2026-06-01,会,,,352071", .valueMissing), ("a,party,2026-06-01,会,,,352071", .kindUnknown),
            ("a,seminar,,会,,,352071", .valueMissing), ("a,seminar,昨日,会,,,352071", .dayInvalid),
            ("a,seminar,2026-06-01,会,,,999999", .municipalityUnknown),
            ("a,seminar,2026-06-01,,,,352071", .valueMissing),
        ]
        for (row, code) in cases {
            let read = try activities(head + row + "\n")
            #expect(read.codes == [code], "\(row)")
            #expect(read.aside.count == 1, "\(row)")
        }
        #expect(throws: Failure.self) { try activities("a,b\n") }
    }

    @Test("attendance with activities, and as a plain list of numbers")
    func attendance() throws {
        let own = try attendance("activity_id,office_number\ns-1,2274100326\n,2274100326\ns-1,x\n")
        #expect(own.records.map(\.activityID) == ["s-1"])
        #expect(own.codes == [.valueMissing, .officeNumberInvalid])
        let plain = try attendance("2274100326\n2274203773\n")
        #expect(plain.records.map(\.activityID) == [nil, nil])
        #expect(plain.records.map(\.line) == [1, 2])
        let sheet = try attendance("出席者名簿\n事業所番号,氏名\n2274100326,A\n")
        #expect(sheet.records.map(\.officeNumber.description) == ["2274100326"])
    }
}
