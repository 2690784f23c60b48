/// Reads CSV (RFC 4180) from any source in any of the supported encodings,
/// record by record, with one buffer that is reused.
///
/// LF, CRLF and CR end a record; quoted fields may hold delimiters, line ends
/// and doubled quotes; a quote inside an unquoted field is an ordinary
/// character, as in Excel. An empty line is a record of one empty field.
package final class CSVReader {
    package struct Limits: Sendable {
        /// Longest field, in bytes of UTF-8.
        package var fieldBytes = 1 << 20
        /// Longest record, in bytes of UTF-8.
        package var recordBytes = 1 << 24
        /// Most fields in one record.
        package var columns = 4096
        package init() {}
    }

    package enum Delimiter: Sendable, Equatable {
        case comma, tab
        /// Tab when the first lines hold more tabs than commas, else comma.
        case detected
    }

    /// Encoding, byte order mark and length, decided from all the bytes.
    package let form: TextForm

    private let bytes: OpenBytes
    private let limits: Limits
    private let delimiter: Delimiter

    /// Opens the source and reads it once to decide its encoding.
    ///
    /// - Parameter observe: receives every byte of the file once, in order
    ///   and in chunks, so that a digest needs no reading of its own.
    /// - Throws: `ReadingError`, or what `observe` throws.
    package convenience init(
        _ source: ByteSource, delimiter: Delimiter = .detected, limits: Limits = Limits(),
        observe: ((UnsafeRawBufferPointer) throws -> Void)? = nil
    ) throws {
        try self.init(source, delimiter: delimiter, limits: limits, chunkSize: 1 << 20, observe: observe)
    }

    /// Tests choose small chunks (at least 16), so that every construct meets
    /// a chunk's end.
    init(
        _ source: ByteSource, delimiter: Delimiter, limits: Limits, chunkSize: Int,
        observe: ((UnsafeRawBufferPointer) throws -> Void)?
    ) throws {
        bytes = try OpenBytes(source, chunkSize: chunkSize)
        var inspection = TextInspection(bytes)
        form = try inspection.run(observe: observe)
        self.limits = limits
        self.delimiter = delimiter
    }

    /// Calls `body` for every record from the first line on. May be called
    /// again, and then starts anew.
    ///
    /// - Throws: `ReadingError` with line and column, or what `body` throws.
    package func forEachRow(_ body: (borrowing CSVRow) throws -> Void) throws {
        try rows { row in
            try body(row)
            return true
        }
    }

    /// The first records as texts, to find a header or show a preview.
    package func firstRows(_ limit: Int) throws -> [[String]] {
        var found: [[String]] = []
        guard limit > 0 else { return found }
        try rows { row in
            found.append(row.texts)
            return found.count < limit
        }
        return found
    }

    /// Number of records, blank ones included.
    package func countRows() throws -> Int {
        var count = 0
        try rows { _ in
            count += 1
            return true
        }
        return count
    }

    /// Calls `body` until it answers false.
    package func rows(until body: (borrowing CSVRow) throws -> Bool) throws {
        var text = TextDecoding(bytes, form)
        var scanner = RecordScanner(limits: limits, chunkSize: bytes.chunkSize)
        defer { scanner.deallocate() }
        try scanner.fill(&text)
        switch delimiter {
        case .comma: scanner.delimiter = 0x2C
        case .tab: scanner.delimiter = 0x09
        case .detected: scanner.delimiter = scanner.likelyDelimiter()
        }
        while true {
            switch try scanner.next() {
            case .record(let line, let count):
                let row = CSVRow(
                    line: line, base: scanner.base, fields: scanner.fields, count: count,
                    isTerminated: scanner.isTerminated)
                if try !body(row) { return }
            case .needsMore:
                try scanner.fill(&text)
            case .end:
                return
            }
        }
    }
}
