import Glibc

/// The first pass over a file: decides the encoding from all of its bytes.
///
/// A byte order mark decides; otherwise strict UTF-8 wins, then CP932. Text
/// that is valid UTF-8 for several kana or kanji and then breaks is broken
/// UTF-8, not CP932: hardly any CP932 text passes for one UTF-8 kanji, while
/// reading UTF-8 as CP932 would silently import garbage.
struct TextInspection {
    private let bytes: OpenBytes
    private var utf8 = UTF8Progress()
    private var cp932 = CP932Progress()

    init(_ bytes: OpenBytes) { self.bytes = bytes }

    /// Reads everything once, hands each chunk to `observe` in order, and
    /// says what the text is.
    mutating func run(
        observe: ((UnsafeRawBufferPointer) throws -> Void)?
    ) throws -> TextForm {
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: UTF8Progress.reserve + bytes.chunkSize, alignment: 16)
        defer { buffer.deallocate() }
        let room = UnsafeMutableRawBufferPointer(rebasing: buffer[UTF8Progress.reserve...])
        var offset = 0
        let form = try formFromHead()
        while true {
            let count = try bytes.read(at: offset, into: room)
            let chunk = UnsafeRawBufferPointer(rebasing: room[..<count])
            try observe?(chunk)
            if form == nil || form?.encoding == .utf8 {
                try check(chunk, at: offset, in: buffer, markedUTF8: form != nil)
            }
            offset += count
            if count < room.count { break }
        }
        if let form, form.encoding != .utf8 {
            return TextForm(encoding: form.encoding, markLength: form.markLength, byteCount: offset)
        }
        let encoding = try conclude(byteCount: offset, markedUTF8: form != nil)
        return TextForm(encoding: encoding, markLength: form?.markLength ?? 0, byteCount: offset)
    }

    /// What the first 64 KiB say: a kind of file that is refused, a mark, or
    /// the pattern of UTF-16.
    private func formFromHead() throws(ReadingError) -> (encoding: TextEncoding, markLength: Int)? {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { buffer.deallocate() }
        let count = try bytes.read(at: 0, into: buffer)
        let head = UnsafeRawBufferPointer(rebasing: buffer[..<count])
        try Signature.refuseBinary(head)
        if let marked = Self.formFromMark(head) { return marked }
        return try Self.formFromPattern(head)
    }

    private mutating func check(
        _ chunk: UnsafeRawBufferPointer, at offset: Int, in buffer: UnsafeMutableRawBufferPointer, markedUTF8: Bool
    ) throws(ReadingError) {
        if let base = chunk.baseAddress, let found = memchr(base, 0, chunk.count) {
            let at = offset + base.distance(to: UnsafeRawPointer(found))
            throw try located(ReadingError(.nul, byteOffset: at), at)
        }
        utf8.take(chunk, at: offset, in: buffer)
        if !markedUTF8 { cp932.take(chunk, at: offset) }
    }

    private func conclude(byteCount: Int, markedUTF8: Bool) throws(ReadingError) -> TextEncoding {
        let cutOff = !utf8.isInvalid && utf8.pendingCount > 0
        if !utf8.isInvalid && !cutOff { return .utf8 }
        let brokenUTF8 = utf8.failure(byteCount: byteCount)
        if markedUTF8 || utf8.wideCount > 3 { throw try located(brokenUTF8, brokenUTF8.byteOffset) }
        guard CP932.shared != nil else { throw ReadingError(.conversionUnavailable) }
        guard let brokenCP932 = cp932.failure(byteCount: byteCount) else { return .cp932 }
        // Neither: the encoding that went further is the likelier one.
        let likelier =
            (brokenCP932.byteOffset ?? 0) >= (brokenUTF8.byteOffset ?? 0) ? brokenCP932 : brokenUTF8
        throw try located(likelier, likelier.byteOffset)
    }

    private func located(_ error: ReadingError, _ offset: Int?) throws(ReadingError) -> ReadingError {
        guard let offset else { return error }
        var error = error
        error.line = try bytes.line(at: offset)
        return error
    }

    private static func formFromMark(
        _ chunk: UnsafeRawBufferPointer
    ) -> (encoding: TextEncoding, markLength: Int)? {
        if chunk.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if chunk.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if chunk.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        return nil
    }

    /// UTF-16 without a mark. Its delimiters and line ends hold NUL bytes,
    /// which no other text has; a NUL in a file that does not read as UTF-16
    /// text means that it is no text.
    private static func formFromPattern(
        _ sample: UnsafeRawBufferPointer
    ) throws(ReadingError) -> (encoding: TextEncoding, markLength: Int)? {
        guard sample.contains(0) else { return nil }
        let little = utf16Likeness(sample, highByte: 1)
        let big = utf16Likeness(sample, highByte: 0)
        if little == 0 && big == 0 {
            // One stray NUL in an otherwise readable file is reported by line.
            let strays = sample.reduce(into: 0) { count, byte in
                count += byte == 0 || byte < 0x20 && byte != 9 && byte != 10 && byte != 13 ? 1 : 0
            }
            if strays * 100 <= sample.count { return nil }
            throw ReadingError(.refused(.other))
        }
        return (little >= big ? .utf16LittleEndian : .utf16BigEndian, 0)
    }

    /// How many delimiters, line ends and ASCII characters the sample holds
    /// when read as UTF-16; 0 when it cannot be UTF-16 text.
    private static func utf16Likeness(_ sample: UnsafeRawBufferPointer, highByte: Int) -> Int {
        var ascii = 0
        var breaks = 0
        var expectsLow = false
        for i in stride(from: 0, to: sample.count - 1, by: 2) {
            let unit = UInt16(sample[i + highByte]) << 8 | UInt16(sample[i + 1 - highByte])
            if (0xDC00...0xDFFF).contains(unit) != expectsLow { return 0 }
            expectsLow = (0xD800...0xDBFF).contains(unit)
            if unit < 0x20 && unit != 9 && unit != 10 && unit != 13 { return 0 }
            if unit == 0xFFFE || unit == 0xFFFF { return 0 }
            if unit < 0x80 { ascii += 1 }
            if unit == 0x2C || unit == 9 || unit == 10 || unit == 13 { breaks += 1 }
        }
        // A table holds delimiters and line ends, and one of them or a digit
        // at least every 40 characters.
        return breaks > 0 && ascii * 80 >= sample.count ? ascii : 0
    }
}

/// UTF-8 checking across chunks. The bytes of a character that a chunk's end
/// cuts (at most 3) are put before the next chunk.
private struct UTF8Progress {
    static let reserve = 16
    var isInvalid = false
    var invalidAt = 0
    var wideCount = 0
    var pendingCount = 0
    private var pending: (UInt8, UInt8, UInt8) = (0, 0, 0)

    mutating func take(_ chunk: UnsafeRawBufferPointer, at offset: Int, in buffer: UnsafeMutableRawBufferPointer) {
        guard !isInvalid else { return }
        let start = Self.reserve - pendingCount
        if pendingCount > 0 { buffer[start] = pending.0 }
        if pendingCount > 1 { buffer[start + 1] = pending.1 }
        if pendingCount > 2 { buffer[start + 2] = pending.2 }
        let whole = UnsafeRawBufferPointer(rebasing: buffer[start..<(Self.reserve + chunk.count)])
        let outcome = UTF8Scan.scan(whole.assumingMemoryBound(to: UInt8.self))
        wideCount += outcome.wideCount
        let base = offset - pendingCount
        switch outcome.ending {
        case .complete: pendingCount = 0
        case .invalid:
            isInvalid = true
            invalidAt = base + outcome.validCount
        case .incomplete:
            pendingCount = whole.count - outcome.validCount
            if pendingCount > 0 { pending.0 = whole[outcome.validCount] }
            if pendingCount > 1 { pending.1 = whole[outcome.validCount + 1] }
            if pendingCount > 2 { pending.2 = whole[outcome.validCount + 2] }
        }
    }

    func failure(byteCount: Int) -> ReadingError {
        isInvalid
            ? ReadingError(.invalidBytes(.utf8), byteOffset: invalidAt)
            : ReadingError(.truncatedCharacter(.utf8), byteOffset: byteCount - pendingCount)
    }
}

/// CP932 checking across chunks.
private struct CP932Progress {
    private var pendingLead: UInt8 = 0
    private var invalidAt: Int?

    mutating func take(_ chunk: UnsafeRawBufferPointer, at offset: Int) {
        guard invalidAt == nil, let table = CP932.shared else { return }
        var i = 0
        if pendingLead != 0, !chunk.isEmpty {
            if table.unit(lead: pendingLead, trail: chunk[0]) == 0 {
                invalidAt = offset - 1
                return
            }
            pendingLead = 0
            i = 1
        }
        while i < chunk.count {
            let byte = chunk[i]
            if byte < 0x80 || CP932.isHalfKatakana(byte) {
                i &+= 1
            } else if !CP932.isLead(byte) {
                invalidAt = offset + i
                return
            } else if i + 1 == chunk.count {
                pendingLead = byte
                return
            } else if table.unit(lead: byte, trail: chunk[i + 1]) == 0 {
                invalidAt = offset + i
                return
            } else {
                i &+= 2
            }
        }
    }

    func failure(byteCount: Int) -> ReadingError? {
        if let invalidAt { return ReadingError(.invalidBytes(.cp932), byteOffset: invalidAt) }
        if pendingLead != 0 { return ReadingError(.truncatedCharacter(.cp932), byteOffset: byteCount - 1) }
        return nil
    }
}

extension OpenBytes {
    /// The physical line (from 1) of a byte, found by reading up to it once
    /// more; only done for an error. LF, CRLF and CR end a line.
    func line(at offset: Int) throws(ReadingError) -> Int {
        var line = 1
        var afterReturn = false
        var done = 0
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { buffer.deallocate() }
        while done < offset {
            let room = UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(buffer.count, offset - done)])
            let count = try read(at: done, into: room)
            if count == 0 { break }
            for byte in room[..<count] {
                if byte == 0x0D || (byte == 0x0A && !afterReturn) { line += 1 }
                afterReturn = byte == 0x0D
            }
            done += count
        }
        return line
    }
}
