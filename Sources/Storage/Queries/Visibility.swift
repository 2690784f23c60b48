import Adoption

/// Which facts hold at a revision: recorded by then, not superseded by then, and neither in a revision that was
/// undone by then. A supersession made by an undone revision has no effect, so that an undo restores what its
/// revision replaced.
package struct Visibility: Sendable {
    package let revision: Int64
    private var undone: Set<Int64> = []
    /// One bit a fact.
    private var superseded: [UInt64] = []

    package init(at revision: Int64, _ connection: any Connection) throws {
        self.revision = revision
        let at: Arguments = ["at": .int(revision)]
        for undo in try connection.rows("SELECT undone FROM revision_undo WHERE revision <= :at", at, { try $0.int(0) })
        {
            undone.insert(undo)
        }
        try connection.query("SELECT fact, revision FROM supersession WHERE revision <= :at", at) { row in
            let by = try row.int(1)
            if !undone.contains(by) { hide(try row.int(0)) }
        }
    }

    /// The same as a condition of SQL, for a query that reads few rows `f` of a large ledger; needs `:at`.
    static let condition = """
        f.revision <= :at
        AND NOT EXISTS (SELECT 1 FROM revision_undo u WHERE u.undone = f.revision AND u.revision <= :at)
        AND NOT EXISTS (
            SELECT 1 FROM supersession s WHERE s.fact = f.id AND s.revision <= :at
            AND NOT EXISTS (SELECT 1 FROM revision_undo u WHERE u.undone = s.revision AND u.revision <= :at))
        """

    /// Whether a fact that was recorded at or before `revision` holds.
    package func shows(fact: Int64, recordedIn revision: Int64) -> Bool {
        if !undone.isEmpty && undone.contains(revision) { return false }
        let word = Int(fact >> 6)
        return word >= superseded.count || superseded[word] >> UInt64(fact & 63) & 1 == 0
    }

    /// The rows of a query that hold; its first two columns must be `id` and `revision`, and its text must restrict
    /// `revision <= :at`.
    package func query(
        _ connection: any Connection, _ sql: String, _ arguments: Arguments = [:], _ each: (any Row) throws -> Void
    ) throws {
        var all = arguments
        all["at"] = .int(revision)
        try connection.query(sql, all) { row in
            if shows(fact: try row.int(0), recordedIn: try row.int(1)) { try each(row) }
        }
    }

    private mutating func hide(_ fact: Int64) {
        let word = Int(fact >> 6)
        if word >= superseded.count {
            superseded.append(contentsOf: repeatElement(0, count: word + 1 - superseded.count))
        }
        superseded[word] |= 1 << UInt64(fact & 63)
    }
}
