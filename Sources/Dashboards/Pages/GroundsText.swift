import Adoption
import Analytics

/// What a page must say about the lists under its figures: which are missing, and how old the others are.
extension PageSetting {
    /// The setting of a page whose figures rest on these lists.
    package func resting(on grounds: Grounds) -> PageSetting {
        var setting = self
        setting.grounds = grounds
        return setting
    }

    // MARK: age of the registration lists

    /// Said beside the headline when registrations after the lists' days are not in the figures.
    var reportWarning: Line? {
        guard grounds.outdated > 0, let oldest = grounds.oldestReport, let newest = grounds.newestReport else {
            return nil
        }
        if oldest == newest { return Line(words("context.report_warning", ["day": format.day(newest)])) }
        guard grounds.outdated < grounds.reported else {
            return Line(
                words("context.report_warning_range", ["from": format.day(oldest), "to": format.day(newest)]))
        }
        return Line(
            words(
                "context.report_warning_some",
                ["count": format.integer(grounds.outdated), "from": format.day(oldest)]))
    }

    /// The same in a few words, for the line above a figure; empty when the lists are of the day.
    var reportNote: String {
        guard grounds.outdated > 0, let days = reportDays else { return "" }
        return words("context.report_note", ["days": days])
    }

    /// `2026年10月25日`, or the first and the last day.
    private var reportDays: String? {
        guard let oldest = grounds.oldestReport, let newest = grounds.newestReport else { return nil }
        return oldest == newest
            ? format.day(newest)
            : words("context.report_days", ["from": format.day(oldest), "to": format.day(newest)])
    }

    /// The line of the context; nil without a report.
    var reportLine: ContextLine? {
        guard let days = reportDays else { return nil }
        let value = grounds.outdated > 0 ? words("context.report_stale", ["days": days]) : days
        return ContextLine("report", words("context.report"), value)
    }

    /// Whether anything is known of what happened after a day: without a later list, 0 new registrations is no fact.
    func knowsWhatFollowed(_ day: Day) -> Bool { !grounds.endsAtOrBefore(day) }

    // MARK: missing office lists

    /// Whether lists of services or of municipalities are missing, so that n, N and the judgement may change.
    var lacksOfficeLists: Bool { grounds.withoutList > 0 || !missingServices(of: rules.municipality).isEmpty }

    /// What is missing, in sentences; empty when all lists are there.
    var missingLists: [Line] {
        var lines: [Line] = []
        let services = missingServices(of: rules.municipality).count
        if services > 0 { lines.append(Line(words("quality.lists_missing", ["count": format.integer(services)]))) }
        if grounds.withoutList > 0 {
            lines.append(
                Line(words("quality.municipalities_missing", ["count": format.integer(grounds.withoutList)])))
        }
        return lines
    }

    /// How sure a judgement is. Of an area whose lists are not all there, none is.
    func certaintyMark(_ certainty: Certainty) -> Mark {
        switch certainty {
        case .met where lacksOfficeLists, .notMet where lacksOfficeLists:
            Mark(key: "incomplete_lists", symbol: "◇", word: words("state.incomplete_lists"), tone: .open)
        default: mark(certainty)
        }
    }

    // MARK: titles of trends

    /// Said where a title would otherwise hide a fall: when the last value lies a tenth or more below the highest.
    func peak(_ values: [(day: Day, value: Int)]) -> String {
        guard let last = values.last, let top = values.max(by: { $0.value < $1.value }),
            last.value * 10 <= top.value * 9, top.value > last.value
        else { return "" }
        return words(
            "trend.peak", ["month": format.month(top.day.month), "peak": format.integer(top.value)])
    }
}
