import Adoption
import Analytics

/// The state of an area as a page shows it: an area whose office list is missing is not one without offices, and a
/// prefecture of which nothing was reported is not one that waits for a few.
enum AreaState: CaseIterable {
    case met, notMet, undecided, notReported, notApplicable, noOfficeList

    init(_ figures: MunicipalityFigures) {
        self.init(figures.judgement, hasList: !figures.reasons.contains(.noOfficeList))
    }

    init(_ figures: PrefectureFigures) {
        let isSilent = figures.applicable > 0 && figures.tally.notReported == figures.applicable
        self.init(
            isSilent ? .notReported : figures.judgement, hasList: !figures.reasons.contains(.noOfficeList))
    }

    private init(_ judgement: Judgement, hasList: Bool) {
        switch judgement {
        case .met: self = .met
        case .notMet: self = .notMet
        case .undecided: self = .undecided
        case .notReported: self = .notReported
        case .notApplicable: self = hasList ? .notApplicable : .noOfficeList
        }
    }
}

extension PageSetting {
    func mark(_ state: AreaState) -> Mark {
        switch state {
        case .met: mark(Judgement.met)
        case .notMet: mark(Judgement.notMet)
        case .undecided: mark(Judgement.undecided)
        case .notReported: mark(Judgement.notReported)
        case .notApplicable: mark(Judgement.notApplicable)
        case .noOfficeList:
            Mark(key: "no_office_list", symbol: "…", word: words("state.no_office_list"), tone: .absent)
        }
    }

    /// The head of a group of rows.
    func title(of state: AreaState, count: Int, isPrefecture: Bool = false) -> String {
        let count = format.integer(count)
        return switch state {
        case .notMet: words("group.not_met", ["count": count])
        case .undecided where isPrefecture: words("group.undecided_prefecture", ["count": count])
        case .undecided: words("group.undecided", ["count": count])
        case .met: words("group.met", ["count": count])
        case .notReported: words("group.not_reported", ["count": count])
        case .notApplicable: words("group.not_applicable", ["count": count])
        case .noOfficeList: words("group.no_office_list", ["count": count])
        }
    }

    /// Why nothing is known of a prefecture or the nation whose municipalities are all open.
    func unknownReason(_ tally: JudgementTally) -> String {
        tally.undecided > 0 ? words("reason.no_exchange_records") : words("reason.no_report")
    }
}
