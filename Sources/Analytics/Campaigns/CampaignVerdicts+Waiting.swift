import Adoption

extension CampaignVerdicts {
    /// What the enrollments that hold a place wait for, the most urgent first: what is overdue, then by the days left,
    /// then by receipt and the frame's order. What has no day comes last.
    package func waitingFor() -> [WaitingFor] {
        let holding = Set(enrollments.filter { $0.place == .held }.map(\.receipt))
        let open = verdicts.filter { holding.contains($0.receipt) }.flatMap(\.conditions)
            .filter { $0.state == .open || $0.state == .needsCheck }
        let entries = open.map { verdict in
            let left = verdict.due.map { $0.days(since: day) }
            return WaitingFor(verdict: verdict, daysLeft: left, mark: left.map(WaitingFor.Mark.init) ?? .later)
        }
        // The order of receipts and conditions is kept among equals.
        return entries.enumerated()
            .sorted { ($0.1.daysLeft ?? .max, $0.0) < ($1.1.daysLeft ?? .max, $1.0) }
            .map(\.element)
    }

    /// Which verdicts are others than by an earlier state of knowledge, by receipt and the frame's order; those that
    /// are no longer judged at the end of their receipt. `earlier` must be as of the same day.
    package func changes(since earlier: CampaignVerdicts) -> [VerdictChange] {
        let receipts = Set(verdicts.map(\.receipt)).union(earlier.verdicts.map(\.receipt)).sorted()
        return receipts.flatMap { receipt -> [VerdictChange] in
            let before = earlier[receipt]?.conditions ?? []
            let after = self[receipt]?.conditions ?? []
            let now = after.map { verdict in
                VerdictChange(before: before.first { $0.isAboutTheSame(as: verdict) }, after: verdict)
            }
            let gone = before.filter { verdict in !after.contains { $0.isAboutTheSame(as: verdict) } }
            return (now + gone.map { VerdictChange(before: $0, after: nil) }).compactMap { $0 }
        }
    }
}

extension ConditionVerdict {
    fileprivate func isAboutTheSame(as other: ConditionVerdict) -> Bool {
        receipt == other.receipt && condition.id == other.condition.id && party == other.party
    }
}

extension VerdictChange {
    /// Nil when nothing changed: the same state for the same reason.
    fileprivate init?(before: ConditionVerdict?, after: ConditionVerdict?) {
        guard let about = after ?? before else { return nil }
        if let before, let after, before.state == after.state, before.reason == after.reason { return nil }
        self.init(
            receipt: about.receipt, condition: about.condition.id, party: about.party, before: before, after: after)
    }
}
