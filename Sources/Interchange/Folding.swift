import CSV

/// Compatibility folding for what people type into tables: full-width and
/// half-width forms, spaces, dashes, signs for eras. A small part of NFKC,
/// by table, because the whole of it would bring Foundation into every loop.
package enum Folding {
    /// Full-width ASCII to ASCII, half-width katakana to full-width (voiced
    /// marks composed), every kind of space to a space, and the ends trimmed.
    package static func fold(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) { return text }
        var folded = String.UnicodeScalarView()
        var last: UInt32 = 0
        for scalar in text.unicodeScalars {
            let value = scalar.value
            if value == 0xFF9E || value == 0xFF9F || value == 0x3099 || value == 0x309A {
                let mark: UInt32 = value == 0xFF9E || value == 0x3099 ? 0x3099 : 0x309A
                if let composed = Composition.compose(last, mark).flatMap(Unicode.Scalar.init) {
                    folded.removeLast()
                    folded.append(composed)
                    last = 0
                    continue
                }
            }
            for unit in replacement(value) {
                last = unit
                if let unit = Unicode.Scalar(unit) { folded.append(unit) }
            }
        }
        return String(trimmed(folded))
    }

    /// The form in which names are compared: folded, without any space,
    /// small letters, every dash between kana a long-vowel mark, ヶ as ケ.
    package static func key(_ text: String) -> String {
        var key = String.UnicodeScalarView()
        for scalar in fold(text).unicodeScalars {
            switch scalar.value {
            case 0x20: continue
            case 0x41...0x5A: if let small = Unicode.Scalar(scalar.value + 0x20) { key.append(small) }
            case 0x2D where isKana(key.last?.value ?? 0): key.append("ー")
            case 0x30F6: key.append("ケ")
            case 0x30F5: key.append("カ")
            default: key.append(scalar)
            }
        }
        return String(key)
    }

    private static func isKana(_ value: UInt32) -> Bool { (0x3041...0x30FE).contains(value) }

    private static func replacement(_ value: UInt32) -> [UInt32] {
        switch value {
        case 0xFF01...0xFF5E: return [value - 0xFEE0]
        case 0xFF61...0xFF9F: return [halfKatakana[Int(value - 0xFF61)]]
        case 0x09, 0x0A, 0x0D, 0x85, 0xA0, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x3000: return [0x20]
        // Invisible: zero-width characters, a stray byte order mark, control
        // characters.
        case 0x00...0x1F, 0x7F, 0x200B...0x200F, 0x2060, 0xFEFF: return []
        case 0x2010...0x2015, 0x2212, 0xFE63: return [0x2D]
        case 0x301C: return [0x7E]
        case 0xFFE5: return [0xA5]
        case 0x2116: return [0x4E, 0x6F]  // №
        case 0x337B: return [0x5E73, 0x6210]  // ㍻
        case 0x337C: return [0x662D, 0x548C]  // ㍼
        case 0x32FF: return [0x4EE4, 0x548C]  // ㋿
        case 0x3231: return [0x28, 0x682A, 0x29]  // ㈱
        case 0x3232: return [0x28, 0x6709, 0x29]  // ㈲
        default: return [value]
        }
    }

    private static let halfKatakana = Array(
        "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜".unicodeScalars
    ).map(\.value)

    private static func trimmed(_ text: String.UnicodeScalarView) -> Substring.UnicodeScalarView {
        let start = text.firstIndex { $0 != " " } ?? text.endIndex
        let end = text.lastIndex { $0 != " " }.map { text.index(after: $0) } ?? start
        return text[start..<end]
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The bytes as text, without blanks at both ends (ASCII and U+3000) and
    /// with control characters, which only a pasted cell holds, as spaces.
    var trimmedText: String {
        var start = 0
        var end = count
        while start < end {
            if self[start] <= 0x20 {
                start += 1
            } else if isWideSpace(start, end) {
                start += 3
            } else {
                break
            }
        }
        while end > start {
            if self[end - 1] <= 0x20 {
                end -= 1
            } else if end - start >= 3, isWideSpace(end - 3, end) {
                end -= 3
            } else {
                break
            }
        }
        let rest = UnsafeBufferPointer(rebasing: self[start..<end])
        if rest.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            return String(decoding: rest.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }, as: UTF8.self)
        }
        return String(decoding: rest, as: UTF8.self)
    }

    @inline(__always)
    private func isWideSpace(_ at: Int, _ end: Int) -> Bool {
        at + 3 <= end && self[at] == 0xE3 && self[at + 1] == 0x80 && self[at + 2] == 0x80
    }

    /// The bytes as text when they are printable ASCII without spaces, else
    /// folded.
    var foldedText: String { Folding.fold(String(decoding: self, as: UTF8.self)) }
}
