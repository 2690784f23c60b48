/// JSON written by hand: keys in the order in which they are given, integers as integers, nothing through `Codable`.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []
    /// Whether a comma is due before the next value, for each open object or array.
    private var needsComma: [Bool] = [false]

    init(capacity: Int = 16 << 10) {
        bytes.reserveCapacity(capacity)
    }

    mutating func object(_ key: StaticString? = nil, _ content: (inout JSONWriter) -> Void) {
        begin(key)
        nest("{", "}", content)
    }

    mutating func array(_ key: StaticString? = nil, _ content: (inout JSONWriter) -> Void) {
        begin(key)
        nest("[", "]", content)
    }

    /// A member whose key is data: the key of a column.
    mutating func member(_ key: String, _ value: (inout JSONWriter) -> Void) {
        separate()
        quote(key)
        bytes.append(UInt8(ascii: ":"))
        needsComma.append(false)
        value(&self)
        needsComma.removeLast()
    }

    mutating func string(_ key: StaticString? = nil, _ value: String) {
        begin(key)
        quote(value)
    }

    mutating func integer(_ key: StaticString? = nil, _ value: Int) {
        begin(key)
        Digits.append(value, to: &bytes)
    }

    mutating func bool(_ key: StaticString? = nil, _ value: Bool) {
        begin(key)
        literal(value ? "true" : "false")
    }

    mutating func null(_ key: StaticString? = nil) {
        begin(key)
        literal("null")
    }

    /// A value that is not exact anyhow (a forecast, a difference in points), with up to four decimals.
    mutating func decimal(_ key: StaticString? = nil, _ value: Double) {
        guard value.isFinite, abs(value) < 1e14 else { return null(key) }
        begin(key)
        let scaled = Int((value * 10_000).rounded())
        if scaled < 0 { bytes.append(UInt8(ascii: "-")) }
        Digits.append(abs(scaled) / 10_000, to: &bytes)
        var fraction = abs(scaled) % 10_000
        guard fraction > 0 else { return }
        bytes.append(UInt8(ascii: "."))
        var unit = 1000
        while fraction > 0 {
            bytes.append(UInt8(48 + fraction / unit))
            fraction %= unit
            unit /= 10
        }
    }

    private mutating func nest(_ open: StaticString, _ close: StaticString, _ content: (inout JSONWriter) -> Void) {
        literal(open)
        needsComma.append(false)
        content(&self)
        needsComma.removeLast()
        literal(close)
    }

    private mutating func begin(_ key: StaticString?) {
        separate()
        guard let key else { return }
        literal("\"")
        literal(key)
        literal("\":")
    }

    private mutating func separate() {
        if needsComma[needsComma.count - 1] { bytes.append(UInt8(ascii: ",")) }
        needsComma[needsComma.count - 1] = true
    }

    private mutating func literal(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    private mutating func quote(_ value: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0x0A: literal("\\n")
            case 0..<0x20, 0x7F:
                literal("\\u00")
                bytes.append(JSONWriter.hexDigits[Int(byte >> 4)])
                bytes.append(JSONWriter.hexDigits[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static let hexDigits = Array("0123456789abcdef".utf8)
}
