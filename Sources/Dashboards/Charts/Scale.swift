import Adoption

/// An axis of amounts from 0 to a round number, with its tick values.
struct AmountScale {
    let top: Int
    let step: Int

    /// A scale that holds `largest`, with at most `ticks` steps of 1, 2 or 5 times a power of ten.
    init(largest: Int, ticks: Int = 4) {
        let wanted = max(1, largest)
        var step = 1
        var power = 1
        search: while true {
            for factor in [1, 2, 5] {
                step = factor * power
                if step * ticks >= wanted { break search }
            }
            power *= 10
        }
        self.step = step
        top = (wanted + step - 1) / step * step
    }

    var values: [Int] { Array(stride(from: 0, through: top, by: step)) }
}

/// Days along a line: first and last day map to the two ends.
struct DayScale {
    let first: Day
    let last: Day
    let left: Double
    let right: Double

    func position(_ day: Day) -> Double {
        let span = last.days(since: first)
        guard span > 0 else { return right }
        return left + (right - left) * Double(day.days(since: first)) / Double(span)
    }
}
