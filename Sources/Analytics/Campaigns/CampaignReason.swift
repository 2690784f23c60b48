import Adoption

/// Why a finding or a verdict is as it is: a key with the values that its sentence names. The words are made where
/// pages are made.
package struct CampaignReason: Hashable, Sendable {
    package enum Key: String, CaseIterable, Sendable {
        // The office as the ledger knows it.
        case officeKnown = "office_known"
        case officeNotInLedger = "office_not_in_ledger"
        /// `name`: the code of the municipality in which it lies.
        case inArea = "in_area"
        case outsideArea = "outside_area"
        case areaUncertain = "area_uncertain"
        /// `name`: the service's code.
        case serviceOffered = "service_offered"
        case serviceNotOffered = "service_not_offered"
        /// No list of a service that counts has been imported for its municipality.
        case serviceNotListed = "service_not_listed"
        /// The lists disagree about its services, or about whether it is closed.
        case serviceUncertain = "service_uncertain"
        case closureUncertain = "closure_uncertain"
        case suspended
        case deemedOnly = "deemed_only"
        case closed
        case inOperation = "in_operation"
        case notYetDay = "not_yet_day"
        // Corporations.
        case differentCorporations = "different_corporations"
        case sameCorporation = "same_corporation"
        /// `name`: the office without a 法人番号.
        case corporationUnknown = "corporation_unknown"
        /// `name`: the 法人番号 whose check digit is wrong.
        case corporationDoubtful = "corporation_doubtful"
        // Use. `day`: since when; `until`: the last day.
        case anyUse = "any_use"
        case notUsing = "not_using"
        case using
        case usedBefore = "used_before"
        case neverUsed = "never_used"
        case stillUsing = "still_using"
        case usingNow = "using_now"
        case notUsingNow = "not_using_now"
        case notUsingOnDay = "not_using_on_day"
        case started
        case startedBefore = "started_before"
        case startedLate = "started_late"
        case notStarted = "not_started"
        /// Reported by the office or by staff (`day`), but the ledger has no registration.
        case startReported = "start_reported"
        /// Registered, on a route (`name`) that does not count.
        case otherRoute = "other_route"
        /// No registration list covers the municipality.
        case notReported = "not_reported"
        /// The last registration list (`day`) is older than the day in question.
        case listTooOld = "list_too_old"
        // Seminars.
        case attended
        case notAttended = "not_attended"
        case noAttendanceRecorded = "no_attendance_recorded"
        // Declarations, surveys, documents, steps: `name` is the id or the step's kind.
        case declared
        case notDeclared = "not_declared"
        case surveyAnswered = "survey_answered"
        case surveyLate = "survey_late"
        case surveyMissing = "survey_missing"
        case documentReceived = "document_received"
        case documentLate = "document_late"
        case documentMissing = "document_missing"
        case stepsDone = "steps_done"
        case stepMissing = "step_missing"
        case stepOutOfOrder = "step_out_of_order"
        // Exchange records: `count` of `wanted`.
        case exchanged
        case tooFewExchanges = "too_few_exchanges"
        case partnersReached = "partners_reached"
        case tooFewPartners = "too_few_partners"
        case noExchangeRecords = "no_exchange_records"
        /// Enough exchanges are recorded in the months that the window touches, but not on which days.
        case exchangeDaysUnknown = "exchange_days_unknown"
        // Limits. `count`: the receipt of the other application; `name`: the other campaign.
        case firstApplication = "first_application"
        case officeAppliedBefore = "office_applied_before"
        case corporationAppliedBefore = "corporation_applied_before"
        case noOtherPayment = "no_other_payment"
        case paidElsewhere = "paid_elsewhere"
        // A frame for two.
        case partnerNamed = "partner_named"
        case partnerMissing = "partner_missing"
        case sameOffice = "same_office"
        /// Staff looked at what was to be checked (`name`: the reason's key) and found it in order.
        case checked
    }

    package var key: Key
    package var day: Day?
    package var until: Day?
    package var count: Int?
    package var wanted: Int?
    package var name: String

    package init(
        _ key: Key, day: Day? = nil, until: Day? = nil, count: Int? = nil, wanted: Int? = nil, name: String = ""
    ) {
        self.key = key
        self.day = day
        self.until = until
        self.count = count
        self.wanted = wanted
        self.name = name
    }
}

/// What a finding or a verdict rests on: a record and its day.
package struct Evidence: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case entry, service, registration, registrationList = "registration_list", attendance, survey, step
        case exchange, application, payment, corporation
    }

    package var kind: Kind
    /// Number of the fact in the ledger; nil where the ledger has none.
    package var fact: Int64?
    package var day: Day?
    /// What the record says, or where it is proven: a route's code, an activity's id, 「領収書 3号」.
    package var text: String

    package init(_ kind: Kind, fact: Int64? = nil, day: Day? = nil, text: String = "") {
        self.kind = kind
        self.fact = fact
        self.day = day
        self.text = text
    }
}
