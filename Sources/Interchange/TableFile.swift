import Adoption
import CSV

/// A CSV file whose encoding, header and format are known: the common start
/// of every import.
package struct TableFile {
    /// One of the first rows, as it stands.
    package struct Line: Hashable, Sendable {
        package var number: Int
        package var texts: [String]
    }

    /// The header is looked for within these rows; above it stand titles.
    package static let headerSearch = 5
    private static let sampleSize = 40

    package let name: String
    package let fileName: FileName
    package let format: FileFormat
    /// Physical line of the header; nil when no row is one.
    package private(set) var headerLine: Int?
    /// The column titles as in the file, empty without a header.
    package private(set) var titles: [String]
    /// The first rows, for a preview and for guesses.
    package let sample: [Line]

    let reader: CSVReader

    /// Opens a file and recognises it.
    ///
    /// - Parameters:
    ///   - name: file name for messages and for what it says about service and
    ///     day (`FileName`).
    ///   - observe: receives every byte once, in order, for a digest.
    /// - Throws: `ReadingError`, or what `observe` throws.
    package init(
        _ source: ByteSource, name: String, observe: ((UnsafeRawBufferPointer) throws -> Void)? = nil
    ) throws {
        self.name = name
        fileName = FileName(name)
        reader = try CSVReader(source, observe: observe)
        var sample: [Line] = []
        try reader.rows { row in
            sample.append(Line(number: row.line, texts: row.texts))
            return sample.count < Self.sampleSize
        }
        self.sample = sample
        var found: (line: Line, format: FileFormat)?
        for line in sample.prefix(Self.headerSearch) where found == nil {
            let format = FileFormat(titleKeys: line.texts.map(Folding.key))
            if format != .unknown { found = (line, format) }
        }
        format = found?.format ?? .unknown
        let header = found?.line ?? sample.prefix(Self.headerSearch).first { ColumnMapping.looksLikeHeader($0.texts) }
        headerLine = header?.number
        titles = header?.texts ?? []
    }

    /// Encoding, mark and length.
    package var form: TextForm { reader.form }

    /// True when the file holds nothing at all.
    package var isEmpty: Bool { sample.allSatisfy { $0.texts.allSatisfy { Folding.key($0).isEmpty } } }

    /// Takes another of the first rows for the header (a mapping names its
    /// titles).
    mutating func useHeader(_ line: Line) {
        headerLine = line.number
        titles = line.texts
    }

    /// Takes the first row for data.
    mutating func dropHeader() {
        headerLine = nil
        titles = []
    }

    /// The place of the first column with one of these titles.
    func column(_ names: [String]) -> Int? {
        let keys = titles.map(Folding.key)
        for name in names {
            if let place = keys.firstIndex(of: Folding.key(name)) { return place }
        }
        return nil
    }

    func title(_ column: Int?) -> String {
        guard let column, column >= 0 else { return "" }
        return column < titles.count ? Folding.fold(titles[column]) : "\(column + 1)列目"
    }

    /// Calls `body` for every row below the header that is not blank.
    ///
    /// - Throws: `ReadingError.truncatedRecord` for a last row that the end of
    ///   the file cuts; what the reading and `body` throw.
    func forEachDataRow(_ body: (borrowing CSVRow) throws -> Void) throws -> Int {
        var count = 0
        let start = headerLine ?? 0
        try reader.forEachRow { row in
            if row.line <= start || row.isBlank { return }
            if !row.isTerminated, row.count < titles.count {
                let kind = ReadingError.Kind.truncatedRecord(fields: row.count, expected: titles.count)
                throw ReadingError(kind, line: row.line)
            }
            count += 1
            try body(row)
        }
        return count
    }
}

/// How many rows a reading met.
package struct RowCounts: Hashable, Sendable {
    /// Rows below the header that are not blank.
    package var rows = 0
    /// Records that were delivered.
    package var records = 0
    /// Rows kept aside.
    package var aside = 0
    package init() {}
}

/// Where issues and rows kept aside go while a file is read.
package struct RowSink {
    let issue: (RowIssue) -> Void
    let aside: (AsideRow) -> Void

    package init(issue: @escaping (RowIssue) -> Void, aside: @escaping (AsideRow) -> Void) {
        self.issue = issue
        self.aside = aside
    }
}

extension Failure {
    /// The failure that a file which cannot be read becomes, with its name.
    package init(_ error: ReadingError, file: String) {
        let isMissing = if case .unreadable = error.kind { true } else { false }
        self.init(isMissing ? .notFound : .invalid, "\(file): \(error)")
    }
}
