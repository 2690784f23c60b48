import Adoption

/// The chains of a prefecture's municipalities and what they tell each other: the likelihoods that forecasts and
/// backtest share.
struct PrefectureChain: Sendable {
    let input: ForecastInput
    let grid: HazardGrid
    let tables: ChainTables
    /// By place in `ForecastInput.municipalities`; nil without a history.
    private let likelihoods: [ChainLikelihood?]
    /// The sums over the municipalities, by month since `firstMonth`, then by cell.
    private let sums: [[Double]]
    private let firstMonth: Month

    init(_ input: ForecastInput) {
        self.input = input
        let histories = input.municipalities.map { try? $0.history.get() }  // try?: without a history there is no chain
        let known = histories.compactMap { $0 }
        let end = input.lastMonth.advanced(by: MunicipalityForecast.horizon)
        let campaigns = known.contains { history in
            history.campaigns.contains { $0 > history.firstMonth && $0 <= end }
        }
        let grid = HazardGrid.standard(campaigns: campaigns)
        let tables = ChainTables(size: known.compactMap { $0.eligible.max() }.max() ?? 0)
        let likelihoods = concurrentMap(histories.count) { place in
            histories[place].map { ChainLikelihood($0, grid, tables) }
        }
        let first = known.map(\.firstMonth).min() ?? input.lastMonth
        sums = (0...max(0, Int(input.lastMonth.number - first.number))).map { ahead in
            var sum = [Double](repeating: 0, count: grid.cells.count)
            for likelihood in likelihoods {
                guard let part = likelihood?.through(first.advanced(by: ahead)) else { continue }
                for (cell, value) in zip(sum.indices, part) { sum[cell] += value }
            }
            return sum
        }
        self.grid = grid
        self.tables = tables
        self.likelihoods = likelihoods
        firstMonth = first
    }

    func history(_ place: Int) -> AdoptionHistory? {
        try? input.municipalities[place].history.get()  // try?: nil where there is none
    }

    /// What a municipality believes at the end of a month: its own months, and a tenth of its neighbours'.
    func posterior(_ place: Int, at month: Month) -> GridPosterior? {
        let ahead = Int(month.number - firstMonth.number)
        guard let own = likelihoods[place]?.through(month), sums.indices.contains(ahead) else { return nil }
        return GridPosterior(own: Array(own), others: zip(sums[ahead], own).map(-))?.withoutSmall
    }

    /// The distributions of n in the months behind `month`, from the history as it was then.
    func forecast(
        _ place: Int, behind month: Month, horizon: Int, supposed: [SupposedChange] = []
    ) -> ChainForecast? {
        guard let history = history(place), let posterior = posterior(place, at: month) else { return nil }
        let step = Int(month.number - history.firstMonth.number)
        let start = ChainForecast.Start(
            using: history.using[step], eligible: history.eligible[step],
            campaigns: (0..<horizon).map { history.campaigns.contains(month.advanced(by: $0 + 1)) },
            supposed: supposed)
        return ChainForecast(from: start, posterior, grid, tables)
    }
}
