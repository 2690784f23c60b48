import Adoption
import CPQ

/// A statement as a connection knows it.
final class PostgreSQLStatement {
    let text: PostgreSQLPlaceholders
    var uses = 0
    /// Its name on the server once it is prepared.
    var name: String?

    init(_ text: PostgreSQLPlaceholders) { self.text = text }
}

extension PostgreSQLSession: Connection {
    /// The texts are few and fixed; this bounds the server's memory should that ever change.
    private static let statementLimit = 256

    func execute(_ sql: String, _ arguments: Arguments) throws -> Int {
        try send(sql, arguments)
        var changed = 0
        try finish { changed = PQcmdTuples($0).flatMap { Int(String(cString: $0)) } ?? 0 }
        return changed
    }

    func query(_ sql: String, _ arguments: Arguments, _ each: (any Row) throws -> Void) throws {
        try send(sql, arguments)
        guard PQsetSingleRowMode(connection) == 1 else { throw lastError() }
        let rows = PostgreSQLRows(session: self)
        streaming = rows
        defer {
            if streaming === rows {
                streaming = nil
                rows.skipRest()
            }
        }
        while let row = try rows.next() { try each(row) }
    }

    func bulkLoad(_ table: String, columns: [String], _ fill: (inout any BulkRows) throws -> Void) throws {
        try liftTimeout()
        try becomeFree()
        guard PQsendQuery(connection, "COPY \(table) (\(columns.joined(separator: ", "))) FROM STDIN") == 1 else {
            throw lastError()
        }
        guard let started = try nextResult() else { throw lastError() }
        defer { PQclear(started) }
        if let error = error(in: started) {
            skipResults()
            throw noted(error)
        }
        guard PQresultStatus(started) == PGRES_COPY_IN else {
            throw Failure(.internal, "一括登録を始められません(\(table))。")
        }
        isCopying = true
        defer { isCopying = false }
        let copy = PostgreSQLCopy(columns: columns.count) { [connection] bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                PQputCopyData(connection, $0.baseAddress, Int32($0.count)) == 1
            }
        }
        do {
            var rows: any BulkRows = PostgreSQLBulkRows(copy: copy)
            try fill(&rows)
            try copy.finish()
        } catch {
            PQputCopyEnd(connection, "stopped by the client")
            skipResults()
            // The sender only knows that it failed; why is the connection's to say.
            guard error is PostgreSQLCopy.Refused else {
                _ = noted(PostgreSQLError(state: "57014", message: "COPY was stopped", isLost: false))
                throw error
            }
            throw lastError()
        }
        try endCopy()
    }

    private func endCopy() throws {
        guard PQputCopyEnd(connection, nil) == 1 else { throw lastError() }
        try finish()
    }

    /// Sends a statement: as it is the first time, prepared from the second time on.
    private func send(_ sql: String, _ arguments: Arguments) throws {
        try becomeFree()
        let statement = try statement(sql)
        let values = try PostgreSQLValues(arguments, names: statement.text.names, sql: sql)
        if statement.uses == 1, statement.name == nil { try prepare(statement) }
        statement.uses += 1
        let count = Int32(statement.text.names.count)
        let sent = values.withPointers { pointers in
            if let name = statement.name {
                PQsendQueryPrepared(connection, name, count, pointers, nil, nil, 0)
            } else {
                PQsendQueryParams(connection, statement.text.sql, count, nil, pointers, nil, nil, 0)
            }
        }
        guard sent == 1 else { throw lastError() }
    }

    private func statement(_ sql: String) throws -> PostgreSQLStatement {
        if let known = statements[sql] { return known }
        if statements.count >= PostgreSQLSession.statementLimit {
            statements = [:]
            try run("DEALLOCATE ALL")
        }
        let statement = PostgreSQLStatement(PostgreSQLPlaceholders(sql))
        statements[sql] = statement
        return statement
    }

    private func prepare(_ statement: PostgreSQLStatement) throws {
        let name = "fukyu_\(statements.values.reduce(0) { $0 + ($1.name == nil ? 0 : 1) })"
        guard PQsendPrepare(connection, name, statement.text.sql, 0, nil) == 1 else { throw lastError() }
        try finish()
        statement.name = name
    }
}
