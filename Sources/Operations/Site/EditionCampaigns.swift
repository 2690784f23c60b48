import Adoption
import Analytics
import Dashboards
import Storage
import Synchronization

/// The campaigns of one edition: verdicts and figures as of its day, each computed when it is first asked for and then
/// kept. Two threads that ask at once may both compute; they come to the same.
final class EditionCampaigns: Sendable {
    private let state: LedgerState
    private let standing: Standing
    private let rules: KPIRules
    private let day: Day
    private let reports = Mutex<[String: CampaignReport]>([:])
    private let effects = Mutex<[String: CampaignEffect]>([:])

    init(_ state: LedgerState, standing: Standing, rules: KPIRules) {
        self.state = state
        self.standing = standing
        self.rules = rules
        day = standing.day
    }

    /// Ids of the campaigns that are on record, ascending.
    var ids: [String] { state.campaigns.map(\.id) }

    private func campaign(_ id: String) -> Campaign? { state.campaigns.first { $0.id == id } }

    private func version(of campaign: Campaign) -> CampaignVersion {
        campaign.book.version(asOf: day) ?? campaign.newest
    }

    /// Without the comparison, which the page of the campaign alone needs.
    func report(_ id: String) -> CampaignReport? {
        if let kept = reports.withLock({ $0[id] }) { return kept }
        guard let campaign = campaign(id) else { return nil }
        let version = version(of: campaign)
        let facts = state.campaignFacts(rules, of: version.definition)
        let report = CampaignReport(
            definition: version.definition, version: version.number,
            figures: CampaignVerdicts(book: campaign.book, facts: facts, asOf: day).figures(standing),
            cases: cases(of: campaign))
        reports.withLock { $0[id] = report }
        return report
    }

    /// With the comparison, once the campaign has begun.
    func fullReport(_ id: String) -> CampaignReport? {
        guard var report = report(id) else { return nil }
        if let window = CampaignEffect.Window(report.definition, asOf: day) {
            report.window = window
            report.effect = effect(of: report.definition, window)
        }
        return report
    }

    private func effect(of definition: CampaignDefinition, _ window: CampaignEffect.Window) -> CampaignEffect {
        if let kept = effects.withLock({ $0[definition.id] }) { return kept }
        let (snapshot, reference) = (state.snapshot, state.reference)
        let standing = { (other: Day) in
            other == self.day
                ? self.standing
                : Standing(snapshot: snapshot, reference: reference, rules: self.rules, day: other)
        }
        let effect = CampaignEffect(
            of: definition, others: state.campaigns.map { version(of: $0).definition }, window: window,
            before: standing(window.before), after: standing(window.after),
            series: MonthlySeries(
                snapshot: snapshot, reference: reference, rules: rules, days: window.trendDays),
            reference: reference)
        effects.withLock { $0[definition.id] = effect }
        return effect
    }

    /// 活用事例 for which a consent stands; a withdrawn one is superseded by a record without a day of consent.
    func cases(of campaign: Campaign) -> [CaseReport] {
        CaseReport.published(
            campaign.studies.map(\.fact), practices: campaign.practices.map(\.fact), on: day)
    }

    /// The campaigns that the page of an area shows: a municipality's own and those of its prefecture; a prefecture's
    /// own and those of its municipalities.
    func reports(of area: AreaSelection) -> [CampaignReport] {
        ids.compactMap(report).filter { report in
            let code = report.definition.area
            switch area {
            case .nation: return false
            case .prefecture(let number): return code.prefecture == number
            case .municipality(let index):
                let own = state.reference.municipalities[index].code
                return code == own || code == state.reference.prefecture(own.prefecture)?.code
            }
        }
    }
}
