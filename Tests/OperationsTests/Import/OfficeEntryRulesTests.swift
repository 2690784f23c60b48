import Adoption
import Interchange
import Operations
import TestWorkspace
import Testing

private let (aoi, numazu, atami) = ("221015", "222038", "222054")
private let (a, b) = (officeNumber(1), officeNumber(2))
/// Corporation numbers with the right check digit, of nobody.
private let (first, second) = (
    CorporationNumber(lastTwelve: 999_900_000_001).description,
    CorporationNumber(lastTwelve: 999_900_000_002).description
)

/// Which row decides what the directory says of an office, and what becomes of rows that say otherwise.
@Suite("Rules of office entries")
struct OfficeEntryRulesTests {
    @Test("of one office's rows the smallest service code states the entry; the next rows fill what it leaves blank")
    func smallestCode() throws {
        let it = try TestWorkspace()
        try it.importOffices(
            [
                OfficeRow(a, "43", name: "居宅", kana: "キョタク", address: "葵区1", corporation: first, corporationName: "甲"),
                OfficeRow(a, "11", name: "訪問", address: "葵区2"),
                OfficeRow(a, "15", name: "通所", kana: "ツウショ", latitude: "34.5", longitude: "138.5"),
            ], on: "2025-12-31")
        let entry = try #require(try it.facts().entries.first)
        #expect(entry.name == "訪問" && entry.statedBy == "11")
        #expect(entry.address == "葵区2" && entry.kana == "ツウショ")
        #expect(entry.corporation?.description == first && entry.corporationName == "甲")
        #expect(entry.latitude == 34.5 && entry.longitude == 138.5)
        #expect(try it.facts().services.map(\.listedName) == [nil, "通所", "居宅"])
    }

    @Test("rows that name another municipality are kept as a disagreement, reported, and leave N uncertain")
    func municipalityDisagreement() throws {
        let it = try TestWorkspace()
        let report = try it.importOffices(
            [OfficeRow(a, "11", area: aoi), OfficeRow(a, "43", area: numazu)], on: "2025-12-31")
        #expect(report.counts["行どうしの食い違い"] == 1)
        let found = try #require(try it.facts().disagreements.first)
        // 静岡市, to which the ward belongs, and 沼津市.
        #expect(found.field == .municipality && found.kept == "221007" && found.other == numazu)
        let snapshot = try it.workspace.state().snapshot
        #expect(snapshot.doubts == [.municipality])
        let index = try it.workspace.state().reference.municipalityIndex(of: MunicipalityCode(number: 222_038))
        #expect(snapshot.claims.map { Int($0.municipality) } == [try #require(index)])
    }

    @Test("two wards of one city are no disagreement: the city counts")
    func wardsOfOneCity() throws {
        let it = try TestWorkspace()
        try it.importOffices([OfficeRow(a, "11", area: aoi), OfficeRow(a, "43", area: "221023")], on: "2025-12-31")
        #expect(try it.facts().disagreements == [])
        #expect(try it.workspace.state().snapshot.doubts == [[]])
    }

    @Test("rows that name another corporation are kept as a disagreement that does not make N uncertain")
    func corporationDisagreement() throws {
        let it = try TestWorkspace()
        try it.importOffices(
            [OfficeRow(a, "11", corporation: first), OfficeRow(a, "43", corporation: second)], on: "2025-12-31")
        let found = try #require(try it.facts().disagreements.first)
        #expect(found.field == .corporation && found.kept == first && found.other == second)
        let snapshot = try it.workspace.state().snapshot
        #expect(snapshot.doubts == [[]])
        #expect(snapshot.corporations.map { String($0) } == [first])
    }

    @Test("one service with two statuses or two ends in the same list: the first row holds, the other is kept")
    func serviceDisagreement() throws {
        let it = try TestWorkspace()
        try it.importOffices(
            [
                OfficeRow(a, "11"), OfficeRow(a, "11", status: "suspended"),
                OfficeRow(b, "11", open: "2020-04-01"), OfficeRow(b, "11", open: "2020-04-01", last: "2026-01-31"),
            ], on: "2025-12-31")
        let facts = try it.facts()
        #expect(facts.spells(of: a) == ["11 active …"])
        #expect(facts.spells(of: b) == ["11 active 2020-04-01…"])
        #expect(Set(facts.disagreements.map(\.field)) == [.service, .closure])
        #expect(try it.workspace.state().snapshot.doubts == [.service, .closure])
    }

    @Test("a row that stands twice counts once and is no disagreement")
    func duplicateRow() throws {
        let it = try TestWorkspace()
        let report = try it.importOffices([OfficeRow(a), OfficeRow(a)], on: "2025-12-31")
        #expect(report.counts == ["新しい事業所": 1, "始まったサービス": 1, "一覧の記録": 1])
        #expect(try it.facts().spells(of: a) == ["11 active …"])
    }

    @Test("a newer list in which the rows agree settles a disagreement; an older or equal one does not")
    func settling() throws {
        let it = try TestWorkspace()
        try it.importOffices([OfficeRow(a, "11", area: aoi), OfficeRow(a, "43", area: numazu)], on: "2025-12-31")
        try it.importOffices([OfficeRow(a, "11", area: aoi)], on: "2025-12-31")
        #expect(try it.facts().disagreements.count == 1)
        try it.importOffices([OfficeRow(a, "11", area: aoi), OfficeRow(a, "43", area: aoi)], on: "2025-06-30")
        #expect(try it.facts().disagreements.count == 1)
        try it.importOffices([OfficeRow(a, "11", area: aoi), OfficeRow(a, "43", area: aoi)], on: "2026-06-30")
        #expect(try it.facts().disagreements == [])
        #expect(try it.facts().places(of: a) == ["221015 …"])
    }

    @Test("the same disagreement in the next list is the same one: it keeps the day on which it was first seen")
    func standingDisagreement() throws {
        let it = try TestWorkspace()
        let rows = [OfficeRow(a, "11", area: aoi), OfficeRow(a, "43", area: numazu)]
        try it.importOffices(rows, on: "2025-12-31")
        let report = try it.importOffices(rows, on: "2026-06-30")
        #expect(report.counts == ["行どうしの食い違い": 1, "一覧の記録": 1])
        #expect(try it.facts().disagreements.map(\.day) == [Day("2025-12-31")])
        #expect(try it.importOffices(rows, on: "2026-06-30").number == nil)
    }

    // MARK: - Newer, equal and older lists

    @Test("a newer list moves an office from its day on")
    func move() throws {
        let it = try TestWorkspace()
        try it.importOffices([OfficeRow(a)], on: "2025-12-31")
        let report = try it.importOffices([OfficeRow(a, area: numazu)], on: "2026-06-30")
        #expect(report.counts == ["内容が変わった事業所": 1, "うち市区町村が変わった事業所": 1, "一覧の記録": 1])
        #expect(try it.facts().places(of: a) == ["221015 …", "222038 2026-06-30…"])
    }

    @Test("a list of the same day corrects the entry: there was no move")
    func sameDayCorrection() throws {
        let it = try TestWorkspace()
        try it.importOffices([OfficeRow(a)], on: "2025-12-31")
        let report = try it.importOffices([OfficeRow(a, area: numazu)], on: "2025-12-31")
        #expect(report.counts["内容を訂正した事業所"] == 1)
        #expect(try it.facts().places(of: a) == ["222038 …"])
    }

    @Test("a correction of the first list does not turn the next list's move into a correction")
    func moveAfterCorrection() throws {
        let it = try TestWorkspace()
        try it.importOffices([OfficeRow(a, address: "葵区1"), OfficeRow(b)], on: "2025-12-31")
        try it.importOffices([OfficeRow(a, address: "葵区一丁目1")], on: "2025-12-31")
        let report = try it.importOffices([OfficeRow(a, area: numazu)], on: "2026-06-30")
        #expect(report.counts["うち市区町村が変わった事業所"] == 1)
        #expect(try it.facts().places(of: a) == ["221015 …", "222038 2026-06-30…"])
    }

    @Test("an older list that comes late does not change what the newer one said")
    func olderList() throws {
        let it = try TestWorkspace()
        try it.importOffices([OfficeRow(a, name: "今の名", capacity: "20")], on: "2026-06-30")
        let before = try it.facts()
        let report = try it.importOffices(
            [OfficeRow(a, name: "昔の名", status: "suspended", capacity: "10")], on: "2025-12-31")
        #expect(report.counts == ["一覧の記録": 1])
        let after = try it.facts()
        #expect(after.entries == before.entries && after.services == before.services)
    }

    @Test("an older list that comes late extends a service back to its own day")
    func olderListExtends() throws {
        let it = try TestWorkspace()
        try it.importOffices([OfficeRow(a)], on: "2025-06-30")
        try it.importOffices([OfficeRow(a), OfficeRow(b)], on: "2026-06-30")
        #expect(try it.facts().spells(of: b) == ["11 active 2026-06-30…"])
        try it.importOffices([OfficeRow(a), OfficeRow(b)], on: "2025-12-31")
        #expect(try it.facts().spells(of: b) == ["11 active 2025-12-31…"])
        // Older than every other: the first list.
        try it.importOffices([OfficeRow(a), OfficeRow(b)], on: "2024-12-31")
        #expect(try it.facts().spells(of: b) == ["11 active …"])
    }

    @Test("an older list that places the office elsewhere places it there until the newer list's day")
    func olderPlace() throws {
        let it = try TestWorkspace()
        try it.importOffices([OfficeRow(a, area: numazu)], on: "2026-06-30")
        try it.importOffices([OfficeRow(a, area: aoi)], on: "2025-12-31")
        #expect(try it.facts().places(of: a) == ["221015 …", "222038 2026-06-30…"])
    }

    @Test("a list between two that agree moves the office only until the later one")
    func betweenEqualLists() throws {
        let it = try TestWorkspace()
        try it.importOffices([OfficeRow(a, area: aoi)], on: "2025-12-31")
        try it.importOffices([OfficeRow(a, area: aoi)], on: "2026-06-30")
        try it.importOffices([OfficeRow(a, area: numazu)], on: "2026-03-31")
        #expect(try it.facts().places(of: a) == ["221015 …", "222038 2026-03-31…", "221015 2026-06-30…"])
    }

    @Test("a complete list that comes late does not close what a newer list names")
    func lateCompleteList() throws {
        let it = try TestWorkspace()
        try it.importOffices([OfficeRow(a), OfficeRow(b)], on: "2025-12-31")
        try it.importOffices([OfficeRow(a), OfficeRow(b)], on: "2026-06-30")
        try it.importOffices([OfficeRow(a)], on: "2026-03-31", complete: true)
        let today = try #require(Day("2026-06-30"))
        let isOpen = try it.facts().services.contains { $0.office.description == b && $0.spell.covers(today) }
        #expect(isOpen)
    }

    @Test("a status that only an older list gives does not reach beyond the newer list's day")
    func lateStatus() throws {
        let it = try TestWorkspace()
        try it.importOffices([OfficeRow(a)], on: "2025-12-31")
        try it.importOffices([OfficeRow(a)], on: "2026-06-30")
        try it.importOffices([OfficeRow(a, status: "suspended")], on: "2026-03-31")
        let today = try #require(Day("2026-06-30"))
        let statuses = try it.facts().services.filter { $0.spell.covers(today) }.map(\.status)
        #expect(statuses == [.active])
    }

    @Test("another service's row that only spells the name otherwise does not rename the office")
    func renaming() throws {
        let it = try TestWorkspace()
        try it.importOffices([OfficeRow(a, "11", name: "訪問"), OfficeRow(a, "43", name: "居宅")], on: "2025-12-31")
        try it.importOffices([OfficeRow(a, "43", name: "居宅センター")], on: "2026-06-30")
        #expect(try it.facts().entries.map(\.name) == ["訪問"])
        #expect(try it.facts().services.map(\.listedName) == [nil, "居宅センター"])
        try it.importOffices([OfficeRow(a, "11", name: "訪問センター")], on: "2026-09-30")
        #expect(try it.facts().entries.map(\.name) == ["訪問", "訪問センター"])
    }

    @Test("a list of the same day that is the first corrects a status; a later one splits the spell")
    func sameDayStatus() throws {
        let it = try TestWorkspace()
        try it.importOffices([OfficeRow(a)], on: "2025-12-31")
        try it.importOffices([OfficeRow(a, status: "suspended")], on: "2025-12-31")
        #expect(try it.facts().spells(of: a) == ["11 suspended …"])
        try it.importOffices([OfficeRow(a)], on: "2026-06-30")
        try it.importOffices([OfficeRow(a, status: "deemed")], on: "2026-06-30")
        #expect(try it.facts().spells(of: a) == ["11 suspended …2026-06-29", "11 deemed 2026-06-30…"])
    }

    @Test("an older list with another status ends where the newer one begins")
    func olderStatus() throws {
        let it = try TestWorkspace()
        try it.importOffices([OfficeRow(b)], on: "2025-06-30")
        try it.importOffices([OfficeRow(a, status: "suspended")], on: "2026-06-30")
        try it.importOffices([OfficeRow(a)], on: "2025-12-31")
        #expect(
            try it.facts().spells(of: a) == ["11 active 2025-12-31…2026-06-29", "11 suspended 2026-06-30…"])
    }

    @Test("an older list's days do not replace those that a newer list gave")
    func olderDays() throws {
        let it = try TestWorkspace()
        try it.importOffices([OfficeRow(a, open: "2024-04-01")], on: "2026-06-30")
        try it.importOffices([OfficeRow(a, open: "2023-04-01")], on: "2025-12-31")
        #expect(try it.facts().spells(of: a) == ["11 active 2024-04-01…"])
    }

    @Test("a nameless row is reported; its office counts, and goes by its number until a row names it")
    func nameless() throws {
        let it = try TestWorkspace()
        let report = try it.importOffices([OfficeRow(a, name: "")], on: "2025-12-31")
        #expect(report.issues.contains { $0.code.rawValue == "nameMissing" && $0.line == 2 })
        #expect(try it.facts().entries.map(\.name) == [a])
        try it.importOffices([OfficeRow(a, name: "名のある事業所")], on: "2026-06-30")
        try it.importOffices([OfficeRow(a, name: "")], on: "2026-09-30")
        #expect(try it.facts().entries.map(\.name) == [a, "名のある事業所"])
        #expect(try it.facts().services.map(\.listedName) == [nil])
    }
}
