import Adoption

/// A table as aligned text of at most 80 columns where its contents allow it.
///
/// When it would be wider, decorations go first (they repeat numbers), then heads of numbers break into lines, then
/// the gaps between columns shrink, then running text breaks into lines; a number or a name is never cut.
struct PlainTable {
    /// A text with the number of columns that it takes, measured once.
    private struct Piece {
        var text: String
        var width: Int

        init(_ text: String) {
            self.text = text
            width = DisplayWidth.of(text)
        }
    }

    private static let barLength = 16

    private let table: Table
    private let format: Format
    private let heads: [Piece]
    private let units: [Piece]
    private let groups: [(title: String?, rows: [[Piece]])]
    private let total: [Piece]?

    init(_ table: Table, format: Format) {
        self.table = table
        self.format = format
        heads = table.columns.map { Piece(Escaping.plain($0.label)) }
        units = table.columns.map { Piece(Escaping.plain($0.unit)) }
        groups = table.groups.map { group in
            (group.title, group.rows.map { row in row.cells.map { Piece(PlainTable.text($0, format)) } })
        }
        total = table.total?.cells.map { Piece(PlainTable.text($0, format)) }
    }

    /// The lines of the table; no line is wider than `width` unless a name or a number needs it.
    func lines(width: Int) -> [String] {
        var columns = table.columns.indices.filter { table.columns[$0].isShown }
        let content = table.columns.indices.map(contentWidth)
        var widths = columns.map { max(content[$0], heads[$0].width) }
        var gap = 2
        let total = { widths.reduce(0, +) + gap * (widths.count - 1) }
        while total() > width, let last = columns.lastIndex(where: { table.columns[$0].isDecoration }) {
            columns.remove(at: last)
            widths.remove(at: last)
        }
        // Heads of numbers may stand in two lines.
        for place in columns.indices where total() > width && table.columns[columns[place]].isNumber {
            let half = max(8, (heads[columns[place]].width + 3) / 4 * 2)
            widths[place] = min(widths[place], max(content[columns[place]], half))
        }
        if total() > width { gap = 1 }
        let prose = columns.indices.filter { table.columns[columns[$0]].style == .prose }
        while total() > width, let widest = prose.max(by: { widths[$0] < widths[$1] }), widths[widest] > 10 {
            widths[widest] -= 1
        }
        return Composition(table: table, columns: columns, widths: widths, gap: gap).lines(of: self)
    }

    private func contentWidth(_ index: Int) -> Int {
        var widest = units[index].width
        for group in groups {
            for row in group.rows where index < row.count { widest = max(widest, row[index].width) }
        }
        if let total, index < total.count { widest = max(widest, total[index].width) }
        return widest
    }

    /// A dash that is one column on every terminal, also in the notes that explain it.
    private static func text(_ cell: Cell, _ format: Format) -> String {
        switch cell {
        case .state(let mark): return PlainForm.dashed(Escaping.plain(mark.symbol + mark.word))
        case .missing: return "-"
        case .rate(let fraction) where fraction.denominator == 0: return "-"
        case .share(let fraction) where fraction.denominator == 0: return "-"
        case .bar(let bar): return PlainTable.bar(bar)
        case .sparkline(let line): return PlainTable.sparkline(line, format: format)
        case .text, .link: return Escaping.plain(format.text(cell))
        default: return format.text(cell)
        }
    }

    /// `=====|==....`: the threshold is the bar `|`.
    private static func bar(_ bar: RateBar) -> String {
        let filled = Int((bar.part * Double(barLength)).rounded(.down))
        var text = [UInt8](repeating: UInt8(ascii: "."), count: barLength)
        for index in 0..<filled { text[index] = UInt8(ascii: "=") }
        if let threshold = bar.threshold, bar.scale > 0 {
            let at = Int((threshold / Double(bar.scale) * Double(barLength)).rounded())
            text.insert(UInt8(ascii: "|"), at: min(max(at, 0), barLength))
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The first and the last rate of the line.
    private static func sparkline(_ line: Sparkline, format: Format) -> String {
        let known = line.values.compactMap { $0 }
        guard let first = known.first, let last = known.last, let from = format.rate(first),
            let to = format.rate(last)
        else { return "" }
        return from + " > " + to
    }

    /// The table with its chosen columns and widths.
    private struct Composition {
        let table: Table
        let columns: [Int]
        let widths: [Int]
        let gap: Int

        func lines(of plain: PlainTable) -> [String] {
            var lines = compose(plain.heads, atBottom: true)
            if columns.contains(where: { plain.units[$0].width > 0 }) { lines += compose(plain.units) }
            let rule = widths.map { String(repeating: "-", count: $0) }
                .joined(separator: String(repeating: " ", count: gap))
            lines.append(rule)
            for group in plain.groups {
                if let title = group.title { lines.append("[" + Escaping.plain(title) + "]") }
                for row in group.rows { lines += compose(row) }
            }
            if let total = plain.total {
                lines.append(rule)
                lines += compose(total)
            }
            return lines
        }

        /// One row, in as many lines as its longest cell needs.
        private func compose(_ row: [Piece], atBottom: Bool = false) -> [String] {
            let cells = columns.map { $0 < row.count ? row[$0] : Piece("") }
            if zip(cells, widths).allSatisfy({ $0.width <= $1 }) { return [line(cells)] }
            let wrapped = zip(cells, widths).map { cell, width in
                cell.width <= width ? [cell] : LineBreaking.wrap(cell.text, width: width).map(Piece.init)
            }
            let count = wrapped.map(\.count).max() ?? 0
            return (0..<count).map { index in
                line(
                    wrapped.map { lines in
                        let place = atBottom ? index - (count - lines.count) : index
                        return lines.indices.contains(place) ? lines[place] : Piece("")
                    })
            }
        }

        private func line(_ cells: [Piece]) -> String {
            var bytes: [UInt8] = []
            bytes.reserveCapacity(128)
            for (place, cell) in cells.enumerated() {
                let padding = repeatElement(UInt8(ascii: " "), count: max(0, widths[place] - cell.width))
                if place > 0 { bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: gap)) }
                let isRight = table.columns[columns[place]].isNumber
                if isRight { bytes.append(contentsOf: padding) }
                bytes.append(contentsOf: cell.text.utf8)
                if !isRight { bytes.append(contentsOf: padding) }
            }
            while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}
