import Adoption

/// A monthly series of amounts against its threshold, with the activities of the time above it, and room for a
/// forecast with its band after the last measured month.
package struct LineChart: Sendable {
    package struct Point: Sendable {
        package var day: Day
        /// Nil where nothing is known: the line has a gap there.
        package var value: Int?
        /// The amount that the threshold asks for on this day.
        package var target: Int?

        package init(_ day: Day, _ value: Int?, target: Int?) {
            self.day = day
            self.value = value
            self.target = target
        }
    }

    /// A forecast for one day: the middle and the ends of the band.
    package struct Forecast: Sendable {
        package var day: Day
        package var low: Double
        package var middle: Double
        package var high: Double

        package init(day: Day, low: Double, middle: Double, high: Double) {
            self.day = day
            self.low = low
            self.middle = middle
            self.high = high
        }
    }

    /// Something that was done on a day; the number leads to the row of the table beside it.
    package struct Event: Sendable {
        package var day: Day
        package var number: Int

        package init(day: Day, number: Int) {
            self.day = day
            self.number = number
        }
    }

    package var title: String
    package var description: String
    package var unit: String
    package var points: [Point]
    package var targetLabel: String
    package var lastLabel: String
    package var events: [Event]
    package var forecast: [Forecast]
    package var forecastLabel: String
    /// The course at an unchanged pace, drawn apart from the forecast; the value of `Forecast.middle` counts.
    package var pace: [Forecast]
    package var format: Format

    package init(
        title: String, description: String, unit: String, points: [Point], targetLabel: String, lastLabel: String,
        events: [Event] = [], forecast: [Forecast] = [], forecastLabel: String = "", pace: [Forecast] = [],
        format: Format
    ) {
        self.title = title
        self.description = description
        self.unit = unit
        self.points = points
        self.targetLabel = targetLabel
        self.lastLabel = lastLabel
        self.events = events
        self.forecast = forecast
        self.forecastLabel = forecastLabel
        self.pace = pace
        self.format = format
    }

    func draw(on canvas: inout Canvas, size: ChartSize) -> Double {
        guard let first = points.first?.day, let lastPoint = points.last?.day else { return 0 }
        let last = lastAhead ?? lastPoint
        // An eighth of air above the highest point, for its label.
        let amounts = AmountScale(largest: largest + max(1, largest / 8))
        let left = max(28, textWidth(format.integer(amounts.top), size: 13) + 12)
        let top: Double = events.isEmpty ? 28 : 52
        let plot = Plot(
            days: DayScale(first: first, last: last, left: left, right: size.width - (lastAhead == nil ? 10 : 40)),
            amounts: amounts, top: top, bottom: top + (size == .wide ? 224 : 190), size: size)
        drawAxes(on: &canvas, plot)
        drawEvents(on: &canvas, plot)
        drawForecast(on: &canvas, plot)
        let measured = runs(plot)
        let target = targetLine(plot)
        let label = drawTarget(on: &canvas, target, measured: measured, plot)
        drawSeries(on: &canvas, measured, target: target, label: label, plot)
        return plot.bottom + 30
    }

    private struct Plot {
        let days: DayScale
        let amounts: AmountScale
        let top: Double
        let bottom: Double
        let size: ChartSize

        func y(_ value: Double) -> Double {
            bottom - (bottom - top) * value / Double(amounts.top)
        }
    }

    private var largest: Int {
        let measured = points.flatMap { [$0.value ?? 0, $0.target ?? 0] }.max() ?? 0
        let expected = (forecast + pace).map { Int($0.high.rounded(.up)) }.max() ?? 0
        return max(measured, expected)
    }

    /// The end of what is drawn behind the last measured month; nil when nothing is.
    private var lastAhead: Day? { [forecast.last?.day, pace.last?.day].compactMap { $0 }.max() }

    private func drawAxes(on canvas: inout Canvas, _ plot: Plot) {
        let left = plot.days.left
        for value in plot.amounts.values {
            let y = plot.y(Double(value))
            canvas.line(left, y, plot.days.right, y, value == 0 ? "lb" : "lg")
            canvas.text(left - 6, y + 5, format.integer(value), "t2 s13", anchor: .end)
        }
        canvas.text(0, plot.top - 14, unit, "t3 s13")
        for tick in monthTicks(plot) {
            canvas.line(tick.x, plot.bottom, tick.x, plot.bottom + 5, "lb")
            canvas.text(tick.x, plot.bottom + 23, tick.label, "t2 s13", anchor: tick.anchor)
        }
    }

    private struct Tick {
        var x: Double
        var label: String
        var anchor: Canvas.Anchor
    }

    /// The last day, then every twelfth month before it, then the first where there is room.
    private func monthTicks(_ plot: Plot) -> [Tick] {
        let label = { (day: Day) in
            plot.size == .wide ? format.month(day.month) : format.shortMonth(day.month)
        }
        var ticks: [Tick] = []
        var index = points.count - 1
        while index >= 0 {
            let x = plot.days.position(points[index].day)
            let atEnd = index == points.count - 1 && lastAhead == nil
            ticks.append(Tick(x: x, label: label(points[index].day), anchor: atEnd ? .end : .middle))
            index -= 12
        }
        guard let first = points.first, let leftmost = ticks.last else { return ticks }
        let room = textWidth(leftmost.label, size: 13)
        if leftmost.x - plot.days.left > room * 1.7 {
            ticks.append(Tick(x: plot.days.left, label: label(first.day), anchor: .start))
        } else if leftmost.x - room / 2 < 0 {
            ticks[ticks.count - 1].anchor = .start
        }
        if let last = lastAhead {
            let x = plot.days.position(last)
            if x - (ticks.first?.x ?? 0) > room { ticks.append(Tick(x: x, label: label(last), anchor: .middle)) }
        }
        return ticks
    }

    /// Numbered marks; marks that would touch become one with the range of their numbers.
    private func drawEvents(on canvas: inout Canvas, _ plot: Plot) {
        let visible = events.filter { $0.day >= plot.days.first && $0.day <= plot.days.last }.sorted { $0.day < $1.day }
        var clusters: [(x: Double, first: Int, last: Int)] = []
        for event in visible {
            let x = plot.days.position(event.day)
            canvas.line(x, plot.top - 6, x, plot.bottom, "le")
            if let previous = clusters.last, x - previous.x < 30 {
                clusters[clusters.count - 1].last = event.number
            } else {
                clusters.append((x, event.number, event.number))
            }
        }
        for cluster in clusters {
            let label = cluster.first == cluster.last ? "\(cluster.first)" : "\(cluster.first)-\(cluster.last)"
            let width = max(20, textWidth(label, size: 12) + 10)
            let x = min(max(cluster.x - width / 2, 0), plot.size.width - width)
            canvas.rect(x, plot.top - 26, width, 20, "ev", radius: 10)
            canvas.text(x + width / 2, plot.top - 11.5, label, "s12 b", anchor: .middle)
        }
    }

    private func drawForecast(on canvas: inout Canvas, _ plot: Plot) {
        guard let start = points.last, let value = start.value, lastAhead != nil else { return }
        let origin = (x: plot.days.position(start.day), y: plot.y(Double(value)))
        let upper = forecast.map { (x: plot.days.position($0.day), y: plot.y($0.high)) }
        let lower = forecast.map { (x: plot.days.position($0.day), y: plot.y($0.low)) }
        canvas.line(origin.x, plot.top, origin.x, plot.bottom, "le")
        if !forecast.isEmpty { canvas.polyline([origin] + upper + lower.reversed(), "band", closed: true) }
        let lines: [(points: [Forecast], shape: StaticString)] = [(pace, "lp"), (forecast, "lf")]
        for (line, shape) in lines where !line.isEmpty {
            canvas.polyline([origin] + line.map { (x: plot.days.position($0.day), y: plot.y($0.middle)) }, shape)
        }
        guard let end = forecast.last else { return }
        canvas.text(
            plot.size.width, plot.y(end.low) + 20, forecastLabel, "s13 ta halo", anchor: .end)
    }

    /// The threshold as steps; empty where there is none.
    private func targetLine(_ plot: Plot) -> ChartLine {
        let steps = points.filter { $0.target != nil }
        guard let last = steps.last?.target else { return ChartLine([]) }
        var line: [(x: Double, y: Double)] = []
        for point in steps {
            let y = plot.y(Double(point.target ?? 0))
            let x = plot.days.position(point.day)
            if let previous = line.last, previous.y != y { line.append((x, previous.y)) }
            line.append((x, y))
        }
        line.append((plot.days.right, plot.y(Double(last))))
        return ChartLine(line)
    }

    /// The measured line in pieces: a gap where nothing is known.
    private func runs(_ plot: Plot) -> [ChartLine] {
        let pieces = points.split(omittingEmptySubsequences: true) { $0.value == nil }
        return pieces.map { piece in
            ChartLine(piece.map { (plot.days.position($0.day), plot.y(Double($0.value ?? 0))) })
        }
    }

    /// The label stands at the left over the part of the line that it covers, or under it where the measured line
    /// runs through that place. Returns where it stands; nil without a threshold.
    private func drawTarget(
        on canvas: inout Canvas, _ target: ChartLine, measured: [ChartLine], _ plot: Plot
    ) -> TextBox? {
        guard !target.points.isEmpty else { return nil }
        canvas.polyline(target.points, "lt")
        let x = plot.days.left + 6
        let width = textWidth(targetLabel, size: 13)
        let span = target.heights(from: x, through: x + width)
        let above = TextBox(left: x, base: max(plot.top - 4, (span?.lowerBound ?? plot.top) - 7), width: width)
        let below = TextBox(left: x, base: (span?.upperBound ?? plot.top) + 18, width: width)
        let isFree = { (box: TextBox) in
            box.bottom < plot.bottom - 2 && !measured.contains { box.isCrossed(by: $0) }
        }
        let box = isFree(above) || !isFree(below) ? above : below
        canvas.text(box.left, box.base, targetLabel, "s13 b halo")
        return box
    }

    private func drawSeries(
        on canvas: inout Canvas, _ measured: [ChartLine], target: ChartLine, label: TextBox?, _ plot: Plot
    ) {
        for run in measured { canvas.polyline(run.points, "la") }
        guard let end = measured.last?.points.last else { return }
        canvas.circle(end.x, end.y, 4, "fa")
        let right = min(end.x + 4, plot.size.width)
        let width = textWidth(lastLabel, size: 14)
        let lines = measured + [target]
        let own = measured.compactMap { $0.heights(from: right - width, through: right) }
        let spans = own + [target.heights(from: right - width, through: right)].compactMap { $0 }
        let highest = spans.map(\.lowerBound).min() ?? end.y
        let lowest = spans.map(\.upperBound).max() ?? end.y
        let ceiling = events.isEmpty ? 0 : plot.top - 5
        // Close to its point where it is free, else over or under everything that is drawn there.
        let places = [
            end.y - 11, end.y + 22, (own.map(\.lowerBound).min() ?? end.y) - 9, highest - 9, lowest + 20,
        ].map {
            TextBox(left: right - width, base: $0, width: width)
        }
        let free = places.first { box in
            box.top >= ceiling && box.bottom < plot.bottom - 2 && !lines.contains { box.isCrossed(by: $0) }
                && !(label.map(box.touches) ?? false)
        }
        let fallback = end.y - 12 < plot.top ? places[1] : places[0]
        canvas.text(right, (free ?? fallback).base, lastLabel, "b ta halo", anchor: .end)
    }
}
