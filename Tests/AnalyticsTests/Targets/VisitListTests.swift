import Adoption
import Testing

@testable import Analytics

@Suite("VisitList")
struct VisitListTests {
    private static let seminar = OutreachActivity(
        id: "s1", kind: .seminar, day: day("2026-05-20"), title: "研修会", place: "", organiser: "", area: code(13101))

    /// Offices 1 and 2 use it. 3 and 4 belong to the corporation of 1; 5 came to the seminar; 6 pledged; 7 has no
    /// reason; 8 is suspended.
    private var offices: [LedgerBuilder.Office] {
        [
            office(1, uses: true, corporation: 10), office(2, uses: true, corporation: 20),
            office(3, corporation: 10), office(4, corporation: 10), office(5, corporation: 50),
            office(6, registrations: [("careplan-renkei", .pledged)], corporation: 60), office(7),
            office(8, [("11", .suspended)]),
        ]
    }

    private func list(
        _ offices: [LedgerBuilder.Office], statements: [ReadinessStatement] = [], links: LinkGraph? = nil,
        applicants: [Int32: String] = [:], on text: String = "2026-10-31", municipalities: [Int] = [0]
    ) -> VisitList {
        var builder = ledger(offices)
        builder.activities = [(VisitListTests.seminar, [offices[4].number, offices[0].number])]
        let standing = Standing(
            snapshot: builder.snapshot(with: statements), reference: builder.reference, rules: .draft(), day: day(text))
        return VisitList(
            standing, reference: builder.reference, municipalities: municipalities, links: links, applicants: applicants
        )
    }

    private func kinds(_ list: VisitList) -> [String] {
        list.targets.map { target in
            "\(target.office + 1): " + target.reasons.map(\.kind.rawValue).joined(separator: " ")
        }
    }

    @Test(
        "every eligible office that does not use it is there, with what speaks for it; without link records by the rest"
    )
    func reasons() {
        let list = list(offices)
        #expect(kinds(list) == ["3: corporation", "4: corporation", "5: attended", "6: begun", "7: "])
        #expect(list.targets[0].reasons == [.corporation(using: 1, others: 2)])
        #expect(list.targets[2].reasons == [.attended(title: "研修会", day: day("2026-05-20"))])
        #expect(list.targets[3].reasons == [.begun(.pledged, route: 0, since: day("2025-06-01"))])
        #expect(
            list.linkReason == .noExchangeRecords && list.volume == nil && list.targets.allSatisfy { $0.volume == nil })
        #expect(list.invitation(3) == nil && list.unreported.isEmpty)
    }

    @Test("what came after the day is not known on it")
    func asOf() {
        let early = list(offices, on: "2026-05-19")
        #expect(!kinds(early).joined().contains("attended"))
    }

    @Test("more reasons come first, an obstacle puts an office last, then the volume and the number decide")
    func order() {
        let statements = [
            statement(3, "2026-10-01", marks: []), statement(4, "2026-10-01", intention: .noPlan),
            statement(5, "2026-10-01", marks: .all, intention: .intends),
            statement(7, "2026-10-01", intention: .undecided),
        ]
        let list = list(offices, statements: statements, applicants: [5: "モデル事業"])
        #expect(
            kinds(list) == [
                "5: intends software attended", "6: begun applicant", "7: ", "3: corporation", "4: corporation",
            ])
        guard case .lacks(let formats, _)? = list.targets[3].obstacles.first else {
            Issue.record("the missing marks are an obstacle")
            return
        }
        #expect(formats.count == 9)
        #expect(list.targets[4].obstacles == [.noPlan(day("2026-10-01"), source: "")])
    }

    @Test("links with today's users are a reason, and a pair that brings more per office than its first part alone")
    func links() {
        // Office i is node i − 1. 3 exchanges 4 with user 1 (whose first partner it would be); 5 and 6 exchange 20 with
        // each other; 6 has 1 with user 2.
        let graph = linkGraph(
            8, [(2, 0, 4), (4, 5, 20), (5, 1, 1)], corporations: [10, 20, 10, 10, 50, 60, 0, 0])
        let list = list(offices, links: graph)
        #expect(
            kinds(list) == [
                "6: begun links pair", "3: corporation links", "5: attended pair", "4: corporation", "7: ",
            ])
        #expect(list.targets[1].reasons[1] == .links(volume: 4, users: 1, firstPartners: 1))
        #expect(list.targets[0].reasons[2] == .pair(partner: 4, gain: 21))
        #expect(list.targets.map(\.volume) == [1, 4, 0, 0, 0])
        #expect(list.digitalVolume == 0 && list.volume == 25 && list.linkReason == nil)
        #expect(list.invitation(2) == .init(offices: [4, 5], gain: 21, isExact: true))
        #expect(list.invitation(3) == .init(offices: [2, 4, 5], gain: 25, isExact: true))
    }

    @Test("an office that is registered on a route that no longer counts has begun")
    func unmoved() {
        let list = list(offices, on: "2027-01-31")
        #expect(list.targets.first?.office == 0)
        #expect(list.targets.first?.reasons.first == .begun(.registered, route: 0, since: day("2025-06-01")))
    }

    @Test("where nothing is reported the list says so")
    func unreported() {
        let builder = ledger([office(1)], reported: nil)
        let standing = Standing(
            snapshot: builder.snapshot(), reference: builder.reference, rules: .draft(), day: day("2026-10-31"))
        let list = VisitList(standing, reference: builder.reference, municipalities: [0, 1], links: nil)
        #expect(list.unreported == [0, 1] && list.targets.count == 1)
    }
}

@Suite("CorporationList and PaperUse")
struct CorporationListTests {
    /// Corporation 10: two of three use it, one of them elsewhere; 20: three that do not; 30: all use it.
    private var offices: [LedgerBuilder.Office] {
        [
            office(1, uses: true, corporation: 10), office(2, in: 13102, uses: true, corporation: 10),
            office(3, corporation: 10), office(4, corporation: 20), office(5, corporation: 20),
            office(6, in: 13102, corporation: 20), office(7, uses: true, corporation: 30), office(8),
            office(9, [("11", .suspended)], corporation: 20), office(10, corporation: 40),
        ]
    }

    @Test("corporations by offices that could begin, then by use elsewhere; unknown ones are counted apart")
    func corporations() {
        let list = CorporationList(standing(offices), municipalities: [0])
        #expect(list.corporations.map(\.number) == [20, 10, 40])
        #expect(list.corporations[0].open == [3, 4])
        #expect(list.corporations[0].here == UseCount(using: 0, eligible: 2))
        #expect(list.corporations[0].everywhere == UseCount(using: 0, eligible: 3))
        #expect(list.corporations[1].here == UseCount(using: 1, eligible: 2))
        #expect(list.corporations[1].everywhere == UseCount(using: 2, eligible: 3))
        #expect(list.unknown == 1)
    }

    @Test("who registered or pledged and is in no exchange record; without records nothing is told")
    func paper() {
        let some = [
            office(1, uses: true), office(2, uses: true), office(3, registrations: [("kaigo-web", .pledged)]),
            office(4),
            office(5, registrations: [("equivalent", .registered)]),
        ]
        #expect(
            PaperUse(standing(some), municipalities: [0], hasExchanged: nil).offices == .missing(.noExchangeRecords))
        let list = PaperUse(
            standing(some), municipalities: [0], hasExchanged: [true, false, false, false, false])
        #expect(list.offices.value?.map(\.office) == [1, 2])
        #expect(list.offices.value?.map(\.stage) == [.registered, .pledged])
        #expect(list.offices.value?.first?.since == day("2025-06-01"))
    }
}
