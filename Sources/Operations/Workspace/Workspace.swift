import Adoption
import Catalog
import Storage
import Synchronization

/// Everything an operation works with: the project's folder, the ledger and the clock of the edge.
package struct Workspace: Sendable {
    package let project: ProjectFolder
    package let ledger: Ledger
    /// Where the database is, as a person may see it: never with a password.
    package let databaseName: String
    /// What the clock says: asked at the edge only, handed down.
    package let clock: @Sendable () -> Instant

    /// Told about the first write and the commit of every import: tests that kill the process know where it was.
    package let trace: (@Sendable (String) -> Void)?

    private let loaded = StateCache()
    let definitions = DefinitionCache()

    /// Opens the database, creating it when it does not exist.
    /// - Parameters:
    ///   - database: a path, or `postgres://…`.
    ///   - isReadOnly: only look: works on a file that may not be written, and while somebody else writes.
    package init(
        project: ProjectFolder, database: String, isReadOnly: Bool = false,
        clock: @escaping @Sendable () -> Instant, trace: (@Sendable (String) -> Void)? = nil
    ) throws {
        self.project = project
        self.clock = clock
        self.trace = trace
        let address = DatabaseAddress(database)
        databaseName = address.name
        ledger = try Ledger(driver: try address.open(isReadOnly: isReadOnly))
    }

    /// Whether an address names a database of a server rather than a file.
    package static func isRemote(_ address: String) -> Bool { DatabaseAddress(address).isPostgreSQL }

    /// A text with the password of a database address overwritten, in the same length.
    package static func withoutPassword(_ text: String) -> String {
        text.contains("://") || text.contains("password") ? PostgreSQLSettings.masked(text) : text
    }

    /// The reference as it was at a revision.
    /// - Throws: `Failure.notFound` when the database was never initialised.
    package func reference(at revision: Int64) throws -> Reference {
        let texts = try ledger.referenceTexts(at: revision)
        guard !texts.isEmpty else {
            throw Failure(
                .notFound, "データベース \(databaseName) に基準データがありません。", hint: "先に fukyu init を実行してください。")
        }
        return try Reference(texts: texts)
    }

    /// The newest revision, or the last one known at an instant.
    /// - Throws: `Failure.notFound` when nothing was recorded by then.
    func revision(knownAt instant: Instant?) throws -> Int64 {
        guard let instant else { return try ledger.headRevision() }
        let revision = try ledger.revision(knownAt: instant)
        guard revision > 0 else {
            throw Failure(
                .notFound, "\(instant.inJapan) までの記録はありません。", hint: "--known-at に、最初の取り込みより後の時刻を指定してください。")
        }
        return revision
    }

    /// The ledger as it is, or as it was known at an instant. Loaded once per revision and kept; a revision that only
    /// wrote to campaigns takes the snapshot of the one before.
    package func state(knownAt instant: Instant? = nil) throws -> LedgerState {
        let revision = try revision(knownAt: instant)
        let recordedAt = try ledger.recordedAt(revision)
        if let kept = loaded.state(of: revision, recordedAt: recordedAt) { return kept }
        let state = try changedState(at: revision, recordedAt: recordedAt) ?? loadedState(at: revision)
        loaded.keep(state)
        return state
    }

    /// The kept state with the campaigns of a later revision, when nothing else was recorded in between.
    private func changedState(at revision: Int64, recordedAt: Instant) throws -> LedgerState? {
        guard let kept = loaded.newest(before: revision),
            try ledger.recordedAt(kept.snapshot.revision) == kept.snapshot.recordedAt,
            try !ledger.changedSnapshot(after: kept.snapshot.revision, through: revision)
        else { return nil }
        var snapshot = kept.snapshot
        snapshot.revision = revision
        snapshot.recordedAt = recordedAt
        return try state(snapshot, kept.reference)
    }

    private func loadedState(at revision: Int64) throws -> LedgerState {
        let reference = try reference(at: revision)
        let earlier = loaded.latest(with: reference.exchangeKinds)
        return try state(try ledger.snapshot(at: revision, reference: reference, earlier: earlier), reference)
    }

    private func state(_ snapshot: Snapshot, _ reference: Reference) throws -> LedgerState {
        let campaigns = try Campaign.all(
            ledger.campaigns(at: snapshot.revision), definitions: definitions, reference: self.reference(at:))
        return LedgerState(snapshot: snapshot, reference: reference, campaigns: campaigns)
    }
}

/// A snapshot with the reference that belongs to it and the campaigns: what pages are made from.
package struct LedgerState: Sendable {
    package let snapshot: Snapshot
    package let reference: Reference
    /// By id.
    package let campaigns: [Campaign]
}

/// The last two states: the current one, and one that somebody asked for "as known at".
private final class StateCache: Sendable {
    private let states = Mutex<[LedgerState]>([])

    func state(of revision: Int64, recordedAt instant: Instant) -> LedgerState? {
        states.withLock { kept in
            kept.first { $0.snapshot.revision == revision && $0.snapshot.recordedAt == instant }
        }
    }

    func newest(before revision: Int64) -> LedgerState? {
        states.withLock { kept in
            kept.filter { $0.snapshot.revision < revision }.max { $0.snapshot.revision < $1.snapshot.revision }
        }
    }

    /// The snapshot that was loaded last, if its exchange records were read by the same table of kinds.
    func latest(with kinds: ExchangeKinds) -> Snapshot? {
        states.withLock { kept in kept.last { $0.reference.exchangeKinds == kinds }?.snapshot }
    }

    func keep(_ state: LedgerState) {
        states.withLock { kept in
            kept.removeAll { $0.snapshot.revision == state.snapshot.revision }
            kept.append(state)
            if kept.count > 2 { kept.removeFirst() }
        }
    }
}
