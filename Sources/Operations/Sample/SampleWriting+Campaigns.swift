import Adoption

/// The shipped sample's campaigns, and what a survey and the exchange folders of their cities held.
extension SampleWriting {
    /// The applications of a municipality's campaign; what its offices registered follows from them.
    func enroll(
        _ offices: [SampleOffice], for campaign: SampleCampaign, spells: inout [[StageSpell]]
    ) -> [SampleEnrollment] {
        var enrolling = SampleEnrolling(
            campaign, offices: offices, spells: spells, careManagers: careManagers, seed: seed)
        let enrollments = enrolling.applications()
        SampleCampaignSpells.apply(enrollments, offices: offices, to: &spells, seed: seed)
        return enrollments
    }

    mutating func writeCampaign(
        _ campaign: SampleCampaign, _ enrollments: [SampleEnrollment], offices: [SampleOffice]
    ) throws {
        try writeFile("campaigns/\(campaign.id).yaml", campaign.definition, [])
        let folder = "campaigns/\(campaign.id)/"
        try writeFile(
            folder + "applications.csv", "受付日時,枠,事業所番号,相手の事業所番号,結果,結果の日\n",
            enrollments.map { application($0, offices) })
        summary.applications += enrollments.count
        let made = SampleCampaignSteps(
            campaign, enrollments, offices: offices, careManagers: careManagers, seed: seed)
        let steps = output.file(folder + "steps.csv", header: SampleCampaignSteps.header)
        for step in made.steps { try output.add(to: steps) { SampleCampaignSteps.row(step, into: &$0) } }
        for hearing in made.hearings {
            try writeFile(folder + "hearings/" + hearing.name, SampleHearing.header, hearing.rows(seed: seed))
        }
        guard let before = made.hearings.first, let after = made.hearings.dropFirst().first else { return }
        // 2026-10-09, the day of the office's consent.
        let consent = Day(number: 20_735)
        try writeFile(
            folder + "cases/\(after.receipt)-\(after.office)-\(consent).txt",
            SampleHearing.study(before: before.minutes(seed: seed), after: after.minutes(seed: seed)), [])
    }

    mutating func writeExchanges(
        _ place: SampleReference.Municipality, _ offices: [SampleOffice], _ spells: [[StageSpell]], isLong: Bool
    ) throws {
        var exchanges = SampleExchanges(
            reference: reference, careManagers: careManagers, place: place.code, seed: seed)
        let names = exchanges.names(offices: offices, spells: spells)
        summary.exchangeNames += names.count
        // One city's folder was listed with `ls -l`, the other's as plain names.
        try writeFile(
            "exchanges/\(place.code).txt", isLong ? "total \(names.count * 8)\n" : "",
            names.enumerated().map { (isLong ? SampleExchanges.longEntry($1, place: $0) : $1) + "\n" })
        var survey = SampleSurvey(careManagers: careManagers, place: place.code, seed: seed)
        let partners = survey.partners(of: offices)
        let statements = survey.readiness(of: offices, spells: spells)
        try writeFile("partners.csv", SampleSurvey.partners, partners)
        try writeFile("readiness.csv", SampleSurvey.readiness + SampleSurvey.productRows.joined(), statements)
        summary.partners += partners.count
        summary.statements += statements.count
    }

    private func application(_ enrollment: SampleEnrollment, _ offices: [SampleOffice]) -> String {
        let clock = [enrollment.second / 3_600, enrollment.second / 60 % 60, enrollment.second % 60].map {
            $0 < 10 ? "0\($0)" : "\($0)"
        }
        let numbers = enrollment.parties.map { offices[$0.office].number.description }
        let partner = numbers.count > 1 ? numbers[1] : ""
        return "\(enrollment.received) \(clock.joined(separator: ":")),\(enrollment.frame.id),\(numbers[0]),"
            + "\(partner),\(enrollment.outcome.rawValue),\(enrollment.decided)\n"
    }

    private mutating func writeFile(_ path: String, _ header: String, _ rows: [String]) throws {
        let file = output.file(path, header: header)
        for row in rows { try output.add(to: file) { $0.add(row) } }
    }
}
