import Adoption

/// Reads the numbers of `domain` tables in the forms that spreadsheets leave.
package enum NumberReading {
    package struct OfficeReading: Equatable, Sendable {
        package var number: OfficeNumber
        /// A leading zero that a spreadsheet had dropped was put back.
        package var isZeroRestored = false
    }

    /// An office number: full-width characters, small letters, spaces and
    /// hyphens are folded, a lost leading zero (prefectures 01–09) is put
    /// back. nil when no ten characters result. The check digit is the
    /// caller's to look at.
    package static func office(_ bytes: UnsafeBufferPointer<UInt8>) -> OfficeReading? {
        if let number = OfficeNumber(bytes: bytes) { return OfficeReading(number: number) }
        var kept: [UInt8] = []
        for byte in bytes.foldedText.utf8 where byte != 0x20 && byte != 0x2D {
            kept.append((0x61...0x7A).contains(byte) ? byte - 0x20 : byte)
        }
        // A spreadsheet that took the number for a quantity may add ".0".
        if kept.count > 2, kept.suffix(2).elementsEqual([0x2E, 0x30]) { kept.removeLast(2) }
        let isShort = kept.count == 9 && kept.first != 0x30
        if isShort { kept.insert(0x30, at: 0) }
        guard let number = kept.withUnsafeBufferPointer({ OfficeNumber(bytes: $0) }) else { return nil }
        return OfficeReading(number: number, isZeroRestored: isShort)
    }

    /// An office number in a text.
    package static func office(_ text: String) -> OfficeReading? {
        var copy = text
        return copy.withUTF8 { office($0) }
    }

    /// Thirteen digits, folded, without spaces and hyphens.
    static func corporation(_ bytes: UnsafeBufferPointer<UInt8>) -> CorporationNumber? {
        if bytes.count == 13, let number = CorporationNumber(String(decoding: bytes, as: UTF8.self)) { return number }
        let folded = bytes.foldedText.utf8.filter { $0 != 0x20 && $0 != 0x2D }
        return CorporationNumber(String(decoding: folded, as: UTF8.self))
    }

    enum Capacity: Equatable {
        case number(Int)
        /// Blank or 0, which the open data write for "unknown".
        case unknown
        /// Digits inside words: `55名`.
        case worded(Int)
        case unreadable
    }

    static func capacity(_ bytes: UnsafeBufferPointer<UInt8>) -> Capacity {
        if bytes.isEmpty { return .unknown }
        if bytes.count <= 5, bytes.allSatisfy({ (0x30...0x39).contains($0) }) {
            let number = bytes.reduce(0) { $0 * 10 + Int($1) - 48 }
            return number == 0 ? .unknown : .number(number)
        }
        let folded = Folding.key(String(decoding: bytes, as: UTF8.self))
        if folded.isEmpty || folded == "-" { return .unknown }
        // One run of digits, with a unit or 「定員」 around it at most.
        var digits = ""
        var words = ""
        var runs = 0
        var inRun = false
        for scalar in folded.unicodeScalars {
            let isDigit = (0x30...0x39).contains(scalar.value)
            if isDigit, !inRun { runs += 1 }
            inRun = isDigit
            if isDigit { digits.unicodeScalars.append(scalar) } else { words.unicodeScalars.append(scalar) }
        }
        guard runs == 1, digits.utf8.count <= 5, let number = Int(digits) else { return .unreadable }
        switch words {
        case "": return number == 0 ? .unknown : .number(number)
        case "名", "人", "床", "定員名", "定員人", "定員", "定員:名", "定員:人": return number == 0 ? .unknown : .worded(number)
        default: return .unreadable
        }
    }

    enum Coordinates: Equatable {
        case found(Double, Double)
        /// Blank or zero.
        case unknown
        case swapped(Double, Double)
        case outside
        case unreadable
    }

    /// Degrees north and east, rounded to seven decimals (a centimetre), so
    /// that they are written again as they were read.
    static func coordinates(
        _ latitude: UnsafeBufferPointer<UInt8>, _ longitude: UnsafeBufferPointer<UInt8>
    ) -> Coordinates {
        let north = degrees(latitude)
        let east = degrees(longitude)
        if case .blank = north, case .blank = east { return .unknown }
        guard case .value(let north) = north, case .value(let east) = east else { return .unreadable }
        if north == 0 && east == 0 { return .unknown }
        if japan(north, east) { return .found(Double(north) / 1e7, Double(east) / 1e7) }
        if japan(east, north) { return .swapped(Double(east) / 1e7, Double(north) / 1e7) }
        return .outside
    }

    private static func japan(_ north: Int, _ east: Int) -> Bool {
        (200_000_000...460_000_000).contains(north) && (1_220_000_000...1_540_000_000).contains(east)
    }

    private enum Degrees {
        case blank, unreadable
        /// In units of 10⁻⁷ degrees.
        case value(Int)
    }

    private static func degrees(_ bytes: UnsafeBufferPointer<UInt8>) -> Degrees {
        if bytes.isEmpty { return .blank }
        if let value = decimal(bytes) { return .value(value) }
        var folded = bytes.foldedText
        if folded.isEmpty { return .blank }
        return folded.withUTF8 { decimal($0).map { .value($0) } ?? .unreadable }
    }

    private static func decimal(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var value = 0
        var decimals = -1
        var digits = 0
        var roundsUp = false
        let isNegative = bytes[0] == 0x2D
        for byte in bytes.dropFirst(isNegative ? 1 : 0) {
            if byte == 0x2E, decimals < 0 {
                decimals = 0
                continue
            }
            guard (0x30...0x39).contains(byte) else { return nil }
            digits += 1
            if decimals < 0, digits > 4 { return nil }
            if decimals < 7 {
                value = value * 10 + Int(byte) - 48
                if decimals >= 0 { decimals += 1 }
            } else {
                if decimals == 7 { roundsUp = byte >= 0x35 }
                decimals += 1
            }
        }
        guard digits > 0 else { return nil }
        for _ in max(0, decimals)..<max(7, decimals) { value *= 10 }
        return (value + (roundsUp ? 1 : 0)) * (isNegative ? -1 : 1)
    }
}
