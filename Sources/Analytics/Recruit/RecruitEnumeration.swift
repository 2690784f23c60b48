extension Recruitment {
    /// Up to so many candidates all sets are compared.
    package static let enumerationLimit = 25

    /// The set of `count` candidates that adds the most, by comparing all of them; of several the first in the order of
    /// numbers. Nil with more than `enumerationLimit` candidates.
    package func optimum(_ count: Int) -> Recruits? {
        guard candidates.count <= Recruitment.enumerationLimit else { return nil }
        let size = min(max(0, count), candidates.count)
        if size == 0 { return Recruits() }
        // What the greedy choice reaches is a floor from the start; it is not kept, so that of equal sets the first
        // one is found.
        var search = Enumeration(self, size: size, floor: pairGreedy(size, pairing: .any).gain - 1)
        search.run()
        return Recruits(nodes: search.best.map { candidates[$0] }, gain: search.bestGain)
    }
}

/// Sets of a fixed size in the order of numbers, by depth; a branch is left when it cannot exceed the best set so far.
private struct Enumeration {
    private let size: Int
    private let count: Int
    /// Weights among the candidates, row by row.
    private let weight: [Int]
    /// By depth, twice by candidate: what the candidate adds to the users and the chosen ones.
    private var gains: [[Int]]
    private var chosen: [Int] = []
    private(set) var best: [Int] = []
    private(set) var bestGain: Int
    /// `heaviest[v · (count + 1) + r]`: the sum of the r heaviest links of v to other candidates.
    private let heaviest: [Int]

    init(_ problem: Recruitment, size: Int, floor: Int) {
        let candidates = problem.candidates
        let count = candidates.count
        var place = [Int: Int](minimumCapacity: count)
        for (index, node) in candidates.enumerated() { place[node] = index }
        var weight = [Int](repeating: 0, count: count * count)
        for (index, node) in candidates.enumerated() {
            for link in problem.graph.links(of: node) {
                guard let other = place[Int(problem.graph.neighbours[link])] else { continue }
                weight[index * count + other] = problem.graph.weights[link]
            }
        }
        var heaviest: [Int] = []
        for index in 0..<count {
            var sum = 0
            heaviest.append(0)
            for weight in weight[index * count..<(index + 1) * count].sorted(by: >) {
                sum += weight
                heaviest.append(sum)
            }
        }
        self.size = size
        self.count = count
        self.weight = weight
        self.heaviest = heaviest
        gains = Array(repeating: candidates.map { problem.scores[$0] }, count: size + 1)
        bestGain = floor
    }

    mutating func run() { choose(from: 0, gain: 0) }

    private mutating func choose(from start: Int, gain: Int) {
        let depth = chosen.count
        let missing = size - depth
        if missing == 0 {
            if gain > bestGain {
                bestGain = gain
                best = chosen
            }
            return
        }
        var next = start
        while next + missing <= count {
            guard mayExceed(from: next, missing: missing, gain: gain) else { return }
            chosen.append(next)
            for other in next + 1..<max(next + 1, count) {
                gains[depth + 1][other] = gains[depth][other] + weight[next * count + other]
            }
            choose(from: next + 1, gain: gain + gains[depth][next])
            chosen.removeLast()
            next += 1
        }
    }

    /// Whether some choice of `missing` candidates from `start` on can exceed the best set. Each link within the choice
    /// has two ends, so twice the sum is at most what the best ends promise.
    private func mayExceed(from start: Int, missing: Int, gain: Int) -> Bool {
        withUnsafeTemporaryAllocation(of: Int.self, capacity: missing) { top in
            top.initialize(repeating: 0)
            let gains = gains[size - missing]
            for candidate in start..<count {
                var promise = 2 * gains[candidate] + heaviest[candidate * (count + 1) + missing - 1]
                // The largest first.
                for place in 0..<missing where promise > top[place] { swap(&promise, &top[place]) }
            }
            return 2 * gain + top.reduce(0, +) > 2 * bestGain
        }
    }
}
