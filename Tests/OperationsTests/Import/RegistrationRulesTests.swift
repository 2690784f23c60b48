import Adoption
import Interchange
import Operations
import TestWorkspace
import Testing

private let (a, b, c, unknown) = (officeNumber(1), officeNumber(2), officeNumber(3), officeNumber(99))

/// The rules of docs/csv-formats.md on lists of registered offices.
@Suite("Rules of registration lists")
struct RegistrationRulesTests {
    /// a and b in 静岡市, c in 沼津市.
    private func offices() throws -> TestWorkspace {
        let it = try TestWorkspace()
        try it.importOffices([OfficeRow(a), OfficeRow(b), OfficeRow(c, area: "222038")], on: "2025-12-31")
        return it
    }

    // MARK: - Spells

    @Test("a row with a start day states a whole spell")
    func datedRow() throws {
        let it = try offices()
        let report = try it.importRegistrations(
            [
                StageRow(a, "pledged", from: "2026-06-01"), StageRow(a, from: "2026-07-01", route: "kaigo-web"),
                StageRow(b, from: "2023-05-01", to: "2024-04-30", reason: "expired", source: "WAM NET", evidence: "画面"),
            ], on: "2026-10-31")
        #expect(report.counts == ["新しい利用の期間": 3, "一覧の記録": 1])
        let facts = try it.facts()
        #expect(facts.stages(of: a) == ["careplan-renkei pledged 2026-06-01…", "kaigo-web registered 2026-07-01…"])
        #expect(facts.stages(of: b) == ["careplan-renkei registered 2023-05-01…2024-04-30 expired"])
        let stated = try #require(facts.stages.first { $0.office.description == b })
        #expect(stated.source == "WAM NET" && stated.evidence == "画面")
    }

    @Test("a row with a start day takes the place of the spells that it overlaps, of its office, route and stage alone")
    func replacing() throws {
        let it = try offices()
        try it.importRegistrations(
            [
                StageRow(a, from: "2023-05-01", to: "2024-04-30"), StageRow(a, from: "2024-06-01"),
                StageRow(a, "pledged", from: "2023-05-01"), StageRow(a, from: "2024-06-01", route: "equivalent"),
                StageRow(b, from: "2024-06-01"),
            ], on: "2026-03-31")
        let report = try it.importRegistrations([StageRow(a, from: "2024-05-01", to: "2026-05-31")], on: "2026-10-31")
        #expect(report.counts["内容が変わった利用の期間"] == 1)
        #expect(
            Set(try it.facts().stages(of: a)) == [
                "careplan-renkei pledged 2023-05-01…", "careplan-renkei registered 2023-05-01…2024-04-30",
                "careplan-renkei registered 2024-05-01…2026-05-31", "equivalent registered 2024-06-01…",
            ])
        #expect(try it.facts().stages(of: b) == ["careplan-renkei registered 2024-06-01…"])
    }

    @Test("a row without a start day says: on the list's day; a spell that runs goes on, else one begins that day")
    func snapshotRow() throws {
        let it = try offices()
        try it.importRegistrations([StageRow(a, from: "2024-01-10")], on: "2025-12-31")
        let report = try it.importRegistrations([StageRow(a), StageRow(b)], on: "2026-03-31")
        #expect(report.counts == ["新しい利用の期間": 1, "一覧の記録": 1])
        #expect(try it.facts().stages(of: a) == ["careplan-renkei registered 2024-01-10…"])
        #expect(try it.facts().stages(of: b) == ["careplan-renkei registered 2026-03-31…"])
        // Again, later: both go on.
        try it.importRegistrations([StageRow(a), StageRow(b)], on: "2026-06-30")
        #expect(try it.facts().stages(of: b) == ["careplan-renkei registered 2026-03-31…"])
    }

    @Test("offices gone from a list end the day before only when the list was said to be complete")
    func vanished() throws {
        let it = try offices()
        try it.importRegistrations([StageRow(a), StageRow(b), StageRow(c)], on: "2025-12-31")
        let report = try it.importRegistrations([StageRow(a)], on: "2026-03-31")
        #expect(try it.facts().stages(of: b) == ["careplan-renkei registered 2025-12-31…"])
        #expect(report.remarks.contains { $0.contains("1 件") && $0.contains("--complete") })
        let complete = try it.importRegistrations([StageRow(a)], on: "2026-06-30", complete: true)
        #expect(complete.counts["終わった利用の期間"] == 1)
        let facts = try it.facts()
        #expect(facts.stages(of: a) == ["careplan-renkei registered 2025-12-31…"])
        #expect(facts.stages(of: b) == ["careplan-renkei registered 2025-12-31…2026-06-29 vanished"])
        // 沼津市 is not among the list's municipalities.
        #expect(facts.stages(of: c) == ["careplan-renkei registered 2025-12-31…"])
    }

    @Test("a complete list ends nothing of other stages, other routes, or that begins on its day")
    func vanishedScope() throws {
        let it = try offices()
        try it.importRegistrations(
            [
                StageRow(b, "pledged", from: "2026-01-01"), StageRow(b, from: "2026-01-01", route: "kaigo-web"),
                StageRow(b, from: "2026-06-30"),
            ], on: "2026-03-31")
        try it.importRegistrations([StageRow(a)], on: "2026-06-30", complete: true)
        #expect(try it.facts().stages(of: b).filter { $0.contains("vanished") } == [])
    }

    @Test("an office that left and came back has two spells")
    func comingBack() throws {
        let it = try offices()
        try it.importRegistrations([StageRow(a), StageRow(b)], on: "2025-12-31")
        try it.importRegistrations([StageRow(a)], on: "2026-03-31", complete: true)
        try it.importRegistrations([StageRow(a), StageRow(b)], on: "2026-06-30")
        #expect(
            try it.facts().stages(of: b) == [
                "careplan-renkei registered 2025-12-31…2026-03-30 vanished",
                "careplan-renkei registered 2026-06-30…",
            ])
    }

    @Test("an older list that comes late adds spells of which none has spoken, and changes none of a newer one")
    func olderList() throws {
        let it = try offices()
        try it.importRegistrations([StageRow(a, from: "2024-01-10", to: "2026-03-31")], on: "2026-06-30")
        let report = try it.importRegistrations(
            [
                StageRow(a, from: "2024-02-01"), StageRow(a, from: "2023-04-01", to: "2023-12-31"),
                StageRow(b, from: "2025-01-10"),
            ],
            on: "2025-12-31")
        #expect(report.counts == ["新しい利用の期間": 2, "一覧の記録": 1])
        #expect(report.remarks.contains { $0.hasPrefix("1 行は、より新しい一覧が述べた期間") })
        #expect(
            try it.facts().stages(of: a) == [
                "careplan-renkei registered 2023-04-01…2023-12-31", "careplan-renkei registered 2024-01-10…2026-03-31",
            ])
    }

    @Test("what a second list of the newest day said is not changed by an older list either")
    func olderThanCorrection() throws {
        let it = try offices()
        try it.importRegistrations(
            [StageRow(a, from: "2024-01-10"), StageRow(b, from: "2024-01-10")], on: "2026-06-30")
        try it.importRegistrations([StageRow(b, from: "2024-03-10")], on: "2026-06-30")
        try it.importRegistrations([StageRow(b, from: "2024-02-20")], on: "2025-12-31")
        #expect(try it.facts().stages(of: b) == ["careplan-renkei registered 2024-03-10…"])
    }

    @Test("a row with an end day and no start ends the spell that runs")
    func endOnly() throws {
        let it = try offices()
        try it.importRegistrations([StageRow(a, from: "2024-01-10")], on: "2025-12-31")
        try it.importRegistrations([StageRow(a, to: "2026-02-28", reason: "cancelled")], on: "2026-03-31")
        #expect(try it.facts().stages(of: a) == ["careplan-renkei registered 2024-01-10…2026-02-28 cancelled"])
    }

    // MARK: - Rows that contradict each other

    @Test("a row that stands twice is dropped with a remark; two rows whose spells overlap cannot both be true")
    func overlaps() throws {
        let it = try offices()
        let repeated = try it.importRegistrations(
            [StageRow(a, from: "2024-01-10"), StageRow(a, from: "2024-01-10")], on: "2025-12-31")
        #expect(repeated.counts["新しい利用の期間"] == 1)
        #expect(repeated.issues.map(\.code.rawValue) == ["repeatedRow"])
        let before = try it.databaseBytes()
        let failure = #expect(throws: Failure.self) {
            try it.importRegistrations(
                [StageRow(b, from: "2024-01-10", to: "2024-12-31"), StageRow(b, from: "2024-06-01")], on: "2026-03-31")
        }
        #expect(failure?.code == .invalid)
        #expect(failure?.message.contains("registrations.csv 3行目") == true)
        #expect(failure?.message.contains("2行目と期間が重なる行") == true)
        #expect(try it.databaseBytes() == before)
    }

    // MARK: - What a list covers

    private func reported(_ it: TestWorkspace) throws -> [String: Day] {
        let state = try it.workspace.state()
        var days: [String: Day] = [:]
        for (index, day) in state.snapshot.reportedFrom.enumerated() where day != Snapshot.open {
            days[state.reference.municipalities[index].code.description] = Day(number: day)
        }
        return days
    }

    @Test("a list covers the municipalities of its rows, or those that --covers names; all others are 未報告")
    func coverage() throws {
        let it = try offices()
        try it.importRegistrations([StageRow(a)], on: "2026-03-31")
        #expect(try reported(it) == ["221007": Day("2026-03-31")])
        try it.importRegistrations([StageRow(a)], on: "2026-06-30", covers: ["221015", "沼津市"])
        #expect(try reported(it) == ["221007": Day("2026-03-31"), "222038": Day("2026-06-30")])
        try it.importRegistrations([StageRow(a)], on: "2026-09-30", covers: ["静岡県"])
        // 35 municipalities of 静岡県.
        #expect(try reported(it).count == 35)
    }

    @Test("a list with start days speaks from its earliest day on, one without from its own day on")
    func coverageDay() throws {
        let it = try offices()
        try it.importRegistrations(
            [StageRow(a, from: "2023-04-20"), StageRow(b, from: "2024-01-10")], on: "2026-03-31")
        #expect(try reported(it) == ["221007": Day("2023-04-20")])
        try it.importRegistrations([StageRow(c)], on: "2026-06-30")
        #expect(try reported(it)["222038"] == Day("2026-06-30"))
    }

    @Test("an area that --covers misspells is refused, and nothing is recorded")
    func unknownCoverage() throws {
        let it = try offices()
        let revision = try it.revision()
        for covers in ["静岡県浜松市天竜区五丁目", "229999", "府中市"] {
            let failure = #expect(throws: Failure.self) {
                try it.importRegistrations([StageRow(a)], on: "2026-03-31", covers: [covers])
            }
            #expect([.notFound, .invalid].contains(failure?.code))
        }
        #expect(try it.revision() == revision)
    }

    @Test("a number that is not in the ledger is kept and counted nowhere, and counts once an office list names it")
    func orphans() throws {
        let it = try offices()
        let report = try it.importRegistrations(
            [StageRow(unknown, from: "2024-01-10"), StageRow(a, from: "2024-01-10")], on: "2025-12-31")
        #expect(report.remarks.contains { $0.contains("台帳にない番号が 1 行") })
        var snapshot = try it.workspace.state().snapshot
        #expect(snapshot.orphanRegistrations[22] == 1)
        #expect(snapshot.registrations.from.count == 1)
        #expect(try it.facts().stages(of: unknown) == ["careplan-renkei registered 2024-01-10…"])
        try it.importOffices([OfficeRow(unknown)], on: "2026-06-30")
        snapshot = try it.workspace.state().snapshot
        #expect(snapshot.orphanRegistrations[22] == 0)
        #expect(snapshot.registrations.from.count == 2)
    }

    @Test("a list of unknown numbers alone is kept; it covers nothing")
    func onlyOrphans() throws {
        let it = try offices()
        let report = try it.importRegistrations([StageRow(unknown, from: "2024-01-10")], on: "2025-12-31")
        #expect(report.number != nil)
        #expect(try reported(it) == [:])
        #expect(try it.importRegistrations([StageRow(unknown, from: "2024-01-10")], on: "2025-12-31").number == nil)
    }

    // MARK: - Lists without a known layout

    private func list(_ it: TestWorkspace, _ text: String, mapping: String? = nil, day: String = "2026-03-31") throws
        -> ImportReport
    {
        let path = try it.file("県の一覧.csv", text)
        return try it.workspace.importRegistrations(it.request([path], on: day, mapping: mapping))
    }

    @Test("the columns are guessed from the header, and the guess is shown with the option that says the same")
    func guessed() throws {
        let it = try offices()
        let report = try list(
            it,
            """
            ケアプランデータ連携システム利用事業所一覧
            番号,事業所名,介護保険事業所番号,利用開始年月日,有効期限,備考
            1,架空,\(a),令和6年1月10日,2027/3/31,
            2,架空,\(b),2025.4.1,,
            """)
        let remark = try #require(report.remarks.first { $0.contains("推定") })
        #expect(remark.contains("事業所番号 ← 介護保険事業所番号") && remark.contains("開始日 ← 利用開始年月日"))
        #expect(remark.contains("--map office=介護保険事業所番号,name=事業所名,from=利用開始年月日,to=有効期限"))
        #expect(try it.facts().stages(of: a) == ["careplan-renkei registered 2024-01-10…2027-03-31"])
        #expect(try it.facts().stages(of: b) == ["careplan-renkei registered 2025-04-01…"])
    }

    @Test("--map names the columns, by title or by place, with the default route and stage of the call")
    func mapped() throws {
        let it = try offices()
        let text = "コード,いつ\n\(a),2026-01-05\n\(b),2026-02-05\n"
        let path = try it.file("一覧.csv", text)
        var request = it.request([path], on: "2026-03-31", mapping: "office=コード,from=#2")
        request.route = "kaigo-web"
        request.stage = .applied
        let report = try it.workspace.importRegistrations(request)
        #expect(!report.remarks.contains { $0.contains("推定") })
        #expect(try it.facts().stages(of: a) == ["kaigo-web applied 2026-01-05…"])
    }

    @Test("a mapping with a column, a field or a route that is not there is refused, and says what there is")
    func wrongMapping() throws {
        let it = try offices()
        let text = "コード,いつ\n\(a),2026-01-05\n"
        let revision = try it.revision()
        for (mapping, told) in [
            ("office=番号", "コード、いつ"), ("office", "--map office=列名"), ("offcie=コード", "office（事業所番号）"),
            ("from=いつ", "--map office=列名"),
        ] {
            let failure = #expect(throws: Failure.self) { try list(it, text, mapping: mapping) }
            #expect(failure?.code == .invalid)
            #expect(failure?.hint?.contains(told) == true, "\(mapping): \(failure?.description ?? "")")
        }
        var request = it.request([try it.file("一覧.csv", text)], on: "2026-03-31", mapping: "office=コード")
        request.route = "fax"
        let failure = #expect(throws: Failure.self) { try it.workspace.importRegistrations(request) }
        #expect(failure?.hint?.contains("careplan-renkei、kaigo-web、equivalent") == true)
        #expect(try it.revision() == revision)
    }

    @Test("a list of all offices with a column for the use takes the rows that use it")
    func usageColumn() throws {
        let it = try offices()
        let report = try list(it, "事業所番号,利用状況\n\(a),○\n\(b),×\n\(c),申請中\n")
        #expect(try it.facts().stages(of: a) == ["careplan-renkei registered 2026-03-31…"])
        #expect(try it.facts().stages(of: b) == [])
        #expect(try it.facts().stages(of: c) == ["careplan-renkei applied 2026-03-31…"])
        #expect(report.number != nil)
    }

    @Test("a list of all offices is not taken for a list of users")
    func officeListAsRegistrations() throws {
        let it = try offices()
        let failure = #expect(throws: Failure.self) {
            let path = try it.file("jigyosho.csv", officesCSV([OfficeRow(a)]))
            return try it.workspace.importRegistrations(it.request([path], on: "2026-03-31"))
        }
        #expect(failure?.code == .invalid && failure?.hint?.contains("fukyu import offices") == true)
    }
}
