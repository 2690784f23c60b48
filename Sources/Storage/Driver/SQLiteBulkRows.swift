import Adoption
import GRDB
import GRDBSQLite

/// SQLITE_STATIC: the bytes stay where they are until the statement has run.
private let inPlace: sqlite3_destructor_type? = nil

/// Rows of a bulk load on their way into SQLite.
///
/// Sixteen rows make one statement, because every statement opens and closes the table and its indexes; their texts
/// lie in one buffer and are bound in place, because a copy would be an allocation a value. Both together halve the
/// time of a load.
final class SQLiteBulkRows: BulkRows {
    private enum Cell {
        case null
        case int(Int64)
        case real(Double)
        case text(start: Int, count: Int)
        case blob(start: Int, count: Int)
    }

    private static let rowsPerStatement = 16

    private let connection: SQLiteConnection
    private let table: String
    private let columns: [String]
    private let statement: OpaquePointer
    private var cells: [Cell] = []
    private var bytes: [UInt8] = []
    private var rows = 0

    init(connection: SQLiteConnection, table: String, columns: [String]) throws {
        self.connection = connection
        self.table = table
        self.columns = columns
        statement = try SQLiteBulkRows.prepare(connection, table, columns, rows: SQLiteBulkRows.rowsPerStatement)
    }

    deinit {
        sqlite3_finalize(statement)
    }

    func append(_ value: Value) throws {
        switch value {
        case .null: appendNull()
        case .int(let number): append(int: number)
        case .real(let number):
            guard number.isFinite else { throw Value.notFinite }
            cells.append(.real(number))
        case .text(let text): try append(text: text)
        case .blob(let blob):
            cells.append(.blob(start: bytes.count, count: blob.count))
            bytes += blob
        }
    }

    func append(text: String) throws {
        var copy = text
        let start = bytes.count
        try copy.withUTF8 { utf8 in
            guard !utf8.contains(0) else { throw Value.zeroCharacter }
            bytes.append(contentsOf: utf8)
        }
        cells.append(.text(start: start, count: bytes.count - start))
    }

    func append(int: Int64) {
        cells.append(.int(int))
    }

    func appendNull() {
        cells.append(.null)
    }

    func endRow() throws {
        rows += 1
        guard cells.count == rows * columns.count else { throw Failure(.internal, "一括登録の列の数が合いません。") }
        if rows == SQLiteBulkRows.rowsPerStatement { try run(statement) }
    }

    /// Writes the last rows; to be called once, after all have ended.
    func finish() throws {
        guard cells.count == rows * columns.count else { throw Failure(.internal, "一括登録の列の数が合いません。") }
        guard rows > 0 else { return }
        let rest = try SQLiteBulkRows.prepare(connection, table, columns, rows: rows)
        defer { sqlite3_finalize(rest) }
        try run(rest)
    }

    private func run(_ statement: OpaquePointer) throws {
        // SQLite takes a null pointer for NULL: a buffer of nothing but empty texts must have an address, too.
        bytes.append(0)
        try bytes.withUnsafeBytes { buffer in
            for (index, cell) in cells.enumerated() {
                try bind(cell, in: buffer, to: statement, at: Int32(index + 1))
            }
            guard sqlite3_step(statement) == SQLITE_DONE else { throw connection.lastError("bulk load: \(table)") }
        }
        sqlite3_reset(statement)
        cells.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
        rows = 0
    }

    private func bind(
        _ cell: Cell, in buffer: UnsafeRawBufferPointer, to statement: OpaquePointer, at index: Int32
    ) throws {
        let status: Int32
        switch cell {
        case .null: status = sqlite3_bind_null(statement, index)
        case .int(let number): status = sqlite3_bind_int64(statement, index, number)
        case .real(let number): status = sqlite3_bind_double(statement, index, number)
        case .text(let start, let count):
            let text = buffer.baseAddress.map { ($0 + start).assumingMemoryBound(to: CChar.self) }
            status = sqlite3_bind_text(statement, index, text, Int32(clamping: count), inPlace)
        case .blob(let start, let count):
            let blob = buffer.baseAddress.map { $0 + start }
            status = sqlite3_bind_blob(statement, index, blob, Int32(clamping: count), inPlace)
        }
        guard status == SQLITE_OK else { throw Failure(.invalid, "値が長すぎます。") }
    }

    private static func prepare(
        _ connection: SQLiteConnection, _ table: String, _ columns: [String], rows: Int
    ) throws -> OpaquePointer {
        let marks = "(" + Array(repeating: "?", count: columns.count).joined(separator: ",") + ")"
        let values = Array(repeating: marks, count: rows).joined(separator: ",")
        let sql = "INSERT INTO \(table) (\(columns.joined(separator: ","))) VALUES \(values)"
        var prepared: OpaquePointer?
        guard sqlite3_prepare_v2(connection.database.sqliteConnection, sql, -1, &prepared, nil) == SQLITE_OK,
            let statement = prepared
        else { throw connection.lastError(sql) }
        return statement
    }
}
