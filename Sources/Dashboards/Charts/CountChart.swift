import Adoption

/// A count that only grows, day by day, against a limit: the applications of a campaign.
package struct CountChart: Sendable {
    package struct Step: Sendable {
        package var day: Day
        /// The count at the end of the day.
        package var count: Int

        package init(_ day: Day, _ count: Int) {
            self.day = day
            self.count = count
        }
    }

    package var title: String
    package var description: String
    package var unit: String
    /// By day; days without a change are left out.
    package var steps: [Step]
    package var first: Day
    /// The last day of the axis.
    package var last: Day
    /// Up to this day the count is known; not after `last`.
    package var through: Day
    package var limit: Int?
    package var limitLabel: String
    package var lastLabel: String
    package var format: Format

    package init(
        title: String, description: String, unit: String, steps: [Step], first: Day, last: Day, through: Day,
        limit: Int?, limitLabel: String, lastLabel: String, format: Format
    ) {
        self.title = title
        self.description = description
        self.unit = unit
        self.steps = steps
        self.first = first
        self.last = last
        self.through = through
        self.limit = limit
        self.limitLabel = limitLabel
        self.lastLabel = lastLabel
        self.format = format
    }

    private static let top: Double = 28

    func draw(on canvas: inout Canvas, size: ChartSize) -> Double {
        let total = steps.last?.count ?? 0
        let largest = max(total, limit ?? 0)
        let amounts = AmountScale(largest: largest + max(1, largest / 6))
        let left = max(28, textWidth(format.integer(amounts.top), size: 13) + 12)
        let days = DayScale(first: first, last: last, left: left, right: size.width - 12)
        let bottom = CountChart.top + (size == .wide ? 200 : 170)
        let y = { (value: Int) in bottom - (bottom - CountChart.top) * Double(value) / Double(amounts.top) }
        for value in amounts.values {
            canvas.line(left, y(value), days.right, y(value), value == 0 ? "lb" : "lg")
            canvas.text(left - 6, y(value) + 5, format.integer(value), "t2 s13", anchor: .end)
        }
        canvas.text(0, CountChart.top - 14, unit, "t3 s13")
        drawDays(on: &canvas, days, bottom: bottom, size: size)
        if let limit {
            canvas.line(left, y(limit), days.right, y(limit), "lt")
            canvas.text(left + 6, y(limit) - 7, limitLabel, "s13 b halo")
        }
        drawCount(on: &canvas, days, size: size, y: y)
        return bottom + 30
    }

    /// First and last day, and as many between as there is room for.
    private func drawDays(on canvas: inout Canvas, _ days: DayScale, bottom: Double, size: ChartSize) {
        let span = last.days(since: first)
        let parts = max(1, min(span, size == .wide ? 6 : 3))
        for part in 0...parts {
            let day = first.advanced(by: span * part / parts)
            let x = days.position(day)
            canvas.line(x, bottom, x, bottom + 5, "lb")
            let anchor: Canvas.Anchor = span == 0 || part == parts ? .end : part == 0 ? .start : .middle
            if span > 0 || part == parts {
                canvas.text(x, bottom + 23, format.shortDay(day), "t2 s13", anchor: anchor)
            }
        }
    }

    private func drawCount(
        on canvas: inout Canvas, _ days: DayScale, size: ChartSize, y: (Int) -> Double
    ) {
        var line: [(x: Double, y: Double)] = [(days.position(first), y(0))]
        var count = 0
        for step in steps where step.day <= through {
            let x = days.position(max(first, step.day))
            line.append((x, y(count)))
            count = step.count
            line.append((x, y(count)))
        }
        let end = (x: days.position(through), y: y(count))
        line.append(end)
        canvas.polyline(line, "la")
        canvas.circle(end.x, end.y, 4, "fa")
        let width = textWidth(lastLabel, size: 14)
        let isLeft = end.x + 10 + width > size.width
        // Under the line when the limit lies close above it.
        let isNear = limit.map { abs(y($0) - end.y) < 26 && $0 >= count } ?? false
        canvas.text(
            isLeft ? min(end.x + 4, size.width) : end.x + 9, isNear ? end.y + 24 : end.y - 9, lastLabel, "b ta halo",
            anchor: isLeft ? .end : .start)
    }
}
