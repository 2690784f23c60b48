/// A whole number of any size, never negative: just enough for sums of fractions over a common denominator.
struct Magnitude: Hashable, Sendable, Comparable {
    /// Least significant first, without leading zeros; zero is empty.
    private var words: [UInt64]

    init(_ value: Int) {
        words = value > 0 ? [UInt64(value)] : []
    }

    mutating func multiply(by factor: Int) {
        var carry: UInt64 = 0
        for place in words.indices {
            let (high, low) = words[place].multipliedFullWidth(by: UInt64(factor))
            let (sum, overflow) = low.addingReportingOverflow(carry)
            words[place] = sum
            carry = high + (overflow ? 1 : 0)
        }
        if carry != 0 { words.append(carry) }
        trim()
    }

    /// Adds `other · factor`; the factor is not negative.
    mutating func add(_ other: Magnitude, times factor: Int) {
        var product = other
        product.multiply(by: factor)
        var carry: UInt64 = 0
        for place in 0..<max(words.count, product.words.count) {
            if place == words.count { words.append(0) }
            let (sum, first) = words[place].addingReportingOverflow(
                place < product.words.count ? product.words[place] : 0)
            let (total, second) = sum.addingReportingOverflow(carry)
            words[place] = total
            carry = (first ? 1 : 0) + (second ? 1 : 0)
        }
        if carry != 0 { words.append(carry) }
    }

    func quotient(dividingBy divisor: Int) -> Magnitude { divided(by: divisor).quotient }

    func remainder(dividingBy divisor: Int) -> Int { divided(by: divisor).remainder }

    /// The divisor must be positive.
    private func divided(by divisor: Int) -> (quotient: Magnitude, remainder: Int) {
        var quotient = self
        var rest: UInt64 = 0
        for place in words.indices.reversed() {
            let result = UInt64(divisor).dividingFullWidth((rest, words[place]))
            quotient.words[place] = result.quotient
            rest = result.remainder
        }
        quotient.trim()
        return (quotient, Int(rest))
    }

    private mutating func trim() {
        while words.last == 0 { words.removeLast() }
    }

    static func < (left: Magnitude, right: Magnitude) -> Bool {
        if left.words.count != right.words.count { return left.words.count < right.words.count }
        for (mine, theirs) in zip(left.words.reversed(), right.words.reversed()) where mine != theirs {
            return mine < theirs
        }
        return false
    }
}
