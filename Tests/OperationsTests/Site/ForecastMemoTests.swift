import Adoption
import Analytics
import Dispatch
import Testing

@testable import Operations

@Suite("ForecastMemo")
struct ForecastMemoTests {
    /// One municipality of 20 offices that gains one in most months.
    private func input(prefecture: Int = 22, last: Int = 9, campaigns: Set<Month> = []) -> ForecastInput {
        let history = AdoptionHistory(
            firstMonth: Month(number: 24_000), using: [0, 1, 2, 2, 3, 3, 4, 5, 5, 6, 7, 8, last],
            eligible: [Int](repeating: 20, count: 13), campaigns: campaigns)
        var input = ForecastInput(
            histories: [history], target: KPITarget(threshold: Fraction(6, 10), comparison: .atLeast),
            prefectureTarget: KPITarget(threshold: Fraction(5, 10), comparison: .atLeast))
        input.prefecture = prefecture
        return input
    }

    @Test("what did not change is not computed again; a new month, campaign or target is")
    func equality() {
        let memo = ForecastMemo()
        let first = memo.forecast(input())
        #expect(memo.forecast(input()).municipalities == first.municipalities)
        #expect(memo.computed == 1)
        _ = memo.forecast(input(last: 10))
        #expect(memo.computed == 2)
        _ = memo.forecast(input(campaigns: [Month(number: 24_020)]))
        #expect(memo.computed == 3)
        var other = input()
        other.target = KPITarget(threshold: Fraction(7, 10), comparison: .atLeast)
        #expect(memo.forecast(other).municipality(0)?.required == 14)
        #expect(memo.computed == 4)
    }

    @Test("the last two inputs of a prefecture are kept, and prefectures do not drive out each other")
    func capacity() {
        let memo = ForecastMemo()
        for prefecture in [1, 22, 47] {
            _ = memo.forecast(input(prefecture: prefecture))
            _ = memo.forecast(input(prefecture: prefecture, last: 10))
        }
        #expect(memo.computed == 6)
        for prefecture in [1, 22, 47] { _ = memo.forecast(input(prefecture: prefecture)) }
        #expect(memo.computed == 6)
        // The third input drives out the one that was not asked for longest.
        _ = memo.forecast(input(last: 11))
        _ = memo.forecast(input())
        #expect(memo.computed == 7)
        _ = memo.forecast(input(last: 10))
        #expect(memo.computed == 8)
    }

    @Test("many who ask at once share one computation")
    func concurrent() {
        let memo = ForecastMemo()
        DispatchQueue.concurrentPerform(iterations: 32) { place in
            _ = memo.forecast(input(prefecture: 1 + place % 2))
        }
        #expect(memo.computed == 2)
    }
}
