import Adoption
import Testing

@testable import Analytics
@testable import Dashboards

@Suite("documents of a campaign for staff")
struct StaffDocumentTests {
    private let example = CampaignExample()
    private let first = OfficeNumber("2210100012")
    private let second = OfficeNumber("2270100021")

    private func book() throws -> (book: CampaignBook, names: [OfficeNumber: String]) {
        let (first, second) = (try #require(first), try #require(second))
        let application = { (receipt: Int, frame: String, at: String, partner: OfficeNumber?) in
            CampaignApplication(
                campaign: "ko-2026", receipt: receipt, receivedAt: CampaignExample.instant(at), frame: frame,
                office: receipt == 2 ? second : first, partner: partner, version: 1, channel: .web, declarations: [],
                contact: nil, secrets: .init(form: "", status: "", partner: ""))
        }
        let step = { (fact: Int64, receipt: Int, kind: EnrollmentStep.Kind, at: String, until: String?) in
            let instant = CampaignExample.instant(at)
            return EnrollmentStep(
                fact: fact, recordedAt: instant, campaign: "ko-2026", receipt: receipt, kind: kind,
                day: instant.dayInJapan, until: until.map(CampaignExample.instant), version: 1, actor: "rules")
        }
        let book = CampaignBook(
            versions: [
                CampaignVersion(
                    number: 1, effective: CampaignExample.instant("2026-09-01T00:00:00.000Z"),
                    definition: example.definition)
            ],
            applications: [
                application(1, "b", "2026-10-01T00:00:00.120Z", second),
                application(2, "a", "2026-10-01T00:00:00.480Z", nil),
                application(3, "a", "2026-10-02T03:04:05.000Z", nil),
            ],
            steps: [
                step(1, 1, .awaitingPartner, "2026-10-01T00:00:00.120Z", "2026-10-04T00:00:00.120Z"),
                step(2, 2, .accepted, "2026-10-01T00:00:00.480Z", nil),
                step(3, 3, .waitlisted, "2026-10-02T03:04:05.000Z", nil),
                step(4, 3, .offered, "2026-10-03T03:00:00.000Z", "2026-10-05T03:00:00.000Z"),
                step(5, 3, .offerDeclined, "2026-10-03T04:00:00.000Z", nil),
            ])
        return (book, [first: "あおぞら居宅介護支援事業所", second: "=HYPERLINK(\"x\")"])
    }

    private func verdict(
        _ condition: CampaignCondition, _ state: ConditionVerdict.State, _ key: CampaignReason.Key, due: Day?
    ) -> ConditionVerdict {
        ConditionVerdict(
            receipt: 2, condition: condition, party: .applicant, office: second, state: state,
            reason: CampaignReason(key, day: due), evidence: [Evidence(.step, fact: 9, day: due, text: "電話で確認")],
            due: due)
    }

    @Test("受付簿: the order of receipt to the second, with every decision and its instant")
    func register() throws {
        let (book, names) = try book()
        let page = try #require(BookDocument(setting: try example.setting(), book: book, names: names).page())
        #expect(page.kind == .campaignBook)
        #expect(page.headline == "申込み3件を、受け付けた順に並べています。")
        let csv = try CampaignExample.text(page, .csv)
        let lines = csv.dropFirst().split(separator: "\r\n").map(String.init)
        #expect(
            lines == [
                "受付番号,受付時刻,枠,事業所の番号,事業所の名称,相手の事業所の番号,相手の事業所の名称,状態,決定と時刻,受付方法,規則",
                "1,2026-10-01 09:00:00,①B 一般枠,2210100012,あおぞら居宅介護支援事業所,2270100021,"
                    + "\"'=HYPERLINK(\"\"x\"\")\",○相手の確認待ち,2026-10-01 09:00:00 相手の確認待ち,ウェブ,1",
                "2,2026-10-01 09:00:00,①A 一般枠,2270100021,\"'=HYPERLINK(\"\"x\"\")\",,,●参加決定,"
                    + "2026-10-01 09:00:00 参加決定,ウェブ,1",
                "3,2026-10-02 12:04:05,①A 一般枠,2210100012,あおぞら居宅介護支援事業所,,,―案内を辞退,"
                    + "2026-10-02 12:04:05 待機 / 2026-10-03 12:00:00 枠を案内中 / 2026-10-03 13:00:00 案内を辞退,ウェブ,1",
            ])
        // The byte order mark, so that Excel reads it.
        #expect(csv.unicodeScalars.first == "\u{FEFF}")
    }

    @Test("受付簿 as text stays within 80 columns, and its HTML is a file of its own on A4 landscape")
    func printing() throws {
        let (book, names) = try book()
        let page = try #require(BookDocument(setting: try example.setting(), book: book, names: names).page())
        let text = try CampaignExample.text(page, .txt)
        #expect(text.split(separator: "\n").allSatisfy { DisplayWidth.of(String($0)) <= 80 })
        #expect(text.contains("09:00:00") && text.contains("2210100012"))
        let html = try CampaignExample.text(page, .html, styleSheet: ".staff{page:landscape} </style><script>")
        #expect(html.contains("<style>\n.staff{page:landscape} < /style>"))
        #expect(html.contains("<body class=\"staff\">") && html.contains("<thead>"))
        #expect(!html.contains("href=") && !html.contains("src="))
        let json = try CampaignExample.text(page, .json)
        #expect(json.contains("\"office_number\"") && !json.contains("\"office\""))
    }

    @Test("an empty 受付簿 says so")
    func empty() throws {
        let book = CampaignBook(versions: try self.book().book.versions, applications: [], steps: [])
        let page = try #require(BookDocument(setting: try example.setting(), book: book, names: [:]).page())
        #expect(page.headline == "まだ申込みはありません。")
        #expect(page.blocks.map(\.id) == ["empty"])
        #expect(
            BookDocument(
                setting: try example.setting(), book: CampaignBook(versions: [], applications: [], steps: []),
                names: [:]
            ).page() == nil)
    }

    @Test("the call list has the most urgent first, with the days left and whom to call")
    func calls() throws {
        let (book, names) = try book()
        let due = CampaignExample.day("2026-11-03")
        let waiting = [
            WaitingFor(
                verdict: verdict(CampaignExample.start, .open, .notStarted, due: due), daysLeft: 3, mark: .threeDays),
            WaitingFor(
                verdict: verdict(CampaignExample.keep, .open, .usingNow, due: nil), daysLeft: nil, mark: .later),
        ]
        let page = try #require(
            CallListDocument(
                setting: try example.setting(), book: book, waiting: waiting, names: names,
                contacts: [2: CampaignContact(person: "受付係", phone: "054-000-0000", mail: "")]
            ).page())
        #expect(page.headline == "1件の申込みに、まだ満たしていない条件があります。14日以内に期限が来る、または過ぎた条件は1件です。")
        let calls = page.blocks.first { $0.id == "calls" }
        let rows = try #require(calls?.tables.first?.groups.first).rows
        let words = try ProjectFiles.wording(.japanese)
        // Somebody still has to answer, and that is said first.
        #expect(page.blocks.map(\.id) == ["answers", "calls"])
        #expect(rows.map { words.format.text($0.cells[0]) } == ["△3日以内", "○31日以上"])
        #expect(rows.map { words.format.text($0.cells[1]) } == ["3", "―"])
        #expect(words.format.text(rows[0].cells[rows[0].cells.count - 1]) == "受付係 054-000-0000")
        let none = try #require(
            CallListDocument(setting: try example.setting(), book: book, waiting: [], names: names).page())
        #expect(none.headline == "返事を待っている申込みが1件")
        #expect(none.blocks.map(\.id) == ["answers"])
    }

    @Test("every condition has its state, reason, evidence and deadline; in CSV with its receipt and office")
    func conditions() throws {
        let (book, names) = try book()
        let office = try #require(second)
        let verdicts = [
            EnrollmentVerdict(
                receipt: 2, frame: "a", day: example.day, applicant: office, partner: nil,
                conditions: [
                    verdict(CampaignExample.start, .met, .started, due: CampaignExample.day("2026-12-31")),
                    verdict(CampaignExample.keep, .needsCheck, .notReported, due: CampaignExample.day("2027-02-28")),
                ])
        ]
        let page = try #require(
            ConditionsDocument(setting: try example.setting(), book: book, verdicts: verdicts, names: names).page())
        #expect(page.headline == "申込み1件のうち、0件がすべての条件を満たしています。")
        guard case .figure(let figure)? = page.blocks.first?.body else { throw SmallLedger.Missing.page }
        #expect(figure.title == "受付2 ①A 一般枠: ◇要確認")
        let lines = try CampaignExample.text(page, .csv).split(separator: "\r\n").map(String.init)
        #expect(lines.count == 3)
        #expect(lines[1].hasPrefix("利用開始,申込み,満たした,"))
        #expect(lines[1].hasSuffix(",電話で確認 (2026-12-31),2026-12-31,2,2270100021,\"'=HYPERLINK(\"\"x\"\")\""))
    }

    @Test("payments say what is due, why, what was paid and what may be paid now")
    func payments() throws {
        let (book, names) = try book()
        let office = try #require(second)
        let frame = example.definition.frames[2]
        let part = { (reward: CampaignReward, state: RewardDue.State, basis: RewardDue.Basis) in
            RewardDue.Part(
                reward: reward, party: .applicant, office: office, state: state, amount: 20_000, maximum: 20_000,
                basis: basis,
                decidedBy: state == .due ? [] : [verdict(CampaignExample.workflow, .open, .stepMissing, due: nil)])
        }
        let payment = CampaignPayment(
            receipt: 2, office: office, state: .partlyPaid, due: 20_000, paid: 5000, payable: 15_000, beyondBudget: 0,
            parts: [
                part(frame.rewards[0], .due, .fixed(20_000)), part(frame.rewards[1], .notYet, .fixed(80_000)),
            ], evidence: [Evidence(.payment, fact: 3, day: CampaignExample.day("2026-10-30"), text: "振込 12号")])
        let money = CampaignMoney(
            budget: 1_600_000, committed: 100_000, due: 20_000, paid: 5000, payable: 15_000, beyondBudget: 0,
            payments: [payment])
        let page = try #require(
            PaymentsDocument(setting: try example.setting(), book: book, money: money, names: names).page())
        #expect(page.headline == "いま支払えるのは1事業所、15,000円です。支払済みは5,000円です。")
        let lines = try CampaignExample.text(page, .csv).split(separator: "\r\n").map(String.init)
        #expect(
            lines[0].dropFirst()
                == "受付,事業所の番号,事業所の名称,状態,決まった額(円),支払済み(円),支払える額(円),内訳,根拠")
        #expect(
            lines[1] == "2,2270100021,\"'=HYPERLINK(\"\"x\"\")\",△一部支払済み,20000,5000,15000,"
                + "\"謝礼 定額20,000円 / 上乗せ 定額80,000円 (業務フローの変更：まだ)\",振込 12号 (2026-10-30)")
    }

    @Test("the status names who still has to answer, by deadline")
    func status() throws {
        let (book, names) = try book()
        let page = try #require(
            StatusDocument(
                setting: try example.setting(), book: book, report: example.report, waiting: [], names: names
            ).page())
        #expect(page.blocks.map(\.id) == ["places", "pending", "money"])
        let words = try ProjectFiles.wording(.japanese)
        let row = try #require(page.blocks[1].tables.first?.groups.first?.rows.first)
        // The offer of receipt 3 was declined: only receipt 1 waits.
        #expect(page.blocks[1].tables[0].groups[0].rows.count == 1)
        #expect(row.cells.prefix(3).map(words.format.text) == ["2026-10-04 09:00", "1", "○相手の確認待ち"])
    }

    @Test("every document is text of at most 80 columns in both languages, with every text there")
    func widths() throws {
        let (book, names) = try book()
        for language in Language.allCases {
            let setting = try example.setting(language)
            let waiting = [
                WaitingFor(
                    verdict: verdict(CampaignExample.start, .open, .notStarted, due: example.day), daysLeft: 0,
                    mark: .threeDays)
            ]
            let pages = [
                BookDocument(setting: setting, book: book, names: names).page(),
                CallListDocument(setting: setting, book: book, waiting: waiting, names: names).page(),
                StatusDocument(
                    setting: setting, book: book, report: example.report, waiting: waiting, names: names
                ).page(),
            ].compactMap { $0 }
            #expect(pages.count == 3)
            for page in pages {
                let text = try CampaignExample.text(page, .txt)
                #expect(!text.contains("⟦") && !text.contains("{"))
                for line in text.split(separator: "\n") {
                    #expect(DisplayWidth.of(String(line)) <= 80, "\(page.title): \(line)")
                }
            }
        }
    }
}
