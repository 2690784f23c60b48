import Adoption
import Analytics
import Catalog
import Storage
import Synchronization

/// A campaign as it is on record at a revision.
package struct Campaign: Sendable {
    package var book: CampaignBook
    package var practices: [Recorded<WorkPractice>]
    package var studies: [Recorded<CaseStudy>]
    /// The crest of the newest version.
    package var crest: [UInt8]?

    package var id: String { newest.definition.id }

    /// The newest version, whether or not it is in force yet.
    package var newest: CampaignVersion { book.versions[book.versions.count - 1] }

    /// The definition in force at an instant.
    package func definition(at instant: Instant) -> CampaignDefinition {
        (book.version(at: instant) ?? newest).definition
    }

    /// All campaigns of a set of records, by id.
    /// - Parameter reference: the reference of a revision. A definition is read by the one that it was checked against,
    ///   so that a later reference cannot make it unreadable.
    static func all(
        _ records: CampaignRecords, definitions: DefinitionCache, reference: (_ revision: Int64) throws -> Reference
    ) throws -> [Campaign] {
        let applications = Dictionary(grouping: records.applications, by: \.campaign)
        let steps = Dictionary(grouping: records.steps, by: \.campaign)
        let practices = Dictionary(grouping: records.practices, by: \.fact.campaign)
        let studies = Dictionary(grouping: records.studies, by: \.fact.campaign)
        return try Set(records.definitions.map(\.campaign)).sorted().map { id in
            let recorded = records.definitions.filter { $0.campaign == id }
            let versions = try recorded.map { try definitions.version($0, reference: reference) }
            return Campaign(
                book: CampaignBook(versions: versions, applications: applications[id] ?? [], steps: steps[id] ?? []),
                practices: practices[id] ?? [], studies: studies[id] ?? [],
                crest: recorded.last?.crest)
        }
    }
}

/// Definitions that were read once: a recorded text never changes.
final class DefinitionCache: Sendable {
    private let known = Mutex<[RecordedDefinition: CampaignVersion]>([:])

    func version(
        _ recorded: RecordedDefinition, reference: (_ revision: Int64) throws -> Reference
    ) throws -> CampaignVersion {
        if let version = known.withLock({ $0[recorded] }) { return version }
        let definition = try CampaignDefinition(
            yaml: recorded.content, file: "\(recorded.campaign) 第\(recorded.version)版",
            reference: reference(recorded.revision))
        let version = CampaignVersion(
            number: recorded.version, effective: recorded.effective, definition: definition)
        known.withLock { $0[recorded] = version }
        return version
    }
}
