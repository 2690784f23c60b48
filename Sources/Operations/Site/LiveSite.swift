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
    /// Kept from edition to edition: most revisions leave most forecasts as they are.
    private let forecasts = ForecastMemo()
    private let state = Mutex(State())

    private struct State {
        var edition: SiteEdition?
        /// What the last look that ended said of the database.
        var isReachable = true
        /// Since when the database owes the present look an answer.
        var asking: ContinuousClock.Instant?
    }

    /// How long a database may think about its newest revision before it counts as unreachable: a host that died
    /// without a word keeps the look itself waiting for more than a minute.
    private static let patience = Duration.seconds(5)

    /// What a look at the ledger found.
    package enum Refresh: Sendable {
        case unchanged
        case newEdition
        /// The database cannot be reached any more; the last edition stays up.
        case lost(Failure)
        case regained
    }

    /// Loads the first edition.
    package init(_ workspace: Workspace, asOf: Day?, language: Language) throws {
        self.workspace = workspace
        self.asOf = asOf
        self.language = language
        design = try SiteDesign(workspace.project)
        _ = try load()
    }

    /// The forms of the campaigns, with the site's texts and look.
    /// - Parameter isReadOnly: applications are received by another server.
    package func forms(isReadOnly: Bool) -> CampaignForms {
        CampaignForms(workspace, design: design, language: language, isReadOnly: isReadOnly)
    }

    package func current() -> SiteEdition? { state.withLock { $0.edition } }

    /// Whether the last look at the database succeeded and the present one does not wait unduly.
    package var isReachable: Bool {
        state.withLock { state in
            state.isReachable && state.asking.map { ContinuousClock.now - $0 < LiveSite.patience } ?? true
        }
    }

    /// Looks whether the ledger or the day has moved, and loads the new edition if so. Off the event loops: reading
    /// the database blocks.
    package func refresh() async -> Refresh {
        do {
            let isNew = try await BlockingWork.run { try self.load() }
            let wasReachable = state.withLock { state in
                defer { state.isReachable = true }
                return state.isReachable
            }
            return wasReachable ? (isNew ? .newEdition : .unchanged) : .regained
        } catch {
            let wasReachable = state.withLock { state in
                defer { state.isReachable = false }
                return state.isReachable
            }
            let failure = error as? Failure ?? Failure(.internal, "\(error)")
            return wasReachable ? .lost(failure) : .unchanged
        }
    }

    private func load() throws -> Bool {
        let day = asOf ?? workspace.clock().dayInJapan
        let head = try head()
        if let current = current(), current.revision == head.revision, current.knownAt == head.recordedAt,
            current.asOf == day
        {
            return false
        }
        let next = try SiteEdition(
            try workspace.state(), design: design, asOf: day, language: language, memo: forecasts)
        state.withLock { $0.edition = next }
        return true
    }

    private func head() throws -> (revision: Int64, recordedAt: Instant) {
        state.withLock { $0.asking = .now }
        defer { state.withLock { $0.asking = nil } }
        return try workspace.ledger.head()
    }
}
