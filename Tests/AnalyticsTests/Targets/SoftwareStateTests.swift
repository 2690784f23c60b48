import Adoption
import Testing

@testable import Analytics

/// A statement on an office of the examples; what a test does not name is not stated.
func statement(
    _ number: Int?, _ text: String, software: String = "", version: String = "", marks: FormatMarks? = nil,
    intention: Intention? = nil, source: String = ""
) -> ReadinessStatement {
    ReadinessStatement(
        office: number.flatMap { OfficeNumber(String(1_370_000_000 + $0)) }, day: day(text), software: software,
        version: version, marks: marks, intention: intention, attitude: nil, source: source, evidence: "")
}

extension LedgerBuilder {
    /// The snapshot with statements on offices and products.
    func snapshot(with statements: [ReadinessStatement]) -> Snapshot {
        var snapshot = snapshot()
        snapshot.readiness.products = statements.filter { $0.office == nil }
        snapshot.readiness.starts = [0]
        for number in snapshot.numbers {
            snapshot.readiness.statements += statements.filter { $0.office?.packed == number }
            snapshot.readiness.starts.append(Int32(snapshot.readiness.statements.count))
        }
        return snapshot
    }
}

@Suite("SoftwareState")
struct SoftwareStateTests {
    /// What a care manager needs: A B1 C D E F I out, G H in.
    private static let manager = FormatMarks(key: "A:out B1:out C:out D:out E:out F:out G:in H:in I:out") ?? []
    /// The other side of each.
    private static let provider = FormatMarks(key: "A:in B1:in C:in D:in E:in F:in G:out H:out I:in") ?? []

    private func state(
        _ statements: [ReadinessStatement], services: UInt64 = 0b00001, on text: String = "2026-10-31"
    ) -> SoftwareState {
        let builder = ledger([office(1)])
        return SoftwareState(
            of: 0, services: services, asOf: day(text), snapshot: builder.snapshot(with: statements),
            reference: builder.reference)
    }

    @Test("each side needs the other's files; the deletion of the first table is optional")
    func sides() {
        #expect(FormatMarks.required(careManager: true, provider: false) == SoftwareStateTests.manager)
        #expect(FormatMarks.required(careManager: false, provider: true) == SoftwareStateTests.provider)
        let both = FormatMarks.required(careManager: true, provider: true)
        #expect(both == SoftwareStateTests.manager.union(SoftwareStateTests.provider))
    }

    @Test("marks are written and read back; what is no mark is not read")
    func keys() {
        #expect(FormatMarks.all.key.split(separator: " ").count == 10)
        for marks in [FormatMarks.all, [], SoftwareStateTests.manager, SoftwareStateTests.provider] {
            #expect(FormatMarks(key: marks.key) == marks)
        }
        for text in ["A", "J:in", "A:up", "A:in:out"] { #expect(FormatMarks(key: text) == nil) }
    }

    @Test("an office conforms by its own side: the services are bits 11 13 15 43 46")
    func conformity() {
        let marks = [statement(1, "2026-10-01", marks: SoftwareStateTests.provider)]
        #expect(state(marks).conformity == .conforms)
        #expect(state(marks, services: 0b01000).conformity == .lacks(CareFormat.allCases.filter { !$0.isOptional }))
        let most = [
            statement(1, "2026-10-01", marks: SoftwareStateTests.provider.subtracting([.output(.actualDeletion)]))
        ]
        #expect(state(most).conformity == .lacks([.actualDeletion]))
        #expect(state([statement(1, "2026-10-01", marks: [])]).conformity != .unknown)
        #expect(state([]).conformity == .unknown)
        let both = [statement(1, "2026-10-01", marks: .all)]
        #expect(state(both, services: 0b01001).conformity == .conforms)
    }

    @Test("the latest statement by the day counts, field by field")
    func latest() {
        let statements = [
            statement(1, "2026-09-01", software: "甲", version: "1", intention: .undecided, source: "電話"),
            statement(1, "2026-10-01", intention: .intends, source: "アンケート"),
            statement(1, "2026-11-01", intention: .noPlan),
        ]
        let now = state(statements)
        #expect(now.software == "甲" && now.version == "1" && now.intention == .intends)
        #expect(now.intentionDay == day("2026-10-01") && now.intentionSource == "アンケート")
        #expect(now.day == day("2026-09-01") && now.source == "電話")
        #expect(state(statements, on: "2026-09-30").intention == .undecided)
        #expect(state(statements, on: "2026-08-31").intention == nil)
    }

    @Test("marks of the product that was there before say nothing about a new one")
    func changed() {
        let statements = [
            statement(1, "2026-09-01", software: "甲", marks: .all), statement(1, "2026-10-01", software: "乙"),
        ]
        #expect(state(statements).conformity == .unknown && state(statements).software == "乙")
        #expect(state(statements, on: "2026-09-30").conformity == .conforms)
        let same = [statements[0], statement(1, "2026-10-01", software: "甲")]
        #expect(state(same).conformity == .conforms)
    }

    @Test("a statement on a product holds for the same name and version, from its day on; the office's own goes first")
    func products() {
        let office = statement(1, "2026-09-01", software: "Care甲", version: "V5")
        let product = statement(nil, "2026-10-01", software: "care甲", version: "v5", marks: .all, source: "一覧")
        #expect(state([product, office]).conformity == .conforms)
        #expect(state([product, office]).source == "一覧")
        #expect(state([product, office], on: "2026-09-30").conformity == .unknown)
        let other = statement(nil, "2026-10-01", software: "Care甲", version: "V4", marks: .all)
        #expect(state([other, office]).conformity == .unknown)
        let own = statement(1, "2026-09-15", marks: [])
        #expect(state([product, office, own]).conformity != .conforms)
        let later = statement(nil, "2026-10-15", software: "Care甲", version: "V5", marks: [])
        #expect(state([product, later, office]).conformity != .conforms)
    }
}
