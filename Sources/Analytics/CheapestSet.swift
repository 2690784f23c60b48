/// The municipalities that bring a prefecture to its target with the fewest offices: the k smallest needs, ties by
/// code. Provably minimal, because every municipality counts the same.
package struct CheapestSet: Hashable, Sendable {
    /// Places in `Reference.municipalities`, by need and then by code; empty when the target is met.
    package var municipalities: [Int]
    /// The sum of their needs: the least number of offices.
    package var offices: Int
    /// Municipalities that would have to come from those whose need is not known.
    package var beyondKnown: Int

    package init(municipalities: [Int] = [], offices: Int = 0, beyondKnown: Int = 0) {
        self.municipalities = municipalities
        self.offices = offices
        self.beyondKnown = beyondKnown
    }

    /// Chooses `count` among candidates, which come in the order of their codes.
    package init(count: Int, candidates: [(municipality: Int, needed: Int)]) {
        let ordered = candidates.sorted { ($0.needed, $0.municipality) < ($1.needed, $1.municipality) }
        let chosen = ordered.prefix(max(0, count))
        municipalities = chosen.map(\.municipality)
        offices = chosen.reduce(0) { $0 + $1.needed }
        beyondKnown = max(0, count - chosen.count)
    }
}
