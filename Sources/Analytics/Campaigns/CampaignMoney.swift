import Adoption

/// What one office is to be paid for an enrollment, and what was paid.
package struct CampaignPayment: Hashable, Sendable {
    package enum State: String, CaseIterable, Sendable {
        case due
        case paid
        /// A part was paid.
        case partlyPaid = "partly_paid"
        /// More was paid than is due by now: a correction took it back.
        case overpaid
        /// 予算超過: nothing is left, or not enough.
        case overBudget = "over_budget"
        case notYet = "not_yet"
        case needsCheck = "needs_check"
        case forfeited
    }

    package var receipt: Int
    package var office: OfficeNumber
    package var state: State
    /// Due by its conditions, in yen.
    package var due: Int
    package var paid: Int
    /// What may be paid now within the budget.
    package var payable: Int
    /// Due beyond the budget.
    package var beyondBudget: Int
    package var parts: [RewardDue.Part]
    /// The recorded payments.
    package var evidence: [Evidence]

    package init(
        receipt: Int, office: OfficeNumber, state: State, due: Int, paid: Int, payable: Int, beyondBudget: Int,
        parts: [RewardDue.Part], evidence: [Evidence]
    ) {
        self.receipt = receipt
        self.office = office
        self.state = state
        self.due = due
        self.paid = paid
        self.payable = payable
        self.beyondBudget = beyondBudget
        self.parts = parts
        self.evidence = evidence
    }
}

/// The money of a campaign, in whole yen.
package struct CampaignMoney: Hashable, Sendable {
    package var budget: Int?
    /// The most that the living enrollments that take a place can come to; nil when a reward has no limit.
    package var committed: Int?
    /// Due by the conditions, paid or not.
    package var due: Int
    package var paid: Int
    /// Due, not paid and within the budget.
    package var payable: Int
    /// 予算超過
    package var beyondBudget: Int
    /// By receipt, the applicant before the partner.
    package var payments: [CampaignPayment]

    /// The budget that is neither paid nor payable; nil without a budget. Never negative.
    package var left: Int? { budget.map { max(0, $0 - CampaignMoney.sum([paid, payable])) } }

    package init(
        budget: Int?, committed: Int?, due: Int, paid: Int, payable: Int, beyondBudget: Int,
        payments: [CampaignPayment]
    ) {
        self.budget = budget
        self.committed = committed
        self.due = due
        self.paid = paid
        self.payable = payable
        self.beyondBudget = beyondBudget
        self.payments = payments
    }

    /// A sum that stops at the largest number instead of overflowing.
    static func sum(_ yen: some Sequence<Int>) -> Int {
        yen.reduce(0) { total, next in
            let (value, overflow) = total.addingReportingOverflow(next)
            return overflow ? (next < 0 ? .min : .max) : value
        }
    }
}
