import Adoption
import Analytics

/// What a change of the rate consists of: a rate can rise because offices closed.
struct ChangeBlock {
    let setting: PageSetting
    let period: FlowPeriod

    private var words: Wording { setting.words }
    private var format: Format { setting.format }

    /// Nil when one of the two days had no eligible office, or when no registration list is later than the first day:
    /// then there is no change of a rate.
    func block() -> Block? {
        guard setting.knowsWhatFollowed(period.from), let change = period.flow.rateChange else { return nil }
        return Block(
            "change",
            .figure(
                Figure(title: title(change), meta: days, caption: caption, tables: [table, parts(change)])))
    }

    private var caption: String {
        let caption = words("change.caption")
        return period.leftOut > 0
            ? caption + words("change.left_out", ["count": format.integer(period.leftOut)]) : caption
    }

    private var days: String {
        words("change.days", ["from": format.day(period.from), "to": format.day(setting.asOf)])
    }

    private func title(_ change: RateChange) -> String {
        let points = format.points(change.points)
        let part = format.points(change.pointsFromDenominator)
        if change.points > 0, change.pointsFromDenominator > 0.05 {
            return words("change.title_denominator", ["points": points, "part": part])
        }
        if change.points < 0, change.pointsFromDenominator < -0.05 {
            return words("change.title_denominator_fall", ["points": points, "part": part])
        }
        return words("change.title", ["points": points])
    }

    private func parts(_ change: RateChange) -> Table {
        Table(
            "change_points", caption: words("change.table_points"),
            columns: [
                Column("part", words("column.part")),
                Column("points", words("column.points"), unit: words("unit.points"), .number),
            ],
            rows: [
                Table.Row("users", [.text(words("change.from_users")), .points(change.pointsFromUsers)]),
                Table.Row(
                    "denominator", [.text(words("change.from_denominator")), .points(change.pointsFromDenominator)]),
            ],
            total: Table.Row("total", [.text(words("row.total")), .points(change.points)]))
    }

    private var table: Table {
        let flow = period.flow
        let row = { (key: String, label: String, using: Cell, eligible: Cell) in
            Table.Row(key, [.text(label), using, eligible])
        }
        let none = Cell.missing("")
        let rows = [
            row("start", words("change.start"), .integer(flow.startUsing), .integer(flow.startEligible)),
            row("new", words("change.new"), .signed(flow.new), none),
            row("restarted", words("change.restarted"), .signed(flow.restarted), none),
            row("withdrew", words("change.withdrew"), .signed(-flow.withdrew), none),
            row("opened", words("change.opened"), none, .signed(flow.opened)),
            row("closed", words("change.closed"), .signed(-flow.closedWhileUsing), .signed(-flow.closed)),
            row("paused", words("change.paused"), .signed(-flow.pausedUsing), .signed(-flow.paused)),
            row("resumed", words("change.resumed"), .signed(flow.resumedUsing), .signed(flow.resumed)),
            row("moved_in", words("change.moved_in"), .signed(flow.movedInUsing), .signed(flow.movedIn)),
            row("moved_out", words("change.moved_out"), .signed(-flow.movedOutUsing), .signed(-flow.movedOut)),
        ]
        // Only what happened, and the beginning: a list of zeros says nothing.
        let happened = rows.filter { row in
            row.key == "start"
                || row.cells.dropFirst().contains { if case .signed(let value) = $0 { value != 0 } else { false } }
        }
        return Table(
            "change", caption: words("change.table"),
            columns: [
                Column("item", words("column.item")),
                Column("using", words("column.using"), unit: words("unit.offices"), .number),
                Column("eligible", words("column.eligible"), unit: words("unit.offices"), .number),
            ], rows: happened,
            total: row("end", words("change.end"), .integer(flow.endUsing), .integer(flow.endEligible)))
    }
}
