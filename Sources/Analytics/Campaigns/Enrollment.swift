import Adoption

/// An application with what happened to it since, and where that leaves it.
package struct Enrollment: Sendable, Hashable {
    /// Whether it has a place.
    package enum Place: Sendable, Hashable {
        /// Received, nothing decided yet: only while it is being recorded.
        case received
        /// The partner has not confirmed; no place is kept.
        case awaitingPartner(until: Instant)
        /// On the waiting list.
        case waiting
        /// A place is kept for it until the answer or the deadline.
        case offered(until: Instant)
        case held
        /// Out for good; by which decision.
        case out(EnrollmentStep.Kind)
    }

    package var application: CampaignApplication
    /// In the order of the record.
    package private(set) var steps: [EnrollmentStep] = []
    package private(set) var place = Place.received
    package private(set) var partnerConfirmed = false
    /// It was decided that it may have one of the places reserved for those who attended a seminar.
    package private(set) var isAttendee = false
    /// Its order on the waiting list: the fact that put it there.
    package private(set) var queued: Int64 = 0

    package init(_ application: CampaignApplication) {
        self.application = application
    }

    package var receipt: Int { application.receipt }

    /// Both offices, the applicant first.
    package var offices: [OfficeNumber] { [application.office] + (application.partner.map { [$0] } ?? []) }

    /// Takes a place, or may still get one.
    package var isLiving: Bool {
        if case .out = place { return false }
        return true
    }

    /// Counts against the places.
    package var takesPlace: Bool {
        switch place {
        case .held, .offered: true
        default: false
        }
    }

    /// The last step of a kind that holds.
    package func last(_ kind: EnrollmentStep.Kind) -> EnrollmentStep? { steps.last { $0.kind == kind } }

    /// The subject of a decision about somebody who may have a reserved place.
    package static let attendee = "attendee"

    mutating func apply(_ step: EnrollmentStep) {
        steps.append(step)
        switch step.kind {
        case .awaitingPartner:
            place = .awaitingPartner(until: step.until ?? step.recordedAt)
            isAttendee = step.subject == Enrollment.attendee
        case .partnerConfirmed: partnerConfirmed = true
        case .waitlisted:
            place = .waiting
            queued = step.fact
            isAttendee = step.subject == Enrollment.attendee
        case .offered: place = .offered(until: step.until ?? step.recordedAt)
        case .accepted:
            place = .held
            isAttendee = isAttendee || step.subject == Enrollment.attendee
        case .partnerExpired, .offerDeclined, .offerExpired, .ineligible, .withdrawn, .failed:
            place = .out(step.kind)
        default: break
        }
    }
}
