/// Composition of a base character and a combining mark, for the characters
/// that CP932 holds: kana with dakuten and handakuten (as macOS writes them)
/// and й, ё. Full normalisation would do harm: it replaces 神 U+FA19, which
/// CP932 has, by another character.
package enum Composition {
    /// The composed character, or nil where the two do not compose.
    package static func compose(_ base: UInt32, _ mark: UInt32) -> UInt32? {
        switch mark {
        case 0x3099: return voiced(base)
        case 0x309A: return semiVoiced(base)
        case 0x0306: return base == 0x0438 ? 0x0439 : base == 0x0418 ? 0x0419 : nil
        case 0x0308: return base == 0x0435 ? 0x0451 : base == 0x0415 ? 0x0401 : nil
        default: return nil
        }
    }

    private static func voiced(_ base: UInt32) -> UInt32? {
        switch base {
        case 0x3046: return 0x3094
        case 0x30A6: return 0x30F4
        case 0x309D, 0x30FD: return base + 1
        default: break
        }
        // Katakana lie 0x60 above hiragana.
        let hiragana = (0x30A1...0x30FA).contains(base) ? base - 0x60 : base
        switch hiragana {
        case 0x304B...0x3061 where hiragana % 2 == 1: return base + 1
        case 0x3064, 0x3066, 0x3068: return base + 1
        case 0x306F...0x307B where hiragana % 3 == 0: return base + 1
        default: return nil
        }
    }

    private static func semiVoiced(_ base: UInt32) -> UInt32? {
        let hiragana = (0x30A1...0x30FA).contains(base) ? base - 0x60 : base
        return (0x306F...0x307B).contains(hiragana) && hiragana % 3 == 0 ? base + 2 : nil
    }

    static func isVariationSelector(_ value: UInt32) -> Bool {
        (0xFE00...0xFE0F).contains(value) || (0xE0100...0xE01EF).contains(value)
    }
}
