import Adoption

/// The verdicts on every enrollment of a campaign, as of a day and by one state of knowledge. Everything that pages
/// and commands show of a running campaign is computed from here.
package struct CampaignVerdicts: Sendable {
    package let book: CampaignBook
    package let facts: CampaignFacts
    package let day: Day
    /// As they stood at the end of the day, by receipt; those received later are not among them.
    package let enrollments: [Enrollment]
    /// In the same order.
    package let verdicts: [EnrollmentVerdict]

    /// - Parameter facts: when they hold no exchange facts, those of their snapshot are taken.
    package init(book: CampaignBook, facts: CampaignFacts, asOf day: Day) {
        var facts = facts
        if facts.exchanges == nil {
            facts.exchanges = ExchangeFacts(facts.snapshot, offices: book.enrollments.flatMap(\.offices))
        }
        self.book = book
        self.facts = facts
        self.day = day
        enrollments = book.enrollments.compactMap { $0.asOf(day) }.sorted { $0.receipt < $1.receipt }
        verdicts = enrollments.map { enrollment in
            EnrollmentVerdict(enrollment, of: book.definition(for: enrollment), facts: facts, asOf: day)
        }
    }

    package subscript(receipt: Int) -> EnrollmentVerdict? {
        // By receipt, ascending: half of what is left is looked at no more.
        var range = verdicts.startIndex..<verdicts.endIndex
        while !range.isEmpty {
            let middle = (range.lowerBound + range.upperBound) / 2
            if verdicts[middle].receipt == receipt { return verdicts[middle] }
            range = verdicts[middle].receipt < receipt ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return nil
    }

    /// The definition in force at the end of the day: what figures of the whole campaign go by.
    package var definition: CampaignDefinition? { book.version(asOf: day)?.definition }

    func frame(of enrollment: Enrollment) -> CampaignFrame? {
        book.definition(for: enrollment)?.frame(enrollment.application.frame)
    }
}

extension CampaignBook {
    /// The definition under which an application was received: what it is judged by.
    func definition(for enrollment: Enrollment) -> CampaignDefinition? {
        (version(enrollment.application.version) ?? version(at: enrollment.application.receivedAt))?.definition
    }
}

extension EnrollmentVerdict {
    /// - Parameter definition: the version by which the application is judged; without it or its frame there is
    ///   nothing to judge.
    package init(_ enrollment: Enrollment, of definition: CampaignDefinition?, facts: CampaignFacts, asOf day: Day) {
        let application = enrollment.application
        self.init(
            receipt: application.receipt, frame: application.frame, day: day, applicant: application.office,
            partner: application.partner, conditions: [])
        guard let definition, let frame = definition.frame(application.frame) else { return }
        if let partner, EnrollmentVerdict.isSwapped(application, frame, definition, facts) {
            self.partner = applicant
            applicant = partner
        }
        let judging = ConditionJudging(
            enrollment: enrollment, definition: definition, facts: facts, day: day)
        for condition in frame.conditions {
            for party in condition.parties(in: frame, hasPartner: partner != nil) {
                conditions.append(judging.verdict(condition, party, party == .partner ? partner : applicant))
            }
        }
    }

    /// By the rules on the day of the application, whatever became of the offices since.
    private static func isSwapped(
        _ application: CampaignApplication, _ frame: CampaignFrame, _ definition: CampaignDefinition,
        _ facts: CampaignFacts
    ) -> Bool {
        guard frame.eitherOrder else { return false }
        let question = Eligibility.Question(
            frame: frame, of: definition, office: application.office, partner: application.partner,
            declarations: application.declarations)
        return Eligibility.judge(question, facts: facts, on: application.receivedAt.dayInJapan).isSwapped
    }
}

extension CampaignCondition {
    /// Of whom it is asked, one verdict each: never `both`.
    func parties(in frame: CampaignFrame, hasPartner: Bool) -> [Party] {
        // What was ticked was ticked on the one application.
        if case .declared = requirement { return [of == .partner ? .partner : .applicant] }
        let isForTwo = frame.kind.needsPartner || hasPartner
        switch of {
        case .applicant: return [.applicant]
        case .partner: return isForTwo ? [.partner] : []
        case .both: return isForTwo ? [.applicant, .partner] : [.applicant]
        }
    }
}
