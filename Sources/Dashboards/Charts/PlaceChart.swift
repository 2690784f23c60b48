/// 枠の埋まり方: one square for each place, full when it is taken; bars where there are too many to count.
package struct PlaceChart: Sendable {
    package struct Row: Sendable {
        package var label: String
        package var taken: Int
        /// Nil: no limit of its own, no squares.
        package var places: Int?
        /// `14/20件 ・ 残り6`
        package var text: String

        package init(_ label: String, taken: Int, places: Int?, text: String) {
            self.label = label
            self.taken = taken
            self.places = places
            self.text = text
        }
    }

    package var title: String
    package var description: String
    package var rows: [Row]

    package init(title: String, description: String, rows: [Row]) {
        self.title = title
        self.description = description
        self.rows = rows
    }

    private static let pitch: Double = 18
    private static let side: Double = 15
    /// More squares than this are not counted by anybody.
    private static let most = 114

    func draw(on canvas: inout Canvas, size: ChartSize) -> Double {
        let isCounted = rows.allSatisfy { ($0.places ?? 0) <= PlaceChart.most }
        var y: Double = 0
        for row in rows {
            let needed = textWidth(row.label, size: 14) + textWidth(row.text, size: 14) + 24
            canvas.text(0, y + 15, row.label, "b")
            // A long name keeps its line; the numbers then stand under it.
            if needed > size.width { y += 22 }
            canvas.text(size.width, y + 15, row.text, anchor: .end)
            y += 24
            if let places = row.places, places > 0 {
                y +=
                    isCounted
                    ? squares(row.taken, of: places, y: y, on: &canvas, size)
                    : bar(row.taken, of: places, y: y, on: &canvas, size)
            }
            y += 14
        }
        return max(0, y - 8)
    }

    private func squares(
        _ taken: Int, of places: Int, y: Double, on canvas: inout Canvas, _ size: ChartSize
    ) -> Double {
        let perLine = Int((size.width + PlaceChart.pitch - PlaceChart.side) / PlaceChart.pitch)
        for place in 0..<places {
            let x = Double(place % perLine) * PlaceChart.pitch + 0.75
            let top = y + Double(place / perLine) * PlaceChart.pitch + 0.75
            let side = PlaceChart.side - 1.5
            canvas.rect(x, top, side, side, place < taken ? "m-good" : "m-open")
        }
        return Double((places + perLine - 1) / perLine) * PlaceChart.pitch
    }

    private func bar(_ taken: Int, of places: Int, y: Double, on canvas: inout Canvas, _ size: ChartSize) -> Double {
        canvas.rect(0, y, size.width, 20, "fg")
        canvas.rect(0, y, size.width * Double(min(taken, places)) / Double(places), 20, "fa")
        return 22
    }
}
