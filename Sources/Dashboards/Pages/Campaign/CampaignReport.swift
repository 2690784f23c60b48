import Adoption
import Analytics

/// What the pages of one campaign are made from: its definition in force, its figures as of a day, what may be
/// published of the offices' practice.
package struct CampaignReport: Sendable {
    /// In force on the day.
    package var definition: CampaignDefinition
    /// The number of that version.
    package var version: Int
    package var figures: CampaignFigures
    /// The comparison with other municipalities; nil before there is anything to compare.
    package var effect: CampaignEffect?
    /// The days that the comparison is about.
    package var window: CampaignEffect.Window?
    /// 活用事例 for which a consent stands, by receipt.
    package var cases: [CaseReport]

    package init(
        definition: CampaignDefinition, version: Int, figures: CampaignFigures, effect: CampaignEffect? = nil,
        window: CampaignEffect.Window? = nil, cases: [CaseReport] = []
    ) {
        self.definition = definition
        self.version = version
        self.figures = figures
        self.effect = effect
        self.window = window
        self.cases = cases
    }

    /// Applications that hold a place.
    var taken: Int { figures.frames.reduce(0) { $0 + $1.taken } }

    var waiting: Int { figures.frames.reduce(0) { $0 + $1.waiting } }

    /// Places of all frames; nil without a limit.
    var places: Int? {
        if let places = definition.places { return places }
        var sum = 0
        for frame in figures.frames {
            guard let places = frame.places else { return nil }
            sum += places
        }
        return sum
    }

    /// Places that are free in all; nil without a limit.
    var left: Int? {
        let total = definition.places.map { max(0, $0 - taken) }
        let frames = figures.frames.compactMap(\.left)
        let sum = frames.count == figures.frames.count ? frames.reduce(0, +) : nil
        switch (total, sum) {
        case (let total?, let sum?): return min(total, sum)
        case (let total?, nil): return total
        case (nil, let sum): return sum
        }
    }

    /// Places that are free in a frame, by its own number and by the campaign's total; nil without a limit.
    func left(_ frame: CampaignFigures.Frame) -> Int? {
        let total = definition.places.map { max(0, $0 - taken) }
        guard let own = frame.left else { return total }
        return total.map { min($0, own) } ?? own
    }

    /// Whether an application that comes now may still wait for a place.
    var takesWaiting: Bool {
        figures.frames.contains { frame in
            let limit = definition.frame(frame.id)?.waiting
            return limit.map { frame.waiting < $0 } ?? true
        }
    }

    var phase: CampaignPhase { CampaignPhase(self) }
}

/// Where a campaign stands on a day. To the day only: the form alone knows the minute.
package enum CampaignPhase: String, CaseIterable, Sendable {
    /// The recruitment has not begun.
    case announced
    /// Applications are accepted, and places are free.
    case open
    /// Applications are accepted, and no place is free.
    case full
    /// The recruitment is over, the campaign has not begun.
    case closed
    /// The recruitment is over, the campaign is under way.
    case running
    case ended

    init(_ report: CampaignReport) {
        let definition = report.definition
        let day = report.figures.day
        if day < definition.opens.dayInJapan {
            self = .announced
        } else if day <= definition.lastRecruitingDay {
            self = report.left == 0 ? .full : .open
        } else if day < definition.begins {
            self = .closed
        } else {
            self = day <= definition.ends ? .running : .ended
        }
    }

    var isRecruiting: Bool { self == .open || self == .full }
}

extension CampaignDefinition {
    /// The last minute in which an application is accepted: `closes` itself is too late.
    var lastRecruitingInstant: Instant { lastMinute }

    var lastRecruitingDay: Day { lastRecruitingInstant.dayInJapan }
}

/// 活用事例 of one office with what the hearing and the confirmation found.
package struct CaseReport: Sendable {
    package var study: CaseStudy
    /// Of that office; remarks are not published.
    package var practices: [WorkPractice]

    package init(study: CaseStudy, practices: [WorkPractice]) {
        self.study = study
        self.practices = practices
    }

    /// Those for which a consent stands on a day, in the order of their receipts, with the practices of that office
    /// recorded by then.
    package static func published(
        _ studies: [CaseStudy], practices: [WorkPractice], on day: Day
    ) -> [CaseReport] {
        let standing = studies.filter { study in study.consentDay.map { $0 <= day } ?? false }
        return standing.sorted { ($0.receipt, $0.office) < ($1.receipt, $1.office) }.map { study in
            CaseReport(
                study: study,
                practices: practices.filter {
                    $0.receipt == study.receipt && $0.office == study.office && $0.day <= day
                })
        }
    }
}
