/// Keeps a spreadsheet from running a cell as a formula.
///
/// A text that begins with `= + - @`, their full-width twins, TAB, LF or CR
/// gets an apostrophe in front, unless it is a plain number. A text that
/// begins with apostrophes followed by such a character gets one more, so
/// that `undo(protect(text)) == text` for every text.
package enum FormulaSafety {
    /// The text as it may stand in a cell.
    package static func protect(_ text: String) -> String { needsApostrophe(text) ? "'" + text : text }

    /// The text that `protect` was given. Only for the product's own files:
    /// in a foreign file the apostrophe belongs to the text.
    package static func undo(_ text: String) -> String {
        text.utf8.first == apostrophe && needsApostrophe(text) ? String(text.dropFirstScalar()) : text
    }

    static func needsApostrophe(_ text: String) -> Bool {
        guard let first = text.utf8.first else { return false }
        // Quick way out for nearly every cell: only an apostrophe, a trigger
        // or the lead byte of the full-width forms can start one.
        guard first == apostrophe || first == 0xEF || isTrigger(first) else { return false }
        let rest = text.utf8.drop { $0 == apostrophe }
        guard let head = rest.first else { return false }
        if head == 0xEF {
            let twin = Array(rest.prefix(3))
            return fullWidthTriggers.contains(twin)
        }
        guard isTrigger(head) else { return false }
        return rest.count != text.utf8.count || !isPlainNumber(rest)
    }

    private static let apostrophe: UInt8 = 0x27
    /// ＝ ＋ － ＠
    private static let fullWidthTriggers: [[UInt8]] = [
        [0xEF, 0xBC, 0x9D], [0xEF, 0xBC, 0x8B], [0xEF, 0xBC, 0x8D], [0xEF, 0xBC, 0xA0],
    ]

    private static func isTrigger(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0A, 0x0D: return true
        default: return false
        }
    }

    /// Sign, digits and at most one point with digits on both sides.
    private static func isPlainNumber(_ bytes: Substring.UTF8View) -> Bool {
        var digits = 0
        var points = 0
        for (offset, byte) in bytes.enumerated() {
            switch byte {
            case 0x30...0x39: digits += 1
            case 0x2B, 0x2D: if offset > 0 { return false }
            case 0x2E:
                if points > 0 || digits == 0 { return false }
                points += 1
                digits = 0
            default: return false
            }
        }
        return digits > 0
    }
}

extension String {
    /// Without its first Unicode scalar; `dropFirst` would take a following
    /// combining mark along.
    fileprivate func dropFirstScalar() -> Substring.UnicodeScalarView { unicodeScalars.dropFirst() }
}
