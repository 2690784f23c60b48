import Adoption
import Dashboards
import Storage
import Synchronization

/// The site that a server shows: follows the ledger's revision and the day. Requests use the edition that is ready and
/// never wait for the database.
package final class LiveSite: Sendable {
    private let workspace: Workspace
    private let design: SiteDesign
    private let language: Language
    /// Fixed by `--as-of`; nil: today in Japan.
    private let asOf: Day?
    private let edition = Mutex<SiteEdition?>(nil)

    /// Loads the first edition.
    package init(_ workspace: Workspace, asOf: Day?, language: Language) throws {
        self.workspace = workspace
        self.asOf = asOf
        self.language = language
        design = try SiteDesign(workspace.project)
        _ = try refreshNow()
    }

    package func current() -> SiteEdition? { edition.withLock { $0 } }

    /// Looks whether the ledger or the day has moved, and loads the new edition if so. Off the event loops: reading
    /// the database blocks.
    /// - Returns: whether there is a new edition.
    package func refresh() async throws -> Bool {
        try await BlockingWork.run { try self.refreshNow() }
    }

    private func refreshNow() throws -> Bool {
        let day = asOf ?? workspace.clock().dayInJapan
        let revision = try workspace.ledger.headRevision()
        if let current = current(), current.revision == revision, current.asOf == day { return false }
        let next = try SiteEdition(
            try workspace.state(), design: design, asOf: day, language: language)
        edition.withLock { $0 = next }
        return true
    }
}
