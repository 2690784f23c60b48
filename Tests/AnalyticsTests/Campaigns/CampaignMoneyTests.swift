import Adoption
import Testing

@testable import Analytics

@Suite("CampaignMoney")
struct CampaignMoneyTests {
    /// Offices 1 … `count`, each accepted and registered, 20,000 yen each.
    private func desk(_ count: Int, budget: Int?) -> CampaignDesk {
        var desk = CampaignDesk(
            conditions: [CampaignCondition(.startUsing(from: nil, by: day("2026-12-31")), id: "start")],
            rewards: [CampaignReward(id: "thanks", title: "", amount: .fixed(20_000))], budget: budget)
        for serial in 1...count {
            desk.addOffice(serial, used: [("2026-10-0\(serial)", nil)])
            desk.apply(serial)
        }
        return desk
    }

    @Test("the budget is given out by receipt; what does not fit and all after it is 予算超過")
    func budget() {
        // 50,000 for three times 20,000: the third does not fit, 10,000 are left.
        let money = desk(3, budget: 50_000).verdicts(on: "2026-10-31").money()
        #expect(money.payments.map(\.state) == [.due, .due, .overBudget])
        #expect(money.payments.map(\.payable) == [20_000, 20_000, 0])
        #expect(money.payable == 40_000)
        #expect(money.beyondBudget == 20_000)
        #expect(money.left == 10_000)
        #expect(money.committed == 60_000)
        #expect(money.due == 60_000)
    }

    @Test("who is not due yet keeps nobody from being paid")
    func order() {
        let money = desk(3, budget: 50_000).verdicts(on: "2026-10-02").money()
        #expect(money.payments.map(\.state) == [.due, .due, .notYet])
        #expect(money.payable == 40_000)
    }

    @Test("what was paid is spent; a correction makes it overpaid, a withdrawal too")
    func paid() {
        var desk = desk(3, budget: 50_000)
        desk.record(.paid, 1, on: "2026-11-01", amount: 20_000)
        desk.record(.paid, 2, on: "2026-11-01", amount: 5000)
        let money = desk.verdicts(on: "2026-11-01").money()
        #expect(money.payments.map(\.state) == [.paid, .partlyPaid, .overBudget])
        #expect(money.payments.map(\.payable) == [0, 15_000, 0])
        #expect(money.paid == 25_000)
        #expect(money.left == 10_000)
        desk.offices[0].registrations = []
        desk.record(.withdrawn, 2, on: "2026-11-02")
        let later = desk.verdicts(on: "2026-11-02").money()
        #expect(later.payments.map(\.state) == [.overpaid, .overpaid, .due])
        #expect(later.payments[2].payable == 20_000)  // 50,000 − 25,000 paid
    }

    @Test("an enrollment without a place is paid nothing")
    func noPlace() {
        var desk = desk(1, budget: nil)
        desk.addOffice(2, used: [("2026-10-01", nil)])
        desk.apply(2, then: .waitlisted)
        let money = desk.verdicts(on: "2026-10-31").money()
        #expect(money.payments.map(\.state) == [.due, .notYet])
        #expect(money.committed == 20_000)
        #expect(money.left == nil)
        desk.record(.ineligible, 2, on: "2026-11-01")
        #expect(desk.verdicts(on: "2026-11-01").money().payments[1].state == .forfeited)
    }

    @Test("without an upper limit nothing can be promised")
    func unlimited() {
        var desk = desk(1, budget: nil)
        desk.definition.frames[0].conditions.append(
            CampaignCondition(.newPartners(count: 1, from: day("2026-09-01"), through: day("2026-12-31")), id: "links"))
        desk.definition.frames[0].rewards = [
            CampaignReward(id: "x", title: "", amount: .perPartner(10_000, condition: "links", atLeast: 0, atMost: nil))
        ]
        #expect(desk.verdicts(on: "2026-10-31").money().committed == nil)
    }

    @Test("a cost reward never exceeds its cap, is a multiple of its unit, rises with the cost and is never negative")
    func costProperties() {
        var random = SeededGenerator(seed: 41)
        for _ in 0..<2000 {
            let cap = Int.random(in: 0...100_000, using: &random)
            let unit = [0, 1, 10, 100, 1000].randomElement(using: &random)!
            let atLeast = Int.random(in: 0...5000, using: &random)
            let cost = Int.random(in: -1000...200_000, using: &random)
            let yen = { CampaignReward.yen(cost: $0, cap: cap, roundedDownTo: unit, atLeast: atLeast) }
            #expect(yen(cost) >= 0)
            #expect(yen(cost) <= cap)
            #expect(yen(cost) <= max(0, cost))
            #expect(unit == 0 || yen(cost) % unit == 0)
            #expect(yen(cost) == 0 || yen(cost) >= atLeast)
            #expect(yen(cost + Int.random(in: 0...50_000, using: &random)) >= yen(cost))
        }
    }

    @Test("a reward for partners keeps to its limits, whatever the numbers")
    func partnerProperties() {
        var random = SeededGenerator(seed: 42)
        for _ in 0..<2000 {
            let each = [Int.random(in: 0...20_000, using: &random), .max, -5].randomElement(using: &random)!
            let count = [Int.random(in: 0...100, using: &random), .max].randomElement(using: &random)!
            let low = Int.random(in: 0...50_000, using: &random)
            let high = low + Int.random(in: 0...50_000, using: &random)
            let yen = CampaignReward.yen(perPartner: each, count: count, atLeast: low, atMost: high)
            #expect((low...high).contains(yen))
            #expect(CampaignReward.yen(perPartner: 10, count: .max, atLeast: 0, atMost: nil) == .max)
        }
    }

    @Test("paid and payable never exceed the budget, in random campaigns")
    func neverMoreThanTheBudget() {
        var random = SeededGenerator(seed: 43)
        for _ in 0..<60 {
            let budget = Int.random(in: 0...150_000, using: &random)
            var desk = desk(Int.random(in: 1...9, using: &random), budget: budget)
            let receipts = desk.book.enrollments.map(\.receipt)
            var paid = 0
            for receipt in receipts where Bool.random(using: &random) && paid + 20_000 <= budget {
                desk.record(.paid, receipt, on: "2026-11-01", amount: 20_000)
                paid += 20_000
            }
            let money = desk.verdicts(on: "2026-11-02").money()
            #expect(money.paid + money.payable <= budget)
            #expect(money.due == money.paid + money.payable + money.beyondBudget)
        }
    }

    @Test("sums stop at the largest number instead of overflowing")
    func overflow() {
        #expect(CampaignMoney.sum([.max, 1, 1]) == .max)
        #expect(CampaignMoney.sum([1, 2, 3]) == 6)
    }
}
