/// 申込み as it was received: written once, never changed. What happened to it since are `EnrollmentStep`s.
package struct CampaignApplication: Sendable, Hashable {
    /// By which door it came in.
    package enum Channel: String, CaseIterable, Sendable {
        case web
        /// Entered by staff from paper, fax or telephone.
        case staff
        /// From a list of what was received before this product was in use; its own times are stated.
        case list
    }

    package var campaign: String
    /// 受付番号: 1, 2, 3 … in the order in which the database accepted them; a number is never used twice.
    package var receipt: Int
    /// 受付時刻: the recorded instant of its revision; for one from a list, the time that the list states.
    package var receivedAt: Instant
    package var frame: String
    package var office: OfficeNumber
    /// The office that is to confirm, in a frame for two.
    package var partner: OfficeNumber?
    /// Version of the definition in force when it was received.
    package var version: Int
    package var channel: Channel
    /// Ids of the declarations that were ticked.
    package var declarations: [String]
    /// Key of the contact, which is stored apart and deleted; the key outlives it.
    package var contact: String?
    /// Digests of the secrets that the applicant holds: never the secrets.
    package var secrets: Secrets

    package struct Secrets: Sendable, Hashable {
        /// Of the form's token: a repeated submission is recognised by it.
        package var form: String
        /// Of the key in the address of the status page.
        package var status: String
        /// Of the code with which the partner confirms; empty where there is none.
        package var partner: String

        package init(form: String, status: String, partner: String) {
            self.form = form
            self.status = status
            self.partner = partner
        }
    }

    package init(
        campaign: String, receipt: Int, receivedAt: Instant, frame: String, office: OfficeNumber,
        partner: OfficeNumber?, version: Int, channel: Channel, declarations: [String], contact: String?,
        secrets: Secrets
    ) {
        self.campaign = campaign
        self.receipt = receipt
        self.receivedAt = receivedAt
        self.frame = frame
        self.office = office
        self.partner = partner
        self.version = version
        self.channel = channel
        self.declarations = declarations
        self.contact = contact
        self.secrets = secrets
    }
}

/// A step of an enrollment: a decision about its place, or something that happened. Appended, corrected by
/// superseding, never overwritten.
package struct EnrollmentStep: Sendable, Hashable {
    package enum Kind: String, CaseIterable, Sendable {
        // Decisions about the place: made by the rules or by staff, never corrected, only followed by another.
        /// Waits for the partner until `until`; holds no place.
        case awaitingPartner = "awaiting_partner"
        case partnerConfirmed = "partner_confirmed"
        case partnerExpired = "partner_expired"
        case accepted
        case waitlisted
        /// A place that became free is held for it until `until`.
        case offered
        case offerDeclined = "offer_declined"
        case offerExpired = "offer_expired"
        case ineligible
        case withdrawn
        case failed
        // What happened: recorded by staff (or by the office), open to correction.
        /// Staff looked at what the ledger could not tell (法人番号, 所在地 …) and found it in order.
        case checked
        case started
        case hearing
        case changed
        case confirmed
        case surveyAnswered = "survey_answered"
        case seminarAttended = "seminar_attended"
        case documentReceived = "document_received"
        /// `amount`: the documented cost without tax, in yen.
        case costDocumented = "cost_documented"
        case completed
        /// `amount`: yen that were paid.
        case paid

        /// Decides about the place.
        package var isDecision: Bool {
            switch self {
            case .awaitingPartner, .partnerConfirmed, .partnerExpired, .accepted, .waitlisted, .offered,
                .offerDeclined, .offerExpired, .ineligible, .withdrawn, .failed:
                true
            default: false
            }
        }
    }

    /// Number of the fact: its order in the record, and what evidence refers to. 0 before it is recorded.
    package var fact: Int64
    package var recordedAt: Instant
    package var campaign: String
    package var receipt: Int
    package var kind: Kind
    /// The day on which it happened or was decided, in Japan.
    package var day: Day
    /// A deadline, for the kinds that set one.
    package var until: Instant?
    /// Version of the definition under which it was decided.
    package var version: Int
    /// What it is about: the id of a survey, of a document, of a seminar; the reason's key for `ineligible`.
    package var subject: String
    /// Yen, for costs and payments.
    package var amount: Int?
    /// Of whom, in a frame with two offices; nil: of both or of the application.
    package var office: OfficeNumber?
    /// Where it is proven: 領収書 3号, 電話 ….
    package var evidence: String
    package var actor: String

    package init(
        fact: Int64 = 0, recordedAt: Instant = Instant(milliseconds: 0), campaign: String, receipt: Int, kind: Kind,
        day: Day, until: Instant? = nil, version: Int, subject: String = "", amount: Int? = nil,
        office: OfficeNumber? = nil, evidence: String = "", actor: String
    ) {
        self.fact = fact
        self.recordedAt = recordedAt
        self.campaign = campaign
        self.receipt = receipt
        self.kind = kind
        self.day = day
        self.until = until
        self.version = version
        self.subject = subject
        self.amount = amount
        self.office = office
        self.evidence = evidence
        self.actor = actor
    }
}

/// How a task is done in an office, as a hearing (before) or a confirmation (after) found it, in the words of the
/// national survey: who does it, by which day of the month.
package struct WorkPractice: Sendable, Hashable {
    package enum Phase: String, CaseIterable, Sendable { case before, after }

    package enum Task: String, CaseIterable, Sendable {
        case printing, sorting, sending, planSharing = "plan_sharing", scheduleSharing = "schedule_sharing"
        case resultEntry = "result_entry", planChecking = "plan_checking", planCopying = "plan_copying"
        case scheduleCopying = "schedule_copying", resultMaking = "result_making", filing
    }

    package enum Role: String, CaseIterable, Sendable {
        /// 担当ケアマネ
        case careManager = "care_manager"
        /// 介護職員
        case careWorker = "care_worker"
        /// 管理者
        case manager
        /// 事務職員
        case clerk
        /// No one: the task is gone.
        case none
    }

    package var campaign: String
    package var receipt: Int
    package var office: OfficeNumber
    package var phase: Phase
    /// The day of the hearing or of the confirmation.
    package var day: Day
    package var task: Task
    package var roles: [Role]
    /// By which day of the month it is done, 1…31; nil when there is no fixed day.
    package var byDay: Int?
    /// Minutes a month; nil when not asked.
    package var minutes: Int?
    /// In the office's own words.
    package var remark: String

    package init(
        campaign: String, receipt: Int, office: OfficeNumber, phase: Phase, day: Day, task: Task, roles: [Role],
        byDay: Int?, minutes: Int?, remark: String
    ) {
        self.campaign = campaign
        self.receipt = receipt
        self.office = office
        self.phase = phase
        self.day = day
        self.task = task
        self.roles = roles
        self.byDay = byDay
        self.minutes = minutes
        self.remark = remark
    }
}

/// 活用事例: the office agreed that its practice is published, under the name and with the words given here.
package struct CaseStudy: Sendable, Hashable {
    package var campaign: String
    package var receipt: Int
    package var office: OfficeNumber
    /// The day of the consent; nil: the consent was withdrawn.
    package var consentDay: Day?
    /// The name under which it is shown; the office decides.
    package var shownName: String
    package var title: String
    package var text: String

    package init(
        campaign: String, receipt: Int, office: OfficeNumber, consentDay: Day?, shownName: String, title: String,
        text: String
    ) {
        self.campaign = campaign
        self.receipt = receipt
        self.office = office
        self.consentDay = consentDay
        self.shownName = shownName
        self.title = title
        self.text = text
    }
}

/// Who is to be called or written to: personal data, stored apart from the ledger and deleted on the day that the
/// definition states.
package struct CampaignContact: Sendable, Hashable {
    package var person: String
    package var phone: String
    package var mail: String

    package init(person: String, phone: String, mail: String) {
        self.person = person
        self.phone = phone
        self.mail = mail
    }
}
