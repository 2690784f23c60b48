import Adoption
import Testing

@testable import Analytics

@Suite("KPITarget")
struct KPITargetTests {
    let three = KPITarget(threshold: Fraction(3, 10), comparison: .atLeast)
    let moreThanThree = KPITarget(threshold: Fraction(3, 10), comparison: .moreThan)

    @Test("exactly three tenths meet >= and miss >")
    func boundary() {
        #expect(three.isMet(3, of: 10) == true)
        #expect(moreThanThree.isMet(3, of: 10) == false)
        #expect(three.required(of: 10) == 3)
        #expect(moreThanThree.required(of: 10) == 4)
        // 7 · 3/10 = 2.1: three are needed either way.
        #expect(three.required(of: 7) == 3)
        #expect(moreThanThree.required(of: 7) == 3)
    }

    @Test("without an office there is nothing to judge and nothing needed")
    func empty() {
        #expect(three.isMet(0, of: 0) == nil)
        #expect(three.needed(0, of: 0) == 0)
        #expect(three.cushion(0, of: 0) == 0)
    }

    @Test("needed and cushion are the two sides of one distance")
    func neededAndCushion() {
        #expect(three.needed(9, of: 34) == 2)
        #expect(three.cushion(9, of: 34) == -2)
        #expect(three.needed(13, of: 34) == 0)
        #expect(three.cushion(13, of: 34) == 2)
    }

    @Test("counts up to the end of Int neither overflow nor lose a unit")
    func huge() {
        #expect(three.required(of: .max) == 2_767_011_611_056_432_743)  // ⌈(2^63 − 1) · 3/10⌉
        #expect(three.isMet(2_767_011_611_056_432_742, of: .max) == false)
        #expect(three.isMet(2_767_011_611_056_432_743, of: .max) == true)
        let whole = KPITarget(threshold: Fraction(1, 1), comparison: .moreThan)
        #expect(whole.required(of: 5) == 6)
        #expect(whole.isMet(5, of: 5) == false)
    }

    @Test("any threshold agrees with comparing the fractions in double width")
    func fractions() {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<20_000 {
            let denominator = Int.random(in: 1...1_000_000, using: &random)
            let threshold = Fraction(Int.random(in: 0...denominator, using: &random), denominator)
            let total = Int.random(in: 1...(Int.max >> Int.random(in: 0...61, using: &random)), using: &random)
            for comparison in [KPIRule.Comparison.atLeast, .moreThan] {
                let target = KPITarget(threshold: threshold, comparison: comparison)
                let required = target.required(of: total)
                for count in [required - 1, required] where (0...total).contains(count) {
                    #expect(target.isMet(count, of: total) == holds(count, total, threshold, comparison))
                    #expect(target.needed(count, of: total) == required - count)
                }
                #expect(required == total + 1 || holds(required, total, threshold, comparison))
            }
        }
    }

    /// count/total against a/b by 128-bit cross products, high half first.
    private func holds(_ count: Int, _ total: Int, _ share: Fraction, _ comparison: KPIRule.Comparison) -> Bool {
        let left = count.multipliedFullWidth(by: share.denominator)
        let right = total.multipliedFullWidth(by: share.numerator)
        if left.high != right.high { return left.high > right.high }
        return comparison == .atLeast ? left.low >= right.low : left.low > right.low
    }
}

@Suite("Shares of fractions")
struct ShareTests {
    @Test("the rate of a KPI is cut, never rounded up to the threshold")
    func cut() {
        #expect(Fraction(2999, 10_000).perMilleFloor == 299)
        #expect(Fraction(29_995, 100_000).perMilleFloor == 299)
        #expect(Fraction(29_995, 100_000).perMyriadFloor == 2999)
        #expect(Fraction(2, 3).perMilleFloor == 666)
        #expect(Fraction(Int.max, Int.max).perMyriadFloor == 10_000)
    }

    @Test("other percentages are rounded half up")
    func halfUp() {
        #expect(Fraction(1, 2000).perMilleHalfUp == 1)  // 0.05 % is shown as 0.1
        #expect(Fraction(1, 2001).perMilleHalfUp == 0)
        #expect(Fraction(2, 3).perMilleHalfUp == 667)
        #expect(Fraction(Int.max, Int.max).perMilleHalfUp == 1000)
    }

    @Test("without a denominator there is no share")
    func missing() {
        #expect(Fraction(0, 0).perMilleFloor == nil)
        #expect(Fraction(0, 0).perMyriadFloor == nil)
        #expect(Fraction(5, 0).perMilleHalfUp == nil)
    }

    @Test("shares compare by cross multiplication, a missing one is the smallest")
    func order() {
        #expect(Fraction(1, 3).isLess(than: Fraction(34, 100)))
        #expect(!Fraction(1, 3).isLess(than: Fraction(2, 6)))
        #expect(Fraction(Int.max - 1, Int.max).isLess(than: Fraction(1, 1)))
        #expect(Fraction(0, 0).isLess(than: Fraction(0, 1)))
        #expect(!Fraction(0, 1).isLess(than: Fraction(0, 0)))
        #expect(!Fraction(0, 0).isLess(than: Fraction(0, 0)))
    }
}

@Suite("RateChange")
struct RateChangeTests {
    @Test("a rate that rises because offices closed says so")
    func closures() {
        // 10/50 → 11/40: 20 % → 27.5 %, of which 2 points by the new user and 5.5 by the ten closures.
        let change = RateChange(from: UseCount(using: 10, eligible: 50), to: UseCount(using: 11, eligible: 40))
        #expect(change?.points == 7.5)
        #expect(change?.pointsFromUsers == 2)
        #expect(change?.pointsFromDenominator == 5.5)
    }

    @Test("without offices on one of the days there is no change of a rate")
    func undefined() {
        #expect(RateChange(from: .zero, to: UseCount(using: 1, eligible: 2)) == nil)
        #expect(RateChange(from: UseCount(using: 1, eligible: 2), to: .zero) == nil)
    }
}
