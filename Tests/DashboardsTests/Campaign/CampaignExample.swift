import Adoption
import Foundation

@testable import Analytics
@testable import Dashboards

/// A campaign of 甲市 in the small ledger's nation, with figures that are made up and small enough to add in the head:
/// ①A 20 places of which 14 are taken, ①B 12 of 12 with 3 waiting, ② 8 of which 5.
struct CampaignExample {
    var day = Day("2026-10-31") ?? Day(number: 0)
    var definition: CampaignDefinition
    var frames: [CampaignFigures.Frame] = [
        .init(id: "a", places: 20, taken: 14, waiting: 0, awaitingPartner: 0),
        .init(id: "b", places: 12, taken: 12, waiting: 3, awaitingPartner: 1),
        .init(id: "model", places: 8, taken: 5, waiting: 0, awaitingPartner: 0),
    ]
    var applications: [(day: String, count: Int)] = [("2026-10-01", 20), ("2026-10-02", 4), ("2026-10-15", 11)]
    var funnel = CampaignFigures.Funnel(
        applied: 35, accepted: 31, started: 24, surveyed: 22, completed: 4, paid: 1)
    var conditions: [CampaignFigures.ConditionTally] = []
    var money = CampaignMoney(
        budget: 1_600_000, committed: 1_100_000, due: 120_000, paid: 20_000, payable: 100_000, beyondBudget: 0,
        payments: [])
    var retention = Fraction(23, 24)
    var isFinal = false
    var won: [OfficeNumber] = [1, 2, 3].compactMap { OfficeNumber("221010000\($0)") }
    var effect: [MunicipalityCode: CampaignFigures.KPIEffect] = [:]
    var comparison: CampaignEffect?
    var cases: [CaseReport] = []

    static let area = MunicipalityCode(firstFive: SmallLedger.codes[0])
    static let keep = CampaignCondition(
        id: "keep", title: "利用の継続", requirement: .stillUsing(on: day("2027-02-28")))
    static let start = CampaignCondition(
        id: "start", title: "利用開始", requirement: .startUsing(from: nil, by: day("2026-12-31")))
    static let workflow = CampaignCondition(
        id: "workflow", title: "業務フローの変更",
        requirement: .workflow([.hearing, .changed, .confirmed], by: day("2027-01-31")))

    static func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }
    static func instant(_ text: String) -> Instant { Instant(text) ?? Instant(milliseconds: 0) }
    static func office(_ text: String) -> OfficeNumber? { OfficeNumber(text) }

    init() {
        let applicant = CampaignApplicants(areas: [Self.area], services: ["43", "11"], use: .notYet)
        definition = CampaignDefinition(
            id: "ko-2026", title: "データ連携促進モデルキャンペーン", area: Self.area, organiser: "甲市",
            // 9:00 and 17:01 in Japan: 17:00 is the last minute.
            opens: Self.instant("2026-10-01T00:00:00.000Z"), closes: Self.instant("2026-12-25T08:01:00.000Z"),
            begins: Self.day("2026-10-01"), ends: Self.day("2027-02-28"),
            frames: [
                CampaignFrame(
                    id: "a", kind: .single, title: "①A 一般枠", places: 20, applicant: applicant,
                    conditions: [Self.keep, Self.start],
                    rewards: [CampaignReward(id: "r", title: "謝礼", amount: .fixed(20_000))]),
                CampaignFrame(
                    id: "b", kind: .pair, title: "①B 一般枠", places: 12, applicant: applicant, partner: applicant,
                    differentCorporations: true, conditions: [Self.keep, Self.start],
                    rewards: [CampaignReward(id: "r", title: "謝礼", amount: .fixed(20_000), to: .each)]),
                CampaignFrame(
                    id: "model", kind: .model, title: "② モデル事業所枠", places: 8, reservedForAttendees: 2, waiting: 0,
                    applicant: applicant, conditions: [Self.keep, Self.workflow],
                    rewards: [
                        CampaignReward(id: "r", title: "謝礼", amount: .fixed(20_000)),
                        CampaignReward(id: "u", title: "上乗せ", amount: .fixed(80_000), needs: ["workflow"]),
                    ]),
            ], places: nil, budget: 1_600_000, limits: CampaignLimits(),
            deadlines: CampaignDeadlines(
                partnerHours: 72, offerHours: 48, offersUntil: Self.day("2026-12-31"),
                contactsUntil: Self.day("2027-09-30")),
            texts: CampaignTexts(
                summary: "利用を始める事業所に謝礼をお支払いします。", steps: ["申込みフォームから申し込みます。", "利用を始めます。"],
                contact: ["甲市 事務局", "電話 000-000-0000"], notes: ["内容は変更になることがあります。"], consent: "同意します。",
                crest: nil, address: "https://kaigo.city.example.jp", catchphrase: "挑戦するなら今！"))
        conditions = [
            .init(frame: "a", condition: Self.keep, met: 0, open: 14, needsCheck: 0, failed: 0),
            .init(frame: "a", condition: Self.start, met: 10, open: 3, needsCheck: 0, failed: 1),
            .init(frame: "model", condition: Self.workflow, met: 1, open: 2, needsCheck: 2, failed: 0),
        ]
    }

    var figures: CampaignFigures {
        CampaignFigures(
            day: day, frames: frames,
            applicationsByDay: applications.map { .init(day: Self.day($0.day), count: $0.count) }, funnel: funnel,
            conditions: conditions, money: money, retention: retention, retentionUnknown: 0,
            isRetentionFinal: isFinal, won: won, effect: effect)
    }

    var report: CampaignReport {
        CampaignReport(
            definition: definition, version: 2, figures: figures, effect: comparison,
            window: CampaignEffect.Window(definition, asOf: day), cases: cases)
    }

    func setting(_ language: Language = .japanese) throws -> PageSetting {
        var ledger = SmallLedger()
        ledger.day = day
        return try ledger.site(ProjectFiles.wording(language)).setting
    }

    func page(_ language: Language = .japanese, place: Int = 0) throws -> Page {
        var ledger = SmallLedger()
        ledger.day = day
        let site = try ledger.site(ProjectFiles.wording(language))
        return CampaignPage(
            setting: site.setting, report: report, municipality: site.standing.municipalities[place]
        ).page()
    }

    /// Nothing has come in.
    mutating func empty() {
        for index in frames.indices {
            frames[index].taken = 0
            frames[index].waiting = 0
            frames[index].awaitingPartner = 0
        }
        applications = []
        funnel = CampaignFigures.Funnel()
        conditions = []
        money = CampaignMoney(
            budget: 1_600_000, committed: 0, due: 0, paid: 0, payable: 0, beyondBudget: 0, payments: [])
        retention = Fraction(0, 0)
        won = []
    }

    /// The form of a page as text.
    static func text(_ page: Page, _ form: PageForm, styleSheet: String = "") throws -> String {
        String(
            decoding: try ProjectFiles.renderer().render(page, as: form, styleSheet: styleSheet), as: UTF8.self)
    }
}
