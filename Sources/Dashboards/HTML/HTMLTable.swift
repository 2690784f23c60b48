import Adoption

/// Tables as HTML: the part of a page with the most bytes, so that it is written straight into the buffer.
extension HTMLForm {
    func append(_ table: Table, to html: inout Markup) {
        html.raw("<div class=\"scroll\" role=\"region\"")
        html.attribute("aria-label", table.caption)
        html.raw(" tabindex=\"0\">\n<table")
        // Only a column of bars can use the whole width; other columns would drift apart.
        if table.columns.contains(where: { $0.style == .bar || $0.style == .prose }) { html.raw(" class=\"fill\"") }
        html.attribute("id", "t-" + table.id)
        html.raw("><caption>")
        html.text(table.caption)
        html.raw("</caption>\n")
        appendHead(of: table, to: &html)
        for group in table.groups {
            if let title = group.title {
                html.raw("<tbody class=\"grp\"><tr><th scope=\"rowgroup\" colspan=\"")
                html.integer(table.columns.count(where: \.isShown))
                html.raw("\">")
                html.text(title)
                html.raw("</th></tr>\n")
            } else {
                html.raw("<tbody>\n")
            }
            for row in group.rows { append(row, of: table, to: &html) }
            html.raw("</tbody>\n")
        }
        if let total = table.total {
            html.raw("<tfoot>")
            append(total, of: table, to: &html)
            html.raw("</tfoot>\n")
        }
        html.raw("</table></div>\n")
    }

    private func appendHead(of table: Table, to html: inout Markup) {
        html.raw("<thead><tr>")
        for column in table.columns where column.isShown {
            switch column.style {
            case .number, .strongNumber: html.raw("<th scope=\"col\" class=\"r\">")
            case .bar: html.raw("<th scope=\"col\" class=\"d\">")
            case .spark: html.raw("<th scope=\"col\" class=\"k\">")
            case .text, .prose: html.raw("<th scope=\"col\">")
            }
            html.text(column.label)
            if !column.unit.isEmpty { html.element("small", column.unit) }
            html.raw("</th>")
        }
        html.raw("</tr></thead>\n")
    }

    private func append(_ row: Table.Row, of table: Table, to html: inout Markup) {
        html.raw(row.isHighlighted ? "<tr class=\"hit\">" : "<tr>")
        for (column, cell) in zip(table.columns, row.cells) where column.isShown {
            let isHead = column.key == table.columns.first?.key
            html.raw(isHead ? "<th scope=\"row\"" : "<td")
            switch column.style {
            case .number: html.raw(" class=\"r\">")
            case .strongNumber: html.raw(" class=\"r b\">")
            case .prose: html.raw(" class=\"wrapcell\">")
            case .text, .bar, .spark: html.raw(">")
            }
            append(cell, to: &html)
            html.raw(isHead ? "</th>" : "</td>")
        }
        html.raw("</tr>\n")
    }

    private func append(_ cell: Cell, to html: inout Markup) {
        switch cell {
        case .link(let text, let path):
            html.raw("<a")
            html.attribute("href", links.page(path))
            html.raw(">")
            html.text(text)
            html.raw("</a>")
        case .state(let mark): append(mark, to: &html)
        case .missing(let reason): appendMissing(reason, to: &html)
        case .cushion(let value, let word):
            html.element("small", word)
            html.text(" " + words.format.signed(value))
        case .bar(let bar): CellGraphics.draw(bar, into: &html)
        case .sparkline(let line): CellGraphics.draw(line, into: &html)
        case .rate(let fraction) where fraction.denominator == 0: appendMissing("", to: &html)
        case .share(let fraction) where fraction.denominator == 0: appendMissing("", to: &html)
        default: html.text(words.format.text(cell))
        }
    }

    /// The dash for the eye, the reason for the ear.
    private func appendMissing(_ reason: String, to html: inout Markup) {
        guard !reason.isEmpty else {
            html.raw("<span class=\"na\">―</span>")
            return
        }
        html.raw("<span class=\"na\"><span aria-hidden=\"true\">―</span><span class=\"vh\">")
        html.text(reason)
        html.raw("</span></span>")
    }
}
