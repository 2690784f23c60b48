import Adoption
import Glibc

/// The curve of the theory with its five groups, and where an area stands on it today: who is there already, who is
/// wanted next, and the rest. The width of every part is its share of the offices.
package struct BellCurve: Sendable {
    /// One of the five groups.
    package struct Group: Sendable {
        /// `アーリー|アダプター`: the name, with `|` where a narrow place may break it.
        package var name: String
        /// `13.5 %`
        package var share: String
        /// Where the group ends, as a part of the whole.
        package var upper: Fraction

        package init(name: String, share: String, upper: Fraction) {
            self.name = name
            self.share = share
            self.upper = upper
        }
    }

    /// A layer of the area's offices, from the left.
    package struct Layer: Sendable {
        /// `申請済み 92`
        package var label: String
        package var upper: Fraction
        package var tone: Tone

        /// Solid, outlined on a tint, and grey: told apart without colour.
        package enum Tone: Sendable { case solid, outlined, pale }

        package init(label: String, upper: Fraction, tone: Tone) {
            self.label = label
            self.upper = upper
            self.tone = tone
        }
    }

    /// A line across the curve with its label.
    package struct Line: Sendable {
        package var label: String
        package var at: Fraction

        package init(label: String, at: Fraction) {
            self.label = label
            self.at = at
        }
    }

    package var title: String
    package var description: String
    package var groups: [Group]
    package var layers: [Layer]
    /// The 16 % of the theory and the threshold of the rule.
    package var marks: [Line]
    /// Where the area is.
    package var today: Line

    package init(
        title: String, description: String, groups: [Group], layers: [Layer], marks: [Line], today: Line
    ) {
        self.title = title
        self.description = description
        self.groups = groups
        self.layers = layers
        self.marks = marks
        self.today = today
    }

    func draw(on canvas: inout Canvas, size: ChartSize) -> Double {
        var y = drawLegend(on: &canvas, width: size.width)
        let plot = Plot(width: size.width, top: y + 44, base: y + (size == .wide ? 214 : 184))
        drawLayers(on: &canvas, plot)
        drawGroups(on: &canvas, plot)
        drawMarks(on: &canvas, plot, top: y)
        y = plot.base
        return size == .wide ? drawNames(on: &canvas, plot) : drawList(on: &canvas, plot)
    }

    // MARK: - the parts, from above

    /// The layers with the shapes that stand for them, in as many lines as they need.
    private func drawLegend(on canvas: inout Canvas, width: Double) -> Double {
        var x = 0.0
        var y = 0.0
        for layer in layers {
            let needed = 22 + textWidth(layer.label, size: 14)
            if x > 0, x + needed > width {
                x = 0
                y += 22
            }
            canvas.rect(x + 0.75, y + 2.75, 13.5, 13.5, layer.tone.names)
            canvas.text(x + 22, y + 15, layer.label)
            x += needed + 20
        }
        return y + 30
    }

    private func drawLayers(on canvas: inout Canvas, _ plot: Plot) {
        var from = Fraction(0, 1)
        for layer in layers {
            if from.isBelow(layer.upper) {
                canvas.polyline(plot.area(from, layer.upper), layer.tone.names, closed: true)
            }
            from = layer.upper
        }
        canvas.polyline(plot.curve(Fraction(0, 1), Fraction(1, 1)), "lt")
        canvas.line(0, plot.base, plot.width, plot.base, "lb")
    }

    /// Thin lines between the groups: white under grey, to be seen on every fill.
    private func drawGroups(on canvas: inout Canvas, _ plot: Plot) {
        for (index, group) in groups.enumerated() {
            if index + 1 < groups.count {
                let x = plot.x(group.upper)
                canvas.line(x, plot.height(at: x), x, plot.base, "lw")
                canvas.line(x, plot.height(at: x), x, plot.base + 6, "lb")
            }
        }
    }

    private func drawMarks(on canvas: inout Canvas, _ plot: Plot, top: Double) {
        let sorted = marks.sorted { $0.at.isBelow($1.at) }
        for (index, mark) in sorted.enumerated() {
            let x = plot.x(mark.at)
            canvas.line(x, top + 26, x, plot.base, "le")
            // The first label stands to the left of its line and the last to the right: they cannot touch.
            let isLeft = sorted.count > 1 && index == 0
            canvas.text(isLeft ? x - 5 : x + 5, top + 36, mark.label, "s13 t2 halo", anchor: isLeft ? .end : .start)
        }
        let x = plot.x(today.at)
        canvas.line(x, top + 18, x, plot.base, "ln")
        canvas.polyline([(x - 6, top + 14), (x + 6, top + 14), (x, top + 23)], "fi", closed: true)
        let half = textWidth(today.label, size: 14) / 2
        canvas.text(min(max(x, half), plot.width - half), top + 8, today.label, "b halo", anchor: .middle)
    }

    /// Names and shares under the groups.
    private func drawNames(on canvas: inout Canvas, _ plot: Plot) -> Double {
        let lines = groups.map { $0.name.split(separator: "|").map(String.init) }
        let rows = lines.map(\.count).max() ?? 1
        var left = 0.0
        for (group, names) in zip(groups, lines) {
            let right = plot.x(group.upper)
            let middle = (left + right) / 2
            for (row, name) in names.enumerated() {
                canvas.text(middle, plot.base + 22 + Double(row) * 17, name, "s13", anchor: .middle)
            }
            canvas.text(
                middle, plot.base + 22 + Double(names.count) * 17, group.share, "s13 t2", anchor: .middle)
            left = right
        }
        return plot.base + 30 + Double(rows) * 17
    }

    /// Numbers under the groups and a list below: the names have no room on a phone.
    private func drawList(on canvas: inout Canvas, _ plot: Plot) -> Double {
        var left = 0.0
        for (index, group) in groups.enumerated() {
            let right = plot.x(group.upper)
            canvas.text((left + right) / 2, plot.base + 20, "\(index + 1)", "b", anchor: .middle)
            let name = group.name.split(separator: "|").joined()
            canvas.text(0, plot.base + 46 + Double(index) * 20, "\(index + 1)  \(name) \(group.share)", "s13")
            left = right
        }
        return plot.base + 46 + Double(groups.count) * 20
    }
}

extension BellCurve.Layer.Tone {
    fileprivate var names: StaticString {
        switch self {
        case .solid: "fa"
        case .outlined: "ft"
        case .pale: "fg"
        }
    }
}

extension Fraction {
    fileprivate func isBelow(_ other: Fraction) -> Bool { percent < other.percent }
}

/// Where the parts of the whole lie under the curve of the normal distribution. For drawing only.
private struct Plot {
    let width: Double
    let top: Double
    let base: Double

    /// The curve is drawn to three standard deviations: 99.7 % of its area.
    private static let reach = 3.0

    /// Where the share of the whole that lies to the left is `part`.
    func x(_ part: Fraction) -> Double { x(atDeviation: Plot.deviation(part.percent / 100)) }

    private func x(atDeviation z: Double) -> Double {
        width * (min(max(z, -Plot.reach), Plot.reach) + Plot.reach) / (2 * Plot.reach)
    }

    func height(at x: Double) -> Double {
        let z = x / width * 2 * Plot.reach - Plot.reach
        return base - (base - top) * exp(-z * z / 2)
    }

    func curve(_ from: Fraction, _ to: Fraction) -> [(x: Double, y: Double)] {
        let (left, right) = (x(from), x(to))
        let steps = max(1, Int((right - left) / 6))
        return (0...steps).map { step in
            let x = left + (right - left) * Double(step) / Double(steps)
            return (x, height(at: x))
        }
    }

    func area(_ from: Fraction, _ to: Fraction) -> [(x: Double, y: Double)] {
        [(x(from), base)] + curve(from, to) + [(x(to), base)]
    }

    /// The standard deviations below which a part of a normal population lies, by halving: fifty steps leave less
    /// than the width of a pixel by far.
    private static func deviation(_ part: Double) -> Double {
        var (low, high) = (-8.0, 8.0)
        for _ in 0..<50 {
            let middle = (low + high) / 2
            if 0.5 * erfc(-middle / 2.0.squareRoot()) < part { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}
