/// A form as HTML. Every text goes through `Markup`; there is no inline script and no inline style.
struct FormHTML {
    let form: Form
    let words: Wording
    /// The parts that a form shares with a page: running text and links.
    let shell: HTMLForm

    func markup() -> Markup {
        var html = Markup(capacity: 16 << 10)
        appendMistakes(to: &html)
        for part in form.parts {
            switch part {
            case .notice(let notice): append(notice, to: &html)
            case .facts(let facts): append(facts, to: &html)
            case .text(let text): append(text, to: &html)
            case .entry(let entry): append(entry, to: &html)
            }
        }
        for script in form.scripts {
            html.raw("<script")
            html.attribute("src", shell.links.asset(script))
            html.raw(" defer></script>\n")
        }
        return html
    }

    /// The mistakes of all entries first, each with a link to its field; the focus begins here.
    private func appendMistakes(to html: inout Markup) {
        let mistakes = form.parts.flatMap { part -> [FormField] in
            if case .entry(let entry) = part { entry.mistakes } else { [] }
        }
        guard !mistakes.isEmpty else { return }
        html.raw("<div class=\"notice attention\" role=\"alert\" tabindex=\"-1\" autofocus id=\"mistakes\">")
        html.element("h2", words("form.mistakes", ["count": words.format.integer(mistakes.count)]))
        html.raw("<ul>")
        for field in mistakes {
            html.raw("<li><a")
            html.attribute("href", "#" + field.elementID)
            html.raw(">")
            html.text(field.problem ?? "")
            html.raw("</a></li>")
        }
        html.raw("</ul></div>\n")
    }

    private func append(_ notice: FormNotice, to html: inout Markup) {
        switch notice.tone {
        case .good: html.raw("<section class=\"notice good\">")
        case .attention: html.raw("<section class=\"notice attention\">")
        case .neutral: html.raw("<section class=\"notice\">")
        }
        html.element("h2", notice.title)
        paragraphs(notice.text, to: &html)
        html.raw("</section>\n")
    }

    private func append(_ list: FormFacts, to html: inout Markup) {
        html.raw("<section class=\"receipt\"")
        html.attribute("id", list.id)
        html.raw(">")
        html.element("h2", list.title)
        paragraphs(list.text, to: &html)
        html.raw("<dl>\n")
        for fact in list.facts {
            html.raw("<div>")
            html.element("dt", fact.label)
            html.raw("<dd>")
            append(fact.value, to: &html)
            html.raw("</dd></div>\n")
        }
        html.raw("</dl></section>\n")
    }

    private func append(_ value: FormFacts.Fact.Value, to html: inout Markup) {
        switch value {
        case .text(let lines): paragraphs(lines, to: &html)
        case .large(let text): html.element("b", class: "large", text)
        case .code(let text): html.element("code", text)
        case .address(let address, let label):
            html.raw("<p><a")
            html.attribute("href", address)
            html.raw(">")
            html.text(label)
            html.raw("</a></p>")
            html.element("p", class: "address", address)
        }
    }

    private func append(_ text: FormText, to html: inout Markup) {
        html.raw("<section class=\"said\"")
        html.attribute("id", text.id)
        html.raw(">")
        html.element("h2", text.title)
        switch text.style {
        case .paragraphs: paragraphs(text.lines, to: &html)
        case .list: items(text.lines, "<ul>", "</ul>", to: &html)
        case .steps: items(text.lines, "<ol>", "</ol>", to: &html)
        }
        html.raw("</section>\n")
    }

    private func items(
        _ lines: [Line], _ opening: StaticString, _ closing: StaticString, to html: inout Markup
    ) {
        html.raw(opening)
        for line in lines {
            html.raw("<li>")
            shell.append(line, to: &html)
            html.raw("</li>")
        }
        html.raw(closing)
    }

    private func paragraphs(_ lines: [Line], to html: inout Markup) {
        for line in lines {
            html.raw("<p>")
            shell.append(line, to: &html)
            html.raw("</p>")
        }
    }
}

// MARK: - What is sent
extension FormHTML {
    private func append(_ entry: FormEntry, to html: inout Markup) {
        html.raw("<form class=\"entry\"")
        html.attribute("id", entry.id)
        html.attribute("action", entry.action)
        // Mistakes are told by the page itself, all at once and in its own words.
        html.raw(entry.method == .get ? " method=\"get\" novalidate>\n" : " method=\"post\" novalidate>\n")
        for hidden in entry.hidden {
            html.raw("<input type=\"hidden\"")
            html.attribute("name", hidden.name)
            html.attribute("value", hidden.value)
            html.raw(">\n")
        }
        for section in entry.sections {
            html.raw("<section>")
            if !section.title.isEmpty { html.element("h2", section.title) }
            paragraphs(section.text, to: &html)
            for field in section.fields { append(field, to: &html) }
            html.raw("</section>\n")
        }
        html.raw("<p class=\"go\">")
        html.raw(entry.isPrimary ? "<button type=\"submit\">" : "<button type=\"submit\" class=\"plain\">")
        html.text(entry.submit)
        html.raw("</button>")
        if let cancel = entry.cancel {
            html.raw(" <a")
            html.attribute("href", cancel.address)
            html.raw(">")
            html.text(cancel.text)
            html.raw("</a>")
        }
        html.raw("</p></form>\n")
    }

    private func append(_ field: FormField, to html: inout Markup) {
        switch field.kind {
        case .choice(let options): append(options, of: field, to: &html)
        case .checkbox(let value, let isTicked): appendBox(field, value, isTicked, to: &html)
        case .trap:
            html.raw("<div class=\"trap\" aria-hidden=\"true\"><label for=\"f-trap\">")
            html.text(field.label)
            html.raw("</label><input id=\"f-trap\" type=\"text\" tabindex=\"-1\" autocomplete=\"off\"")
            html.attribute("name", field.name)
            html.attribute("value", field.value)
            html.raw("></div>\n")
        case .officeNumber, .text, .telephone, .mail: appendLine(field, to: &html)
        }
    }

    private func appendLine(_ field: FormField, to html: inout Markup) {
        html.raw(field.problem == nil ? "<div class=\"field\">" : "<div class=\"field bad\">")
        html.raw("<label")
        html.attribute("for", field.elementID)
        html.raw(">")
        appendLabel(of: field, to: &html)
        html.raw("</label>")
        appendRemarks(of: field, to: &html)
        html.raw("<input")
        html.attribute("id", field.elementID)
        html.attribute("name", field.name)
        html.attribute("value", field.value)
        switch field.kind {
        case .officeNumber(let lookup, _):
            // Ten characters, but whoever pastes spaces or full-width forms is understood.
            html.raw(" type=\"text\" class=\"number\" maxlength=\"40\" autocomplete=\"off\" spellcheck=\"false\"")
            html.raw(" autocapitalize=\"characters\" inputmode=\"text\"")
            html.attribute("data-lookup", lookup)
            html.attribute("data-found", field.elementID + "-found")
        case .text(let autocomplete):
            html.raw(" type=\"text\" maxlength=\"100\"")
            html.attribute("autocomplete", autocomplete)
        case .telephone:
            html.raw(" type=\"tel\" class=\"number\" maxlength=\"40\" autocomplete=\"tel\" inputmode=\"tel\"")
        default:
            html.raw(
                " type=\"email\" maxlength=\"254\" autocomplete=\"email\" inputmode=\"email\" spellcheck=\"false\"")
        }
        appendState(of: field, to: &html)
        html.raw(">")
        if case .officeNumber(_, let found) = field.kind {
            html.raw("<p class=\"found\" aria-live=\"polite\"")
            html.attribute("id", field.elementID + "-found")
            html.raw(">")
            html.text(found)
            html.raw("</p>")
        }
        html.raw("</div>\n")
    }

    private func appendBox(_ field: FormField, _ value: String, _ isTicked: Bool, to html: inout Markup) {
        html.raw(field.problem == nil ? "<div class=\"field tick\">" : "<div class=\"field tick bad\">")
        appendRemarks(of: field, to: &html)
        html.raw("<div><input type=\"checkbox\"")
        html.attribute("id", field.elementID)
        html.attribute("name", field.name)
        html.attribute("value", value)
        if isTicked { html.raw(" checked") }
        appendState(of: field, to: &html)
        html.raw("><label")
        html.attribute("for", field.elementID)
        html.raw(">")
        if field.isRequired { appendLabel(of: field, to: &html) } else { html.text(field.label) }
        html.raw("</label></div></div>\n")
    }

    private func append(_ options: [FormOption], of field: FormField, to html: inout Markup) {
        html.raw(field.problem == nil ? "<fieldset class=\"field\"" : "<fieldset class=\"field bad\"")
        if let described = remarks(of: field) { html.attribute("aria-describedby", described) }
        html.raw("><legend>")
        appendLabel(of: field, to: &html)
        html.raw("</legend>")
        appendRemarks(of: field, to: &html)
        for option in options {
            let id = "f-\(field.name)-\(option.value)"
            html.raw(option.isClosed ? "<div class=\"option closed\">" : "<div class=\"option\">")
            html.raw("<input type=\"radio\"")
            html.attribute("id", id)
            html.attribute("name", field.name)
            html.attribute("value", option.value)
            if !option.note.isEmpty { html.attribute("aria-describedby", id + "-note") }
            if option.isClosed { html.raw(" disabled") }
            if option.value == field.value, !option.isClosed { html.raw(" checked") }
            html.raw("><div><label")
            html.attribute("for", id)
            html.raw(">")
            html.text(option.label)
            html.raw("</label>")
            if !option.note.isEmpty {
                html.raw("<p class=\"hint\"")
                html.attribute("id", id + "-note")
                html.raw(">")
                html.text(option.note)
                html.raw("</p>")
            }
            html.raw("</div></div>\n")
        }
        html.raw("</fieldset>\n")
    }

    private func appendLabel(of field: FormField, to html: inout Markup) {
        html.text(field.label)
        html.raw(" ")
        html.element("small", words(field.isRequired ? "form.required" : "form.optional"))
    }

    private func appendState(of field: FormField, to html: inout Markup) {
        if field.isRequired { html.raw(" required") }
        if field.problem != nil { html.raw(" aria-invalid=\"true\"") }
        if let described = remarks(of: field) { html.attribute("aria-describedby", described) }
    }

    /// The ids of what explains a field to those who hear the page.
    private func remarks(of field: FormField) -> String? {
        let ids = [
            field.hint.isEmpty ? nil : field.elementID + "-hint", field.problem == nil ? nil : field.elementID + "-bad",
        ].compactMap { $0 }
        return ids.isEmpty ? nil : ids.joined(separator: " ")
    }

    private func appendRemarks(of field: FormField, to html: inout Markup) {
        if !field.hint.isEmpty {
            html.raw("<p class=\"hint\"")
            html.attribute("id", field.elementID + "-hint")
            html.raw(">")
            html.text(field.hint)
            html.raw("</p>")
        }
        if let problem = field.problem {
            html.raw("<p class=\"wrong\"")
            html.attribute("id", field.elementID + "-bad")
            html.raw("><b>")
            html.text(words("form.mistake"))
            html.raw("</b> ")
            html.text(problem)
            html.raw("</p>")
        }
    }
}
