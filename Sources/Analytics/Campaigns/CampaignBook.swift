import Adoption

/// 受付簿: the applications of one campaign in the order of their receipt, with the places that they hold.
///
/// A pure function of the records: whoever reads the same records has the same book, on any server and at any time.
/// It also says what is due, so that deadlines and free places need nobody's memory.
package struct CampaignBook: Sendable, Hashable {
    /// In the order in which they came into force; at least one.
    package let versions: [CampaignVersion]
    /// By receipt number, 1 first, without gaps.
    package private(set) var enrollments: [Enrollment]

    /// - Parameters:
    ///   - applications: by receipt number.
    ///   - steps: those that hold, in the order of the record.
    package init(versions: [CampaignVersion], applications: [CampaignApplication], steps: [EnrollmentStep]) {
        self.versions = versions
        enrollments = applications.map { Enrollment($0) }
        for step in steps { apply(step) }
    }

    package var nextReceipt: Int { (enrollments.last?.receipt ?? 0) + 1 }

    package func enrollment(_ receipt: Int) -> Enrollment? { place(of: receipt).map { enrollments[$0] } }

    private func place(of receipt: Int) -> Int? {
        // Receipts have no gaps; a damaged record must not crash.
        if enrollments.indices.contains(receipt - 1), enrollments[receipt - 1].receipt == receipt { return receipt - 1 }
        return enrollments.firstIndex { $0.receipt == receipt }
    }

    /// A step that holds, by the number of its fact.
    /// - Throws: `Failure.notFound`.
    package func step(_ fact: Int64) throws -> EnrollmentStep {
        guard let step = enrollments.lazy.flatMap(\.steps).first(where: { $0.fact == fact }) else {
            let id = versions.first?.definition.id ?? ""
            throw Failure(
                .notFound, "記録 \(fact) は、このキャンペーンの有効な記録ではありません。",
                hint: "記録の番号は fukyu campaign history \(id) --receipt 番号 で確かめられます。")
        }
        return step
    }

    /// The version in force at an instant; before the first one begins, the first.
    package func version(at instant: Instant) -> CampaignVersion? {
        versions.last { $0.effective <= instant } ?? versions.first
    }

    /// The version in force at the end of a day: what figures and documents as of a day go by. Before the first one
    /// begins, the first: what is announced.
    package func version(asOf day: Day) -> CampaignVersion? {
        versions.last { $0.effective.dayInJapan <= day } ?? versions.first
    }

    /// The version with a number.
    package func version(_ number: Int) -> CampaignVersion? { versions.first { $0.number == number } }

    package mutating func add(_ application: CampaignApplication) {
        enrollments.append(Enrollment(application))
    }

    package mutating func apply(_ step: EnrollmentStep) {
        if let place = place(of: step.receipt) { enrollments[place].apply(step) }
    }
}

// MARK: - Places
extension CampaignBook {
    /// How many places are taken, in each frame and in all.
    package struct Occupancy: Sendable, Hashable {
        package private(set) var total = 0
        private var frames: [String: Int] = [:]
        private var attendees: [String: Int] = [:]

        package init(_ enrollments: [Enrollment]) {
            for enrollment in enrollments where enrollment.takesPlace { take(enrollment) }
        }

        /// Places taken in a frame.
        package subscript(frame: String) -> Int { frames[frame] ?? 0 }

        mutating func take(_ enrollment: Enrollment) {
            total += 1
            frames[enrollment.application.frame, default: 0] += 1
            if enrollment.isAttendee { attendees[enrollment.application.frame, default: 0] += 1 }
        }

        /// Whether a place of a frame is free under a version.
        /// - Parameter isAttendee: whether the reserved places may be used.
        package func isFree(_ frame: CampaignFrame, in version: CampaignVersion, isAttendee: Bool) -> Bool {
            if let places = version.definition.places, total >= places { return false }
            guard let places = frame.places else { return true }
            if isAttendee { return self[frame.id] < places }
            let reserved = max(0, frame.reservedForAttendees - (attendees[frame.id] ?? 0))
            return self[frame.id] < places - reserved
        }
    }

    package var occupancy: Occupancy { Occupancy(enrollments) }

    /// Those who wait for a place of a frame, the first first.
    package func waiting(for frame: String) -> [Enrollment] { queue.filter { $0.application.frame == frame } }

    private var queue: [Enrollment] {
        enrollments.filter { $0.place == .waiting }.sorted { ($0.queued, $0.receipt) < ($1.queued, $1.receipt) }
    }

    /// Where an application that is complete and not refused comes to stand.
    package func placing(
        _ receipt: Int, in frame: CampaignFrame, _ version: CampaignVersion, isAttendee: Bool, at now: Instant
    ) -> EnrollmentStep {
        let others = waiting(for: frame.id).filter { $0.receipt != receipt }
        let occupancy = occupancy
        let subject = isAttendee ? Enrollment.attendee : ""
        // Whoever waits for such a place goes first, even when it is not offered any more.
        let isFirst = !others.contains { other in
            other.isAttendee == isAttendee || occupancy.isFree(frame, in: version, isAttendee: other.isAttendee)
        }
        if isFirst, occupancy.isFree(frame, in: version, isAttendee: isAttendee) {
            return decision(.accepted, receipt, version, at: now, subject: subject)
        }
        if let limit = frame.waiting, others.count >= limit {
            return decision(.ineligible, receipt, version, at: now, subject: CampaignBook.full)
        }
        return decision(.waitlisted, receipt, version, at: now, subject: subject)
    }

    /// The subject of a refusal because neither a place nor a place on the waiting list is left.
    package static let full = "full"

    /// Actor of decisions that follow from the rules alone.
    package static let rules = "rules"

    package func decision(
        _ kind: EnrollmentStep.Kind, _ receipt: Int, _ version: CampaignVersion, at now: Instant,
        subject: String = "", until: Instant? = nil, actor: String = CampaignBook.rules, evidence: String = ""
    ) -> EnrollmentStep {
        EnrollmentStep(
            recordedAt: now, campaign: version.definition.id, receipt: receipt, kind: kind, day: now.dayInJapan,
            until: until, version: version.number, subject: subject, evidence: evidence, actor: actor)
    }
}

// MARK: - What is due
extension CampaignBook {
    /// What the rules demand at an instant and nobody has recorded yet, in the order in which it is to be recorded:
    /// deadlines that have passed, and free places for those who wait. Applied to the book, nothing more is due.
    package func due(at now: Instant) -> [EnrollmentStep] {
        guard let version = version(at: now) else { return [] }
        var book = self
        var steps = book.expired(at: now, version)
        for step in steps { book.apply(step) }
        guard now.dayInJapan <= version.definition.deadlines.offersUntil else { return steps }
        var occupancy = book.occupancy
        for next in book.queue {
            guard let frame = version.definition.frame(next.application.frame),
                occupancy.isFree(frame, in: version, isAttendee: next.isAttendee)
            else { continue }
            steps.append(promotion(of: next, version, at: now))
            occupancy.take(next)
        }
        return steps
    }

    private func expired(at now: Instant, _ version: CampaignVersion) -> [EnrollmentStep] {
        let late = enrollments.compactMap { enrollment -> (until: Instant, step: EnrollmentStep)? in
            switch enrollment.place {
            case .awaitingPartner(let until) where until <= now:
                (until, decision(.partnerExpired, enrollment.receipt, version, at: now, until: until))
            case .offered(let until) where until <= now:
                (until, decision(.offerExpired, enrollment.receipt, version, at: now, until: until))
            default: nil
            }
        }
        return late.sorted { ($0.until, $0.step.receipt) < ($1.until, $1.step.receipt) }.map(\.step)
    }

    private func promotion(of next: Enrollment, _ version: CampaignVersion, at now: Instant) -> EnrollmentStep {
        guard let hours = version.definition.deadlines.offerHours else {
            return decision(.accepted, next.receipt, version, at: now)
        }
        return decision(.offered, next.receipt, version, at: now, until: now.advanced(byHours: hours))
    }
}
