import Adoption
import Analytics
import Dashboards
import Storage
import TestWorkspace
import Testing

@testable import Operations

/// The figures are those of the shipped files, written out, so that nobody changes them unawares.
@Suite("The sample's campaigns")
struct SampleCampaignTests {
    private let state: LedgerState
    private let edition: SiteEdition

    init() throws {
        let it = try SampleLedger.shared()
        state = try it.workspace.state()
        edition = try SiteEdition(
            state, design: SiteDesign(it.workspace.project), asOf: SampleLedger.day, language: .japanese)
    }

    private func figures(_ id: String) throws -> CampaignFigures {
        try #require(edition.campaignReport(id)).figures
    }

    private func book(_ id: String) throws -> CampaignBook {
        try #require(state.campaigns.first { $0.id == id }).book
    }

    @Test("静岡市: over, its places taken, most of it paid, and its offices seen in the KPI")
    func over() throws {
        let figures = try figures("shizuoka-model-2026")
        #expect(figures.frames.map(\.id) == ["single", "pair", "model"])
        #expect(figures.frames.map(\.taken) == [80, 30, 10])
        #expect(figures.frames.map(\.waiting) == [10, 19, 10])
        #expect(figures.funnel.applied == 190 && figures.funnel.accepted == 139)
        #expect(figures.funnel.started == 113 && figures.funnel.surveyed == 93)
        #expect(figures.funnel.completed == 76 && figures.funnel.paid == 65)
        #expect(figures.money.budget == 3_500_000 && figures.money.due == 2_060_000)
        #expect(figures.money.paid == 1_720_000 && figures.money.payable == 340_000)
        #expect(!figures.money.payments.contains { $0.state == .overpaid || $0.state == .partlyPaid })
        #expect(figures.won.count == 143)
        #expect(figures.retention == Fraction(137, 143) && figures.isRetentionFinal)
        let city = try #require(MunicipalityCode("221007"))
        let effect = try #require(figures.effect[city])
        #expect(effect.count == UseCount(using: 184, eligible: 1_008))
        #expect(effect.withoutWon == UseCount(using: 47, eligible: 1_008))
    }

    @Test("浜松市: in the middle of it, nothing paid yet, some of it due")
    func running() throws {
        let figures = try figures("hamamatsu-connect-2026")
        #expect(figures.frames.map(\.id) == ["licence", "referral", "expand"])
        #expect(figures.frames.map(\.taken) == [63, 22, 15])
        #expect(figures.frames.map(\.waiting) == [0, 0, 10])
        #expect(figures.funnel.applied == 120 && figures.funnel.accepted == 106)
        #expect(figures.funnel.started == 78 && figures.funnel.completed == 19 && figures.funnel.paid == 0)
        #expect(figures.money.due == 339_000 && figures.money.paid == 0)
        #expect(figures.won.count == 61 && !figures.isRetentionFinal)
        // Exchanges, costs and partners are judged from the other lists of the sample.
        let met = Dictionary(
            uniqueKeysWithValues: figures.conditions.map { ("\($0.frame) \($0.condition.id)", $0.met) })
        #expect(met["licence exchanged"] == 39 && met["licence receipt"] == 21 && met["expand partners"] == 3)
    }

    @Test("decisions agree with the rules: who has a place might apply, who was refused might not")
    func eligibility() throws {
        for id in SampleLedger.campaigns {
            let definition = try #require(edition.campaignReport(id)).definition
            let facts = state.campaignFacts(edition.standing.rules, of: definition)
            for enrollment in try book(id).enrollments {
                let application = enrollment.application
                let question = Eligibility.Question(
                    frame: try #require(definition.frame(application.frame)), of: definition,
                    office: application.office, partner: application.partner, declarations: [], earlier: [],
                    payments: [])
                let verdict = Eligibility.judge(question, facts: facts, on: application.receivedAt.dayInJapan)
                #expect(
                    verdict.refusals.isEmpty == (enrollment.last(.ineligible) == nil), "\(id) \(application.receipt)")
            }
        }
    }

    @Test("every office is in the lists, applies once, and the two of a pair are of different corporations")
    func offices() throws {
        for id in SampleLedger.campaigns {
            let enrollments = try book(id).enrollments
            let offices = enrollments.flatMap(\.offices)
            #expect(Set(offices).count == offices.count)
            #expect(offices.allSatisfy { state.snapshot.index(of: $0) != nil })
            for pair in enrollments.map(\.offices) where pair.count == 2 {
                let corporations = pair.compactMap { state.snapshot.index(of: $0) }.map {
                    state.snapshot.corporations[$0]
                }
                #expect(corporations[0] != corporations[1])
            }
        }
    }

    @Test("nothing becomes due by itself, whenever the sample is loaded")
    func still() throws {
        for instant in ["2026-11-02T00:00:00Z", "2026-12-20T00:00:00Z", "2030-01-01T00:00:00Z"] {
            let now = try #require(Instant(instant))
            for id in SampleLedger.campaigns { #expect(try book(id).due(at: now).isEmpty) }
        }
    }

    @Test("four hearings before and after, and one case with a consent, which has a page")
    func cases() throws {
        let campaign = try #require(state.campaigns.first { $0.id == "shizuoka-model-2026" })
        let heard = Dictionary(grouping: campaign.practices.map(\.fact), by: \.receipt)
        #expect(heard.count == 4)
        for practices in heard.values {
            let before = Set(practices.filter { $0.phase == .before }.map(\.task))
            #expect(before.count >= 5 && before == Set(practices.filter { $0.phase == .after }.map(\.task)))
        }
        #expect(campaign.studies.map(\.fact.consentDay) == [Day("2026-10-09")])
        let receipt = try #require(campaign.studies.first).fact.receipt
        #expect(edition.page(.caseStudy(campaign.id, receipt: receipt)) != nil)
        #expect(edition.page(.campaign("hamamatsu-connect-2026")) != nil)
    }
}
