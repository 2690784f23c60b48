/// A chart as data with its words; drawn as SVG in two widths, given as data in the JSON form.
package enum Chart: Sendable {
    case line(LineChart)
    case ladder(LadderChart)
    case tiles(TileMap)
    case bubbles(BubbleMap)
    case dots(DotPlot)
    case places(PlaceChart)
    case counts(CountChart)
    case bell(BellCurve)

    /// What the chart shows, in a few words.
    package var title: String {
        switch self {
        case .line(let chart): chart.title
        case .ladder(let chart): chart.title
        case .tiles(let chart): chart.title
        case .bubbles(let chart): chart.title
        case .dots(let chart): chart.title
        case .places(let chart): chart.title
        case .counts(let chart): chart.title
        case .bell(let chart): chart.title
        }
    }

    /// What a reader sees in it, in sentences: the alternative for who does not see it.
    package var description: String {
        switch self {
        case .line(let chart): chart.description
        case .ladder(let chart): chart.description
        case .tiles(let chart): chart.description
        case .bubbles(let chart): chart.description
        case .dots(let chart): chart.description
        case .places(let chart): chart.description
        case .counts(let chart): chart.description
        case .bell(let chart): chart.description
        }
    }

    /// Appends the `<svg>` element. `id` must be unique on the page; `links` turns paths into addresses.
    func draw(into markup: inout Markup, size: ChartSize, id: String, links: Links) {
        var canvas = Canvas()
        let height: Double
        switch self {
        case .line(let chart): height = chart.draw(on: &canvas, size: size)
        case .ladder(let chart): height = chart.draw(on: &canvas, size: size)
        case .tiles(let chart): height = chart.draw(on: &canvas, size: size, links: links)
        case .bubbles(let chart): height = chart.draw(on: &canvas, size: size)
        case .dots(let chart): height = chart.draw(on: &canvas, size: size)
        case .places(let chart): height = chart.draw(on: &canvas, size: size)
        case .counts(let chart): height = chart.draw(on: &canvas, size: size)
        case .bell(let chart): height = chart.draw(on: &canvas, size: size)
        }
        open(in: &markup, size: size, height: height, id: id)
        markup.append(canvas.markup)
        markup.raw("</svg>\n")
    }

    /// A chart whose parts are links is a group, not one image: its children must stay reachable.
    private var isInteractive: Bool {
        if case .tiles = self { true } else { false }
    }

    private func open(in markup: inout Markup, size: ChartSize, height: Double, id: String) {
        markup.raw("<svg class=\"")
        markup.raw(size == .wide ? "wide" : "narrow")
        markup.raw("\"")
        markup.attribute("width", size.width)
        markup.attribute("height", height)
        markup.raw(" viewBox=\"0 0 ")
        markup.number(size.width)
        markup.raw(" ")
        markup.number(height)
        markup.raw(isInteractive ? "\" role=\"group\"" : "\" role=\"img\"")
        markup.attribute("aria-labelledby", "\(id)t \(id)d")
        markup.raw(">\n<title")
        markup.attribute("id", "\(id)t")
        markup.raw(">")
        markup.text(title)
        markup.raw("</title><desc")
        markup.attribute("id", "\(id)d")
        markup.raw(">")
        markup.text(description)
        markup.raw("</desc>\n")
    }
}
