import Adoption
import Storage

/// Every fact that holds at a revision, as text without its number and its revision: two ledgers that say the same
/// have equal facts, however they came to them.
package struct LedgerFacts: Equatable, Sendable {
    package var entries: [OfficeEntry]
    package var services: [ServiceSpell]
    package var disagreements: [Disagreement]
    package var officeLists: [OfficeList]
    package var stages: [StageSpell]
    package var registrationLists: [RegistrationList]
    package var activities: [OutreachActivity]
    package var attendance: [OutreachAttendance]
    package var readiness: [ReadinessStatement]

    package init(_ ledger: Ledger, at revision: Int64? = nil) throws {
        let at = try revision ?? ledger.headRevision()
        let directory = try ledger.read { try OfficeDirectory($0, at: at) }
        entries = directory.entries.map(\.fact)
        services = directory.services.map(\.fact)
        disagreements = LedgerFacts.sorted(directory.disagreements)
        officeLists = LedgerFacts.sorted(directory.lists)
        stages = LedgerFacts.sorted(try ledger.read { try StageHistory($0, at: at) }.spells)
        registrationLists = LedgerFacts.sorted(try ledger.read { try RegistrationList.all($0, at: at) })
        let outreach = try ledger.read { try OutreachRecords($0, at: at) }
        activities = LedgerFacts.sorted(outreach.activities)
        attendance = LedgerFacts.sorted(outreach.attendance)
        readiness = try ledger.read { try ReadinessRecords($0, at: at) }.statements.map(\.fact)
    }

    private static func sorted<Fact>(_ facts: [Recorded<Fact>]) -> [Fact] {
        facts.map(\.fact).map { (String(reflecting: $0), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
    }

    /// The services of an office as `11 active 2025-12-31…`, in the ledger's order.
    package func spells(of office: String) -> [String] {
        services.filter { $0.office.description == office }.map { "\($0.service) \($0.status.key) \($0.spell.text)" }
    }

    /// The directory entries of an office as `221007 …2026-10-30`.
    package func places(of office: String) -> [String] {
        entries.filter { $0.office.description == office }
            .map { "\($0.municipality) \($0.from?.description ?? "")" + "…" }
    }

    /// The stages of an office as `careplan-renkei registered 2026-01-05…`.
    package func stages(of office: String) -> [String] {
        stages.filter { $0.office.description == office }
            .map { "\($0.route) \($0.stage.key) \($0.spell.text)\($0.endReason.map { " \($0.key)" } ?? "")" }
    }
}

extension Spell {
    /// `2025-12-31…2026-01-05`, open ends left out.
    package var text: String { "\(from?.description ?? "")…\(through?.description ?? "")" }
}

/// The columns of a snapshot as text, so that two snapshots can be compared whole, columns yet to come included. What
/// differs between two revisions of the same content is left out.
package func snapshotColumns(_ snapshot: Snapshot) -> [String] {
    Mirror(reflecting: snapshot).children.compactMap { label, value in
        label == "revision" || label == "recordedAt" ? nil : "\(label ?? "") \(value)"
    }
}
