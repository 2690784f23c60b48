/// Which sets to choose so that together they cover the most elements: the users that get at least one digital partner
/// when an office is invited. For this aim the greedy choice reaches at least 1 − (1 − 1/k)^k of the best one
/// (Nemhauser, Wolsey and Fisher 1978).
package struct Coverage: Sendable {
    package struct Choice: Hashable, Sendable {
        /// Places of the chosen sets, in the order in which they were chosen.
        package var sets: [Int] = []
        package var covered = 0
    }

    private let words: Int
    private let sets: [[UInt64]]

    /// - Parameters:
    ///   - sets: the elements of each, from 0 on.
    ///   - covered: elements that are covered already and count for no set.
    package init(sets: [[Int]], covered: [Int] = []) {
        let highest = (sets.joined().max() ?? 0, covered.max() ?? 0)
        let words = max(highest.0, highest.1) / 64 + 1
        func bits(_ elements: [Int]) -> [UInt64] {
            var bits = [UInt64](repeating: 0, count: words)
            for element in elements { bits[element / 64] |= 1 << UInt64(element % 64) }
            return bits
        }
        let done = bits(covered)
        self.words = words
        self.sets = sets.map { set in zip(bits(set), done).map { $0 & ~$1 } }
    }

    /// How many elements a set covers by itself.
    package func size(of set: Int) -> Int { sets[set].reduce(0) { $0 + $1.nonzeroBitCount } }

    /// One set after the other, each the one that covers the most new elements; ties go to the earlier set. Stops when
    /// nothing new is covered.
    package func greedy(_ count: Int) -> Choice {
        var choice = Choice()
        var covered = [UInt64](repeating: 0, count: words)
        while choice.sets.count < count {
            var best: (set: Int, new: Int)?
            for (index, set) in sets.enumerated() {
                let new = Coverage.new(set, covered)
                if new > best?.new ?? 0 { best = (index, new) }
            }
            guard let best else { break }
            choice.sets.append(best.set)
            choice.covered += best.new
            for word in 0..<words { covered[word] |= sets[best.set][word] }
        }
        return choice
    }

    /// The most that `count` sets can cover, by trying all choices that can exceed the best one so far.
    package func optimum(_ count: Int) -> Int {
        // Large sets first: the search meets good choices early, and the bound is the sum of the next ones.
        let order = sets.indices.sorted { (-size(of: $0), $0) < (-size(of: $1), $1) }
        let sizes = order.map(size(of:))
        var best = greedy(count).covered
        func search(_ start: Int, _ left: Int, _ covered: [UInt64], _ total: Int) {
            best = max(best, total)
            guard left > 0 else { return }
            for place in start..<max(start, order.count) {
                let bound = sizes[place..<min(place + left, sizes.count)].reduce(total, +)
                guard bound > best else { return }
                let set = sets[order[place]]
                search(
                    place + 1, left - 1, zip(covered, set).map { $0 | $1 }, total + Coverage.new(set, covered))
            }
        }
        search(0, min(max(0, count), sets.count), [UInt64](repeating: 0, count: words), 0)
        return best
    }

    /// What the greedy choice of `count` sets reaches of the best one at least: 1 − (1 − 1/k)^k.
    package static func bound(_ count: Int) -> Double {
        guard count > 0 else { return 1 }
        var rest = 1.0
        for _ in 0..<count { rest *= 1 - 1 / Double(count) }
        return 1 - rest
    }

    private static func new(_ set: [UInt64], _ covered: [UInt64]) -> Int {
        var count = 0
        for (word, bits) in set.enumerated() { count += (bits & ~covered[word]).nonzeroBitCount }
        return count
    }
}
