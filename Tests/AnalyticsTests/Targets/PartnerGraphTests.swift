import Adoption
import Testing

@testable import Analytics

@Suite("Partner lists as a graph")
struct PartnerGraphTests {
    /// Offices 1 to 4 of the examples, places 0 to 3; place 4 stands for a number that no office list names.
    private func snapshot(_ listed: [(Int32, Int32, Int32)]) -> Snapshot {
        var snapshot = ledger((1...4).map { office($0, corporation: Int64($0)) }).snapshot()
        snapshot.exchanges.officeCount = 4
        snapshot.exchanges.unknownNumbers = [9_999_999_999]
        for (first, second, volume) in listed {
            snapshot.exchanges.listed.first.append(first)
            snapshot.exchanges.listed.second.append(second)
            snapshot.exchanges.volumes.append(volume)
        }
        return snapshot
    }

    @Test("listed pairs are links; without a number a partner counts one, and unknown partners are left out")
    func links() throws {
        let graph = try #require(LinkGraph(snapshot([(0, 2, 12), (0, 3, -1), (2, 4, 50)])))
        #expect(graph.offices == [0, 2, 3] && graph.corporations == [1, 3, 4])
        #expect(graph.volume == 13 && graph.volume(of: 0) == 13 && graph.volume(of: 1) == 12)
    }

    @Test("without a list, or with unknown partners alone, there is no graph")
    func none() {
        #expect(LinkGraph(snapshot([])) == nil)
        #expect(LinkGraph(snapshot([(2, 4, 50)])) == nil)
    }

    @Test("who has exchanged by a day; without records it is not known of anybody")
    func exchanged() {
        var snapshot = snapshot([])
        #expect(snapshot.exchanged(by: day("2026-10-31")) == nil)
        snapshot.exchanges.officeFirstRecord = [day("2026-10-01").number, 0, Snapshot.open, Snapshot.open]
        snapshot.exchanges.officeFirstDay = [
            day("2026-10-31").number, day("2026-11-01").number, Snapshot.open, Snapshot.open,
        ]
        #expect(snapshot.exchanged(by: day("2026-10-31")) == [true, false, false, false])
    }
}
