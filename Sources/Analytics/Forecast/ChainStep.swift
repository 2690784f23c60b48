/// One month of the chain, exact: n′ = n + Bin(N − n, h(n)), for every n at once.
///
/// From each n only the counts that it reaches with a probability that matters are followed: by Bernstein's inequality
/// at most 1e−10 of a state's weight is left out on each side, and at most 1e−13 of the distribution at its ends. Over
/// 36 months less than 1e−8 is lost (in truth about 1e−12, because the inequality is generous). This makes the exact
/// calculation fast enough for any municipality, so that nothing is drawn at random.
package struct ChainStep: Sendable {
    private let eligible: Int
    private let hazard: Hazard
    private let campaign: Bool
    /// The states of which rows are known.
    private var firstRow = 0
    private var rows: [Row] = []
    /// Whether the rows' ends rise with n, so that all rows can be walked side by side.
    private var isOrdered = true

    /// What is needed to walk along the counts that one n can reach.
    private struct Row {
        /// The counts that are followed.
        var low: Int
        var high: Int
        /// P(n′ = low).
        var start: Double
        /// h / (1 − h); 0 where only one count can be reached.
        var odds: Double
    }

    /// −ln of what is left out on each side of a row.
    private static let depth = 23.025_850_929_940_457
    /// What is left out at each end of a distribution.
    private static let ends = 1e-13

    package init(eligible: Int, hazard: Hazard, campaign: Bool = false) {
        self.eligible = eligible
        self.hazard = hazard
        self.campaign = campaign
    }

    /// The distribution one month later. `tables` must reach to N.
    package mutating func advance(_ now: CountDistribution, _ tables: ChainTables) -> CountDistribution {
        let now = ChainStep.withoutEnds(now)
        cover(now.first, now.first + now.weights.count - 1, tables)
        return isOrdered ? sideBySide(now, tables) : oneByOne(now)
    }

    private static func withoutEnds(_ now: CountDistribution) -> CountDistribution {
        var low = 0
        var high = now.weights.count - 1
        var left = now.weights[low]
        while left < ends, low < high {
            low += 1
            left += now.weights[low]
        }
        var right = now.weights[high]
        while right < ends, high > low {
            high -= 1
            right += now.weights[high]
        }
        return low == 0 && high == now.weights.count - 1
            ? now : CountDistribution(first: now.first + low, weights: Array(now.weights[low...high]))
    }

    // MARK: - Rows

    private mutating func cover(_ low: Int, _ high: Int, _ tables: ChainTables) {
        if rows.isEmpty || low < firstRow {
            rows.removeAll(keepingCapacity: true)
            firstRow = low
            isOrdered = true
        }
        for using in stride(from: firstRow + rows.count, through: high, by: 1) {
            var row = row(using, tables)
            if let last = rows.last {
                // A row that follows more than it must is as right.
                row.high = max(row.high, last.high)
                if row.low < last.low { isOrdered = false }
            }
            rows.append(row)
        }
    }

    private func row(_ using: Int, _ tables: ChainTables) -> Row {
        let candidates = eligible - using
        let h = hazard.probability(using: using, of: eligible, campaign: campaign)
        if candidates <= 0 || h <= 0 { return Row(low: using, high: using, start: 1, odds: 0) }
        if h >= 1 { return Row(low: eligible, high: eligible, start: 1, odds: 0) }
        let mean = Double(candidates) * h
        let third = ChainStep.depth / 3
        let reach = third + (third * third + 2 * mean * (1 - h) * ChainStep.depth).squareRoot()
        let low = max(0, Int((mean - reach).rounded(.down)))
        let high = min(candidates, Int((mean + reach).rounded(.up)))
        return Row(
            low: using + low, high: using + high,
            start: PortableMath.exp(tables.logBinomial(low, of: candidates, h)), odds: h / (1 - h))
    }

    // MARK: - Walking

    /// Row after row: P(k + 1) = P(k) · (R − k)/(k + 1) · h/(1 − h).
    private func oneByOne(_ now: CountDistribution) -> CountDistribution {
        let offset = now.first - firstRow
        let involved = rows[offset..<(offset + now.weights.count)]
        let low = involved.map(\.low).min() ?? 0
        let high = involved.map(\.high).max() ?? 0
        var next = [Double](repeating: 0, count: high - low + 1)
        for (place, weight) in now.weights.enumerated() {
            let row = rows[offset + place]
            let using = now.first + place
            var part = weight * row.start
            for count in row.low...row.high {
                next[count - low] += part
                part *= row.odds * Double(eligible - count) / Double(count + 1 - using)
            }
        }
        return CountDistribution(first: low, weights: next)
    }

    /// All rows at once, count after count: at the count b the factor (R − k) is N − b for every row, and 1/(k + 1)
    /// lies in the table side by side. Four rows in one instruction; the sums keep one order on every machine.
    private func sideBySide(_ now: CountDistribution, _ tables: ChainTables) -> CountDistribution {
        let width = now.weights.count
        let offset = now.first - firstRow
        let low = rows[offset].low
        let high = rows[offset + width - 1].high
        // Four more places, 0, for the last block.
        var parts = [Double](repeating: 0, count: width + 4)
        var odds = parts
        for place in 0..<width { odds[place] = rows[offset + place].odds }
        let next = [Double](unsafeUninitializedCapacity: high - low + 1) { next, filled in
            parts.withUnsafeMutableBytes { parts in
                odds.withUnsafeBytes { odds in
                    tables.reciprocals.withUnsafeBytes { reciprocals in
                        walk(
                            now, from: low, through: high, Lanes(parts: parts, odds: odds, reciprocals: reciprocals),
                            last: tables.last, into: next)
                    }
                }
            }
            filled = high - low + 1
        }
        return CountDistribution(first: low, weights: next)
    }

    /// Memory of a walk; each holds doubles.
    private struct Lanes {
        let parts: UnsafeMutableRawBufferPointer
        let odds: UnsafeRawBufferPointer
        let reciprocals: UnsafeRawBufferPointer
    }

    private func walk(
        _ now: CountDistribution, from low: Int, through high: Int, _ lanes: Lanes, last: Int,
        into next: UnsafeMutableBufferPointer<Double>
    ) {
        let offset = now.first - firstRow
        let size = MemoryLayout<Double>.stride
        var entered = 0
        var left = 0
        for count in low...high {
            while entered < now.weights.count, rows[offset + entered].low == count {
                lanes.parts.storeBytes(
                    of: now.weights[entered] * rows[offset + entered].start, toByteOffset: entered * size,
                    as: Double.self)
                entered += 1
            }
            while left < entered, rows[offset + left].high < count { left += 1 }
            var sum = SIMD4<Double>.zero
            let remaining = SIMD4<Double>(repeating: Double(eligible - count))
            // 1/(k + 1) of row i is `reciprocals[last − (count + 1 − n)]`.
            let shift = last - count - 1 + now.first
            var place = left
            while place < entered {
                let part = lanes.parts.loadUnaligned(fromByteOffset: place * size, as: SIMD4<Double>.self)
                let odds = lanes.odds.loadUnaligned(fromByteOffset: place * size, as: SIMD4<Double>.self)
                let reciprocal = lanes.reciprocals.loadUnaligned(
                    fromByteOffset: (shift + place) * size, as: SIMD4<Double>.self)
                sum += part
                lanes.parts.storeBytes(
                    of: part * odds * (remaining * reciprocal), toByteOffset: place * size, as: SIMD4<Double>.self)
                place += 4
            }
            next[count - low] = (sum[0] + sum[1]) + (sum[2] + sum[3])
        }
    }
}
