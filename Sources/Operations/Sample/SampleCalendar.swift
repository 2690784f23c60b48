import Adoption

/// The days of the sample: fixed, because the files must be the same whenever they are written.
enum SampleCalendar {
    /// 2023-04-01, the start of the system.
    static let start = Day(number: 19_448)
    /// 2023-11-30, the day of the first list of registered offices.
    static let firstRegistrations = Day(number: 19_691)
    /// 2025-06-01, the beginning of the free-pass campaign.
    static let freePass = Day(number: 20_240)
    /// 2025-12-31, the day of the first office lists.
    static let firstList = Day(number: 20_453)
    /// 2026-06-01, from when on a pledge was enough for a fee add-on.
    static let pledges = Day(number: 20_605)
    /// 2026-07-01, the first day of registration for the successor.
    static let successor = Day(number: 20_635)
    /// 2026-10-31, the day of the second office lists and of the second list of registered offices.
    static let secondList = Day(number: 20_757)

    /// `20251231`, as the published files carry it in their names.
    static func compact(_ day: Day) -> String { day.description.filter { $0 != "-" } }

    /// New registrations per month from April 2023 on, as parts of all that ever register. The steps follow the
    /// published national figures (about 5 % in 2023-11, 7.2 % in 2025-05, 9.8 % in 2025-08) and the reported waves: the
    /// free pass of 2025-06 and the fee rule of 2026-06.
    static let monthWeights: [Int] =
        [26, 34, 40, 44, 46, 46, 46]
        + Array(repeating: 9, count: 19)
        + [46, 60, 52, 26, 20, 17, 15, 16, 15, 15, 18, 26]
        + [66, 64, 58, 50, 46]

    /// A day drawn by the weights above, not after the second list.
    static func registrationDay(_ random: inout SampleRandom) -> Day {
        let month = Month(number: start.month.number + Int32(random.weighted(monthWeights)))
        return month.firstDay.advanced(by: random.below(28))
    }
}
