/// Writes CSV (RFC 4180: CRLF, quotes where needed) to any sink.
///
/// In CP932 a character outside the encoding becomes 〓 and is counted;
/// decomposed kana are composed first, and signs that Windows writes in
/// another form (〜, −, ¥) are written in that form and counted apart.
package struct CSVWriter: ~Copyable {
    package enum Encoding: String, Sendable, CaseIterable {
        /// With a byte order mark, which Excel needs.
        case utf8WithMark
        case utf8
        case cp932
    }

    /// What was written.
    package struct Summary: Equatable, Sendable {
        package var rows = 0
        package var bytes = 0
        /// Characters without a CP932 form, written as 〓 or left out
        /// (variation selectors).
        package var replacedCharacters = 0
        /// Signs written in their Windows form.
        package var adjustedCharacters = 0
        package init() {}
    }

    package private(set) var summary = Summary()
    private let encoding: Encoding
    private let isFormulaSafe: Bool
    private let sink: ([UInt8]) throws -> Void
    private var buffer: [UInt8] = []
    private var isFirstField = true
    private let table: CP932?
    private static let flushSize = 1 << 18

    /// - Parameters:
    ///   - isFormulaSafe: puts an apostrophe before a text that a spreadsheet
    ///     would run (`FormulaSafety`).
    ///   - sink: receives the bytes in chunks.
    /// - Throws: `ReadingError` when CP932 is asked for and the C library
    ///   does not know it.
    package init(
        _ encoding: Encoding = .utf8WithMark, isFormulaSafe: Bool = true,
        to sink: @escaping ([UInt8]) throws -> Void
    ) throws {
        self.encoding = encoding
        self.isFormulaSafe = isFormulaSafe
        self.sink = sink
        table = encoding == .cp932 ? CP932.shared : nil
        if encoding == .cp932, table == nil { throw ReadingError(.conversionUnavailable) }
        buffer.reserveCapacity(Self.flushSize + 4096)
        if encoding == .utf8WithMark { buffer = [0xEF, 0xBB, 0xBF] }
    }

    /// Adds a text to the present row.
    package mutating func field(_ text: String) {
        separate()
        if isFormulaSafe, FormulaSafety.needsApostrophe(text) {
            put("'" + text)
        } else {
            put(text)
        }
    }

    /// Adds a number, or an empty cell for nil.
    package mutating func field(_ number: Int?) {
        separate()
        if let number { buffer.append(contentsOf: String(number).utf8) }
    }

    /// Ends the row; this is where the sink may be called.
    package mutating func endRow() throws {
        buffer.append(0x0D)
        buffer.append(0x0A)
        isFirstField = true
        summary.rows += 1
        if buffer.count >= Self.flushSize { try flush() }
    }

    /// Writes a whole row.
    package mutating func row(_ texts: [String]) throws {
        for text in texts { field(text) }
        try endRow()
    }

    /// Hands the rest to the sink. Must be called once, at the end.
    package mutating func finish() throws -> Summary {
        try flush()
        return summary
    }

    private mutating func flush() throws {
        guard !buffer.isEmpty else { return }
        summary.bytes += buffer.count
        try sink(buffer)
        buffer.removeAll(keepingCapacity: true)
    }

    private mutating func separate() {
        if !isFirstField { buffer.append(0x2C) }
        isFirstField = false
    }

    private mutating func put(_ text: String) {
        let needsQuotes = text.utf8.contains { $0 <= 0x2C && ($0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D) }
        if needsQuotes { buffer.append(0x22) }
        if let table {
            putCP932(text, table)
        } else if needsQuotes {
            for byte in text.utf8 {
                if byte == 0x22 { buffer.append(0x22) }
                buffer.append(byte)
            }
        } else {
            buffer.append(contentsOf: text.utf8)
        }
        if needsQuotes { buffer.append(0x22) }
    }

    private mutating func putCP932(_ text: String, _ table: CP932) {
        var scalars = text.unicodeScalars.makeIterator()
        var next = scalars.next()
        while let scalar = next {
            next = scalars.next()
            if scalar.value < 0x80 {
                if scalar == "\"" { buffer.append(0x22) }
                buffer.append(UInt8(truncatingIfNeeded: scalar.value))
                continue
            }
            var value = scalar.value
            if let mark = next, let composed = Composition.compose(value, mark.value) {
                value = composed
                next = scalars.next()
            }
            if Composition.isVariationSelector(value) {
                summary.replacedCharacters += 1
                continue
            }
            let code = value < 0x10000 ? table.code(UInt16(truncatingIfNeeded: value)) : 0
            if code == 0 { summary.replacedCharacters += 1 }
            if CP932.isAdjusted(value) { summary.adjustedCharacters += 1 }
            let written = code == 0 ? CP932.geta : code
            if written > 0xFF { buffer.append(UInt8(truncatingIfNeeded: written >> 8)) }
            buffer.append(UInt8(truncatingIfNeeded: written))
        }
    }
}

extension CSVWriter {
    /// The whole file in memory, for small tables and tests.
    package static func bytes(
        _ rows: [[String]], _ encoding: Encoding = .utf8WithMark, isFormulaSafe: Bool = true
    ) throws -> (bytes: [UInt8], summary: Summary) {
        var bytes: [UInt8] = []
        var writer = try CSVWriter(encoding, isFormulaSafe: isFormulaSafe) { bytes += $0 }
        for row in rows { try writer.row(row) }
        let summary = try writer.finish()
        return (bytes, summary)
    }
}
