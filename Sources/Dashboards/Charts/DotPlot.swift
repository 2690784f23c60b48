/// How many areas lie at which distance: one dot per area.
package struct DotPlot: Sendable {
    package struct Row: Sendable {
        package var label: String
        package var count: Int

        package init(_ label: String, _ count: Int) {
            self.label = label
            self.count = count
        }
    }

    package var title: String
    package var description: String
    package var rows: [Row]
    package var tone: Mark.Tone

    package init(title: String, description: String, rows: [Row], tone: Mark.Tone) {
        self.title = title
        self.description = description
        self.rows = rows
        self.tone = tone
    }

    func draw(on canvas: inout Canvas, size: ChartSize) -> Double {
        let labelWidth = (rows.map { textWidth($0.label, size: 14) }.max() ?? 0) + 14
        let pitch: Double = 15
        let perLine = max(1, Int((size.width - labelWidth - 36) / pitch))
        var y: Double = 0
        for row in rows {
            let lines = max(1, (row.count + perLine - 1) / perLine)
            canvas.text(labelWidth - 14, y + 19, row.label, anchor: .end)
            for dot in 0..<row.count {
                let x = labelWidth + Double(dot % perLine) * pitch + 6
                canvas.circle(x, y + 14 + Double(dot / perLine) * pitch, 5, tone.shapeClass)
            }
            let end = labelWidth + Double(min(row.count, perLine)) * pitch + 6
            canvas.text(end, y + 19 + Double(lines - 1) * pitch, "\(row.count)", "b")
            y += Double(lines - 1) * pitch + 30
        }
        return y
    }
}
