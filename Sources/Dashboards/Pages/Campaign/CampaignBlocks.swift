import Adoption
import Analytics

/// The figures of a campaign's page.
struct CampaignBlocks {
    let setting: PageSetting
    let report: CampaignReport

    var words: Wording { setting.words }
    var format: Format { setting.format }
    var definition: CampaignDefinition { report.definition }
    var figures: CampaignFigures { report.figures }

    func blocks() -> [Block] {
        var blocks = [apply].compactMap { $0 }
        guard report.phase != .announced else { return blocks + [frames()] }
        blocks.append(places())
        guard figures.funnel.applied > 0 else {
            blocks.append(Block("empty", .panel(Panel(title: words("campaign.empty"), text: [emptyText]))))
            return blocks + caseIndex
        }
        blocks += [applications(), funnel(), conditions(), money(), use()].compactMap { $0 }
        if let effect = effect() { blocks.append(effect) }
        return blocks + caseIndex
    }

    /// `第2版 ・ 2026年10月31日時点 ・ 参加27件`
    func meta(_ count: String = "") -> String {
        format.line([words("campaign.version", ["number": format.integer(report.version)]), setting.day, count])
    }

    func count(_ value: Int) -> String { words("campaign.count", ["count": format.integer(value)]) }

    private var emptyText: Line {
        Line(report.phase.isRecruiting ? words("campaign.empty_open") : words("campaign.empty_closed"))
    }

    func title(ofFrame id: String) -> String { definition.frame(id)?.title ?? id }

    // MARK: - The way to the form

    /// Where and until when to apply; only while one may, or soon will.
    private var apply: Block? {
        let phase = report.phase
        guard phase.isRecruiting || phase == .announced else { return nil }
        var text = [
            Line(
                words(
                    "campaign.apply_window",
                    [
                        "from": setting.minute(definition.opens),
                        "to": setting.minute(definition.lastRecruitingInstant),
                    ]))
        ]
        if phase.isRecruiting, let address = definition.formAddress {
            text.append(Line([.text(words("campaign.apply_at")), .address(address)]))
        }
        text.append(
            Line(words("campaign.apply_contact", ["contact": definition.texts.contact.joined(separator: " ")])))
        return Block(
            "apply",
            .panel(
                Panel(
                    title: phase == .announced ? words("campaign.apply_soon") : words("campaign.apply"), text: text,
                    note: definition.texts.notes.map { Line($0) })))
    }

    // MARK: - Places

    func places() -> Block {
        let rows = figures.frames.map { frame in
            PlaceChart.Row(
                title(ofFrame: frame.id), taken: frame.taken, places: frame.places, text: label(frame))
        }
        let chart = PlaceChart(
            title: words("campaign.places_chart"),
            description: format.list(rows.map { $0.label + " " + $0.text }), rows: rows)
        return Block(
            "places",
            .figure(
                Figure(
                    title: placesTitle, meta: meta(), chart: .places(chart),
                    chartCaption: words("campaign.places_caption"), tables: [placesTable()],
                    explanation: setting.explanation(.places))))
    }

    private var placesTitle: String {
        guard let left = report.left else {
            return words("campaign.places_title_open", ["taken": format.integer(report.taken)])
        }
        if left == 0 { return words("campaign.places_title_full") }
        let full = figures.frames.filter { report.left($0) == 0 }
        guard let first = full.first, full.count < figures.frames.count else {
            return words("campaign.places_title", ["left": format.integer(left)])
        }
        return words(
            "campaign.places_title_some",
            ["frame": title(ofFrame: first.id), "left": format.integer(left)])
    }

    private func label(_ frame: CampaignFigures.Frame) -> String {
        var parts: [String] = []
        if let places = frame.places {
            parts.append(
                words("campaign.places_of", ["ratio": format.ratio(Fraction(frame.taken, places))]))
        } else {
            parts.append(count(frame.taken))
        }
        if let left = report.left(frame) { parts.append(words("campaign.left", ["count": format.integer(left)])) }
        if frame.waiting > 0 { parts.append(words("campaign.waiting", ["count": format.integer(frame.waiting)])) }
        return format.line(parts)
    }

    private func placesTable() -> Table {
        let unit = words("campaign.unit")
        let none = words("campaign.no_limit")
        return Table(
            "places", caption: words("campaign.places_table"),
            columns: [
                Column("frame", words("campaign.column_frame"), .prose),
                Column("places", words("campaign.column_places"), unit: unit, .number),
                Column("taken", words("campaign.column_taken"), unit: unit, .strongNumber),
                Column("left", words("campaign.column_left"), unit: unit, .number),
                Column("waiting", words("campaign.column_waiting"), unit: unit, .number),
                Column("awaiting_partner", words("campaign.column_partner"), unit: unit, .number),
            ],
            rows: figures.frames.map { frame in
                Table.Row(
                    frame.id,
                    [
                        .text(title(ofFrame: frame.id)), frame.places.map { .integer($0) } ?? .missing(none),
                        .integer(frame.taken), report.left(frame).map { .integer($0) } ?? .missing(none),
                        .integer(frame.waiting), .integer(frame.awaitingPartner),
                    ])
            }, total: placesTotal(none))
    }

    private func placesTotal(_ none: String) -> Table.Row? {
        guard figures.frames.count > 1 else { return nil }
        return Table.Row(
            "total",
            [
                .text(words("row.total")), report.places.map { .integer($0) } ?? .missing(none),
                .integer(report.taken), report.left.map { .integer($0) } ?? .missing(none), .integer(report.waiting),
                .integer(figures.frames.reduce(0) { $0 + $1.awaitingPartner }),
            ])
    }

    /// Before the recruitment: the frames alone.
    private func frames() -> Block {
        let unit = words("campaign.unit")
        let table = Table(
            "frames", caption: words("campaign.frames_table"),
            columns: [
                Column("frame", words("campaign.column_frame"), .prose),
                Column("places", words("campaign.column_places"), unit: unit, .number),
                Column("reserved", words("campaign.column_reserved"), unit: unit, .number),
            ],
            rows: definition.frames.map { frame in
                Table.Row(
                    frame.id,
                    [
                        .text(frame.title),
                        frame.places.map { .integer($0) } ?? .missing(words("campaign.no_limit")),
                        .integer(frame.reservedForAttendees),
                    ])
            })
        return Block(
            "places",
            .figure(
                Figure(
                    title: words("campaign.frames_title"), meta: meta(), tables: [table],
                    explanation: setting.explanation(.frames))))
    }
}
