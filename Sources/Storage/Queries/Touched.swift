extension Ledger {
    /// Whether a revision after `first`, up to `last`, may have changed what a snapshot holds. What operations on
    /// campaigns record is not in it: their names begin with 「campaign 」.
    package func changedSnapshot(after first: Int64, through last: Int64) throws -> Bool {
        try read { connection in
            try connection.first(
                """
                SELECT 1 FROM revision WHERE revision > :first AND revision <= :last
                AND substr(operation, 1, 9) <> 'campaign ' LIMIT 1
                """, ["first": .int(first), "last": .int(last)]
            ) { _ in true } ?? false
        }
    }
}
