import Adoption

/// Which municipalities had the campaign is exchanged in all ways, and the statistic is computed anew for each: how
/// many are as large as the observed one (methods.md 4.1). Statistics are fractions of integers, so that ties are ties.
package struct PermutationTest: Hashable, Sendable {
    /// All assignments, or those drawn (the observed one counted with them).
    package var assignments: Int
    /// With a statistic as far from zero as the observed one, or farther; with one as large; with one as small.
    package var extreme: Int
    package var greater: Int
    package var less: Int
    package var isExact: Bool

    /// Up to here all assignments are looked at.
    static let limit = 100_000
    static let draws = 99_999
    static let seed: UInt64 = 20_260_401

    package var p: Fraction { Fraction(extreme, assignments) }

    /// How many ways there are to choose the campaign's municipalities; the largest number when there are more.
    static func assignments(campaign: Int, comparison: Int) -> Int {
        guard campaign >= 0, comparison >= 0 else { return 0 }
        var ways = 1
        for step in 0..<min(campaign, comparison) {
            let (product, overflow) = ways.multipliedReportingOverflow(by: campaign + comparison - step)
            if overflow { return .max }
            ways = product / (step + 1)
        }
        return ways
    }

    /// A statistic: numerator and positive denominator; nil when the assignment has none (a group without an office).
    typealias Ratio = (numerator: Int128, denominator: Int128)

    /// - Parameters:
    ///   - observed: places of the campaign's municipalities, ascending.
    ///   - count: of all municipalities.
    init(observed: [Int], of count: Int, limit: Int = limit, draws: Int = draws, statistic: ([Int]) -> Ratio?) {
        let all = PermutationTest.assignments(campaign: observed.count, comparison: count - observed.count)
        self.init(assignments: 0, extreme: 0, greater: 0, less: 0, isExact: all <= limit)
        guard let target = statistic(observed) else { return }
        func look(_ chosen: [Int]) {
            assignments += 1
            guard let other = statistic(chosen) else { return }
            let (theirs, ours) = (other.numerator * target.denominator, target.numerator * other.denominator)
            if theirs >= ours { greater += 1 }
            if theirs <= ours { less += 1 }
            if abs(theirs) >= abs(ours) { extreme += 1 }
        }
        if isExact {
            PermutationTest.eachChoice(observed.count, of: count, look)
        } else {
            look(observed)
            var random = SplitMix64(state: PermutationTest.seed)
            for _ in 0..<draws { look(random.choice(observed.count, of: count)) }
        }
    }

    private init(assignments: Int, extreme: Int, greater: Int, less: Int, isExact: Bool) {
        self.assignments = assignments
        self.extreme = extreme
        self.greater = greater
        self.less = less
        self.isExact = isExact
    }

    /// All choices of `size` places of `count`, in the order of their places.
    private static func eachChoice(_ size: Int, of count: Int, _ body: ([Int]) -> Void) {
        guard size <= count else { return }
        var choice = Array(0..<size)
        while true {
            body(choice)
            guard let place = choice.indices.last(where: { choice[$0] < count - size + $0 }) else { return }
            choice[place] += 1
            for later in choice.indices where later > place { choice[later] = choice[later - 1] + 1 }
        }
    }
}

extension PermutationTest {
    /// The difference of the groups' means of whole numbers.
    static func meanDifference(_ values: [Int], campaign: [Int]) -> PermutationTest {
        let total = values.reduce(Int128(0)) { $0 + Int128($1) }
        let count = Int128(values.count)
        return PermutationTest(observed: campaign, of: values.count) { chosen in
            let size = Int128(chosen.count)
            guard size > 0, size < count else { return nil }
            let sum = chosen.reduce(Int128(0)) { $0 + Int128(values[$1]) }
            return (count * sum - size * total, size * (count - size))
        }
    }
}

/// SplitMix64: the same draws on every machine.
private struct SplitMix64 {
    var state: UInt64

    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// `size` of `count` places, ascending: the first of a Fisher–Yates shuffle.
    mutating func choice(_ size: Int, of count: Int) -> [Int] {
        var places = Array(0..<count)
        for place in 0..<min(size, count) {
            // The high half of the product is uniform up to 2⁻⁵⁰ for counts that occur.
            let other = place + Int(next().multipliedFullWidth(by: UInt64(count - place)).high)
            places.swapAt(place, other)
        }
        return places.prefix(size).sorted()
    }
}
