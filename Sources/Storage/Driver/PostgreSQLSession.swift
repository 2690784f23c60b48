import Adoption
import CPQ
import Glibc

/// One connection to PostgreSQL. Rows are handed over while the server still sends them, so that an answer of any
/// size takes the memory of one row.
///
/// `@unchecked Sendable`: the pool gives it to one thread at a time, which the compiler cannot see.
final class PostgreSQLSession: @unchecked Sendable {
    private let settings: PostgreSQLSettings
    private var connection: OpaquePointer?
    private var statements: [String: Statement] = [:]
    /// The query whose rows are still on the wire.
    private var streaming: PostgreSQLRows?
    private var isCopying = false
    private var isSpoilt = false
    private var hasNoTimeout = false
    /// The first error of the present transaction: PostgreSQL refuses everything after it.
    private(set) var abortedBy: PostgreSQLError?

    /// The texts are few and fixed; this bounds the server's memory should that ever change.
    private static let statementLimit = 256

    private final class Statement {
        let text: PostgreSQLPlaceholders
        var uses = 0
        var name: String?

        init(_ text: PostgreSQLPlaceholders) { self.text = text }
    }

    /// Connects.
    /// - Throws: `Failure.unavailable` when the server does not answer or does not let us in, `Failure.invalid` when
    ///   the database cannot hold our texts.
    init(settings: PostgreSQLSettings) throws {
        self.settings = settings
        connection = PostgreSQLSession.connect(settings.parameters)
        guard PQstatus(connection) == CONNECTION_OK else {
            let password = PQpass(connection).map { String(cString: $0) } ?? ""
            let said = settings.withoutSecrets(lastMessage, [password])
            close()
            throw PostgreSQLError.unreachable(settings, said)
        }
        // libpq prints notices to standard error otherwise.
        PQsetNoticeReceiver(connection, { _, _ in }, nil)
        do {
            try checkServer()
            try run(PostgreSQLSession.preparation(settings))
        } catch let error as PostgreSQLError {
            close()
            throw error.failure(at: settings)
        } catch {
            close()
            throw error
        }
    }

    deinit { close() }

    /// `15.20`
    var serverVersion: String {
        let version = PQparameterStatus(connection, "server_version").map { String(cString: $0) } ?? "?"
        return String(version.prefix { $0 != " " })
    }

    /// Nothing has arrived since the last use. A server that goes away says so, or at least hangs up: either can be
    /// read here without a question to the server.
    var isQuiet: Bool {
        var socket = pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0)
        return poll(&socket, 1, 0) == 0
    }

    var isReusable: Bool {
        !isSpoilt && !isCopying && PQstatus(connection) == CONNECTION_OK && PQtransactionStatus(connection) == PQTRANS_IDLE
    }

    func close() {
        streaming = nil
        if let connection { PQfinish(connection) }
        connection = nil
    }

    // MARK: Transactions

    func begin(_ text: String) throws {
        abortedBy = nil
        hasNoTimeout = false
        try run(text)
    }

    /// - Throws: `PostgreSQLError`; one that `isLost` means that the outcome is unknown.
    func commit() throws {
        // PostgreSQL answers COMMIT with ROLLBACK, not with an error, when a statement failed before.
        guard try run("COMMIT") != "ROLLBACK" else {
            throw abortedBy ?? PostgreSQLError(state: "25P02", message: "transaction was aborted", isLost: false)
        }
    }

    func rollback() {
        // A connection that cannot even roll back is not reusable and gets closed, which rolls back.
        _ = try? run("ROLLBACK")
    }

    /// Lets the statements of this transaction take as long as they need.
    func liftTimeout() throws {
        if hasNoTimeout { return }
        try run("SET LOCAL statement_timeout = 0")
        hasNoTimeout = true
    }

    /// Runs statements without values and tells the tag of the last (`COMMIT`).
    @discardableResult
    func run(_ sql: String) throws -> String {
        try becomeFree()
        guard PQsendQuery(connection, sql) == 1 else { throw lastError() }
        var tag = ""
        var failure: PostgreSQLError?
        while let result = try nextResult() {
            defer { PQclear(result) }
            if let error = error(in: result) { failure = failure ?? error }
            tag = PQcmdStatus(result).map { String(cString: $0) } ?? ""
        }
        if let failure { throw noted(failure) }
        return tag
    }

    // MARK: Results

    /// The next part of an answer; nil at its end. Gives up when the server is silent for longer than it would take
    /// for any statement: a host that died without a word.
    func nextResult() throws -> OpaquePointer? {
        while PQisBusy(connection) == 1 {
            var socket = pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0)
            let limited = !hasNoTimeout && settings.statementTimeout > 0
            let ready = poll(&socket, 1, limited ? Int32(settings.statementTimeout + settings.silence) : -1)
            if ready == 0 {
                isSpoilt = true
                throw noted(PostgreSQLError(state: "", message: "no answer from the server", isLost: true))
            }
            if ready > 0, PQconsumeInput(connection) == 0 { throw lastError() }
        }
        return PQgetResult(connection)
    }

    /// Reads what is left of an answer and forgets it.
    func skipResults() {
        // Errors here belong to an answer that nobody waits for; a broken connection shows at the next use.
        while let result = try? nextResult() { PQclear(result) }
    }

    func error(in result: OpaquePointer) -> PostgreSQLError? {
        let status = PQresultStatus(result)
        guard status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE else { return nil }
        func field(_ name: Character) -> String? {
            PQresultErrorField(result, Int32(name.asciiValue ?? 0)).map { String(cString: $0) }
        }
        let message = field("M") ?? PQresultErrorMessage(result).map { String(cString: $0) } ?? ""
        return PostgreSQLError(
            state: field("C") ?? "", message: oneLine(message), isLost: PQstatus(connection) != CONNECTION_OK)
    }

    /// Remembers an error's consequences for this connection.
    func noted(_ error: PostgreSQLError) -> PostgreSQLError {
        var error = error
        if PQstatus(connection) != CONNECTION_OK { error.isLost = true }
        if error.spoilsConnection { isSpoilt = true }
        if abortedBy == nil { abortedBy = error }
        return error
    }

    private func lastError() -> PostgreSQLError {
        noted(PostgreSQLError(state: "", message: lastMessage, isLost: PQstatus(connection) != CONNECTION_OK))
    }

    private var lastMessage: String {
        oneLine(PQerrorMessage(connection).map { String(cString: $0) } ?? "")
    }

    private func oneLine(_ text: String) -> String {
        text.split(separator: "\n").map { $0.trimmingSpaces }.joined(separator: " / ")
    }

    /// Brings the rows of an unfinished query over, so that another statement can run in between.
    private func becomeFree() throws {
        guard !isCopying else { throw Failure(.internal, "一括登録の途中でほかのSQLは実行できません。") }
        try streaming?.fetchRest()
        streaming = nil
    }

    // MARK: Starting a connection

    private static func connect(_ parameters: [(keyword: String, value: String)]) -> OpaquePointer? {
        withCStrings(parameters.map(\.keyword)) { keywords in
            withCStrings(parameters.map(\.value)) { values in PQconnectdbParams(keywords, values, 0) }
        }
    }

    private func checkServer() throws {
        guard PQserverVersion(connection) >= 150_000 else {
            throw Failure(
                .invalid, "PostgreSQL \(serverVersion) は古すぎます。", hint: "PostgreSQL 15以降を使ってください。")
        }
        let encoding = PQparameterStatus(connection, "server_encoding").map { String(cString: $0) } ?? ""
        guard encoding == "UTF8" else {
            throw Failure(
                .invalid, "データベース \(settings.place) の文字コードが UTF8 ではありません(\(encoding))。",
                hint: "CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0 で作り直してください。")
        }
    }

    /// A role's or a database's own settings must not change what our statements mean. The server drops a client
    /// that vanished or hangs inside a transaction, because its transaction may hold the ledger's lock.
    private static func preparation(_ settings: PostgreSQLSettings) -> String {
        [
            "statement_timeout = \(settings.statementTimeout)", "lock_timeout = \(settings.lockTimeout)",
            "idle_in_transaction_session_timeout = 600000", "client_connection_check_interval = 10000",
            "tcp_keepalives_idle = 30", "tcp_keepalives_interval = 10", "tcp_keepalives_count = 3",
            "standard_conforming_strings = on", "bytea_output = 'hex'", "extra_float_digits = 1",
            "synchronous_commit = on",
        ].map { "SET " + $0 }.joined(separator: "; ")
    }
}

// MARK: Statements

extension PostgreSQLSession: Connection {
    func execute(_ sql: String, _ arguments: Arguments) throws -> Int {
        try send(sql, arguments)
        var changed = 0
        var failure: PostgreSQLError?
        while let result = try nextResult() {
            defer { PQclear(result) }
            if let error = error(in: result) { failure = failure ?? error }
            changed = PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
        }
        if let failure { throw noted(failure) }
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
        var failure: PostgreSQLError?
        while let result = try nextResult() {
            defer { PQclear(result) }
            if let error = error(in: result) { failure = failure ?? error }
        }
        if let failure { throw noted(failure) }
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

    private func statement(_ sql: String) throws -> Statement {
        if let known = statements[sql] { return known }
        if statements.count >= PostgreSQLSession.statementLimit {
            statements = [:]
            try run("DEALLOCATE ALL")
        }
        let statement = Statement(PostgreSQLPlaceholders(sql))
        statements[sql] = statement
        return statement
    }

    private func prepare(_ statement: Statement) throws {
        let name = "fukyu_\(statements.values.reduce(0) { $0 + ($1.name == nil ? 0 : 1) })"
        guard PQsendPrepare(connection, name, statement.text.sql, 0, nil) == 1 else { throw lastError() }
        var failure: PostgreSQLError?
        while let result = try nextResult() {
            defer { PQclear(result) }
            if let error = error(in: result) { failure = failure ?? error }
        }
        if let failure { throw noted(failure) }
        statement.name = name
    }
}

extension Substring {
    fileprivate var trimmingSpaces: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}

/// The texts as C's null-terminated list of strings.
private func withCStrings<Result>(
    _ texts: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result
) -> Result {
    var bytes: [CChar] = []
    var starts: [Int] = []
    for text in texts {
        starts.append(bytes.count)
        bytes += text.utf8CString
    }
    return bytes.withUnsafeBufferPointer { buffer in
        let pointers = starts.map { start in buffer.baseAddress.map { $0 + start } } + [nil]
        return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
    }
}
