import Adoption

/// The pair of rules that a figure rests on: which office counts and when a municipality is there, and when a
/// prefecture is.
package struct KPIRules: Hashable, Sendable {
    package var municipality: KPIRule
    package var prefecture: KPIRule

    package init(municipality: KPIRule, prefecture: KPIRule) {
        self.municipality = municipality
        self.prefecture = prefecture
    }

    /// The rules in force on a day; nil when a level has none.
    package init?(_ reference: Reference, on day: Day) {
        guard let municipality = reference.rule(.municipality, on: day),
            let prefecture = reference.rule(.prefecture, on: day)
        else { return nil }
        self.init(municipality: municipality, prefecture: prefecture)
    }

    package var municipalityTarget: KPITarget { KPITarget(municipality) }

    package var prefectureTarget: KPITarget { KPITarget(prefecture) }

    /// Use that only exchange records can show (a rule from 初回連携 on) is not known yet.
    package var needsExchangeRecords: Bool { !municipality.minimumStage.isRecorded }
}
