/// The second pass: the text of a file as UTF-8, chunk by chunk.
///
/// The whole text is decoded before anything splits it, because the second
/// byte of a CP932 character may look like a delimiter or a quote. Characters
/// are never cut: a chunk ends before a character that does not fit.
struct TextDecoding {
    private let bytes: OpenBytes
    private let form: TextForm
    private var offset: Int
    private var raw: [UInt8] = []

    init(_ bytes: OpenBytes, _ form: TextForm) {
        self.bytes = bytes
        self.form = form
        offset = form.markLength
        if form.encoding != .utf8 { raw = [UInt8](repeating: 0, count: max(4, bytes.chunkSize / 2)) }
    }

    /// Writes the next part of the text into `target` (at least 16 bytes) and
    /// returns its length in bytes; 0 at the end of the text.
    mutating func fill(_ target: UnsafeMutableBufferPointer<UInt8>) throws(ReadingError) -> Int {
        if form.encoding == .utf8 {
            let count = try bytes.read(at: offset, into: UnsafeMutableRawBufferPointer(target))
            offset += count
            if count == 0 { try checkEnd() }
            return count
        }
        // One source byte becomes at most three (half-width katakana).
        let wanted = min(raw.count, target.count / 3) & ~1
        let count = try readRaw(wanted)
        if count == 0 {
            try checkEnd()
            return 0
        }
        let (used, written) = try decode(count, into: target)
        offset += used
        return written
    }

    private mutating func readRaw(_ wanted: Int) throws(ReadingError) -> Int {
        var failure: ReadingError?
        let offset = offset
        let count = raw.withUnsafeMutableBytes { buffer in
            do throws(ReadingError) {
                return try bytes.read(at: offset, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]))
            } catch {
                failure = error
                return 0
            }
        }
        if let failure { throw failure }
        return count
    }

    private func decode(
        _ count: Int, into target: UnsafeMutableBufferPointer<UInt8>
    ) throws(ReadingError) -> (used: Int, written: Int) {
        guard let output = target.baseAddress else { return (0, 0) }
        var failure: ReadingError.Kind?
        var used = 0
        var written = 0
        raw.withUnsafeBufferPointer { buffer in
            let input = UnsafeBufferPointer(rebasing: buffer[..<count])
            let decoded =
                form.encoding == .cp932
                ? Self.decodeCP932(input, output)
                : Self.decodeUTF16(input, output, highByte: form.encoding == .utf16BigEndian ? 0 : 1)
            (used, written, failure) = (decoded.used, decoded.written, decoded.failure)
        }
        // A character that the end of the file cuts leaves a rest that no
        // further reading completes.
        if used == 0, failure == nil { failure = .truncatedCharacter(form.encoding) }
        guard let failure else { return (used, written) }
        throw ReadingError(failure, line: try line(at: offset + used), byteOffset: offset + used)
    }

    private typealias Decoded = (used: Int, written: Int, failure: ReadingError.Kind?)

    private static func decodeCP932(
        _ input: UnsafeBufferPointer<UInt8>, _ output: UnsafeMutablePointer<UInt8>
    ) -> Decoded {
        guard let table = CP932.shared else { return (0, 0, .conversionUnavailable) }
        var i = 0
        var o = 0
        while i < input.count {
            let byte = input[i]
            if byte < 0x80 {
                output[o] = byte
                o &+= 1
                i &+= 1
            } else if CP932.isHalfKatakana(byte) {
                o &+= put(0xFF61 &+ UInt32(byte) &- 0xA1, output + o)
                i &+= 1
            } else {
                guard CP932.isLead(byte) else { return (i, o, .invalidBytes(.cp932)) }
                guard i + 1 < input.count else { break }
                let unit = table.unit(lead: byte, trail: input[i + 1])
                guard unit != 0 else { return (i, o, .invalidBytes(.cp932)) }
                o &+= put(UInt32(unit), output + o)
                i &+= 2
            }
        }
        return (i, o, nil)
    }

    private static func decodeUTF16(
        _ input: UnsafeBufferPointer<UInt8>, _ output: UnsafeMutablePointer<UInt8>, highByte: Int
    ) -> Decoded {
        let encoding: TextEncoding = highByte == 0 ? .utf16BigEndian : .utf16LittleEndian
        var i = 0
        var o = 0
        while i + 1 < input.count {
            let unit = UInt32(input[i + highByte]) << 8 | UInt32(input[i + 1 - highByte])
            if unit == 0 { return (i, o, .nul) }
            if unit & 0xF800 != 0xD800 {
                o &+= put(unit, output + o)
                i &+= 2
                continue
            }
            guard unit < 0xDC00 else { return (i, o, .invalidBytes(encoding)) }
            guard i + 3 < input.count else { break }
            let low = UInt32(input[i + 2 + highByte]) << 8 | UInt32(input[i + 3 - highByte])
            guard low & 0xFC00 == 0xDC00 else { return (i, o, .invalidBytes(encoding)) }
            o &+= put(0x10000 + (unit & 0x3FF) << 10 + low & 0x3FF, output + o)
            i &+= 4
        }
        return (i, o, nil)
    }

    /// Writes one scalar value as UTF-8.
    @inline(__always)
    private static func put(_ scalar: UInt32, _ output: UnsafeMutablePointer<UInt8>) -> Int {
        if scalar < 0x80 {
            output[0] = UInt8(truncatingIfNeeded: scalar)
            return 1
        }
        if scalar < 0x800 {
            output[0] = UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6)
            output[1] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
            return 2
        }
        if scalar < 0x10000 {
            output[0] = UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12)
            output[1] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F)
            output[2] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
            return 3
        }
        output[0] = UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18)
        output[1] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F)
        output[2] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F)
        output[3] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
        return 4
    }

    /// The rows came from the bytes that were checked only if nobody touched
    /// the file in between.
    private func checkEnd() throws(ReadingError) {
        let changed = try bytes.hasChanged()
        if changed || offset != form.byteCount { throw ReadingError(.changedWhileReading) }
    }

    private func line(at offset: Int) throws(ReadingError) -> Int {
        switch form.encoding {
        case .utf8, .cp932: return try bytes.line(at: offset)
        case .utf16LittleEndian, .utf16BigEndian: return try lineInUTF16(at: offset)
        }
    }

    private func lineInUTF16(at end: Int) throws(ReadingError) -> Int {
        let highByte = form.encoding == .utf16BigEndian ? 0 : 1
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { buffer.deallocate() }
        var line = 1
        var afterReturn = false
        var done = form.markLength
        while done < end {
            let room = UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(buffer.count, end - done)])
            let count = try bytes.read(at: done, into: room) & ~1
            if count == 0 { break }
            for i in stride(from: 0, to: count, by: 2) {
                let unit = buffer[i + highByte] == 0 ? buffer[i + 1 - highByte] : 0
                if unit == 0x0D || (unit == 0x0A && !afterReturn) { line += 1 }
                afterReturn = unit == 0x0D
            }
            done += count
        }
        return line
    }
}
