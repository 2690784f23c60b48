import Adoption
import Testing

@testable import Analytics

@Suite("CampaignEffect")
struct CampaignEffectTests {
    private func municipality(_ firstFive: Int32, _ eligible: Int, _ before: Int, _ after: Int)
        -> CampaignEffect.Municipality
    {
        .init(code: code(firstFive), eligible: eligible, before: before, after: after)
    }

    @Test("fewer than three comparisons: before and after only, and no word on chance")
    func tooFew() {
        let own = [municipality(22100, 100, 10, 20)]
        let two = CampaignEffect(
            campaign: own, comparison: [municipality(22130, 50, 5, 6), municipality(22203, 50, 5, 6)])
        #expect(two.wording == .changeOnly)
        #expect(two.permutation == nil)
        #expect(two.shift == nil)
        #expect(CampaignEffect(campaign: [], comparison: two.comparison + own).wording == .changeOnly)
    }

    @Test("one campaign needs 19 others before a word on chance may be said")
    func smallestP() {
        func effect(_ others: Int) -> CampaignEffect {
            CampaignEffect(
                campaign: [municipality(22100, 100, 10, 40)],
                comparison: (0..<others).map { municipality(22130 + Int32($0), 100, 10, 11 + $0 % 3) })
        }
        #expect(effect(18).wording == .differenceOnly)  // 1/19 > 0.05
        #expect(effect(19).wording == .unlikelyChance)  // 1/20, and it is the largest
        #expect(effect(19).permutation?.p == Fraction(1, 20))
        #expect(effect(18).shift?.interval == nil)
    }

    @Test("two equal groups have a mirror image: three against three can never be below 2/20")
    func mirror() {
        let effect = CampaignEffect(
            campaign: (0..<3).map { municipality(22100 + Int32($0), 10, 0, 9) },
            comparison: (0..<3).map { municipality(22130 + Int32($0), 10, 0, 1) })
        #expect(effect.permutation?.p == Fraction(2, 20))
        #expect(effect.wording == .differenceOnly)
    }

    @Test("equal statistics are ties, exactly, although 1/3 and 2/6 are no doubles")
    func ties() {
        // Every municipality changes by a third: every assignment has the difference 0, and all are as extreme.
        let all = [3, 6, 9, 12, 15, 18].enumerated().map { municipality(22100 + Int32($0), $1, 0, $1 / 3) }
        let effect = CampaignEffect(campaign: Array(all[..<2]), comparison: Array(all[2...]))
        #expect(effect.permutation?.assignments == 15)
        #expect(effect.permutation?.extreme == 15)
    }

    @Test("beyond 100,000 assignments a seeded sample gives (b + 1)/(B + 1), the same each time")
    func sample() {
        // C(20, 10) = 184,756.
        let values = (0..<20).map { $0 * $0 % 17 }
        let test = PermutationTest.meanDifference(values, campaign: Array(10..<20))
        #expect(PermutationTest.assignments(campaign: 10, comparison: 10) == 184_756)
        #expect(!test.isExact)
        #expect(test.assignments == 100_000)
        #expect(test == PermutationTest.meanDifference(values, campaign: Array(10..<20)))
        // The sampled share lies near the exact one: within 5 standard errors of 0.0016.
        let exact = PermutationTest(observed: Array(10..<20), of: 20, limit: 200_000) { chosen in
            (Int128(2 * chosen.reduce(0) { $0 + values[$1] } - values.reduce(0, +)), 1)
        }
        #expect(exact.assignments == 184_756)
        let difference = Double(test.extreme) / 100_000 - Double(exact.extreme) / 184_756
        #expect(abs(difference) < 0.008)
    }

    @Test("numbers of assignments, without overflow")
    func assignments() {
        #expect(PermutationTest.assignments(campaign: 0, comparison: 5) == 1)
        #expect(PermutationTest.assignments(campaign: 6, comparison: 8) == 3003)
        #expect(PermutationTest.assignments(campaign: 100, comparison: 100) == .max)
    }

    @Test("comparable: N of 10 or more and a rate within 5 points, both ends included")
    func comparable() {
        let group = UseCount(using: 10, eligible: 100)
        #expect(municipality(22130, 20, 3, 3).isComparable(with: group))  // 15 %
        #expect(municipality(22130, 20, 1, 1).isComparable(with: group))  // 5 %
        #expect(!municipality(22130, 100, 16, 16).isComparable(with: group))
        #expect(!municipality(22130, 9, 1, 1).isComparable(with: group))
        #expect(!municipality(22130, 20, 1, 1).isComparable(with: .zero))
    }

    @Test("the rule takes the prefecture's other municipalities without a campaign, and the window ends with a month")
    func chosen() throws {
        // 10 offices in each of three municipalities of 静岡県 and in 千代田区. 22100 runs the campaign and wins 2.
        let desk = CampaignDesk()
        var ledger = LedgerBuilder(Reference.small())
        ledger.reportEverything(from: day("2024-01-01"))
        var serial = 0
        for (area, later) in [(Int32(22100), 2), (22130, 1), (22203, 0), (13101, 5)] {
            for place in 0..<10 {
                serial += 1
                var added = office(serial, in: area)
                let begin = place == 0 ? "2025-06-01" : (place <= later ? "2026-10-01" : nil)
                if let begin {
                    added.registrations = [
                        .init(route: "kaigo-web", stage: .registered, from: day(begin), through: nil)
                    ]
                }
                ledger.offices.append(added)
            }
        }
        let window = try #require(CampaignEffect.Window(desk.definition, asOf: day("2027-12-31")))
        #expect([window.before, window.after] == [day("2026-08-31"), day("2027-06-30")])
        #expect(!window.isProvisional)
        #expect(CampaignEffect.Window(desk.definition, asOf: day("2026-08-31")) == nil)
        #expect(try #require(CampaignEffect.Window(desk.definition, asOf: day("2027-06-29"))).isProvisional)
        #expect(window.trendDays.map(\.description).first == "2026-03-31")
        #expect(window.trendDays.map(\.description).last == "2026-08-31")
        let snapshot = ledger.snapshot()
        func standing(_ day: Day) -> Standing {
            Standing(snapshot: snapshot, reference: .small(), rules: .draft(), day: day)
        }
        func effect(_ others: [CampaignDefinition]) -> CampaignEffect {
            CampaignEffect(
                of: desk.definition, others: others, window: window, before: standing(window.before),
                after: standing(window.after),
                series: MonthlySeries(
                    snapshot: snapshot, reference: .small(), rules: .draft(), days: window.trendDays),
                reference: .small())
        }
        let found = effect([desk.definition])
        #expect(found.campaign == [municipality(22100, 10, 1, 3)])
        #expect(found.comparison == [municipality(22130, 10, 1, 2), municipality(22203, 10, 1, 1)])
        #expect(found.officeWeighted == 15)  // 2 of 10 against 1 of 20
        #expect(found.earlier.count == 6)
        #expect(found.earlier[5].comparison == UseCount(using: 2, eligible: 20))
        var other = desk.definition
        other.id = "other"
        other.area = code(22130)
        other.begins = day("2027-06-30")
        #expect(effect([desk.definition, other]).comparison.map(\.code) == [code(22203)])
        other.begins = day("2027-07-01")
        #expect(effect([desk.definition, other]).comparison.count == 2)
    }
}
