import Adoption
import Analytics
import Foundation

/// Where the usual formulas in doubles differ from the exact arithmetic of `KPITarget`.
enum FloatTraps {
    static func result(_ item: ReferenceCases.Case) -> JSON {
        let ends = item.input["range_N"].array.compactMap(\.int)
        guard ends.count == 2 else { return .null }
        let range = ends[0]...ends[1]
        func wrong(_ formula: (Double) -> Double) -> [Int] {
            range.filter { Int(formula(Double($0))) != percent(30).required(of: $0) }
        }
        var byPercent: [String: JSON] = [:]
        // The list of first failures looks at N up to 1000: 11 percents. Beyond, 67 % fails too, at N = 1500.
        let searched = range.clamped(to: 1...1000)
        for share in 1...99 {
            let factor = Double(share) / 100
            let first = searched.first { Int((factor * Double($0)).rounded(.up)) != percent(share).required(of: $0) }
            if let first { byPercent["\(share)"] = .int(first) }
        }
        let asked = item.expected["needed_ceil_3N_over_10"].members.keys
        let needed = asked.map { ($0, JSON.int(Int($0).map { percent(30).needed(0, of: $0) })) }
        return .object([
            "ceil(0.3*N)_wrong_N": .ints(wrong { (0.3 * $0).rounded(.up) }),
            "ceil((0.1+0.2)*N)_wrong_N_first": .ints(Array(wrong { ((0.1 + 0.2) * $0).rounded(.up) }.prefix(20))),
            "ceil(n*30/100)_wrong": .ints(wrong { ($0 * 30 / 100).rounded(.up) }),
            "(a/n)*100>=30_wrong_pairs_N<500": pairs { $0 / $1 * 100 >= 30 },
            "a>=0.3*n_wrong_pairs_N<500": pairs { $0 >= 0.3 * $1 },
            "first_wrong_N_for_ceil(pc/100*N)_by_percent": .object(byPercent),
            "needed_ceil_3N_over_10": .object(Dictionary(uniqueKeysWithValues: needed)),
        ])
    }

    private static func percent(_ share: Int) -> KPITarget {
        KPITarget(threshold: Fraction(share, 100), comparison: .atLeast)
    }

    private static func pairs(_ formula: (Double, Double) -> Bool) -> JSON {
        var wrong: [JSON] = []
        for total in 1..<500 {
            for count in 0...total
            where formula(Double(count), Double(total)) != percent(30).isMet(count, of: total) {
                wrong.append(.ints([count, total]))
            }
        }
        return .array(wrong)
    }
}
