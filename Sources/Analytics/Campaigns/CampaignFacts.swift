import Adoption

/// What the verdicts look up, from the ledger as it is known.
///
/// An office uses the exchange here when it is registered (利用登録, stage 3 or higher) on a route that counts on the
/// day. Routes that count are those of the municipality's KPI rule in force on that day, unless the campaign names its
/// own; the rule's services do not matter, because a campaign has its own.
package struct CampaignFacts: Sendable {
    /// An answer that is recorded elsewhere than as a step of the enrollment.
    package typealias SurveyAnswer = @Sendable (_ survey: String, _ office: OfficeNumber) -> (fact: Int64, day: Day)?

    package let snapshot: Snapshot
    package let reference: Reference
    package let rules: KPIRules
    /// Nil when there are no exchange records at all.
    package internal(set) var exchanges: ExchangeFacts?
    let surveyAnswer: SurveyAnswer?
    /// The municipality's rule with the stage and the routes that count for campaigns.
    let rule: KPIRule

    package init(
        snapshot: Snapshot, reference: Reference, rules: KPIRules, routes: [String]? = nil,
        exchanges: ExchangeFacts? = nil, surveyAnswer: SurveyAnswer? = nil
    ) {
        self.snapshot = snapshot
        self.reference = reference
        self.rules = rules
        self.exchanges = exchanges
        self.surveyAnswer = surveyAnswer
        var rule = rules.municipality
        rule.minimumStage = .registered
        if let routes { rule.routePeriods = [.init(from: nil, routes: routes)] }
        self.rule = rule
    }

    /// Place of an office in the snapshot; nil when it is not in the ledger.
    package func index(of office: OfficeNumber) -> Int? { snapshot.index(of: office) }

    /// 法人番号; nil when unknown, or when lists name different ones.
    package func corporation(of office: OfficeNumber) -> CorporationNumber? {
        guard let index = index(of: office), snapshot.corporations[index] != 0,
            !snapshot.disputedCorporations.contains(Int32(index))
        else { return nil }
        return CorporationNumber(number: snapshot.corporations[index])
    }
}
