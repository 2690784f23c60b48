import Adoption
import Testing

@testable import Analytics

@Suite("Backtest")
struct BacktestTests {
    @Test("the gate opens for a prefecture whose municipalities follow one curve", arguments: [1, 2] as [UInt64])
    func open(seed: UInt64) throws {
        let backtest = Backtest(GeneratedSeries.oneCurve(seed: seed))
        #expect(backtest.isOpen, "\(backtest.objections)")
        // Origins 12…33 and 12…30 of 36 months, in 12 municipalities.
        let three = try #require(backtest.score(3))
        #expect(three.trials == 12 * 22)
        #expect(backtest.score(6)?.trials == 12 * 19)
        #expect(three.error <= three.paceError && three.covered <= three.trials)
    }

    @Test("it stays shut where everything moves by leaps that no curve foretells", arguments: [1, 2] as [UInt64])
    func shut(seed: UInt64) {
        let backtest = Backtest(GeneratedSeries.jumps(seed: seed))
        #expect(!backtest.isOpen)
        #expect(!backtest.objections.contains(.tooFewTrials(horizon: 6)))
    }

    @Test("with fewer than twenty trials it stays shut, whatever they say")
    func tooFew() {
        var series = GeneratedSeries(seed: 5)
        let one = series.history(100, months: 36) { _, share in 0.01 + 0.05 * share }
        // 19 trials six months ahead are not enough, 22 three months ahead are.
        #expect(Backtest(GeneratedSeries.input([one])).score(6)?.trials == 19)
        #expect(Backtest(GeneratedSeries.input([one])).objections.contains(.tooFewTrials(horizon: 6)))
        #expect(
            Backtest(GeneratedSeries.input([])).objections == [.tooFewTrials(horizon: 3), .tooFewTrials(horizon: 6)])
    }

    @Test("forecasts across a change of the rule are not compared")
    func breaks() {
        var series = GeneratedSeries(seed: 5)
        let plain = series.history(100) { _, share in 0.01 + 0.05 * share }
        let changed = AdoptionHistory(
            firstMonth: plain.firstMonth, using: plain.using, eligible: plain.eligible,
            breaks: [plain.month(30)])
        let backtest = Backtest(GeneratedSeries.input([changed]))
        // The break lies in step 30: it is ahead of the origins 28…30 (three months) and 25…30 (six).
        #expect(backtest.score(3)?.trials == 22 - 3)
        #expect(backtest.score(6)?.trials == 19 - 6)
    }

    @Test("a forecast of the past knows nothing of what came")
    func noHindsight() throws {
        let input = GeneratedSeries.oneCurve(municipalities: 3)
        let origin = input.lastMonth.advanced(by: -12)
        let known = try input.municipalities.map { try $0.history.get().cut(to: 24) }
        let then = PrefectureChain(GeneratedSeries.input(known))
        let now = PrefectureChain(input)
        for place in 0..<3 {
            #expect(now.posterior(place, at: origin) == then.posterior(place, at: origin))
            let earlier = try #require(then.forecast(place, behind: origin, horizon: 6))
            #expect(now.forecast(place, behind: origin, horizon: 6)?.months == earlier.months)
        }
    }

    @Test("scores by hand: two trials of one horizon")
    func byHand() {
        func trial(_ actual: Int, _ low: Int, _ middle: Int, _ high: Int, _ pace: Int) -> Backtest.Trial {
            Backtest.Trial(
                horizon: 6, eligible: 50, actual: actual, low: low, middle: middle, high: high, pace: pace, scale: 2)
        }
        let score = BacktestScore(horizon: 6, [trial(20, 16, 18, 22, 23), trial(30, 20, 24, 28, 29)])
        // Errors 2 and 6; pace 3 and 1; covered once; widths 6 and 8; 30 lies 2 above 28: 8 + 10 · 2.
        #expect(score.error == 8 && score.paceError == 4 && score.covered == 1 && score.width == 14)
        #expect(score.points == 8 && score.pacePoints == 4 && score.scaled == 2 && score.paceScaled == 1)
        #expect(score.intervalScore == 17)
        // 10 %: 0.1 · 4 and 0.1 · 10; 50 %: half of 2 and of 6; 90 %: 0.1 · 2 and 0.9 · 2.
        #expect(isClose(score.pinball, [0.7, 2, 1]))
        #expect(score.objections == [.tooFewTrials(horizon: 6)])
        // Twenty times the same: worse than the pace, and half is not 65 %.
        let many = BacktestScore(
            horizon: 6,
            (0..<20).map { $0 % 2 == 0 ? trial(20, 16, 18, 22, 23) : trial(30, 20, 24, 28, 29) })
        #expect(many.objections == [.worseThanPace(horizon: 6), .tooNarrow(horizon: 6)])
        let wide = BacktestScore(horizon: 6, (0..<20).map { _ in trial(20, 0, 20, 50, 23) })
        #expect(wide.objections == [.tooWide(horizon: 6)])
        // Exactly 95 % and an equal error pass.
        let edge = BacktestScore(
            horizon: 6, (0..<20).map { $0 == 0 ? trial(24, 18, 20, 22, 24) : trial(20, 18, 20, 22, $0 == 1 ? 24 : 20) })
        #expect(edge.error == 4 && edge.paceError == 4 && edge.covered == 19 && edge.objections.isEmpty)
    }
}
