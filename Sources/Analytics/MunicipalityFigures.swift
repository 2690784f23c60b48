import Adoption

/// The KPI of one municipality on one day.
package struct MunicipalityFigures: Hashable, Sendable {
    /// Place in `Reference.municipalities`.
    package var index: Int
    package var code: MunicipalityCode
    /// n, or why it is not known (未報告 is not zero).
    package var using: Known<Int>
    /// N: offices with an eligible service in scope on the day.
    package var eligible: Int
    /// 休止: offices in scope none of whose services is eligible, at least one being suspended. Not in N unless the
    /// rule counts suspended offices.
    package var suspended: Int
    /// みなし: offices in scope by deemed designation alone, whether or not the rule counts them.
    package var deemed: Int
    /// 推定: offices of N that are taken to have been open before the first list that names them.
    package var presumed: Int
    /// The headline state, by the ledger as it stands.
    package var judgement: Judgement
    package var reasons: [Reason]
    package var bounds: QualityBounds
    /// The state under the worst and the best reading of what is uncertain.
    package var certainty: Certainty
    package var target: KPITarget
    /// Whether a registration list dated on or before the day covers the municipality.
    package var isReported: Bool
    /// Day of the latest registration list that covers the municipality and is not later than the figure's day, else
    /// of the first one: how old n is.
    package var latestReport: Day?
    /// Day of the latest office list of the municipality that is not later than the figure's day, else of the first.
    package var latestOfficeList: Day?
    /// What the figures rest on.
    package var grounds = Grounds()

    /// n of N; nil while n is not known.
    package var count: UseCount? { using.value.map { UseCount(using: $0, eligible: eligible) } }

    /// n/N; nil when n is not known or N is 0.
    package var share: Fraction? { eligible > 0 ? count?.share : nil }

    /// あとn; nil when n is not known or there is nothing to judge.
    package var needed: Int? { eligible > 0 ? using.value.map { target.needed($0, of: eligible) } : nil }

    /// n − required: how many may leave before the KPI is missed (negative while it is missed).
    package var cushion: Int? { eligible > 0 ? using.value.map { target.cushion($0, of: eligible) } : nil }

    /// The n at which the KPI is met; nil when there is nothing to judge.
    package var required: Int? { eligible > 0 ? target.required(of: eligible) : nil }

    /// 「1事業所で判定が変わります」: N is so small that one office decides.
    package var oneOfficeDecides: Bool { eligible > 0 && eligible <= KPITarget.smallTotal }
}
