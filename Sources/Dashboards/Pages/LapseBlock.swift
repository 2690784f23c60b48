import Adoption
import Analytics

/// The move to the route of the rule's last period: how many offices have moved, have not, and of how many it is not
/// known. Counts only; the offices are named in the staff's list alone. What a municipality's KPI would be without
/// those that have not moved stands beside the routes (`RouteBlock`); here stands what that table cannot say.
package struct LapseBlock {
    package let setting: PageSetting
    package let move: RouteMove
    /// Of a prefecture: its municipalities' KPI.
    package let municipalities: PrefectureMove?

    package init(setting: PageSetting, move: RouteMove, municipalities: PrefectureMove? = nil) {
        self.setting = setting
        self.move = move
        self.municipalities = municipalities
    }

    private var words: Wording { setting.words }
    private var format: Format { setting.format }
    private var month: String { format.month(move.changeDay.month) }
    private var hasChanged: Bool { move.changeDay <= setting.asOf }

    /// Nil while no office holds a registration that could move.
    package func block() -> Block? {
        guard move.moved + move.notMoved + move.unknown > 0 else { return nil }
        return Block(
            "lapse",
            .figure(
                Figure(
                    title: title, meta: setting.meta(setting.rules.municipality, setting.offices(move.total)),
                    caption: municipalities == nil ? words("lapse.caption") : words("lapse.caption_prefecture"),
                    tables: [states] + [effect].compactMap { $0 }, explanation: explanation)))
    }

    private var title: String {
        let values: KeyValuePairs<String, String> = [
            "month": month, "moved": format.integer(move.moved), "not_moved": format.integer(move.notMoved),
            "unknown": format.integer(move.unknown),
        ]
        if move.unknown > 0 { return words("lapse.title_unknown", values) }
        if move.notMoved == 0 { return words("lapse.title_all", values) }
        return hasChanged ? words("lapse.title_after", values) : words("lapse.title", values)
    }

    private var explanation: Explanation {
        Explanation(
            shows: words("lapse.shows", ["month": month]),
            restsOn: words("lapse.rests_on"),
            doesNotSay: words("lapse.does_not_say"))
    }

    private var states: Table {
        let counts: [(state: RouteMove.State, label: String, count: Int)] = [
            (.moved, words("lapse.moved"), move.moved), (.notMoved, words("lapse.not_moved"), move.notMoved),
            (.unknown, words("lapse.unknown"), move.unknown),
        ]
        return Table(
            "move_states", caption: words("lapse.table", ["month": month]),
            columns: [
                Column("state", words("lapse.state"), .prose),
                Column("offices", words("column.using_plain"), unit: words("unit.offices"), .number),
            ],
            rows: counts.map { state, label, count in
                Table.Row(state.rawValue, [.text(label), .integer(count)])
            })
    }

    /// Municipalities that meet their KPI; or, in a municipality with unknown offices before the change, the reading
    /// that the table of routes does not have.
    private var effect: Table? {
        if let municipalities { return hasChanged ? nil : prefectureEffect(municipalities) }
        guard !hasChanged, move.usingUnknown > 0 else { return nil }
        let count = move.withoutNotMoved
        let isMet = setting.rules.municipalityTarget.isMet(count.using, of: count.eligible) ?? false
        return Table(
            "move_effect", caption: words("lapse.effect"),
            columns: [
                Column("reading", words("column.reading"), .prose),
                Column("using", words("column.using"), unit: words("unit.offices"), .number),
                Column("rate", words("column.rate"), unit: words("unit.percent_sign"), .number),
                Column("state", words("column.state")),
            ],
            rows: [
                Table.Row(
                    "without_not_moved",
                    [
                        .text(words("lapse.without_not_moved")), .integer(count.using), .rate(count.share),
                        .state(setting.mark(isMet ? Judgement.met : .notMet)),
                    ])
            ])
    }

    private func prefectureEffect(_ move: PrefectureMove) -> Table {
        let readings = [
            ("now", words("lapse.now"), move.met),
            ("without_not_moved", words("lapse.without_not_moved"), move.metWithoutNotMoved),
            ("without_unknown", words("lapse.without_unknown"), move.metWithoutUnknown),
        ]
        return Table(
            "move_effect", caption: words("lapse.effect_municipalities"),
            columns: [
                Column("reading", words("column.reading"), .prose),
                Column("met", words("lapse.met"), unit: words("unit.municipalities_head"), .number),
                Column("share", words("lapse.of_applicable"), .number),
            ],
            rows: readings.map { key, label, met in
                Table.Row(
                    key,
                    [.text(label), .integer(met), .ratio(Fraction(met, move.applicable))])
            })
    }
}
