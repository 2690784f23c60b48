import Adoption
import Testing

@testable import Analytics

@Suite("ChainForecast")
struct ChainForecastTests {
    private func months(
        _ using: Int, of eligible: Int, _ hazard: Hazard, _ campaigns: [Bool], _ supposed: [SupposedChange] = []
    ) -> [CountDistribution] {
        ChainForecast(
            from: .init(using: using, eligible: eligible, campaigns: campaigns, supposed: supposed), hazard,
            ChainTables(size: eligible)
        ).months
    }

    private func full(_ distribution: CountDistribution, _ eligible: Int) -> [Double] {
        (0...eligible).map { count in
            let place = count - distribution.first
            return distribution.weights.indices.contains(place) ? distribution.weights[place] : 0
        }
    }

    @Test("three offices that start with one half each month: 1/8, 3/8, 3/8, 1/8, and then 1/64 for nobody")
    func byHand() {
        // Nobody starts: (1/2)³. After two months nobody: (1/4)³; all: (3/4)³ = 27/64.
        let result = months(0, of: 3, Hazard(p: 0.5, q: 0), [false, false])
        #expect(isClose(full(result[0], 3), [0.125, 0.375, 0.375, 0.125]))
        #expect(isClose(full(result[1], 3), [0.015625, 0.140625, 0.421875, 0.421875]))
        #expect(isClose(result[1].mean, 2.25))
    }

    @Test("the example of others counts: one of two, q = 1, so the other starts with one half")
    func byExample() {
        let result = months(1, of: 2, Hazard(p: 0, q: 1), [false, false, false])
        #expect(isClose(result.map { $0.tail(from: 2) }, [0.5, 0.75, 0.875]))
        // Without anybody there is no example.
        #expect(full(months(0, of: 2, Hazard(p: 0, q: 1), [false])[0], 2) == [1, 0, 0])
    }

    @Test("a campaign month adds its part, in its month alone")
    func campaign() {
        // N = 1: 0.1 in a quiet month, 0.6 in a campaign month; not yet: 0.9 · 0.4 · 0.9.
        let result = months(0, of: 1, Hazard(p: 0.1, q: 0, g: 0.5), [false, true, false])
        #expect(isClose(result.map { $0.tail(from: 1) }, [0.1, 0.64, 0.676]))
    }

    @Test("hazards of 0 and 1, one office, all in use")
    func edges() {
        #expect(full(months(4, of: 9, Hazard(p: 0, q: 0), [false, false])[1], 9)[4] == 1)
        #expect(full(months(4, of: 9, Hazard(p: 1, q: 0), [false])[0], 9)[9] == 1)
        #expect(full(months(0, of: 9, Hazard(p: 0.9, q: 0, g: 0.9), [true])[0], 9)[9] == 1)
        #expect(full(months(9, of: 9, Hazard(p: 0.3, q: 0.3), [false])[0], 9)[9] == 1)
        #expect(months(0, of: 0, Hazard(p: 0.3, q: 0.3), [false])[0].weights == [1])
    }

    @Test("every path of small chains, enumerated, gives the same probabilities")
    func enumeration() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<200 {
            let eligible = Int.random(in: 1...6, using: &generator)
            let using = Int.random(in: 0...eligible, using: &generator)
            let hazard = Hazard(
                p: Double.random(in: 0...0.5, using: &generator), q: Double.random(in: 0...1.2, using: &generator),
                g: Double.random(in: 0...0.5, using: &generator))
            let campaigns = (0..<4).map { _ in Bool.random(using: &generator) }
            let result = months(using, of: eligible, hazard, campaigns)
            let wanted = ChainOracle.distribution(using: using, eligible: eligible, hazard, campaigns: campaigns)
            #expect(isClose(full(result[3], eligible), wanted))
        }
    }

    @Test(
        "what the cuts leave out is far below a shown digit, also for 2,000 offices",
        arguments: [(2000, 30, 0.004, 0.12), (2000, 0, 0.06, 0.5), (700, 650, 0.0005, 0.3), (300, 2, 0.0005, 0)])
    func cuts(eligible: Int, using: Int, p: Double, q: Double) {
        let hazard = Hazard(p: p, q: q)
        let result = months(using, of: eligible, hazard, [Bool](repeating: false, count: 36))
        #expect(result.allSatisfy { isClose($0.total, 1, 1e-9) })
        // The whole row of every state, for two months.
        var now = full(CountDistribution(certain: using), eligible)
        let tables = ChainTables(size: eligible)
        for month in 0..<2 {
            var next = [Double](repeating: 0, count: eligible + 1)
            for (count, weight) in now.enumerated() where weight > 1e-18 {
                let h = hazard.probability(using: count, of: eligible, campaign: false)
                for starts in 0...(eligible - count) {
                    let log = tables.logBinomial(starts, of: eligible - count, h)
                    next[count + starts] += weight * PortableMath.exp(log)
                }
            }
            now = next
            #expect(isClose(full(result[month], eligible), now, 1e-9))
        }
    }

    @Test("a constant hazard over twelve months is one binomial draw: 1 − (1 − h)¹²")
    func constant() {
        let result = months(0, of: 1500, Hazard(p: 0.01, q: 0), [Bool](repeating: false, count: 12))
        var left = 1.0
        for _ in 0..<12 { left *= 0.99 }
        let tables = ChainTables(size: 1500)
        var tail = 0.0
        for k in stride(from: 1500, through: 180, by: -1) {
            tail += PortableMath.exp(tables.logBinomial(k, of: 1500, 1 - left))
        }
        #expect(isClose(result[11].tail(from: 180), tail, 1e-9))
        #expect(isClose(result[11].mean, 1500 * (1 - left), 1e-6))
    }

    @Test("what is supposed to join or to leave moves the distribution, never beyond 0 and N")
    func supposed() {
        let still = Hazard(p: 0, q: 0)
        let result = months(
            4, of: 9, still, [false, false, false, false],
            [.init(ahead: 2, offices: 3), .init(ahead: 3, offices: -20), .init(ahead: 4, offices: 20)])
        #expect(result.map { full($0, 9).firstIndex(of: 1) } == [4, 7, 0, 9])
    }

    @Test("the range of dates: 0 is now, nil is not within the horizon, and what is lost again does not count")
    func range() {
        let never = ReachRange([0.01, 0.02, 0.05], now: false)
        #expect((never.earliest, never.middle, never.latest) == (nil, nil, nil))
        let some = ReachRange([0.05, 0.1, 0.5, 0.89], now: false)
        #expect((some.earliest, some.middle, some.latest) == (2, 3, nil))
        let met = ReachRange([1, 1], now: true)
        #expect((met.earliest, met.middle, met.latest) == (0, 0, 0))
        let lost = ReachRange([1, 0.3, 0.6], now: true)
        #expect((lost.earliest, lost.middle, lost.latest) == (0, 3, nil))
    }

    @Test("quantiles are the smallest count whose cumulated probability reaches the level")
    func quantiles() {
        let distribution = CountDistribution(first: 3, weights: [0.125, 0.375, 0.5])
        #expect([0.1, 0.125, 0.126, 0.5, 0.51, 1].map(distribution.quantile) == [3, 3, 4, 4, 5, 5])
        #expect(distribution.tail(from: 4) == 0.875 && distribution.tail(from: 0) == 1)
        #expect(distribution.tail(from: 6) == 0)
    }
}
