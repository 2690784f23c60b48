import Adoption
import Analytics

/// What was done to spread the use, and how many of those who came registered within 90 days. A change after an
/// activity is not its effect: there is no comparison group.
struct ActivityBlock {
    let setting: PageSetting
    let activities: [OutreachOutcome]

    private var words: Wording { setting.words }
    private var format: Format { setting.format }

    func block(meta: String) -> Block {
        let unit = words("unit.offices")
        let table = Table(
            "activities", caption: words("activities.table"),
            columns: [
                Column("number", words("column.number"), .number), Column("day", words("column.day")),
                Column("kind", words("column.kind"), .prose), Column("title", words("column.activity"), .prose),
                Column("attendees", words("column.attendees"), unit: unit, .number),
                Column("already", words("column.already"), unit: unit, .number),
                Column("registered", words("column.registered"), unit: unit, .strongNumber),
                Column("open", words("column.open"), unit: unit, .number),
            ],
            rows: activities.enumerated().map { index, outcome in row(index + 1, outcome) })
        return Block(
            "activities",
            .figure(
                Figure(
                    title: title, meta: meta, caption: words("activities.caption"), tables: [table], isLong: true)))
    }

    private func row(_ number: Int, _ outcome: OutreachOutcome) -> Table.Row {
        let activity = outcome.activity
        let count = { (value: Int) -> Cell in
            outcome.attendees > 0 ? .integer(value) : .missing(words("reason.no_attendees"))
        }
        return Table.Row(
            activity.id,
            [
                .integer(number), .text(format.day(activity.day)), .text(setting.name(activity.kind)),
                .text(activity.title), count(outcome.attendees), count(outcome.alreadyUsing),
                count(outcome.registered), count(outcome.open),
            ])
    }

    private var title: String {
        let registered = activities.reduce(0) { $0 + $1.registered }
        guard registered > 0 else { return words("activities.title_plain") }
        return words("activities.title", ["count": format.integer(registered)])
    }
}
