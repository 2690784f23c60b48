import Adoption

extension CampaignFacts {
    /// Whether an office attended a seminar of that kind by the end of a day: what reserved places ask for.
    package func attended(
        _ seminar: CampaignSeminar, _ office: OfficeNumber, by day: Day, area: MunicipalityCode
    ) -> Bool {
        index(of: office).flatMap { attendance(seminar, area: area, of: $0, by: day) } != nil
    }
}
