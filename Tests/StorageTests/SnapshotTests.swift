import Adoption
import Storage
import TestSupport
import Testing

@Suite("A snapshot")
struct SnapshotTests {
    /// 静岡市 with a ward, 富士市, 甲府市; 訪問介護 and 居宅介護支援; two routes.
    static func reference() throws -> Reference {
        func area(
            _ code: String, _ name: String, _ kind: Reference.Area.Kind, parent: String? = nil
        ) throws -> Reference.Area {
            Reference.Area(
                code: try #require(MunicipalityCode(code)), name: name, kana: "", kind: kind,
                parent: parent.flatMap { MunicipalityCode($0) }, county: "", valid: Spell(from: nil, through: nil),
                successor: nil)
        }
        return Reference(
            prefectures: [],
            areas: [
                try area("192015", "甲府市", .city), try area("221007", "静岡市", .designatedCity),
                try area("221015", "葵区", .ward, parent: "221007"), try area("222101", "富士市", .city),
            ],
            services: ["11", "43"].map {
                Reference.Service(code: $0, fileCodes: [], name: $0, shortName: $0, exchangeScope: "in")
            },
            routes: ["kdr", "kokuho"].map {
                Reference.Route(code: $0, name: $0, nameEnglish: $0, valid: Spell(from: nil, through: nil))
            },
            rules: [], areaAliases: [:], serviceAliases: [:])
    }

    static func day(_ text: String) throws -> Day { try #require(Day(text)) }

    static func entry(
        _ office: String, _ area: String, from: Day?, at place: (Double, Double)? = nil, after: String? = nil
    ) throws -> OfficeEntry {
        OfficeEntry(
            office: try #require(OfficeNumber(office)), from: from, name: "事業所\(office)", kana: "",
            municipality: try #require(MunicipalityCode(area)), address: "",
            corporation: CorporationNumber("1234567890123"), corporationName: "法人", latitude: place?.0,
            longitude: place?.1,
            successorOf: after.flatMap { OfficeNumber($0) }, statedBy: "11")
    }

    static func spell(
        _ office: String, _ route: String, _ stage: Stage, _ from: String, _ through: String? = nil,
        _ reason: EndReason? = nil
    ) throws -> StageSpell {
        StageSpell(
            office: try #require(OfficeNumber(office)), route: route, stage: stage,
            spell: Spell(from: try day(from), through: try through.map { try day($0) }), endReason: reason,
            source: "県の一覧", evidence: "")
    }

    static func service(
        _ office: String, _ code: String, _ status: ServiceStatus, _ from: String?, _ through: String? = nil
    ) throws -> ServiceSpell {
        ServiceSpell(
            office: try #require(OfficeNumber(office)), service: code,
            spell: Spell(from: try from.map { try day($0) }, through: try through.map { try day($0) }), status: status,
            capacity: nil, listedName: nil)
    }

    /// Revision 1: two offices and a registration. Revision 2: a third office in front of them, a registration
    /// corrected, lists, an activity, a doubt. Revision 3 takes revision 2 back.
    static func ledger(_ engine: Engine) throws -> Ledger {
        let ledger = try TestDatabase(engine).ledger()
        try ledger.record(LedgerTests.author, at: Instant(milliseconds: 1000)) { recording in
            try recording.append([
                try entry("2270000002", "222101", from: nil, at: (35.1614, 138.6763)),
                try entry("2271000001", "221015", from: try day("2026-01-10")),
            ])
            try recording.append([
                try service("2270000002", "11", .active, nil),
                try service("2270000002", "43", .deemed, "2026-02-01", "2026-03-31"),
                try service("2271000001", "43", .suspended, nil), try service("2271000001", "99", .active, nil),
            ])
            try recording.append([
                try spell("2270000002", "kdr", .registered, "2026-01-05"),
                try spell("2299999999", "kdr", .registered, "2026-01-05"),
                try spell("2270000002", "unknown", .registered, "2026-01-05"),
            ])
            try recording.append(
                OfficeList(day: try day("2026-01-10"), services: ["11", "43"], areas: areas("222101", "221007")))
        }
        try ledger.record(LedgerTests.author, at: Instant(milliseconds: 2000)) { recording in
            let first = try #require(OfficeNumber("2270000002"))
            let spells = try StageHistory(recording.connection, at: 1).spells(of: first)
            try recording.supersede(spells.filter { $0.fact.route == "kdr" }.map(\.id))
            try recording.append([
                try spell("2270000002", "kdr", .registered, "2026-01-05", "2026-04-30", .cancelled),
                try spell("1970000009", "kokuho", .pledged, "2026-05-01"),
            ])
            try recording.append([try entry("1970000009", "192015", from: try day("2026-05-01"), after: "2270000002")])
            try recording.append([
                Disagreement(office: first, field: .closure, kept: "open", other: "closed", day: nil),
                Disagreement(office: first, field: .corporation, kept: "1", other: "2", day: nil),
            ])
            try recording.append(
                RegistrationList(day: try day("2026-05-02"), coversFrom: try day("2026-01-01"), areas: areas("222101")))
            try recording.append([
                OutreachActivity(
                    id: "s1", kind: .seminar, day: try day("2026-03-01"), title: "説明会", place: "", organiser: "",
                    area: try #require(MunicipalityCode("222101")))
            ])
            try recording.append([
                OutreachAttendance(activity: "s1", office: first),
                OutreachAttendance(activity: "s1", office: try #require(OfficeNumber("2299999999"))),
            ])
        }
        try VisibilityTests.undo(ledger, 2)
        return ledger
    }

    static func areas(_ codes: String...) -> [MunicipalityCode] { codes.compactMap { MunicipalityCode($0) } }

    @Test("holds the offices, services and registrations of its revision", arguments: Engine.available)
    func first(engine: Engine) throws {
        let snapshot = try Self.ledger(engine).snapshot(at: 1, reference: Self.reference())
        let day = try Self.day("2026-01-10").number
        #expect(snapshot.revision == 1)
        #expect(snapshot.recordedAt == Instant(milliseconds: 1000))
        #expect(snapshot.numbers.map { OfficeNumber(packed: $0).description } == ["2270000002", "2271000001"])
        #expect(snapshot.corporations == [1_234_567_890_123, 1_234_567_890_123])
        #expect(snapshot.predecessors == [-1, -1])
        #expect(snapshot.places.starts == [0, 1, 2])
        // 甲府市, 静岡市 (with its ward), 富士市 are 0, 1, 2.
        #expect(snapshot.places.municipality == [2, 1])
        #expect(snapshot.places.from == [Snapshot.beforeRecord, day])
        #expect(snapshot.places.latitude[0] == 35.1614 && snapshot.places.longitude[0] == 138.6763)
        #expect(snapshot.places.latitude[1].isNaN)
        #expect(snapshot.services.starts == [0, 2, 3])
        #expect(snapshot.services.service == [0, 1, 1])
        #expect(snapshot.services.status == [.active, .deemed, .suspended])
        let second = try Self.day("2026-02-01").number
        #expect(snapshot.services.from == [Snapshot.beforeRecord, second, Snapshot.beforeRecord])
        #expect(snapshot.services.through == [Snapshot.open, try Self.day("2026-03-31").number, Snapshot.open])
        #expect(snapshot.registrations.starts == [0, 1, 1])
        #expect(snapshot.registrations.through == [Snapshot.open])
        #expect(snapshot.orphanRegistrations[22] == 1)
        #expect(snapshot.orphanRegistrations.reduce(0, +) == 1)
        #expect((0..<3).map { snapshot.officeLists.first(of: $0)?.number } == [nil, day, day])
        #expect(snapshot.reportedFrom == [Snapshot.open, Snapshot.open, Snapshot.open])
        #expect(snapshot.importedServices == ServiceSet(bits: 3))
        #expect(snapshot.activities.isEmpty)
    }

    @Test("holds corrections, doubts, lists and activities of a later one", arguments: Engine.available)
    func second(engine: Engine) throws {
        let ledger = try Self.ledger(engine)
        let snapshot = try ledger.snapshot(at: 2, reference: Self.reference())
        let numbers = snapshot.numbers.map { OfficeNumber(packed: $0).description }
        #expect(numbers == ["1970000009", "2270000002", "2271000001"])
        #expect(snapshot.predecessors == [1, -1, -1])
        #expect(snapshot.services.starts == [0, 0, 2, 3])
        #expect(snapshot.registrations.starts == [0, 1, 2, 2])
        #expect(snapshot.registrations.route == [1, 0])
        #expect(snapshot.registrations.stage == [.pledged, .registered])
        #expect(snapshot.registrations.through == [Snapshot.open, try Self.day("2026-04-30").number])
        #expect(snapshot.registrations.endReason == [nil, .cancelled])
        // Every registration (on a route that the reference knows) and every attendance says which fact it is.
        let recorded = try ledger.read { connection in
            try ["1970000009", "2270000002"].flatMap { number in
                try StageHistory(connection, at: 2).spells(of: #require(OfficeNumber(number)))
                    .filter { $0.fact.route != "unknown" }.map(\.id)
            }
        }
        #expect(snapshot.registrations.fact == recorded)
        let attended = try ledger.read { connection in
            try connection.rows("SELECT id FROM outreach_attendance WHERE office_number = '2270000002'", [:]) {
                try $0.int(0)
            }
        }
        #expect(snapshot.activities.map(\.facts) == [attended])
        #expect(snapshot.doubts == [[], .closure, []])
        #expect(snapshot.disputedCorporations == [1])
        #expect(snapshot.reportedFrom == [Snapshot.open, Snapshot.open, try Self.day("2026-01-01").number])
        #expect(snapshot.reports.latest(of: 2, through: Day(number: 40_000)) == (try Self.day("2026-05-02")))
        #expect(snapshot.activities.map(\.attendees) == [[1]])
        #expect(snapshot.activities.map(\.unknownAttendees) == [1])
    }

    @Test("is what it was before when the revision in between is undone", arguments: Engine.available)
    func undone(engine: Engine) throws {
        let ledger = try Self.ledger(engine)
        let reference = try Self.reference()
        var newest = try ledger.snapshot(reference: reference)
        #expect(newest.revision == 3)
        var first = try ledger.snapshot(at: 1, reference: reference)
        // NaN differs from itself.
        #expect(newest.places.latitude.removeLast().isNaN && first.places.latitude.removeLast().isNaN)
        #expect(newest.places.longitude.removeLast().isNaN && first.places.longitude.removeLast().isNaN)
        newest.revision = 1
        newest.recordedAt = first.recordedAt
        #expect("\(newest)" == "\(first)")
        // A revision that does not exist yet is the newest.
        #expect(try ledger.snapshot(at: 99, reference: reference).revision == 3)
        #expect(try ledger.snapshot(at: 0, reference: reference).numbers.isEmpty)
        #expect(try ledger.revision(knownAt: Instant(milliseconds: 1500)) == 1)
    }
}
