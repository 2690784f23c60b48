/// One reading of how a municipality's offices start: in a month, each office not in use starts with probability
/// p + q·A/N, plus g in a month with a campaign, where A of N offices used the exchange at the month's beginning (the
/// discrete Bass model with its ceiling fixed at N, which a register knows; Bass 1969, Schmittlein & Mahajan 1982).
package struct Hazard: Hashable, Sendable {
    /// Of their own accord, per month.
    package var p: Double
    /// By the example of the others; not negative.
    package var q: Double
    /// In addition while a campaign runs.
    package var g: Double

    package init(p: Double, q: Double, g: Double = 0) {
        self.p = p
        self.q = q
        self.g = g
    }

    /// The probability for one month, cut to 0…1.
    package func probability(using: Int, of eligible: Int, campaign: Bool) -> Double {
        let example = eligible > 0 ? q * Double(using) / Double(eligible) : 0
        return min(1, max(0, p + example + (campaign ? g : 0)))
    }
}

/// The readings that a forecast weighs: coarse, but wide enough for everything from no movement to a third of the
/// offices in a month, and without anything to tune.
package struct HazardGrid: Hashable, Sendable {
    package let cells: [Hazard]

    package static let p: [Double] = [0.0005, 0.001, 0.002, 0.004, 0.008, 0.015, 0.03, 0.06]
    package static let q: [Double] = [0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5]
    /// Only where a campaign ran or is planned; 0 is in it, so that a campaign may have done nothing.
    package static let g: [Double] = [0, 0.005, 0.01, 0.02, 0.04, 0.08]

    /// p outermost, then q, then g.
    package init(p: [Double], q: [Double], g: [Double] = [0]) {
        cells = p.flatMap { p in q.flatMap { q in g.map { Hazard(p: p, q: q, g: $0) } } }
    }

    /// 64 cells; 384 when campaigns are to be told apart.
    package static func standard(campaigns: Bool) -> HazardGrid {
        HazardGrid(p: p, q: q, g: campaigns ? g : [0])
    }
}
