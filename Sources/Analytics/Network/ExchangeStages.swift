import Adoption

/// The derived stages of every office on one day: 初回連携, 定期連携, 面的連携.
///
/// 初回連携: the earliest complete set lies on or before the day. 定期連携: a complete set was sent or received in the three
/// complete calendar months before the day's month. 面的連携: with at least five partners in those months. Each stage
/// holds the ones below it. Whether an office is eligible is the caller's question.
package struct ExchangeStages: Sendable {
    /// Partners that make an office 面的連携.
    package static let partnersOfConnected = 5

    package let day: Day
    /// By office: 0 for none, else the raw value of the stage.
    package let stages: [UInt8]
    /// By office: partners in the three months.
    package let partners: [Int32]

    package init(_ links: ExchangeLinks, day: Day) {
        self.day = day
        let window = links.recentWindow(day)
        var first = links.officeFirstDay
        var isActive = links.officeMonths.map { $0 & window != 0 }
        var partners = [Int32](repeating: 0, count: links.officeFirstDay.count)
        let revived = ExchangeStages.standing(links, day: day, window: window)
        for (sent, pair, _) in revived.all {
            for office in [links.pairs.first[pair], links.pairs.second[pair]] where office < first.count {
                first[Int(office)] = min(first[Int(office)], sent)
            }
        }
        for pair in 0..<links.pairs.count
        where (links.forward[pair] | links.backward[pair]) & window != 0 || revived.active.contains(pair) {
            for office in [links.pairs.first[pair], links.pairs.second[pair]] where office < first.count {
                partners[Int(office)] += 1
                isActive[Int(office)] = true
            }
        }
        stages = first.indices.map { office in
            guard first[office] <= day.number else { return 0 }
            guard isActive[office] else { return Stage.exchanged.rawValue }
            return partners[office] < ExchangeStages.partnersOfConnected
                ? Stage.regular.rawValue : Stage.connected.rawValue
        }
        self.partners = partners
    }

    /// Sets that were taken back after the day: they still stood on it.
    static func standing(
        _ links: ExchangeLinks, day: Day, window: UInt64
    ) -> (all: [(sent: Int32, pair: Int, isRecent: Bool)], active: Set<Int>) {
        var all: [(sent: Int32, pair: Int, isRecent: Bool)] = []
        var active = Set<Int>()
        let recent = day.month.advanced(by: -3)..<day.month
        for set in links.withdrawn where set.sent <= day.number && set.until > day.number {
            let isRecent = recent.contains(Day(number: set.sent).month)
            all.append((set.sent, Int(set.pair), isRecent))
            if isRecent { active.insert(Int(set.pair)) }
        }
        return (all, active)
    }

    /// The stage of an office; nil for none.
    package func stage(of office: Int) -> Stage? {
        stages.indices.contains(office) ? Stage(rawValue: stages[office]) : nil
    }
}

extension UsePanel {
    /// The days on which a municipality has exchange records: an office that lies there sent or received a file on or
    /// before them.
    func exchangeRecorded() -> [UInt64] {
        UsePanel.exchangeRecorded(snapshot, panel, municipalities: municipalityCount)
    }

    static func exchangeRecorded(_ snapshot: Snapshot, _ panel: DayPanel, municipalities: Int) -> [UInt64] {
        var recorded = [UInt64](repeating: 0, count: municipalities)
        for (office, first) in snapshot.exchanges.officeFirstRecord.enumerated() where first != Snapshot.open {
            let known = panel.mask(from: first, through: Snapshot.open)
            guard known != 0 else { continue }
            eachPlace(of: office, snapshot, panel, municipalities: municipalities) { municipality, days in
                recorded[municipality] |= days & known
            }
        }
        return recorded
    }
}

/// The derived stages of a day together with where there are exchange records at all.
struct ExchangeReading: Sendable {
    private let stages: [UInt8]
    /// By municipality; empty when there are none.
    private let recorded: [Bool]

    /// - Parameter panel: of the one day.
    init(_ panel: UsePanel, day: Day) {
        let links = panel.snapshot.exchanges
        stages = links.hasRecords ? ExchangeStages(links, day: day).stages : []
        recorded = links.hasRecords ? panel.exchangeRecorded().map { $0 != 0 } : []
    }

    func isRecorded(_ municipality: Int) -> Bool {
        recorded.indices.contains(municipality) && recorded[municipality]
    }

    /// 0 for none, else the raw value of the stage.
    func stage(of office: Int) -> UInt8 { stages.indices.contains(office) ? stages[office] : 0 }
}

extension Stage {
    /// The stages that exchange records show.
    static let derived: [Stage] = [.exchanged, .regular, .connected]
}
