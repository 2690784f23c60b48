import Adoption

/// What staff recorded of the sample's enrollments: starts, surveys, the way to a payment.
struct SampleCampaignSteps {
    struct Step {
        var receipt: Int
        var kind: String
        var day: Day
        var subject = ""
        var amount: Int?
        var office: OfficeNumber?
        var evidence = ""
    }

    static let header = "受付番号,段階,日付,対象,金額,事業所番号,根拠\n"

    private let campaign: SampleCampaign
    private let offices: [SampleOffice]
    private let careManagers: Int
    private let seed: UInt64
    private(set) var steps: [Step] = []
    private(set) var hearings: [SampleHearing] = []

    /// - Parameter careManagers: the file of 居宅介護支援 among `SampleReference.files`.
    init(
        _ campaign: SampleCampaign, _ enrollments: [SampleEnrollment], offices: [SampleOffice], careManagers: Int,
        seed: UInt64
    ) {
        self.campaign = campaign
        self.careManagers = careManagers
        self.offices = offices
        self.seed = seed
        for enrollment in enrollments where enrollment.holdsPlace {
            var random = SampleRandom(seed, 0x57E9, UInt64(campaign.area.number), UInt64(enrollment.receipt))
            if campaign.isOver {
                settle(enrollment, &random)
            } else {
                follow(enrollment, &random)
            }
        }
        // Steps of one day and receipt stay in the order in which they were made.
        steps = steps.enumerated().sorted {
            ($0.element.day, $0.element.receipt, $0.offset) < ($1.element.day, $1.element.receipt, $1.offset)
        }.map(\.element)
    }

    static func row(_ step: Step, into row: inout [UInt8]) {
        row.cell("\(step.receipt)")
        row.cell(step.kind)
        row.cell(step.day)
        row.cell(step.subject)
        row.cell(step.amount.map { "\($0)" } ?? "")
        row.cell(step.office?.description ?? "")
        row.add(step.evidence)
        row.add("\n")
    }

    private func number(_ party: SampleEnrollment.Party) -> OfficeNumber { offices[party.office].number }

    private mutating func note(
        _ enrollment: SampleEnrollment, _ kind: String, _ day: Day, _ party: SampleEnrollment.Party,
        subject: String = "", amount: Int? = nil, evidence: String = ""
    ) {
        guard day <= SampleCalendar.secondList else { return }
        steps.append(
            Step(
                receipt: enrollment.receipt, kind: kind, day: day, subject: subject, amount: amount,
                office: number(party), evidence: evidence))
    }
}

// MARK: - The campaign that is over
extension SampleCampaignSteps {
    /// 2026-09-15, the last day of the first survey.
    private static let firstSurveyBy = Day(number: 20_711)
    /// 2026-05-20 and 2026-07-08, days with a seminar.
    private static let seminars = [Day(number: 20_593), Day(number: 20_642)]
    /// 2026-10-15 and 2026-10-29, days of payment.
    private static let payments = [Day(number: 20_741), Day(number: 20_755)]

    private mutating func settle(_ enrollment: SampleEnrollment, _ random: inout SampleRandom) {
        var isMet = true
        for party in enrollment.parties { isMet = settle(party, enrollment, &random) && isMet }
        guard let applicant = enrollment.parties.first else { return }
        if enrollment.frame.id == "single" {
            let seminar = SampleCampaignSteps.seminars[enrollment.received < SampleCampaignSteps.seminars[0] ? 0 : 1]
            if random.chance(9_400) { note(enrollment, "研修参加", seminar, applicant) } else { isMet = false }
        }
        var amount = 20_000
        if enrollment.frame.id == "model", isMet, random.chance(8_000) {
            changeWork(enrollment, applicant, &random)
            amount += 30_000
        }
        let draw = random.below(100)
        guard isMet, draw < 90 else { return }
        for party in enrollment.parties {
            note(
                enrollment, "支払", SampleCampaignSteps.payments[draw < 70 ? 0 : 1], party, amount: amount,
                evidence: "支出命令 見本-\(enrollment.receipt)")
        }
    }

    /// - Returns: whether the office did all that was asked of it.
    private mutating func settle(
        _ party: SampleEnrollment.Party, _ enrollment: SampleEnrollment, _ random: inout SampleRandom
    ) -> Bool {
        guard let start = party.fate.start else { return false }
        if random.chance(8_000) {
            note(enrollment, "利用開始", start.advanced(by: random.below(4)), party, evidence: "登録完了通知の写し")
        }
        let first = start.advanced(by: random.within(3...14))
        let hasFirst = random.chance(9_500)
        if hasFirst { note(enrollment, "アンケート", first, party, subject: campaign.surveys.first) }
        let hasLast = random.chance(9_300)
        if hasLast {
            note(
                enrollment, "アンケート", campaign.ends.advanced(by: -random.below(14)), party,
                subject: campaign.surveys.last)
        }
        guard case .started = party.fate else { return false }
        return start <= campaign.startBy && hasFirst && first <= SampleCampaignSteps.firstSurveyBy && hasLast
    }

    /// Hearing, change and confirmation. Of the first four the hearing is told task by task, in files of their own.
    private mutating func changeWork(
        _ enrollment: SampleEnrollment, _ party: SampleEnrollment.Party, _ random: inout SampleRandom
    ) {
        let hearing = enrollment.received.advanced(by: random.within(3...10))
        let confirmed = campaign.ends.advanced(by: -random.within(2...12))
        let changed = hearing.advanced(by: confirmed.days(since: hearing) / 2)
        if hearings.count < 8 {
            let number = number(party)
            for (phase, day) in [(SampleHearing.Phase.before, hearing), (.after, confirmed)] {
                hearings.append(
                    SampleHearing(
                        receipt: enrollment.receipt, office: number, phase: phase, day: day,
                        isCareManager: offices[party.office].files.contains(careManagers)))
            }
        } else {
            note(enrollment, "聞き取り", hearing, party, evidence: "訪問")
            note(enrollment, "変更確認", confirmed, party, evidence: "訪問")
        }
        note(enrollment, "業務変更", changed, party)
    }
}

// MARK: - The campaign that runs
extension SampleCampaignSteps {
    /// Costs without tax, as documented.
    private static let costs = [19_091, 21_000, 21_000, 38_182, 12_727]

    private mutating func follow(_ enrollment: SampleEnrollment, _ random: inout SampleRandom) {
        for party in enrollment.parties {
            let start = party.fate.start
            if let start, random.chance(8_000) {
                note(enrollment, "利用開始", start.advanced(by: random.below(4)), party, evidence: "登録完了通知の写し")
            }
            let begin = start ?? enrollment.received
            if start != nil || party.fate == .user, random.chance(7_000) {
                note(
                    enrollment, "アンケート", begin.advanced(by: random.within(3...20)), party,
                    subject: campaign.surveys.first)
            }
            guard enrollment.frame.id == "licence", start != nil, random.chance(6_500) else { continue }
            let received = begin.advanced(by: random.within(5...25))
            note(enrollment, "書類受領", received, party, subject: "receipt", evidence: "領収書 見本-\(enrollment.receipt)")
            note(
                enrollment, "費用", received, party,
                amount: SampleCampaignSteps.costs[random.below(SampleCampaignSteps.costs.count)],
                evidence: "領収書 見本-\(enrollment.receipt)")
        }
    }
}
