import Glibc

/// Splits a buffer of UTF-8 into records.
///
/// A record that the buffer cuts is moved to the buffer's front and scanned
/// again once more text has arrived; nothing is changed in the buffer before
/// a record is complete.
struct RecordScanner {
    enum Step {
        case record(line: Int, count: Int)
        case needsMore
        case end
    }

    private(set) var base: UnsafeMutablePointer<UInt8>
    let fields: UnsafeMutablePointer<FieldRange>
    var delimiter: UInt8 = 0x2C
    private let limits: CSVReader.Limits
    private let chunkSize: Int
    private var capacity: Int
    /// The unread text is base[start..<end].
    private var start = 0
    private var end = 0
    private var isComplete = false
    private var line = 1
    /// Whether a line end ended the present record.
    private(set) var isTerminated = true

    init(limits: CSVReader.Limits, chunkSize: Int) {
        self.limits = limits
        self.chunkSize = chunkSize
        capacity = 2 * chunkSize
        base = .allocate(capacity: capacity)
        fields = .allocate(capacity: limits.columns + 1)
    }

    func deallocate() {
        base.deallocate()
        fields.deallocate()
    }

    /// Moves the unread rest to the front and adds more text behind it.
    mutating func fill(_ text: inout TextDecoding) throws(ReadingError) {
        let rest = end - start
        if rest > limits.recordBytes { throw recordTooLong() }
        if capacity - rest < chunkSize {
            let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
            larger.update(from: base + start, count: rest)
            base.deallocate()
            base = larger
            capacity *= 2
        } else if start > 0 {
            memmove(base, base + start, rest)
        }
        start = 0
        end = rest
        let target = UnsafeMutableBufferPointer(start: base + end, count: capacity - end)
        let count = try text.fill(target)
        end += count
        isComplete = count == 0
    }

    /// Counts tabs and commas in the first five lines.
    func likelyDelimiter() -> UInt8 {
        var tabs = 0
        var commas = 0
        var lines = 0
        for i in start..<end {
            switch base[i] {
            case 0x09: tabs += 1
            case 0x2C: commas += 1
            case 0x0A: lines += 1
            default: break
            }
            if lines == 5 { break }
        }
        return tabs > commas ? 0x09 : 0x2C
    }

    /// Finds the next record, in `fields` and `base`.
    mutating func next() throws(ReadingError) -> Step {
        if start == end { return isComplete ? .end : .needsMore }
        var position = start
        var count = 0
        var quotedLines = 0
        var needsUnescaping = false
        while true {
            if count == limits.columns {
                throw error(.tooManyColumns(limit: limits.columns), at: position, field: count + 1)
            }
            let fieldStart = position
            let isQuoted = position < end && base[position] == 0x22
            if isQuoted {
                guard let closing = try closingQuote(from: position, field: count + 1) else { return .needsMore }
                let hasDoubled = closing.hasDoubledQuotes
                needsUnescaping = needsUnescaping || hasDoubled
                fields[count] = FieldRange(
                    start: UInt32(truncatingIfNeeded: fieldStart + 1),
                    end: UInt32(truncatingIfNeeded: closing.at), hasDoubledQuotes: hasDoubled)
                quotedLines += lineEnds(fieldStart + 1, closing.at)
                position = closing.at + 1
            } else {
                position = endOfUnquoted(position)
                fields[count] = FieldRange(
                    start: UInt32(truncatingIfNeeded: fieldStart),
                    end: UInt32(truncatingIfNeeded: position), hasDoubledQuotes: false)
            }
            if position - fieldStart > limits.fieldBytes {
                throw tooLong(fieldStart, count + 1, isQuoted)
            }
            count += 1
            guard position < end else {
                if !isComplete { return .needsMore }
                isTerminated = false
                break
            }
            let byte = base[position]
            if byte == delimiter {
                position += 1
                continue
            }
            if byte != 0x0A && byte != 0x0D { throw error(.textAfterQuote, at: position, field: count) }
            if byte == 0x0D {
                if position + 1 == end && !isComplete { return .needsMore }
                if position + 1 < end && base[position + 1] == 0x0A { position += 1 }
            }
            position += 1
            break
        }
        if position - start > limits.recordBytes { throw recordTooLong() }
        if needsUnescaping { unescape(count) }
        let record = Step.record(line: line, count: count)
        line += quotedLines + 1
        start = position
        return record
    }

    @inline(__always)
    private func endOfUnquoted(_ from: Int) -> Int {
        var i = from
        // Delimiters and line ends are all at most 2C; letters, digits and
        // every byte of Japanese text are above.
        while i < end {
            let byte = base[i]
            if byte <= 0x2C && (byte == delimiter || byte == 0x0A || byte == 0x0D) { break }
            i &+= 1
        }
        return i
    }

    private func closingQuote(
        from opening: Int, field: Int
    ) throws(ReadingError) -> (at: Int, hasDoubledQuotes: Bool)? {
        var i = opening + 1
        var hasDoubled = false
        while let found = memchr(base + i, 0x22, end - i) {
            let at = UnsafePointer(base).distance(to: UnsafePointer(found.assumingMemoryBound(to: UInt8.self)))
            if at + 1 < end, base[at + 1] == 0x22 {
                hasDoubled = true
                i = at + 2
            } else if at + 1 == end && !isComplete {
                return nil
            } else {
                return (at, hasDoubled)
            }
        }
        if isComplete { throw error(.unterminatedQuote, at: opening, field: field) }
        if end - opening > limits.fieldBytes { throw tooLong(opening, field, true) }
        return nil
    }

    private func unescape(_ count: Int) {
        for index in 0..<count where fields[index].hasDoubledQuotes {
            var from = Int(fields[index].start)
            var to = from
            let stop = Int(fields[index].end)
            while from < stop {
                let byte = base[from]
                base[to] = byte
                to += 1
                from += byte == 0x22 ? 2 : 1
            }
            fields[index].end = UInt32(truncatingIfNeeded: to)
        }
    }

    private func lineEnds(_ from: Int, _ to: Int) -> Int {
        var count = 0
        var i = from
        while i < to {
            let byte = base[i]
            if byte == 0x0A {
                count += 1
            } else if byte == 0x0D, i + 1 == to || base[i + 1] != 0x0A {
                count += 1
            }
            i += 1
        }
        return count
    }

    private func recordTooLong() -> ReadingError {
        ReadingError(.recordTooLong(limit: limits.recordBytes), line: line, column: 1)
    }

    private func tooLong(_ at: Int, _ field: Int, _ quoted: Bool) -> ReadingError {
        error(.fieldTooLong(limit: limits.fieldBytes, quoted: quoted), at: at, field: field)
    }

    /// An error with the physical line and character of a position in the
    /// present record.
    private func error(_ kind: ReadingError.Kind, at position: Int, field: Int) -> ReadingError {
        var lineStart = start
        for i in start..<position where base[i] == 0x0A || base[i] == 0x0D { lineStart = i + 1 }
        var column = 1
        for i in lineStart..<position where base[i] & 0xC0 != 0x80 { column += 1 }
        return ReadingError(kind, line: line + lineEnds(start, position), column: column, field: field)
    }
}
