import Adoption

/// Rows in the text form of COPY, sent in large pieces.
final class PostgreSQLCopy {
    /// The connection did not take the bytes.
    struct Refused: Error {}

    private static let capacity = 256 * 1024

    private let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: PostgreSQLCopy.capacity)
    private let columns: Int
    private let send: (UnsafeBufferPointer<UInt8>) -> Bool
    private var count = 0
    private var column = 0

    init(columns: Int, send: @escaping (UnsafeBufferPointer<UInt8>) -> Bool) {
        self.columns = columns
        self.send = send
    }

    deinit { buffer.deallocate() }

    func finish() throws {
        guard column == 0 else { throw Failure(.internal, "一括登録の列の数が合いません。") }
        try flush()
    }

    func endRow() throws {
        guard column == columns else { throw Failure(.internal, "一括登録の列の数が合いません。") }
        column = 0
        try put(UInt8(ascii: "\n"))
    }

    func null() throws {
        try separate()
        try put(UInt8(ascii: "\\"))
        try put(UInt8(ascii: "N"))
    }

    func value(_ bytes: UnsafeBufferPointer<UInt8>) throws {
        try separate()
        var start = 0
        while start < bytes.count {
            // An escaped byte takes two.
            let end = min(bytes.count, start + PostgreSQLCopy.capacity / 2)
            if PostgreSQLCopy.capacity - count < 2 * (end - start) { try flush() }
            for index in start..<end { try escape(bytes[index]) }
            start = end
        }
    }

    private func escape(_ byte: UInt8) throws {
        switch byte {
        case UInt8(ascii: "\\"): append(UInt8(ascii: "\\"), byte)
        case UInt8(ascii: "\n"): append(UInt8(ascii: "\\"), UInt8(ascii: "n"))
        case UInt8(ascii: "\r"): append(UInt8(ascii: "\\"), UInt8(ascii: "r"))
        case UInt8(ascii: "\t"): append(UInt8(ascii: "\\"), UInt8(ascii: "t"))
        case 0: throw Value.zeroCharacter
        default:
            buffer[count] = byte
            count += 1
        }
    }

    private func append(_ first: UInt8, _ second: UInt8) {
        buffer[count] = first
        buffer[count + 1] = second
        count += 2
    }

    private func separate() throws {
        if column > 0 { try put(UInt8(ascii: "\t")) }
        column += 1
    }

    private func put(_ byte: UInt8) throws {
        if count == PostgreSQLCopy.capacity { try flush() }
        buffer[count] = byte
        count += 1
    }

    private func flush() throws {
        guard count > 0 else { return }
        guard send(UnsafeBufferPointer(rebasing: buffer[..<count])) else { throw Refused() }
        count = 0
    }
}

struct PostgreSQLBulkRows: BulkRows {
    let copy: PostgreSQLCopy

    mutating func append(_ value: Value) throws {
        guard let text = try value.postgreSQLText else { return try copy.null() }
        try append(text: text)
    }

    mutating func append(text: String) throws {
        var contiguous = text
        try contiguous.withUTF8 { try copy.value($0) }
    }

    mutating func append(int: Int64) throws { try append(text: String(int)) }

    mutating func appendNull() throws { try copy.null() }

    mutating func endRow() throws { try copy.endRow() }
}
