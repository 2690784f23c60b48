import Adoption

extension CampaignFacts {
    /// How an office offers services on a day.
    struct Offer: Hashable {
        /// Services (places in the reference) by the way in which it offers them.
        var active: Set<Int> = []
        var deemed: Set<Int> = []
        var suspended: Set<Int> = []
        /// Whether the lists name any service of it, on whatever day.
        var isListed = false

        var isEmpty: Bool { active.isEmpty && deemed.isEmpty && suspended.isEmpty }

        /// Only these services; nil: all.
        func among(_ services: Set<Int>?) -> Offer {
            guard let services else { return self }
            return Offer(
                active: active.intersection(services), deemed: deemed.intersection(services),
                suspended: suspended.intersection(services), isListed: isListed)
        }
    }

    func offer(of office: Int, on day: Day) -> Offer {
        let services = snapshot.services
        var offer = Offer()
        for row in Int(services.starts[office])..<Int(services.starts[office + 1]) {
            offer.isListed = true
            guard services.from[row] <= day.number, services.through[row] >= day.number else { continue }
            switch services.status[row] {
            case .active: offer.active.insert(Int(services.service[row]))
            case .deemed: offer.deemed.insert(Int(services.service[row]))
            case .suspended: offer.suspended.insert(Int(services.service[row]))
            }
        }
        return offer
    }

    /// Attendance of one of the seminars that count, by the end of a day: the first one.
    func attendance(
        _ seminar: CampaignSeminar, area: MunicipalityCode, of office: Int, by day: Day
    ) -> Evidence? {
        for held in activities(seminar, area: area) where held.activity.day <= day {
            guard let place = held.attendees.firstIndex(of: Int32(office)) else { continue }
            return Evidence(
                .attendance, fact: held.facts.indices.contains(place) ? held.facts[place] : nil,
                day: held.activity.day, text: held.activity.id)
        }
        return nil
    }

    /// The activities that count, by day and id: the named ones, or the area's own seminars within the days. A
    /// seminar that the prefecture held counts for a municipality's campaign only when it is named.
    func activities(_ seminar: CampaignSeminar, area: MunicipalityCode) -> [Snapshot.Activity] {
        let prefecture = area.isPrefecture ? area.prefecture : nil
        return snapshot.activities.filter { held in
            let activity = held.activity
            guard Spell(from: seminar.from, through: seminar.through).covers(activity.day) else { return false }
            if !seminar.activities.isEmpty { return seminar.activities.contains(activity.id) }
            return activity.kind == .seminar
                && (activity.area == area || prefecture.map { activity.area.prefecture == $0 } ?? false)
        }.sorted { ($0.activity.day, $0.activity.id) < ($1.activity.day, $1.activity.id) }
    }

    /// The first answer to a survey by the end of a day: a step of the enrollment, or a response recorded elsewhere.
    func answer(to survey: String, of office: OfficeNumber?, in enrollment: Enrollment, by day: Day) -> Evidence? {
        let step = enrollment.steps(.surveyAnswered, of: office, by: day).first { $0.subject == survey }
        let recorded = office.flatMap { surveyAnswer?(survey, $0) }.flatMap { $0.day <= day ? $0 : nil }
        if let recorded, step.map({ recorded.day < $0.day }) ?? true {
            return Evidence(.survey, fact: recorded.fact, day: recorded.day, text: survey)
        }
        return step.map(Evidence.init)
    }
}

extension Evidence {
    init(_ step: EnrollmentStep) {
        self.init(
            .step, fact: step.fact == 0 ? nil : step.fact, day: step.day,
            text: step.evidence.isEmpty ? step.subject : step.evidence)
    }
}

extension MunicipalityCode {
    /// A prefecture's own code: 静岡県 220001.
    var isPrefecture: Bool { number / 10 % 1000 == 0 }
}
