import CQRencode

/// A QR code (JIS X 0510) of a text, as its modules: what a camera reads off the flyer.
package struct QRCode: Sendable, Hashable {
    /// Modules along a side, without the quiet zone.
    package let size: Int
    /// Row by row; true is dark.
    package let modules: [Bool]

    /// The white border that the standard asks for, in modules.
    package static let quietZone = 4

    /// With error correction M: a code of which 15 % are lost, by a fold or a stamp, is still read.
    ///
    /// Nil for an empty text and for one that no code holds (more than some 2,300 bytes).
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty, let code = QRcode_encodeData(Int32(clamping: bytes.count), bytes, 0, QR_ECLEVEL_M),
            let data = code.pointee.data
        else { return nil }
        defer { QRcode_free(code) }
        size = Int(code.pointee.width)
        // The lowest bit is the colour; the others say what the module is for.
        modules = (0..<size * size).map { data[$0] & 1 == 1 }
    }

    /// Whether the module at a place is dark.
    package func isDark(row: Int, column: Int) -> Bool { modules[row * size + column] }

    /// Appends an `<svg>` with its quiet zone, one path for all dark modules. `label` says what the code holds, for who
    /// does not see it.
    func draw(into markup: inout Markup, label: String) {
        let side = size + 2 * QRCode.quietZone
        markup.raw("<svg class=\"qr\" viewBox=\"0 0 ")
        markup.integer(side)
        markup.raw(" ")
        markup.integer(side)
        markup.raw("\" role=\"img\" shape-rendering=\"crispEdges\"")
        markup.attribute("aria-label", label)
        markup.raw("><title>")
        markup.text(label)
        markup.raw("</title><rect width=\"")
        markup.integer(side)
        markup.raw("\" height=\"")
        markup.integer(side)
        markup.raw("\" fill=\"#fff\"/><path fill=\"#000\" d=\"")
        for row in 0..<size { draw(row: row, into: &markup) }
        markup.raw("\"/></svg>")
    }

    /// Neighbouring dark modules as one piece: no hairline between them on any printer.
    private func draw(row: Int, into markup: inout Markup) {
        var column = 0
        while column < size {
            guard isDark(row: row, column: column) else {
                column += 1
                continue
            }
            let start = column
            while column < size, isDark(row: row, column: column) { column += 1 }
            markup.raw("M")
            markup.integer(start + QRCode.quietZone)
            markup.raw(" ")
            markup.integer(row + QRCode.quietZone)
            markup.raw("h")
            markup.integer(column - start)
            markup.raw("v1h-")
            markup.integer(column - start)
            markup.raw("z")
        }
    }
}
