import Adoption

/// The address of a database: a file for SQLite, `postgres://…` (or libpq's `host=…`) for PostgreSQL.
package struct DatabaseAddress: Sendable {
    private let text: String

    package init(_ text: String) {
        self.text = text
    }

    package var isPostgreSQL: Bool { PostgreSQLSettings.isAddress(text) }

    /// As a person may see it: without a password.
    package var name: String { isPostgreSQL ? PostgreSQLSettings.masked(text) : text }

    /// - Throws: `Failure.unavailable` when it cannot be reached, `Failure.invalid` when it cannot be used.
    package func open(isReadOnly: Bool = false) throws -> any Driver {
        isPostgreSQL
            ? try PostgreSQLDriver(PostgreSQLSettings(text)) : try SQLiteDriver(path: text, isReadOnly: isReadOnly)
    }
}
