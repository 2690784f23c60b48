import Adoption
import Testing

@testable import Analytics

@Suite("QualityBounds")
struct QualityBoundsTests {
    static let thresholds = [Fraction(3, 10), Fraction(1, 2), Fraction(0, 1), Fraction(1, 1)]

    @Test("the bounds and the outcomes are those of every completion", arguments: thresholds)
    func everyCompletion(threshold: Fraction) {
        for comparison in [KPIRule.Comparison.atLeast, .moreThan] {
            let target = KPITarget(threshold: threshold, comparison: comparison)
            for code in 0..<729 {  // six counts of 0…2
                let counts = (0..<6).map { code / [1, 3, 9, 27, 81, 243][$0] % 3 }
                check(counts, target)
            }
        }
    }

    private func check(_ counts: [Int], _ target: KPITarget) {
        let bounds = QualityBounds(
            using: counts[0], notUsing: counts[1], unknown: counts[2], doubtfulUsing: counts[3],
            doubtfulNotUsing: counts[4], doubtfulUnknown: counts[5])
        var outcomes: QualityBounds.Outcomes = []
        var rates: [Fraction] = []
        for use in 0...counts[2] {
            for users in 0...counts[3] {
                for nonUsers in 0...counts[4] {
                    for unknown in 0...counts[5] {
                        for usersAmongUnknown in 0...unknown {
                            let n = counts[0] + use + users + usersAmongUnknown
                            let total = counts[0] + counts[1] + counts[2] + users + nonUsers + unknown
                            switch target.isMet(n, of: total) {
                            case true: outcomes.insert(.met)
                            case false: outcomes.insert(.notMet)
                            case nil: outcomes.insert(.notApplicable)
                            }
                            if total > 0 { rates.append(Fraction(n, total)) }
                        }
                    }
                }
            }
        }
        #expect(bounds.outcomes(target) == outcomes, "\(counts)")
        for rate in rates {
            #expect(bounds.lower.denominator == 0 || !rate.isLess(than: bounds.lower), "\(counts)")
            #expect(bounds.upper.denominator == 0 || !bounds.upper.isLess(than: rate), "\(counts)")
        }
        if counts[0] + counts[1] + counts[2] > 0 {
            #expect(rates.contains { !$0.isLess(than: bounds.lower) && !bounds.lower.isLess(than: $0) }, "\(counts)")
            #expect(rates.contains { !$0.isLess(than: bounds.upper) && !bounds.upper.isLess(than: $0) }, "\(counts)")
        }
    }

    @Test("a prefecture's certainty is that of every combination of its municipalities")
    func prefecture() {
        var random = SeededGenerator(seed: 8)
        let single: [QualityBounds.Outcomes] = [.met, .notMet, .notApplicable]
        for _ in 0..<3000 {
            let outcomes = (0..<Int.random(in: 0...5, using: &random)).map { _ in
                QualityBounds.Outcomes(rawValue: UInt8.random(in: 1...7, using: &random))
            }
            let target = KPITarget(
                threshold: Fraction(Int.random(in: 0...4, using: &random), 4),
                comparison: Bool.random(using: &random) ? .atLeast : .moreThan)
            var results: Set<Bool?> = []
            func complete(_ place: Int, _ met: Int, _ total: Int) {
                guard place < outcomes.count else {
                    results.insert(target.isMet(met, of: total))
                    return
                }
                for choice in single where outcomes[place].contains(choice) {
                    complete(place + 1, met + (choice == .met ? 1 : 0), total + (choice == .notApplicable ? 0 : 1))
                }
            }
            complete(0, 0, 0)
            let expected: Certainty =
                switch results {
                case [true]: .met
                case [false]: .notMet
                case [nil]: .notApplicable
                default: .undecided
                }
            #expect(PrefectureFigures.certainty(outcomes, target) == expected)
        }
    }
}

@Suite("CheapestSet")
struct CheapestSetTests {
    @Test("no other choice of as many municipalities needs fewer offices")
    func bruteForce() {
        var random = SeededGenerator(seed: 21)
        for _ in 0..<300 {
            let needs = (0..<Int.random(in: 1...9, using: &random)).map { _ in Int.random(in: 1...6, using: &random) }
            let count = Int.random(in: 0...needs.count, using: &random)
            let set = CheapestSet(count: count, candidates: needs.enumerated().map { ($0.offset, $0.element) })
            let least = (0..<(1 << needs.count)).filter { $0.nonzeroBitCount == count }
                .map { chosen in needs.indices.filter { chosen >> $0 & 1 == 1 }.reduce(0) { $0 + needs[$1] } }.min()
            #expect(set.offices == least)
            #expect(set.municipalities.count == count)
            #expect(Set(set.municipalities).count == count)
            #expect(set.municipalities.reduce(0) { $0 + needs[$1] } == set.offices)
        }
    }

    @Test("equal needs are taken in the order of the codes")
    func ties() {
        let set = CheapestSet(count: 2, candidates: [(3, 1), (5, 2), (7, 1), (9, 1)])
        #expect(set.municipalities == [3, 7])
        #expect(set.offices == 2)
    }

    @Test("what the known municipalities cannot give is said")
    func tooFew() {
        let set = CheapestSet(count: 3, candidates: [(4, 6)])
        #expect(set == CheapestSet(municipalities: [4], offices: 6, beyondKnown: 2))
    }
}
