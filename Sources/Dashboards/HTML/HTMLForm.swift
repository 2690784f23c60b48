/// The fragments of a page as HTML. A template decides in which order and in which columns they stand.
struct HTMLForm {
    let page: Page
    let words: Wording
    let links: Links
    /// Stands inside the page when it is a file of its own.
    let styleSheet: String

    init(_ page: Page, words: Wording, style: LinkStyle, styleSheet: String = "") {
        self.page = page
        self.words = words
        self.styleSheet = styleSheet
        links = Links(style: style, from: page.path)
    }

    func breadcrumb() -> Markup {
        var html = Markup(capacity: 512)
        html.raw("<nav class=\"crumb\"")
        html.attribute("aria-label", words("shell.breadcrumb"))
        html.raw("><ol>")
        for (index, crumb) in page.breadcrumb.enumerated() {
            if index == page.breadcrumb.count - 1 {
                html.raw("<li aria-current=\"page\">")
                html.text(crumb.title)
            } else {
                html.raw("<li><a")
                html.attribute("href", links.page(crumb.path))
                html.raw(">")
                html.text(crumb.title)
                html.raw("</a>")
            }
            html.raw("</li>")
        }
        html.raw("</ol></nav>")
        return html
    }

    func headline() -> Markup {
        var html = Markup()
        html.element("h1", page.headline)
        return html
    }

    func lead() -> Markup {
        var html = Markup()
        for line in page.lead {
            html.raw("<p class=\"lead\">")
            append(line, to: &html)
            html.raw("</p>\n")
        }
        return html
    }

    func context() -> Markup {
        var html = Markup(capacity: 1024)
        html.raw("<dl class=\"rule\">")
        for line in page.context.lines {
            html.raw("<div><dt>")
            html.text(line.label)
            html.raw("</dt><dd>")
            html.text(line.value)
            html.raw("</dd></div>")
        }
        html.raw("</dl>")
        return html
    }

    func numbers() -> Markup {
        var html = Markup(capacity: 1024)
        guard !page.numbers.isEmpty else { return html }
        html.raw("<ul class=\"nums\">")
        for number in page.numbers {
            html.raw("<li><span>")
            html.text(number.label)
            html.raw("</span><b>")
            html.text(number.before)
            html.text(words.format.text(number.value))
            let unit = words.format.unit(of: number)
            html.text(words.format.gap(before: unit))
            if !unit.isEmpty { html.element("small", unit) }
            html.raw("</b>")
            if number.state != nil || !number.note.isEmpty {
                html.raw("<span>")
                if let state = number.state {
                    append(state, to: &html)
                    html.raw(" ")
                }
                html.text(number.note)
                html.raw("</span>")
            }
            html.raw("</li>")
        }
        html.raw("</ul>")
        return html
    }

    /// The style sheet is a file of the project, not of a user; still it must not end the element that it stands in.
    func styleElement() -> Markup {
        var html = Markup(capacity: styleSheet.utf8.count + 32)
        guard page.kind.isStaff, !styleSheet.isEmpty else { return html }
        html.raw("<style>\n")
        html.css(styleSheet)
        html.raw("</style>")
        return html
    }

    func notes() -> Markup {
        var html = Markup(capacity: 512)
        for note in page.notes {
            html.raw("<p>")
            append(note, to: &html)
            html.raw("</p>\n")
        }
        return html
    }

    func block(_ block: Block) -> Markup {
        var html = Markup(capacity: 16 << 10)
        switch block.body {
        case .figure(let figure): append(figure, id: block.id, to: &html)
        case .panel(let panel): append(panel, id: block.id, to: &html)
        case .prose(let prose): append(prose, id: block.id, to: &html)
        }
        return html
    }

    private func append(_ figure: Figure, id: String, to html: inout Markup) {
        html.raw(figure.isLong ? "<figure class=\"fig long\"" : "<figure class=\"fig\"")
        html.attribute("id", id)
        html.raw(">\n<h2>")
        html.text(figure.title)
        html.raw("</h2>\n")
        if !figure.meta.isEmpty { html.element("p", class: "meta", figure.meta) }
        if !figure.legend.isEmpty { append(figure.legend, to: &html) }
        if let chart = figure.chart {
            chart.draw(into: &html, size: .wide, id: "c-\(id)-w", links: links)
            chart.draw(into: &html, size: .narrow, id: "c-\(id)-n", links: links)
        }
        appendTables(of: figure, to: &html)
        if let explanation = figure.explanation { append(explanation, to: &html) }
        if let more = figure.more {
            html.raw("<p class=\"note\">")
            append(Line([.link(more.title, to: more.path)]), to: &html)
            html.raw("</p>\n")
        }
        html.raw("</figure>\n")
    }

    private func append(_ explanation: Explanation, to html: inout Markup) {
        html.raw("<dl class=\"explain\">")
        for part in explanation.labelled(words) {
            html.raw("<div>")
            html.element("dt", part.label)
            html.element("dd", part.text)
            html.raw("</div>")
        }
        html.raw("</dl>\n")
    }

    /// A caption explains what is open: it stands between a chart and its folded tables, and under open tables.
    private func appendTables(of figure: Figure, to html: inout Markup) {
        guard figure.chart != nil else {
            for table in figure.tables { append(table, to: &html) }
            if !figure.caption.isEmpty { html.element("figcaption", figure.caption) }
            return
        }
        let caption = figure.chartCaption + figure.caption
        if !caption.isEmpty { html.element("figcaption", caption) }
        guard !figure.tables.isEmpty else { return }
        html.raw("<details><summary>")
        html.text(words("shell.open_table"))
        html.raw("</summary>\n")
        for table in figure.tables { append(table, to: &html) }
        html.raw("</details>\n")
    }

    private func append(_ legend: [Mark], to html: inout Markup) {
        html.raw("<ul class=\"key\">")
        for mark in legend {
            html.raw("<li><svg width=\"16\" height=\"16\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">")
            var canvas = Canvas()
            canvas.rect(1.5, 1.5, 13, 13, mark.tone.shapeClass)
            html.append(canvas.markup)
            html.raw("</svg>")
            append(mark, to: &html)
            html.raw("</li>")
        }
        html.raw("</ul>\n")
    }

    private func append(_ panel: Panel, id: String, to html: inout Markup) {
        html.raw("<section class=\"panel\"")
        html.attribute("id", id)
        html.attribute("aria-labelledby", "\(id)-h")
        html.raw("><h2")
        html.attribute("id", "\(id)-h")
        html.raw(">")
        html.text(panel.title)
        html.raw("</h2>\n")
        paragraphs(panel.text, "<p>", to: &html)
        if let table = panel.table { append(table, to: &html) }
        paragraphs(panel.note, "<p class=\"note\">", to: &html)
        if let explanation = panel.explanation { append(explanation, to: &html) }
        html.raw("</section>\n")
    }

    private func append(_ prose: Prose, id: String, to html: inout Markup) {
        html.raw("<section class=\"prose\"")
        html.attribute("id", id)
        html.raw("><h2>")
        html.text(prose.title)
        html.raw("</h2>\n")
        paragraphs(prose.text, "<p>", to: &html)
        if !prose.terms.isEmpty {
            html.raw("<dl class=\"terms\">")
            for term in prose.terms {
                html.element("dt", term.name)
                html.raw("<dd>")
                paragraphs(term.text, "<p>", to: &html)
                html.raw("</dd>\n")
            }
            html.raw("</dl>\n")
        }
        if let table = prose.table { append(table, to: &html) }
        html.raw("</section>\n")
    }

    private func paragraphs(_ lines: [Line], _ opening: StaticString, to html: inout Markup) {
        for line in lines {
            html.raw(opening)
            append(line, to: &html)
            html.raw("</p>\n")
        }
    }

    func append(_ line: Line, to html: inout Markup) {
        for piece in line.pieces {
            switch piece {
            case .text(let text): html.text(text)
            case .strong(let text): html.element("b", text)
            case .link(let text, let path):
                html.raw("<a")
                html.attribute("href", links.page(path))
                html.raw(">")
                html.text(text)
                html.raw("</a>")
            case .address(let address):
                if address.isWebAddress {
                    html.raw("<a")
                    html.attribute("href", address)
                    html.raw(">")
                }
                html.text(address)
                if address.isWebAddress { html.raw("</a>") }
            }
        }
    }

    func append(_ mark: Mark, to html: inout Markup) {
        html.raw("<span class=\"st ")
        html.raw(mark.tone.textClass)
        html.raw("\"><i aria-hidden=\"true\">")
        html.text(mark.symbol)
        html.raw("</i>")
        html.text(mark.word)
        html.raw("</span>")
    }
}

extension Mark.Tone {
    fileprivate var textClass: StaticString {
        switch self {
        case .good: "ok"
        case .lacking: "no"
        case .open: "wait"
        case .absent: "na"
        }
    }
}
