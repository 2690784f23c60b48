import Adoption
import Testing

@testable import Dashboards

@Suite("charts")
struct ChartTests {
    @Test(
        "an axis of amounts begins at 0 and ends at a round number above the largest",
        arguments: [
            (0, 1, 1), (1, 1, 1), (3, 1, 3), (7, 2, 8), (66, 20, 80), (124, 50, 150), (433, 200, 600),
            (999_999, 500_000, 1_000_000),
        ])
    func amounts(largest: Int, step: Int, top: Int) {
        let scale = AmountScale(largest: largest)
        #expect(scale.step == step)
        #expect(scale.top == top)
        #expect(scale.values.first == 0)
        #expect(scale.values.count <= 5)
    }

    @Test("a chart has a title, a description and two widths, and names them with ids of its own")
    func alternatives() {
        let chart = Chart.dots(
            DotPlot(title: "題", description: "説明", rows: [.init("あと1", 2)], tone: .lacking))
        var markup = Markup()
        chart.draw(into: &markup, size: .wide, id: "c-x-w", links: Links(style: .served, from: .national))
        chart.draw(into: &markup, size: .narrow, id: "c-x-n", links: Links(style: .served, from: .national))
        let svg = markup.string
        #expect(svg.contains("<svg class=\"wide\" width=\"688\" height=\"30\" viewBox=\"0 0 688 30\" role=\"img\""))
        #expect(svg.contains("<svg class=\"narrow\" width=\"358\""))
        #expect(svg.contains("<title id=\"c-x-wt\">題</title><desc id=\"c-x-wd\">説明</desc>"))
        #expect(svg.matches(of: /<circle\s/).count == 4)
    }

    @Test("a gap in the series is a gap in the line")
    func gaps() throws {
        let day = try #require(Day("2026-01-31"))
        let points = [1, nil, 3, 4].enumerated().map { index, value in
            LineChart.Point(day.advanced(by: index * 30), value, target: nil)
        }
        let chart = LineChart(
            title: "", description: "", unit: "", points: points, targetLabel: "", lastLabel: "",
            format: Format(.japanese))
        var canvas = Canvas()
        _ = chart.draw(on: &canvas, size: .wide)
        #expect(canvas.markup.string.matches(of: /<polyline points="[^"]*" class="la"/).count == 2)
    }

    @Test("marks that would touch become one with the range of their numbers")
    func events() throws {
        let day = try #require(Day("2026-01-31"))
        let points = (0..<25).map { LineChart.Point(day.advanced(by: $0 * 30), $0, target: 10) }
        let events = [5, 8, 300].enumerated().map { LineChart.Event(day: day.advanced(by: $1), number: $0 + 1) }
        let chart = LineChart(
            title: "", description: "", unit: "", points: points, targetLabel: "3割 10", lastLabel: "24",
            events: events, format: Format(.japanese))
        var canvas = Canvas()
        _ = chart.draw(on: &canvas, size: .narrow)
        let labels = canvas.markup.string.matches(of: /class="s12 b">([^<]*)</).map { String($0.output.1) }
        #expect(labels == ["1-2", "3"])
    }

    @Test("a forecast has a band, a dotted line and its own end")
    func forecast() throws {
        let day = try #require(Day("2026-01-31"))
        let chart = LineChart(
            title: "", description: "", unit: "",
            points: [.init(day, 1, target: 3), .init(day.advanced(by: 30), 2, target: 3)],
            targetLabel: "", lastLabel: "",
            forecast: [.init(day: day.advanced(by: 60), low: 2, middle: 3, high: 4)], forecastLabel: "見込み",
            format: Format(.japanese))
        var canvas = Canvas()
        _ = chart.draw(on: &canvas, size: .wide)
        #expect(canvas.markup.string.contains("class=\"band\""))
        #expect(canvas.markup.string.contains("class=\"lf\""))
        #expect(canvas.markup.string.contains("見込み"))
    }

    @Test("islands far away stand in a row of their own instead of shrinking the map")
    func farIslands() {
        // 東京都: eight places around the bay, 八丈島 and 小笠原.
        let near = (0..<8).map { bubble("区\($0)", 35.65 + Double($0) * 0.02, 139.4 + Double($0) * 0.05) }
        let layout = BubbleLayout(
            near + [bubble("八丈町", 33.1, 139.8), bubble("小笠原村", 27.1, 142.2)], size: .wide)
        #expect(layout.placed.count == 8)
        #expect(layout.far.map(\.bubble.name) == ["八丈町", "小笠原村"])
        #expect(layout.height > layout.mapBottom)
    }

    @Test("circles do not lie on each other, and stay on the map")
    func separation() {
        for size in [ChartSize.wide, .narrow] {
            // 23 wards within 20 km, as many offices each.
            let layout = BubbleLayout(
                (0..<23).map { bubble("区\($0)", 35.6 + Double($0 % 5) * 0.03, 139.6 + Double($0 / 5) * 0.04) },
                size: size)
            for (index, first) in layout.placed.enumerated() {
                #expect(first.x - first.radius >= 0 && first.x + first.radius <= size.width)
                #expect(first.y - first.radius >= layout.mapTop && first.y + first.radius <= layout.mapBottom)
                for second in layout.placed.dropFirst(index + 1) {
                    let dx = first.x - second.x
                    let dy = first.y - second.y
                    #expect((dx * dx + dy * dy).squareRoot() > (first.radius + second.radius) * 0.9)
                }
            }
        }
    }

    @Test("the area of a circle follows the number")
    func area() {
        let layout = BubbleLayout([bubble("大", 35, 138, 400), bubble("小", 36, 139, 100)], size: .wide)
        #expect(layout.radius(of: 400) == 2 * layout.radius(of: 100))
        #expect(layout.radius(of: 1) == 3)
        #expect(layout.keySizes == [20, 100, 200])
    }

    @Test("a label is left out rather than laid over another")
    func labels() {
        var labels = LabelPlacement(width: 200, height: 100, top: 0, font: 13)
        for _ in 0..<8 { labels.block(x: 100, y: 50, radius: 6) }
        var placed = 0
        for _ in 0..<40 where labels.place("静岡市", x: 100, y: 50, radius: 6) != nil { placed += 1 }
        #expect(placed >= 4 && placed <= 8)
    }

    private func bubble(_ name: String, _ latitude: Double, _ longitude: Double, _ size: Int = 100) -> BubbleMap.Bubble
    {
        BubbleMap.Bubble(
            name: name, remark: "", latitude: latitude, longitude: longitude, size: size,
            mark: Mark(key: "met", symbol: "●", word: "達成", tone: .good))
    }
}
