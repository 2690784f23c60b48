import Adoption

/// What a forecast learns from: n and N at the ends of successive complete months.
package struct AdoptionHistory: Hashable, Sendable {
    /// The month at whose end the first amount stands.
    package let firstMonth: Month
    /// n and N, one more than there are steps.
    package let using: [Int]
    package let eligible: [Int]
    /// Months in which other routes began to count: what moved then was the rule, not the offices.
    package let breaks: Set<Month>
    /// Months with a campaign, past and planned.
    package let campaigns: Set<Month>

    /// `using` and `eligible` have the same length, at least one; n never exceeds N.
    package init(
        firstMonth: Month, using: [Int], eligible: [Int], breaks: Set<Month> = [], campaigns: Set<Month> = []
    ) {
        self.firstMonth = firstMonth
        self.using = using
        self.eligible = eligible
        self.breaks = breaks
        self.campaigns = campaigns
    }

    /// How many months can be observed.
    package var steps: Int { max(0, using.count - 1) }

    /// The last complete month: a forecast begins behind it.
    package var lastMonth: Month { firstMonth.advanced(by: steps) }

    /// The month of a step.
    package func month(_ step: Int) -> Month { firstMonth.advanced(by: step + 1) }

    package func isBreak(_ step: Int) -> Bool { breaks.contains(month(step)) }

    /// Net change of n in a step; negative where more left than came.
    package func net(_ step: Int) -> Int { using[step + 1] - using[step] }

    /// Months in which n fell: the chain knows no leaving, so they count as months without a start.
    package var fallingMonths: [Month] {
        (0..<steps).filter { !isBreak($0) && net($0) < 0 }.map(month)
    }

    /// What the chain sees in a step: how many could have started, and how many did.
    package func trial(_ step: Int) -> (starts: Int, candidates: Int) {
        let candidates = max(0, eligible[step + 1] - using[step])
        return (min(max(0, net(step)), candidates), candidates)
    }

    /// The history as it was `steps` steps after its first month.
    package func cut(to steps: Int) -> AdoptionHistory {
        AdoptionHistory(
            firstMonth: firstMonth, using: Array(using[0...steps]), eligible: Array(eligible[0...steps]),
            breaks: breaks, campaigns: campaigns)
    }

    /// Months among `months` in which the counting routes differ from those of the month before, by the day at the
    /// end of each; none under a stage that exchange records show, whatever the route.
    package static func breaks(of rule: KPIRule, from first: Month, through last: Month) -> Set<Month> {
        guard rule.minimumStage.isRecorded else { return [] }
        var breaks: Set<Month> = []
        var month = first
        while month <= last {
            let before = Set(rule.routes(on: month.advanced(by: -1).lastDay))
            if before != Set(rule.routes(on: month.lastDay)) { breaks.insert(month) }
            month = month.advanced(by: 1)
        }
        return breaks
    }
}

/// Why a municipality has no forecast.
package enum ForecastAbsence: Hashable, Sendable {
    /// n or N of the last complete month is not known, or there is nothing to count.
    case missing(Reason)
    /// Fewer successive months are known than a forecast needs.
    case tooShort(months: Int)
}

extension AdoptionHistory {
    /// Fewer steps than this are not fitted.
    package static let fewestSteps = 12
    /// More steps than this are not looked at: three years.
    package static let mostSteps = 36

    /// The history that a series of month ends holds, `points` ascending without a gap: the months up to the last for
    /// which n is known and N is not 0.
    package static func reading(
        _ points: [SeriesPoint], rule: KPIRule, campaigns: Set<Month>
    ) -> Result<AdoptionHistory, Absent> {
        guard let last = points.last else { return .failure(Absent(.missing(.noReport))) }
        guard last.eligible > 0 else { return .failure(Absent(.missing(.noOfficeInScope))) }
        if let reason = last.using.reason { return .failure(Absent(.missing(reason))) }
        let known = points.reversed().prefix { $0.count != nil && $0.eligible > 0 }.prefix(mostSteps + 1)
        let counts = known.reversed().compactMap(\.count)
        let steps = counts.count - 1
        guard steps >= fewestSteps else { return .failure(Absent(.tooShort(months: steps))) }
        let first = last.day.month.advanced(by: -steps)
        return .success(
            AdoptionHistory(
                firstMonth: first, using: counts.map(\.using), eligible: counts.map(\.eligible),
                breaks: breaks(of: rule, from: first.advanced(by: 1), through: last.day.month),
                campaigns: campaigns))
    }

    /// `ForecastAbsence` as the failure of a reading.
    package struct Absent: Error, Hashable {
        package let absence: ForecastAbsence

        init(_ absence: ForecastAbsence) { self.absence = absence }
    }
}
