/// A drawn line from left to right, asked for the heights that a label must keep clear of.
struct ChartLine {
    let points: [(x: Double, y: Double)]

    init(_ points: [(x: Double, y: Double)]) {
        self.points = points
    }

    /// The highest and the lowest place of the line over a span; nil where the line does not run.
    func heights(from left: Double, through right: Double) -> ClosedRange<Double>? {
        var heights = points.filter { $0.x >= left && $0.x <= right }.map(\.y)
        for (start, end) in zip(points, points.dropFirst()) where end.x > start.x {
            for x in [left, right] where x > start.x && x < end.x {
                heights.append(start.y + (end.y - start.y) * (x - start.x) / (end.x - start.x))
            }
        }
        guard let lowest = heights.min(), let highest = heights.max() else { return nil }
        return lowest...highest
    }
}

/// The place of one line of text in a chart.
struct TextBox {
    var left: Double
    /// The base line of the text.
    var base: Double
    var width: Double

    var top: Double { base - 12 }
    var bottom: Double { base + 4 }

    func touches(_ other: TextBox) -> Bool {
        left < other.left + other.width && other.left < left + width && top < other.bottom && other.top < bottom
    }

    func isCrossed(by line: ChartLine) -> Bool {
        guard let heights = line.heights(from: left, through: left + width) else { return false }
        return heights.lowerBound < bottom && top < heights.upperBound
    }
}
