/// The encodings that are read.
package enum TextEncoding: String, Sendable, CaseIterable {
    case utf8, utf16LittleEndian, utf16BigEndian
    /// Windows-31J, the Shift_JIS of Windows and Excel.
    case cp932

    /// The name shown in reports.
    package var label: String {
        switch self {
        case .utf8: return "UTF-8"
        case .utf16LittleEndian: return "UTF-16LE"
        case .utf16BigEndian: return "UTF-16BE"
        case .cp932: return "CP932（Shift_JIS）"
        }
    }
}

/// What the bytes of a file say about its text.
package struct TextForm: Equatable, Sendable {
    package let encoding: TextEncoding
    /// Length of the byte order mark, 0 without one.
    package let markLength: Int
    /// Length of the whole file.
    package let byteCount: Int

    /// "UTF-8（BOM付き）"
    package var label: String { markLength > 0 ? encoding.label + "（BOM付き）" : encoding.label }
}
