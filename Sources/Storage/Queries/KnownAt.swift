import Adoption

extension Ledger {
    /// The last revision that was recorded at or before an instant; 0 when nothing was recorded by then.
    package func revision(knownAt instant: Instant) throws -> Int64 {
        try read { connection in
            try connection.first(
                "SELECT COALESCE(MAX(revision), 0) FROM revision WHERE recorded_at <= :instant",
                ["instant": .text(instant.description)]
            ) { try $0.int(0) } ?? 0
        }
    }

    /// The newest revision and when it was recorded.
    package func head() throws -> (revision: Int64, recordedAt: Instant) {
        try read { connection in
            let head = try Ledger.head(connection)
            return (head.revision, head.recordedAt)
        }
    }

    /// When a revision was recorded. Number and instant together name a state of the ledger: after a restore, or on a
    /// replica that was promoted before it had heard of the last revisions, numbers are used a second time.
    package func recordedAt(_ revision: Int64) throws -> Instant {
        try read { try recordedAt(revision, $0) }
    }

    func recordedAt(_ revision: Int64, _ connection: any Connection) throws -> Instant {
        let instant = try connection.first(
            "SELECT recorded_at FROM revision WHERE revision = :revision", ["revision": .int(revision)]
        ) { try $0.instant(0) }
        return instant ?? Instant(milliseconds: 0)
    }
}
