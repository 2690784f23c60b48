/// Makes text safe for a place: byte by byte, copying whole runs of harmless bytes.
///
/// In every form the control characters and the invisible marks that reorder a line (U+200E, U+202E, U+2066 …) are
/// left out: no name of an office or a municipality needs them, and on a terminal an escape character is a command.
enum Escaping {
    enum Form {
        /// `< > & " '` become entities.
        case html
        /// Line ends and tabs become blanks: the text stays on its line.
        case plain
    }

    static func append(_ value: String, to bytes: inout [UInt8], form: Form) {
        var copy = value
        copy.withUTF8 { append($0, to: &bytes, form: form) }
    }

    static func plain(_ value: String) -> String {
        guard value.utf8.contains(where: { kinds[Int($0)] == .control || kinds[Int($0)] == .lead }) else {
            return value
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(value.utf8.count)
        append(value, to: &bytes, form: .plain)
        return String(decoding: bytes, as: UTF8.self)
    }

    static func append(_ source: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8], form: Form) {
        var start = 0
        var index = 0
        while index < source.count {
            let kind = kinds[Int(source[index])]
            if kind == .harmless || (kind == .entity && form == .plain) {
                index += 1
                continue
            }
            let skipped = kind == .lead ? invisibleLength(source, at: index) : 1
            if skipped == 0 {
                index += 1
                continue
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[start..<index]))
            if kind != .lead { replace(source[index], in: &bytes, form: form) }
            index += skipped
            start = index
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[start..<source.count]))
    }

    private static func replace(_ byte: UInt8, in bytes: inout [UInt8], form: Form) {
        switch byte {
        case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
        case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
        case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
        case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
        case UInt8(ascii: "'"): bytes.append(contentsOf: "&#39;".utf8)
        case 0x09, 0x0A, 0x0D: bytes.append(form == .plain ? 0x20 : byte)
        default: break
        }
    }

    /// The length in bytes of a C1 control character or a direction mark at `index`, or 0 when another character
    /// begins there.
    private static func invisibleLength(_ source: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        guard index + 1 < source.count else { return 0 }
        let second = source[index + 1]
        switch source[index] {
        case 0xC2: return (0x80...0x9F).contains(second) ? 2 : 0  // U+0080…U+009F
        case 0xD8: return second == 0x9C ? 2 : 0  // U+061C
        default: break
        }
        guard index + 2 < source.count else { return 0 }
        let third = source[index + 2]
        // U+200E, U+200F, U+2028…U+202E; U+2066…U+2069
        let marks =
            second == 0x80 && (third == 0x8E || third == 0x8F || (0xA8...0xAE).contains(third))
            || second == 0x81 && (0xA6...0xA9).contains(third)
        return marks ? 3 : 0
    }

    private enum Kind: UInt8 {
        case harmless, entity, control, lead
    }

    private static let kinds: [Kind] = (0..<256).map { byte in
        switch UInt8(byte) {
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "\""), UInt8(ascii: "'"): .entity
        case 0..<0x20, 0x7F: .control
        case 0xC2, 0xD8, 0xE2: .lead
        default: .harmless
        }
    }
}
