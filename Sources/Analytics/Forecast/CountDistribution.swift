/// A distribution over counts 0, 1, 2 …, of which only the stretch with any weight is kept.
package struct CountDistribution: Hashable, Sendable {
    /// The count of the first weight.
    package private(set) var first: Int
    package private(set) var weights: [Double]

    package init(first: Int, weights: [Double]) {
        self.first = first
        self.weights = weights
    }

    /// All weight on one count.
    package init(certain count: Int) {
        self.init(first: count, weights: [1])
    }

    /// Sums in ascending order.
    package var total: Double { weights.reduce(0, +) }

    package var mean: Double {
        var sum = 0.0
        for (place, weight) in weights.enumerated() { sum += Double(first + place) * weight }
        return sum
    }

    package var variance: Double {
        let mean = mean
        var sum = 0.0
        for (place, weight) in weights.enumerated() {
            let distance = Double(first + place) - mean
            sum += distance * distance * weight
        }
        return sum
    }

    /// P(X ≥ count).
    package func tail(from count: Int) -> Double {
        // From the far end: the small weights first.
        var sum = 0.0
        for weight in weights[min(weights.count, max(0, count - first))...].reversed() { sum += weight }
        return min(1, sum)
    }

    /// The smallest count whose cumulated weight reaches the level, of 0…1.
    package func quantile(_ level: Double) -> Int {
        var sum = 0.0
        for (place, weight) in weights.enumerated() {
            sum += weight
            if sum >= level { return first + place }
        }
        return first + max(0, weights.count - 1)
    }

    /// The distribution of min(ceiling, max(0, X + offices)).
    package func shifted(by offices: Int, ceiling: Int) -> CountDistribution {
        guard let last = weights.indices.last else { return self }
        let low = min(ceiling, max(0, first + offices))
        let high = min(ceiling, max(0, first + last + offices))
        var moved = [Double](repeating: 0, count: high - low + 1)
        for (place, weight) in weights.enumerated() {
            moved[min(ceiling, max(0, first + place + offices)) - low] += weight
        }
        return CountDistribution(first: low, weights: moved)
    }
}

/// Weighted distributions added up over the counts 0…ceiling.
struct DistributionSum {
    private var weights: [Double]

    init(ceiling: Int) { weights = [Double](repeating: 0, count: ceiling + 1) }

    mutating func add(_ distribution: CountDistribution, weight: Double) {
        weights.withUnsafeMutableBufferPointer { weights in
            for (place, part) in distribution.weights.enumerated() {
                weights[distribution.first + place] += weight * part
            }
        }
    }

    /// Without the empty ends.
    var distribution: CountDistribution {
        let first = weights.firstIndex { $0 > 0 } ?? 0
        let last = weights.lastIndex { $0 > 0 } ?? 0
        return CountDistribution(first: first, weights: Array(weights[first...last]))
    }
}
