import Adoption

/// How a listing of file names is written, recognised by its first lines.
package enum ListingForm: Hashable, Sendable {
    /// A name or a path a line: a plain list, `find`, `dir /b`.
    case names
    /// `ls -l`, `ls -lR`
    case longList
    /// `dir` of Windows.
    case directory
    /// A table with a column of names or paths.
    case table(delimiter: UInt8, column: Int)

    package var label: String {
        switch self {
        case .names: "ファイル名の一覧"
        case .longList: "ls -l の一覧"
        case .directory: "dir の一覧"
        case .table(_, let column): "表(\(column + 1)列目がファイル名)"
        }
    }

    /// Recognises the form from the beginning of a listing, as UTF-8 or CP932.
    package init(recognising sample: [UInt8], names: ExchangeFileName) {
        let lines = sample.split(whereSeparator: { $0 == 10 || $0 == 13 }).prefix(400)
        let long = lines.filter { $0.withUnsafeBufferPointer(ListingForm.isLongEntry) }.count
        let dated = lines.filter { $0.withUnsafeBufferPointer(ListingForm.isDirectoryEntry) }.count
        if let table = ListingForm.table(lines, names) {
            self = table
        } else if long > 0, long >= dated {
            self = .longList
        } else if dated > 0 {
            self = .directory
        } else {
            self = .names
        }
    }

    /// `-rw-r--r-- …`: an entry of `ls -l`.
    static func isLongEntry(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        guard line.count > 11, "-dlbcps".utf8.contains(line[0]) else { return false }
        for index in 1..<10 where !"-rwxsStT".utf8.contains(line[index]) { return false }
        return " +.@".utf8.contains(line[10])
    }

    /// `2026/11/01  12:34    1,234 name`, `11/01/2026  09:30 AM …`: an entry of `dir`.
    static func isDirectoryEntry(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        guard line.count > 17 else { return false }
        let isDigit = { (index: Int) in (48...57).contains(line[index]) }
        let slashes = (0..<10).filter { line[$0] == 0x2F || line[$0] == 0x2D }
        guard slashes == [4, 7] || slashes == [2, 5], isDigit(0), isDigit(9), line[10] == 0x20 else { return false }
        return (11..<15).contains { line[$0] == 0x3A }
    }

    /// The delimiter and the column under which most standard names stand.
    private static func table(_ lines: ArraySlice<ArraySlice<UInt8>>, _ names: ExchangeFileName) -> ListingForm? {
        var best: (form: ListingForm, count: Int)?
        for delimiter in [UInt8(ascii: ","), 9, UInt8(ascii: ";")] {
            var counts: [Int: Int] = [:]
            for line in lines where line.contains(delimiter) {
                line.withUnsafeBufferPointer { line in
                    var column = 0
                    while let cell = ListingForm.cell(line, delimiter, column) {
                        var parsed = ExchangeFileName.Parsed()
                        let verdict = names.read(ListingForm.lastComponent(cell), into: &parsed)
                        if verdict == .record || verdict == .other { counts[column, default: 0] += 1 }
                        column += 1
                    }
                }
            }
            for (column, count) in counts.sorted(by: { $0.key < $1.key }) where count > best?.count ?? 0 {
                best = (.table(delimiter: delimiter, column: column), count)
            }
        }
        return best?.form
    }

    /// A cell of a line of a table, without its quotes; nil behind the last.
    static func cell(
        _ line: UnsafeBufferPointer<UInt8>, _ delimiter: UInt8, _ wanted: Int
    ) -> UnsafeBufferPointer<UInt8>? {
        var start = 0
        var column = 0
        while true {
            var end = start
            var isQuoted = false
            while end < line.count, isQuoted || line[end] != delimiter {
                if line[end] == UInt8(ascii: "\"") { isQuoted.toggle() }
                end += 1
            }
            if column == wanted { return trimmed(UnsafeBufferPointer(rebasing: line[start..<end])) }
            guard end < line.count else { return nil }
            start = end + 1
            column += 1
        }
    }

    /// Without blanks and quotes at both ends.
    static func trimmed(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var start = 0
        var end = text.count
        while start < end, text[start] <= 0x20 || text[start] == 0x22 || text[start] == 0x27 { start += 1 }
        while end > start, text[end - 1] <= 0x20 || text[end - 1] == 0x22 || text[end - 1] == 0x27 { end -= 1 }
        return UnsafeBufferPointer(rebasing: text[start..<end])
    }

    /// What stands behind the last `/` or `\`. A `\` may also be the second byte of a CP932 character; what is cut
    /// there is never part of a standard name, which is ASCII.
    static func lastComponent(_ path: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var start = path.count
        while start > 0, path[start - 1] != 0x2F, path[start - 1] != 0x5C { start -= 1 }
        return UnsafeBufferPointer(rebasing: path[start...])
    }

    /// What stands behind the last blank: the name in an entry of `ls -l` or `dir`, as no standard name has blanks.
    static func lastWord(_ line: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        let line = trimmed(line)
        var start = line.count
        while start > 0, line[start - 1] != 0x20, line[start - 1] != 9 { start -= 1 }
        return UnsafeBufferPointer(rebasing: line[start...])
    }
}
