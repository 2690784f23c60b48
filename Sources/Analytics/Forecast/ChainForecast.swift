import Adoption

/// What is supposed to happen beside the chain in a month ahead: a number of offices joins or leaves.
package struct SupposedChange: Hashable, Sendable {
    /// 1 is the first month ahead.
    package var ahead: Int
    /// Positive: they join; negative: they leave.
    package var offices: Int

    package init(ahead: Int, offices: Int) {
        self.ahead = ahead
        self.offices = offices
    }
}

/// The distribution of n in each month ahead: exact for every cell of the grid, then mixed by weight.
package struct ChainForecast: Sendable {
    /// Month 1, 2 … ahead.
    package let months: [CountDistribution]

    /// A chain's beginning and what is known of the months ahead.
    package struct Start: Sendable {
        package var using: Int
        package var eligible: Int
        /// By month ahead: whether a campaign runs.
        package var campaigns: [Bool]
        package var supposed: [SupposedChange]

        package init(using: Int, eligible: Int, campaigns: [Bool], supposed: [SupposedChange] = []) {
            self.using = using
            self.eligible = eligible
            self.campaigns = campaigns
            self.supposed = supposed
        }

        package var horizon: Int { campaigns.count }
    }

    /// `tables` must reach to N; the weights belong to the cells of the grid.
    package init(from start: Start, _ posterior: GridPosterior, _ grid: HazardGrid, _ tables: ChainTables) {
        let weights = start.campaigns.contains(true) ? posterior : posterior.gathered(grid)
        var sums = start.campaigns.map { _ in DistributionSum(ceiling: start.eligible) }
        for (cell, weight) in zip(grid.cells, weights.weights) where weight > 0 {
            ChainForecast.follow(cell, from: start, tables) { sums[$0].add($1, weight: weight) }
        }
        months = sums.map(\.distribution)
    }

    /// A single reading.
    package init(from start: Start, _ hazard: Hazard, _ tables: ChainTables) {
        var months: [CountDistribution] = []
        ChainForecast.follow(hazard, from: start, tables) { months.append($1) }
        self.months = months
    }

    private static func follow(
        _ hazard: Hazard, from start: Start, _ tables: ChainTables, each: (Int, CountDistribution) -> Void
    ) {
        var quiet = ChainStep(eligible: start.eligible, hazard: hazard)
        var lively = ChainStep(eligible: start.eligible, hazard: hazard, campaign: true)
        var now = CountDistribution(certain: min(start.using, start.eligible))
        for (place, campaign) in start.campaigns.enumerated() {
            now = campaign ? lively.advance(now, tables) : quiet.advance(now, tables)
            for change in start.supposed where change.ahead == place + 1 {
                now = now.shifted(by: change.offices, ceiling: start.eligible)
            }
            each(place, now)
        }
    }

    /// P(n ≥ required) by month ahead.
    package func reach(_ required: Int) -> [Double] { months.map { $0.tail(from: required) } }
}

/// From which month on something holds with a probability of at least 10, 50 and 90 %: the earliest, the middle and
/// the latest of the dates that eight of ten courses lie between. 0 is now, nil not within the horizon.
package struct ReachRange: Hashable, Sendable {
    package let earliest: Int?
    package let middle: Int?
    package let latest: Int?

    /// `now`: whether it holds already. The probability must stay there to the end of the horizon: what is supposed
    /// to leave can take it back.
    package init(_ probabilities: [Double], now: Bool) {
        let all = [now ? 1 : 0] + probabilities
        func first(_ level: Double) -> Int? {
            let lastBelow = all.lastIndex { $0 < level } ?? -1
            return lastBelow + 1 < all.count ? lastBelow + 1 : nil
        }
        earliest = first(0.1)
        middle = first(0.5)
        latest = first(0.9)
    }
}
