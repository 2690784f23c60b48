import Adoption

/// Turns forms into HTML, in the same shell as the pages.
package struct FormRenderer: Sendable {
    private let shells: PageShells
    private let words: [Language: Wording]

    package init(shells: PageShells, words: [Wording]) {
        self.shells = shells
        self.words = Dictionary(words.map { ($0.language, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package func render(_ form: Form) -> [UInt8] {
        let words = words[form.language] ?? Wording(language: form.language, entries: [:])
        return Array(shells.render(FormParts(form, words: words), form: "html").utf8)
    }
}

extension PageKind {
    /// The folder `form/` of the templates. It is no page of the site: it has neither blocks nor other forms.
    static let form = PageKind(name: "form", blocks: [])
}

/// What the shell of a form asks for.
private struct FormParts: ShellParts {
    let form: Form
    let words: Wording
    private let shell: HTMLForm

    init(_ form: Form, words: Wording) {
        self.form = form
        self.words = words
        let page = Page(
            kind: .form, path: form.path, language: form.language, title: form.title, kick: form.kick,
            headline: form.headline, lead: form.lead,
            context: Context(asOf: form.asOf, brief: "", lines: form.context), breadcrumb: form.breadcrumb,
            notes: form.notes)
        // Relative, so that the product can stand below any path of a reverse proxy.
        shell = HTMLForm(page, words: words, style: .relative)
    }

    var page: Page { shell.page }
    var links: Links { shell.links }

    func fragment(_ name: String) -> String? {
        name == "form" ? FormHTML(form: form, words: words, shell: shell).markup().string : shell.fragment(name)
    }

    func text(of block: Block) -> String { shell.text(of: block) }
}
