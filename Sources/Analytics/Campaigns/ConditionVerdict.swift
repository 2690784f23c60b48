import Adoption

/// Where a condition of an enrollment stands, for one of its offices, as of a day.
package struct ConditionVerdict: Hashable, Sendable {
    package enum State: String, CaseIterable, Sendable {
        /// 充足
        case met
        /// 未充足: can still be met.
        case open
        /// 要確認: the ledger cannot tell; staff must look.
        case needsCheck = "needs_check"
        /// 不充足: the time is over.
        case failed
    }

    package var receipt: Int
    package var condition: CampaignCondition
    /// `applicant` or `partner`, as the frame's rules name them.
    package var party: CampaignCondition.Party
    /// Nil when the partner is not named.
    package var office: OfficeNumber?
    package var state: State
    package var reason: CampaignReason
    package var evidence: [Evidence]
    /// The last day on which it can be met; nil for what was to be declared on the application.
    package var due: Day?

    package init(
        receipt: Int, condition: CampaignCondition, party: CampaignCondition.Party, office: OfficeNumber?,
        state: State, reason: CampaignReason, evidence: [Evidence] = [], due: Day?
    ) {
        self.receipt = receipt
        self.condition = condition
        self.party = party
        self.office = office
        self.state = state
        self.reason = reason
        self.evidence = evidence
        self.due = due
    }
}

/// All conditions of an enrollment as of a day.
package struct EnrollmentVerdict: Hashable, Sendable {
    package var receipt: Int
    package var frame: String
    package var day: Day
    /// The office that plays the frame's applicant, and its partner: the other way round in a frame that allows it
    /// when the rules fit only so.
    package var applicant: OfficeNumber
    package var partner: OfficeNumber?
    /// In the order of the frame; for each the applicant before the partner.
    package var conditions: [ConditionVerdict]

    package init(
        receipt: Int, frame: String, day: Day, applicant: OfficeNumber, partner: OfficeNumber?,
        conditions: [ConditionVerdict]
    ) {
        self.receipt = receipt
        self.frame = frame
        self.day = day
        self.applicant = applicant
        self.partner = partner
        self.conditions = conditions
    }

    /// All conditions that are not optional together.
    package var state: ConditionVerdict.State {
        EnrollmentVerdict.together(conditions.filter { !$0.condition.isOptional })
    }

    /// One failed fails all; else one to check, else one open, else met.
    static func together(_ verdicts: [ConditionVerdict]) -> ConditionVerdict.State {
        let states = Set(verdicts.map(\.state))
        return [.failed, .needsCheck, .open].first { states.contains($0) } ?? .met
    }
}
