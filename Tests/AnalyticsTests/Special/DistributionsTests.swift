import Testing

@testable import Analytics

@Suite("Distributions")
struct DistributionsTests {
    @Test("quantiles undo their tails")
    func inverse() {
        for tail in [0.4, 0.1, 0.025, 0.001, 1e-6] {
            for degrees in [1.0, 2.5, 10, 200] {
                let t = studentQuantile(upperTail: tail, degrees: degrees)
                #expect(abs(studentTail(t, degrees: degrees) / tail - 1) < 1e-9)
            }
            #expect(abs(normalTail(-normalQuantile(tail)) / tail - 1) < 1e-9)
            #expect(normalQuantile(tail) < 0)
        }
    }

    @Test("masses add up to their cumulative probabilities")
    func sums() {
        let binomial = (0...20).map { binomialMass($0, trials: 20, p: 0.3) }
        #expect(abs(binomial.reduce(0, +) - 1) < 1e-12)
        #expect(abs(binomial[7...].reduce(0, +) - binomialTail(7, trials: 20, p: 0.3)) < 1e-12)
        let negative = (0...12).map { negativeBinomialMass($0, size: 2.5, p: 0.4) }
        #expect(abs(negative.reduce(0, +) - negativeBinomialCumulative(12, size: 2.5, p: 0.4)) < 1e-12)
    }

    @Test("ends and impossible values")
    func ends() {
        #expect(normalQuantile(0) == -.infinity)
        #expect(normalQuantile(1) == .infinity)
        #expect(normalQuantile(-0.1).isNaN)
        #expect(incompleteBeta(0, 2, 3) == 0)
        #expect(incompleteBeta(1, 2, 3) == 1)
        #expect(incompleteBeta(0.5, 0, 3).isNaN)
        #expect(logGamma(0).isNaN)
        #expect(logGamma(1) == 0)
        #expect(binomialMass(6, trials: 5, p: 0.5) == 0)
        #expect(binomialTail(0, trials: 5, p: 0) == 1)
    }

    @Test("ln Γ(x + 1) = ln x + ln Γ(x)")
    func recurrence() {
        for x in stride(from: 0.25, through: 40, by: 0.35) {
            #expect(abs(logGamma(x + 1) - logGamma(x) - PortableMath.log(x)) < 1e-12 * max(1, logGamma(x + 1)))
        }
    }

    @Test("rank counts: the known small tables, symmetric, all arrangements")
    func ranks() {
        #expect(RankCounts.signedRank(3) == [1, 1, 1, 2, 1, 1, 1])
        #expect(RankCounts.mannWhitney(2, 2) == [1, 1, 2, 1, 1])
        #expect(RankCounts.mannWhitney(1, 3) == [1, 1, 1, 1])
        for (m, n) in [(3, 4), (6, 8), (1, 9), (5, 5)] {
            let counts = RankCounts.mannWhitney(m, n)
            #expect(counts == counts.reversed())
            #expect(counts.reduce(0, +) == Double(PermutationTest.assignments(campaign: m, comparison: n)))
        }
    }
}
