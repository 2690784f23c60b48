import Adoption
import Interchange
import Storage

/// What an office list changes in the ledger: exactly what the preview shows and the commit writes.
package struct OfficePlan: Sendable {
    package var entries: [OfficeEntry] = []
    package var services: [ServiceSpell] = []
    package var disagreements: [Disagreement] = []
    /// Facts that no longer hold.
    package var superseded: [Int64] = []
    /// The list itself, unless the ledger has one that says the same.
    package var list: OfficeList?

    package var newOffices = 0
    package var changedOffices = 0
    /// Of the changed ones: to another municipality.
    package var movedOffices = 0
    package var correctedOffices = 0
    package var openedServices = 0
    package var reopenedServices = 0
    package var changedServices = 0
    package var closedServices = 0
    /// Services that the list covers and does not name, left open because the list was not said to be complete.
    package var missingServices = 0
    package var closedByMunicipality: [MunicipalityCode: Int] = [:]

    package init() {}

    package var isEmpty: Bool {
        entries.isEmpty && services.isEmpty && disagreements.isEmpty && superseded.isEmpty && list == nil
    }
}

/// A row of an office list whose office number is known.
@dynamicMemberLookup
package struct NumberedListing: Sendable {
    package var office: OfficeNumber
    package var listing: OfficeListing

    package init(office: OfficeNumber, listing: OfficeListing) {
        self.office = office
        self.listing = listing
    }

    package subscript<Value>(dynamicMember path: KeyPath<OfficeListing, Value>) -> Value { listing[keyPath: path] }

    var service: String { listing.serviceCode }

    /// Rows in the order of office and service, and of their files and lines within it. Small keys are sorted and each
    /// row is moved once: a row has ten fields that copying would count references of.
    static func ordered(_ rows: [NumberedListing]) -> [NumberedListing] {
        struct Key {
            var office: UInt64
            var service: UInt64
            var place: UInt64
            var row: Int32
        }
        var keys = rows.enumerated().map { index, row in
            Key(
                office: row.office.packed, service: row.listing.serviceCode.utf8.reduce(0) { $0 << 8 | UInt64($1) },
                place: UInt64(row.listing.file) << 32 | UInt64(row.listing.line), row: Int32(index))
        }
        keys.sort {
            ($0.office, $0.service, $0.place, $0.row) < ($1.office, $1.service, $1.place, $1.row)
        }
        return keys.map { rows[Int($0.row)] }
    }
}
