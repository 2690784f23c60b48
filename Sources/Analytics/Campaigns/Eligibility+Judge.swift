import Adoption

extension Eligibility {
    /// Judges by the ledger, as of a day.
    ///
    /// What the ledger does not know is to be checked, never guessed: an office that it does not hold, a missing
    /// 法人番号, a service whose list was not imported, lists that disagree. In a frame that allows either order the
    /// offices change parts when the rules fit better so; the one who applied keeps its part when both fit.
    package static func judge(_ question: Question, facts: CampaignFacts, on day: Day) -> Eligibility {
        let straight = OfficeChecks(question, facts: facts, day: day)
        guard let partner = question.partner, let rules = question.frame.partner else {
            return Eligibility(
                findings: straight.findings(question.office, question.frame.applicant, .applicant)
                    + straight.together(),
                isSwapped: false)
        }
        func findings(_ first: OfficeNumber, _ second: OfficeNumber) -> [Finding] {
            straight.findings(first, question.frame.applicant, .applicant)
                + straight.findings(second, rules, .partner)
        }
        let asApplied = findings(question.office, partner)
        var chosen = asApplied
        var isSwapped = false
        if question.frame.eitherOrder, question.office != partner {
            let other = findings(partner, question.office)
            if misfit(other) < misfit(asApplied) {
                chosen = other
                isSwapped = true
            }
        }
        return Eligibility(findings: chosen + straight.together(), isSwapped: isSwapped)
    }

    private static func misfit(_ findings: [Finding]) -> (Int, Int) {
        (findings.filter { $0.result == .refused }.count, findings.filter { $0.result == .needsCheck }.count)
    }

    /// The findings after staff looked: a `checked` step whose subject is a reason's key settles what was to be
    /// checked for that reason; what was refused stays refused.
    package func settled(by steps: [EnrollmentStep]) -> Eligibility {
        var settled = self
        for index in settled.findings.indices where settled.findings[index].result == .needsCheck {
            let key = settled.findings[index].reason.key.rawValue
            guard let step = steps.last(where: { $0.kind == .checked && $0.subject == key }) else { continue }
            settled.findings[index].result = .ok
            settled.findings[index].reason = CampaignReason(.checked, day: step.day, name: key)
            settled.findings[index].evidence.append(Evidence(step))
        }
        return settled
    }
}

/// The checks of one application: of each office by itself, then of both together.
private struct OfficeChecks {
    let question: Eligibility.Question
    let facts: CampaignFacts
    let day: Day

    typealias Finding = Eligibility.Finding

    init(_ question: Eligibility.Question, facts: CampaignFacts, day: Day) {
        self.question = question
        self.facts = facts
        self.day = day
    }

    func findings(
        _ office: OfficeNumber, _ rules: CampaignApplicants, _ party: CampaignCondition.Party
    ) -> [Finding] {
        let declared = rules.declarations.map { declaration in
            question.declarations.contains(declaration.id)
                ? Finding(.declaration, of: party, .ok, CampaignReason(.declared, name: declaration.id))
                : Finding(.declaration, of: party, .refused, CampaignReason(.notDeclared, name: declaration.id))
        }
        guard let index = facts.index(of: office) else {
            let unknown = CampaignReason(.officeNotInLedger, name: office.description)
            return [Finding(.office, of: party, .needsCheck, unknown)] + declared
        }
        let known = CampaignReason(.officeKnown, name: office.description)
        return [
            Finding(.office, of: party, .ok, known), area(index, rules, party), service(index, rules, party),
            use(office, index, rules.use, party),
        ] + (rules.attendedSeminar.map { [attendance($0, index, party)] } ?? []) + declared
    }

    private func area(_ office: Int, _ rules: CampaignApplicants, _ party: CampaignCondition.Party) -> Finding {
        let wanted = rules.areas.isEmpty ? [question.area] : rules.areas
        let number = OfficeNumber(packed: facts.snapshot.numbers[office])
        guard let own = facts.municipality(of: number, on: day) else {
            return Finding(.area, of: party, .needsCheck, CampaignReason(.areaUncertain))
        }
        let claims = facts.snapshot.claims.filter { $0.office == Int32(office) }.map { Int($0.municipality) }
        let inside = ([own] + claims).map { place in wanted.contains { lies(place, in: $0) } }
        let code = facts.reference.municipalities[own].code.description
        var result: Finding.Result = inside.allSatisfy { $0 } ? .ok : (inside.contains(true) ? .needsCheck : .refused)
        // Lists disagree, and the other place is none that the reference knows.
        if claims.isEmpty, facts.snapshot.doubts[office].contains(.municipality) { result = .needsCheck }
        let key: CampaignReason.Key =
            switch result {
            case .ok: .inArea
            case .needsCheck: .areaUncertain
            case .refused: .outsideArea
            }
        return Finding(
            .area, of: party, result, CampaignReason(key, name: code), evidence: [Evidence(.entry, text: code)])
    }

    private func lies(_ municipality: Int, in area: MunicipalityCode) -> Bool {
        area.isPrefecture
            ? facts.reference.municipalities[municipality].code.prefecture == area.prefecture
            : facts.reference.municipalityIndex(of: area) == municipality
    }

    private func service(_ office: Int, _ rules: CampaignApplicants, _ party: CampaignCondition.Party) -> Finding {
        func finding(_ result: Finding.Result, _ key: CampaignReason.Key, _ services: Set<Int> = []) -> Finding {
            let codes = services.sorted().map { facts.reference.services[$0].code }
            return Finding(
                .service, of: party, result, CampaignReason(key, name: codes.first ?? ""),
                evidence: codes.map { Evidence(.service, text: $0) })
        }
        let all = facts.offer(of: office, on: day)
        if facts.snapshot.doubts[office].contains(.closure) { return finding(.needsCheck, .closureUncertain) }
        if all.isListed, all.isEmpty { return finding(.refused, .closed) }
        let wanted = rules.services.isEmpty ? nil : Set(rules.services.compactMap(facts.reference.serviceIndex(code:)))
        let offer = all.among(wanted)
        if !offer.active.isEmpty { return finding(.ok, .serviceOffered, offer.active) }
        if !offer.deemed.isEmpty {
            return finding(
                rules.acceptsDeemed ? .ok : .refused, rules.acceptsDeemed ? .serviceOffered : .deemedOnly, offer.deemed)
        }
        if !offer.suspended.isEmpty {
            return finding(
                rules.acceptsSuspended ? .ok : .refused, rules.acceptsSuspended ? .serviceOffered : .suspended,
                offer.suspended)
        }
        let lists =
            UsePanel(
                snapshot: facts.snapshot, reference: facts.reference, rule: facts.rule, days: [day]
            ).municipality(of: office).map(facts.snapshot.listedServices(of:)) ?? ServiceSet(bits: 0)
        // No list of the service: that the office is not on it says nothing.
        if wanted?.contains(where: { !lists.contains($0) }) ?? true { return finding(.needsCheck, .serviceNotListed) }
        let isDoubtful = facts.snapshot.doubts[office].contains(.service)
        return finding(isDoubtful ? .needsCheck : .refused, isDoubtful ? .serviceUncertain : .serviceNotOffered)
    }

    private func use(
        _ number: OfficeNumber, _ office: Int, _ wanted: CampaignApplicants.Use, _ party: CampaignCondition.Party
    ) -> Finding {
        func finding(_ result: Finding.Result, _ key: CampaignReason.Key, _ run: CampaignFacts.UseRun? = nil) -> Finding
        {
            Finding(
                .use, of: party, result, CampaignReason(key, day: run?.from, until: run?.through),
                evidence: run?.evidence ?? [])
        }
        let past = facts.useRuns(of: number).filter { run in run.from.map { $0 <= day } ?? true }
        let current = past.last { $0.covers(day) }
        let coverage = facts.coverage(of: office, on: day)
        switch wanted {
        case .any: return finding(.ok, .anyUse, current)
        case .notYet:
            if let current { return finding(.refused, .using, current) }
            return coverage == .notReported ? finding(.needsCheck, .notReported) : finding(.ok, .notUsing)
        case .never:
            // An office that took over the users of another has its past, too.
            if let first = facts.firstUse(of: number), first.from.map({ $0 <= day }) ?? true {
                return finding(.refused, first.covers(day) ? .using : .usedBefore, first)
            }
            return coverage == .notReported ? finding(.needsCheck, .notReported) : finding(.ok, .neverUsed)
        case .already:
            if let current { return finding(.ok, .using, current) }
            switch coverage {
            case .covered: return finding(.refused, .notUsing)
            case .notReported: return finding(.needsCheck, .notReported)
            case .tooOld(let list):
                return Finding(
                    .use, of: party, .needsCheck, CampaignReason(.listTooOld, day: list),
                    evidence: [Evidence(.registrationList, day: list)])
            }
        }
    }

    private func attendance(
        _ seminar: CampaignSeminar, _ office: Int, _ party: CampaignCondition.Party
    ) -> Finding {
        if let evidence = facts.attendance(seminar, area: question.area, of: office, by: day) {
            return Finding(
                .seminar, of: party, .ok, CampaignReason(.attended, day: evidence.day, name: evidence.text),
                evidence: [evidence])
        }
        let held = facts.activities(seminar, area: question.area).filter { $0.activity.day <= day }
        if let silent = held.first(where: { $0.attendees.isEmpty && $0.unknownAttendees == 0 }) {
            let reason = CampaignReason(.noAttendanceRecorded, day: silent.activity.day, name: silent.activity.id)
            return Finding(.seminar, of: party, .needsCheck, reason)
        }
        return Finding(.seminar, of: party, .refused, CampaignReason(.notAttended))
    }
}

// MARK: - Both offices, and what was before
extension OfficeChecks {
    func together() -> [Finding] { partner() + limits() + otherPayments() }

    private func partner() -> [Finding] {
        guard question.frame.partner != nil, question.frame.kind.needsPartner || question.partner != nil else {
            return []
        }
        guard let partner = question.partner else {
            return [Finding(.partner, of: .both, .refused, CampaignReason(.partnerMissing))]
        }
        if partner == question.office {
            return [Finding(.partner, of: .both, .refused, CampaignReason(.sameOffice))]
        }
        let named = Finding(.partner, of: .both, .ok, CampaignReason(.partnerNamed, name: partner.description))
        return question.frame.differentCorporations ? [named, corporations(question.office, partner)] : [named]
    }

    /// By 法人番号 alone. A number with a wrong check digit may be a misspelt other one: equal is equal, different is
    /// to be checked.
    private func corporations(_ first: OfficeNumber, _ second: OfficeNumber) -> Finding {
        guard let one = facts.corporation(of: first), let other = facts.corporation(of: second) else {
            let missing = facts.corporation(of: first) == nil ? first : second
            let reason = CampaignReason(.corporationUnknown, name: missing.description)
            return Finding(.corporation, of: .both, .needsCheck, reason)
        }
        let evidence = [one, other].map { Evidence(.corporation, text: $0.description) }
        if one == other {
            let reason = CampaignReason(.sameCorporation, name: one.description)
            return Finding(.corporation, of: .both, .refused, reason, evidence: evidence)
        }
        if let doubtful = [one, other].first(where: { !$0.checkDigitMatches }) {
            let reason = CampaignReason(.corporationDoubtful, name: doubtful.description)
            return Finding(.corporation, of: .both, .needsCheck, reason, evidence: evidence)
        }
        return Finding(.corporation, of: .both, .ok, CampaignReason(.differentCorporations), evidence: evidence)
    }

    private var offices: [OfficeNumber] { [question.office] + (question.partner.map { [$0] } ?? []) }

    private func limits() -> [Finding] {
        let living = question.earlier.filter(\.isLiving).sorted { $0.receipt < $1.receipt }
        var findings: [Finding] = []
        if question.limits.oncePerOffice {
            let same = living.first { earlier in earlier.offices.contains { offices.contains($0) } }
            findings.append(
                same.map { earlier in
                    Finding(
                        .limit, of: .both, .refused, CampaignReason(.officeAppliedBefore, count: earlier.receipt),
                        evidence: [Evidence(.application, text: String(earlier.receipt))])
                } ?? Finding(.limit, of: .both, .ok, CampaignReason(.firstApplication)))
        }
        if question.limits.oncePerCorporation { findings.append(oncePerCorporation(living)) }
        return findings
    }

    private func oncePerCorporation(_ living: [Eligibility.Earlier]) -> Finding {
        let own = offices.map { facts.corporation(of: $0) }
        for earlier in living {
            let theirs = earlier.offices.compactMap { facts.corporation(of: $0) }
            guard let same = theirs.first(where: { own.contains($0) }) else { continue }
            return Finding(
                .limit, of: .both, .refused,
                CampaignReason(.corporationAppliedBefore, count: earlier.receipt, name: same.description),
                evidence: [Evidence(.application, text: String(earlier.receipt))])
        }
        let unknown =
            zip(offices, own).first { $0.1 == nil }?.0
            ?? living.lazy.flatMap(\.offices).first { facts.corporation(of: $0) == nil }
        if !living.isEmpty, let unknown {
            let reason = CampaignReason(.corporationUnknown, name: unknown.description)
            return Finding(.limit, of: .both, .needsCheck, reason)
        }
        return Finding(.limit, of: .both, .ok, CampaignReason(.firstApplication))
    }

    private func otherPayments() -> [Finding] {
        guard !question.limits.notWith.isEmpty else { return [] }
        let paid = question.payments
            .filter { question.limits.notWith.contains($0.campaign) && offices.contains($0.office) }
            .sorted { ($0.day, $0.fact) < ($1.day, $1.fact) }
        guard let first = paid.first else {
            return [Finding(.payment, of: .both, .ok, CampaignReason(.noOtherPayment))]
        }
        return [
            Finding(
                .payment, of: .both, .refused, CampaignReason(.paidElsewhere, day: first.day, name: first.campaign),
                evidence: [Evidence(.payment, fact: first.fact, day: first.day, text: first.campaign)])
        ]
    }
}
