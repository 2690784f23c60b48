/// The documented contract between the templates and the pages: every name that a template may use.
package enum ShellKeys {
    /// Plain values, written `{{name}}`, escaped for the form of the file.
    package static let values: [String: String] = [
        "lang": "ja / en",
        "title": "the name of the page",
        "kick": "the line above the headline: area and day",
        "as_of": "the day of the figures",
        "print_title": "title, rule and day, for the head of every printed sheet",
        "path": "the address of the page inside the site",
        "url.home": "the address of the national page",
        "url.definitions": "the address of the definitions",
        "url.css": "the address of the style sheet",
        "url.icon": "the address of the icon",
        "url.txt": "the address of the text form of this page",
        "url.json": "the address of the JSON form of this page",
        "url.csv": "the address of the CSV form of this page",
    ]

    /// Finished parts of a page, written `{{{name}}}`: they are escaped already.
    package static let fragments: [String: String] = [
        "breadcrumb": "where the page stands",
        "headline": "the sentence that answers the reader's question",
        "lead": "the paragraphs after it",
        "context": "rule, unit, scope, day, state of knowledge",
        "numbers": "the numbers in large type",
        "rest": "all blocks that this template does not place itself",
        "notes": "the notes at the foot",
        "form": "what is to be filled in or was received: only in `form/`",
        "style": "the style sheet inside the page, for documents that stand alone; empty elsewhere",
    ]

    /// `{{{block.ID}}}` places a block, `{{#has.ID}}…{{/has.ID}}` and `{{^has.ID}}…{{/has.ID}}` ask whether the page
    /// has it.
    package static let block = "block."
    package static let has = "has."

    /// `{{text.KEY}}`: a text of the strings file.
    package static let text = "text."
}
