/// Strict UTF-8 checking of one buffer (no overlong forms, no surrogates,
/// nothing above U+10FFFF).
enum UTF8Scan {
    enum Ending: Equatable {
        case complete
        /// A character that begins well but needs more bytes.
        case incomplete
        case invalid
    }

    struct Outcome {
        /// Bytes of whole, valid characters from the start of the buffer.
        var validCount: Int
        var ending: Ending
        /// Characters of three and more bytes: kana, kanji.
        var wideCount: Int
    }

    static func scan(_ bytes: UnsafeBufferPointer<UInt8>) -> Outcome {
        var outcome = Outcome(validCount: 0, ending: .complete, wideCount: 0)
        guard let base = bytes.baseAddress else { return outcome }
        let raw = UnsafeRawPointer(base)
        let count = bytes.count
        var i = 0
        while i < count {
            let lead = base[i]
            if lead < 0x80 {
                i += 1
                while i &+ 8 <= count,
                    raw.loadUnaligned(fromByteOffset: i, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
                {
                    i &+= 8
                }
                continue
            }
            let length = length(lead)
            if length == 0 {
                outcome.ending = .invalid
                break
            }
            let available = min(length, count - i)
            if !isValidStart(base + i, available) {
                outcome.ending = .invalid
                break
            }
            if available < length {
                outcome.ending = .incomplete
                break
            }
            if length >= 3 { outcome.wideCount &+= 1 }
            i &+= length
        }
        outcome.validCount = i
        return outcome
    }

    private static func length(_ lead: UInt8) -> Int {
        switch lead {
        case 0xC2...0xDF: return 2
        case 0xE0...0xEF: return 3
        case 0xF0...0xF4: return 4
        default: return 0
        }
    }

    /// Whether `count` bytes at `at` may begin (or be) one character.
    private static func isValidStart(_ at: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        guard count > 1 else { return true }
        let second = at[1]
        switch at[0] {
        case 0xE0: if second < 0xA0 || second > 0xBF { return false }
        case 0xED: if second < 0x80 || second > 0x9F { return false }
        case 0xF0: if second < 0x90 || second > 0xBF { return false }
        case 0xF4: if second < 0x80 || second > 0x8F { return false }
        default: if second & 0xC0 != 0x80 { return false }
        }
        if count > 2, at[2] & 0xC0 != 0x80 { return false }
        if count > 3, at[3] & 0xC0 != 0x80 { return false }
        return true
    }
}
