import Adoption

/// What is due for an enrollment as of a day, part by part, in whole yen.
package struct RewardDue: Hashable, Sendable {
    package enum State: String, CaseIterable, Sendable {
        /// Every condition is met.
        case due
        /// Conditions are open.
        case notYet = "not_yet"
        case needsCheck = "needs_check"
        /// A condition failed, or the enrollment ended.
        case forfeited
    }

    /// How the amount came about.
    package enum Basis: Hashable, Sendable {
        case fixed(Int)
        /// `count` new partners at `each` yen, kept between the limits.
        case perPartner(count: Int, each: Int, atLeast: Int, atMost: Int?)
        /// The documented cost, cut to the cap, rounded down to the unit; below `atLeast` nothing.
        case cost(documented: Int, cap: Int, unit: Int, atLeast: Int)
        /// No cost is documented yet.
        case costMissing(cap: Int)
        /// The count is not known: no exchange records.
        case countMissing(each: Int, atMost: Int?)
    }

    package struct Part: Hashable, Sendable {
        package var reward: CampaignReward
        package var party: CampaignCondition.Party
        package var office: OfficeNumber?
        package var state: State
        /// Yen, when all conditions are met; what it would be by now when they are not.
        package var amount: Int
        /// The most that it can come to; nil where the definition sets no limit.
        package var maximum: Int?
        package var basis: Basis
        /// The conditions that decide: the first that failed, or all that are open or to be checked; empty when due.
        package var decidedBy: [ConditionVerdict]

        package init(
            reward: CampaignReward, party: CampaignCondition.Party, office: OfficeNumber?, state: State, amount: Int,
            maximum: Int?, basis: Basis, decidedBy: [ConditionVerdict]
        ) {
            self.reward = reward
            self.party = party
            self.office = office
            self.state = state
            self.amount = amount
            self.maximum = maximum
            self.basis = basis
            self.decidedBy = decidedBy
        }
    }

    package var receipt: Int
    package var parts: [Part]

    package init(receipt: Int, parts: [Part]) {
        self.receipt = receipt
        self.parts = parts
    }
}
