import Adoption

/// The forecast put to the test: made again at the end of every earlier month from what was known then, and compared
/// with what came (methods 3.6). Only when it holds its own is it shown.
package struct Backtest: Hashable, Sendable {
    /// One forecast of the past, and what came of it.
    struct Trial: Hashable, Sendable {
        var horizon: Int
        var eligible: Int
        var actual: Int
        var low: Int
        var middle: Int
        var high: Int
        var pace: Int
        /// The mean step of n in the months before; 0 when it never moved.
        var scale: Double
    }

    /// By horizon.
    package let scores: [BacktestScore]

    package static let horizons = [3, 6]
    /// Fewer trials than this say nothing.
    package static let fewestTrials = 20
    /// The range should hold 80 %; what it held must lie within these percents.
    package static let coverage = 65...95

    /// Of all municipalities of a prefecture with a history.
    package init(_ input: ForecastInput) {
        self.init(PrefectureChain(input))
    }

    init(_ chain: PrefectureChain) {
        let trials = concurrentMap(chain.input.municipalities.count) { Backtest.trials(chain, place: $0) }
        // Municipality by municipality, month by month: one order of all sums.
        scores = Backtest.horizons.map { horizon in
            BacktestScore(horizon: horizon, trials.flatMap { $0.filter { $0.horizon == horizon } })
        }
    }

    private static func trials(_ chain: PrefectureChain, place: Int) -> [Trial] {
        guard let history = chain.history(place), let nearest = horizons.first else { return [] }
        var trials: [Trial] = []
        for step in stride(from: AdoptionHistory.fewestSteps, through: history.steps - nearest, by: 1) {
            let tested = horizons.filter { horizon in
                step + horizon <= history.steps && !(step..<(step + horizon)).contains(where: history.isBreak)
            }
            let past = history.cut(to: step)
            // The error of a pace of three months is a whole number; another pace is not compared.
            guard let furthest = tested.last, let pace = PaceLine(past), pace.months == PaceLine.lookBack,
                let forecast = chain.forecast(place, behind: past.lastMonth, horizon: furthest)
            else { continue }
            let scale = ForecastErrors.scale(of: past.using.map(Double.init)) ?? 0
            for horizon in tested {
                let distribution = forecast.months[horizon - 1]
                trials.append(
                    Trial(
                        horizon: horizon, eligible: pace.eligible, actual: history.using[step + horizon],
                        low: distribution.quantile(0.1), middle: distribution.quantile(0.5),
                        high: distribution.quantile(0.9), pace: pace.scaled(after: horizon) / pace.months,
                        scale: scale))
            }
        }
        return trials
    }

    package func score(_ horizon: Int) -> BacktestScore? { scores.first { $0.horizon == horizon } }

    /// Why the forecast is not shown, horizon by horizon.
    package enum Objection: Hashable, Sendable {
        /// Fewer trials than `fewestTrials`.
        case tooFewTrials(horizon: Int)
        /// Its mean error is larger than the pace line's.
        case worseThanPace(horizon: Int)
        /// The range held less than 65 % of what came: it promises too much.
        case tooNarrow(horizon: Int)
        /// The range held more than 95 %: it says too little.
        case tooWide(horizon: Int)
    }

    /// Empty when the gate is open. Compared in integers.
    package var objections: [Objection] { scores.flatMap(\.objections) }

    /// Whether the forecast may be shown.
    package var isOpen: Bool { objections.isEmpty }
}

/// How the trials of one horizon went.
package struct BacktestScore: Hashable, Sendable {
    package let horizon: Int
    /// Municipality-months from which was forecast.
    package let trials: Int
    /// Sums of the absolute errors in offices.
    package let error: Int
    package let paceError: Int
    /// How often the 80 % range held what came, and the sum of its widths.
    package let covered: Int
    package let width: Int
    /// Mean absolute errors in points of N; nil without trials.
    package let points: Double?
    package let pacePoints: Double?
    /// Mean absolute errors in units of the series' own mean step, over those that moved (MASE); nil when none did.
    package let scaled: Double?
    package let paceScaled: Double?
    /// Mean interval score of the 80 % range.
    package let intervalScore: Double?
    /// Mean pinball loss of the 10, 50 and 90 % quantiles.
    package let pinball: [Double]

    init(horizon: Int, _ trials: [Backtest.Trial]) {
        self.horizon = horizon
        self.trials = trials.count
        error = trials.reduce(0) { $0 + abs($1.actual - $1.middle) }
        paceError = trials.reduce(0) { $0 + abs($1.actual - $1.pace) }
        covered = trials.count { ($0.low...$0.high).contains($0.actual) }
        width = trials.reduce(0) { $0 + $1.high - $1.low }
        points = ForecastErrors.mean(trials.map { 100 * Double(abs($0.actual - $0.middle)) / Double($0.eligible) })
        pacePoints = ForecastErrors.mean(trials.map { 100 * Double(abs($0.actual - $0.pace)) / Double($0.eligible) })
        let moved = trials.filter { $0.scale > 0 }
        scaled = ForecastErrors.mean(moved.map { Double(abs($0.actual - $0.middle)) / $0.scale })
        paceScaled = ForecastErrors.mean(moved.map { Double(abs($0.actual - $0.pace)) / $0.scale })
        intervalScore = ForecastErrors.mean(
            trials.map {
                ForecastErrors.intervalScore(
                    Double($0.actual), low: Double($0.low), high: Double($0.high), alpha: 0.2)
            })
        let quantiles: [(Double, (Backtest.Trial) -> Int)] = [(0.1, \.low), (0.5, \.middle), (0.9, \.high)]
        pinball = quantiles.compactMap { level, quantile in
            ForecastErrors.mean(
                trials.map {
                    ForecastErrors.pinball(Double($0.actual), quantile: Double(quantile($0)), level: level)
                })
        }
    }

    /// Mean absolute error in offices, as a fraction.
    package var meanError: Fraction { Fraction(error, trials) }
    package var meanPaceError: Fraction { Fraction(paceError, trials) }
    package var meanWidth: Fraction { Fraction(width, trials) }
    package var coverage: Fraction { Fraction(covered, trials) }

    package var objections: [Backtest.Objection] {
        guard trials >= Backtest.fewestTrials else { return [.tooFewTrials(horizon: horizon)] }
        var objections: [Backtest.Objection] = []
        if error > paceError { objections.append(.worseThanPace(horizon: horizon)) }
        if 100 * covered < Backtest.coverage.lowerBound * trials { objections.append(.tooNarrow(horizon: horizon)) }
        if 100 * covered > Backtest.coverage.upperBound * trials { objections.append(.tooWide(horizon: horizon)) }
        return objections
    }
}
