import Adoption

/// "At this pace": the mean net change of the last three complete months goes on, never beyond N. What every other
/// forecast must beat (methods 3.1). Integers only.
package struct PaceLine: Hashable, Sendable {
    /// n and N at the end of the last complete month.
    package let using: Int
    package let eligible: Int
    /// Net change over `months` months; the pace is their quotient.
    package let change: Int
    /// How many months were looked at: 3, or fewer where there are no more.
    package let months: Int

    package static let lookBack = 3

    /// Months in which the rule changed are left out; earlier ones stand in for them. Nil without a month to look at.
    package init?(_ history: AdoptionHistory) {
        let steps = (0..<history.steps).reversed().filter { !history.isBreak($0) }.prefix(PaceLine.lookBack)
        guard let using = history.using.last, let eligible = history.eligible.last, !steps.isEmpty else { return nil }
        self.init(using: using, eligible: eligible, change: steps.map(history.net).reduce(0, +), months: steps.count)
    }

    package init(using: Int, eligible: Int, change: Int, months: Int) {
        self.using = using
        self.eligible = eligible
        self.change = change
        self.months = months
    }

    /// How far ahead a date is named: three years.
    package static let horizon = 36

    /// n after so many months as a multiple of 1/`months`, from 0 to N; with what is supposed to happen until then.
    package func scaled(after ahead: Int, supposed: [SupposedChange] = []) -> Int {
        let moved = supposed.filter { $0.ahead <= ahead }.map(\.offices).reduce(0, +)
        return min(max(0, (using + moved) * months + change * ahead), eligible * months)
    }

    /// The same for drawing.
    package func value(after ahead: Int, supposed: [SupposedChange] = []) -> Double {
        Double(scaled(after: ahead, supposed: supposed)) / Double(months)
    }

    /// Whether so many offices are reached after so many months; a part of an office does not count.
    package func reaches(_ required: Int, after ahead: Int, supposed: [SupposedChange] = []) -> Bool {
        scaled(after: ahead, supposed: supposed) >= required * months
    }

    /// The month from whose end on `required` is met, counted from the last complete month: 0 when it is met, nil
    /// when this pace does not get there within the horizon. What is supposed to leave can take it back, and then a
    /// later month counts.
    package func monthsUntil(_ required: Int, supposed: [SupposedChange] = []) -> Int? {
        if supposed.isEmpty, using >= required { return 0 }
        let lastMissed = (0...PaceLine.horizon).last { !reaches(required, after: $0, supposed: supposed) }
        let first = lastMissed.map { $0 + 1 } ?? 0
        return first <= PaceLine.horizon ? first : nil
    }
}
