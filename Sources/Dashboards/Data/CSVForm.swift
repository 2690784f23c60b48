import Adoption

/// A page as CSV: all its tables in one long, tidy table, one line per cell, so that every page has the same columns
/// and a spreadsheet can filter or pivot it. UTF-8 with BOM and CRLF, because Excel guesses wrongly without.
///
/// Columns: section (block), table, group, row (key), row_label, column (key), column_label, unit, value, numerator,
/// denominator, state_or_reason. The lines of section `page` say day, instant, revision, rule and headline.
///
/// A document for staff is a table of its own, as it is used in an office: a row for a row, its labels as heads.
struct CSVForm {
    let page: Page
    let format: Format

    private static let head =
        "section,table,group,row,row_label,column,column_label,unit,value,numerator,denominator,state_or_reason\r\n"

    func bytes() -> [UInt8] {
        var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]
        guard !page.kind.isStaff else { return bytes + rows() }
        bytes.reserveCapacity(8 << 10)
        bytes.append(contentsOf: CSVForm.head.utf8)
        appendPage(to: &bytes)
        for block in page.blocks {
            for table in block.tables {
                for group in table.groups {
                    for row in group.rows { append(row, of: table, group: group.title ?? "", block.id, to: &bytes) }
                }
                if let total = table.total { append(total, of: table, group: "", block.id, to: &bytes) }
            }
        }
        return bytes
    }

    /// The rows of all tables that have the columns of the first one.
    private func rows() -> [UInt8] {
        var bytes: [UInt8] = []
        let tables = page.blocks.flatMap(\.tables)
        guard let first = tables.first else { return bytes }
        let columns = first.columns.indices.filter { !first.columns[$0].isDecoration && first.columns[$0].hasData }
        appendLine(columns.map { head(first.columns[$0]) }, to: &bytes)
        let keys = first.columns.map(\.key)
        for table in tables where table.columns.map(\.key) == keys {
            for row in table.groups.flatMap(\.rows) {
                let cells = columns.map { $0 < row.cells.count ? row.cells[$0] : .text("") }
                appendLine(cells.map(plain), to: &bytes)
            }
        }
        return bytes
    }

    private func head(_ column: Column) -> String {
        column.unit.isEmpty ? column.label : column.label + "(" + column.unit + ")"
    }

    /// Numbers without marks, states as their word, nothing where there is no value.
    private func plain(_ cell: Cell) -> String {
        switch cell {
        case .ratio(let fraction): format.ratio(fraction)
        case .missing: ""
        default: values(of: cell).value
        }
    }

    private func appendPage(to bytes: inout [UInt8]) {
        var facts: [(key: String, label: String, value: String)] = [
            ("path", "", page.path.description),
            ("title", "", page.title),
            ("headline", "", page.headline),
            ("as_of", "", page.context.asOf.description),
            ("known_at", "", page.context.knownAt?.description ?? ""),
            ("revision", "", page.context.revision.map(String.init) ?? ""),
            ("rule_id", "", page.context.rule ?? ""),
        ]
        facts += page.context.lines.map { ("context_" + $0.key, $0.label, $0.value) }
        for fact in facts {
            appendLine(["page", "", "", fact.key, fact.label, "value", "", "", fact.value, "", "", ""], to: &bytes)
        }
        for number in page.numbers {
            let value = values(of: number.value)
            appendLine(
                ["numbers", "", "", number.key, number.label, "value", "", number.after, value.value]
                    + [value.numerator, value.denominator, number.state?.key ?? number.note], to: &bytes)
        }
    }

    private func append(
        _ row: Table.Row, of table: Table, group: String, _ section: String, to bytes: inout [UInt8]
    ) {
        let label = row.cells.first.map { format.text($0) } ?? ""
        for (column, cell) in zip(table.columns, row.cells).dropFirst() where !column.isDecoration && column.hasData {
            let value = values(of: cell)
            appendLine(
                [section, table.id, group, row.key, label, column.key, column.label, column.unit]
                    + [value.value, value.numerator, value.denominator, value.state], to: &bytes)
        }
    }

    private struct Values {
        var value = ""
        var numerator = ""
        var denominator = ""
        var state = ""

        init(value: String = "", state: String = "") {
            self.value = value
            self.state = state
        }

        init(_ value: String?, _ fraction: Fraction) {
            self.value = value ?? ""
            numerator = String(fraction.numerator)
            denominator = String(fraction.denominator)
        }
    }

    private func values(of cell: Cell) -> Values {
        switch cell {
        case .integer(let value), .signed(let value): Values(value: "\(value)")
        case .rate(let fraction): Values(format.rate(fraction), fraction)
        case .share(let fraction): Values(format.share(fraction), fraction)
        case .ratio(let fraction): Values(nil, fraction)
        // What is missing is 0: a column of missing numbers can be summed.
        case .cushion: Values(value: "0", state: format.text(cell))
        case .state(let mark): Values(value: mark.word, state: mark.key)
        case .missing(let reason): Values(state: reason)
        case .day(let day): Values(value: day.description)
        case .month(let month): Values(value: month.description)
        case .bar, .sparkline: Values()
        case .points, .decimal, .text, .link: Values(value: format.text(cell))
        }
    }

    private func appendLine(_ fields: [String], to bytes: inout [UInt8]) {
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(field, to: &bytes)
        }
        bytes.append(0x0D)
        bytes.append(0x0A)
    }

    /// Quoted where the format asks for it. A text that a spreadsheet would run as a formula gets an apostrophe in
    /// front; a number with a sign stays a number.
    private func append(_ field: String, to bytes: inout [UInt8]) {
        var needsQuotes = false
        for byte in field.utf8 where byte == 0x22 || byte == 0x2C || byte == 0x0A || byte == 0x0D {
            needsQuotes = true
            break
        }
        if needsQuotes { bytes.append(0x22) }
        if CSVForm.looksLikeFormula(field) { bytes.append(UInt8(ascii: "'")) }
        for byte in field.utf8 {
            if byte == 0x22 { bytes.append(0x22) }
            bytes.append(byte)
        }
        if needsQuotes { bytes.append(0x22) }
    }

    private static func looksLikeFormula(_ field: String) -> Bool {
        guard let first = field.utf8.first else { return false }
        switch first {
        case UInt8(ascii: "="), UInt8(ascii: "@"), 0x09, 0x0D: return true
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            return !field.utf8.dropFirst().allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: ".") }
        default: return false
        }
    }
}

extension Block {
    var tables: [Table] {
        switch body {
        case .figure(let figure): figure.tables
        case .panel(let panel): [panel.table].compactMap { $0 }
        case .prose(let prose): [prose.table].compactMap { $0 }
        }
    }
}
