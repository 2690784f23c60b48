/// A table of facts: its name and its columns after `id` and `revision`.
package struct FactTable: Sendable {
    package var name: String
    package var columns: [String]

    package static let officeEntry = FactTable(
        name: "office_entry",
        columns: [
            "office_number", "from_day", "municipality_code", "corporation_number", "latitude", "longitude",
            "successor_of", "stated_by", "name", "kana", "address", "corporation_name",
        ])
    package static let officeService = FactTable(
        name: "office_service",
        columns: ["office_number", "service_code", "status", "from_day", "to_day", "capacity", "listed_name"])
    package static let disagreement = FactTable(
        name: "disagreement", columns: ["office_number", "field", "kept", "other", "day"])
    package static let registration = FactTable(
        name: "registration",
        columns: ["office_number", "route", "stage", "from_day", "to_day", "end_reason", "source", "evidence"])
    package static let officeList = FactTable(name: "office_list", columns: ["day", "services", "areas"])
    package static let registrationList = FactTable(
        name: "registration_list", columns: ["day", "covers_from", "areas"])
    package static let outreachActivity = FactTable(
        name: "outreach_activity", columns: ["activity", "kind", "day", "title", "place", "organiser", "area"])
    package static let outreachAttendance = FactTable(
        name: "outreach_attendance", columns: ["activity", "office_number"])
    package static let referenceText = FactTable(name: "reference_text", columns: ["name", "content"])

    /// Every table of facts, in an order in which they can be filled.
    package static let all: [FactTable] = [
        referenceText, officeList, officeEntry, officeService, disagreement, registration, registrationList,
        outreachActivity, outreachAttendance,
    ]
}
