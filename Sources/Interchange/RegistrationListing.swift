import Adoption

/// One row of a list of registered offices, in its normal form.
package struct RegistrationListing: Hashable, Sendable {
    package var officeNumber: OfficeNumber
    /// nil where the list does not say: the caller's default holds.
    package var route: String?
    package var stage: Stage?
    package var fromDay: Day?
    package var toDay: Day?
    package var endReason: EndReason?
    package var source: String
    package var evidence: String
    /// Name and service as written beside the number, to be compared with
    /// the ledger's.
    package var officeName: String
    package var serviceText: String
    package var file: Int
    package var line: Int

    package init(
        officeNumber: OfficeNumber, route: String? = nil, stage: Stage? = nil, fromDay: Day? = nil, toDay: Day? = nil,
        endReason: EndReason? = nil, source: String = "", evidence: String = "", officeName: String = "",
        serviceText: String = "", file: Int = 0, line: Int = 0
    ) {
        self.officeNumber = officeNumber
        self.route = route
        self.stage = stage
        self.fromDay = fromDay
        self.toDay = toDay
        self.endReason = endReason
        self.source = source
        self.evidence = evidence
        self.officeName = officeName
        self.serviceText = serviceText
        self.file = file
        self.line = line
    }
}
