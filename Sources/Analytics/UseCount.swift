import Adoption

/// n of N: offices that use the exchange among the eligible ones.
package struct UseCount: Hashable, Sendable {
    /// n
    package var using: Int
    /// N
    package var eligible: Int

    package static let zero = UseCount(using: 0, eligible: 0)

    package init(using: Int, eligible: Int) {
        self.using = using
        self.eligible = eligible
    }

    package var share: Fraction { Fraction(using, eligible) }

    package static func + (left: UseCount, right: UseCount) -> UseCount {
        UseCount(using: left.using + right.using, eligible: left.eligible + right.eligible)
    }

    package static func += (left: inout UseCount, right: UseCount) {
        left = left + right
    }
}
