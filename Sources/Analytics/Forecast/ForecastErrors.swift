/// How far forecasts lay from what came: the measures of a backtest (methods 3.6).
package struct ForecastErrors: Hashable, Sendable {
    /// Actual minus forecast.
    package let errors: [Double]
    package let actual: [Double]

    /// Both of the same length.
    package init(actual: [Double], forecast: [Double]) {
        self.actual = actual
        errors = zip(actual, forecast).map { $0 - $1 }
    }

    package var meanAbsolute: Double? { ForecastErrors.mean(errors.map(abs)) }

    package var mean: Double? { ForecastErrors.mean(errors) }

    package var rootMeanSquare: Double? { ForecastErrors.mean(errors.map { $0 * $0 })?.squareRoot() }

    /// In percent of what came; nil when that was 0 once.
    package var meanAbsolutePercent: Double? {
        actual.contains(0) ? nil : ForecastErrors.mean(zip(errors, actual).map { 100 * abs($0 / $1) })
    }

    /// The mean absolute error in units of the scale; nil where the scale is 0 or none (Hyndman & Koehler 2006).
    package func scaled(by scale: Double?) -> Double? {
        guard let scale, scale > 0, let meanAbsolute else { return nil }
        return meanAbsolute / scale
    }

    /// The mean step of a series: what "as last month" would have missed. Nil for a single value.
    package static func scale(of training: [Double]) -> Double? {
        mean(zip(training.dropFirst(), training).map { abs($0 - $1) })
    }

    /// The loss of a quantile: an amount above it costs `level`, one below 1 − `level`.
    package static func pinball(_ actual: Double, quantile: Double, level: Double) -> Double {
        actual >= quantile ? level * (actual - quantile) : (1 - level) * (quantile - actual)
    }

    /// The width of a range that should hold 1 − alpha, and 2/alpha for every unit by which the amount lies outside
    /// (Gneiting & Raftery 2007).
    package static func intervalScore(_ actual: Double, low: Double, high: Double, alpha: Double) -> Double {
        (high - low) + 2 / alpha * (max(0, low - actual) + max(0, actual - high))
    }

    /// In the order of the values; nil for none.
    package static func mean(_ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        var sum = 0.0
        for value in values { sum += value }
        return sum / Double(values.count)
    }
}
