import Adoption

extension CampaignVerdicts {
    /// What is due, part by part, by receipt.
    package func rewards() -> [RewardDue] {
        zip(enrollments, verdicts).map { RewardDue($0, $1, frame: frame(of: $0)) }
    }

    /// Money due, paid and left, and every office's payment.
    ///
    /// The budget is given out in the order of the receipts. A payment that does not fit into what is left is not cut:
    /// it and all later ones are 予算超過, so that nobody is overtaken. What was paid is gone, whatever became of it.
    package func money() -> CampaignMoney {
        let rewards = rewards()
        let payments = zip(enrollments, rewards).flatMap { payees(of: $0, $1) }
        let paid = CampaignMoney.sum(payments.map(\.paid))
        let budget = definition?.budget
        var left = budget.map { max(0, $0 - paid) } ?? .max
        var isExhausted = false
        let shared = payments.map { payment in
            var payment = payment
            let outstanding = max(0, payment.due - payment.paid)
            if outstanding > 0, isExhausted || outstanding > left {
                isExhausted = true
                payment.beyondBudget = outstanding
                payment.state = .overBudget
            } else {
                payment.payable = outstanding
                left -= outstanding
            }
            return payment
        }
        return CampaignMoney(
            budget: budget, committed: committed(rewards), due: CampaignMoney.sum(shared.map(\.due)), paid: paid,
            payable: CampaignMoney.sum(shared.map(\.payable)),
            beyondBudget: CampaignMoney.sum(shared.map(\.beyondBudget)), payments: shared)
    }

    private func committed(_ rewards: [RewardDue]) -> Int? {
        var sum = 0
        for (enrollment, reward) in zip(enrollments, rewards) where enrollment.takesPlace {
            for part in reward.parts where part.state != .forfeited {
                // What is due by now can still grow: by another document, by another partner.
                guard let most = part.maximum else { return nil }
                sum = CampaignMoney.sum([sum, most])
            }
        }
        return sum
    }

    private func payees(of enrollment: Enrollment, _ reward: RewardDue) -> [CampaignPayment] {
        let applicant = self[enrollment.receipt]?.applicant ?? enrollment.application.office
        let steps = enrollment.steps(.paid, by: day)
        var offices: [OfficeNumber] = []
        for office in reward.parts.compactMap(\.office) + steps.map({ $0.office ?? applicant })
        where !offices.contains(office) {
            offices.append(office)
        }
        return offices.map { office in
            let parts = reward.parts.filter { $0.office == office }
            let paid = steps.filter { ($0.office ?? applicant) == office }
            return CampaignPayment(
                receipt: enrollment.receipt, office: office, parts: parts, due: reward.total(of: office),
                paid: CampaignMoney.sum(paid.map { max(0, $0.amount ?? 0) }), evidence: paid.map(Evidence.init))
        }
    }
}

extension CampaignPayment {
    /// Before the budget is looked at.
    fileprivate init(
        receipt: Int, office: OfficeNumber, parts: [RewardDue.Part], due: Int, paid: Int, evidence: [Evidence]
    ) {
        let pending = Set(parts.map(\.state))
        let state: State =
            if paid > due {
                .overpaid
            } else if due > paid {
                paid > 0 ? .partlyPaid : .due
            } else if pending.contains(.needsCheck) {
                .needsCheck
            } else if pending.contains(.notYet) {
                .notYet
            } else {
                due > 0 ? .paid : .forfeited
            }
        self.init(
            receipt: receipt, office: office, state: state, due: due, paid: paid, payable: 0, beyondBudget: 0,
            parts: parts, evidence: evidence)
    }
}
