/// Finds free places for labels beside points: a label is drawn only where it covers neither a circle nor another
/// label, so that a crowded map stays readable (every name is in the table under it).
struct LabelPlacement {
    struct Spot {
        var x: Double
        /// The base line of the text.
        var y: Double
        var anchor: Canvas.Anchor
    }

    private struct Box {
        var left: Double
        var top: Double
        var right: Double
        var bottom: Double

        func touches(_ other: Box) -> Bool {
            left < other.right && other.left < right && top < other.bottom && other.top < bottom
        }
    }

    private let width: Double
    private let height: Double
    private let top: Double
    private let font: Double
    private var taken: [Box] = []

    init(width: Double, height: Double, top: Double, font: Double) {
        self.width = width
        self.height = height
        self.top = top
        self.font = font
    }

    mutating func block(x: Double, y: Double, radius: Double) {
        taken.append(Box(left: x - radius, top: y - radius, right: x + radius, bottom: y + radius))
    }

    /// The first free place of eight around the circle; nil when all are taken.
    mutating func place(_ text: String, x: Double, y: Double, radius: Double) -> Spot? {
        let length = textWidth(text, size: font)
        let gap = radius + 4
        let slant = radius * 0.72 + 3
        let spots: [Spot] = [
            Spot(x: x + gap, y: y + font * 0.36, anchor: .start),
            Spot(x: x - gap, y: y + font * 0.36, anchor: .end),
            Spot(x: x, y: y - gap, anchor: .middle),
            Spot(x: x, y: y + gap + font * 0.8, anchor: .middle),
            Spot(x: x + slant, y: y - slant, anchor: .start),
            Spot(x: x + slant, y: y + slant + font * 0.7, anchor: .start),
            Spot(x: x - slant, y: y - slant, anchor: .end),
            Spot(x: x - slant, y: y + slant + font * 0.7, anchor: .end),
        ]
        for spot in spots {
            let box = box(of: spot, length: length)
            guard box.left >= 0, box.right <= width, box.top >= top, box.bottom <= height,
                !taken.contains(where: { $0.touches(box) })
            else { continue }
            taken.append(box)
            return spot
        }
        return nil
    }

    private func box(of spot: Spot, length: Double) -> Box {
        let left =
            switch spot.anchor {
            case .start: spot.x
            case .middle: spot.x - length / 2
            case .end: spot.x - length
            }
        return Box(left: left, top: spot.y - font * 0.9, right: left + length, bottom: spot.y + font * 0.2)
    }
}
