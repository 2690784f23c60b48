import Adoption
import Testing

@testable import Analytics

@Suite("Eligibility")
struct EligibilityTests {
    private func desk(_ applicant: CampaignApplicants) -> CampaignDesk { CampaignDesk(applicant: applicant) }

    private func finding(_ eligibility: Eligibility, _ check: Eligibility.Finding.Check) -> String {
        let found = eligibility.findings.first { $0.check == check }
        return found.map { "\($0.result.rawValue) \($0.reason.key.rawValue)" } ?? "none"
    }

    @Test("an office that the ledger does not hold is to be checked, not refused")
    func unknownOffice() {
        var desk = desk(.init(areas: []))
        desk.addOffice(1)
        let eligibility = desk.judge(2)
        #expect(eligibility.outcome == .needsCheck)
        #expect(finding(eligibility, .office) == "needs_check office_not_in_ledger")
        #expect(finding(eligibility, .limit) == "ok first_application")
    }

    @Test("the area is the campaign's own, named municipalities with their wards, or a prefecture")
    func area() {
        var desk = desk(.init(areas: []))
        desk.addOffice(1, in: 22101)  // a ward of 静岡市
        desk.addOffice(2, in: 22130)
        desk.addOffice(3, in: 13101)
        #expect(finding(desk.judge(1), .area) == "ok in_area")
        #expect(finding(desk.judge(2), .area) == "refused outside_area")
        desk.definition.frames[0].applicant.areas = [code(22000)]
        #expect(finding(desk.judge(2), .area) == "ok in_area")
        #expect(finding(desk.judge(3), .area) == "refused outside_area")
        desk.definition.frames[0].applicant.areas = [code(22130), code(22203)]
        #expect(finding(desk.judge(2), .area) == "ok in_area")
        #expect(finding(desk.judge(1), .area) == "refused outside_area")
    }

    @Test("an office that lists place in two municipalities is to be checked")
    func twoPlaces() {
        var desk = desk(.init(areas: []))
        desk.addOffice(1)
        var snapshot = desk.snapshot
        func found() -> String {
            let facts = CampaignFacts(snapshot: snapshot, reference: .small(), rules: .draft())
            let question = Eligibility.Question(
                frame: desk.definition.frames[0], of: desk.definition, office: CampaignDesk.number(1))
            return finding(Eligibility.judge(question, facts: facts, on: day("2026-09-10")), .area)
        }
        #expect(found() == "ok in_area")
        snapshot.claims = [.init(office: 0, municipality: 0)]
        #expect(found() == "needs_check area_uncertain")
        snapshot.claims = []
        snapshot.doubts = [.municipality]
        #expect(found() == "needs_check area_uncertain")
    }

    @Test("an office for which lists name two corporations has none that can be compared")
    func disputedCorporation() {
        var desk = CampaignDesk(kind: .pair)
        desk.definition.frames[0].differentCorporations = true
        desk.addOffice(1, corporation: one)
        desk.addOffice(2, corporation: other)
        var snapshot = desk.snapshot
        snapshot.disputedCorporations = [1]
        let facts = CampaignFacts(snapshot: snapshot, reference: .small(), rules: .draft())
        let question = Eligibility.Question(
            frame: desk.definition.frames[0], of: desk.definition, office: CampaignDesk.number(1),
            partner: CampaignDesk.number(2))
        let eligibility = Eligibility.judge(question, facts: facts, on: day("2026-09-10"))
        #expect(finding(eligibility, .corporation) == "needs_check corporation_unknown")
    }

    @Test("services: active, suspended, deemed, closed, another one, or one that no list covers")
    func services() {
        var desk = desk(.init(areas: [], services: ["11", "43"]))
        desk.addOffice(1, services: [("11", .active)])
        desk.addOffice(2, services: [("11", .suspended)])
        desk.addOffice(3, services: [("43", .deemed)])
        desk.addOffice(4, services: [("13", .active)])
        desk.addOffice(5)
        desk.offices[4].services[0].through = day("2026-08-31")
        #expect(finding(desk.judge(1), .service) == "ok service_offered")
        #expect(finding(desk.judge(2), .service) == "refused suspended")
        #expect(finding(desk.judge(3), .service) == "ok service_offered")
        #expect(finding(desk.judge(4), .service) == "refused service_not_offered")
        #expect(finding(desk.judge(5), .service) == "refused closed")
        desk.definition.frames[0].applicant.acceptsSuspended = true
        desk.definition.frames[0].applicant.acceptsDeemed = false
        #expect(finding(desk.judge(2), .service) == "ok service_offered")
        #expect(finding(desk.judge(3), .service) == "refused deemed_only")
        desk.listedServices = ServiceSet(bits: 0b00111)  // 11, 13, 15: no list of 43
        #expect(finding(desk.judge(4), .service) == "needs_check service_not_listed")
    }

    @Test(
        "use before the day: none, going on, and past",
        arguments: [
            ("not_yet", "ok not_using", "refused using", "ok not_using"),
            ("never", "ok never_used", "refused using", "refused used_before"),
            ("already", "needs_check list_too_old", "ok using", "needs_check list_too_old"),
            ("any", "ok any_use", "ok any_use", "ok any_use"),
        ])
    func use(_ wanted: String, _ never: String, _ now: String, _ past: String) {
        var desk = desk(.init(areas: [], use: .init(rawValue: wanted)!))
        desk.lists = ["2026-08-01"]  // older than the day of the application
        desk.addOffice(1)
        desk.addOffice(2, used: [("2026-01-05", nil)])
        desk.addOffice(3, used: [("2025-04-01", "2026-03-31")])
        #expect(finding(desk.judge(1), .use) == never)
        #expect(finding(desk.judge(2), .use) == now)
        #expect(finding(desk.judge(3), .use) == past)
    }

    @Test(
        "with a list of that day or later an office that does not use it is no referrer; without any list nobody knows")
    func coverage() {
        var desk = desk(.init(areas: [], use: .already))
        desk.addOffice(1)
        #expect(finding(desk.judge(1), .use) == "refused not_using")
        desk.lists = []
        #expect(finding(desk.judge(1), .use) == "needs_check not_reported")
        desk.definition.frames[0].applicant.use = .notYet
        #expect(finding(desk.judge(1), .use) == "needs_check not_reported")
    }

    @Test("the seminar must be attended before the application; an attendance list that is missing is to be checked")
    func seminar() {
        var desk = desk(.init(areas: [], attendedSeminar: .init(from: day("2026-06-01"), through: day("2026-10-30"))))
        desk.addOffice(1)
        desk.addOffice(2)
        desk.addSeminar("s1", on: "2026-08-20", attendees: [1])
        desk.addSeminar("s2", on: "2026-09-20", attendees: [2])
        #expect(finding(desk.judge(1), .seminar) == "ok attended")
        #expect(finding(desk.judge(2), .seminar) == "refused not_attended")
        #expect(finding(desk.judge(2, on: "2026-09-20"), .seminar) == "ok attended")
        desk.addSeminar("s3", on: "2026-09-05", attendees: [])
        #expect(finding(desk.judge(2), .seminar) == "needs_check no_attendance_recorded")
    }

    @Test("every sentence must be ticked")
    func declarations() {
        var desk = desk(
            .init(areas: [], declarations: [.init(id: "no-other", text: ""), .init(id: "users", text: "")]))
        desk.addOffice(1)
        let eligibility = desk.judge(1, declarations: ["users"])
        #expect(eligibility.refusals.map(\.reason) == [CampaignReason(.notDeclared, name: "no-other")])
        #expect(desk.judge(1, declarations: ["users", "no-other"]).outcome == .eligible)
    }

    // Check digits of 法人番号: completed from the twelve digits by the formula, so that they are right.
    private let one = CorporationNumber(lastTwelve: 123_456_789_012).number
    private let other = CorporationNumber(lastTwelve: 223_456_789_012).number

    @Test("different corporations: by number alone; a missing or misspelt number is to be checked")
    func corporations() {
        var desk = CampaignDesk(kind: .pair)
        desk.definition.frames[0].differentCorporations = true
        desk.addOffice(1, corporation: one)
        desk.addOffice(2, corporation: one)
        desk.addOffice(3, corporation: other)
        desk.addOffice(4)
        desk.addOffice(5, corporation: other % 1_000_000_000_000)  // the check digit is wrong
        #expect(finding(desk.judge(1, partner: 2), .corporation) == "refused same_corporation")
        #expect(finding(desk.judge(1, partner: 3), .corporation) == "ok different_corporations")
        #expect(finding(desk.judge(1, partner: 4), .corporation) == "needs_check corporation_unknown")
        #expect(desk.judge(1, partner: 4).openChecks[0].reason.name == "1370000004")
        #expect(finding(desk.judge(1, partner: 5), .corporation) == "needs_check corporation_doubtful")
        #expect(finding(desk.judge(1, partner: 1), .partner) == "refused same_office")
        #expect(finding(desk.judge(1), .partner) == "refused partner_missing")
    }

    @Test("in a frame for either order the offices change parts only when that fits better")
    func eitherOrder() {
        var desk = CampaignDesk(
            kind: .pair, applicant: .init(areas: [], services: ["43"]), partner: .init(areas: [], services: ["11"]))
        desk.addOffice(1, services: [("43", .active)])
        desk.addOffice(2, services: [("11", .active)])
        desk.addOffice(3, services: [("11", .active), ("43", .active)])
        #expect(desk.judge(2, partner: 1).outcome == .ineligible)
        desk.definition.frames[0].eitherOrder = true
        #expect(desk.judge(2, partner: 1).outcome == .eligible)
        #expect(desk.judge(2, partner: 1).isSwapped)
        #expect(!desk.judge(1, partner: 2).isSwapped)
        #expect(!desk.judge(3, partner: 3).isSwapped)
        #expect(desk.judge(2, partner: 2).outcome == .ineligible)
    }

    @Test("once per office, once per corporation, not beside another campaign's payment")
    func limits() {
        var desk = CampaignDesk(limits: .init(oncePerOffice: true, oncePerCorporation: true, notWith: ["old"]))
        desk.addOffice(1, corporation: one)
        desk.addOffice(2, corporation: one)
        desk.addOffice(3, corporation: other)
        desk.addOffice(4)
        let living = Eligibility.Earlier(receipt: 7, offices: [CampaignDesk.number(1)], isLiving: true)
        let ended = Eligibility.Earlier(receipt: 7, offices: [CampaignDesk.number(1)], isLiving: false)
        let reasons = { (eligibility: Eligibility) in eligibility.refusals.map(\.reason.key) }
        #expect(reasons(desk.judge(1, earlier: [living])) == [.officeAppliedBefore, .corporationAppliedBefore])
        #expect(reasons(desk.judge(2, earlier: [living])) == [.corporationAppliedBefore])
        #expect(desk.judge(2, earlier: [living]).refusals[0].reason.count == 7)
        #expect(desk.judge(3, earlier: [living]).outcome == .eligible)
        #expect(desk.judge(4, earlier: [living]).openChecks.map(\.reason.key) == [.corporationUnknown])
        #expect(desk.judge(2, earlier: [ended]).outcome == .eligible)
        let paid = Eligibility.OtherPayment(
            campaign: "old", office: CampaignDesk.number(3), day: day("2025-12-01"), fact: 5)
        let elsewhere = Eligibility.OtherPayment(
            campaign: "x", office: CampaignDesk.number(3), day: day("2025-12-01"), fact: 6)
        #expect(reasons(desk.judge(3, payments: [elsewhere, paid])) == [.paidElsewhere])
        #expect(desk.judge(3, payments: [elsewhere]).outcome == .eligible)
    }

    @Test("what staff looked at is settled; what was refused stays refused")
    func settled() {
        var desk = CampaignDesk(kind: .pair)
        desk.definition.frames[0].differentCorporations = true
        desk.addOffice(1)
        desk.addOffice(2)
        desk.apply(1, partner: 2)
        desk.record(.checked, 1, on: "2026-09-11", about: "corporation_unknown")
        let steps = desk.book.enrollments[0].steps
        #expect(desk.judge(1, partner: 2).outcome == .needsCheck)
        #expect(desk.judge(1, partner: 2).settled(by: steps).outcome == .eligible)
        #expect(desk.judge(1, partner: 1).settled(by: steps).outcome == .ineligible)
    }
}
