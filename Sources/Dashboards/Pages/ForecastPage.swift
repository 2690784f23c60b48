import Adoption
import Analytics

/// 今後の見通し: when may the KPI be met, how sure is that, and how good was the method so far?
package struct ForecastPage: Sendable {
    package var setting: PageSetting
    package var forecast: PrefectureForecast
    package var subject: ForecastSubject
    /// Only on a terminal: the site shows what is, not what somebody supposed.
    package var whatIf: WhatIf?

    package init(
        setting: PageSetting, forecast: PrefectureForecast, subject: ForecastSubject, whatIf: WhatIf? = nil
    ) {
        self.setting = setting
        self.forecast = forecast
        self.subject = subject
        self.whatIf = whatIf
    }

    private var words: Wording { setting.words }
    private var format: Format { setting.format }
    private var prefecture: Reference.Prefecture? { setting.reference.prefecture(forecast.input.prefecture) }

    private var rule: KPIRule {
        if case .prefecture = subject { setting.rules.prefecture } else { setting.rules.municipality }
    }

    private var name: String {
        switch subject {
        case .municipality(let index): setting.area(index).name
        case .prefecture: prefecture?.name ?? ""
        }
    }

    private var fullName: String {
        if case .municipality(let index) = subject { return setting.reference.fullName(setting.area(index)) }
        return name
    }

    private var areaPath: PagePath {
        switch subject {
        case .municipality(let index): .municipality(setting.area(index).code.description)
        case .prefecture: .prefecture(prefecture?.key ?? "")
        }
    }

    package func page() -> Page {
        let crumb = Crumb(words("forecast.crumb"), .forecast(of: areaPath))
        var trail = [
            Crumb(words("national.crumb"), .national),
            Crumb(prefecture?.name ?? "", .prefecture(prefecture?.key ?? "")),
        ]
        if case .municipality = subject { trail.append(Crumb(name, areaPath)) }
        let view = ForecastView(setting: setting, forecast: forecast, subject: subject)
        return Page(
            kind: .forecast, path: crumb.path, language: words.language,
            title: words("forecast.page_title", ["area": name]),
            kick: words("page.kick", ["area": fullName, "day": setting.day]),
            headline: view.map { words("forecast.headline", ["area": name, "sentence": $0.mainSentence]) }
                ?? words("forecast.headline_missing", ["area": name]),
            lead: view.map(lead) ?? [], context: setting.context(rule), breadcrumb: trail + [crumb],
            numbers: view.map(numbers) ?? [], blocks: view.map(blocks) ?? [emptyBlock], notes: setting.notes)
    }

    private var emptyBlock: Block {
        Block(
            "empty",
            .panel(
                Panel(
                    title: words("forecast.crumb"),
                    text: [Line(ForecastView.missing(setting, forecast, subject))])))
    }

    private func lead(_ view: ForecastView) -> [Line] {
        var lines: [Line] = []
        if view.isOpen {
            if !view.isMet { lines.append(Line(view.paceSentence)) }
        } else {
            lines.append(Line(words("forecast.shut")))
            lines += view.objections.map { Line($0) }
        }
        if let sentence = view.backtestSentence { lines.append(Line(sentence)) }
        return lines
    }

    private func numbers(_ view: ForecastView) -> [KeyNumber] {
        let never = words("forecast.never")
        func month(_ ahead: Int?) -> Cell {
            ahead.map { .month(view.lastMonth.advanced(by: $0)) } ?? .missing(never)
        }
        var numbers = [
            KeyNumber(
                "now", label: words("forecast.number_now", ["month": format.month(view.lastMonth)]),
                value: .integer(view.now),
                after: words("forecast.number_of", ["required": format.integer(view.required), "unit": view.unit]))
        ]
        guard !view.isMet else { return numbers }
        numbers.append(
            KeyNumber(
                "pace", label: words("forecast.number_pace"), value: month(view.paceMonths),
                note: view.paceMonths == nil ? never : ""))
        if view.isOpen {
            numbers.append(
                KeyNumber(
                    "middle", label: words("forecast.number_middle"), value: month(view.reach.middle),
                    note: view.reach.middle == nil ? never : ""))
        }
        return numbers
    }

    private func blocks(_ view: ForecastView) -> [Block] {
        var blocks: [Block] = []
        if let whatIf { blocks.append(whatIf.block(setting: setting, unchanged: view, subject: subject)) }
        if let block = ForecastBlock(setting: setting, forecast: forecast, subject: subject, isLinked: false).block() {
            blocks.append(block)
        }
        blocks.append(probabilities(view))
        blocks.append(backtest(view))
        blocks.append(
            Block(
                "assumptions",
                .prose(Prose(title: words("forecast.assumptions"), text: view.assumptions.map { Line($0) }))))
        blocks.append(
            Block(
                "hint",
                .panel(
                    Panel(
                        title: words("forecast.hint_title"),
                        text: [Line(words("forecast.hint")), Line(hintCommand)]))))
        return blocks
    }

    private var hintCommand: String {
        switch subject {
        case .municipality(let index):
            words("forecast.hint_municipality", ["code": setting.area(index).code.description])
        case .prefecture: words("forecast.hint_prefecture", ["code": prefecture?.key ?? ""])
        }
    }

    private func probabilities(_ view: ForecastView) -> Block {
        Block(
            "probabilities",
            .figure(
                Figure(
                    title: view.isOpen ? words("forecast.probabilities") : words("forecast.pace_months"),
                    meta: setting.brief(rule),
                    tables: [ForecastTables(view: view).months(rows: view.rows.count, id: "probabilities")],
                    isLong: true, explanation: view.explanation)))
    }

    private func backtest(_ view: ForecastView) -> Block {
        let area = prefecture?.name ?? ""
        return Block(
            "backtest",
            .figure(
                Figure(
                    title: view.backtestSentence ?? words("forecast.untried_title"),
                    meta: words("forecast.backtest_meta", ["area": area]),
                    caption: view.isOpen ? words("forecast.gate_open") : words("forecast.gate_shut"),
                    tables: [ForecastTables(view: view).backtest()],
                    explanation: Explanation(
                        shows: words("forecast.backtest_shows"),
                        restsOn: words("forecast.backtest_rests_on", ["area": area]),
                        doesNotSay: words("forecast.backtest_does_not_say")))))
    }
}
