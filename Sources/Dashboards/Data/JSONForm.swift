import Adoption

/// A page as JSON: every number as an integer or as numerator and denominator, every state as its key, every missing
/// value as its reason. The order of the keys never changes.
struct JSONForm {
    let page: Page
    let format: Format

    func bytes() -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.string("kind", page.kind.name)
            json.string("path", page.path.description)
            json.string("lang", page.language.rawValue)
            json.string("title", page.title)
            json.string("headline", page.headline)
            json.array("lead") { json in page.lead.forEach { json.string(nil, $0.plain) } }
            appendContext(to: &json)
            json.array("breadcrumb") { json in
                for crumb in page.breadcrumb {
                    json.object { json in
                        json.string("title", crumb.title)
                        json.string("path", crumb.path.description)
                    }
                }
            }
            json.array("numbers") { json in page.numbers.forEach { append($0, to: &json) } }
            json.array("blocks") { json in page.blocks.forEach { append($0, to: &json) } }
            json.array("notes") { json in page.notes.forEach { json.string(nil, $0.plain) } }
        }
        return json.bytes + [0x0A]
    }

    private func appendContext(to json: inout JSONWriter) {
        json.string("as_of", page.context.asOf.description)
        if let knownAt = page.context.knownAt {
            json.string("known_at", knownAt.description)
        } else {
            json.null("known_at")
        }
        if let revision = page.context.revision {
            json.integer("revision", revision)
        } else {
            json.null("revision")
        }
        if let rule = page.context.rule {
            json.string("rule", rule)
        } else {
            json.null("rule")
        }
        json.array("context") { json in
            for line in page.context.lines {
                json.object { json in
                    json.string("key", line.key)
                    json.string("label", line.label)
                    json.string("value", line.value)
                }
            }
        }
    }

    private func append(_ number: KeyNumber, to json: inout JSONWriter) {
        json.object { json in
            json.string("key", number.key)
            json.string("label", number.label)
            json.member("value") { append(number.value, to: &$0) }
            json.string("text", format.text(number))
            if !number.note.isEmpty { json.string("note", number.note) }
            if let state = number.state { json.string("state", state.key) }
        }
    }

    private func append(_ block: Block, to json: inout JSONWriter) {
        json.object { json in
            json.string("id", block.id)
            switch block.body {
            case .figure(let figure):
                json.string("type", "figure")
                json.string("title", figure.title)
                json.string("meta", figure.meta)
                if let chart = figure.chart { json.string("description", chart.description) }
                let caption = figure.chartCaption + figure.caption
                if !caption.isEmpty { json.string("caption", caption) }
                json.array("tables") { json in figure.tables.forEach { append($0, to: &json) } }
                append(figure.explanation, to: &json)
                if let more = figure.more {
                    json.object("more") { json in
                        json.string("title", more.title)
                        json.string("path", more.path.description)
                    }
                }
            case .panel(let panel):
                json.string("type", "panel")
                json.string("title", panel.title)
                append(panel.text + panel.note, to: &json)
                json.array("tables") { json in [panel.table].compactMap { $0 }.forEach { append($0, to: &json) } }
                append(panel.explanation, to: &json)
            case .prose(let prose):
                json.string("type", "prose")
                json.string("title", prose.title)
                append(prose.text, to: &json)
                json.array("terms") { json in
                    for term in prose.terms {
                        json.object { json in
                            json.string("name", term.name)
                            append(term.text, to: &json)
                        }
                    }
                }
                json.array("tables") { json in [prose.table].compactMap { $0 }.forEach { append($0, to: &json) } }
            }
        }
    }

    private func append(_ explanation: Explanation?, to json: inout JSONWriter) {
        guard let explanation else { return }
        json.object("explanation") { json in
            json.string("shows", explanation.shows)
            json.string("rests_on", explanation.restsOn)
            json.string("does_not_say", explanation.doesNotSay)
        }
    }

    private func append(_ text: [Line], to json: inout JSONWriter) {
        json.array("text") { json in text.forEach { json.string(nil, $0.plain) } }
    }

    private func append(_ table: Table, to json: inout JSONWriter) {
        json.object { json in
            json.string("id", table.id)
            json.string("caption", table.caption)
            json.array("columns") { json in
                for column in table.columns where column.hasData {
                    json.object { json in
                        json.string("key", column.key)
                        json.string("label", column.label)
                        if !column.unit.isEmpty { json.string("unit", column.unit) }
                    }
                }
            }
            json.array("rows") { json in
                for group in table.groups {
                    for row in group.rows { append(row, of: table, group: group.title, to: &json) }
                }
            }
            if let total = table.total {
                json.member("total") { append(total, of: table, group: nil, to: &$0) }
            }
        }
    }

    private func append(_ row: Table.Row, of table: Table, group: String?, to json: inout JSONWriter) {
        json.object { json in
            json.string("id", row.key)
            if let group { json.string("group", group) }
            for (column, cell) in zip(table.columns, row.cells) where column.hasData {
                json.member(column.key) { append(cell, to: &$0) }
            }
        }
    }

    private func append(_ cell: Cell, to json: inout JSONWriter) {
        switch cell {
        case .integer(let value), .signed(let value): json.integer(nil, value)
        case .rate(let fraction), .share(let fraction), .ratio(let fraction): append(fraction, to: &json)
        case .points(let value), .decimal(let value): json.decimal(nil, value)
        case .text(let value): json.string(nil, value)
        case .link(let text, let path):
            json.object { json in
                json.string("text", text)
                json.string("path", path.description)
            }
        case .state(let mark): json.string(nil, mark.key)
        case .day(let day): json.string(nil, day.description)
        case .month(let month): json.string(nil, month.description)
        case .cushion(let value, _):
            json.object { json in
                json.integer("value", 0)
                json.integer("cushion", value)
            }
        case .missing(let reason):
            json.object { json in json.string("missing", reason) }
        case .sparkline(let line):
            json.array { json in
                for value in line.values {
                    if let value { append(value, to: &json) } else { json.null() }
                }
            }
        case .bar(let bar): append(Fraction(bar.numerator, bar.denominator), to: &json)
        }
    }

    private func append(_ fraction: Fraction, to json: inout JSONWriter) {
        json.object { json in
            json.integer("numerator", fraction.numerator)
            json.integer("denominator", fraction.denominator)
        }
    }
}

extension Column {
    /// A bar repeats the rate beside it; a series is nowhere else.
    package var hasData: Bool { style != .bar && use != .shown }
}
