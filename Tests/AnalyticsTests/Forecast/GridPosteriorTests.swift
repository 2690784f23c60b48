import Adoption
import Testing

@testable import Analytics

@Suite("GridPosterior and HazardFit")
struct GridPosteriorTests {
    private let two = HazardGrid(p: [0.25, 0.5], q: [0])

    /// One office that starts in its only month.
    private func single(campaigns: Set<Month> = []) -> AdoptionHistory {
        AdoptionHistory(firstMonth: Month(number: 0), using: [0, 1], eligible: [1, 1], campaigns: campaigns)
    }

    private func likelihood(_ history: AdoptionHistory, _ grid: HazardGrid) -> [Double] {
        Array(ChainLikelihood(history, grid, ChainTables(size: 9)).through(history.lastMonth))
    }

    @Test("one start of one office: 1/4 against 1/2 is one third against two thirds")
    func byHand() throws {
        let own = likelihood(single(), two)
        let posterior = try #require(GridPosterior(own: own))
        #expect(isClose(posterior.weights[0], 1.0 / 3) && isClose(posterior.weights[1], 2.0 / 3))
        #expect(isClose(posterior.mean(two, \.p), 5.0 / 12))
        // A neighbour that did the same, counted in full: 1 : 4; not counted at all: as before.
        let shared = try #require(GridPosterior(own: own, others: own, share: 1))
        #expect(isClose(shared.weights[0], 0.2))
        #expect(GridPosterior(own: own, others: [-.infinity, 0], share: 0) == posterior)
    }

    @Test("impossible cells have no weight, and a history that no cell allows has no posterior")
    func impossible() throws {
        let grid = HazardGrid(p: [0, 0.5, 1], q: [0])
        let posterior = try #require(GridPosterior(own: likelihood(single(), grid)))
        #expect(posterior.weights[0] == 0)
        #expect(isClose(posterior.weights[1], 1.0 / 3) && isClose(posterior.weights[2], 2.0 / 3))
        #expect(GridPosterior(own: likelihood(single(), HazardGrid(p: [0], q: [0]))) == nil)
    }

    @Test("cells below one in ten thousand are dropped, and the rest adds up again")
    func small() throws {
        let posterior = try #require(GridPosterior(own: [0, -20, -1]))
        #expect(posterior.weights[1] > 0)
        let kept = posterior.withoutSmall
        #expect(kept.weights[1] == 0)
        #expect(isClose(kept.weights.reduce(0, +), 1))
    }

    @Test("months in which the rule changed, and months without candidates, say nothing")
    func silentMonths() {
        let changed = AdoptionHistory(
            firstMonth: Month(number: 0), using: [0, 1], eligible: [1, 1], breaks: [Month(number: 1)])
        #expect(likelihood(changed, two) == [0, 0])
        let full = AdoptionHistory(firstMonth: Month(number: 0), using: [1, 1], eligible: [1, 1])
        #expect(likelihood(full, two) == [0, 0])
    }

    @Test("a campaign month is read with its own part of the grid")
    func campaign() throws {
        let grid = HazardGrid(p: [0.25], q: [0], g: [0, 0.25])
        let quiet = try #require(GridPosterior(own: likelihood(single(), grid)))
        #expect(isClose(quiet.weights[0], 0.5))
        let campaign = try #require(GridPosterior(own: likelihood(single(campaigns: [Month(number: 1)]), grid)))
        #expect(isClose(campaign.weights[0], 1.0 / 3))
        #expect(campaign.gathered(grid).weights == [campaign.weights[0] + campaign.weights[1], 0])
    }

    @Test("the standard grids have 64 and 384 cells, and no cell of theirs is certain")
    func standard() {
        let all = HazardGrid.standard(campaigns: true).cells
        #expect(HazardGrid.standard(campaigns: false).cells.count == 64 && all.count == 384)
        #expect(all.allSatisfy { (0.0005...0.65).contains($0.probability(using: 9, of: 9, campaign: true)) })
    }

    @Test("at the fit the likelihood has its top: a little to any side is worse")
    func fit() throws {
        var series = GeneratedSeries(seed: 3)
        let history = series.history(300, months: 24) { _, share in 0.01 + 0.1 * share }
        let tables = ChainTables(size: 300)
        let fit = try #require(HazardFit(history, tables))
        func value(_ p: Double, _ q: Double) -> Double {
            let grid = HazardGrid(p: [p], q: [q])
            return ChainLikelihood(history, grid, tables).through(history.lastMonth).first ?? 0
        }
        let (p, q) = (fit.coefficients[0], fit.coefficients[1])
        #expect(isClose(value(p, q), fit.logLikelihood, 1e-9))
        for (dp, dq) in [(1e-4, 0), (-1e-4, 0), (0, 1e-3), (0, -1e-3)] {
            #expect(value(p + dp, q + dq) < fit.logLikelihood)
        }
        #expect(fit.standardErrors.allSatisfy { $0 > 0 } && fit.deviance > 0)
    }

    @Test("months that cannot tell p from q have no fit")
    func noFit() {
        let nobody = AdoptionHistory(
            firstMonth: Month(number: 0), using: [Int](repeating: 0, count: 13),
            eligible: [Int](repeating: 9, count: 13))
        #expect(HazardFit(nobody, ChainTables(size: 9)) == nil)
        #expect(HazardFit(single(), ChainTables(size: 9)) == nil)
    }
}
