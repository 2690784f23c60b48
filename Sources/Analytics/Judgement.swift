/// The state of a KPI by the ledger: the headline of a page.
package enum Judgement: String, CaseIterable, Sendable {
    /// 達成
    case met
    /// 未達
    case notMet = "not_met"
    /// 判定保留: what is not known could decide it.
    case undecided
    /// 未報告: no registration list covers the municipality on the day.
    case notReported = "not_reported"
    /// 対象なし: nothing in scope to judge.
    case notApplicable = "not_applicable"
}

/// What remains of the judgement when everything uncertain is read in the worst and in the best way (methods 2.4).
package enum Certainty: String, CaseIterable, Sendable {
    /// 達成(確実)
    case met = "met_certain"
    /// 未達(確実)
    case notMet = "not_met_certain"
    /// 判定保留
    case undecided
    /// 対象なし
    case notApplicable = "not_applicable"
}

/// Why there is no value, or why a judgement is open.
package enum Reason: String, CaseIterable, Sendable {
    /// The office lists name no office in scope.
    case noOfficeInScope = "no_office_in_scope"
    /// No office list of the municipality has been imported.
    case noOfficeList = "no_office_list"
    /// No registration list covers the municipality on the day.
    case noReport = "no_report"
    /// Stages from 初回連携 on are derived from exchange records, and there are none.
    case noExchangeRecords = "no_exchange_records"
    /// Prefecture: municipalities without a report could decide it.
    case unreportedMunicipalities = "unreported_municipalities"
    /// Disagreements between lists that are still open could decide it.
    case doubtfulOffices = "doubtful_offices"
}

/// A value, or the reason why there is none. Missing is not zero.
package enum Known<Value> {
    case value(Value)
    case missing(Reason)

    package var value: Value? {
        if case .value(let value) = self { return value }
        return nil
    }

    package var reason: Reason? {
        if case .missing(let reason) = self { return reason }
        return nil
    }
}

extension Known: Sendable where Value: Sendable {}
extension Known: Equatable where Value: Equatable {}
extension Known: Hashable where Value: Hashable {}

/// How many areas are in each state.
package struct JudgementTally: Hashable, Sendable {
    package var met = 0
    package var notMet = 0
    package var undecided = 0
    package var notReported = 0
    package var notApplicable = 0

    package init() {}

    package mutating func count(_ judgement: Judgement) {
        switch judgement {
        case .met: met += 1
        case .notMet: notMet += 1
        case .undecided: undecided += 1
        case .notReported: notReported += 1
        case .notApplicable: notApplicable += 1
        }
    }

    package static func += (left: inout JudgementTally, right: JudgementTally) {
        left.met += right.met
        left.notMet += right.notMet
        left.undecided += right.undecided
        left.notReported += right.notReported
        left.notApplicable += right.notApplicable
    }

    /// M: everything that can be judged, reported or not.
    package var applicable: Int { met + notMet + open }

    /// Applicable, but neither 達成 nor 未達.
    package var open: Int { undecided + notReported }

    package var total: Int { applicable + notApplicable }

    /// Whether any of them could be judged: otherwise 0 met says nothing.
    package var isKnown: Bool { applicable > open }
}
