import Adoption

/// One row of an office list, office × service, in its normal form.
package struct OfficeListing: Hashable, Sendable {
    /// nil where a standard data set leaves the column empty: to be matched
    /// by name and address.
    package var officeNumber: OfficeNumber?
    package var serviceCode: String
    package var name: String
    package var kana: String
    /// As given: a ward where the list has wards.
    package var municipality: MunicipalityCode
    package var address: String
    package var corporation: CorporationNumber?
    package var corporationName: String
    package var openDay: Day?
    package var lastDay: Day?
    package var status: ServiceStatus
    package var successorOf: OfficeNumber?
    /// Degrees north and east, both or neither.
    package var latitude: Double?
    package var longitude: Double?
    /// Persons; nil when unknown.
    package var capacity: Int?
    /// Place of the file in the call, and physical line.
    package var file: Int
    package var line: Int

    package init(
        officeNumber: OfficeNumber?, serviceCode: String, name: String, kana: String = "",
        municipality: MunicipalityCode, address: String = "", corporation: CorporationNumber? = nil,
        corporationName: String = "", openDay: Day? = nil, lastDay: Day? = nil, status: ServiceStatus = .active,
        successorOf: OfficeNumber? = nil, latitude: Double? = nil, longitude: Double? = nil, capacity: Int? = nil,
        file: Int = 0, line: Int = 0
    ) {
        self.officeNumber = officeNumber
        self.serviceCode = serviceCode
        self.name = name
        self.kana = kana
        self.municipality = municipality
        self.address = address
        self.corporation = corporation
        self.corporationName = corporationName
        self.openDay = openDay
        self.lastDay = lastDay
        self.status = status
        self.successorOf = successorOf
        self.latitude = latitude
        self.longitude = longitude
        self.capacity = capacity
        self.file = file
        self.line = line
    }
}
