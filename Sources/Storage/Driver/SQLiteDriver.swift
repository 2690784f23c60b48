import Adoption
import GRDB
import GRDBSQLite

/// SQLite through GRDB's pool: one writer, many readers, WAL. Rows and bulk loads go through SQLite's C API on GRDB's
/// own connections, because GRDB's row and argument types cost four times the work there.
package struct SQLiteDriver: Driver {
    private let pool: DatabasePool

    /// Opens or creates the file; a reader neither creates nor changes anything, and waits for nobody.
    /// - Throws: `Failure.unavailable` when the file cannot be opened, `Failure.invalid` when it is no database.
    package init(path: String, isReadOnly: Bool = false) throws {
        var configuration = Configuration()
        configuration.readonly = isReadOnly
        configuration.busyMode = .timeout(60)
        configuration.maximumReaderCount = 4
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { database in
            // FULL: an acknowledged write survives a power cut. The cache bounds the memory of a national import.
            try database.execute(
                sql: """
                    PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA mmap_size = 1073741824;
                    PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON
                    """)
        }
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
        } catch let error as DatabaseError {
            throw SQLiteDriver.failure(error, path: path)
        }
    }

    package var engine: String { "SQLite " + String(cString: sqlite3_libversion()) }

    package func read<Result>(_ body: (any Connection) throws -> Result) throws -> Result {
        try translatingErrors { try pool.read { try body(SQLiteConnection(database: $0)) } }
    }

    package func transaction<Result>(_ body: (any Connection) throws -> Result) throws -> Result {
        try translatingErrors {
            try pool.writeWithoutTransaction { database in
                var result: Result?
                try database.inTransaction(.immediate) {
                    result = try body(SQLiteConnection(database: database))
                    return .commit
                }
                guard let result else { throw Failure(.internal, "トランザクションが結果を返しませんでした。") }
                return result
            }
        }
    }

    /// Deleted rows are overwritten with zeros in place (`secure_delete`); their last copy is in the write-ahead log,
    /// which is moved into the file and cut to nothing.
    package func scrub(_ table: String) throws {
        try translatingErrors { _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) } }
    }

    package func exclusively(_ body: (any Connection) throws -> Void) throws {
        try transaction(body)
    }

    package func isEmpty(_ connection: any Connection) throws -> Bool {
        try connection.first(
            "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        ) { _ in false } ?? true
    }

    package func hasTable(_ name: String, _ connection: any Connection) throws -> Bool {
        try connection.first(
            "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = :name", ["name": .text(name)]
        ) { _ in true } ?? false
    }

    package func migrationStatements(_ text: String) -> [String] {
        let words = MigrationWords(
            int: "INTEGER", text: "TEXT", real: "REAL", blob: "BLOB", strict: "STRICT",
            recorded: "INTEGER NOT NULL REFERENCES revision (revision)",
            appendOnly: { table in
                ["UPDATE", "DELETE"].map { verb in
                    """
                    CREATE TRIGGER \(table)_no_\(verb.lowercased()) BEFORE \(verb) ON \(table)
                    BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END
                    """
                }
            })
        return words.statements(text)
    }

    private func translatingErrors<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw SQLiteDriver.failure(error, path: pool.path)
        }
    }

    private static func failure(_ error: DatabaseError, path: String) -> Failure {
        let what = error.message ?? "\(error.resultCode)"
        switch error.resultCode {
        case .SQLITE_NOTADB:
            return Failure(
                .invalid, "\(path) は fukyu のデータベースではありません。", hint: "--database で別のファイルを指定してください。")
        case .SQLITE_CANTOPEN:
            return Failure(
                .unavailable, "データベース \(path) を開けません。", hint: "フォルダーがあるか、書き込めるかを確かめてください。")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return Failure(
                .unavailable, "データベースはほかの処理が使っています。", hint: "取り込みなどが終わってから、もう一度実行してください。")
        case .SQLITE_FULL:
            return Failure(.unavailable, "ディスクに空きがありません。変更は行われていません。", hint: "空きを作ってから、もう一度実行してください。")
        case .SQLITE_CORRUPT:
            return Failure(
                .internal, "データベース \(path) が壊れています(\(what))。", hint: "控え(バックアップ)から戻してください。手順は docs/operations.md にあります。"
            )
        case .SQLITE_READONLY:
            return Failure(.unavailable, "データベース \(path) に書き込めません。", hint: "ファイルとフォルダーの権限を確かめてください。")
        default:
            return Failure(.internal, "データベースのエラーです(\(what))。変更は行われていません。")
        }
    }
}

private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

/// GRDB's connection, spoken to through SQLite's C API.
struct SQLiteConnection: Connection {
    let database: Database

    func execute(_ sql: String, _ arguments: Arguments) throws -> Int {
        try query(sql, arguments) { _ in }
        return Int(sqlite3_changes(database.sqliteConnection))
    }

    func query(_ sql: String, _ arguments: Arguments, _ each: (any Row) throws -> Void) throws {
        // Not `cachedStatement`: a query inside another's row closure may run the same SQL.
        var prepared: OpaquePointer?
        guard sqlite3_prepare_v2(database.sqliteConnection, sql, -1, &prepared, nil) == SQLITE_OK,
            let statement = prepared
        else { throw lastError(sql) }
        defer { sqlite3_finalize(statement) }
        try bind(arguments, to: statement, sql: sql)
        let row = SQLiteRow(statement: statement)
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: try each(row)
            case SQLITE_DONE: return
            default: throw lastError(sql)
            }
        }
    }

    func bulkLoad(_ table: String, columns: [String], _ fill: (inout any BulkRows) throws -> Void) throws {
        let rows = try SQLiteBulkRows(connection: self, table: table, columns: columns)
        var filled: any BulkRows = rows
        try fill(&filled)
        try rows.finish()
    }

    private func bind(_ arguments: Arguments, to statement: OpaquePointer, sql: String) throws {
        let count = sqlite3_bind_parameter_count(statement)
        for index in stride(from: Int32(1), through: count, by: 1) {
            guard let name = sqlite3_bind_parameter_name(statement, index),
                let value = arguments[String(cString: name + 1)]
            else { throw Failure(.internal, "SQLの値が足りません(\(index)番目)。") }
            try bindSQLite(value, to: statement, at: index)
        }
        guard Int(count) == arguments.count else { throw Failure(.internal, "SQLにない値が渡されました: \(sql)") }
    }

    func lastError(_ sql: String) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(database.sqliteConnection)),
            message: String(cString: sqlite3_errmsg(database.sqliteConnection)), sql: sql)
    }
}

private func bindSQLite(_ value: Value, to statement: OpaquePointer, at index: Int32) throws {
    switch value {
    case .null: sqlite3_bind_null(statement, index)
    case .int(let number): sqlite3_bind_int64(statement, index, number)
    case .real(let number):
        guard number.isFinite else { throw Value.notFinite }
        sqlite3_bind_double(statement, index, number)
    case .text(let text): try bindSQLite(text: text, to: statement, at: index)
    case .blob(let bytes): sqlite3_bind_blob(statement, index, bytes, Int32(bytes.count), transient)
    }
}

private func bindSQLite(text: String, to statement: OpaquePointer, at index: Int32) throws {
    var copy = text
    try copy.withUTF8 { bytes in
        guard !bytes.contains(0) else { throw Value.zeroCharacter }
        try bytes.withMemoryRebound(to: CChar.self) { characters in
            // SQLite takes a null pointer for NULL, and an empty buffer may have no address.
            let status =
                characters.isEmpty
                ? sqlite3_bind_text(statement, index, "", 0, transient)
                : sqlite3_bind_text(statement, index, characters.baseAddress, Int32(characters.count), transient)
            guard status == SQLITE_OK else { throw Failure(.invalid, "文字列が長すぎます。") }
        }
    }
}

private struct SQLiteRow: Row {
    let statement: OpaquePointer

    func isNull(_ column: Int) -> Bool { sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL }

    // SQLite reads NULL and any text as 0 where PostgreSQL refuses; a figure must not depend on the engine.
    func int(_ column: Int) throws -> Int64 {
        guard sqlite3_column_type(statement, Int32(column)) == SQLITE_INTEGER else { throw unreadable("int", column) }
        return sqlite3_column_int64(statement, Int32(column))
    }

    func real(_ column: Int) throws -> Double {
        let type = sqlite3_column_type(statement, Int32(column))
        guard type == SQLITE_FLOAT || type == SQLITE_INTEGER else { throw unreadable("real", column) }
        return sqlite3_column_double(statement, Int32(column))
    }

    func withText<Result>(_ column: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        let start = sqlite3_column_text(statement, Int32(column))
        return try body(UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, Int32(column)))))
    }

    func blob(_ column: Int) -> [UInt8] {
        let count = Int(sqlite3_column_bytes(statement, Int32(column)))
        guard let start = sqlite3_column_blob(statement, Int32(column)) else { return [] }
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }
}
