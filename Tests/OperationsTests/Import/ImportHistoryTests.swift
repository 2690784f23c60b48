import Adoption
import Interchange
import Operations
import Storage
import TestWorkspace
import Testing

private let numazu = "222038"
private let (a, b, c) = (officeNumber(1), officeNumber(2), officeNumber(3))

/// Preview, repetition, undo, and what was known when.
@Suite("The history of imports")
struct ImportHistoryTests {
    /// A ledger with an office list and a registration list.
    private func begun() throws -> TestWorkspace {
        let it = try TestWorkspace()
        try it.importOffices(
            [OfficeRow(a, capacity: "10"), OfficeRow(a, "43", area: numazu), OfficeRow(b), OfficeRow(c)],
            on: "2025-12-31")
        try it.importRegistrations(
            [StageRow(a, from: "2024-01-10"), StageRow(b, from: "2025-01-10"), StageRow(officeNumber(99))],
            on: "2025-12-31")
        return it
    }

    private let next = [
        OfficeRow(a, area: numazu, capacity: "12"), OfficeRow(b, status: "suspended"),
        OfficeRow(officeNumber(4), name: ""),
    ]

    private let nextStages = [
        StageRow(a, from: "2024-01-10", to: "2026-01-31", reason: "cancelled"),
        StageRow(c, "applied", from: "2026-02-01"),
        StageRow(c, from: "2026-03-01"), StageRow(officeNumber(98)),
    ]

    // MARK: - Preview

    @Test("a preview says exactly what the commit then does, and leaves every byte of the database as it was")
    func preview() throws {
        let it = try begun()
        let before = try it.databaseBytes()
        let revision = try it.revision()
        func compare(_ preview: ImportReport, _ run: () throws -> ImportReport) throws {
            #expect(try it.databaseBytes() == before || it.revision() > revision)
            var told = preview
            let done = try run()
            #expect(preview.isPreview && preview.number == nil && done.number != nil)
            told.isPreview = false
            told.number = done.number
            #expect(told.json() == done.json())
            #expect(told.text() == done.text())
        }
        let offices = try it.importOffices(next, on: "2026-06-30", complete: true, preview: true)
        #expect(offices.counts["うち市区町村が変わった事業所"] == 1 && offices.counts["終わったサービス"] == 1)
        #expect(try it.databaseBytes() == before)
        #expect(try it.revision() == revision)
        try compare(offices) { try it.importOffices(next, on: "2026-06-30", complete: true) }

        let second = try it.databaseBytes()
        let stages = try it.importRegistrations(nextStages, on: "2026-06-30", complete: true, preview: true)
        #expect(stages.counts == ["新しい利用の期間": 3, "内容が変わった利用の期間": 1, "終わった利用の期間": 1, "一覧の記録": 1])
        #expect(try it.databaseBytes() == second)
        try compare(stages) { try it.importRegistrations(nextStages, on: "2026-06-30", complete: true) }
    }

    @Test("a preview with bad rows shows them instead of failing, and records nothing")
    func previewOfBadRows() throws {
        let it = try begun()
        let before = try it.databaseBytes()
        let report = try it.importOffices([OfficeRow("22"), OfficeRow(a, "zz")], on: "2026-06-30", preview: true)
        #expect(report.aside.map(\.line) == [2, 3])
        #expect(report.text().contains("--skip-bad-rows"))
        #expect(try it.databaseBytes() == before)
    }

    // MARK: - Again

    @Test("importing the same files again records nothing")
    func again() throws {
        let it = try begun()
        try it.importOffices(next, on: "2026-06-30", complete: true)
        try it.importRegistrations(nextStages, on: "2026-06-30", complete: true)
        let before = try it.databaseBytes()
        let revision = try it.revision()
        let offices = try it.importOffices(next, on: "2026-06-30", complete: true)
        let stages = try it.importRegistrations(nextStages, on: "2026-06-30", complete: true)
        #expect(offices.number == nil && offices.changesNothing)
        #expect(stages.number == nil && stages.changesNothing)
        #expect(try it.revision() == revision)
        #expect(try it.databaseBytes() == before)
        #expect(offices.text().hasPrefix("新しい内容がないので、何も記録しませんでした"))
    }

    @Test("the older list again, after the newer one, records nothing either")
    func olderAgain() throws {
        let it = try begun()
        try it.importOffices(next, on: "2026-06-30")
        try it.importRegistrations(nextStages, on: "2026-06-30")
        let revision = try it.revision()
        try it.importOffices(
            [OfficeRow(a, capacity: "10"), OfficeRow(a, "43", area: numazu), OfficeRow(b), OfficeRow(c)],
            on: "2025-12-31")
        try it.importRegistrations(
            [StageRow(a, from: "2024-01-10"), StageRow(b, from: "2025-01-10"), StageRow(officeNumber(99))],
            on: "2025-12-31")
        #expect(try it.revision() == revision)
    }

    @Test("a file that is given twice in one call is read once")
    func givenTwice() throws {
        let it = try TestWorkspace()
        let text = officesCSV([OfficeRow(a)])
        let report = try it.workspace.importOffices(
            it.request([it.file("1.csv", text), it.file("2.csv", text)], on: "2025-12-31"))
        #expect(report.files.count == 1)
        #expect(report.remarks.contains { $0.contains("2.csv") && $0.contains("読み飛ばしました") })
    }

    // MARK: - Undo

    @Test("undo restores every column of the snapshot and every fact; importing again brings the import back")
    func undo() throws {
        let it = try begun()
        let (facts, snapshot) = (try it.facts(), try it.snapshot())
        let number = try #require(try it.importOffices(next, on: "2026-06-30", complete: true).number)
        let (laterFacts, laterSnapshot) = (try it.facts(), try it.snapshot())
        #expect(laterSnapshot != snapshot)
        #expect(try it.workspace.undoImport(number, actor: "test", reason: "時点を間違えた") == [])
        #expect(try it.facts() == facts)
        #expect(try it.snapshot() == snapshot)
        #expect(try it.importOffices(next, on: "2026-06-30", complete: true).number == number + 2)
        #expect(try it.facts() == laterFacts)
        #expect(try it.snapshot() == laterSnapshot)
    }

    @Test("undo of a registration list restores what it replaced and ended")
    func undoRegistrations() throws {
        let it = try begun()
        let (facts, snapshot) = (try it.facts(), try it.snapshot())
        let number = try #require(try it.importRegistrations(nextStages, on: "2026-06-30", complete: true).number)
        #expect(try it.facts() != facts)
        _ = try it.workspace.undoImport(number, actor: "test", reason: "")
        #expect(try it.facts() == facts)
        #expect(try it.snapshot() == snapshot)
    }

    @Test("undo is refused while a later import has replaced facts of this one, and names that import")
    func undoRefused() throws {
        let it = try begun()
        let second = try #require(try it.importOffices(next, on: "2026-06-30").number)
        let before = try it.facts()
        // The first import of `begun`.
        let first = try #require(try it.workspace.importRecords().last?.number)
        let failure = #expect(throws: Failure.self) {
            try it.workspace.undoImport(first, actor: "test", reason: "")
        }
        #expect(failure?.code == .conflict)
        #expect(failure?.message.contains("取り込み \(second)") == true)
        #expect(try it.facts() == before)
        _ = try it.workspace.undoImport(second, actor: "test", reason: "")
        _ = try it.workspace.undoImport(first, actor: "test", reason: "")
        #expect(try it.facts().entries == [])
    }

    @Test("undo tells which later imports of the kind left out what this one had said")
    func undoTellsLater() throws {
        let it = try TestWorkspace()
        let first = try #require(try it.importOffices([OfficeRow(a)], on: "2025-12-31").number)
        let second = try #require(try it.importOffices([OfficeRow(a), OfficeRow(b)], on: "2026-06-30").number)
        #expect(try it.workspace.undoImport(first, actor: "test", reason: "") == [second])
        // As it is said: the second one again completes what it had left out.
        try it.importOffices([OfficeRow(a), OfficeRow(b)], on: "2026-06-30")
        #expect(try it.facts().spells(of: a).count == 1)
    }

    @Test("what cannot be undone is said: no such import, the initialisation, one undone before")
    func undoOfNothing() throws {
        let it = try TestWorkspace()
        let number = try #require(try it.importOffices([OfficeRow(a)], on: "2025-12-31").number)
        _ = try it.workspace.undoImport(number, actor: "test", reason: "")
        for (wanted, code) in [
            (number, Failure.Code.conflict), (1, .notFound), (number + 7, .notFound), (-1, .notFound),
        ] {
            let failure = #expect(throws: Failure.self) {
                try it.workspace.undoImport(wanted, actor: "test", reason: "")
            }
            #expect(failure?.code == code)
        }
    }

    @Test("the list of imports says who, why, what, and what was undone")
    func list() throws {
        let it = try TestWorkspace()
        var request = it.request([try it.file("offices_20251231.csv", officesCSV([OfficeRow(a)]))])
        request.reason = "県からの提供"
        let number = try #require(try it.workspace.importOffices(request).number)
        _ = try it.workspace.undoImport(number, actor: "静岡 花子", reason: "別の県のもの")
        let records = try it.workspace.importRecords()
        let record = try #require(records.first)
        #expect(records.count == 1 && record.number == number && record.undoneBy == number + 1)
        #expect(record.actor == "test" && record.reason == "県からの提供")
        #expect(record.batch.listDay == Day("2025-12-31") && record.batch.files.map(\.rows) == [1])
        #expect(record.batch.files[0].digest.utf8.count == 64)
        let text = ImportReport.listText(records)
        #expect(text.contains("取り消し済み") && text.contains("県からの提供") && text.contains("offices_20251231.csv"))
    }

    // MARK: - As known at

    @Test("what was known at an instant is the snapshot of that time, whatever came later")
    func knownAt() throws {
        let it = try TestWorkspace()
        var known: [(instant: Instant, facts: LedgerFacts, snapshot: [String])] = []
        func step(_ month: Int, _ body: () throws -> Void) throws {
            it.clock.set(try #require(Instant("2027-0\(month)-01T00:00:00Z")))
            try body()
            known.append(
                (try #require(Instant("2027-0\(month)-15T00:00:00Z")), try it.facts(), try it.snapshot()))
        }
        try step(1) { try it.importOffices([OfficeRow(a), OfficeRow(b)], on: "2025-12-31") }
        try step(2) { try it.importRegistrations([StageRow(a, from: "2024-01-10")], on: "2025-12-31") }
        try step(3) { try it.importOffices([OfficeRow(a, area: numazu)], on: "2026-06-30", complete: true) }
        try step(4) {
            _ = try it.workspace.undoImport(try it.revision(), actor: "test", reason: "")
        }
        try step(5) { try it.importRegistrations([StageRow(b)], on: "2026-06-30", complete: true) }
        for past in known {
            #expect(try it.facts(knownAt: past.instant) == past.facts)
            #expect(try it.snapshot(knownAt: past.instant) == past.snapshot)
        }
        // One millisecond before the first import nothing was known of any office.
        let before = try #require(Instant("2026-12-31T23:59:59.999Z"))
        #expect(try it.facts(knownAt: before).entries == [])
    }
}
