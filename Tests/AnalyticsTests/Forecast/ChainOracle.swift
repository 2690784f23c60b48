import Adoption

@testable import Analytics

/// The chain spelt out: every way in which the counts can go, one by one, without logarithms, tables or cuts.
enum ChainOracle {
    /// P(n = 0 … eligible) after the months, by walking every path.
    static func distribution(
        using: Int, eligible: Int, _ hazard: Hazard, campaigns: [Bool]
    ) -> [Double] {
        var result = [Double](repeating: 0, count: eligible + 1)
        walk(using, 1, campaigns[...], eligible, hazard, into: &result)
        return result
    }

    private static func walk(
        _ using: Int, _ weight: Double, _ months: ArraySlice<Bool>, _ eligible: Int, _ hazard: Hazard,
        into result: inout [Double]
    ) {
        guard let campaign = months.first else {
            result[using] += weight
            return
        }
        let h = min(
            1, max(0, hazard.p + hazard.q * Double(using) / Double(eligible) + (campaign ? hazard.g : 0)))
        for starts in 0...(eligible - using) {
            let part = weight * binomial(starts, of: eligible - using, h)
            if part > 0 { walk(using + starts, part, months.dropFirst(), eligible, hazard, into: &result) }
        }
    }

    /// n!/(k!(n − k)!)·hᵏ·(1 − h)ⁿ⁻ᵏ by multiplying out.
    static func binomial(_ k: Int, of n: Int, _ h: Double) -> Double {
        var value = 1.0
        for i in 0..<k { value *= Double(n - i) / Double(k - i) * h }
        for _ in 0..<(n - k) { value *= 1 - h }
        return value
    }
}

/// Series that a known hazard has made, office by office.
struct GeneratedSeries {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    private mutating func draw() -> Double { Double(generator.next() >> 11) * 0x1p-53 }

    /// `hazard` of the month, by step.
    mutating func history(
        _ eligible: Int, start: Int = 0, months: Int = 36, hazard: (_ step: Int, _ share: Double) -> Double
    ) -> AdoptionHistory {
        var using = [start]
        for step in 0..<months {
            let now = using[step]
            let h = hazard(step, Double(now) / Double(eligible))
            var starts = 0
            for _ in 0..<(eligible - now) where draw() < h { starts += 1 }
            using.append(now + starts)
        }
        return AdoptionHistory(
            firstMonth: Month(number: 24_000), using: using,
            eligible: [Int](repeating: eligible, count: months + 1))
    }

    /// A prefecture whose municipalities all follow one curve: what the method supposes.
    static func oneCurve(seed: UInt64 = 1, municipalities: Int = 12) -> ForecastInput {
        var series = GeneratedSeries(seed: seed)
        return input(
            (0..<municipalities).map { place in
                series.history(20 + 15 * place) { _, share in 0.006 + 0.08 * share }
            })
    }

    /// A prefecture in which nothing moves for a long time, and then everything at once, by no curve.
    static func jumps(seed: UInt64 = 1, municipalities: Int = 12) -> ForecastInput {
        var series = GeneratedSeries(seed: seed)
        return input(
            (0..<municipalities).map { place in
                series.history(40 + 20 * place) { step, _ in step % 12 < 9 ? 0.0005 : 0.06 }
            })
    }

    static func input(_ histories: [AdoptionHistory]) -> ForecastInput {
        ForecastInput(
            histories: histories, target: KPITarget(threshold: Fraction(3, 10), comparison: .atLeast),
            prefectureTarget: KPITarget(threshold: Fraction(5, 10), comparison: .atLeast))
    }
}

func isClose(_ left: Double, _ right: Double, _ tolerance: Double = 1e-12) -> Bool {
    abs(left - right) <= tolerance
}

func isClose(_ left: [Double], _ right: [Double], _ tolerance: Double = 1e-12) -> Bool {
    left.count == right.count && zip(left, right).allSatisfy { isClose($0, $1, tolerance) }
}
