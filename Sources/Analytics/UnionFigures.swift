import Adoption

/// A 広域連合 of municipalities on one day: a display aggregate. Its members are judged one by one; the state here is
/// a reference figure only.
package struct UnionFigures: Hashable, Sendable {
    /// Places of the members in `Reference.municipalities`.
    package let members: [Int]
    /// n of N of the members whose n is known.
    package let total: UseCount
    /// N of the members whose n is not known.
    package let eligibleNotReported: Int
    /// What the sum would be judged; 未報告 as soon as a member with offices is not reported.
    package let judgement: Judgement

    package init(members: [MunicipalityFigures], target: KPITarget) {
        self.members = members.map(\.index)
        total = members.reduce(.zero) { $0 + ($1.count ?? .zero) }
        eligibleNotReported = members.reduce(0) { $0 + ($1.count == nil ? $1.eligible : 0) }
        judgement = MunicipalityFigures.judge(
            total.using, of: total.eligible + eligibleNotReported,
            missing: eligibleNotReported > 0 ? .noReport : nil, target: target)
    }
}
