import Adoption
import Analytics
import Testing

@testable import Dashboards

@Suite("LapseBlock")
struct LapseBlockTests {
    private let words: Wording

    init() throws {
        words = try ProjectFiles.wording(.japanese)
    }

    /// The blocks of the first municipality and of its prefecture; the users of the small ledger are on the old route.
    private func figures(
        _ change: (inout SmallLedger) throws -> Void = { _ in }
    ) throws -> (municipality: Figure?, prefecture: Figure?) {
        var ledger = SmallLedger()
        try change(&ledger)
        let site = try ledger.site(words)
        let standing = site.standing
        let municipality = standing.routeMove(of: standing.municipalities[0], reference: ledger.reference)
        let prefecture = try #require(standing.prefecture(22))
        let sum = standing.routeMove(of: prefecture, reference: ledger.reference)
        return (
            figure(municipality.flatMap { LapseBlock(setting: site.setting, move: $0).block() }),
            figure(sum.flatMap { LapseBlock(setting: site.setting, move: $0.sum, municipalities: $0).block() })
        )
    }

    private func figure(_ block: Block?) -> Figure? {
        if case .figure(let figure)? = block?.body { figure } else { nil }
    }

    private func rows(_ table: Table?) -> [String: [String]] {
        let rows = table?.groups.flatMap(\.rows) ?? []
        return Dictionary(
            rows.map { ($0.key, $0.cells.dropFirst().map { words.format.text($0) }) }, uniquingKeysWith: { a, _ in a })
    }

    @Test("how many have moved, have not, and of how many it is not known; the rest stands with the routes")
    func municipality() throws {
        let figure = try #require(try figures().municipality)
        #expect(figure.title == "2027年1月からの経路へは0事業所が移り、3事業所がまだ移っていない")
        #expect(figure.tables.map(\.id) == ["move_states"])
        #expect(rows(figure.tables.first) == ["moved": ["0"], "not_moved": ["3"], "unknown": ["0"]])
        #expect(figure.explanation?.doesNotSay.contains("分かりません") == true)
    }

    @Test("with a list older than the new route the page says that it is not known, and what the known ones mean")
    func unknown() throws {
        let june = try #require(Day("2026-06-30"))
        let figure = try #require(try figures { $0.reportDays[0] = june }.municipality)
        #expect(figure.title.contains("3事業所で分からない"))
        #expect(figure.tables.map(\.id) == ["move_states", "move_effect"])
        #expect(rows(figure.tables.last)["without_not_moved"]?.first == "3")
    }

    @Test("of a prefecture: its municipalities that meet their KPI now and then; after the change there is no then")
    func prefecture() throws {
        let figure = try #require(try figures { $0.municipalities[0] = (5, 10, true) }.prefecture)
        let effect = rows(figure.tables.first { $0.id == "move_effect" })
        #expect(effect["without_not_moved"]?.first == "0" && effect["without_unknown"]?.first == "0")
        #expect(effect["now"]?.first != "0")
        let january = try #require(Day("2027-01-31"))
        let after = try figures { $0.day = january }
        #expect(after.prefecture?.tables.map(\.id) == ["move_states"])
        #expect(after.municipality?.title == "2027年1月からの経路へは0事業所が移り、3事業所が移らなかった")
    }

    @Test("before one can move, and without a registration, there is no block")
    func none() throws {
        let june = try #require(Day("2026-06-15"))
        #expect(try figures { $0.day = june }.municipality == nil)
        #expect(try figures { $0.municipalities[0] = (0, 10, true) }.municipality == nil)
    }
}
