import Adoption
import CPQ
import Glibc

/// One connection to PostgreSQL. Rows are handed over while the server still sends them, so that an answer of any
/// size takes the memory of one row.
///
/// `@unchecked Sendable`: the pool gives it to one thread at a time, which the compiler cannot see.
final class PostgreSQLSession: @unchecked Sendable {
    private let settings: PostgreSQLSettings
    private(set) var connection: OpaquePointer?
    /// By the text with named placeholders.
    var statements: [String: PostgreSQLStatement] = [:]
    /// The query whose rows are still on the wire.
    var streaming: PostgreSQLRows?
    /// COPY takes rows and nothing else.
    var isCopying = false
    private var isSpoilt = false
    private var hasNoTimeout = false
    /// The first error of the present transaction: PostgreSQL refuses everything after it.
    private(set) var abortedBy: PostgreSQLError?

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
        !isSpoilt && !isCopying && PQstatus(connection) == CONNECTION_OK
            && PQtransactionStatus(connection) == PQTRANS_IDLE
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
        try finish { tag = PQcmdStatus($0).map { String(cString: $0) } ?? "" }
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

    /// Reads an answer to its end and throws the first error in it.
    func finish(_ each: (OpaquePointer) -> Void = { _ in }) throws {
        var failure: PostgreSQLError?
        while let result = try nextResult() {
            defer { PQclear(result) }
            if let error = error(in: result) { failure = failure ?? error }
            each(result)
        }
        if let failure { throw noted(failure) }
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

    func lastError() -> PostgreSQLError {
        noted(PostgreSQLError(state: "", message: lastMessage, isLost: PQstatus(connection) != CONNECTION_OK))
    }

    private var lastMessage: String {
        oneLine(PQerrorMessage(connection).map { String(cString: $0) } ?? "")
    }

    private func oneLine(_ text: String) -> String {
        text.split(separator: "\n").map { $0.trimmingSpaces }.joined(separator: " / ")
    }

    /// Brings the rows of an unfinished query over, so that another statement can run in between.
    func becomeFree() throws {
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
