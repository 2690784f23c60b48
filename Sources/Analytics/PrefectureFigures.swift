import Adoption

/// The KPI of one prefecture on one day.
package struct PrefectureFigures: Hashable, Sendable {
    /// 1…47
    package var number: Int
    /// Places of its municipalities in `Reference.municipalities`.
    package var municipalities: Range<Int>
    /// Municipalities by state; `tally.applicable` is M: a municipality without a report stays in it.
    package var tally: JudgementTally
    package var target: KPITarget
    package var judgement: Judgement
    package var reasons: [Reason]
    /// The state when doubtful offices and missing reports are read in the worst and in the best way.
    package var certainty: Certainty
    /// The municipalities that would lead to the target with the fewest offices.
    package var cheapest: CheapestSet
    /// n of N of the offices of all reported municipalities.
    package var total: UseCount
    /// N of the municipalities whose n is not known.
    package var eligibleNotReported: Int
    package var suspended: Int
    /// Registrations with an office number of this prefecture that is not in the ledger: counted in neither n nor N.
    package var orphans: Int
    /// What the figures rest on.
    package var grounds = Grounds()

    /// M
    package var applicable: Int { tally.applicable }

    package var met: Int { tally.met }

    /// How many municipalities must meet the KPI; nil without any to judge.
    package var required: Int? { applicable > 0 ? target.required(of: applicable) : nil }

    /// あとk市町村, counting the open ones as not met; nil without any to judge.
    package var needed: Int? { applicable > 0 ? target.needed(met, of: applicable) : nil }

    /// Municipalities met of those that can be judged.
    package var share: Fraction { Fraction(met, applicable) }
}
