import Adoption
import Analytics

/// How sure the judgement is: what remains of it when everything uncertain is read in the worst and the best way.
struct QualityBlock {
    let setting: PageSetting
    let figures: MunicipalityFigures

    private var words: Wording { setting.words }
    private var format: Format { setting.format }

    func block() -> Block {
        Block(
            "quality",
            .panel(
                Panel(
                    title: words("quality.title", ["state": setting.certaintyMark(figures.certainty).word]), text: text,
                    table: table, note: notes)))
    }

    /// With missing lists no judgement stands firm, whatever the offices to check turn out to be.
    private var text: [Line] {
        let missing = setting.missingLists
        guard !missing.isEmpty else {
            // Registrations after the lists' day may change what nothing to check would leave as it is.
            guard let warning = setting.reportWarning else { return [sentence] }
            return [figures.bounds.toCheck == 0 ? Line(words("number.bounds_none")) : sentence, warning]
        }
        let isSilent = figures.judgement == .notReported
        let toCheck = figures.bounds.toCheck
        guard isSilent || toCheck > 0 else { return missing }
        return missing
            + [isSilent ? sentence : Line(words("quality.to_check", ["count": format.integer(toCheck)]))]
    }

    private var sentence: Line {
        let bounds = figures.bounds
        let share = setting.share(setting.rules.municipality)
        let count = format.integer(bounds.toCheck)
        if figures.judgement == .notReported { return Line(words("quality.not_reported")) }
        if bounds.toCheck == 0 { return Line(words("quality.nothing_open")) }
        switch figures.certainty {
        case .met: return Line(words("quality.met", ["count": count, "share": share]))
        case .notMet: return Line(words("quality.not_met", ["count": count, "share": share]))
        case .undecided: return Line(words("quality.undecided", ["count": count]))
        case .notApplicable: return Line(words("quality.not_applicable"))
        }
    }

    private var table: Table {
        let bounds = figures.bounds
        let missing = Cell.missing(words("reason.no_report"))
        let offices = { (key: String, label: String, value: Cell) in Table.Row(key, [.text(label), value]) }
        return Table(
            "quality", caption: words("quality.table"),
            columns: [Column("item", words("column.item")), Column("value", words("column.value"), .number)],
            rows: [
                // Without a report the range is everything: 0.0 would look like a rate.
                offices("lower", words("quality.lower"), figures.isReported ? .rate(bounds.lower) : missing),
                offices("upper", words("quality.upper"), figures.isReported ? .rate(bounds.upper) : missing),
                offices("unknown", words("quality.unknown"), .integer(bounds.unknown)),
                offices(
                    "doubtful", words("quality.doubtful"),
                    .integer(bounds.doubtfulUsing + bounds.doubtfulNotUsing + bounds.doubtfulUnknown)),
                offices("suspended", words("quality.suspended"), .integer(figures.suspended)),
                offices("deemed", words("quality.deemed"), .integer(figures.deemed)),
                offices("presumed", words("quality.presumed"), .integer(figures.presumed)),
            ])
    }

    private var notes: [Line] {
        var lines = [Line(words("quality.note"))]
        if figures.oneOfficeDecides { lines.append(Line(words("quality.note_small"))) }
        return lines
    }
}
