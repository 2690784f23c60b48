/// The municipalities of a prefecture at the place of their offices: one circle each, its area by the number of
/// eligible offices, its fill by its state.
package struct BubbleMap: Sendable {
    package struct Bubble: Sendable {
        package var name: String
        /// What stands beside the name when there is room: 「あと3」.
        package var remark: String
        /// Degrees.
        package var latitude: Double
        package var longitude: Double
        package var size: Int
        package var mark: Mark

        package init(
            name: String, remark: String, latitude: Double, longitude: Double, size: Int, mark: Mark
        ) {
            self.name = name
            self.remark = remark
            self.latitude = latitude
            self.longitude = longitude
            self.size = size
            self.mark = mark
        }
    }

    package var title: String
    package var description: String
    package var bubbles: [Bubble]
    /// 「円の面積」
    package var sizeLabel: String
    /// 「事業所」
    package var unit: String
    /// 「離島など(位置は縮尺の外)」
    package var farLabel: String

    package init(
        title: String, description: String, bubbles: [Bubble], sizeLabel: String, unit: String, farLabel: String
    ) {
        self.title = title
        self.description = description
        self.bubbles = bubbles
        self.sizeLabel = sizeLabel
        self.unit = unit
        self.farLabel = farLabel
    }

    func draw(on canvas: inout Canvas, size: ChartSize) -> Double {
        let layout = BubbleLayout(bubbles, size: size)
        drawKey(on: &canvas, layout, size: size)
        for placed in layout.placed {
            canvas.circle(placed.x, placed.y, placed.radius, placed.bubble.mark.tone.shapeClass)
        }
        drawLabels(on: &canvas, layout, size: size)
        drawScaleBar(on: &canvas, layout, size: size)
        if !layout.far.isEmpty { drawFar(on: &canvas, layout, size: size) }
        return layout.height
    }

    private func drawLabels(on canvas: inout Canvas, _ layout: BubbleLayout, size: ChartSize) {
        let fontSize: Double = size == .wide ? 13 : 13.2
        var labels = LabelPlacement(width: size.width, height: layout.mapBottom, top: layout.mapTop, font: fontSize)
        for placed in layout.placed {
            labels.block(x: placed.x, y: placed.y, radius: placed.radius)
        }
        for placed in layout.placed.sorted(by: { $0.bubble.size > $1.bubble.size }) {
            let bubble = placed.bubble
            let long = bubble.remark.isEmpty ? bubble.name : bubble.name + " " + bubble.remark
            let needed = textWidth(bubble.name, size: fontSize) + (bubble.remark.isEmpty ? 4 : 14)
            let inside = needed <= placed.radius * 2
            if inside {
                let onSolid = bubble.mark.tone == .good
                canvas.text(
                    placed.x, placed.y + (bubble.remark.isEmpty ? 5 : -1), bubble.name,
                    size == .wide
                        ? (onSolid ? "s13 b tw" : "s13 b") : (onSolid ? "s12 b tw" : "s12 b"), anchor: .middle)
                if !bubble.remark.isEmpty {
                    canvas.text(
                        placed.x, placed.y + 14, bubble.remark, onSolid ? "s12 tw" : "s12", anchor: .middle)
                }
                continue
            }
            let found =
                labels.place(long, x: placed.x, y: placed.y, radius: placed.radius).map { ($0, long) }
                ?? labels.place(bubble.name, x: placed.x, y: placed.y, radius: placed.radius).map { ($0, bubble.name) }
            guard let (spot, text) = found else { continue }
            canvas.text(spot.x, spot.y, text, size == .wide ? "s13 halo" : "s12 halo", anchor: spot.anchor)
        }
    }

    private func drawKey(on canvas: inout Canvas, _ layout: BubbleLayout, size: ChartSize) {
        canvas.text(0, 20, sizeLabel, "t2 s13")
        var x = textWidth(sizeLabel, size: 13) + 12
        for count in layout.keySizes {
            let radius = layout.radius(of: count)
            canvas.circle(x + radius, layout.mapTop / 2 - 6, radius, "ring")
            let label = "\(count)"
            canvas.text(x + radius * 2 + 4, 20, label, "t2 s13")
            x += radius * 2 + textWidth(label, size: 13) + 16
        }
        canvas.text(x - 8, 20, unit, "t2 s13")
    }

    private func drawScaleBar(on canvas: inout Canvas, _ layout: BubbleLayout, size: ChartSize) {
        guard let bar = layout.scaleBar else { return }
        let y = layout.mapBottom + 14
        canvas.line(size.width - bar.length, y, size.width, y, "lt")
        canvas.text(size.width - bar.length - 6, y + 5, "\(bar.kilometres) km", "t2 s13", anchor: .end)
    }

    private func drawFar(on canvas: inout Canvas, _ layout: BubbleLayout, size: ChartSize) {
        canvas.line(0, layout.farTop, size.width, layout.farTop, "lg")
        canvas.text(0, layout.farTop + 20, farLabel, "t2 s13")
        for placed in layout.far {
            canvas.circle(placed.x, placed.y, placed.radius, placed.bubble.mark.tone.shapeClass)
            let bubble = placed.bubble
            let text = bubble.remark.isEmpty ? bubble.name : bubble.name + " " + bubble.remark
            canvas.text(placed.x + placed.radius + 5, placed.y + 5, text, "s13")
        }
    }
}
