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
    package static let campaignDefinition = FactTable(
        name: "campaign_definition", columns: ["campaign", "version", "effective_at", "content", "crest"])
    package static let campaignApplication = FactTable(
        name: "campaign_application",
        columns: [
            "campaign", "receipt", "frame", "office_number", "partner_number", "version", "channel", "stated_at",
            "declarations", "contact", "form_digest", "status_digest", "partner_digest",
        ])
    package static let enrollmentStep = FactTable(
        name: "enrollment_step",
        columns: [
            "campaign", "receipt", "kind", "day", "until_at", "version", "subject", "amount", "office_number",
            "evidence", "actor",
        ])
    package static let workPractice = FactTable(
        name: "work_practice",
        columns: [
            "campaign", "receipt", "office_number", "phase", "day", "task", "roles", "by_day", "minutes", "remark",
        ])
    package static let caseStudy = FactTable(
        name: "case_study",
        columns: ["campaign", "receipt", "office_number", "consent_day", "shown_name", "title", "content"])
    package static let readiness = FactTable(
        name: "readiness",
        columns: [
            "office_number", "day", "software", "software_version", "marks", "intention", "attitude", "source",
            "evidence",
        ])
    package static let exchangeBatch = FactTable(name: "exchange_batch", columns: ["offices", "kinds", "services"])
    package static let exchangeSegment = FactTable(
        name: "exchange_segment", columns: ["first_time", "last_time", "records", "deletions", "digest", "content"])
    package static let partnerLink = FactTable(
        name: "partner_link", columns: ["office_number", "partner_number", "month", "volume", "source"])

    /// Every table of facts, in an order in which they can be filled.
    package static let all: [FactTable] = [
        referenceText, officeList, officeEntry, officeService, disagreement, registration, registrationList,
        outreachActivity, outreachAttendance, campaignDefinition, campaignApplication, enrollmentStep, workPractice,
        caseStudy, readiness, exchangeBatch, exchangeSegment, partnerLink,
    ]
}
