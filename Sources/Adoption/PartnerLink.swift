/// An office's word on whom it works with: one row of a list of partners.
package struct PartnerLink: Hashable, Sendable {
    package var office: OfficeNumber
    package var partner: OfficeNumber
    /// The month that the volume is of.
    package var month: Month?
    /// Users, or 提供票, per month; nil when the list does not say.
    package var volume: Int?
    package var source: String

    package init(office: OfficeNumber, partner: OfficeNumber, month: Month?, volume: Int?, source: String) {
        self.office = office
        self.partner = partner
        self.month = month
        self.volume = volume
        self.source = source
    }
}
