import Adoption
import Testing

@testable import Analytics

@Suite("LapseWatch")
struct LapseWatchTests {
    private func office(
        _ number: Int, until: String?, route: String = "kaigo-web", closes: String? = nil, then: String? = nil
    ) -> LedgerBuilder.Office {
        var office = AnalyticsTests.office(number)
        office.registrations = [
            .init(route: route, stage: .registered, from: day("2026-06-01"), through: until.map(day))
        ]
        if let then {
            office.registrations.append(.init(route: route, stage: .registered, from: day(then), through: nil))
        }
        office.services = [.init(code: "11", from: nil, through: closes.map(day), status: .active)]
        return office
    }

    private func watch(_ offices: [LedgerBuilder.Office], on text: String, municipalities: [Int] = [0]) -> LapseWatch {
        let builder = ledger(offices)
        let standing = Standing(
            snapshot: builder.snapshot(), reference: builder.reference, rules: .draft(), day: day(text))
        return LapseWatch(standing, reference: builder.reference, municipalities: municipalities)
    }

    private func words(_ lapses: [LapseWatch.Lapse]) -> [String] {
        lapses.map { "\($0.office + 1) \($0.lastDay) \($0.cause.rawValue)" }
    }

    @Test("the last day may be today and up to thirty days ahead; what is renewed without a gap goes on")
    func ahead() {
        let watch = watch(
            [
                office(1, until: "2026-10-01"), office(2, until: "2026-10-04"), office(3, until: "2026-10-15"),
                office(4, until: "2026-10-31"), office(5, until: "2026-11-01"), office(6, until: nil),
                office(7, until: "2026-10-10", then: "2026-10-11"), office(8, until: "2026-10-10", then: "2026-10-20"),
            ], on: "2026-10-01")
        #expect(
            words(watch.ahead) == [
                "1 2026-10-01 registration_ends", "2 2026-10-04 registration_ends", "8 2026-10-10 registration_ends",
                "3 2026-10-15 registration_ends", "4 2026-10-31 registration_ends",
            ])
        #expect(watch.ahead(within: 3).map(\.office) == [0, 1])
        #expect(watch.ahead(within: 14).map(\.office) == [0, 1, 7, 2])
        #expect(watch.ahead.first?.endReason == .cancelled && watch.ended.isEmpty)
    }

    @Test("what ended in the last thirty days, the latest first; what came back is no lapse")
    func ended() {
        let watch = watch(
            [
                office(1, until: "2026-09-30"), office(2, until: "2026-09-01"), office(3, until: "2026-08-31"),
                office(4, until: "2026-09-10", then: "2026-09-20"),
            ], on: "2026-10-01")
        #expect(words(watch.ended) == ["1 2026-09-30 registration_ends", "2 2026-09-01 registration_ends"])
        #expect(watch.ahead.isEmpty)
    }

    @Test("an office that closes while it uses the exchange; the earlier of two ends counts")
    func closures() {
        let watch = watch(
            [
                office(1, until: nil, closes: "2026-10-20"), office(2, until: "2026-10-10", closes: "2026-10-20"),
                office(3, until: nil, closes: "2026-09-20"), office(4, until: "2026-10-20", closes: "2026-10-10"),
            ], on: "2026-10-01")
        #expect(
            words(watch.ahead) == [
                "2 2026-10-10 registration_ends", "4 2026-10-10 office_closes", "1 2026-10-20 office_closes",
            ])
        #expect(words(watch.ended) == ["3 2026-09-20 office_closes"])
    }

    @Test("who has not moved stops on the last day of the year, although the registration goes on")
    func move() {
        let offices = [office(1, until: nil, route: "careplan-renkei"), office(2, until: nil)]
        #expect(watch(offices, on: "2026-11-30").ahead.isEmpty)
        #expect(words(watch(offices, on: "2026-12-01").ahead) == ["1 2026-12-31 route_ends"])
        #expect(words(watch(offices, on: "2027-01-15").ended) == ["1 2026-12-31 route_ends"])
    }

    @Test("another municipality's offices are not in the list")
    func elsewhere() {
        #expect(watch([office(1, until: "2026-10-04")], on: "2026-10-01", municipalities: [1, 2]).ahead.isEmpty)
    }
}

@Suite("RouteMove")
struct RouteMoveTests {
    private func registered(_ number: Int, _ routes: [String], in area: Int32 = 13101) -> LedgerBuilder.Office {
        office(number, in: area, registrations: routes.map { ($0, .registered) })
    }

    /// One can register anew from 2026-07-01 on.
    private var reference: Reference {
        let small = Reference.small()
        return Reference(
            prefectures: small.prefectures, areas: small.areas, services: small.services,
            routes: small.routes.map { route in
                var route = route
                if route.code == "kaigo-web" { route.valid = Spell(from: day("2026-07-01"), through: nil) }
                return route
            }, rules: [], areaAliases: [:], serviceAliases: [:])
    }

    private func standing(_ offices: [LedgerBuilder.Office], reported: String?, on text: String) -> Standing {
        var builder = ledger(offices, reported: reported.map(day))
        builder.offices = offices
        return Standing(snapshot: builder.snapshot(), reference: reference, rules: .draft(), day: day(text))
    }

    /// Ten offices: 1 moved, 2 on both routes, 3 not moved, 4 equivalent only, six others without anything.
    private var ten: [LedgerBuilder.Office] {
        [
            registered(1, ["kaigo-web"]), registered(2, ["careplan-renkei", "kaigo-web"]),
            registered(3, ["careplan-renkei"]), registered(4, ["equivalent"]),
        ] + (5...10).map { office($0) }
    }

    @Test("moved, not moved, and the KPI if the unmoved drop out: 3 of 10 is met, 2 of 10 is not")
    func effect() throws {
        let standing = standing(ten, reported: "2026-10-01", on: "2026-10-31")
        let move = try #require(standing.routeMove(of: standing.municipalities[0], reference: reference))
        #expect(move.changeDay == day("2027-01-01") && move.openDay == day("2026-07-01"))
        #expect(move.moved == 2 && move.notMoved == 1 && move.unknown == 0)
        #expect(move.total == standing.municipalities[0].count)
        #expect(move.total == UseCount(using: 3, eligible: 10))
        #expect(move.withoutNotMoved == UseCount(using: 2, eligible: 10) && move.withoutUnknown == move.withoutNotMoved)
        let breakdown = standing.breakdown(
            of: standing.municipalities[0], sizes: standing.corporationSizes(of: standing.prefectures[0]))
        #expect(breakdown.usingWithoutUnmoved == move.withoutUnknown.using)
        let prefecture = try #require(standing.routeMove(of: standing.prefectures[0], reference: reference))
        #expect(prefecture.applicable == 1 && prefecture.met == 1)
        #expect(prefecture.metWithoutNotMoved == 0 && prefecture.metWithoutUnknown == 0)
    }

    @Test("a list from before one could move cannot tell who has")
    func unknown() throws {
        let standing = standing(ten, reported: "2026-06-30", on: "2026-10-31")
        let move = try #require(standing.routeMove(of: standing.municipalities[0], reference: reference))
        #expect(move.notMoved == 0 && move.unknown == 1)
        #expect(move.withoutNotMoved.using == 3 && move.withoutUnknown.using == 2)
    }

    @Test("after the change nobody that has not moved is in n: nothing more can drop out")
    func after() throws {
        let standing = standing(ten, reported: "2026-10-01", on: "2027-01-31")
        let move = try #require(standing.routeMove(of: standing.municipalities[0], reference: reference))
        #expect(move.total.using == 2 && move.notMoved == 1 && move.usingNotMoved == 0)
        #expect(move.withoutUnknown.using == 2)
        let office = standing.routeMoveOffices(of: 0, reference: reference).first { $0.state == .notMoved }
        #expect(office?.office == 2 && office?.isUsing == false)
    }

    @Test("before one can move there is no move, nor under a rule that never changes its routes")
    func none() {
        let early = standing(ten, reported: "2026-01-01", on: "2026-06-30")
        #expect(early.routeMove(of: early.municipalities[0], reference: reference) == nil)
        var rules = KPIRules.draft()
        rules.municipality.routePeriods = [.init(from: nil, routes: ["careplan-renkei"])]
        let plain = AnalyticsTests.standing(ten, rules: rules)
        #expect(plain.routeMove(of: plain.municipalities[0], reference: reference) == nil)
        let unreported = standing(ten, reported: nil, on: "2026-10-31")
        #expect(unreported.routeMove(of: unreported.prefectures[0], reference: reference) == nil)
    }

    @Test("a registration that ended as not moved says so; a move since then counts")
    func endedUnmoved() throws {
        var snapshotOffices = ten
        snapshotOffices[4].registrations = [
            .init(route: "careplan-renkei", stage: .registered, from: day("2025-06-01"), through: day("2026-12-31"))
        ]
        var builder = ledger(snapshotOffices, reported: day("2026-10-01"))
        builder.offices = snapshotOffices
        var snapshot = builder.snapshot()
        for row in snapshot.registrations.endReason.indices where snapshot.registrations.endReason[row] != nil {
            snapshot.registrations.endReason[row] = .notMoved
        }
        let standing = Standing(snapshot: snapshot, reference: reference, rules: .draft(), day: day("2027-01-31"))
        let move = try #require(standing.routeMove(of: standing.municipalities[0], reference: reference))
        #expect(move.notMoved == 2 && move.usingNotMoved == 0)
    }
}
