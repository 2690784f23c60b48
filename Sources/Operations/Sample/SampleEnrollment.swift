import Adoption

/// One application of the sample, with what became of it.
struct SampleEnrollment {
    enum Outcome: String {
        case accepted = "受付"
        case waitlisted = "待ち"
        case ineligible = "対象外"
        case withdrawn = "取下げ"
        case failed = "不達成"
    }

    /// What became of one of its offices.
    enum Fate: Hashable {
        /// It used it before.
        case user
        case started(Day)
        case stopped(from: Day, last: Day)
        case never

        var start: Day? {
            switch self {
            case .started(let day), .stopped(let day, _): day
            case .user, .never: nil
            }
        }
    }

    struct Party {
        /// Place in the municipality's list of offices.
        var office: Int
        var fate: Fate
    }

    var receipt: Int
    var frame: SampleCampaign.Frame
    var received: Day
    /// Of the day.
    var second: Int
    /// The applicant, and the other office of a frame for two.
    var parties: [Party]
    var outcome: Outcome
    var decided: Day

    var holdsPlace: Bool { outcome == .accepted }
}

/// Who applies for a campaign, and what comes of it: most start in time, some late or never, some stop.
struct SampleEnrolling {
    private let campaign: SampleCampaign
    private let offices: [SampleOffice]
    private let careManagers: Int
    private var random: SampleRandom
    /// Places of offices that may still apply, by whether they use it.
    private var newcomers: [Int]
    private var users: [Int]
    private var taken: [String: Int] = [:]

    /// - Parameters:
    ///   - spells: of each office, as they would be without the campaign.
    ///   - careManagers: the file of 居宅介護支援 among `SampleReference.files`.
    init(
        _ campaign: SampleCampaign, offices: [SampleOffice], spells: [[StageSpell]], careManagers: Int, seed: UInt64
    ) {
        self.campaign = campaign
        self.offices = offices
        self.careManagers = careManagers
        random = SampleRandom(seed, 0xCA3F, UInt64(campaign.area.number))
        newcomers = []
        users = []
        for index in offices.indices {
            let office = offices[index]
            guard office.inScope, office.openDay == nil, office.lastDay == nil, !office.isDisputed else { continue }
            let used = spells[index].filter { $0.stage == .registered && $0.route != "equivalent" }
            if !used.contains(where: { $0.spell.from.map { $0 <= campaign.lastApplication } ?? true }) {
                newcomers.append(index)
            } else if used.contains(where: { $0.spell.covers(campaign.begins) && $0.spell.through == nil }) {
                users.append(index)
            }
        }
        random.shuffle(&newcomers)
        random.shuffle(&users)
    }

    /// The applications in the order of their receipt.
    mutating func applications() -> [SampleEnrollment] {
        let span = campaign.lastApplication.days(since: campaign.begins)
        // Most come in the first days; offices are open from 9 to 17.
        var times = (0..<campaign.applications).map { _ in
            (day: random.below(span + 1) * random.below(span + 1) / (span + 1), second: random.within(32_400...61_199))
        }
        times.sort { ($0.day, $0.second) < ($1.day, $1.second) }
        var enrollments: [SampleEnrollment] = []
        for time in times {
            let frame = campaign.frames[random.weighted(campaign.frames.map(\.weight))]
            let day = campaign.begins.advanced(by: time.day)
            guard
                let enrollment = enrollment(
                    enrollments.count + 1, frame, received: day, second: time.second)
            else { continue }
            enrollments.append(enrollment)
        }
        return enrollments
    }

    private mutating func enrollment(
        _ receipt: Int, _ frame: SampleCampaign.Frame, received: Day, second: Int
    ) -> SampleEnrollment? {
        let draw = random.below(100)
        var outcome: SampleEnrollment.Outcome =
            draw < 6 ? .ineligible : draw < 12 ? .withdrawn : draw < (campaign.isOver ? 16 : 14) ? .failed : .accepted
        if outcome == .accepted, taken[frame.id, default: 0] >= frame.places { outcome = .waitlisted }
        if outcome == .accepted { taken[frame.id, default: 0] += 1 }
        // Refused: one that uses it already where it must not, or does not where it must.
        let wantsUser = frame.isForUsers != (outcome == .ineligible)
        guard let applicant = take(wantsUser, frame.applicant, besides: nil) else { return nil }
        var parties = [SampleEnrollment.Party(office: applicant, fate: wantsUser ? .user : .never)]
        if let side = frame.partner {
            guard let partner = take(false, side, besides: applicant) else { return nil }
            parties.append(SampleEnrollment.Party(office: partner, fate: .never))
        }
        for place in parties.indices where parties[place].fate != .user {
            parties[place].fate = fate(outcome, received: received)
        }
        return SampleEnrollment(
            receipt: receipt, frame: frame, received: received, second: second, parties: parties, outcome: outcome,
            decided: decided(outcome, received))
    }

    /// An office of one side, of another corporation than the other office's.
    private mutating func take(_ isUser: Bool, _ side: SampleCampaign.Side, besides other: Int?) -> Int? {
        let pool = isUser ? users : newcomers
        guard
            let place = pool.firstIndex(where: { index in
                side.takes(offices[index], careManagers: careManagers)
                    && (other.map { offices[$0].corporation.number != offices[index].corporation.number } ?? true)
            })
        else { return nil }
        if isUser { users.remove(at: place) } else { newcomers.remove(at: place) }
        return pool[place]
    }

    private mutating func decided(_ outcome: SampleEnrollment.Outcome, _ received: Day) -> Day {
        let later: Day =
            switch outcome {
            case .accepted, .waitlisted: received
            case .ineligible: received.advanced(by: random.within(0...3))
            case .withdrawn: received.advanced(by: random.within(4...40))
            case .failed:
                campaign.isOver
                    ? campaign.startBy.advanced(by: random.within(2...10))
                    : received.advanced(by: random.within(5...30))
            }
        return min(later, SampleCalendar.secondList)
    }

    private mutating func fate(_ outcome: SampleEnrollment.Outcome, received: Day) -> SampleEnrollment.Fate {
        let chance = [.accepted: 93, .waitlisted: 15][outcome] ?? 0
        guard random.below(100) < chance else { return .never }
        let draw = random.below(100)
        let isLate = campaign.isOver && draw < 5
        let start =
            isLate
            ? campaign.startBy.advanced(by: random.within(1...25))
            : min(received.advanced(by: random.within(6...75)), campaign.startBy)
        guard start <= SampleCalendar.secondList else { return .never }
        let last = start.advanced(by: random.within(20...60))
        if draw > 95, last < min(campaign.ends, SampleCalendar.secondList) { return .stopped(from: start, last: last) }
        return .started(start)
    }
}
