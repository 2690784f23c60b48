import Adoption

/// Judges single conditions of one enrollment. The rules are the table in docs/methods.md.
struct ConditionJudging {
    let enrollment: Enrollment
    let definition: CampaignDefinition
    let facts: CampaignFacts
    let day: Day

    /// State, reason and evidence of one condition: what a verdict says beside what it is about.
    struct Finding {
        var state: ConditionVerdict.State
        var reason: CampaignReason
        var evidence: [Evidence] = []

        init(_ state: ConditionVerdict.State, _ reason: CampaignReason, _ evidence: [Evidence] = []) {
            self.state = state
            self.reason = reason
            self.evidence = evidence
        }
    }

    func verdict(
        _ condition: CampaignCondition, _ party: CampaignCondition.Party, _ office: OfficeNumber?
    ) -> ConditionVerdict {
        let due = due(condition.requirement)
        var finding: Finding
        if party == .partner, office == nil {
            let isOver = due.map { $0 < day } ?? false
            finding = Finding(isOver ? .failed : .open, CampaignReason(.partnerMissing))
        } else {
            finding = judge(condition.requirement, office ?? enrollment.application.office)
        }
        if finding.state == .needsCheck, let step = check(condition, finding.reason.key, office) {
            finding.state = .met
            finding.evidence.append(Evidence(step))
            finding.reason = CampaignReason(
                .checked, day: step.day, count: finding.reason.count, wanted: finding.reason.wanted,
                name: finding.reason.key.rawValue)
        }
        return ConditionVerdict(
            receipt: enrollment.receipt, condition: condition, party: party, office: office, state: finding.state,
            reason: finding.reason, evidence: finding.evidence, due: due)
    }

    /// What staff recorded after having looked: the subject is the reason's key, alone or with the condition's id
    /// behind a slash. A look before the day in question settles nothing about that day.
    private func check(
        _ condition: CampaignCondition, _ key: CampaignReason.Key, _ office: OfficeNumber?
    ) -> EnrollmentStep? {
        let subjects = [key.rawValue, "\(key.rawValue)/\(condition.id)"]
        return enrollment.steps(.checked, of: office, by: day).last { step in
            subjects.contains(step.subject) && (condition.requirement.judgedFrom.map { $0 <= step.day } ?? true)
        }
    }

    private func judge(_ requirement: CampaignCondition.Requirement, _ office: OfficeNumber) -> Finding {
        switch requirement {
        case .startUsing(let from, let by): startUsing(office, from: from, by: by)
        case .stillUsing(let on): stillUsing(office, on: on)
        case .inOperation(let on): inOperation(office, on: on)
        case .seminar(let seminar): attended(seminar, office)
        case .survey(let id, let by): answered(id, office, by: by)
        case .exchange(let from, let through, let count, let isMutual):
            exchanged(
                office, from: from, through: through, wanted: count,
                isMutual ? facts.exchanges?.mutual : facts.exchanges?.exchanges, (.exchanged, .tooFewExchanges))
        case .newPartners(let count, let from, let through):
            exchanged(
                office, from: from, through: through, wanted: count, facts.exchanges?.newPartners,
                (.partnersReached, .tooFewPartners))
        case .partners(let count, let from, let through):
            exchanged(
                office, from: from, through: through, wanted: count, facts.exchanges?.partners,
                (.partnersReached, .tooFewPartners))
        case .workflow(let kinds, let by): workflow(kinds, office, by: by)
        case .document(let id, let by): document(id, office, by: by)
        case .declared(let id): declared(id, office)
        }
    }

    /// The last day on which a condition can be met.
    private func due(_ requirement: CampaignCondition.Requirement) -> Day? {
        switch requirement {
        case .startUsing(_, let by), .survey(_, let by), .workflow(_, let by), .document(_, let by): by
        case .stillUsing(let on), .inOperation(let on): on
        case .exchange(_, let through, _, _), .newPartners(_, _, let through), .partners(_, _, let through): through
        case .seminar(let seminar): lastDay(of: seminar)
        case .declared: nil
        }
    }

    /// The last of the named seminars when the ledger has them all, else the end that the definition sets, else the
    /// campaign's.
    func lastDay(of seminar: CampaignSeminar) -> Day {
        let end = seminar.through ?? definition.ends
        let days = facts.snapshot.activities.filter { seminar.activities.contains($0.activity.id) }.map(\.activity.day)
        guard !seminar.activities.isEmpty, days.count == Set(seminar.activities).count, let last = days.max() else {
            return end
        }
        return seminar.through.map { min($0, last) } ?? last
    }
}

extension CampaignCondition.Requirement {
    /// The first day on which it can be judged at all: before it, a look settles nothing.
    var judgedFrom: Day? {
        switch self {
        case .stillUsing(let on), .inOperation(let on): on
        default: nil
        }
    }
}
