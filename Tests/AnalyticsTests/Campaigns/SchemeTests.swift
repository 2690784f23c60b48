import Adoption
import Testing

@testable import Analytics

/// Schemes as municipalities and prefectures really run them, each as a definition; days and yen worked out by hand.
@Suite("Schemes of municipalities")
struct SchemeTests {
    private func yen(_ desk: CampaignDesk, on text: String) -> [Int] {
        desk.verdicts(on: text).money().payments.map(\.due)
    }

    private func states(_ desk: CampaignDesk, on text: String, _ receipt: Int = 1) -> [String] {
        desk.verdicts(on: text)[receipt]?.conditions.map(\.state.rawValue) ?? []
    }

    /// 川西市: both ways within a two-month window and the briefing attended or watched; the licence fee is paid back.
    @Test("a real exchange within two months and a briefing: the licence fee is paid back")
    func licenceFee() {
        var desk = CampaignDesk(
            conditions: [
                CampaignCondition(
                    .exchange(from: day("2026-10-01"), through: day("2026-11-30"), count: 1, isMutual: true),
                    id: "exchange"),
                CampaignCondition(.seminar(.init(from: day("2026-09-01"), through: day("2026-11-30"))), id: "briefing"),
            ],
            rewards: [
                CampaignReward(id: "fee", title: "", amount: .cost(cap: 21_000, roundedDownTo: 1, atLeast: 1))
            ])
        desk.addOffice(1)
        desk.apply(1)
        desk.exchanges = exchangeFacts(
            of: 1, recorded: "2026-12-15", [("2026-10-09", 9, false), ("2026-11-09", 9, true)])
        #expect(states(desk, on: "2026-11-08") == ["open", "open"])
        // The film was watched: staff record it.
        desk.record(.seminarAttended, 1, on: "2026-11-01", about: "film")
        #expect(states(desk, on: "2026-11-09") == ["met", "met"])
        #expect(yen(desk, on: "2026-11-30") == [0])
        #expect(desk.verdicts(on: "2026-11-30").rewards()[0].parts[0].basis == .costMissing(cap: 21_000))
        #expect(desk.verdicts(on: "2026-11-30").rewards()[0].parts[0].state == .notYet)
        desk.record(.costDocumented, 1, on: "2026-12-01", amount: 19_091)  // 21,000 with tax of 10 %: 19,090.9
        #expect(yen(desk, on: "2026-12-01") == [19_091])
    }

    /// 茨木市: at least 3 new partners; 10,000 yen each, from 30,000 to 50,000; once.
    @Test("three new partners: 30,000; four: 40,000; six: no more than 50,000; two: nothing")
    func newPartners() {
        func desk(_ partners: Int) -> CampaignDesk {
            var desk = CampaignDesk(
                conditions: [
                    CampaignCondition(
                        .newPartners(count: 3, from: day("2026-09-01"), through: day("2027-01-31")), id: "links")
                ],
                rewards: [
                    CampaignReward(
                        id: "links", title: "",
                        amount: .perPartner(10_000, condition: "links", atLeast: 30_000, atMost: 50_000))
                ], applicant: .init(areas: [], services: ["43", "46"], use: .any))
            desk.addOffice(1, services: [("43", .active)])
            desk.apply(1)
            let days = ["2026-10-01", "2026-10-02", "2026-10-03", "2026-10-04", "2026-10-05", "2026-10-06"]
            desk.exchanges = exchangeFacts(
                of: 1, recorded: "2027-02-01",
                [("2026-08-01", 50, true), ("2026-10-07", 50, true)]
                    + days.prefix(partners).enumerated().map { ($1, 10 + $0, true) })
            return desk
        }
        #expect(yen(desk(2), on: "2027-02-01") == [0])
        #expect(states(desk(2), on: "2027-02-01") == ["failed"])
        #expect(yen(desk(3), on: "2027-02-01") == [30_000])
        #expect(yen(desk(4), on: "2027-02-01") == [40_000])
        #expect(yen(desk(6), on: "2027-02-01") == [50_000])
        // Two of the three by 2 October: not yet, and the third makes it due at once.
        #expect(yen(desk(3), on: "2026-10-02") == [0])
        #expect(yen(desk(3), on: "2026-10-03") == [30_000])
        // Without exchange records staff look, and the three that the scheme asks for are proven.
        var checked = desk(3)
        checked.exchanges = nil
        #expect(checked.verdicts(on: "2027-02-01").rewards()[0].parts[0].state == .needsCheck)
        checked.record(.checked, 1, on: "2027-02-01", about: "no_exchange_records/links")
        #expect(yen(checked, on: "2027-02-01") == [30_000])
    }

    /// 荒川区: min(cost without tax, 50,000), rounded down to 1,000, at least 1,000; not suspended or closed, no other
    /// subsidy; once a year.
    @Test(
        "the cost up to 50,000, rounded down to 1,000",
        arguments: [
            (23_456, 23_000), (50_000, 50_000), (78_901, 50_000), (1000, 1000), (999, 0),
        ])
    func cost(_ cost: Int, _ due: Int) {
        var desk = CampaignDesk(
            conditions: [
                CampaignCondition(.declared("no-other"), id: "no-other"),
                CampaignCondition(.inOperation(on: day("2026-12-01")), id: "open"),
                CampaignCondition(.document("application", by: day("2027-02-28")), id: "applied"),
            ],
            rewards: [
                CampaignReward(id: "cost", title: "", amount: .cost(cap: 50_000, roundedDownTo: 1000, atLeast: 1000))
            ],
            applicant: .init(areas: [], declarations: [.init(id: "no-other", text: "")]),
            limits: .init(oncePerOffice: true, notWith: ["tokyo-2026"]))
        desk.addOffice(1)
        desk.apply(1, declarations: ["no-other"])
        desk.record(.documentReceived, 1, on: "2026-09-20", about: "application")
        desk.record(.costDocumented, 1, on: "2026-09-20", amount: cost)
        #expect(yen(desk, on: "2026-11-30") == [0])
        #expect(states(desk, on: "2026-12-01") == ["met", "met", "met"])
        #expect(yen(desk, on: "2026-12-01") == [due])
        let elsewhere = Eligibility.OtherPayment(
            campaign: "tokyo-2026", office: CampaignDesk.number(1), day: day("2026-07-01"), fact: 1)
        #expect(desk.judge(1, declarations: ["no-other"], payments: [elsewhere]).outcome == .ineligible)
        desk.offices[0].services[0].status = .suspended
        #expect(desk.judge(1, declarations: ["no-other"]).outcome == .ineligible)
        #expect(yen(desk, on: "2026-12-01") == [0])
    }

    /// 松戸市, 福生市, 桑名市: 21,000 for each office number, once; 松戸 takes みなし指定 only with a service record,
    /// 福生 excludes suspended offices and those without users for 3 months.
    @Test("21,000 for each office number, once; for みなし指定 with a service record")
    func perOffice() {
        var desk = CampaignDesk(
            conditions: [
                CampaignCondition(.startUsing(from: nil, by: day("2027-02-28")), id: "start"),
                CampaignCondition(.document("service-record", by: day("2027-02-28")), id: "record", isOptional: true),
            ],
            rewards: [CampaignReward(id: "fixed", title: "", amount: .fixed(21_000))],
            applicant: .init(
                areas: [], acceptsDeemed: false, declarations: [.init(id: "has-users", text: "直近3か月に利用者がいる")]))
        desk.addOffice(1, used: [("2026-09-15", nil)])
        desk.addOffice(2, services: [("13", .deemed)])
        desk.addOffice(3, services: [("11", .suspended)])
        desk.apply(1, declarations: ["has-users"])
        #expect(desk.judge(1, declarations: ["has-users"]).outcome == .eligible)
        #expect(desk.judge(1).refusals.map(\.reason.key) == [.notDeclared])
        #expect(desk.judge(2, declarations: ["has-users"]).refusals.map(\.reason.key) == [.deemedOnly])
        #expect(desk.judge(3, declarations: ["has-users"]).refusals.map(\.reason.key) == [.suspended])
        #expect(yen(desk, on: "2026-09-14") == [0])
        #expect(yen(desk, on: "2026-09-15") == [21_000])
        let again = Eligibility.Earlier(desk.book.enrollments[0])
        #expect(
            desk.judge(1, declarations: ["has-users"], earlier: [again]).refusals.map(\.reason.key) == [
                .officeAppliedBefore
            ])
        // With a record asked of everybody in a frame of its own, みなし指定 is taken.
        desk.definition.frames[0].applicant.acceptsDeemed = true
        desk.definition.frames[0].rewards[0].needs = ["record"]
        #expect(yen(desk, on: "2026-09-15") == [0])
        desk.record(.documentReceived, 1, on: "2026-10-01", about: "service-record")
        #expect(yen(desk, on: "2026-10-01") == [21_000])
    }

    /// 福島県: 19,000 in named municipalities only, until a fixed day. Here two of the reference stand for the 29.
    @Test("19,000 in named municipalities, until a fixed day")
    func namedMunicipalities() {
        var desk = CampaignDesk(
            conditions: [CampaignCondition(.startUsing(from: day("2026-09-01"), by: day("2027-01-29")), id: "start")],
            rewards: [CampaignReward(id: "fixed", title: "", amount: .fixed(19_000))],
            applicant: .init(areas: [code(22130), code(22203)]))
        desk.definition.area = code(22000)
        desk.addOffice(1, used: [("2027-01-29", nil)], route: "kaigo-web", in: 22130)
        desk.addOffice(2, used: [("2027-01-30", nil)], route: "kaigo-web", in: 22203)
        desk.addOffice(3, in: 22100)
        desk.apply(1)
        desk.apply(2)
        #expect(desk.judge(1).outcome == .eligible)
        #expect(desk.judge(3).refusals.map(\.reason) == [CampaignReason(.outsideArea, name: "221007")])
        #expect(yen(desk, on: "2027-03-01") == [19_000, 0])
        #expect(states(desk, on: "2027-03-01", 2) == ["failed"])
    }

    /// 介護テクノロジー補助: started using (an equivalent system counts), plus 50,000 with at least 5 partners; an
    /// effect report after 3 years does not hold the payment back. The base amount here is the cost up to 500,000.
    @Test("an uplift of 50,000 with five partners; a report after three years is only waited for")
    func uplift() {
        var desk = CampaignDesk(
            conditions: [
                CampaignCondition(.startUsing(from: nil, by: day("2027-02-28")), id: "start"),
                CampaignCondition(
                    .partners(count: 5, from: day("2026-09-01"), through: day("2027-02-28")), id: "five",
                    isOptional: true),
                CampaignCondition(.document("effect-report", by: day("2030-03-31")), id: "report", isOptional: true),
            ],
            rewards: [
                CampaignReward(id: "base", title: "", amount: .cost(cap: 500_000, roundedDownTo: 1000, atLeast: 1000)),
                CampaignReward(id: "uplift", title: "", amount: .fixed(50_000), needs: ["five"]),
            ])
        desk.routes = ["careplan-renkei", "kaigo-web", "equivalent"]
        desk.addOffice(1, used: [("2026-10-01", nil)], route: "equivalent")
        desk.apply(1)
        desk.record(.costDocumented, 1, on: "2026-10-02", amount: 345_678)
        desk.exchanges = exchangeFacts(
            of: 1, recorded: "2027-03-01", (1...5).map { ("2026-11-0\($0)", $0, true) })
        #expect(yen(desk, on: "2026-10-02") == [345_000])
        #expect(yen(desk, on: "2026-11-04") == [345_000])
        #expect(yen(desk, on: "2026-11-05") == [395_000])
        #expect(states(desk, on: "2026-11-05") == ["met", "met", "open"])
        #expect(desk.verdicts(on: "2026-11-05").verdicts[0].state == .met)
        let waiting = desk.verdicts(on: "2030-03-01").waitingFor()
        #expect(waiting.map(\.verdict.condition.id) == ["report"])
        #expect(waiting.map(\.daysLeft) == [30])
        #expect(waiting.map(\.mark) == [.thirtyDays])
    }

    /// The flyer's ①B: 居宅介護支援事業所 and サービス事業所 of different corporations, both surveys, use at the end.
    @Test("a pair stands and falls together, and each of the two is paid")
    func pair() {
        var desk = CampaignDesk(
            conditions: [
                CampaignCondition(.stillUsing(on: day("2027-03-31")), id: "keep"),
                CampaignCondition(.survey("s", by: day("2027-01-31")), id: "first"),
                CampaignCondition(.startUsing(from: nil, by: day("2026-12-31")), id: "start"),
            ],
            rewards: [CampaignReward(id: "thanks", title: "", amount: .fixed(20_000), to: .each)], kind: .pair,
            applicant: .init(areas: [], services: ["43"]), partner: .init(areas: [], services: ["11"]))
        desk.definition.frames[0].eitherOrder = true
        desk.addOffice(1, used: [("2026-10-01", nil)], route: "kaigo-web", services: [("11", .active)])
        desk.addOffice(2, used: [("2026-10-01", nil)], route: "kaigo-web", services: [("43", .active)])
        desk.apply(1, partner: 2)
        desk.record(.surveyAnswered, 1, on: "2026-10-10", about: "s", of: 1)
        #expect(desk.verdicts(on: "2027-04-05").verdicts[0].applicant == CampaignDesk.number(2))
        #expect(states(desk, on: "2027-04-05") == ["met", "met", "failed", "met", "met", "met"])
        #expect(yen(desk, on: "2027-04-05") == [0, 0])
        desk.record(.surveyAnswered, 1, on: "2026-10-11", about: "s", of: 2)
        #expect(yen(desk, on: "2027-03-30") == [0, 0])
        #expect(yen(desk, on: "2027-04-05") == [20_000, 20_000])
        let payments = desk.verdicts(on: "2027-04-05").money().payments
        #expect(payments.map(\.office) == [CampaignDesk.number(2), CampaignDesk.number(1)])
    }
}
