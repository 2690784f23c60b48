import Adoption

extension MunicipalityFigures {
    /// Judges what the pass over the offices counted.
    init(index: Int, code: MunicipalityCode, counts: OfficeCounts, panel: UsePanel, rules: KPIRules, day: Day) {
        let snapshot = panel.snapshot
        let target = rules.municipalityTarget
        let isReported = panel.reported(index) != 0
        let lacksRecords = rules.needsExchangeRecords && !counts.hasExchangeRecords
        let missing: Reason? =
            counts.eligible == 0
            ? nil : (!isReported ? .noReport : (lacksRecords ? .noExchangeRecords : nil))
        let isKnown = isReported && !lacksRecords
        let bounds = QualityBounds(counts: counts, useIsKnown: isKnown)
        let certainty = bounds.certainty(target)
        let listDay = snapshot.officeLists.latest(of: index, through: day) ?? snapshot.officeLists.first(of: index)
        var reasons: [Reason] = missing.map { [$0] } ?? []
        if counts.eligible == 0 { reasons.append(listDay == nil ? .noOfficeList : .noOfficeInScope) }
        if isKnown, certainty == .undecided { reasons.append(.doubtfulOffices) }
        self.init(
            index: index, code: code, using: missing.map { .missing($0) } ?? .value(counts.using),
            eligible: counts.eligible, suspended: counts.suspended, deemed: counts.deemed, presumed: counts.presumed,
            judgement: MunicipalityFigures.judge(counts.using, of: counts.eligible, missing: missing, target: target),
            reasons: reasons, bounds: bounds, certainty: certainty, target: target, isReported: isReported,
            latestReport: snapshot.reports.latest(of: index, through: day) ?? snapshot.reports.first(of: index),
            latestOfficeList: listDay)
        grounds.services = snapshot.listedServices(of: index)
        grounds.withoutList = eligible == 0 && listDay == nil ? 1 : 0
        if isReported, eligible > 0 {
            grounds.reported = 1
            grounds.outdated = latestReport.map { $0 < day ? 1 : 0 } ?? 0
            grounds.oldestReport = latestReport
            grounds.newestReport = latestReport
        }
    }

    /// The headline state: a missing n is no state of the KPI.
    static func judge(_ using: Int, of eligible: Int, missing: Reason?, target: KPITarget) -> Judgement {
        guard let met = target.isMet(using, of: eligible) else { return .notApplicable }
        switch missing {
        case nil: return met ? .met : .notMet
        case .noReport: return .notReported
        default: return .undecided
        }
    }
}

extension QualityBounds {
    init(counts: OfficeCounts, useIsKnown: Bool) {
        if useIsKnown {
            self.init(
                using: counts.certainUsing, notUsing: counts.certain - counts.certainUsing, unknown: 0,
                doubtfulUsing: counts.doubtfulUsing, doubtfulNotUsing: counts.doubtful - counts.doubtfulUsing,
                doubtfulUnknown: 0)
        } else {
            self.init(
                using: 0, notUsing: 0, unknown: counts.certain, doubtfulUsing: 0, doubtfulNotUsing: 0,
                doubtfulUnknown: counts.doubtful)
        }
    }
}
