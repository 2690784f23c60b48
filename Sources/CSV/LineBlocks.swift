/// The lines of a listing in blocks of whole lines, read once and in order: for listings so long that a record a line
/// would be too slow. UTF-8 and CP932 come as they stand, UTF-16 as UTF-8. A byte order mark is left out.
package struct LineBlocks {
    /// A line longer than this is no line of a listing: it is cut, and its rest is dropped.
    package static let lineLimit = 1 << 20

    private let bytes: OpenBytes
    private let blockSize: Int
    private var offset = 0
    private var rest: [UInt8] = []
    private var isDropping = false
    private var isAtEnd = false
    /// Nil: one byte a unit.
    private var highByte: Int?
    private var pendingUnits: [UInt16] = []

    /// - Throws: `ReadingError` when the source cannot be read.
    package init(_ source: ByteSource, blockSize: Int = 1 << 20) throws(ReadingError) {
        bytes = try OpenBytes(source)
        self.blockSize = blockSize
        let head = try read(at: 0, count: 4)
        if head.starts(with: [0xEF, 0xBB, 0xBF]) {
            offset = 3
        } else if head.starts(with: [0xFF, 0xFE]) {
            (offset, highByte) = (2, 1)
        } else if head.starts(with: [0xFE, 0xFF]) {
            (offset, highByte) = (2, 0)
        } else if head.count == 4, head[0] != 0, head[1] == 0, head[3] == 0 {
            highByte = 1
        } else if head.count == 4, head[0] == 0, head[1] != 0, head[2] == 0 {
            highByte = 0
        }
    }

    /// `UTF-16` or the encodings that are read byte by byte.
    package var encodingLabel: String { highByte == nil ? "UTF-8/Shift_JIS" : "UTF-16" }

    /// The next whole lines; nil at the end.
    /// - Parameter observe: receives the bytes of the file, in order.
    package mutating func next(
        observe: (UnsafeRawBufferPointer) -> Void = { _ in }
    ) throws(ReadingError) -> [UInt8]? {
        while !isAtEnd {
            let raw = try read(at: offset, count: blockSize)
            offset += raw.count
            raw.withUnsafeBytes(observe)
            isAtEnd = raw.count < blockSize
            var block = rest
            rest = []
            append(raw, to: &block)
            if isDropping {
                let end = block.firstIndex(of: 10)
                guard end != nil || isAtEnd else {
                    rest = Array(block.prefix(4096))
                    continue
                }
                block = Array(block.prefix(4096)) + block[(end ?? block.count)...]
                isDropping = false
            }
            if !isAtEnd {
                guard let end = block.lastIndex(of: 10) else {
                    keep(block)
                    continue
                }
                keep(Array(block[(end + 1)...]))
                block.removeLast(block.count - end - 1)
            }
            if !block.isEmpty { return block }
        }
        guard !rest.isEmpty else { return nil }
        defer { rest = [] }
        return rest
    }

    private mutating func keep(_ line: [UInt8]) {
        rest = line
        guard line.count > Self.lineLimit else { return }
        rest = Array(line.prefix(4096))
        isDropping = true
    }

    private mutating func append(_ raw: [UInt8], to block: inout [UInt8]) {
        guard let highByte else {
            block += raw
            return
        }
        var units = pendingUnits
        var index = 0
        while index + 1 < raw.count {
            units.append(UInt16(raw[index + highByte]) << 8 | UInt16(raw[index + 1 - highByte]))
            index += 2
        }
        pendingUnits = []
        if let last = units.last, (0xD800..<0xDC00).contains(last) { pendingUnits = [units.removeLast()] }
        block += Array(String(decoding: units, as: UTF16.self).utf8)
    }

    private func read(at offset: Int, count: Int) throws(ReadingError) -> [UInt8] {
        var failure: ReadingError?
        let found = [UInt8](unsafeUninitializedCapacity: count) { buffer, length in
            do throws(ReadingError) {
                length = try bytes.read(at: offset, into: UnsafeMutableRawBufferPointer(buffer))
            } catch {
                failure = error
                length = 0
            }
        }
        if let failure { throw failure }
        return found
    }
}

extension LineBlocks {
    /// A short text of unknown encoding for a message: UTF-8, else CP932; nil when it is neither.
    package static func text(_ bytes: [UInt8]) -> String? {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        guard let table = CP932.shared else { return nil }
        var units: [UInt16] = []
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x80 {
                units.append(UInt16(byte))
                index += 1
            } else if CP932.isHalfKatakana(byte) {
                units.append(0xFF61 + UInt16(byte) - 0xA1)
                index += 1
            } else {
                guard CP932.isLead(byte), index + 1 < bytes.count else { return nil }
                let unit = table.unit(lead: byte, trail: bytes[index + 1])
                guard unit != 0 else { return nil }
                units.append(unit)
                index += 2
            }
        }
        return String(decoding: units, as: UTF16.self)
    }
}
