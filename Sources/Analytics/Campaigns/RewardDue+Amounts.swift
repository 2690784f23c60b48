import Adoption

extension RewardDue {
    /// What is due for an enrollment by its verdicts.
    ///
    /// Every part needs the frame's own conditions, of both offices: a pair stands and falls together. A part that
    /// names further conditions needs those of its payee.
    init(_ enrollment: Enrollment, _ verdict: EnrollmentVerdict, frame: CampaignFrame?) {
        let parts = (frame?.rewards ?? []).flatMap { reward in
            reward.to.parties.compactMap { party -> Part? in
                let office = party == .partner ? verdict.partner : verdict.applicant
                // A frame for one pays one, whatever its definition says of a partner.
                guard office != nil || frame?.kind.needsPartner == true else { return nil }
                return Part(reward, party, office, enrollment, verdict)
            }
        }
        self.init(receipt: enrollment.receipt, parts: parts)
    }

    /// The sum of the parts of an office in a state.
    package func total(of office: OfficeNumber, _ state: State = .due) -> Int {
        CampaignMoney.sum(parts.filter { $0.office == office && $0.state == state }.map(\.amount))
    }
}

extension CampaignReward.Payee {
    var parties: [CampaignCondition.Party] {
        switch self {
        case .applicant: [.applicant]
        case .partner: [.partner]
        case .each: [.applicant, .partner]
        }
    }
}

extension RewardDue.Part {
    init(
        _ reward: CampaignReward, _ party: CampaignCondition.Party, _ office: OfficeNumber?,
        _ enrollment: Enrollment, _ verdict: EnrollmentVerdict
    ) {
        let (amount, basis) = RewardDue.Part.amount(of: reward, party, office, enrollment, verdict)
        self.init(
            reward: reward, party: party, office: office, state: .due, amount: amount,
            maximum: reward.amount.maximum, basis: basis, decidedBy: [])
        let asked = RewardDue.Part.asked(by: reward, party, verdict)
        switch EnrollmentVerdict.together(asked) {
        case .failed:
            state = .forfeited
            decidedBy = asked.filter { $0.state == .failed }
        case .needsCheck:
            state = .needsCheck
            decidedBy = asked.filter { $0.state == .needsCheck || $0.state == .open }
        case .open:
            state = .notYet
            decidedBy = asked.filter { $0.state == .open }
        case .met:
            state = stateByBasis
        }
        if !enrollment.isLiving {
            state = .forfeited
        } else if enrollment.place != .held, state != .forfeited {
            state = .notYet
        }
    }

    /// With all conditions met, what the amount rests on decides.
    private var stateByBasis: RewardDue.State {
        switch basis {
        case .fixed, .perPartner: .due
        case .cost: amount > 0 ? .due : .forfeited
        case .costMissing: .notYet
        case .countMissing: .needsCheck
        }
    }

    /// The verdicts on which the part depends.
    private static func asked(
        by reward: CampaignReward, _ party: CampaignCondition.Party, _ verdict: EnrollmentVerdict
    ) -> [ConditionVerdict] {
        var named = Set(reward.needs)
        if case .perPartner(_, let condition, _, _) = reward.amount { named.insert(condition) }
        return verdict.conditions.filter { asked in
            guard named.contains(asked.condition.id) else { return !asked.condition.isOptional }
            return !asked.condition.isOptional || asked.condition.of != .both || asked.party == party
        }
    }

    private static func amount(
        of reward: CampaignReward, _ party: CampaignCondition.Party, _ office: OfficeNumber?,
        _ enrollment: Enrollment, _ verdict: EnrollmentVerdict
    ) -> (Int, RewardDue.Basis) {
        switch reward.amount {
        case .fixed(let yen):
            return (max(0, yen), .fixed(yen))
        case .perPartner(let each, let condition, let atLeast, let atMost):
            let counted = verdict.conditions.filter { $0.condition.id == condition }
            let own = counted.first { $0.party == party } ?? counted.first
            guard let count = own.flatMap(\.partners) else {
                return (0, .countMissing(each: each, atMost: atMost))
            }
            return (
                CampaignReward.yen(perPartner: each, count: count, atLeast: atLeast, atMost: atMost),
                .perPartner(count: count, each: each, atLeast: atLeast, atMost: atMost)
            )
        case .cost(let cap, let unit, let atLeast):
            let bills = enrollment.steps(.costDocumented, by: verdict.day).filter { step in
                step.office.map { $0 == office } ?? (party == .applicant)
            }
            guard !bills.isEmpty else { return (0, .costMissing(cap: cap)) }
            let cost = CampaignMoney.sum(bills.map { $0.amount ?? 0 })
            return (
                CampaignReward.yen(cost: cost, cap: cap, roundedDownTo: unit, atLeast: atLeast),
                .cost(documented: cost, cap: cap, unit: unit, atLeast: atLeast)
            )
        }
    }
}

extension ConditionVerdict {
    /// The partners that were counted; when staff settled the condition without exchange records, the number that it
    /// asks for, because that many are proven.
    fileprivate var partners: Int? {
        switch reason.key {
        case .partnersReached, .tooFewPartners: reason.count
        case .checked: max(reason.count ?? 0, reason.wanted ?? 0)
        default: nil
        }
    }
}

extension CampaignReward {
    /// So much for each partner, not less and not more than the limits. The upper limit wins. Never negative.
    static func yen(perPartner each: Int, count: Int, atLeast: Int, atMost: Int?) -> Int {
        let (product, overflow) = max(0, each).multipliedReportingOverflow(by: max(0, count))
        let bounded = max(overflow ? .max : product, atLeast)
        return max(0, min(bounded, atMost ?? .max))
    }

    /// The cost up to the cap, rounded down to the unit; nothing below `atLeast`. Never negative.
    static func yen(cost: Int, cap: Int, roundedDownTo unit: Int, atLeast: Int) -> Int {
        let capped = max(0, min(cost, cap))
        let rounded = unit > 1 ? capped / unit * unit : capped
        return rounded < atLeast ? 0 : rounded
    }
}

extension CampaignReward.Amount {
    /// The most that it can come to; nil when nothing limits it.
    package var maximum: Int? {
        switch self {
        case .fixed(let yen): max(0, yen)
        case .perPartner(_, _, _, let atMost): atMost.map { max(0, $0) }
        case .cost(let cap, let unit, let atLeast):
            CampaignReward.yen(cost: .max, cap: cap, roundedDownTo: unit, atLeast: atLeast)
        }
    }
}
