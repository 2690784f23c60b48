import Adoption

extension ConditionJudging {
    /// 利用開始: a run of use begins in the window. One that was already going on does not begin. Without a first day
    /// of the window, any run counts that had not ended when the application was received.
    func startUsing(_ office: OfficeNumber, from: Day?, by: Day) -> Finding {
        guard let index = facts.index(of: office) else { return notInLedger(office) }
        let runs = facts.useRuns(of: office).filter { run in run.from.map { $0 <= day } ?? true }
        let received = enrollment.application.receivedAt.dayInJapan
        let inTime = runs.first { run in
            guard let from else { return (run.from.map { $0 <= by } ?? true) && !run.ended(before: received) }
            return run.from.map { from <= $0 && $0 <= by } ?? false
        }
        if let inTime { return Finding(.met, CampaignReason(.started, day: inTime.from), inTime.evidence) }
        if let from, let going = runs.first(where: { $0.covers(from) }) {
            return Finding(.failed, CampaignReason(.startedBefore, day: going.from), going.evidence)
        }
        if let report = enrollment.steps(.started, of: office, by: day).last(where: { $0.day <= by }) {
            return Finding(.needsCheck, CampaignReason(.startReported, day: report.day), [Evidence(report)])
        }
        let reason = notUsing(index, on: min(day, by), otherwise: .notStarted)
        guard day > by else { return Finding(.open, reason.0, reason.1) }
        if let late = runs.first(where: { run in run.from.map { by < $0 } ?? false }) {
            return Finding(.failed, CampaignReason(.startedLate, day: late.from), late.evidence)
        }
        return unlessUnknown(index, on: by, Finding(.failed, reason.0, reason.1))
    }

    /// 利用継続: before the day it is open, whether or not the office uses it now, because it may stop and begin
    /// again until then. On and after the day the ledger must have heard of the day: a registration without an end
    /// that was last seen earlier proves nothing.
    func stillUsing(_ office: OfficeNumber, on wanted: Day) -> Finding {
        guard let index = facts.index(of: office) else { return notInLedger(office) }
        let runs = facts.useRuns(of: office)
        guard day >= wanted else {
            if let now = runs.first(where: { $0.covers(day) }) {
                return Finding(.open, CampaignReason(.usingNow, day: now.from), now.evidence)
            }
            if facts.offer(of: index, on: day).isEmpty { return Finding(.open, CampaignReason(.closed)) }
            let last = runs.last { run in run.through.map { $0 < day } ?? false }
            let reason = notUsing(index, on: day, otherwise: .notUsingNow, until: last?.through)
            return Finding(.open, reason.0, reason.1 + (last?.evidence ?? []))
        }
        if let run = runs.first(where: { $0.covers(wanted) }) {
            let met = Finding(.met, CampaignReason(.stillUsing, day: run.from, until: run.through), run.evidence)
            // An end that was stated for a later day says that it was in use until then.
            return run.through == nil ? unlessUnknown(index, on: wanted, met) : met
        }
        let last = runs.last { run in run.through.map { $0 < wanted } ?? false }
        let reason = notUsing(index, on: wanted, otherwise: .notUsingOnDay, until: last?.through)
        return unlessUnknown(index, on: wanted, Finding(.failed, reason.0, reason.1 + (last?.evidence ?? [])))
    }

    /// 廃止・休止していない: by the ledger's word, which is that of the last office list.
    func inOperation(_ office: OfficeNumber, on wanted: Day) -> Finding {
        guard let index = facts.index(of: office) else { return notInLedger(office) }
        if facts.snapshot.doubts[index].contains(.closure) {
            return Finding(.needsCheck, CampaignReason(.closureUncertain))
        }
        let offer = facts.offer(of: index, on: min(day, wanted))
        let isOver = day >= wanted
        if !offer.active.isEmpty || !offer.deemed.isEmpty {
            let codes = offer.active.union(offer.deemed).sorted().map { facts.reference.services[$0].code }
            return Finding(
                isOver ? .met : .open, CampaignReason(isOver ? .inOperation : .notYetDay, day: wanted),
                codes.map { Evidence(.service, text: $0) })
        }
        let key: CampaignReason.Key = offer.suspended.isEmpty ? .closed : .suspended
        return Finding(isOver ? .failed : .open, CampaignReason(key))
    }

    func notInLedger(_ office: OfficeNumber) -> Finding {
        Finding(.needsCheck, CampaignReason(.officeNotInLedger, name: office.description))
    }

    /// Why an office does not use it on a day: a registration on a route that does not count is worth saying.
    private func notUsing(
        _ office: Int, on asked: Day, otherwise key: CampaignReason.Key, until: Day? = nil
    ) -> (CampaignReason, [Evidence]) {
        if let other = facts.otherRegistration(of: office, on: asked) {
            return (CampaignReason(.otherRoute, day: other.day, name: other.text), [other])
        }
        return (CampaignReason(key, until: until), [])
    }

    /// A finding on a day of which the registration lists say nothing is to be checked.
    private func unlessUnknown(_ office: Int, on asked: Day, _ finding: Finding) -> Finding {
        switch facts.coverage(of: office, on: asked) {
        case .covered: finding
        case .notReported: Finding(.needsCheck, CampaignReason(.notReported), finding.evidence)
        case .tooOld(let list):
            Finding(
                .needsCheck, CampaignReason(.listTooOld, day: list),
                finding.evidence + [Evidence(.registrationList, day: list)])
        }
    }
}
