import Dashboards

/// Reads `application/x-www-form-urlencoded`: names and values in their order. Nothing is guessed: what is no such
/// text, or no UTF-8, or holds control characters, is refused whole.
enum FormBody {
    /// More fields than any form has.
    private static let mostFields = 100

    static func parse(_ bytes: some Collection<UInt8>) -> FormValues? {
        var entries: [FormValues.Entry] = []
        guard !bytes.isEmpty else { return FormValues() }
        for part in bytes.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: true) {
            let name = part.prefix { $0 != UInt8(ascii: "=") }
            guard entries.count < mostFields, let name = decode(name),
                let value = decode(part.dropFirst(part.prefix { $0 != UInt8(ascii: "=") }.count + 1))
            else { return nil }
            entries.append(FormValues.Entry(name, value))
        }
        return FormValues(entries)
    }

    /// Percent-decoded text; nil when it is none.
    static func decode(_ bytes: some Collection<UInt8>) -> String? {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var rest = bytes.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "+"): decoded.append(0x20)
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(hexadecimal), let low = rest.next().flatMap(hexadecimal) else {
                    return nil
                }
                decoded.append(high << 4 | low)
            default: decoded.append(byte)
            }
        }
        // Line ends are no control characters to a browser; a field of one line has none.
        guard decoded.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else { return nil }
        return String(validating: decoded, as: UTF8.self)
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }
}
