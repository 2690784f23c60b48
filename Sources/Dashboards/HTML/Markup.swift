/// Bytes of HTML or SVG under construction.
///
/// Everything that a file or a person supplied goes through `text` or `attribute`, which escape byte by byte (a
/// comparison of `Character`s would miss a quotation mark followed by a combining mark). What is not escaped must be
/// a literal of this room: `raw` takes nothing else.
package struct Markup: Sendable {
    package private(set) var bytes: [UInt8] = []

    package init(capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    /// The finished text. Every byte came from a `String` or a literal, so that it is valid UTF-8.
    package var string: String { String(decoding: bytes, as: UTF8.self) }

    package mutating func raw(_ literal: StaticString) {
        literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    package mutating func text(_ value: String) {
        Escaping.append(value, to: &bytes, form: .html)
    }

    /// ` name="value"`
    package mutating func attribute(_ name: StaticString, _ value: String) {
        raw(" ")
        raw(name)
        raw("=\"")
        text(value)
        raw("\"")
    }

    /// ` name="1.5"`: a length or coordinate with at most one decimal.
    package mutating func attribute(_ name: StaticString, _ value: Double) {
        raw(" ")
        raw(name)
        raw("=\"")
        number(value)
        raw("\"")
    }

    /// The contents of a `<style>` element, in which no entity is read: whatever could end it is left out.
    package mutating func css(_ sheet: String) {
        bytes.append(contentsOf: sheet.split(separator: "</").joined(separator: "< /").utf8)
    }

    package mutating func append(_ other: Markup) {
        bytes.append(contentsOf: other.bytes)
    }

    package mutating func integer(_ value: Int) {
        Digits.append(value, to: &bytes)
    }

    /// A coordinate, rounded to one decimal: finer steps cannot be seen and would double the size of a chart.
    package mutating func number(_ value: Double) {
        let tenths = Int((value * 10).rounded())
        if tenths < 0 { bytes.append(UInt8(ascii: "-")) }
        Digits.append(abs(tenths) / 10, to: &bytes)
        if tenths % 10 != 0 {
            bytes.append(UInt8(ascii: "."))
            bytes.append(UInt8(48 + abs(tenths) % 10))
        }
    }

    /// `<name>text</name>`, the commonest shape.
    package mutating func element(_ name: StaticString, class names: StaticString = "", _ content: String) {
        raw("<")
        raw(name)
        if names.utf8CodeUnitCount > 0 {
            raw(" class=\"")
            raw(names)
            raw("\"")
        }
        raw(">")
        text(content)
        raw("</")
        raw(name)
        raw(">")
    }
}

/// Decimal digits of an integer, without going through `String`.
enum Digits {
    static func append(_ value: Int, to bytes: inout [UInt8]) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        var rest = value.magnitude
        if rest < 10 {
            bytes.append(UInt8(48 + rest))
            return
        }
        let start = bytes.count
        while rest > 0 {
            bytes.append(UInt8(48 + rest % 10))
            rest /= 10
        }
        bytes[start...].reverse()
    }
}
