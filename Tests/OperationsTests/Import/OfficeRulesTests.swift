import Adoption
import Operations
import TestWorkspace
import Testing

/// 静岡市葵区, 静岡市駿河区, 沼津市, 熱海市.
private let (aoi, suruga, numazu, atami) = ("221015", "221023", "222038", "222054")
private let (a, b, c) = (officeNumber(1), officeNumber(2), officeNumber(3))

/// The rules of docs/csv-formats.md on lists of offices, each with the lists that it was made for.
@Suite("Rules of office lists")
struct OfficeRulesTests {
    // MARK: - When a service begins

    @Test("offices of the first list of an area open before the record, and count on every earlier day")
    func firstList() throws {
        let it = try TestWorkspace()
        let report = try it.importOffices([OfficeRow(a), OfficeRow(b, "43", area: numazu)], on: "2025-12-31")
        #expect(report.counts == ["新しい事業所": 2, "始まったサービス": 2, "一覧の記録": 1])
        let facts = try it.facts()
        #expect(facts.spells(of: a) == ["11 active …"])
        #expect(facts.spells(of: b) == ["43 active …"])
        #expect(facts.places(of: a) == ["221015 …"])
    }

    @Test("an office that a later list adds opens on that list's day")
    func laterList() throws {
        let it = try TestWorkspace()
        try it.importOffices([OfficeRow(a)], on: "2025-12-31")
        let report = try it.importOffices([OfficeRow(a), OfficeRow(b)], on: "2026-06-30")
        #expect(report.counts == ["新しい事業所": 1, "始まったサービス": 1, "一覧の記録": 1])
        #expect(try it.facts().spells(of: a) == ["11 active …"])
        #expect(try it.facts().spells(of: b) == ["11 active 2026-06-30…"])
    }

    @Test("what is first is judged by service and municipality: wards are one city, another service is another list")
    func firstListOfWhat() throws {
        let it = try TestWorkspace()
        try it.importOffices([OfficeRow(a, "11", area: aoi)], on: "2025-12-31")
        try it.importOffices(
            [OfficeRow(b, "11", area: suruga), OfficeRow(b, "43", area: suruga), OfficeRow(c, "11", area: numazu)],
            on: "2026-06-30")
        let facts = try it.facts()
        // Another ward of 静岡市, whose 訪問介護 had been listed.
        #expect(facts.spells(of: b) == ["11 active 2026-06-30…", "43 active …"])
        #expect(facts.spells(of: c) == ["11 active …"])
    }

    @Test("--covers makes an area without rows a listed one: what comes later is new there")
    func firstListOfCoveredArea() throws {
        let it = try TestWorkspace()
        try it.importOffices([OfficeRow(a, "43")], on: "2025-12-31", covers: ["静岡県"])
        try it.importOffices([OfficeRow(b, "43", area: numazu)], on: "2026-06-30")
        #expect(try it.facts().spells(of: b) == ["43 active 2026-06-30…"])
    }

    @Test("the columns open_day and last_day say more than the list's day")
    func datedRows() throws {
        let it = try TestWorkspace()
        try it.importOffices(
            [
                OfficeRow(a, open: "2024-04-01"), OfficeRow(b, open: "2021-04-01", last: "2025-09-30"),
                OfficeRow(c, last: "2025-11-30"),
            ], on: "2025-12-31")
        let facts = try it.facts()
        #expect(facts.spells(of: a) == ["11 active 2024-04-01…"])
        #expect(facts.spells(of: b) == ["11 active 2021-04-01…2025-09-30"])
        #expect(facts.spells(of: c) == ["11 active …2025-11-30"])
    }

    @Test("a dated row takes the place of the spell that it overlaps, and leaves another spell alone")
    func datedCorrection() throws {
        let it = try TestWorkspace()
        try it.importOffices(
            [OfficeRow(a, open: "2020-04-01", last: "2022-03-31"), OfficeRow(a, open: "2024-04-01")], on: "2025-12-31")
        let report = try it.importOffices([OfficeRow(a, open: "2023-10-01")], on: "2026-06-30")
        #expect(report.counts["内容が変わったサービス"] == 1)
        #expect(
            try it.facts().spells(of: a) == ["11 active 2020-04-01…2022-03-31", "11 active 2023-10-01…"])
    }

    @Test("a dated row with only a last day closes the spell that runs")
    func datedClosure() throws {
        let it = try TestWorkspace()
        try it.importOffices([OfficeRow(a)], on: "2025-12-31")
        try it.importOffices([OfficeRow(a, last: "2026-03-31")], on: "2026-06-30")
        #expect(try it.facts().spells(of: a) == ["11 active …2026-03-31"])
    }

    @Test("successor_of names the office whose number this one replaced")
    func successor() throws {
        let it = try TestWorkspace()
        try it.importOffices([OfficeRow(a)], on: "2025-12-31")
        try it.importOffices([OfficeRow(a, last: "2026-03-31"), OfficeRow(b, successorOf: a)], on: "2026-06-30")
        let snapshot = try it.workspace.state().snapshot
        let (old, new) = (try #require(OfficeNumber(a)), try #require(OfficeNumber(b)))
        let place = try #require(snapshot.index(of: new))
        #expect(snapshot.predecessors[place] == snapshot.index(of: old).map(Int32.init))
    }

    // MARK: - When a service ends

    @Test("what a list does not name stays open, and the report says how many services that are")
    func notComplete() throws {
        let it = try TestWorkspace()
        try it.importOffices([OfficeRow(a), OfficeRow(b)], on: "2025-12-31")
        let report = try it.importOffices([OfficeRow(a)], on: "2026-06-30")
        #expect(try it.facts().spells(of: b) == ["11 active …"])
        #expect(report.remarks.contains { $0.contains("1 件") && $0.contains("--complete") })
    }

    @Test("a complete list closes what it does not name on the day before, in its municipalities and services alone")
    func complete() throws {
        let it = try TestWorkspace()
        let (d, e) = (officeNumber(4), officeNumber(5))
        try it.importOffices(
            [
                OfficeRow(a), OfficeRow(b), OfficeRow(c, area: numazu), OfficeRow(d, "43"),
                OfficeRow(e, open: "2026-06-30"),
            ], on: "2025-12-31")
        let report = try it.importOffices([OfficeRow(a)], on: "2026-06-30", complete: true)
        #expect(report.counts == ["終わったサービス": 1, "一覧の記録": 1])
        let facts = try it.facts()
        #expect(facts.spells(of: a) == ["11 active …"])
        #expect(facts.spells(of: b) == ["11 active …2026-06-29"])
        #expect(facts.spells(of: c) == ["11 active …"])
        #expect(facts.spells(of: d) == ["43 active …"])
        // It opens on the list's day: it has no day before that it could end on.
        #expect(facts.spells(of: e) == ["11 active 2026-06-30…"])
        #expect(report.remarks.contains { $0.contains("静岡県静岡市: 1 サービス") })
    }

    @Test("a complete list that covers a whole prefecture closes in municipalities without a row")
    func completePrefecture() throws {
        let it = try TestWorkspace()
        try it.importOffices([OfficeRow(a), OfficeRow(b, area: numazu)], on: "2025-12-31")
        try it.importOffices([OfficeRow(a)], on: "2026-06-30", complete: true, covers: ["22"])
        #expect(try it.facts().spells(of: b) == ["11 active …2026-06-29"])
    }

    @Test("a service that comes back begins anew on the list's day; the gap stays")
    func reopening() throws {
        let it = try TestWorkspace()
        try it.importOffices([OfficeRow(a), OfficeRow(b)], on: "2025-12-31")
        try it.importOffices([OfficeRow(a)], on: "2026-03-31", complete: true)
        let report = try it.importOffices([OfficeRow(a), OfficeRow(b)], on: "2026-06-30")
        #expect(report.counts == ["再開したサービス": 1, "一覧の記録": 1])
        #expect(try it.facts().spells(of: b) == ["11 active …2026-03-30", "11 active 2026-06-30…"])
    }

    @Test("a service that is suspended is two spells: working until the day before, suspended from the list's day")
    func suspension() throws {
        let it = try TestWorkspace()
        try it.importOffices([OfficeRow(a)], on: "2025-12-31")
        try it.importOffices([OfficeRow(a, status: "suspended")], on: "2026-06-30")
        #expect(try it.facts().spells(of: a) == ["11 active …2026-06-29", "11 suspended 2026-06-30…"])
        try it.importOffices([OfficeRow(a)], on: "2026-09-30")
        #expect(
            try it.facts().spells(of: a)
                == ["11 active …2026-06-29", "11 suspended 2026-06-30…2026-09-29", "11 active 2026-09-30…"])
    }

    @Test("a capacity that changed is written into the spell; a blank one says nothing")
    func capacity() throws {
        let it = try TestWorkspace()
        try it.importOffices([OfficeRow(a, capacity: "18")], on: "2025-12-31")
        try it.importOffices([OfficeRow(a)], on: "2026-03-31")
        #expect(try it.facts().services.map(\.capacity) == [18])
        try it.importOffices([OfficeRow(a, capacity: "25")], on: "2026-06-30")
        #expect(try it.facts().services.map(\.capacity) == [25])
    }
}
