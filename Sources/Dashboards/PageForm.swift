import Adoption

/// The four forms of a page.
package enum PageForm: String, Sendable, CaseIterable {
    case html, txt, json, csv

    /// The file of a page's folder.
    package var fileName: String { "index.\(rawValue)" }

    package var contentType: String {
        switch self {
        case .html: "text/html; charset=utf-8"
        case .txt: "text/plain; charset=utf-8"
        case .json: "application/json; charset=utf-8"
        case .csv: "text/csv; charset=utf-8"
        }
    }
}

/// Turns pages into bytes: templates and texts, read once.
package struct PageRenderer: Sendable {
    private let shells: PageShells
    private let words: [Language: Wording]
    private let style: LinkStyle
    /// Bold headlines by ANSI codes in the text form: only for a terminal.
    private let isEmphasised: Bool

    package init(shells: PageShells, words: [Wording], style: LinkStyle, isEmphasised: Bool = false) {
        self.shells = shells
        self.words = Dictionary(words.map { ($0.language, $0) }, uniquingKeysWith: { first, _ in first })
        self.style = style
        self.isEmphasised = isEmphasised
    }

    /// The bytes of a page in one form. The language is the page's own.
    ///
    /// - Parameter styleSheet: goes into the HTML of a document for staff, which is a file of its own; the other pages
    ///   refer to the site's.
    package func render(_ page: Page, as form: PageForm, styleSheet: String = "") -> [UInt8] {
        let words = words[page.language] ?? Wording(language: page.language, entries: [:])
        switch form {
        case .html:
            return Array(
                shells.render(HTMLForm(page, words: words, style: style, styleSheet: styleSheet), form: "html").utf8)
        case .txt:
            let plain = PlainForm(page, words: words, style: style, isEmphasised: isEmphasised)
            return Array(PlainForm.withoutGaps(shells.render(plain, form: "txt")).utf8)
        case .json: return JSONForm(page: page, format: words.format).bytes()
        case .csv: return CSVForm(page: page, format: words.format).bytes()
        }
    }
}

extension HTMLForm: ShellParts {
    func fragment(_ name: String) -> String? {
        switch name {
        case "breadcrumb": breadcrumb().string
        case "headline": headline().string
        case "lead": lead().string
        case "context": context().string
        case "numbers": numbers().string
        case "notes": notes().string
        case "style": styleElement().string
        default: nil
        }
    }

    func text(of block: Block) -> String {
        self.block(block).string
    }
}

extension PlainForm: ShellParts {
    func fragment(_ name: String) -> String? {
        switch name {
        case "breadcrumb": breadcrumb()
        case "headline": headline()
        case "lead": lead()
        case "context": context()
        case "numbers": numbers()
        case "notes": notes()
        case "style": ""
        default: nil
        }
    }

    func text(of block: Block) -> String {
        self.block(block)
    }
}
