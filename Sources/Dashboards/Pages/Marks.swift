import Adoption
import Analytics

/// States, reasons and stages in words: one place for all pages.
extension PageSetting {
    func mark(_ judgement: Judgement) -> Mark {
        switch judgement {
        case .met: Mark(key: judgement.rawValue, symbol: "●", word: words("state.met"), tone: .good)
        case .notMet: Mark(key: judgement.rawValue, symbol: "△", word: words("state.not_met"), tone: .lacking)
        case .undecided: Mark(key: judgement.rawValue, symbol: "◇", word: words("state.undecided"), tone: .open)
        case .notReported:
            Mark(key: judgement.rawValue, symbol: "？", word: words("state.not_reported"), tone: .absent)
        case .notApplicable:
            Mark(key: judgement.rawValue, symbol: "―", word: words("state.not_applicable"), tone: .absent)
        }
    }

    func mark(_ certainty: Certainty) -> Mark {
        switch certainty {
        case .met: Mark(key: certainty.rawValue, symbol: "●", word: words("state.met_certain"), tone: .good)
        case .notMet:
            Mark(key: certainty.rawValue, symbol: "△", word: words("state.not_met_certain"), tone: .lacking)
        case .undecided: Mark(key: certainty.rawValue, symbol: "◇", word: words("state.undecided"), tone: .open)
        case .notApplicable:
            Mark(key: certainty.rawValue, symbol: "―", word: words("state.not_applicable"), tone: .absent)
        }
    }

    func text(_ reason: Reason) -> String {
        switch reason {
        case .noOfficeInScope: words("reason.no_office_in_scope")
        case .noOfficeList: words("reason.no_office_list")
        case .noReport: words("reason.no_report")
        case .noExchangeRecords: words("reason.no_exchange_records")
        case .unreportedMunicipalities: words("reason.unreported_municipalities")
        case .doubtfulOffices: words("reason.doubtful_offices")
        }
    }

    func name(_ stage: Stage) -> String {
        switch stage {
        case .pledged: words("stage.pledged")
        case .applied: words("stage.applied")
        case .registered: words("stage.registered")
        case .exchanged: words("stage.exchanged")
        case .regular: words("stage.regular")
        case .connected: words("stage.connected")
        }
    }

    /// What the stage means, in a few words.
    func remark(_ stage: Stage) -> String {
        switch stage {
        case .pledged: words("stage.pledged_remark")
        case .applied: words("stage.applied_remark")
        case .registered: words("stage.registered_remark")
        case .exchanged: words("stage.exchanged_remark")
        case .regular: words("stage.regular_remark")
        case .connected: words("stage.connected_remark")
        }
    }

    func name(_ band: CorporationBand) -> String {
        switch band {
        case .one: words("band.one")
        case .twoToFour: words("band.two_to_four")
        case .fiveToNine: words("band.five_to_nine")
        case .tenOrMore: words("band.ten_or_more")
        case .unknown: words("band.unknown")
        }
    }

    func name(_ kind: OutreachActivity.Kind) -> String {
        switch kind {
        case .seminar: words("activity.seminar")
        case .groupGuidance: words("activity.group_guidance")
        case .handsOn: words("activity.hands_on")
        case .exhibition: words("activity.exhibition")
        case .publicity: words("activity.publicity")
        case .visit: words("activity.visit")
        case .other: words("activity.other")
        }
    }
}
