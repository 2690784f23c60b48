#if canImport(Glibc)
    import Glibc
#endif

/// Where the circles of a bubble map go: projection, radii, separation of overlapping circles, and a row of its own
/// for islands so far away that the mainland would shrink to a dot.
struct BubbleLayout {
    struct Placed {
        var bubble: BubbleMap.Bubble
        var x: Double
        var y: Double
        var radius: Double
    }

    private(set) var placed: [Placed] = []
    private(set) var far: [Placed] = []
    private(set) var scaleBar: (kilometres: Int, length: Double)?
    let mapTop: Double = 48
    private(set) var mapBottom: Double = 0
    private(set) var farTop: Double = 0
    private(set) var height: Double = 0
    private let largest: Int
    private var largestRadius: Double

    init(_ bubbles: [BubbleMap.Bubble], size: ChartSize) {
        largest = max(1, bubbles.map(\.size).max() ?? 1)
        largestRadius = size == .wide ? 30 : 20
        let (near, distant) = BubbleLayout.separateFar(bubbles)
        placeNear(near, size: size)
        placeFar(distant, size: size)
    }

    /// Area by size; below 3 px a circle could not be seen.
    func radius(of size: Int) -> Double {
        max(3, largestRadius * (Double(size) / Double(largest)).squareRoot())
    }

    /// Up to three round sizes for the key.
    var keySizes: [Int] {
        var sizes: [Int] = []
        for divisor in [16, 4, 1] {
            let round = BubbleLayout.roundBelow(largest / divisor)
            if round > 0, sizes.last != round { sizes.append(round) }
        }
        return sizes
    }

    /// The largest of 1, 2, 5, 10, 20 … that is not above `value`; 0 for 0.
    static func roundBelow(_ value: Int) -> Int {
        var best = 0
        var power = 1
        while power <= value {
            for factor in [1, 2, 5] where factor * power <= value { best = factor * power }
            power *= 10
        }
        return best
    }

    /// An island counts as far when it lies more than three times as far from the middle as nine tenths of the
    /// municipalities do.
    private static func separateFar(
        _ bubbles: [BubbleMap.Bubble]
    ) -> (near: [BubbleMap.Bubble], far: [BubbleMap.Bubble]) {
        guard bubbles.count >= 5 else { return (bubbles, []) }
        let latitude = median(bubbles.map(\.latitude))
        let longitude = median(bubbles.map(\.longitude))
        let narrowing = cos(latitude * .pi / 180)
        let distances = bubbles.map { bubble in
            let east = (bubble.longitude - longitude) * narrowing
            let north = bubble.latitude - latitude
            return (east * east + north * north).squareRoot()
        }
        let limit = 3 * distances.sorted()[(bubbles.count * 3 / 4)]
        let near = zip(bubbles, distances).filter { $0.1 <= limit }.map(\.0)
        let far = zip(bubbles, distances).filter { $0.1 > limit }.map(\.0)
        return far.count <= bubbles.count / 4 ? (near, far) : (bubbles, [])
    }

    private static func median(_ values: [Double]) -> Double {
        values.sorted()[values.count / 2]
    }

    private mutating func placeNear(_ bubbles: [BubbleMap.Bubble], size: ChartSize) {
        let latitudes = bubbles.map(\.latitude)
        let longitudes = bubbles.map(\.longitude)
        guard let south = latitudes.min(), let north = latitudes.max(), let west = longitudes.min(),
            let east = longitudes.max()
        else {
            mapBottom = mapTop
            height = mapTop
            return
        }
        let narrowing = cos((south + north) / 2 * .pi / 180)
        let margin: Double = size == .wide ? 56 : 36
        let spanX = max((east - west) * narrowing, 0.01)
        let spanY = max(north - south, 0.01)
        let room = (width: size.width - 2 * margin, height: (size == .wide ? 560.0 : 430.0))
        let scale = min(room.width / spanX, room.height / spanY)
        let mapHeight = spanY * scale + 2 * margin * 0.7
        let left = (size.width - spanX * scale) / 2
        limitRadii(bubbles, area: spanX * scale * max(spanY * scale, 60))
        placed = bubbles.map { bubble in
            Placed(
                bubble: bubble, x: left + (bubble.longitude - west) * narrowing * scale,
                y: mapTop + margin * 0.7 + (north - bubble.latitude) * scale, radius: radius(of: bubble.size))
        }
        separate(width: size.width, bottom: mapTop + mapHeight)
        placed.sort { $0.radius > $1.radius }
        mapBottom = mapTop + mapHeight
        height = mapBottom + 28
        setScaleBar(pixelsPerKilometre: scale / 111.2)
    }

    /// Circles may cover a quarter of the map at most, or a city region turns into one blot.
    private mutating func limitRadii(_ bubbles: [BubbleMap.Bubble], area: Double) {
        let covered = bubbles.reduce(0.0) { $0 + Double.pi * radius(of: $1.size) * radius(of: $1.size) }
        let allowed = area * 0.25
        if covered > allowed { largestRadius = max(10, largestRadius * (allowed / covered).squareRoot()) }
    }

    /// Pushes overlapping circles apart, each by half of the overlap, until they only touch or 40 rounds are over.
    private mutating func separate(width: Double, bottom: Double) {
        for _ in 0..<40 {
            var moved = false
            for first in placed.indices {
                for second in placed.indices where second > first {
                    let dx = placed[second].x - placed[first].x
                    let dy = placed[second].y - placed[first].y
                    let wanted = placed[first].radius + placed[second].radius + 1.5
                    let squared = dx * dx + dy * dy
                    guard squared < wanted * wanted else { continue }
                    let distance = squared.squareRoot()
                    let push = (wanted - distance) / 2 + 0.05
                    // Two offices at one point are parted sideways.
                    let unit = distance > 0.01 ? (x: dx / distance, y: dy / distance) : (x: 1, y: 0)
                    placed[first].x -= unit.x * push
                    placed[first].y -= unit.y * push
                    placed[second].x += unit.x * push
                    placed[second].y += unit.y * push
                    moved = true
                }
            }
            for index in placed.indices {
                let radius = placed[index].radius
                placed[index].x = min(max(placed[index].x, radius + 1), width - radius - 1)
                placed[index].y = min(max(placed[index].y, mapTop + radius + 1), bottom - radius - 1)
            }
            if !moved { return }
        }
    }

    private mutating func setScaleBar(pixelsPerKilometre: Double) {
        let longest = 150 / pixelsPerKilometre
        let kilometres = BubbleLayout.roundBelow(Int(longest))
        guard kilometres > 0 else { return }
        scaleBar = (kilometres, Double(kilometres) * pixelsPerKilometre)
    }

    private mutating func placeFar(_ bubbles: [BubbleMap.Bubble], size: ChartSize) {
        guard !bubbles.isEmpty else { return }
        farTop = height + 4
        var x: Double = 0
        var y = farTop + 44
        for bubble in bubbles {
            let text = bubble.remark.isEmpty ? bubble.name : bubble.name + " " + bubble.remark
            let radius = radius(of: bubble.size)
            let needed = radius * 2 + 5 + textWidth(text, size: 13) + 18
            if x > 0, x + needed > size.width {
                x = 0
                y += 30
            }
            far.append(Placed(bubble: bubble, x: x + radius + 1, y: y, radius: radius))
            x += needed
        }
        height = y + 24
    }
}
