/// Breaks running text into lines by display width: between any two Japanese characters except before closing and
/// after opening punctuation, elsewhere only at blanks.
enum LineBreaking {
    static func wrap(_ text: String, width: Int) -> [String] {
        guard DisplayWidth.of(text) > width else { return [text] }
        let scalars = Array(text.unicodeScalars)
        var lines: [String] = []
        var start = 0
        while start < scalars.count {
            let end = lineEnd(scalars, from: start, width: width)
            lines.append(string(scalars[start..<end]))
            start = end
            while start < scalars.count, scalars[start] == " " { start += 1 }
        }
        return lines
    }

    /// Where the line that begins at `start` ends: at the last place that may be cut, or in the middle of a word that
    /// is wider than the line.
    private static func lineEnd(_ scalars: [Unicode.Scalar], from start: Int, width: Int) -> Int {
        var columns = DisplayWidth.of(scalars[start])
        // One character at least, however narrow the line: otherwise there would be no end.
        var end = start + 1
        while end < scalars.count {
            columns += DisplayWidth.of(scalars[end])
            if columns > width { break }
            end += 1
        }
        guard end < scalars.count else { return end }
        var cut = end
        while cut > start, !mayBreak(between: scalars[cut - 1], and: scalars[cut]) {
            cut -= 1
            if cut == start { return end }
        }
        return cut
    }

    private static func mayBreak(between left: Unicode.Scalar, and right: Unicode.Scalar) -> Bool {
        if right == " " || left == " " { return true }
        if noLineStart.contains(right) || noLineEnd.contains(left) { return false }
        let widths = (DisplayWidth.of(left), DisplayWidth.of(right))
        return widths.1 > 0 && (widths.0 == 2 || widths.1 == 2)
    }

    private static let noLineStart: Set<Unicode.Scalar> = Set(
        "、。，．・:;：；!?！？)]}）」』】〉》〕ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ%％".unicodeScalars)
    private static let noLineEnd: Set<Unicode.Scalar> = Set("([{（「『【〈《〔".unicodeScalars)

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        var end = scalars.endIndex
        while end > scalars.startIndex, scalars[end - 1] == " " { end -= 1 }
        view.append(contentsOf: scalars[scalars.startIndex..<end])
        return String(view)
    }
}
