import Adoption

/// Up to 64 days that are looked at at once: bit j of a mask speaks of day j.
///
/// A spell becomes the mask of the days that it covers, so that "covers D", a month-end series and the two ends of a
/// flow are one computation, and overlapping spells unite by OR.
struct DayPanel: Sendable {
    static let capacity = 64

    /// Ascending, at least one.
    let days: [Int32]
    private let first: Int32
    private let last: Int32
    /// For each day from the first to the last: how many panel days lie before it.
    private let daysBefore: [UInt8]

    /// Days in ascending order without repetition; beyond `capacity` they are cut off, callers split before.
    init(_ days: [Day]) {
        let numbers = days.prefix(DayPanel.capacity).map(\.number)
        self.days = numbers
        first = numbers.first ?? 0
        last = numbers.last ?? 0
        var table: [UInt8] = []
        table.reserveCapacity(Int(last - first) + 1)
        for (index, day) in numbers.enumerated() {
            while table.count <= Int(day - first) { table.append(UInt8(index)) }
        }
        daysBefore = table
    }

    /// All days of the panel.
    var all: UInt64 { DayPanel.lowBits(days.count) }

    /// The days that a spell covers, both ends included. `Snapshot.beforeRecord` and `Snapshot.open` are ends too.
    func mask(from: Int32, through: Int32) -> UInt64 {
        guard from <= last, through >= first, from <= through else { return 0 }
        let begin = from <= first ? 0 : Int(daysBefore[Int(from - first)])
        let end = through >= last ? days.count : Int(daysBefore[Int(through - first) + 1])
        return DayPanel.lowBits(end) & ~DayPanel.lowBits(begin)
    }

    private static func lowBits(_ count: Int) -> UInt64 { count >= 64 ? .max : (1 << UInt64(count)) - 1 }
}
