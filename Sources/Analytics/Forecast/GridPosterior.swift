import Adoption

/// How much each cell of a grid is believed after a history: uniform before, then by likelihood (methods 3.2).
package struct GridPosterior: Hashable, Sendable {
    /// By cell; their sum is 1.
    package let weights: [Double]

    /// How much of the neighbours' likelihood counts: a power prior (Ibrahim & Chen 2000).
    package static let neighbourShare = 0.1
    /// Cells below this weight are not followed further.
    package static let smallestWeight = 1e-4

    /// ln w = own + share · others, by cell. Nil when every cell is impossible.
    package init?(own: [Double], others: [Double]? = nil, share: Double = GridPosterior.neighbourShare) {
        var logs = own
        // 0 · (−∞) is not a number: without a share the others say nothing.
        if let others, share > 0 { for cell in logs.indices { logs[cell] += share * others[cell] } }
        guard let highest = logs.max(), highest > -.infinity else { return nil }
        self.init(unscaled: logs.map { PortableMath.exp(max(-708, $0 - highest)) * ($0 > -.infinity ? 1 : 0) })
    }

    private init(unscaled: [Double]) {
        var sum = 0.0
        for weight in unscaled { sum += weight }
        weights = unscaled.map { $0 / sum }
    }

    /// Without the cells that hardly count; the rest again adds up to 1.
    package var withoutSmall: GridPosterior {
        let kept = weights.map { $0 < GridPosterior.smallestWeight ? 0 : $0 }
        return kept.contains { $0 > 0 } ? GridPosterior(unscaled: kept) : self
    }

    /// The weights of cells that act alike while no campaign runs (same p and q) gathered in the first of them.
    package func gathered(_ grid: HazardGrid) -> GridPosterior {
        var sums = [Double](repeating: 0, count: weights.count)
        var first = 0
        for cell in weights.indices {
            let (mine, theirs) = (grid.cells[cell], grid.cells[first])
            if mine.p != theirs.p || mine.q != theirs.q { first = cell }
            sums[first] += weights[cell]
        }
        return GridPosterior(weights: sums)
    }

    private init(weights: [Double]) { self.weights = weights }

    /// The weighted mean of a property of the cells.
    package func mean(_ grid: HazardGrid, _ property: (Hazard) -> Double) -> Double {
        var sum = 0.0
        for (weight, cell) in zip(weights, grid.cells) { sum += weight * property(cell) }
        return sum
    }
}

/// The log-likelihood of a history under every cell of a grid, summed up to every step: what a forecast from any
/// earlier month would have known.
package struct ChainLikelihood: Sendable {
    private let cells: Int
    private let steps: Int
    /// By step (0…steps), then by cell.
    private let sums: [Double]
    private let firstMonth: Month

    /// `tables` must reach to the largest N of the history. Months in which the rule changed count for nothing.
    package init(_ history: AdoptionHistory, _ grid: HazardGrid, _ tables: ChainTables) {
        cells = grid.cells.count
        steps = history.steps
        firstMonth = history.firstMonth
        var sums = [Double](repeating: 0, count: (history.steps + 1) * grid.cells.count)
        for step in 0..<history.steps {
            let trial = history.trial(step)
            let counts = !history.isBreak(step) && trial.candidates > 0
            let campaign = history.campaigns.contains(history.month(step))
            for (place, cell) in grid.cells.enumerated() {
                let at = step * grid.cells.count + place
                sums[at + grid.cells.count] = sums[at]
                guard counts else { continue }
                let h = cell.probability(
                    using: history.using[step], of: history.eligible[step + 1], campaign: campaign)
                sums[at + grid.cells.count] += tables.logBinomial(trial.starts, of: trial.candidates, h)
            }
        }
        self.sums = sums
    }

    /// By cell, of the months up to and with this one; nothing before the history begins.
    package func through(_ month: Month) -> ArraySlice<Double> {
        let step = min(max(0, Int(month.number - firstMonth.number)), steps)
        return sums[(step * cells)..<((step + 1) * cells)]
    }
}
