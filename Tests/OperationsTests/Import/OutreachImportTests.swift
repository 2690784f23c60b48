import Adoption
import Analytics
import Interchange
import Operations
import Storage
import TestWorkspace
import Testing

private let (a, b, unknown) = (officeNumber(1), officeNumber(2), officeNumber(99))

/// Outreach activities and who attended them.
@Suite("Imports of outreach")
struct OutreachImportTests {
    private static let header = "activity_id,kind,day,title,place,organiser,municipality_code"

    private static let activities = """
        \(header)
        S1,seminar,2026-01-15,研修会,市民会館,静岡市,221007
        S2,集団指導,令和8年2月10日,"集団指導, 午後",,静岡県,220001

        """

    private func offices() throws -> TestWorkspace {
        let it = try TestWorkspace()
        try it.importOffices([OfficeRow(a), OfficeRow(b)], on: "2025-12-31")
        return it
    }

    private func bring(
        _ it: TestWorkspace, _ texts: [String], activity: String? = nil, mapping: String? = nil, preview: Bool = false,
        skipsBadRows: Bool = false
    ) throws -> ImportReport {
        let paths = try texts.enumerated().map { try it.file("outreach\($0.offset).csv", $0.element) }
        return try it.workspace.importOutreach(
            it.request(paths, mapping: mapping, skipsBadRows: skipsBadRows, preview: preview), activity: activity)
    }

    @Test("activities and attendance come in one call; who attended is found among the offices")
    func together() throws {
        let it = try offices()
        let report = try bring(
            it, ["activity_id,office_number\nS1,\(a)\nS1,\(unknown)\nS2,\(a)\n", OutreachImportTests.activities])
        #expect(report.counts == ["新しい取組": 2, "参加の記録": 3])
        let activities = try it.workspace.state().snapshot.activities
        #expect(activities.map(\.activity.id) == ["S1", "S2"])
        #expect(activities.map(\.attendees) == [[0], [0]])
        #expect(activities.map(\.unknownAttendees) == [1, 0])
        #expect(activities[1].activity.kind == .groupGuidance && activities[1].activity.day == Day("2026-02-10"))
        #expect(activities[1].activity.title == "集団指導, 午後" && activities[1].activity.area.description == "220001")
    }

    @Test("a plain list of numbers belongs to the activity that is named")
    func attendanceByNumber() throws {
        let it = try offices()
        _ = try bring(it, [OutreachImportTests.activities])
        let failure = #expect(throws: Failure.self) { try bring(it, ["事業所番号,氏名\n\(a),山田\n"]) }
        #expect(failure?.hint?.contains("--activity") == true)
        let report = try bring(it, ["事業所番号,氏名\n\(a),山田\n\(b),佐藤\n"], activity: "S2")
        #expect(report.counts == ["参加の記録": 2])
        #expect(try it.workspace.state().snapshot.activities.map(\.attendees) == [[], [0, 1]])
    }

    @Test("no name of a person who attended reaches the database")
    func noPersons() throws {
        let it = try offices()
        _ = try bring(it, [OutreachImportTests.activities])
        _ = try bring(it, ["事業所番号,氏名,電話\n\(a),架空山田太郎,090-0000-0000\n"], activity: "S1")
        let bytes = try it.databaseBytes()
        #expect(!contains(bytes, "架空山田太郎") && !contains(bytes, "090-0000-0000"))
        #expect(contains(bytes, "市民会館"))
    }

    private func contains(_ bytes: [UInt8], _ text: String) -> Bool {
        let wanted = Array(text.utf8)
        return bytes.indices.contains { bytes[$0...].starts(with: wanted) }
    }

    @Test("importing again records nothing; a changed activity takes the place of the old one; undo brings it back")
    func againAndChanged() throws {
        let it = try offices()
        let texts = [OutreachImportTests.activities, "activity_id,office_number\nS1,\(a)\n"]
        _ = try bring(it, texts)
        #expect(try bring(it, texts).number == nil)
        let before = try it.facts()
        let changed = "\(OutreachImportTests.header)\nS1,seminar,2026-01-22,研修会(延期),市民会館,静岡市,221007\n"
        #expect(try bring(it, [changed], preview: true).counts == ["内容が変わった取組": 1])
        let number = try #require(try bring(it, [changed]).number)
        let activity = try #require(try it.workspace.state().snapshot.activities.first { $0.activity.id == "S1" })
        #expect(activity.activity.day == Day("2026-01-22") && activity.attendees == [0])
        _ = try it.workspace.undoImport(number, actor: "test", reason: "")
        #expect(try it.facts() == before)
    }

    @Test("an activity that nobody recorded, and one id for two activities, are refused; nothing is recorded")
    func contradictions() throws {
        let it = try offices()
        let revision = try it.revision()
        let missing = #expect(throws: Failure.self) { try bring(it, ["activity_id,office_number\nS9,\(a)\n"]) }
        #expect(missing?.code == .invalid && missing?.message.contains("S9") == true)
        let twice =
            "\(OutreachImportTests.header)\nS1,seminar,2026-01-15,甲,,,221007\nS1,seminar,2026-01-15,乙,,,221007\n"
        let failure = #expect(throws: Failure.self) { try bring(it, [twice]) }
        #expect(failure?.code == .invalid && failure?.message.contains("S1") == true)
        #expect(try it.revision() == revision)
    }

    @Test(
        "rows that the ledger cannot keep are refused with their line",
        arguments: [
            "S1,dance,2026-01-15,研修会,,,221007", "S1,seminar,2026-02-30,研修会,,,221007", "S1,seminar,,研修会,,,221007",
            "S1,seminar,2026-01-15,研修会,,,229999", ",seminar,2026-01-15,研修会,,,221007", "S1,seminar,2026-01-15,,,,221007",
        ])
    func badRows(row: String) throws {
        let it = try offices()
        let before = try it.databaseBytes()
        let text = "\(OutreachImportTests.header)\nS0,visit,2026-01-10,訪問,,,221007\n\(row)\n"
        let failure = #expect(throws: Failure.self) { try bring(it, [text]) }
        #expect(failure?.code == .invalid)
        #expect(failure?.message.contains("outreach0.csv 3行目") == true, "\(failure?.description ?? "")")
        #expect(try it.databaseBytes() == before)
        #expect(try bring(it, [text], skipsBadRows: true).counts == ["新しい取組": 1])
    }

    @Test("how many attendees registered within 90 days of the activity")
    func outcome() throws {
        let it = try offices()
        _ = try bring(
            it, [OutreachImportTests.activities, "activity_id,office_number\nS1,\(a)\nS1,\(b)\n"])
        // S1 was on 2026-01-15; the 90th day after it is 2026-04-15.
        try it.importRegistrations(
            [StageRow(a, from: "2026-04-15"), StageRow(b, from: "2026-04-16")], on: "2026-10-31")
        let state = try it.workspace.state()
        let day = try #require(Day("2026-10-31"))
        let rules = try #require(KPIRules(state.reference, on: day))
        let outcomes = OutreachOutcome.all(
            snapshot: state.snapshot, reference: state.reference, rules: rules, asOf: day)
        let seminar = try #require(outcomes.first { $0.activity.id == "S1" })
        #expect(seminar.registered == 1)
    }
}
