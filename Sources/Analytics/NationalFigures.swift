import Adoption

/// The nation on one day.
package struct NationalFigures: Hashable, Sendable {
    package var prefectures: JudgementTally
    package var municipalities: JudgementTally
    /// n of N of the offices of all reported municipalities.
    package var total: UseCount
    /// N of the municipalities whose n is not known.
    package var eligibleNotReported: Int
    package var suspended: Int
    /// Registrations whose office number is not in the ledger, the ones without a known prefecture included.
    package var orphans: Int
    /// What the figures rest on.
    package var grounds = Grounds()
}
