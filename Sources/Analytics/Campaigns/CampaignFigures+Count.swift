import Adoption

extension CampaignVerdicts {
    /// The figures of the campaign.
    /// - Parameter standing: of the same day and snapshot; where the municipalities stand, for the effect on the KPI.
    package func figures(_ standing: Standing) -> CampaignFigures {
        let money = money()
        let won = wonOffices()
        let retention = retention()
        return CampaignFigures(
            day: day, frames: frames(), applicationsByDay: applicationsByDay(), funnel: funnel(money),
            conditions: conditionTallies(), money: money, retention: retention.share,
            retentionUnknown: retention.unknown, isRetentionFinal: definition.map { $0.ends <= day } ?? false,
            won: won, effect: effect(of: won, standing))
    }

    private func frames() -> [CampaignFigures.Frame] {
        let occupancy = CampaignBook.Occupancy(enrollments)
        return (definition?.frames ?? []).map { frame in
            let own = enrollments.filter { $0.application.frame == frame.id }
            return CampaignFigures.Frame(
                id: frame.id, places: frame.places, taken: occupancy[frame.id],
                waiting: own.filter { $0.place == .waiting }.count,
                awaitingPartner: own.filter { enrollment in
                    if case .awaitingPartner = enrollment.place { return true }
                    return false
                }.count)
        }
    }

    /// Days with an application, ascending.
    private func applicationsByDay() -> [CampaignFigures.DayCount] {
        Dictionary(grouping: enrollments) { $0.application.receivedAt.dayInJapan }
            .map { CampaignFigures.DayCount(day: $0.key, count: $0.value.count) }
            .sorted { $0.day < $1.day }
    }

    /// Whether it ever got a place, even when it left since.
    private func wasAccepted(_ enrollment: Enrollment) -> Bool { enrollment.last(.accepted) != nil }

    private func funnel(_ money: CampaignMoney) -> CampaignFigures.Funnel {
        var funnel = CampaignFigures.Funnel()
        funnel.applied = enrollments.count
        for (enrollment, verdict) in zip(enrollments, verdicts) where wasAccepted(enrollment) {
            funnel.accepted += 1
            if enrollment.offices.allSatisfy({ used($0, through: day) }) { funnel.started += 1 }
            let surveys = verdict.conditions.filter { $0.condition.requirement.isSurvey && !$0.condition.isOptional }
            if !surveys.isEmpty {
                let isDone = surveys.allSatisfy { $0.state == .met }
                funnel.surveyed = (funnel.surveyed ?? 0) + (isDone ? 1 : 0)
            }
            if enrollment.place == .held, verdict.state == .met { funnel.completed += 1 }
        }
        funnel.paid = Set(money.payments.filter { $0.paid > 0 }.map(\.receipt)).count
        return funnel
    }

    private func conditionTallies() -> [CampaignFigures.ConditionTally] {
        let held = zip(enrollments, verdicts).filter { $0.0.place == .held }.map(\.1)
        return (definition?.frames ?? []).flatMap { frame in
            frame.conditions.map { condition in
                var tally = CampaignFigures.ConditionTally(frame: frame.id, condition: condition)
                for verdict in held.filter({ $0.frame == frame.id }).flatMap(\.conditions)
                where verdict.condition.id == condition.id {
                    switch verdict.state {
                    case .met: tally.met += 1
                    case .open: tally.open += 1
                    case .needsCheck: tally.needsCheck += 1
                    case .failed: tally.failed += 1
                    }
                }
                return tally
            }
        }
    }

    /// Whether an office used it on any day of the campaign until `last`.
    private func used(_ office: OfficeNumber, through last: Day) -> Bool {
        guard let definition else { return false }
        return facts.useRuns(of: office).contains { run in
            (run.from.map { $0 <= last } ?? true) && (run.through.map { definition.begins <= $0 } ?? true)
                && definition.begins <= last
        }
    }

    /// Using at the end / started (methods 4.5), over the offices of all enrollments that ever had a place, those
    /// that left included: leaving them out would make every campaign look good.
    private func retention() -> (share: Fraction, unknown: Int) {
        guard let definition else { return (Fraction(0, 0), 0) }
        let last = min(day, definition.ends)
        var share = Fraction(0, 0)
        var unknown = 0
        for office in offices(of: enrollments.filter(wasAccepted)) {
            guard let index = facts.index(of: office), facts.coverage(of: index, on: last) != .notReported else {
                unknown += 1
                continue
            }
            guard used(office, through: last) else { continue }
            share.denominator += 1
            if facts.isUsing(office, on: last) { share.numerator += 1 }
        }
        return (share, unknown)
    }

    /// Offices that hold a place and used it for the first time ever on or after the campaign's first day.
    private func wonOffices() -> [OfficeNumber] {
        guard let definition else { return [] }
        return offices(of: enrollments.filter { $0.place == .held }).filter { office in
            guard let first = facts.firstUse(of: office)?.from else { return false }
            return definition.begins <= first && first <= day
        }
    }

    /// Each once, ascending.
    private func offices(of enrollments: [Enrollment]) -> [OfficeNumber] {
        Set(enrollments.flatMap(\.offices)).sorted()
    }

    /// For the campaign's municipality, or for those of its prefecture with won offices: n with and without the won
    /// offices that are counted in it.
    private func effect(
        of won: [OfficeNumber], _ standing: Standing
    ) -> [MunicipalityCode: CampaignFigures.KPIEffect] {
        var wonIn: [Int: Int] = [:]
        for office in won {
            guard let index = facts.index(of: office), let place = standing.panel.municipality(of: index),
                standing.panel.eligible(standing.panel.listing(of: index)) & standing.panel.registered(index) != 0
            else { continue }
            wonIn[place, default: 0] += 1
        }
        let own = definition.flatMap { facts.reference.municipalityIndex(of: $0.area) }
        let target = standing.rules.municipalityTarget
        var effect: [MunicipalityCode: CampaignFigures.KPIEffect] = [:]
        for place in Set(wonIn.keys).union(own.map { [$0] } ?? []).sorted() {
            let figures = standing.municipalities[place]
            guard let using = figures.using.value else { continue }
            let count = UseCount(using: using, eligible: figures.eligible)
            let without = UseCount(using: using - (wonIn[place] ?? 0), eligible: figures.eligible)
            effect[figures.code] = CampaignFigures.KPIEffect(
                count: count, needed: target.needed(count.using, of: count.eligible), withoutWon: without,
                neededWithoutWon: target.needed(without.using, of: without.eligible),
                isMet: target.isMet(count.using, of: count.eligible),
                isMetWithoutWon: target.isMet(without.using, of: without.eligible))
        }
        return effect
    }
}

extension CampaignCondition.Requirement {
    fileprivate var isSurvey: Bool {
        if case .survey = self { return true }
        return false
    }
}
