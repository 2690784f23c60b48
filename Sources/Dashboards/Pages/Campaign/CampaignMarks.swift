import Adoption
import Analytics

/// States of campaigns, enrollments, conditions and payments in words: one place for all pages and documents.
extension PageSetting {
    func mark(_ phase: CampaignPhase) -> Mark {
        let word =
            switch phase {
            case .announced: words("campaign.phase_announced")
            case .open: words("campaign.phase_open")
            case .full: words("campaign.phase_full")
            case .closed: words("campaign.phase_closed")
            case .running: words("campaign.phase_running")
            case .ended: words("campaign.phase_ended")
            }
        switch phase {
        case .open: return Mark(key: phase.rawValue, symbol: "●", word: word, tone: .good)
        case .full: return Mark(key: phase.rawValue, symbol: "△", word: word, tone: .lacking)
        case .announced, .closed, .running: return Mark(key: phase.rawValue, symbol: "○", word: word, tone: .open)
        case .ended: return Mark(key: phase.rawValue, symbol: "―", word: word, tone: .absent)
        }
    }

    func mark(_ state: ConditionVerdict.State) -> Mark {
        switch state {
        case .met: Mark(key: state.rawValue, symbol: "●", word: words("campaign.verdict_met"), tone: .good)
        case .open: Mark(key: state.rawValue, symbol: "○", word: words("campaign.verdict_open"), tone: .open)
        case .needsCheck:
            Mark(key: state.rawValue, symbol: "◇", word: words("campaign.verdict_needs_check"), tone: .open)
        case .failed:
            Mark(key: state.rawValue, symbol: "×", word: words("campaign.verdict_failed"), tone: .lacking)
        }
    }

    func mark(_ state: CampaignPayment.State) -> Mark {
        let make = { (symbol: String, word: String, tone: Mark.Tone) in
            Mark(key: state.rawValue, symbol: symbol, word: word, tone: tone)
        }
        return switch state {
        case .due: make("△", words("campaign.payment_due"), .lacking)
        case .paid: make("●", words("campaign.payment_paid"), .good)
        case .partlyPaid: make("△", words("campaign.payment_partly_paid"), .lacking)
        case .overpaid: make("×", words("campaign.payment_overpaid"), .lacking)
        case .overBudget: make("×", words("campaign.payment_over_budget"), .lacking)
        case .notYet: make("○", words("campaign.payment_not_yet"), .open)
        case .needsCheck: make("◇", words("campaign.payment_needs_check"), .open)
        case .forfeited: make("―", words("campaign.payment_forfeited"), .absent)
        }
    }

    func mark(_ mark: WaitingFor.Mark) -> Mark {
        switch mark {
        case .overdue: Mark(key: mark.rawValue, symbol: "×", word: words("campaign.call_overdue"), tone: .lacking)
        case .threeDays: Mark(key: mark.rawValue, symbol: "△", word: words("campaign.call_3"), tone: .lacking)
        case .fourteenDays: Mark(key: mark.rawValue, symbol: "△", word: words("campaign.call_14"), tone: .lacking)
        case .thirtyDays: Mark(key: mark.rawValue, symbol: "○", word: words("campaign.call_30"), tone: .open)
        case .later: Mark(key: mark.rawValue, symbol: "○", word: words("campaign.call_later"), tone: .open)
        }
    }

    /// Where an application stands: its place, or by which decision it went out.
    func mark(_ place: Enrollment.Place) -> Mark {
        switch place {
        case .received: Mark(key: "received", symbol: "○", word: words("campaign.place_received"), tone: .open)
        case .awaitingPartner:
            Mark(key: "awaiting_partner", symbol: "○", word: words("campaign.step_awaiting_partner"), tone: .open)
        case .waiting: Mark(key: "waiting", symbol: "○", word: words("campaign.step_waitlisted"), tone: .open)
        case .offered: Mark(key: "offered", symbol: "○", word: words("campaign.step_offered"), tone: .open)
        case .held: Mark(key: "held", symbol: "●", word: words("campaign.step_accepted"), tone: .good)
        case .out(let kind): Mark(key: kind.rawValue, symbol: "―", word: name(kind), tone: .absent)
        }
    }

    func name(_ kind: EnrollmentStep.Kind) -> String {
        switch kind {
        case .awaitingPartner: words("campaign.step_awaiting_partner")
        case .partnerConfirmed: words("campaign.step_partner_confirmed")
        case .partnerExpired: words("campaign.step_partner_expired")
        case .accepted: words("campaign.step_accepted")
        case .waitlisted: words("campaign.step_waitlisted")
        case .offered: words("campaign.step_offered")
        case .offerDeclined: words("campaign.step_offer_declined")
        case .offerExpired: words("campaign.step_offer_expired")
        case .ineligible: words("campaign.step_ineligible")
        case .withdrawn: words("campaign.step_withdrawn")
        case .failed: words("campaign.step_failed")
        case .checked: words("campaign.step_checked")
        case .started: words("campaign.step_started")
        case .hearing: words("campaign.step_hearing")
        case .changed: words("campaign.step_changed")
        case .confirmed: words("campaign.step_confirmed")
        case .surveyAnswered: words("campaign.step_survey_answered")
        case .seminarAttended: words("campaign.step_seminar_attended")
        case .documentReceived: words("campaign.step_document_received")
        case .costDocumented: words("campaign.step_cost_documented")
        case .completed: words("campaign.step_completed")
        case .paid: words("campaign.step_paid")
        }
    }

    func name(_ party: CampaignCondition.Party) -> String {
        switch party {
        case .both: words("campaign.party_both")
        case .applicant: words("campaign.party_applicant")
        case .partner: words("campaign.party_partner")
        }
    }
}
