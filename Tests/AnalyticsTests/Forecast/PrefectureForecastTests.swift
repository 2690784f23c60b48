import Adoption
import Testing

@testable import Analytics

@Suite("PrefectureForecast")
struct PrefectureForecastTests {
    @Test("how many of independent events happen: every combination of three")
    func poissonBinomial() {
        // 1/2, 1/4, 1: none 0, one 1/2 · 3/4, two 1/2 · 3/4 + 1/2 · 1/4, three 1/8.
        let sum = PrefectureForecast.sum(of: [0.5, 0.25, 1])
        #expect(isClose(sum.weights, [0, 0.375, 0.5, 0.125]))
        #expect(PrefectureForecast.sum(of: []).weights == [1])
    }

    @Test("two runs agree in every bit, however the work was spread")
    func deterministic() {
        let input = GeneratedSeries.oneCurve()
        let first = PrefectureForecast(input)
        for _ in 0..<2 {
            let again = PrefectureForecast(input)
            #expect(again.municipalities == first.municipalities)
            #expect(again.months == first.months && again.backtest == first.backtest)
        }
        // One place after the other, without any threads.
        let chain = PrefectureChain(input)
        #expect(input.municipalities.indices.map { MunicipalityForecast(chain, place: $0) } == first.municipalities)
    }

    @Test("chances rise month by month, ranges hold their middle, and nothing noticeable is left out")
    func shape() throws {
        let forecast = PrefectureForecast(GeneratedSeries.oneCurve())
        for own in forecast.municipalities {
            let own = try #require(own)
            #expect(own.months.count == 36 && own.leftOut < 1e-9)
            #expect(own.months.allSatisfy { $0.low <= $0.middle && $0.middle <= $0.high })
            #expect(zip(own.months, own.months.dropFirst()).allSatisfy { $1.reach >= $0.reach - 1e-12 })
            #expect(own.isMet == (own.reach.latest == 0))
        }
        #expect(forecast.months.allSatisfy { $0.low <= $0.middle && $0.middle <= $0.high })
        #expect(forecast.required == 6 && forecast.applicable == 12 && forecast.held == 0)
    }

    @Test("municipalities without a history stay as they are; with too many of them there is no forecast")
    func held() throws {
        var input = GeneratedSeries.oneCurve(municipalities: 4)
        input.municipalities[0].history = .failure(.init(.tooShort(months: 3)))
        input.municipalities[0].judgement = .met
        input.municipalities[1].history = .failure(.init(.missing(.noReport)))
        input.municipalities[1].judgement = .notReported
        let forecast = PrefectureForecast(input)
        #expect(forecast.applicable == 4 && forecast.held == 2 && forecast.required == 2)
        #expect(forecast.absence(0) == .tooShort(months: 3) && forecast.absence(2) == nil)
        #expect(forecast.municipality(1) == nil && forecast.municipality(3)?.index == 3)
        // One is met for good, so that one of the two others is enough.
        let (left, right) = (try #require(forecast.municipality(2)), try #require(forecast.municipality(3)))
        let last = try #require(forecast.months.last)
        let neither = (1 - left.months[35].reach) * (1 - right.months[35].reach)
        #expect(isClose(last.reach, 1 - neither, 1e-12) && last.pace >= 1)
        input.municipalities[2].history = .failure(.init(.missing(.noReport)))
        input.municipalities[2].judgement = .notReported
        let short = PrefectureForecast(input)
        #expect(short.months.isEmpty && short.reach == nil && short.paceMonths == nil)
        #expect(short.municipality(3) != nil)
    }

    @Test("neighbours pull a municipality of three offices towards their pace")
    func neighbours() throws {
        var series = GeneratedSeries(seed: 11)
        let small = AdoptionHistory(
            firstMonth: Month(number: 24_000), using: [Int](repeating: 0, count: 37),
            eligible: [Int](repeating: 3, count: 37))
        let lively = (0..<5).map { _ in series.history(200) { _, share in 0.03 + 0.1 * share } }
        let alone = try #require(PrefectureForecast(GeneratedSeries.input([small])).municipality(0))
        let among = try #require(PrefectureForecast(GeneratedSeries.input([small] + lively)).municipality(0))
        #expect(among.months[11].reach > 2 * alone.months[11].reach)
    }

    @Test("a campaign that worked before, planned again, brings the goal nearer")
    func campaigns() throws {
        var series = GeneratedSeries(seed: 4)
        let past = Set((12..<18).map { Month(number: 24_001 + Int32($0)) })
        let plain = series.history(400) { step, _ in (12..<18).contains(step) ? 0.035 : 0.003 }
        func forecast(_ campaigns: Set<Month>) throws -> MunicipalityForecast {
            let history = AdoptionHistory(
                firstMonth: plain.firstMonth, using: plain.using, eligible: plain.eligible, campaigns: campaigns)
            return try #require(PrefectureForecast(GeneratedSeries.input([history])).municipality(0))
        }
        let quiet = try forecast(past)
        let again = try forecast(past.union((1...6).map { plain.lastMonth.advanced(by: $0) }))
        #expect(again.months[5].middle >= quiet.months[5].middle + 20)
        #expect(again.months[5].reach > quiet.months[5].reach)
    }
}
