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

    @Test("the label of the last point keeps clear of the line and of the threshold")
    func lastLabel() throws {
        let day = try #require(Day("2025-01-31"))
        // The line falls to the threshold at its end: neither over nor under the point is there room.
        let points = (0..<24).map {
            LineChart.Point(day.advanced(by: $0 * 30), $0 < 20 ? 73 : 73 - ($0 - 19) * 4, target: 57)
        }
        let chart = LineChart(
            title: "", description: "", unit: "", points: points, targetLabel: "3割 57事業所", lastLabel: "57事業所",
            format: Format(.japanese))
        var canvas = Canvas()
        _ = chart.draw(on: &canvas, size: .narrow)
        let svg = canvas.markup.string
        let label = try #require(svg.firstMatch(of: /x="([0-9.]+)" y="([0-9.]+)"[^>]*class="b ta halo"/))
        let right = try #require(Double(label.output.1))
        let box = TextBox(
            left: right - textWidth("57事業所", size: 14), base: try #require(Double(label.output.2)),
            width: textWidth("57事業所", size: 14))
        let drawn = svg.matches(of: /<polyline points="([^"]*)" class="l[at]"/)
        #expect(drawn.count == 2)
        for line in drawn {
            let numbers = line.output.1.split(whereSeparator: { $0 == " " || $0 == "," }).compactMap { Double($0) }
            let points = stride(from: 0, to: numbers.count, by: 2).map { (x: numbers[$0], y: numbers[$0 + 1]) }
            #expect(!box.isCrossed(by: ChartLine(points)))
        }
    }

    @Test("the label of the threshold in the ladder does not touch the next step")
    func ladderLabel() throws {
        let steps = ["利用登録", "初回連携"].map {
            LadderChart.Step(name: $0, remark: "", value: 10, label: "10", counts: true)
        }
        let chart = LadderChart(
            title: "", description: "", steps: steps, whole: 100, target: 5, targetLabel: "3割 5")
        var canvas = Canvas()
        _ = chart.draw(on: &canvas, size: .narrow)
        let heights = canvas.markup.string.matches(of: /y="([0-9.]+)"[^>]*>(初回連携|3割 5)</).map {
            (name: String($0.output.2), y: Double($0.output.1) ?? 0)
        }
        let name = try #require(heights.first { $0.name == "初回連携" }).y
        let label = try #require(heights.first { $0.name == "3割 5" }).y
        // A line of text reaches 12 over its base and 4 under it.
        #expect(name - 12 >= label + 4)
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
