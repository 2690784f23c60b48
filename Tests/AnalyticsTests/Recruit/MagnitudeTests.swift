import Testing

@testable import Analytics

@Suite("Magnitude")
struct MagnitudeTests {
    @Test("products, quotients, remainders and order beyond 64 bits")
    func large() {
        // 20! = 2432902008176640000; 25! = 20! · 21 · 22 · 23 · 24 · 25 is beyond 64 bits.
        var factorial = Magnitude(2_432_902_008_176_640_000)
        let small = factorial
        for factor in 21...25 { factorial.multiply(by: factor) }
        #expect(small < factorial && !(factorial < small))
        // By Wilson 28! = -1 mod 29, and 26 · 27 · 28 = -6: 25! is 1/6, which is 5.
        #expect(factorial.remainder(dividingBy: 23) == 0 && factorial.remainder(dividingBy: 29) == 5)
        var back = factorial
        for factor in 21...25 { back = back.quotient(dividingBy: factor) }
        #expect(back == small)
        var sum = Magnitude(0)
        sum.add(small, times: 21 * 22 * 23)
        sum.add(small, times: 21 * 22 * 23 * (24 * 25 - 1))
        #expect(sum == factorial)
        sum.add(Magnitude(1), times: 1)
        #expect(factorial < sum)
    }

    @Test("zero is zero")
    func zero() {
        var zero = Magnitude(0)
        zero.add(Magnitude(5), times: 0)
        zero.multiply(by: 7)
        #expect(zero == Magnitude(0) && zero < Magnitude(1))
        var five = Magnitude(5)
        five.multiply(by: 0)
        #expect(five == zero)
    }
}
