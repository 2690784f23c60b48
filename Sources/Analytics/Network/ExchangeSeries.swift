import Adoption

/// How many eligible offices of each municipality stood on the derived stages on each of a run of days.
package struct ExchangeSeries: Sendable {
    package struct Point: Hashable, Sendable {
        package var day: Day
        /// At 初回連携, 定期連携 and 面的連携 or above.
        package var exchanged = 0
        package var regular = 0
        package var connected = 0
    }

    package let days: [Day]
    /// By municipality, then by day, then by stage.
    private let counts: [Int32]
    private let prefectures: [Int]

    /// - Parameter days: ascending, at most 64.
    package init(snapshot: Snapshot, reference: Reference, rules: KPIRules, days: [Day]) {
        self.days = days
        prefectures = reference.municipalities.map { $0.code.prefecture }
        let panel = UsePanel(snapshot: snapshot, reference: reference, rule: rules.municipality, days: days)
        let readings = days.map { ExchangeStages(snapshot.exchanges, day: $0) }
        var counts = [Int32](repeating: 0, count: reference.municipalities.count * days.count * 3)
        for (office, first) in snapshot.exchanges.officeFirstRecord.enumerated() where first != Snapshot.open {
            let eligible = panel.eligible(panel.listing(of: office))
            guard eligible != 0 else { continue }
            panel.eachPlace(of: office) { municipality, there in
                var left = there & eligible
                while left != 0 {
                    let place = left.trailingZeroBitCount
                    left &= left - 1
                    let stage = Int(readings[place].stages[office])
                    guard stage >= 4 else { continue }
                    let row = (municipality * days.count + place) * 3
                    for step in 0...(stage - 4) { counts[row + step] += 1 }
                }
            }
        }
        self.counts = counts
    }

    package func municipality(_ index: Int) -> [Point] { points([index]) }

    package func prefecture(_ number: Int) -> [Point] {
        points(prefectures.indices.filter { prefectures[$0] == number })
    }

    private func points(_ municipalities: [Int]) -> [Point] {
        days.enumerated().map { place, day in
            var point = Point(day: day)
            for municipality in municipalities {
                let row = (municipality * days.count + place) * 3
                point.exchanged += Int(counts[row])
                point.regular += Int(counts[row + 1])
                point.connected += Int(counts[row + 2])
            }
            return point
        }
    }
}
