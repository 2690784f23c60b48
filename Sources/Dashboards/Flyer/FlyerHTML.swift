import Adoption

/// The flyer as HTML.
struct FlyerHTML {
    let content: FlyerContent
    /// Points of running text.
    let size: Double
    let crest: Crest?
    let words: Wording
    let styleSheet: String

    func markup() -> Markup {
        var html = Markup(capacity: 64 << 10)
        html.raw("<!DOCTYPE html>\n<html")
        html.attribute("lang", words.language.rawValue)
        html.raw("><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>")
        html.text(content.title + " | " + content.organiser)
        html.raw("</title>\n<style>\n")
        html.css(styleSheet)
        html.raw("\n.sheet{font-size:")
        html.hundredths(size)
        html.raw("pt}\n</style></head>\n<body><main class=\"sheet\">\n")
        band(into: &html)
        html.element("p", class: "summary", content.summary)
        facts(into: &html)
        frames(into: &html)
        if !content.steps.isEmpty { steps(into: &html) }
        foot(into: &html)
        html.raw("</main></body></html>\n")
        return html
    }

    private func band(into html: inout Markup) {
        html.raw("<header>")
        if !content.badge.isEmpty { html.element("p", class: "badge", content.badge) }
        html.element("h1", content.title)
        html.element("p", class: "catch", content.catchphrase)
        html.raw("</header>\n")
    }

    private func facts(into html: inout Markup) {
        html.raw("<section class=\"facts\"><div class=\"left\"><dl>")
        for fact in content.facts {
            html.raw("<div>")
            html.element("dt", fact.label)
            html.element("dd", fact.text)
            html.raw("</div>")
        }
        html.raw("</dl>")
        if !content.common.isEmpty { common(into: &html) }
        html.raw("</div>")
        if let address = content.address, let code = QRCode(address) {
            html.raw("<div class=\"apply\">")
            html.element("b", words("flyer.apply"))
            code.draw(into: &html, label: words("flyer.qr", ["address": address]))
            html.element("span", class: "address", address)
            html.raw("</div>")
        } else {
            html.element("p", class: "ask", words("flyer.no_address"))
        }
        html.raw("</section>\n")
    }

    private func common(into html: inout Markup) {
        html.raw("<div class=\"common\">")
        html.element("h2", words("flyer.common"))
        list(content.common, "<ol>", "</ol>", into: &html)
        html.raw("</div>")
    }

    private func list(_ items: [String], _ open: StaticString, _ close: StaticString, into html: inout Markup) {
        guard !items.isEmpty else { return }
        html.raw(open)
        for item in items { html.element("li", item) }
        html.raw(close)
    }

    private func frames(into html: inout Markup) {
        html.raw("<section class=\"frames\">")
        html.element(
            "h2", content.frames.count + content.framesLeftOut > 1 ? words("flyer.frames") : words("flyer.frame"))
        html.raw("<div class=\"cards\">")
        for frame in content.frames { card(frame, into: &html) }
        html.raw("</div>")
        if content.framesLeftOut > 0 {
            html.element(
                "p", class: "more",
                words("flyer.frames_more", ["count": words.format.integer(content.framesLeftOut)]))
        }
        html.raw("</section>\n")
    }

    private func card(_ frame: FlyerContent.Frame, into html: inout Markup) {
        html.raw(frame.isModel ? "<article class=\"model\"><div class=\"head\">" : "<article><div class=\"head\">")
        html.element("h3", frame.title)
        if !frame.places.isEmpty { html.element("span", class: "places", frame.places) }
        html.raw("</div>")
        for (index, reward) in frame.rewards.enumerated() {
            html.raw(index == 0 ? "<p class=\"reward\">" : "<p class=\"uplift\">")
            html.text((index == 0 ? "" : "＋ ") + reward)
            html.raw("</p>")
        }
        for line in frame.who { html.element("p", class: "who", line) }
        list(frame.conditions, "<ul>", "</ul>", into: &html)
        if !frame.flow.isEmpty {
            html.raw("<p class=\"flow\">")
            for (index, step) in frame.flow.enumerated() {
                if index > 0 { html.raw("<i aria-hidden=\"true\">→</i>") }
                html.element("span", step)
            }
            html.raw("</p>")
        }
        html.raw("</article>")
    }

    private func steps(into html: inout Markup) {
        html.raw("<section class=\"steps\">")
        html.element("h2", words("flyer.steps"))
        list(content.steps, "<ol>", "</ol>", into: &html)
        html.raw("</section>\n")
    }

    private func foot(into html: inout Markup) {
        html.raw("<footer><div class=\"from\">")
        if let crest {
            html.raw("<img")
            html.attribute("src", crest.address)
            html.attribute("alt", words("flyer.crest", ["organiser": content.organiser]))
            html.raw(">")
        }
        html.raw("<div class=\"organiser\"><span>")
        html.text(words("flyer.organiser"))
        html.raw("</span>")
        html.element("b", content.organiser)
        html.raw("</div><div class=\"contact\"><span>")
        html.text(words("flyer.contact"))
        html.raw("</span>")
        for line in content.contact { html.element("p", line) }
        html.raw("</div></div>")
        list(content.notes, "<ul class=\"notes\">", "</ul>", into: &html)
        html.raw("</footer>\n")
    }
}

extension Markup {
    /// `10.25`: a size of type.
    fileprivate mutating func hundredths(_ value: Double) {
        let rounded = Int((value * 100).rounded())
        integer(rounded / 100)
        raw(".")
        integer(rounded % 100 / 10)
        integer(rounded % 10)
    }
}
