/// A condition of a frame: what must be true for the reward, judged as of any day.
package struct CampaignCondition: Sendable, Hashable {
    package var id: String
    /// A short name for lists: 「終了時アンケート」.
    package var title: String
    package var requirement: Requirement
    /// Of whom it is asked in a frame with two offices.
    package var of: Party
    /// Not needed for the frame's own reward: only rewards that name it depend on it.
    package var isOptional: Bool

    package enum Party: String, CaseIterable, Sendable {
        case both, applicant, partner
    }

    package enum Requirement: Sendable, Hashable {
        /// 利用開始: registered on a route that counts, from a day in this window on.
        case startUsing(from: Day?, by: Day)
        /// 利用継続: registered on that day.
        case stillUsing(on: Day)
        /// 研修会への参加
        case seminar(CampaignSeminar)
        /// アンケートへの回答: the survey with this id, answered by the day.
        case survey(String, by: Day)
        /// 実際の送受信 within the window: at least so many exchanges, sent and received if both are asked for.
        case exchange(from: Day, through: Day, count: Int, isMutual: Bool)
        /// 新しい連携先: at least so many offices with which it exchanged for the first time within the window.
        case newPartners(count: Int, from: Day, through: Day)
        /// Exchange with at least so many different offices within the window.
        case partners(count: Int, from: Day, through: Day)
        /// 業務の見直し: these steps recorded by the day, in this order.
        case workflow([EnrollmentStep.Kind], by: Day)
        /// A paper that staff record as received: 領収書, 誓約書, サービス提供実績.
        case document(String, by: Day)
        /// Ticked on the application.
        case declared(String)
        /// The office is neither closed nor suspended on the day.
        case inOperation(on: Day)
    }

    package init(
        id: String, title: String, requirement: Requirement, of: Party = .both, isOptional: Bool = false
    ) {
        self.id = id
        self.title = title
        self.requirement = requirement
        self.of = of
        self.isOptional = isOptional
    }
}

/// A part of what is paid for an enrollment, in whole yen.
package struct CampaignReward: Sendable, Hashable {
    package var id: String
    package var title: String
    package var amount: Amount
    package var to: Payee
    /// Ids of conditions that must be met for this part, beside the frame's own: an uplift.
    package var needs: [String]

    package enum Payee: String, CaseIterable, Sendable {
        case applicant, partner
        /// Each of the two offices is paid the amount.
        case each
    }

    package enum Amount: Sendable, Hashable {
        case fixed(Int)
        /// So much for each new partner (the count of a `newPartners` condition), between the two limits.
        case perPartner(Int, condition: String, atLeast: Int, atMost: Int?)
        /// The documented cost up to the cap, rounded down to the unit; below `atLeast` nothing is paid.
        case cost(cap: Int, roundedDownTo: Int, atLeast: Int)
    }

    package init(id: String, title: String, amount: Amount, to: Payee = .applicant, needs: [String] = []) {
        self.id = id
        self.title = title
        self.amount = amount
        self.to = to
        self.needs = needs
    }
}
