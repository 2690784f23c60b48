import Adoption

/// A value on its way into the database.
package enum Value: Sendable, Hashable {
    case null
    case int(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])

    package init(_ text: String?) { self = text.map(Value.text) ?? .null }

    package init(_ number: Int?) { self = number.map { .int(Int64($0)) } ?? .null }

    package init(_ number: Double?) { self = number.map(Value.real) ?? .null }

    package init(_ day: Day?) { self = day.map { .text($0.description) } ?? .null }
}

/// Values by the names of their placeholders (`:name`). Each must stand where its type is clear, beside a column or in
/// a list of values; `:name IS NULL` is not such a place on PostgreSQL.
package typealias Arguments = [String: Value]

/// One row of an answer, valid only inside the closure that receives it.
package protocol Row {
    func isNull(_ column: Int) -> Bool
    /// - Throws: for NULL and for what is no whole number.
    func int(_ column: Int) throws -> Int64
    /// - Throws: for NULL and for what is no number.
    func real(_ column: Int) throws -> Double
    /// The text's UTF-8 bytes, in place.
    func withText<Result>(_ column: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result
    func blob(_ column: Int) throws -> [UInt8]
}

extension Row {
    package func text(_ column: Int) -> String {
        withText(column) { String(decoding: $0, as: UTF8.self) }
    }

    package func textIfAny(_ column: Int) -> String? {
        isNull(column) ? nil : text(column)
    }

    /// An ISO day; nil for NULL.
    package func day(_ column: Int) throws -> Day? {
        if isNull(column) { return nil }
        guard let day = withText(column, { Day(iso: $0) }) else { throw unreadable("day", column) }
        return day
    }

    package func instant(_ column: Int) throws -> Instant {
        guard let instant = Instant(text(column)) else { throw unreadable("instant", column) }
        return instant
    }

    package func office(_ column: Int) throws -> OfficeNumber {
        guard let number = withText(column, { OfficeNumber(bytes: $0) }) else { throw unreadable("office", column) }
        return number
    }

    func unreadable(_ what: String, _ column: Int) -> Failure {
        Failure(
            .internal, "データベースの値を読めません(\(what)、列\(column): \(textIfAny(column) ?? "NULL"))。",
            hint: "バックアップから戻すか、fukyu check の結果を添えて問い合わせてください。")
    }
}

/// Takes the rows of a bulk load, value by value in the order of the columns.
package protocol BulkRows {
    mutating func append(_ value: Value) throws
    mutating func append(text: String) throws
    mutating func append(int: Int64) throws
    mutating func appendNull() throws
    mutating func endRow() throws
}

extension BulkRows {
    package mutating func append(_ day: Day?) throws {
        if let day { try append(text: day.description) } else { try appendNull() }
    }

    package mutating func append(_ text: String?) throws {
        if let text { try append(text: text) } else { try appendNull() }
    }

    package mutating func append(_ number: Double?) throws {
        if let number { try append(.real(number)) } else { try appendNull() }
    }
}

/// One connection inside a read or a transaction.
package protocol Connection {
    /// Runs one statement and tells how many rows it changed.
    @discardableResult
    func execute(_ sql: String, _ arguments: Arguments) throws -> Int
    /// Runs one query and hands over its rows one by one.
    func query(_ sql: String, _ arguments: Arguments, _ each: (any Row) throws -> Void) throws
    /// Loads many rows into a table by the engine's fastest way. No other statement can run on the connection until
    /// the closure ends.
    func bulkLoad(_ table: String, columns: [String], _ fill: (inout any BulkRows) throws -> Void) throws
}

extension Connection {
    @discardableResult
    package func execute(_ sql: String) throws -> Int { try execute(sql, [:]) }

    package func query(_ sql: String, _ each: (any Row) throws -> Void) throws { try query(sql, [:], each) }

    /// The rows as values.
    package func rows<Result>(
        _ sql: String, _ arguments: Arguments = [:], _ read: (any Row) throws -> Result
    ) throws -> [Result] {
        var results: [Result] = []
        try query(sql, arguments) { results.append(try read($0)) }
        return results
    }

    /// The first row, or nil.
    package func first<Result>(
        _ sql: String, _ arguments: Arguments = [:], _ read: (any Row) throws -> Result
    ) throws -> Result? {
        var result: Result?
        try query(sql, arguments) { if result == nil { result = try read($0) } }
        return result
    }
}

/// An engine: the only place that knows its dialect. Blocking calls: servers make them off their event loops.
package protocol Driver: Sendable {
    /// `SQLite 3.40.1`, for `fukyu check` and logs; never a password.
    var engine: String { get }
    /// A consistent view for the time of the closure, which must not begin another read of the same driver.
    func read<Result>(_ body: (any Connection) throws -> Result) throws -> Result
    /// Everything or nothing; durable when it returns. The closure may run more than once, from its beginning, when
    /// the engine asks for that (serialization failure, deadlock), and an error of the engine inside it must leave it:
    /// what follows a failed statement is refused or rolled back.
    func transaction<Result>(_ body: (any Connection) throws -> Result) throws -> Result
    /// Writes the words of a migration in the engine's dialect: the types {int} {text} {real} {blob} {strict};
    /// {recorded}, which is the type of a fact's `revision` and makes the engine refuse a revision that is not there;
    /// and {appendonly NAME}, which makes it refuse UPDATE and DELETE on a table.
    func migrationStatements(_ text: String) -> [String]
    func hasTable(_ name: String, _ connection: any Connection) throws -> Bool
    /// Whether there is no table at all: a database that may become a ledger.
    func isEmpty(_ connection: any Connection) throws -> Bool
    /// Removes what deleted rows of a table left in the files of the database, as far as the engine can.
    func scrub(_ table: String) throws
    /// Lets only one process migrate at a time.
    func exclusively(_ body: (any Connection) throws -> Void) throws
}
