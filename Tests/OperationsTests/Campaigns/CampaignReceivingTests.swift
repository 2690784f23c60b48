import Adoption
import Analytics
import Dispatch
import Operations
import Storage
import Synchronization
import TestWorkspace
import Testing

@Suite("Receiving applications")
struct CampaignReceivingTests {
    @Test("number, instant and place follow the order in which the database accepted the applications")
    func order() throws {
        let city = try CampaignFixture()
        let receipts = try [1, 3, 5].map { try city.apply("single", $0) }
        #expect(receipts.map(\.enrollment.receipt) == [1, 2, 3])
        #expect(receipts.map(\.enrollment.place) == [.held, .held, .waiting])
        let instants = receipts.map(\.enrollment.application.receivedAt)
        #expect(instants == instants.sorted() && Set(instants).count == 3)
        // What the applicant was told is what the record says.
        #expect(try city.campaign().book.enrollments.map(\.application.receivedAt) == instants)
    }

    @Test("the same form sent again gets the same receipt, and nothing is recorded")
    func retry() throws {
        let city = try CampaignFixture()
        let form = city.form("single", 1, token: "0123456789abcdef0123456789abcdef")
        let first = try city.it.workspace.apply(form, actor: "web")
        let revision = try city.it.revision()
        let again = try city.it.workspace.apply(form, actor: "web")
        #expect(again.isRepeated && again.enrollment == first.enrollment && again.secrets == first.secrets)
        #expect(try city.it.revision() == revision)
        // Also when the time of applying is over meanwhile.
        city.set("2026-12-20 12:00")
        #expect(try city.it.workspace.apply(form, actor: "web").enrollment.receipt == 1)
    }

    @Test("before the first and from the closing minute on nothing is received")
    func window() throws {
        let city = try CampaignFixture()
        for (time, word) in [("2026-11-02 08:59", "に始まります"), ("2026-12-18 17:01", "2026-12-18 17:00 に終わりました")] {
            city.set(time)
            let revision = try city.it.revision()
            let failure = #expect(throws: Failure.self) { try city.apply("single", 1) }
            #expect(failure?.code == .conflict && failure?.message.contains(word) == true, "\(time): \(failure as Any)")
            #expect(try city.it.revision() == revision)
        }
    }

    @Test("an office that may not take part gets a number and the reason")
    func refused() throws {
        let city = try CampaignFixture()
        // Office 11 uses the exchange already; office 1 applies twice.
        let using = try city.apply("single", 11)
        #expect(using.enrollment.place == .out(.ineligible) && using.enrollment.receipt == 1)
        #expect(using.enrollment.last(.ineligible)?.subject == CampaignReason.Key.using.rawValue)
        try city.apply("single", 1)
        let twice = try city.apply("single", 1)
        #expect(twice.enrollment.last(.ineligible)?.subject == CampaignReason.Key.officeAppliedBefore.rawValue)
        #expect(try city.campaign().book.occupancy.total == 1)
        #expect(try city.it.workspace.receiptText(twice).contains("受付番号: 3"))
    }

    @Test("an office that is not in the ledger keeps its place until the staff looked")
    func unknown() throws {
        let city = try CampaignFixture()
        var form = city.form("single", 1)
        form.office = OfficeNumber("2270199999")!
        let receipt = try city.it.workspace.apply(form, actor: "web")
        #expect(receipt.enrollment.place == .held)
        #expect(receipt.eligibility?.openChecks.map(\.reason.key) == [.officeNotInLedger])
        let refused = try city.it.workspace.refuse(
            receipt: 1, of: CampaignFixture.id, actor: "試験", reason: "番号の事業所がない")
        #expect(refused.place == .out(.ineligible))
    }

    @Test("a pair takes its place both or none, and only when the partner confirms")
    func pair() throws {
        let city = try CampaignFixture()
        let first = try city.apply("pair", 3, partner: 4)
        guard case .awaitingPartner(let until) = first.enrollment.place else {
            Issue.record("\(first.enrollment.place)")
            return
        }
        #expect(until == first.enrollment.application.receivedAt.advanced(byHours: 72))
        #expect(try city.campaign().book.occupancy.total == 0)
        func confirm(_ code: String, _ office: Int) throws -> Enrollment {
            try city.it.workspace.confirmPartner(
                code: code, office: CampaignFixture.office(office), declarations: [], of: CampaignFixture.id,
                actor: "web")
        }
        #expect(throws: Failure.self) { try confirm("00000-00000", 4) }
        #expect(throws: Failure.self) { try confirm(first.secrets.partner, 6) }
        #expect(try city.campaign().book.occupancy.total == 0)
        // As somebody types it from a telephone call.
        let typed = first.secrets.partner.lowercased().split(separator: "-").joined(separator: " ")
        #expect(try confirm(typed, 4).place == .held)
        let revision = try city.it.revision()
        #expect(try confirm(first.secrets.partner, 4).place == .held)
        #expect(try city.it.revision() == revision)
    }

    @Test("two offices of one corporation are refused; an unknown corporation is to be checked, not guessed")
    func corporations() throws {
        let city = try CampaignFixture()
        let same = try city.apply("pair", 1, partner: 2)
        #expect(same.enrollment.last(.ineligible)?.subject == CampaignReason.Key.sameCorporation.rawValue)
        let unknown = try city.apply("pair", 3, partner: 12)
        #expect(unknown.eligibility?.openChecks.map(\.reason.key) == [.corporationUnknown])
        #expect(unknown.enrollment.isLiving)
    }

    @Test("a silent partner's time runs out, and its place in time belongs to nobody")
    func silentPartner() throws {
        let city = try CampaignFixture()
        let first = try city.apply("pair", 3, partner: 4)
        city.set("2026-11-06 12:00")
        #expect(throws: Failure.self) {
            try city.it.workspace.confirmPartner(
                code: first.secrets.partner, office: CampaignFixture.office(4), declarations: [],
                of: CampaignFixture.id, actor: "web")
        }
        // What was due is recorded by the next write, whatever it is.
        try city.apply("single", 5)
        #expect(try city.campaign().book.enrollment(1)?.place == .out(.partnerExpired))
    }

    @Test("many writers at once: no place is given twice, no number is left out")
    func concurrently() throws {
        let city = try CampaignFixture()
        _ = try city.register(CampaignFixture.definition(single: 5))
        let handles = try (0..<4).map { _ in try city.it.anotherHandle() }
        let failures = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 40) { turn in
            var form = city.form("single", 1)
            form.office = OfficeNumber(officeNumber(100 + turn))!
            do {
                _ = try handles[turn % 4].apply(form, actor: "web")
            } catch {
                failures.withLock { $0.append("\(error)") }
            }
        }
        #expect(failures.withLock { $0 } == [])
        let book = try city.campaign().book
        #expect(book.enrollments.map(\.receipt) == Array(1...40))
        #expect(book.enrollments.prefix(5).allSatisfy { $0.place == .held })
        #expect(book.enrollments.dropFirst(5).allSatisfy { $0.place == .waiting })
    }

    @Test("a list of earlier applications is taken in its order, with its own times")
    func list() throws {
        let city = try CampaignFixture()
        city.set("2026-12-01 12:00")
        let offices = (1...4).map { CampaignFixture.office($0) }
        let path = try city.it.file(
            "list.csv",
            """
            受付時刻,枠,事業所番号,相手の事業所番号,結果,結果の日
            2026-11-02 09:00:03,single,\(offices[0]),,受付,
            2026/11/02 9:00:07,single,\(offices[2]),,取下げ,2026-11-20
            2026-11-03 10:00,pair,\(CampaignFixture.office(5)),\(offices[3]),受付,

            """)
        let count = try city.it.workspace.recordApplications(
            ApplicationList(path: path), of: CampaignFixture.id, actor: "試験", reason: "")
        #expect(count == 3)
        let book = try city.campaign().book
        #expect(
            book.enrollments.map(\.application.receivedAt.inJapan) == [
                "2026-11-02 09:00:03", "2026-11-02 09:00:07", "2026-11-03 10:00:00",
            ])
        #expect(book.enrollments.map(\.place) == [.held, .out(.withdrawn), .held])
        #expect(book.enrollments[1].steps.map(\.day.description) == ["2026-11-02", "2026-11-20"])
        // The next application goes behind them.
        #expect(try city.apply("single", 7).enrollment.receipt == 4)
    }

    @Test("a list with mistakes names each with its line and is not taken at all")
    func badList() throws {
        let city = try CampaignFixture()
        let path = try city.it.file(
            "list.csv",
            "受付時刻,枠,事業所番号,結果\r\n昨日,single,2270100010,受付\r\n2026-09-01 09:00,single,12,合格\r\n")
        let failure = #expect(throws: Failure.self) { try ApplicationList(path: path) }
        let message = failure?.message ?? ""
        #expect(message.contains("2行目「received_at」") && message.contains("3行目「office_number」"))
        #expect(message.contains("3行目「outcome」"))
    }
}
