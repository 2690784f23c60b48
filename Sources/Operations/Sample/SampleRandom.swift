/// A small deterministic generator (SplitMix64, Steele, Lea and Flood 2014): the same seed gives the same files on
/// every machine. Every municipality, office and row has its own stream, so that a prefecture's files do not depend on
/// which other prefectures are written.
struct SampleRandom {
    private var state: UInt64

    /// A stream of its own for each list of keys.
    init(_ keys: UInt64...) {
        state = 0x9E37_79B9_7F4A_7C15
        for key in keys { state = SampleRandom.mixed(state &+ key &* 0xD134_2543_DE82_EF95 &+ 0x9E37_79B9_7F4A_7C15) }
    }

    mutating func next() -> UInt64 {
        state = state &+ 0x9E37_79B9_7F4A_7C15
        return SampleRandom.mixed(state)
    }

    /// 0 ..< bound, by multiplication (Lemire 2019); the bias is below 2⁻⁴⁰ for the small bounds used here.
    mutating func below(_ bound: Int) -> Int {
        guard bound > 1 else { return 0 }
        return Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    mutating func within(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.upperBound - range.lowerBound + 1)
    }

    /// True in `parts` of 10,000 cases.
    mutating func chance(_ parts: Int) -> Bool { below(10_000) < parts }

    /// A place in a list of weights, drawn in proportion to them.
    mutating func weighted(_ weights: [Int]) -> Int {
        var rest = below(weights.reduce(0, +))
        for (place, weight) in weights.enumerated() {
            rest -= weight
            if rest < 0 { return place }
        }
        return 0
    }

    mutating func shuffle<Element>(_ elements: inout [Element]) {
        var last = elements.count - 1
        while last > 0 {
            elements.swapAt(last, below(last + 1))
            last -= 1
        }
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Whole shares of `total` in proportion to the weights, by largest remainders; ties go to the earlier place. The
/// shares add up to `total` whenever a weight is positive.
func apportioned(_ total: Int, by weights: [Int]) -> [Int] {
    let sum = weights.reduce(0, +)
    guard sum > 0, total > 0 else { return weights.map { _ in 0 } }
    var shares = weights.map { total * $0 / sum }
    let rest = total - shares.reduce(0, +)
    let byRemainder = weights.indices.sorted {
        let left = total * weights[$0] % sum
        let right = total * weights[$1] % sum
        return left == right ? $0 < $1 : left > right
    }
    for place in byRemainder.prefix(rest) { shares[place] += 1 }
    return shares
}
