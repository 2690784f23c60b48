import Adoption

/// How a prefecture's offices take it up.
enum SampleDiffusion {
    /// By the national waves, each municipality at its own level.
    case waves
    /// By leaps: many while the prefecture paid for it, in two summers, and next to none before and after. Chances of an
    /// office in a month, in parts of 10,000.
    case leaps(quiet: Int, busy: Int)

    /// 鳥取県 goes by leaps, which no curve foretells, so that its backtest keeps the forecast shut; the others go with
    /// the waves.
    static func of(prefecture: Int) -> SampleDiffusion {
        prefecture == 31 ? .leaps(quiet: 8, busy: 800) : .waves
    }

    /// June and July 2024, June 2026.
    private static let leaps = [(2024, 5), (2024, 6), (2026, 5)].map { Month(number: $0.0 * 12 + $0.1) }

    var isWaves: Bool {
        if case .waves = self { true } else { false }
    }

    /// The first day of registration of the offices of one municipality, in their order; nil: it never registers.
    func days(of offices: [SampleOffice], place: MunicipalityCode, seed: UInt64) -> [Day?] {
        var days = [Day?](repeating: nil, count: offices.count)
        guard case .leaps(let quiet, let busy) = self else { return days }
        var random = SampleRandom(seed, 0xD1FF, UInt64(place.number))
        var month = SampleCalendar.start.month
        while month <= SampleCalendar.secondList.month {
            let chance = SampleDiffusion.leaps.contains(month) ? busy : quiet
            for index in offices.indices where days[index] == nil && offices[index].inScope {
                let isThere =
                    (offices[index].openDay.map { $0 < month.firstDay } ?? true)
                    && (offices[index].lastDay.map { $0 > month.lastDay } ?? true)
                guard isThere, random.chance(chance) else { continue }
                days[index] = month.firstDay.advanced(by: random.below(28))
            }
            month = month.advanced(by: 1)
        }
        return days
    }
}
