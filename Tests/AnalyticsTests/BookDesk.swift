import Adoption
import Analytics

enum BookExamples {
    static let start = Instant(milliseconds: 1_790_000_000_000)
    static let afterOffers = start.advanced(byHours: 24 * 200)

    /// Frames for one, for two and for models, with the same number of places each.
    static func definition(
        places: Int?, waiting: Int? = nil, reserved: Int = 0, total: Int? = nil, offerHours: Int? = 72
    ) -> CampaignDefinition {
        let anyone = CampaignApplicants(areas: [])
        let frames = [("single", CampaignFrame.Kind.single), ("pair", .pair), ("model", .model)].map { id, kind in
            CampaignFrame(
                id: id, kind: kind, title: id, places: places, reservedForAttendees: kind == .single ? reserved : 0,
                waiting: waiting, applicant: anyone, partner: kind.needsPartner ? anyone : nil, conditions: [],
                rewards: [])
        }
        return CampaignDefinition(
            id: "example", title: "例", area: MunicipalityCode(number: 221_007), organiser: "例市", opens: start,
            closes: start.advanced(byHours: 24 * 60), begins: start.dayInJapan,
            ends: start.advanced(byHours: 24 * 150).dayInJapan, frames: frames, places: total, budget: nil,
            limits: CampaignLimits(),
            deadlines: CampaignDeadlines(
                partnerHours: 48, offerHours: offerHours, offersUntil: start.advanced(byHours: 24 * 180).dayInJapan,
                contactsUntil: start.advanced(byHours: 24 * 400).dayInJapan),
            texts: CampaignTexts(
                summary: "", steps: [], contact: [], notes: [], consent: "", crest: nil, address: nil,
                catchphrase: ""))
    }
}

/// Records as the product's desk does: what is due first, then what is wanted, every fact with the next number.
struct BookDesk {
    private(set) var book: CampaignBook
    private(set) var applications: [CampaignApplication] = []
    private(set) var steps: [EnrollmentStep] = []
    var now = BookExamples.start
    private var fact: Int64 = 0
    private var broken: [String] = []

    init(_ definition: CampaignDefinition) {
        book = CampaignBook(
            versions: [CampaignVersion(number: 1, effective: now, definition: definition)], applications: [], steps: [])
    }

    var version: CampaignVersion { book.version(at: now) ?? book.versions[0] }

    var places: [Enrollment.Place] { book.enrollments.map(\.place) }

    mutating func wait(hours: Int) { now = now.advanced(byHours: hours) }

    private mutating func tick() { now = Instant(milliseconds: now.milliseconds + 1) }

    private mutating func record(_ wanted: [EnrollmentStep]) {
        for var step in wanted {
            fact += 1
            step.fact = fact
            step.recordedAt = now
            watch(step)
            steps.append(step)
            book.apply(step)
        }
    }

    mutating func advance() { record(book.due(at: now)) }

    mutating func apply(to frame: String, isAttendee: Bool = false) {
        tick()
        advance()
        fact += 1
        let receipt = book.nextReceipt
        let application = CampaignApplication(
            campaign: "example", receipt: receipt, receivedAt: now, frame: frame, office: OfficeNumber("2270100013")!,
            partner: frame == "pair" ? OfficeNumber("2270100021")! : nil, version: version.number, channel: .web,
            declarations: [], contact: nil, secrets: .init(form: "\(receipt)", status: "", partner: ""))
        applications.append(application)
        book.add(application)
        guard let rules = version.definition.frame(frame) else { return }
        if rules.kind.needsPartner {
            record([
                book.decision(
                    .awaitingPartner, receipt, version, at: now, subject: isAttendee ? Enrollment.attendee : "",
                    until: now.advanced(byHours: 48))
            ])
        } else {
            record([book.placing(receipt, in: rules, version, isAttendee: isAttendee, at: now)])
        }
    }

    mutating func confirm(_ receipt: Int) {
        tick()
        advance()
        guard let known = book.enrollment(receipt), case .awaitingPartner = known.place,
            let frame = version.definition.frame(known.application.frame)
        else { return }
        record([book.decision(.partnerConfirmed, receipt, version, at: now)])
        record([book.placing(receipt, in: frame, version, isAttendee: known.isAttendee, at: now)])
    }

    mutating func end(_ receipt: Int, _ kind: EnrollmentStep.Kind) {
        tick()
        advance()
        guard let known = book.enrollment(receipt), known.isLiving else { return }
        record([book.decision(kind, receipt, version, at: now)])
        advance()
    }

    mutating func answer(_ receipt: Int, accept: Bool) {
        tick()
        advance()
        guard let known = book.enrollment(receipt), case .offered = known.place else { return }
        record([book.decision(accept ? .accepted : .offerDeclined, receipt, version, at: now)])
        advance()
    }

    mutating func change(_ definition: CampaignDefinition) {
        tick()
        advance()
        let next = CampaignVersion(number: book.versions.count + 1, effective: now, definition: definition)
        book = CampaignBook(versions: book.versions + [next], applications: applications, steps: steps)
        advance()
    }

    // MARK: The rules, stated a second time

    /// What a step that gives a place must find.
    private mutating func watch(_ step: EnrollmentStep) {
        guard step.kind == .accepted || step.kind == .offered, let known = book.enrollment(step.receipt) else { return }
        if known.application.frame == "pair", !known.partnerConfirmed { broken.append("pair without partner") }
        let hadPlace = known.takesPlace
        let definition = version.definition
        let taken = book.enrollments.filter { $0.takesPlace && $0.receipt != step.receipt }
        let inFrame = taken.filter { $0.application.frame == known.application.frame }
        let isAttendee = known.isAttendee || step.subject == Enrollment.attendee
        if !hadPlace {
            if let places = definition.places, taken.count >= places { broken.append("over the total") }
            if let frame = definition.frame(known.application.frame), let places = frame.places {
                if inFrame.count >= places { broken.append("over the frame") }
                let others = inFrame.filter { !$0.isAttendee }.count
                let kept = max(0, frame.reservedForAttendees - inFrame.filter(\.isAttendee).count)
                if !isAttendee, others + inFrame.filter(\.isAttendee).count + kept >= places {
                    broken.append("took a reserved place")
                }
            }
            let before = book.enrollments.filter {
                $0.place == .waiting && $0.application.frame == known.application.frame
                    && $0.isAttendee == isAttendee && $0.receipt != step.receipt
                    && (known.place != .waiting || $0.queued < known.queued)
            }
            if !before.isEmpty { broken.append("\(step.receipt) before \(before.map(\.receipt))") }
        }
    }

    func brokenRules() -> [String] {
        var found = broken
        guard now.dayInJapan <= version.definition.deadlines.offersUntil else { return found }
        let occupancy = book.occupancy
        for waiting in book.enrollments where waiting.place == .waiting {
            if let frame = version.definition.frame(waiting.application.frame),
                occupancy.isFree(frame, in: version, isAttendee: waiting.isAttendee)
            {
                found.append("\(waiting.receipt) waits beside a free place")
            }
        }
        return found
    }
}

/// A seeded generator (SplitMix64) of campaigns and of what people do.
struct BookRandom {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    private mutating func next(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }

    mutating func definition() -> CampaignDefinition {
        let places = next(8)
        return BookExamples.definition(
            places: places, waiting: [nil, 0, 3][next(3)], reserved: next(places + 1),
            total: next(2) == 0 ? nil : next(16), offerHours: [nil, 24, 72][next(3)])
    }

    mutating func act(on desk: inout BookDesk) {
        let count = max(1, desk.applications.count)
        switch next(12) {
        case 0...4: desk.apply(to: ["single", "single", "pair", "model"][next(4)], isAttendee: next(3) == 0)
        case 5, 6: desk.confirm(1 + next(count))
        case 7: desk.end(1 + next(count), [.withdrawn, .failed][next(2)])
        case 8: desk.answer(1 + next(count), accept: next(2) == 0)
        case 9: desk.wait(hours: next(40))
        case 10 where next(4) == 0: desk.change(definition())
        default: desk.advance()
        }
        desk.advance()
    }
}
