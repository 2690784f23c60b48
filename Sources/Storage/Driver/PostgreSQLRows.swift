import Adoption
import CPQ
import Glibc

/// The rows of one query: one by one from the wire, or from memory when another statement had to run in between.
final class PostgreSQLRows {
    private unowned let session: PostgreSQLSession
    /// What the last call of `next` handed over.
    private var current: OpaquePointer?
    /// Rows that were brought over in advance.
    private var kept: OpaquePointer?
    private var position: Int32 = 0
    private var isAtEnd = false

    init(session: PostgreSQLSession) {
        self.session = session
    }

    deinit {
        PQclear(current)
        PQclear(kept)
    }

    /// The next row, valid until the next call.
    func next() throws -> PostgreSQLRow? {
        if let kept {
            guard position < PQntuples(kept) else { return nil }
            defer { position += 1 }
            return PostgreSQLRow(result: kept, index: position)
        }
        PQclear(current)
        current = nil
        guard let result = try fetch() else { return nil }
        current = result
        return PostgreSQLRow(result: result, index: 0)
    }

    /// Brings the remaining rows into memory.
    func fetchRest() throws {
        var all: OpaquePointer?
        defer { kept = kept ?? all }
        while let result = try fetch() {
            defer { PQclear(result) }
            if all == nil { all = PQcopyResult(result, PG_COPYRES_ATTRS) }
            let row = PQntuples(all)
            for column in 0..<PQnfields(result) {
                let isNull = PQgetisnull(result, 0, column) == 1
                let copied = PQsetvalue(
                    all, row, column, isNull ? nil : PQgetvalue(result, 0, column),
                    isNull ? -1 : PQgetlength(result, 0, column))
                guard copied == 1 else { throw Failure(.internal, "データベースの答えを写せません。") }
            }
        }
    }

    func skipRest() {
        if !isAtEnd { session.skipResults() }
        isAtEnd = true
    }

    /// The next row from the wire.
    private func fetch() throws -> OpaquePointer? {
        if isAtEnd { return nil }
        guard let result = try session.nextResult() else {
            isAtEnd = true
            return nil
        }
        if PQresultStatus(result) == PGRES_SINGLE_TUPLE { return result }
        defer { PQclear(result) }
        isAtEnd = true
        let error = session.error(in: result)
        session.skipResults()
        if let error { throw session.noted(error) }
        return nil
    }
}

/// One row in PostgreSQL's text form.
struct PostgreSQLRow: Row {
    let result: OpaquePointer
    let index: Int32

    private static let boolean: Oid = 16

    func isNull(_ column: Int) -> Bool { PQgetisnull(result, index, Int32(column)) == 1 }

    func int(_ column: Int) throws -> Int64 {
        if let number = withText(column, Int64.init(digits:)) { return number }
        if PQftype(result, Int32(column)) == PostgreSQLRow.boolean, !isNull(column) {
            return withText(column) { $0.first == UInt8(ascii: "t") ? 1 : 0 }
        }
        throw unreadable("int", column)
    }

    func real(_ column: Int) throws -> Double {
        guard let start = PQgetvalue(result, index, Int32(column)), start.pointee != 0 else {
            throw unreadable("real", column)
        }
        // libpq ends every value with a zero byte, and nothing here sets a locale with another decimal point.
        var end: UnsafeMutablePointer<CChar>?
        let number = strtod(start, &end)
        guard end?.pointee == 0 else { throw unreadable("real", column) }
        return number
    }

    func withText<Result>(_ column: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        let count = Int(PQgetlength(result, index, Int32(column)))
        let start = UnsafeRawPointer(PQgetvalue(result, index, Int32(column)))
        return try body(UnsafeBufferPointer(start: start?.assumingMemoryBound(to: UInt8.self), count: count))
    }

    func blob(_ column: Int) throws -> [UInt8] {
        let bytes: [UInt8]? = withText(column) { text in
            guard text.count >= 2, text.count % 2 == 0, text[0] == UInt8(ascii: "\\"), text[1] == UInt8(ascii: "x")
            else { return nil }
            return stride(from: 2, to: text.count, by: 2).map { hexDigit(text[$0]) << 4 | hexDigit(text[$0 + 1]) }
        }
        guard let bytes else { throw unreadable("blob", column) }
        return bytes
    }

    private func hexDigit(_ byte: UInt8) -> UInt8 { byte < 58 ? byte & 15 : (byte & 15) + 9 }
}

extension Int64 {
    /// A decimal number and nothing else.
    fileprivate init?(digits: UnsafeBufferPointer<UInt8>) {
        let isNegative = digits.first == UInt8(ascii: "-")
        guard digits.count > (isNegative ? 1 : 0) else { return nil }
        var value: Int64 = 0
        for index in (isNegative ? 1 : 0)..<digits.count {
            let digit = digits[index] &- 48
            guard digit < 10 else { return nil }
            // Counted downwards, because the smallest number has no positive twin.
            let (tens, isTooBig) = value.multipliedReportingOverflow(by: 10)
            let (next, isTooBigToo) = tens.subtractingReportingOverflow(Int64(digit))
            guard !isTooBig, !isTooBigToo else { return nil }
            value = next
        }
        if isNegative {
            self = value
        } else {
            guard value != .min else { return nil }
            self = -value
        }
    }
}
