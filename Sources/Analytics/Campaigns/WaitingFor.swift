import Adoption

/// A line of the call list: what an enrollment waits for, and how long it may still.
package struct WaitingFor: Hashable, Sendable {
    package enum Mark: String, CaseIterable, Sendable {
        /// The day has passed and the ledger cannot tell.
        case overdue
        /// At most 3, 14, 30 days are left.
        case threeDays = "3_days"
        case fourteenDays = "14_days"
        case thirtyDays = "30_days"
        case later

        package init(daysLeft: Int) {
            switch daysLeft {
            case ..<0: self = .overdue
            case ...3: self = .threeDays
            case ...14: self = .fourteenDays
            case ...30: self = .thirtyDays
            default: self = .later
            }
        }
    }

    package var verdict: ConditionVerdict
    /// From the as-of day to the last day; 0 on that day itself. Nil where no day is set.
    package var daysLeft: Int?
    package var mark: Mark

    /// Whether somebody must do something: an office that uses it only waits for the day.
    package var needsAction: Bool {
        verdict.state == .needsCheck || (verdict.reason.key != .usingNow && verdict.reason.key != .notYetDay)
    }

    package init(verdict: ConditionVerdict, daysLeft: Int?, mark: Mark) {
        self.verdict = verdict
        self.daysLeft = daysLeft
        self.mark = mark
    }
}

/// A verdict that is another than it was known to be before.
package struct VerdictChange: Hashable, Sendable {
    package var receipt: Int
    package var condition: String
    package var party: CampaignCondition.Party
    /// Nil: was not judged then, or is not any more.
    package var before: ConditionVerdict?
    package var after: ConditionVerdict?

    package init(
        receipt: Int, condition: String, party: CampaignCondition.Party, before: ConditionVerdict?,
        after: ConditionVerdict?
    ) {
        self.receipt = receipt
        self.condition = condition
        self.party = party
        self.before = before
        self.after = after
    }
}
