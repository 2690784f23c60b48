import Adoption

extension PrefectureFigures {
    /// Which municipalities a prefecture has: one stretch, because municipalities lie in the order of their codes.
    package struct Members: Sendable {
        package let number: Int
        package let municipalities: Range<Int>

        package init(number: Int, reference: Reference) {
            let all = reference.municipalities
            let start = all.firstIndex { $0.code.prefecture >= number } ?? all.count
            let end = all[start...].firstIndex { $0.code.prefecture > number } ?? all.count
            self.number = number
            municipalities = start..<end
        }
    }

    /// Judges a prefecture from the figures of all municipalities of the nation.
    init(_ members: Members, figures: [MunicipalityFigures], target: KPITarget, orphans: Int) {
        let own = figures[members.municipalities]
        self.init(
            number: members.number, municipalities: members.municipalities, tally: JudgementTally(), target: target,
            judgement: .notApplicable, reasons: [], certainty: .notApplicable, cheapest: CheapestSet(), total: .zero,
            eligibleNotReported: 0, suspended: 0, orphans: orphans)
        for municipality in own {
            tally.count(municipality.judgement)
            suspended += municipality.suspended
            grounds += municipality.grounds
            if let count = municipality.count {
                total += count
            } else {
                eligibleNotReported += municipality.eligible
            }
        }
        judgement = PrefectureFigures.judge(tally, target)
        certainty = PrefectureFigures.certainty(own.map { $0.bounds.outcomes($0.target) }, target)
        reasons = reasons(own)
        cheapest = CheapestSet(
            count: needed ?? 0,
            candidates: own.compactMap { municipality in
                guard municipality.judgement == .notMet, let needed = municipality.needed else { return nil }
                return (municipality.index, needed)
            })
    }

    /// The headline state: municipalities without a value stay in M and leave it open where they could decide.
    static func judge(_ tally: JudgementTally, _ target: KPITarget) -> Judgement {
        guard let met = target.isMet(tally.met, of: tally.applicable) else { return .notApplicable }
        if met { return .met }
        let possible = target.isMet(tally.met + tally.open, of: tally.applicable) ?? false
        return possible ? .undecided : .notMet
    }

    /// The state over all that the municipalities may turn out to be. Met and M enter as b·met − a·M ≥ 0, a sum over
    /// municipalities, so that the worst and the best case are each one's own worst and best. A doubt about in which
    /// of two municipalities an office lies is thereby read twice: the bounds are wide, never too narrow.
    static func certainty(_ outcomes: [QualityBounds.Outcomes], _ target: KPITarget) -> Certainty {
        let ifMet = target.threshold.denominator - target.threshold.numerator
        let ifNotMet = -target.threshold.numerator
        var worst = 0
        var best = 0
        var mayBeEmpty = true
        var mayBeJudged = false
        for possible in outcomes {
            var values: [Int] = []
            if possible.contains(.met) { values.append(ifMet) }
            if possible.contains(.notMet) { values.append(ifNotMet) }
            if !values.isEmpty { mayBeJudged = true }
            if possible.contains(.notApplicable) { values.append(0) } else { mayBeEmpty = false }
            worst += values.min() ?? 0
            best += values.max() ?? 0
        }
        guard mayBeJudged else { return .notApplicable }
        guard !mayBeEmpty else { return .undecided }
        func holds(_ balance: Int) -> Bool { target.comparison == .atLeast ? balance >= 0 : balance > 0 }
        if holds(worst) { return .met }
        return holds(best) ? .undecided : .notMet
    }

    private func reasons(_ own: ArraySlice<MunicipalityFigures>) -> [Reason] {
        var reasons: [Reason] = []
        if judgement == .notApplicable {
            let hasList = own.contains { $0.latestOfficeList != nil }
            reasons.append(hasList ? .noOfficeInScope : .noOfficeList)
        }
        if judgement == .undecided {
            if tally.notReported > 0 { reasons.append(.unreportedMunicipalities) }
            if tally.undecided > 0 { reasons.append(.noExchangeRecords) }
            if tally.applicable == tally.notReported { reasons.append(.noReport) }
        } else if certainty == .undecided {
            reasons.append(.doubtfulOffices)
        }
        return reasons
    }
}

extension NationalFigures {
    init(prefectures figures: [PrefectureFigures], orphans: Int) {
        self.init(
            prefectures: JudgementTally(), municipalities: JudgementTally(), total: .zero, eligibleNotReported: 0,
            suspended: 0, orphans: orphans)
        for prefecture in figures {
            prefectures.count(prefecture.judgement)
            municipalities += prefecture.tally
            total += prefecture.total
            eligibleNotReported += prefecture.eligibleNotReported
            suspended += prefecture.suspended
            grounds += prefecture.grounds
        }
    }
}
