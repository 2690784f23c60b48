import Adoption

/// One corporation, one decision: corporations of an area by how many of their offices could begin. For staff only.
package struct CorporationList: Sendable {
    package struct Corporation: Hashable, Sendable {
        /// 法人番号
        package var number: Int64
        /// n of N of its offices in the area.
        package var here: UseCount
        /// n of N of all its offices in the ledger.
        package var everywhere: UseCount
        /// Its offices of the area that do not use it, places in `Snapshot.numbers`, ascending.
        package var open: [Int32]
    }

    /// The most offices that could begin first, then where the corporation already uses it, then by 法人番号.
    package let corporations: [Corporation]
    /// Offices of the area whose corporation is not known, that do not use it.
    package let unknown: Int

    package init(_ standing: Standing, municipalities: [Int]) {
        let panel = standing.panel
        let snapshot = panel.snapshot
        var everywhere: [Int64: UseCount] = [:]
        for office in snapshot.numbers.indices where snapshot.corporations[office] != 0 {
            guard panel.eligible(panel.listing(of: office)) != 0 else { continue }
            everywhere[snapshot.corporations[office], default: .zero] += UseCount(
                using: panel.registered(office) != 0 ? 1 : 0, eligible: 1)
        }
        var found: [Int64: Corporation] = [:]
        var unknown = 0
        for municipality in municipalities {
            for office in standing.offices[municipality] {
                guard panel.eligible(panel.listing(of: Int(office))) != 0 else { continue }
                let isUsing = panel.registered(Int(office)) != 0
                let number = snapshot.corporations[Int(office)]
                if number == 0 {
                    unknown += isUsing ? 0 : 1
                    continue
                }
                var corporation =
                    found[number]
                    ?? Corporation(number: number, here: .zero, everywhere: everywhere[number] ?? .zero, open: [])
                corporation.here += UseCount(using: isUsing ? 1 : 0, eligible: 1)
                if !isUsing { corporation.open.append(office) }
                found[number] = corporation
            }
        }
        corporations = found.values.filter { !$0.open.isEmpty }
            .map { corporation in
                var sorted = corporation
                sorted.open.sort()
                return sorted
            }
            .sorted {
                (-$0.open.count, -$0.everywhere.using, $0.number) < (-$1.open.count, -$1.everywhere.using, $1.number)
            }
        self.unknown = unknown
    }
}
