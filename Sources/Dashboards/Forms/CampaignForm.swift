import Adoption
import Analytics

/// What all forms of a campaign share: its definition as it is in force, the texts, and the shell around them.
package struct CampaignForm: Sendable {
    package let definition: CampaignDefinition
    package let words: Wording
    package let now: Instant

    package init(definition: CampaignDefinition, words: Wording, now: Instant) {
        self.definition = definition
        self.words = words
        self.now = now
    }

    /// A page of the campaign.
    /// - Parameter place: below `/campaigns/ID/`: `apply`, `status/KEY`.
    func page(
        _ place: String, title: String, headline: String, lead: [Line] = [], parts: [FormPart], scripts: [String] = []
    ) -> Form {
        let isMistaken = parts.contains { part in
            if case .entry(let entry) = part { !entry.mistakes.isEmpty } else { false }
        }
        let path = PagePath("/campaigns/\(definition.id)/\(place)")
        return Form(
            path: path, language: words.language,
            title: isMistaken ? words("form.title_mistaken", ["title": title]) : title, kick: definition.title,
            headline: headline, lead: lead, context: context,
            breadcrumb: [
                Crumb(words("apply.crumb_nation"), .national),
                Crumb(words("apply.crumb_campaign"), PagePath("/campaigns/\(definition.id)/")), Crumb(title, path),
            ], asOf: now.dayInJapan, parts: parts, notes: contact, scripts: scripts)
    }

    private var context: [ContextLine] {
        [
            ContextLine("organiser", words("apply.organiser"), definition.organiser),
            ContextLine(
                "window", words("apply.window"),
                words(
                    "apply.from_to",
                    [
                        "from": words.format.instant(definition.opens),
                        "until": lastMinute,
                    ])),
            ContextLine(
                "period", words("apply.period"),
                words(
                    "apply.from_to",
                    ["from": words.format.day(definition.begins), "until": words.format.day(definition.ends)])),
        ]
    }

    /// Whom to ask: at the foot of every form, and in every page that cannot help.
    var contact: [Line] {
        guard !definition.texts.contact.isEmpty else { return [] }
        return [Line([.strong(words("apply.contact") + " "), .text(words.format.line(definition.texts.contact))])]
    }

    /// What a server that may only read answers.
    package func elsewherePage() -> Form {
        page(
            "apply", title: words("apply.title"), headline: words("apply.elsewhere"),
            lead: [Line(words("apply.elsewhere_text"))], parts: [])
    }

    /// The answer to something that could not be looked at.
    package func refusedPage(_ failure: Failure) -> Form {
        page(
            "apply", title: words("apply.title"), headline: failure.message,
            lead: failure.hint.map { [Line($0)] } ?? [], parts: [])
    }

    /// 募集期間's last minute: `closes` is the first instant that is too late.
    var lastMinute: String { words.format.instant(definition.lastMinute) }
}

extension Format {
    /// `2026年11月18日 12:00:05` on the clocks of Japan: when something was received.
    package func second(_ instant: Instant) -> String {
        day(instant.dayInJapan) + " " + instant.inJapan.dropFirst(11)
    }
}
