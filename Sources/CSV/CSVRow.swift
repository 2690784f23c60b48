/// One record of a CSV file, valid only inside the callback that receives it:
/// its fields are ranges of a buffer that the next record overwrites.
package struct CSVRow: ~Copyable {
    /// Physical line (from 1) on which the record begins.
    package let line: Int
    @usableFromInline let base: UnsafeMutablePointer<UInt8>
    @usableFromInline let fields: UnsafeMutablePointer<FieldRange>
    /// Number of fields, at least 1; an empty line is one empty field.
    package let count: Int
    /// False for a last record that the end of the file ends. With fewer
    /// fields than the header it is the mark of a file that was cut off.
    package let isTerminated: Bool

    init(
        line: Int, base: UnsafeMutablePointer<UInt8>, fields: UnsafeMutablePointer<FieldRange>, count: Int,
        isTerminated: Bool
    ) {
        self.line = line
        self.base = base
        self.fields = fields
        self.count = count
        self.isTerminated = isTerminated
    }

    /// The UTF-8 bytes of a field without quotes, empty beyond the last field.
    @inlinable
    package subscript(index: Int) -> UnsafeBufferPointer<UInt8> {
        guard index >= 0, index < count else { return UnsafeBufferPointer(start: nil, count: 0) }
        let range = fields[index]
        return UnsafeBufferPointer(start: base + Int(range.start), count: Int(range.end - range.start))
    }

    /// A field as text, empty beyond the last field.
    @inlinable
    package func text(_ index: Int) -> String { String(decoding: self[index], as: UTF8.self) }

    /// All fields as texts.
    package var texts: [String] { (0..<count).map { text($0) } }

    /// True for an empty line and for a line of delimiters only, which Excel
    /// writes below the data.
    package var isBlank: Bool {
        for index in 0..<count where fields[index].start != fields[index].end { return false }
        return true
    }

    /// The record written again as CSV, for a row that is kept aside.
    package var recordText: String {
        var text = ""
        for index in 0..<count {
            if index > 0 { text += "," }
            let field = self.text(index)
            if field.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) {
                text += "\""
                for scalar in field.unicodeScalars {
                    if scalar == "\"" { text += "\"" }
                    text.unicodeScalars.append(scalar)
                }
                text += "\""
            } else {
                text += field
            }
        }
        return text
    }
}

/// Where a field lies in the buffer, its quotes excluded.
@usableFromInline
struct FieldRange {
    @usableFromInline var start: UInt32
    @usableFromInline var end: UInt32
    /// Doubled quotes inside that still have to be made single.
    var hasDoubledQuotes: Bool
}
