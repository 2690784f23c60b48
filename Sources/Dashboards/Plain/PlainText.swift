/// Parts of the text form that a command prints outside of a page.
extension Table {
    /// The table as aligned lines of at most `width` columns where its contents allow it.
    package func plainLines(format: Format, width: Int = 80) -> [String] {
        PlainTable(self, format: format).lines(width: width)
    }
}

/// Running text in lines of at most `width` columns, East Asian widths counted; further lines begin with `indent`.
package func plainLines(_ text: String, indent: String, width: Int = 80) -> [String] {
    let space = width - DisplayWidth.of(indent)
    return LineBreaking.wrap(Escaping.plain(text), width: space).enumerated().map { index, line in
        index == 0 ? line : indent + line
    }
}
