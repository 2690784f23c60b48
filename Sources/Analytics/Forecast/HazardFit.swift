/// The likeliest hazard of one history, by iteratively reweighted least squares with the identity link: a second way
/// to the numbers that the grid weighs, for comparison; forecasts use the grid (methods 3.2, fit B).
package struct HazardFit: Hashable, Sendable {
    /// p, q and, with campaign months, g. Not cut to 0: what the data say.
    package let coefficients: [Double]
    package let standardErrors: [Double]
    /// With the binomial coefficients.
    package let logLikelihood: Double
    package let deviance: Double

    /// One month: how many of how many started, and the columns 1, A/N and the campaign.
    private struct Trial {
        var starts: Double
        var candidates: Double
        var columns: [Double]

        func share(_ coefficients: [Double]) -> Double {
            zip(columns, coefficients).reduce(0) { $0 + $1.0 * $1.1 }
        }
    }

    /// Nil when the months do not tell the columns apart, or no inner maximum is found.
    package init?(_ history: AdoptionHistory, _ tables: ChainTables) {
        let steps = (0..<history.steps).filter { !history.isBreak($0) && history.trial($0).candidates > 0 }
        let withCampaign = steps.contains { history.campaigns.contains(history.month($0)) }
        let trials = steps.map { step in
            let trial = history.trial(step)
            var columns = [1, Double(history.using[step]) / Double(history.eligible[step + 1])]
            if withCampaign { columns.append(history.campaigns.contains(history.month(step)) ? 1 : 0) }
            return Trial(starts: Double(trial.starts), candidates: Double(trial.candidates), columns: columns)
        }
        guard let fit = HazardFit.maximise(trials) else { return nil }
        coefficients = fit.coefficients
        standardErrors = fit.inverse.indices.map { fit.inverse[$0][$0].squareRoot() }
        var logLikelihood = 0.0
        for (step, trial) in zip(steps, trials) {
            let counts = history.trial(step)
            logLikelihood += tables.logBinomial(
                counts.starts, of: counts.candidates, trial.share(fit.coefficients))
        }
        self.logLikelihood = logLikelihood
        deviance = HazardFit.deviance(trials, fit.coefficients)
    }

    private static func maximise(_ trials: [Trial]) -> (coefficients: [Double], inverse: [[Double]])? {
        guard let columns = trials.first?.columns.count, trials.count >= columns else { return nil }
        // As is usual, the first weights come from the counts themselves, drawn a little to the middle.
        let started = trials.map { ($0.starts + 0.5) / ($0.candidates + 1) }
        guard var now = solve(trials, shares: started)?.coefficients else { return nil }
        if !isInside(trials, now) { now = [1e-3] + [Double](repeating: 0, count: columns - 1) }
        for _ in 0..<200 {
            guard let next = solve(trials, shares: trials.map { $0.share(now) }) else { return nil }
            var step = zip(next.coefficients, now).map { $0 - $1 }
            var halvings = 0
            let before = deviance(trials, now)
            while true {
                let tried = zip(now, step).map { $0 + $1 }
                if isInside(trials, tried), deviance(trials, tried) <= before + 1e-12 * (abs(before) + 1) { break }
                guard halvings < 60 else { return nil }
                step = step.map { $0 / 2 }
                halvings += 1
            }
            now = zip(now, step).map { $0 + $1 }
            if halvings == 0, step.allSatisfy({ abs($0) < 1e-13 }) { return (now, next.inverse) }
        }
        return nil
    }

    private static func isInside(_ trials: [Trial], _ coefficients: [Double]) -> Bool {
        trials.allSatisfy { (1e-12..<1).contains($0.share(coefficients)) }
    }

    private static func deviance(_ trials: [Trial], _ coefficients: [Double]) -> Double {
        func part(_ observed: Double, _ expected: Double) -> Double {
            observed > 0 ? observed * PortableMath.log(observed / expected) : 0
        }
        var sum = 0.0
        for trial in trials {
            let expected = trial.candidates * trial.share(coefficients)
            sum += part(trial.starts, expected)
            sum += part(trial.candidates - trial.starts, trial.candidates - expected)
        }
        return 2 * sum
    }

    /// Weighted least squares of the observed shares, weights R / (h·(1 − h)); with the inverse of the information.
    private static func solve(
        _ trials: [Trial], shares: [Double]
    ) -> (coefficients: [Double], inverse: [[Double]])? {
        guard let size = trials.first?.columns.count else { return nil }
        var information = [[Double]](repeating: [Double](repeating: 0, count: size), count: size)
        var right = [Double](repeating: 0, count: size)
        for (trial, share) in zip(trials, shares) {
            let weight = trial.candidates / (share * (1 - share))
            for row in 0..<size {
                right[row] += weight * trial.columns[row] * trial.starts / trial.candidates
                for column in 0..<size {
                    information[row][column] += weight * trial.columns[row] * trial.columns[column]
                }
            }
        }
        guard let inverse = inverse(information) else { return nil }
        return (inverse.map { zip($0, right).reduce(0) { $0 + $1.0 * $1.1 } }, inverse)
    }

    /// By Gauss and Jordan with pivots; nil when singular.
    private static func inverse(_ matrix: [[Double]]) -> [[Double]]? {
        let size = matrix.count
        var left = matrix
        var right = (0..<size).map { row in (0..<size).map { $0 == row ? 1.0 : 0.0 } }
        for column in 0..<size {
            let pivot = (column..<size).max { abs(left[$0][column]) < abs(left[$1][column]) } ?? column
            guard abs(left[pivot][column]) > 1e-10 * abs(matrix[pivot][pivot]), left[pivot][column].isFinite else {
                return nil
            }
            left.swapAt(pivot, column)
            right.swapAt(pivot, column)
            let divisor = left[column][column]
            left[column] = left[column].map { $0 / divisor }
            right[column] = right[column].map { $0 / divisor }
            for row in 0..<size where row != column {
                let factor = left[row][column]
                for place in 0..<size {
                    left[row][place] -= factor * left[column][place]
                    right[row][place] -= factor * right[column][place]
                }
            }
        }
        return right
    }
}
