import Adoption
import Testing

@testable import Analytics

/// Every kind of condition on the days around its edges.
@Suite("ConditionVerdict")
struct ConditionVerdictTests {
    private func desk(_ requirement: CampaignCondition.Requirement) -> CampaignDesk {
        CampaignDesk(conditions: [CampaignCondition(requirement)])
    }

    @Test("利用開始: open, met from its day on, and evidence that names the registration")
    func start() {
        var desk = desk(.startUsing(from: day("2026-09-01"), by: day("2026-12-31")))
        desk.addOffice(1, used: [("2026-10-05", nil)])
        desk.apply(1)
        #expect(desk.state(on: "2026-10-04") == "open not_started")
        #expect(desk.state(on: "2026-10-05") == "met started")
        #expect(
            desk.verdict(on: "2026-10-05").evidence == [
                Evidence(.registration, fact: 1, day: day("2026-10-05"), text: "careplan-renkei")
            ])
        #expect(desk.verdict(on: "2026-10-05").due == day("2026-12-31"))
    }

    @Test("利用開始 in time is met for good, even when the use ended since")
    func startedAndLeft() {
        var desk = desk(.startUsing(from: nil, by: day("2026-12-31")))
        desk.addOffice(1, used: [("2026-10-05", "2026-10-31")])
        desk.apply(1)
        #expect(desk.state(on: "2027-03-31") == "met started")
    }

    @Test("利用開始: before the window, too late, not at all; a list of the window's end decides")
    func startEdges() {
        var desk = desk(.startUsing(from: day("2026-09-01"), by: day("2026-12-31")))
        desk.addOffice(1, used: [("2026-08-31", nil)])
        desk.apply(1)
        #expect(desk.state(on: "2026-09-10") == "failed started_before")
        desk.offices = []
        desk.addOffice(1, used: [("2027-01-04", nil)], route: "kaigo-web")
        #expect(desk.state(on: "2026-12-31") == "open not_started")
        #expect(desk.state(on: "2027-01-03") == "failed not_started")
        #expect(desk.state(on: "2027-01-04") == "failed started_late")
        desk.lists = ["2026-12-30"]
        #expect(desk.state(on: "2027-01-03") == "needs_check list_too_old")
        desk.lists = []
        #expect(desk.state(on: "2027-01-03") == "needs_check not_reported")
    }

    @Test("a change of the route without a gap is no new start; one with a gap is")
    func routes() {
        var desk = desk(.startUsing(from: day("2026-12-01"), by: day("2027-02-28")))
        desk.addOffice(1, used: [("2025-04-01", "2026-12-31")])
        desk.offices[0].registrations.append(
            .init(route: "kaigo-web", stage: .registered, from: day("2027-01-01"), through: nil))
        desk.apply(1)
        #expect(desk.state(on: "2027-01-31") == "failed started_before")
        desk.offices[0].registrations[0].through = day("2026-11-30")
        #expect(desk.state(on: "2027-01-31") == "met started")
    }

    @Test("a registration on a route that does not count is said, and counts when the campaign names the route")
    func otherRoute() {
        var desk = desk(.startUsing(from: nil, by: day("2026-12-31")))
        desk.addOffice(1, used: [("2026-10-05", nil)], route: "equivalent")
        desk.apply(1)
        #expect(desk.state(on: "2026-10-05") == "open other_route")
        #expect(desk.verdict(on: "2026-10-05").reason.name == "equivalent")
        desk.routes = ["equivalent"]
        #expect(desk.state(on: "2026-10-05") == "met started")
    }

    @Test("a start that was only reported is to be checked, and staff settle it")
    func reported() {
        var desk = desk(.startUsing(from: nil, by: day("2026-12-31")))
        desk.addOffice(1)
        desk.apply(1)
        desk.record(.started, 1, on: "2026-10-01")
        #expect(desk.state(on: "2026-10-01") == "needs_check start_reported")
        desk.record(.checked, 1, on: "2026-10-02", about: "start_reported/other")
        #expect(desk.state(on: "2026-10-02") == "needs_check start_reported")
        desk.record(.checked, 1, on: "2026-10-03", about: "start_reported/it")
        #expect(desk.state(on: "2026-10-02") == "needs_check start_reported")
        #expect(desk.state(on: "2026-10-03") == "met checked")
    }

    @Test("利用継続 is open until its day, whatever the use is now")
    func still() {
        var desk = desk(.stillUsing(on: day("2027-03-31")))
        desk.addOffice(1, used: [("2026-10-05", "2026-12-31")])
        desk.offices[0].registrations.append(
            .init(route: "kaigo-web", stage: .registered, from: day("2027-02-01"), through: nil))
        desk.apply(1)
        #expect(desk.state(on: "2026-12-31") == "open using_now")
        #expect(desk.state(on: "2027-01-15") == "open not_using_now")
        #expect(desk.verdict(on: "2027-01-15").reason.until == day("2026-12-31"))
        #expect(desk.state(on: "2027-03-30") == "open using_now")
        #expect(desk.state(on: "2027-03-31") == "met still_using")
    }

    @Test("利用継続: not moved in 2027, ended the day before, ended on the day")
    func stillEdges() {
        var desk = desk(.stillUsing(on: day("2027-03-31")))
        desk.addOffice(1, used: [("2026-10-05", nil)])
        desk.apply(1)
        #expect(desk.state(on: "2027-04-10") == "failed other_route")
        desk.offices = []
        desk.addOffice(1, used: [("2026-10-05", "2027-03-30")], route: "kaigo-web")
        #expect(desk.state(on: "2027-04-10") == "failed not_using_on_day")
        desk.offices[0].registrations[0].through = day("2027-03-31")
        #expect(desk.state(on: "2027-04-10") == "met still_using")
    }

    @Test("利用継続 on a day that no list has seen is to be checked, and a look before the day settles nothing")
    func stillUnseen() {
        var desk = desk(.stillUsing(on: day("2027-03-31")))
        desk.lists = ["2026-08-01", "2027-03-30"]
        desk.addOffice(1, used: [("2026-10-05", nil)], route: "kaigo-web")
        desk.apply(1)
        desk.record(.checked, 1, on: "2027-03-30", about: "list_too_old")
        #expect(desk.state(on: "2027-03-31") == "needs_check list_too_old")
        #expect(desk.verdict(on: "2027-03-31").reason.day == day("2027-03-30"))
        desk.record(.checked, 1, on: "2027-04-02", about: "list_too_old")
        #expect(desk.state(on: "2027-04-02") == "met checked")
        desk.lists = ["2026-08-01", "2027-03-31"]
        #expect(desk.state(on: "2027-03-31") == "met still_using")
    }

    @Test("an office that is not in the ledger is to be checked")
    func unknown() {
        var desk = desk(.stillUsing(on: day("2027-03-31")))
        desk.apply(1)
        #expect(desk.state(on: "2026-10-01") == "needs_check office_not_in_ledger")
    }

    @Test("研修会: by the attendance list or by staff's record; open until the last one")
    func seminar() {
        var desk = desk(.seminar(.init(from: day("2026-09-01"), through: day("2026-12-31"))))
        desk.addOffice(1)
        desk.addOffice(2)
        desk.addSeminar("early", on: "2026-08-31", attendees: [1])
        desk.addSeminar("s", on: "2026-11-10", attendees: [2])
        desk.addSeminar("prefecture", on: "2026-11-11", attendees: [1], area: code(22000))
        desk.apply(1)
        desk.apply(2)
        #expect(desk.state(on: "2026-12-31") == "open not_attended")
        #expect(desk.state(on: "2027-01-01") == "failed not_attended")
        let second = desk.verdicts(on: "2026-11-10").verdicts[1].conditions[0]
        #expect(second.state == .met)
        #expect(second.evidence == [Evidence(.attendance, day: day("2026-11-10"), text: "s")])
        desk.record(.seminarAttended, 1, on: "2026-11-10", about: "s")
        #expect(desk.state(on: "2027-01-01") == "met attended")
    }

    @Test("a named seminar is over with its day; without an attendance list it is to be checked")
    func namedSeminar() {
        var desk = desk(.seminar(.init(activities: ["prefecture"])))
        desk.addOffice(1)
        desk.apply(1)
        #expect(desk.verdict(on: "2026-10-01").due == day("2027-03-31"))
        desk.addSeminar("prefecture", on: "2026-11-11", attendees: [], area: code(22000))
        #expect(desk.verdict(on: "2026-10-01").due == day("2026-11-11"))
        #expect(desk.state(on: "2026-11-11") == "open not_attended")
        #expect(desk.state(on: "2026-11-12") == "needs_check no_attendance_recorded")
        desk.activities[0].attendees = [CampaignDesk.number(1).description]
        #expect(desk.state(on: "2026-11-12") == "met attended")
    }

    @Test(
        "アンケート and 書類: in time, late, missing",
        arguments: [
            (EnrollmentStep.Kind.surveyAnswered, "survey_answered", "survey_late", "survey_missing"),
            (.documentReceived, "document_received", "document_late", "document_missing"),
        ])
    func dated(_ kind: EnrollmentStep.Kind, _ met: String, _ late: String, _ missing: String) {
        let by = day("2027-01-31")
        var desk = desk(kind == .surveyAnswered ? .survey("x", by: by) : .document("x", by: by))
        desk.addOffice(1)
        desk.apply(1)
        desk.record(kind, 1, on: "2027-01-10", about: "y")
        #expect(desk.state(on: "2027-01-31") == "open \(missing)")
        #expect(desk.state(on: "2027-02-01") == "failed \(missing)")
        desk.record(kind, 1, on: "2027-02-01", about: "x")
        #expect(desk.state(on: "2027-02-01") == "failed \(late)")
        desk.record(kind, 1, on: "2027-01-31", about: "x")
        #expect(desk.state(on: "2027-01-30") == "open \(missing)")
        #expect(desk.state(on: "2027-01-31") == "met \(met)")
        #expect(desk.verdict(on: "2027-02-01").evidence == [Evidence(.step, fact: 103, day: by, text: "x")])
    }

    @Test("a survey response that is recorded elsewhere counts, the earlier of two does")
    func response() {
        var desk = desk(.survey("x", by: day("2027-01-31")))
        desk.addOffice(1)
        desk.apply(1)
        desk.record(.surveyAnswered, 1, on: "2027-02-10", about: "x")
        let facts = CampaignFacts(snapshot: desk.snapshot, reference: .small(), rules: .draft()) { survey, office in
            survey == "x" && office == CampaignDesk.number(1) ? (77, day("2027-01-20")) : nil
        }
        let verdict = CampaignVerdicts(book: desk.book, facts: facts, asOf: day("2027-03-01")).verdicts[0].conditions[0]
        #expect(verdict.state == .met)
        #expect(verdict.evidence == [Evidence(.survey, fact: 77, day: day("2027-01-20"), text: "x")])
    }

    @Test("業務の見直し: the steps in their order")
    func workflow() {
        var desk = desk(.workflow([.hearing, .changed, .confirmed], by: day("2027-03-31")))
        desk.addOffice(1)
        desk.apply(1)
        #expect(desk.verdict(on: "2026-10-01").reason.name == "hearing")
        desk.record(.changed, 1, on: "2026-10-10")
        desk.record(.hearing, 1, on: "2026-10-20")
        #expect(desk.state(on: "2026-11-01") == "open step_out_of_order")
        #expect(desk.verdict(on: "2026-11-01").reason.name == "changed")
        desk.record(.changed, 1, on: "2026-10-20")
        #expect(desk.state(on: "2026-11-01") == "open step_missing")
        #expect(desk.verdict(on: "2026-11-01").reason.count == 2)
        #expect(desk.state(on: "2027-04-01") == "failed step_missing")
        desk.record(.confirmed, 1, on: "2027-03-31")
        #expect(desk.state(on: "2027-03-30") == "open step_missing")
        #expect(desk.state(on: "2027-04-01") == "met steps_done")
        #expect(desk.verdict(on: "2027-04-01").evidence.map(\.fact) == [102, 103, 104])
    }

    @Test("実際の送受信: counted in the window; without records or when they end early, to be checked")
    func exchange() {
        var desk = desk(.exchange(from: day("2026-10-01"), through: day("2026-11-30"), count: 2, isMutual: true))
        desk.addOffice(1)
        desk.apply(1)
        #expect(desk.state(on: "2026-09-30") == "open no_exchange_records")
        #expect(desk.state(on: "2026-10-01") == "needs_check no_exchange_records")
        let records = [
            ("2026-09-30", 5, true), ("2026-10-01", 5, true), ("2026-10-20", 5, false), ("2026-11-30", 6, true),
        ]
        desk.exchanges = exchangeFacts(of: 1, recorded: "2026-12-05", records)
        #expect(desk.state(on: "2026-11-29") == "open too_few_exchanges")
        #expect(desk.verdict(on: "2026-11-29").reason.count == 1)
        #expect(desk.state(on: "2026-11-30") == "met exchanged")
        desk.exchanges = exchangeFacts(of: 1, recorded: "2026-12-05", Array(records.dropLast()))
        #expect(desk.state(on: "2026-12-01") == "failed too_few_exchanges")
        desk.exchanges = exchangeFacts(of: 1, recorded: "2026-11-29", Array(records.dropLast()))
        #expect(desk.state(on: "2026-12-01") == "needs_check no_exchange_records")
        #expect(desk.verdict(on: "2026-12-01").reason.day == day("2026-11-29"))
    }

    @Test("連携先: different offices, and those that are new in the window")
    func partners() {
        let records = [
            ("2026-09-01", 5, true), ("2026-10-02", 5, true), ("2026-10-03", 6, true), ("2026-10-04", 6, true),
        ]
        var desk = desk(.partners(count: 2, from: day("2026-10-01"), through: day("2026-12-31")))
        desk.addOffice(1)
        desk.apply(1)
        desk.exchanges = exchangeFacts(of: 1, recorded: "2027-01-31", records)
        #expect(desk.state(on: "2026-10-02") == "open too_few_partners")
        #expect(desk.state(on: "2026-10-03") == "met partners_reached")
        desk.definition.frames[0].conditions = [
            CampaignCondition(.newPartners(count: 2, from: day("2026-10-01"), through: day("2026-12-31")))
        ]
        #expect(desk.state(on: "2026-12-31") == "open too_few_partners")
        #expect(desk.verdict(on: "2027-01-01").state == .failed)
        #expect(desk.verdict(on: "2027-01-01").reason.count == 1)
    }

    @Test("誓約: ticked on the application, or signed later")
    func declared() {
        var desk = desk(.declared("no-other"))
        desk.addOffice(1)
        desk.apply(1)
        #expect(desk.state(on: "2026-10-01") == "failed not_declared")
        #expect(desk.verdict(on: "2026-10-01").due == nil)
        desk.record(.documentReceived, 1, on: "2026-10-02", about: "no-other")
        #expect(desk.state(on: "2026-10-02") == "met declared")
        var ticked = CampaignDesk(conditions: [CampaignCondition(.declared("no-other"))])
        ticked.addOffice(1)
        ticked.apply(1, declarations: ["no-other"])
        #expect(ticked.state(on: "2026-10-01") == "met declared")
    }

    @Test("廃止・休止していない on the day")
    func inOperation() {
        var desk = desk(.inOperation(on: day("2026-12-01")))
        desk.addOffice(1)
        desk.apply(1)
        #expect(desk.state(on: "2026-11-30") == "open not_yet_day")
        #expect(desk.state(on: "2026-12-01") == "met in_operation")
        desk.offices[0].services[0].through = day("2026-11-15")
        #expect(desk.state(on: "2026-11-30") == "open closed")
        #expect(desk.state(on: "2027-01-01") == "failed closed")
        desk.offices[0].services = [.init(code: "11", from: nil, through: nil, status: .suspended)]
        #expect(desk.state(on: "2027-01-01") == "failed suspended")
        desk.offices[0].doubt = .closure
        #expect(desk.state(on: "2027-01-01") == "needs_check closure_uncertain")
    }

    @Test("in a frame for two a condition of both is judged for each; steps of one office are not the other's")
    func both() {
        var desk = CampaignDesk(
            conditions: [
                CampaignCondition(.survey("x", by: day("2027-01-31"))),
                CampaignCondition(.startUsing(from: nil, by: day("2026-12-31")), of: .partner, id: "start"),
            ], kind: .pair)
        desk.addOffice(1)
        desk.addOffice(2, used: [("2026-10-01", nil)])
        desk.apply(1, partner: 2)
        desk.record(.surveyAnswered, 1, on: "2026-10-10", about: "x", of: 2)
        let verdict = desk.verdicts(on: "2026-10-10").verdicts[0]
        #expect(verdict.conditions.map(\.party) == [.applicant, .partner, .partner])
        #expect(verdict.conditions.map(\.state) == [.open, .met, .met])
        #expect(verdict.state == .open)
    }

    @Test("a later correction of the ledger changes the verdict, and the change is listed")
    func changes() {
        var desk = CampaignDesk(conditions: [
            CampaignCondition(.startUsing(from: nil, by: day("2026-12-31"))),
            CampaignCondition(.survey("x", by: day("2027-01-31")), id: "survey"),
        ])
        desk.addOffice(1, used: [("2026-10-05", nil)])
        desk.apply(1)
        let before = desk.verdicts(on: "2027-02-15")
        #expect(desk.verdicts(on: "2027-02-15").changes(since: before).isEmpty)
        desk.offices[0].registrations = []
        let changes = desk.verdicts(on: "2027-02-15").changes(since: before)
        #expect(changes.map(\.condition) == ["it"])
        #expect(changes[0].before?.state == .met)
        #expect(changes[0].after?.state == .failed)
    }
}
