import Adoption
import Analytics
import Operations
import Storage
import TestSupport
import TestWorkspace
import Testing

@Suite("Working on a campaign")
struct CampaignWorkTests {
    @Test("a free place is offered in turn, with a deadline, and every promotion is on record")
    func promotion() throws {
        let city = try CampaignFixture()
        for office in [1, 3, 5, 7] { try city.apply("single", office) }
        _ = try city.it.workspace.withdraw(receipt: 1, of: CampaignFixture.id, actor: "web")
        guard case .offered(let until)? = try city.campaign().book.enrollment(3)?.place else {
            Issue.record("nothing was offered")
            return
        }
        let work = city.it.workspace
        #expect(try work.answerOffer(receipt: 3, accept: true, of: CampaignFixture.id, actor: "web").place == .held)
        // The answer again, after a lost reply, changes nothing; nobody else may answer.
        #expect(try work.answerOffer(receipt: 3, accept: true, of: CampaignFixture.id, actor: "web").place == .held)
        #expect(throws: Failure.self) {
            try work.answerOffer(receipt: 4, accept: true, of: CampaignFixture.id, actor: "web")
        }
        _ = try work.fail(receipt: 2, condition: "start-using", of: CampaignFixture.id, actor: "試験", reason: "")
        #expect(try work.advanceCampaigns().isEmpty)
        city.it.clock.set(until.advanced(byHours: 100))
        let report = try work.advanceCampaigns()
        #expect(report.steps.map(\.kind) == [.offerExpired])
        #expect(try city.campaign().book.enrollment(4)?.place == .out(.offerExpired))
        #expect(try work.advanceCampaigns().isEmpty)
    }

    @Test("a new version counts from its instant; what was decided before keeps its version")
    func versions() throws {
        let city = try CampaignFixture()
        for office in [1, 3, 5] { try city.apply("single", office) }
        #expect(try city.register(CampaignFixture.definition()).isUnchanged)
        let second = try city.register(CampaignFixture.definition(single: 3, title: "増やした"))
        #expect(second.version == 2)
        _ = try city.it.workspace.advanceCampaigns()
        let book = try city.campaign().book
        #expect(book.enrollments.map { $0.steps.map(\.version) } == [[1], [1], [1, 2]])
        // A version for a later day leaves today's alone.
        let later = city.it.clock.last.advanced(byHours: 240)
        _ = try city.register(CampaignFixture.definition(single: 9, title: "後で"), effective: later)
        let now = city.it.clock.last
        #expect(try city.campaign().definition(at: now).title == "増やした")
        #expect(try city.campaign().definition(at: later).title == "後で")
        // Nothing was decided by it yet: another version takes its place.
        #expect(try city.register(CampaignFixture.definition(title: "間に")).version == 4)
        #expect(try city.campaign().book.versions.map(\.number) == [1, 2, 4])
        #expect(try city.campaign().definition(at: later).title == "間に")
    }

    @Test("contact data stand apart, are deleted on their day, and are then nowhere in the database's files")
    func contacts() throws {
        let city = try CampaignFixture()
        let contact = CampaignContact(person: "連絡先花子", phone: "0549998877", mail: "hanako-contact@example.jp")
        let work = city.it.workspace
        _ = try work.apply(city.form("single", 1, contact: contact), actor: "web")
        #expect(try work.contacts(of: city.campaign()) == [1: contact])
        #expect(try work.contactsText(of: CampaignFixture.id).contains("0549998877"))
        let export = try city.it.facts()
        #expect(!"\(export)".contains("0549998877"))
        city.set("2027-09-29 12:00")
        #expect(try work.advanceCampaigns().deletedContacts.isEmpty)
        city.set("2027-09-30 00:01")
        #expect(try work.advanceCampaigns().deletedContacts.map(\.count) == [1])
        #expect(try work.contacts(of: city.campaign()).isEmpty)
        #expect(try work.advanceCampaigns().deletedContacts.isEmpty)
        if TestWorkspace.engine == .sqlite {
            let bytes = try city.it.databaseBytes()
            for word in ["連絡先花子", "0549998877", "hanako-contact"] {
                #expect(!contains(bytes, Array(word.utf8)), "\(word) is still in the file")
            }
        }
        #expect(try city.campaign().book.enrollment(1)?.application.contact != nil)
    }

    @Test("a deletion of contacts that was interrupted before the files were clean is taken up again")
    func interruptedDeletion() throws {
        let city = try CampaignFixture()
        let contact = CampaignContact(person: "連絡先花子", phone: "0549998877", mail: "")
        let work = city.it.workspace
        _ = try work.apply(city.form("single", 1, contact: contact), actor: "web")
        _ = try work.ledger.driver.transaction { try CampaignContacts($0).empty(of: CampaignFixture.id) }
        #expect(try work.contacts(of: city.campaign()).isEmpty)
        city.set("2027-09-30 00:01")
        #expect(try work.advanceCampaigns().deletedContacts.map(\.count) == [1])
        #expect(try work.advanceCampaigns().deletedContacts.isEmpty)
    }

    @Test("one contact can be deleted at the person's wish")
    func oneContact() throws {
        let city = try CampaignFixture()
        let contact = CampaignContact(person: "連絡先花子", phone: "0549998877", mail: "")
        _ = try city.it.workspace.apply(city.form("single", 1, contact: contact), actor: "web")
        _ = try city.it.workspace.apply(city.form("single", 3, contact: contact), actor: "web")
        try city.it.workspace.deleteContact(receipt: 1, of: CampaignFixture.id)
        #expect(try city.it.workspace.contacts(of: city.campaign()).keys.sorted() == [2])
        #expect(throws: Failure.self) {
            try city.it.workspace.deleteContact(receipt: 1, of: CampaignFixture.id)
        }
    }

    @Test("steps are recorded all or none, corrected by superseding, and decisions are not corrected at all")
    func steps() throws {
        let city = try CampaignFixture()
        try city.apply("single", 1)
        let work = city.it.workspace
        let revision = try city.it.revision()
        let good = StepStatement(receipt: 1, kind: .surveyAnswered, day: Day("2026-11-02")!, subject: "start")
        let bad = StepStatement(receipt: 9, kind: .surveyAnswered, day: Day("2026-11-02")!, subject: "start")
        #expect(throws: Failure.self) {
            try work.recordSteps([good, bad], of: CampaignFixture.id, actor: "試験", reason: "")
        }
        #expect(try city.it.revision() == revision)
        try work.recordSteps([good], of: CampaignFixture.id, actor: "試験", reason: "")
        let before = city.it.clock.last
        let step = try #require(try city.campaign().book.enrollment(1)?.last(.surveyAnswered))
        var corrected = good
        corrected.subject = "end"
        try work.correctStep(step.fact, to: corrected, of: CampaignFixture.id, actor: "試験", reason: "書き間違い")
        #expect(try city.campaign().book.enrollment(1)?.last(.surveyAnswered)?.subject == "end")
        #expect(try city.campaign(knownAt: before).book.enrollment(1)?.last(.surveyAnswered)?.subject == "start")
        #expect(throws: Failure.self) {
            try work.correctStep(step.fact, to: nil, of: CampaignFixture.id, actor: "試験", reason: "二度目")
        }
        let accepted = try #require(try city.campaign().book.enrollment(1)?.last(.accepted))
        let refused = #expect(throws: Failure.self) {
            try work.correctStep(accepted.fact, to: nil, of: CampaignFixture.id, actor: "試験", reason: "")
        }
        #expect(refused?.code == .conflict)
        let history = try work.historyText(receipt: 1, of: CampaignFixture.id)
        #expect(history.contains("\(accepted.fact)") && history.contains("枠に入る"))
        for kind in [EnrollmentStep.Kind.paid, .costDocumented, .checked] {
            #expect(throws: Failure.self) {
                try work.recordSteps(
                    [StepStatement(receipt: 1, kind: kind, day: Day("2026-11-02")!)], of: CampaignFixture.id,
                    actor: "試験", reason: "")
            }
        }
    }

    @Test("hearings replace the one before, task by task, and a case study lasts as long as its consent")
    func practices() throws {
        let city = try CampaignFixture()
        try city.apply("single", 1)
        let work = city.it.workspace
        func hear(_ text: String) throws {
            let list = try PracticeList(
                path: try city.it.file("hearing.csv", text), campaign: CampaignFixture.id, receipt: 1,
                office: CampaignFixture.office(1), phase: .before, day: Day("2026-11-02")!)
            try work.recordPractices(
                list.practices, evidence: "訪問", of: CampaignFixture.id, actor: "試験", reason: "")
        }
        try hear("業務,担当,期日,分,備考\r\n印刷,担当ケアマネ・事務職員,20,120,\r\n振り分け,事務職員,,60,手作業\r\n")
        try hear("業務,担当,分\r\n印刷,事務職員,90\r\n")
        let campaign = try city.campaign()
        let now = campaign.practices.map(\.fact).sorted { $0.task.rawValue < $1.task.rawValue }
        #expect(now.map(\.task) == [.printing, .sorting] && now.map(\.minutes) == [90, 60])
        #expect(now.map(\.roles) == [[.clerk], [.clerk]])
        #expect(campaign.book.enrollment(1)?.steps.filter { $0.kind == .hearing }.count == 1)
        let failure = #expect(throws: Failure.self) { try hear("業務,担当,期日\r\nコピー,誰か,40\r\n") }
        #expect(failure?.message.contains("2行目「task」") == true && failure?.message.contains("「by_day」") == true)
        var study = CaseStudy(
            campaign: CampaignFixture.id, receipt: 1, office: CampaignFixture.office(1),
            consentDay: Day("2026-11-02"), shownName: "A事業所", title: "印刷がなくなりました", text: "本文")
        try work.recordCaseStudy(study, actor: "試験", reason: "")
        study.consentDay = nil
        try work.recordCaseStudy(study, actor: "試験", reason: "撤回")
        #expect(try city.campaign().studies.map(\.fact.consentDay) == [nil])
    }

    @Test("an application ended by mistake comes back, behind those who wait")
    func reinstated() throws {
        let city = try CampaignFixture()
        for office in [1, 3, 5] { try city.apply("single", office) }
        let work = city.it.workspace
        _ = try work.withdraw(receipt: 1, of: CampaignFixture.id, actor: "試験")
        _ = try work.answerOffer(receipt: 3, accept: true, of: CampaignFixture.id, actor: "試験")
        #expect(
            try work.reinstate(receipt: 1, of: CampaignFixture.id, actor: "試験", reason: "誤操作").place == .waiting)
        _ = try work.withdraw(receipt: 2, of: CampaignFixture.id, actor: "試験")
        guard case .offered? = try city.campaign().book.enrollment(1)?.place else {
            Issue.record("the reinstated application was passed over")
            return
        }
        #expect(throws: Failure.self) {
            try work.reinstate(receipt: 3, of: CampaignFixture.id, actor: "試験", reason: "")
        }
    }

    @Test("writing to a campaign does not load the offices anew, and shows at once")
    func sharesSnapshot() throws {
        let city = try CampaignFixture()
        let before = try city.it.workspace.state()
        try city.apply("single", 1)
        let after = try city.it.workspace.state()
        #expect(after.snapshot.revision == before.snapshot.revision + 1)
        #expect(after.campaigns.first?.book.enrollments.count == 1)
        let isChanged = try city.it.workspace.ledger.changedSnapshot(
            after: before.snapshot.revision, through: after.snapshot.revision)
        #expect(!isChanged)
        // An import in between is another matter.
        try city.it.importOffices([OfficeRow(officeNumber(99))], on: "2026-11-02")
        #expect(try city.it.workspace.state().snapshot.numbers.count == before.snapshot.numbers.count + 1)
    }

    @Test("a moved ledger has the same 受付簿")
    func moved() throws {
        let city = try CampaignFixture()
        for office in [1, 3, 5] { try city.apply("single", office) }
        let copy = try TestWorkspace(copying: city.it)
        #expect(try copy.workspace.campaign(CampaignFixture.id).book == city.campaign().book)
    }

    @Test(
        "an image that runs something is no crest",
        arguments: [
            "<svg><script>alert(1)</script></svg>", "<svg onload=\"alert(1)\"></svg>",
            "<svg><a href=\"javascript:1\"/></svg>",
            "GIF89a", "<!DOCTYPE x [<!ENTITY a \"b\">]><svg/>",
        ])
    func crest(image: String) throws {
        let city = try CampaignFixture()
        _ = try city.it.file("crest.svg", image)
        let text = CampaignFixture.definition().split(separator: "\n", omittingEmptySubsequences: false).map(
            String.init)
        let withCrest = text.flatMap { $0.hasPrefix("texts:") ? [$0, "  crest: crest.svg"] : [$0] }
        #expect(throws: Failure.self) { try city.register(withCrest.joined(separator: "\n")) }
    }

    private func contains(_ bytes: [UInt8], _ word: [UInt8]) -> Bool {
        bytes.indices.dropLast(word.count - 1).contains { start in
            bytes[start] == word[0] && bytes[start..<(start + word.count)].elementsEqual(word)
        }
    }
}
