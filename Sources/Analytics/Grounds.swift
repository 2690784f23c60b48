import Adoption

/// What the figures of an area rest on: which office lists there are, and how old the registration lists are.
package struct Grounds: Hashable, Sendable {
    /// Services of the office lists of the area; in a larger area those of any of its municipalities.
    package var services = ServiceSet(bits: 0)
    /// Municipalities without any office list: in no N and in no M.
    package var withoutList = 0
    /// Municipalities with an office in scope that a registration list covers.
    package var reported = 0
    /// How many of those have no registration list of the figure's day: what was registered later is not known.
    package var outdated = 0
    /// The earliest and the latest of their latest registration lists; nil without a report.
    package var oldestReport: Day?
    package var newestReport: Day?

    package init() {}

    /// Whether no registration list is later than a day: then nothing is known of what happened after it.
    package func endsAtOrBefore(_ day: Day) -> Bool { newestReport.map { $0 <= day } ?? true }

    package static func += (left: inout Grounds, right: Grounds) {
        left.services.bits |= right.services.bits
        left.withoutList += right.withoutList
        left.reported += right.reported
        left.outdated += right.outdated
        left.oldestReport = [left.oldestReport, right.oldestReport].compactMap { $0 }.min()
        left.newestReport = [left.newestReport, right.newestReport].compactMap { $0 }.max()
    }
}
