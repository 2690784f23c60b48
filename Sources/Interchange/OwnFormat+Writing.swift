import Adoption
import CSV

/// Rows of the product's own files, in the order of the columns of
/// `OwnFormat`. What is written here is read back to the same records.
extension OwnFormat {
    /// Writes the row of column names.
    package func writeHeader(to writer: inout CSVWriter) throws { try writer.row(columnNames) }

    package static func write(_ listing: OfficeListing, to writer: inout CSVWriter) throws {
        writer.field(listing.officeNumber?.description ?? "")
        writer.field(listing.serviceCode)
        writer.field(listing.name)
        writer.field(listing.kana)
        writer.field(listing.municipality.description)
        writer.field(listing.address)
        writer.field(listing.corporation?.description ?? "")
        writer.field(listing.corporationName)
        writer.field(listing.openDay?.description ?? "")
        writer.field(listing.lastDay?.description ?? "")
        writer.field(listing.status.key)
        writer.field(listing.successorOf?.description ?? "")
        writer.field(degrees(listing.latitude))
        writer.field(degrees(listing.longitude))
        writer.field(listing.capacity)
        try writer.endRow()
    }

    package static func write(_ entry: OfficeEntry, to writer: inout CSVWriter) throws {
        writer.field(entry.office.description)
        writer.field(entry.from?.description ?? "")
        writer.field(entry.name)
        writer.field(entry.kana)
        writer.field(entry.municipality.description)
        writer.field(entry.address)
        writer.field(entry.corporation?.description ?? "")
        writer.field(entry.corporationName)
        writer.field(degrees(entry.latitude))
        writer.field(degrees(entry.longitude))
        writer.field(entry.successorOf?.description ?? "")
        writer.field(entry.statedBy)
        try writer.endRow()
    }

    package static func write(_ listing: RegistrationListing, to writer: inout CSVWriter) throws {
        writer.field(listing.officeNumber.description)
        writer.field(listing.route ?? "")
        writer.field(listing.stage?.key ?? "")
        writer.field(listing.fromDay?.description ?? "")
        writer.field(listing.toDay?.description ?? "")
        writer.field(listing.endReason?.key ?? "")
        writer.field(listing.source)
        writer.field(listing.evidence)
        try writer.endRow()
    }

    package static func write(_ activity: OutreachActivity, to writer: inout CSVWriter) throws {
        try writer.row([
            activity.id, activity.kind.rawValue, activity.day.description, activity.title, activity.place,
            activity.organiser, activity.area.description,
        ])
    }

    package static func write(activity: String, attendedBy office: OfficeNumber, to writer: inout CSVWriter) throws {
        try writer.row([activity, office.description])
    }

    /// Degrees without an exponent and with at most seven decimals, as they
    /// are read.
    private static func degrees(_ value: Double?) -> String {
        guard let value, abs(value) < 1000 else { return "" }
        let scaled = Int((value * 1e7).rounded())
        let magnitude = abs(scaled)
        var decimals = String(magnitude % 10_000_000)
        decimals = String(repeating: "0", count: 7 - decimals.utf8.count) + decimals
        while decimals.hasSuffix("0"), decimals.utf8.count > 1 { decimals.removeLast() }
        return (scaled < 0 ? "-" : "") + String(magnitude / 10_000_000) + "." + decimals
    }
}
