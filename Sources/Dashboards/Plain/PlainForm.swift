/// The fragments of a page as text: aligned, at most 80 columns, without colour unless a terminal asks for emphasis.
struct PlainForm {
    static let width = 80

    let page: Page
    let words: Wording
    let links: Links
    /// Bold type by ANSI codes for headline and titles.
    let isEmphasised: Bool

    init(_ page: Page, words: Wording, style: LinkStyle, isEmphasised: Bool) {
        self.page = page
        self.words = words
        links = Links(style: style, from: page.path)
        self.isEmphasised = isEmphasised
    }

    func breadcrumb() -> String {
        Escaping.plain(page.breadcrumb.map(\.title).joined(separator: " > "))
    }

    func headline() -> String {
        strong(wrap(page.headline))
    }

    func lead() -> String {
        page.lead.map { wrap($0.plain) }.joined(separator: "\n")
    }

    /// Labels in a column of their own.
    func context() -> String {
        labelled(page.context.lines.map { ($0.label, $0.value) })
    }

    func numbers() -> String {
        labelled(
            page.numbers.map { number in
                let value = words.format.text(number)
                let note = [number.state.map { $0.symbol + $0.word } ?? "", number.note].filter { !$0.isEmpty }.joined(
                    separator: " ")
                return (number.label, value + (note.isEmpty ? "" : "  (" + note + ")"))
            })
    }

    func notes() -> String {
        page.notes.map { wrap($0.plain) }.joined(separator: "\n")
    }

    func block(_ block: Block) -> String {
        switch block.body {
        case .figure(let figure): text(of: figure)
        case .panel(let panel): text(of: panel)
        case .prose(let prose): text(of: prose)
        }
    }

    private func text(of figure: Figure) -> String {
        var parts = [title(figure.title)]
        if !figure.meta.isEmpty { parts.append(wrap(figure.meta)) }
        for table in figure.tables { parts.append(text(of: table)) }
        if !figure.caption.isEmpty { parts.append(wrap(figure.caption)) }
        if let explanation = figure.explanation { parts.append(text(of: explanation)) }
        if let more = figure.more { parts.append("\n" + wrap(more.title)) }
        return parts.joined(separator: "\n") + "\n"
    }

    private func text(of panel: Panel) -> String {
        var parts = [title(panel.title)]
        parts += panel.text.map { wrap($0.plain) }
        if let table = panel.table { parts.append(text(of: table)) }
        parts += panel.note.map { wrap($0.plain) }
        if let explanation = panel.explanation { parts.append(text(of: explanation)) }
        return parts.joined(separator: "\n") + "\n"
    }

    private func text(of explanation: Explanation) -> String {
        "\n" + labelled(explanation.labelled(words).map { ($0.label, $0.text) })
    }

    private func text(of prose: Prose) -> String {
        var parts = [title(prose.title)]
        parts += prose.text.map { wrap($0.plain) }
        for term in prose.terms {
            parts.append(Escaping.plain(term.name))
            for line in term.text {
                let text = PlainForm.dashed(Escaping.plain(line.plain))
                parts += LineBreaking.wrap(text, width: PlainForm.width - 4).map { "    " + $0 }
            }
        }
        if let table = prose.table { parts.append(text(of: table)) }
        return parts.joined(separator: "\n") + "\n"
    }

    private func text(of table: Table) -> String {
        let lines = PlainTable(table, format: words.format).lines(width: PlainForm.width)
        return "\n" + wrap(table.caption) + "\n" + lines.joined(separator: "\n")
    }

    private func title(_ text: String) -> String {
        strong(wrap(text)) + "\n" + String(repeating: "-", count: PlainForm.width)
    }

    private func labelled(_ rows: [(label: String, value: String)]) -> String {
        let labels = rows.map { PlainForm.dashed(Escaping.plain($0.label)) }
        let widest = labels.map(DisplayWidth.of).max() ?? 0
        var lines: [String] = []
        for (label, row) in zip(labels, rows) {
            let padding = String(repeating: " ", count: widest - DisplayWidth.of(label) + 2)
            let indent = String(repeating: " ", count: widest + 2)
            let wrapped = LineBreaking.wrap(
                PlainForm.dashed(Escaping.plain(row.value)), width: PlainForm.width - widest - 2)
            for (index, part) in wrapped.enumerated() { lines.append((index == 0 ? label + padding : indent) + part) }
        }
        return lines.joined(separator: "\n")
    }

    private func wrap(_ text: String) -> String {
        LineBreaking.wrap(PlainForm.dashed(Escaping.plain(text)), width: PlainForm.width).joined(separator: "\n")
    }

    /// 「―」 takes one column on some terminals and two on others: the text form writes `-` in tables and in the notes
    /// that explain it.
    static func dashed(_ text: String) -> String {
        text.contains(Format.none) ? String(text.map { String($0) == Format.none ? "-" : $0 }) : text
    }

    /// Absent blocks leave their empty lines behind: one is enough.
    static func withoutGaps(_ text: String) -> String {
        var lines: [Substring] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.isEmpty, lines.last?.isEmpty == true { continue }
            lines.append(line)
        }
        return lines.joined(separator: "\n")
    }

    private func strong(_ text: String) -> String {
        isEmphasised ? "\u{1B}[1m" + text + "\u{1B}[0m" : text
    }
}
