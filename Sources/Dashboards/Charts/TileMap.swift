/// The prefectures as equal tiles on a grid that resembles the map. Tiles are links to the pages of the prefectures.
package struct TileMap: Sendable {
    package struct Tile: Sendable {
        /// The name without 県: 「静岡」.
        package var name: String
        /// The full name, spoken with the state for who hears the link.
        package var label: String
        package var row: Int
        package var column: Int
        package var mark: Mark
        /// The distance to the threshold: 「2」, 「+1」; empty when there is none.
        package var distance: String
        package var path: PagePath?

        package init(
            name: String, label: String, row: Int, column: Int, mark: Mark, distance: String, path: PagePath?
        ) {
            self.name = name
            self.label = label
            self.row = row
            self.column = column
            self.mark = mark
            self.distance = distance
            self.path = path
        }
    }

    /// How to read a tile, with one as an example.
    package struct Guide: Sendable {
        package var title: String
        package var tile: Tile
        package var lines: [String]

        package init(title: String, tile: Tile, lines: [String]) {
            self.title = title
            self.tile = tile
            self.lines = lines
        }
    }

    package var title: String
    package var description: String
    package var tiles: [Tile]
    /// Drawn in the upper left corner of the wide map, which the shape of Japan leaves empty.
    package var guide: Guide?

    package init(title: String, description: String, tiles: [Tile], guide: Guide? = nil) {
        self.title = title
        self.description = description
        self.tiles = tiles
        self.guide = guide
    }

    func draw(on canvas: inout Canvas, size: ChartSize, links: Links) -> Double {
        let columns = (tiles.map(\.column).max() ?? 0) + 1
        let rows = (tiles.map(\.row).max() ?? 0) + 1
        let width = (size.width / Double(max(columns, 1))).rounded(.down)
        let height: Double = size == .wide ? 46 : 66
        for tile in tiles {
            let x = Double(tile.column) * width
            let y = Double(tile.row) * height
            guard let path = tile.path else {
                draw(tile, on: &canvas, size: size, x: x, y: y, width: width - 2, height: height - 2)
                continue
            }
            canvas.link(links.page(path), label: tile.label) { canvas in
                draw(tile, on: &canvas, size: size, x: x, y: y, width: width - 2, height: height - 2)
            }
        }
        if size == .wide, let guide, !tiles.contains(where: { $0.row < 2 && $0.column < 8 }) {
            draw(guide, on: &canvas, width: width - 2, height: height - 2)
        }
        return Double(rows) * height
    }

    private func draw(_ guide: Guide, on canvas: inout Canvas, width: Double, height: Double) {
        canvas.text(0, 14, guide.title, "s13 b")
        draw(guide.tile, on: &canvas, size: .wide, x: 0, y: 24, width: width, height: height)
        for (index, line) in guide.lines.enumerated() {
            canvas.text(width + 10, 42 + Double(index) * 19, line, "s13 t2")
        }
    }

    private func draw(
        _ tile: Tile, on canvas: inout Canvas, size: ChartSize, x: Double, y: Double, width: Double, height: Double
    ) {
        canvas.rect(x + 0.75, y + 0.75, width - 1.5, height - 1.5, tile.mark.tone.shapeClass)
        let middle = x + width / 2
        let isSolid = tile.mark.tone == .good
        let ink: StaticString = isSolid ? "s13 b tw" : "s13 b"
        let small: StaticString = isSolid ? "s13 tw" : "s13"
        if size == .wide {
            canvas.text(middle, y + 18, tile.name, ink, anchor: .middle)
            canvas.text(middle, y + 36, sign(tile), small, anchor: .middle)
            return
        }
        // A narrow tile has no room for three characters side by side, so that they stand upright.
        var line = y + (tile.name.count > 2 ? 15 : 22)
        for character in tile.name.prefix(3) {
            canvas.text(middle, line, String(character), isSolid ? "s12 b tw" : "s12 b", anchor: .middle)
            line += 14
        }
        canvas.text(middle, y + height - 4, tile.mark.symbol, isSolid ? "s12 tw" : "s12", anchor: .middle)
    }

    private func sign(_ tile: Tile) -> String {
        tile.distance.isEmpty ? tile.mark.symbol : tile.mark.symbol + " " + tile.distance
    }
}
