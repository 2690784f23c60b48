import Adoption

/// Municipalities in the order of what is to be done: 未達 by あと, then 達成 by the smallest margin, then what has
/// no value.
package struct DistanceTable: Hashable, Sendable {
    package struct Group: Hashable, Sendable {
        package var judgement: Judgement
        package var municipalities: [MunicipalityFigures]
    }

    /// Only groups that have a municipality.
    package var groups: [Group]

    package var rows: [MunicipalityFigures] { groups.flatMap(\.municipalities) }

    package init(_ figures: some Sequence<MunicipalityFigures>) {
        let byJudgement = Dictionary(grouping: figures, by: \.judgement)
        let order: [Judgement] = [.notMet, .undecided, .met, .notReported, .notApplicable]
        groups = order.compactMap { judgement in
            guard let members = byJudgement[judgement] else { return nil }
            let sorted = members.sorted { left, right in
                DistanceTable.key(left) == DistanceTable.key(right)
                    ? left.code < right.code : DistanceTable.key(left) < DistanceTable.key(right)
            }
            return Group(judgement: judgement, municipalities: sorted)
        }
    }

    /// あと for 未達, the margin for 達成; the others stay in the order of their codes.
    private static func key(_ figures: MunicipalityFigures) -> Int {
        switch figures.judgement {
        case .notMet: figures.needed ?? 0
        case .met: figures.cushion ?? 0
        case .undecided, .notReported, .notApplicable: 0
        }
    }
}
