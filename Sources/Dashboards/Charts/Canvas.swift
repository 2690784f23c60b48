/// The pen of the charts: SVG elements with classes of `fukyu.css`, never an inline style (the content security policy
/// forbids them) and never a script.
struct Canvas {
    private(set) var markup = Markup(capacity: 8 << 10)

    enum Anchor {
        case start, middle, end
    }

    mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ names: StaticString) {
        markup.raw("<line")
        markup.attribute("x1", x1)
        markup.attribute("y1", y1)
        markup.attribute("x2", x2)
        markup.attribute("y2", y2)
        close(names)
    }

    mutating func rect(
        _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ names: StaticString, radius: Double = 0
    ) {
        markup.raw("<rect")
        markup.attribute("x", x)
        markup.attribute("y", y)
        markup.attribute("width", max(0, width))
        markup.attribute("height", max(0, height))
        if radius > 0 { markup.attribute("rx", radius) }
        close(names)
    }

    mutating func circle(_ x: Double, _ y: Double, _ radius: Double, _ names: StaticString) {
        markup.raw("<circle")
        markup.attribute("cx", x)
        markup.attribute("cy", y)
        markup.attribute("r", radius)
        close(names)
    }

    /// Points joined by straight lines; `closed` makes an area of them.
    mutating func polyline(_ points: [(x: Double, y: Double)], _ names: StaticString, closed: Bool = false) {
        guard !points.isEmpty else { return }
        markup.raw(closed ? "<polygon points=\"" : "<polyline points=\"")
        for (index, point) in points.enumerated() {
            if index > 0 { markup.raw(" ") }
            markup.number(point.x)
            markup.raw(",")
            markup.number(point.y)
        }
        markup.raw("\"")
        close(names)
    }

    mutating func text(
        _ x: Double, _ y: Double, _ value: String, _ names: StaticString = "", anchor: Anchor = .start
    ) {
        markup.raw("<text")
        markup.attribute("x", x)
        markup.attribute("y", y)
        switch anchor {
        case .start: break
        case .middle: markup.raw(" text-anchor=\"middle\"")
        case .end: markup.raw(" text-anchor=\"end\"")
        }
        if names.utf8CodeUnitCount > 0 {
            markup.raw(" class=\"")
            markup.raw(names)
            markup.raw("\"")
        }
        markup.raw(">")
        markup.text(value)
        markup.raw("</text>")
    }

    /// A group that leads to a page when it is clicked; `label` is its name for who cannot see it.
    mutating func link(_ href: String, label: String, _ content: (inout Canvas) -> Void) {
        markup.raw("<a")
        markup.attribute("href", href)
        markup.attribute("aria-label", label)
        markup.raw(">")
        content(&self)
        markup.raw("</a>")
    }

    private mutating func close(_ names: StaticString) {
        if names.utf8CodeUnitCount > 0 {
            markup.raw(" class=\"")
            markup.raw(names)
            markup.raw("\"")
        }
        markup.raw("/>")
    }
}

/// The width of a text in pixels, near enough to keep labels apart: a full-width character is as wide as it is high.
func textWidth(_ text: String, size: Double) -> Double {
    Double(DisplayWidth.of(text)) * size * 0.52
}

/// The two widths in which every chart is drawn. One is never shrunk into the other: its text would get unreadable.
package enum ChartSize: Sendable {
    /// 688 px: the main column, and the text width of an A4 sheet.
    case wide
    /// 358 px: a phone, and the side column.
    case narrow

    var width: Double { self == .wide ? 688 : 358 }
}

/// The class of a shape that stands for a state. Fill tells the states apart without colour.
extension Mark.Tone {
    var shapeClass: StaticString {
        switch self {
        case .good: "m-good"
        case .lacking: "m-lack"
        case .open: "m-open"
        case .absent: "m-none"
        }
    }
}
