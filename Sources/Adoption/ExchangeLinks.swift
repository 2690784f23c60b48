/// Who exchanges with whom, in columns: what is left of millions of file names when figures are computed.
///
/// Offices are places: below `officeCount` those of `Snapshot.numbers`, from there on those of `unknownNumbers`. A
/// pair of offices stands once, the smaller place first. Activity is one bit a month, of the month in which a complete
/// set was sent, so that any window of months is one AND.
package struct ExchangeLinks: Sendable {
    /// A complete set that a later file took back: it stands from `sent` until the day before `until`.
    package struct Withdrawn: Sendable, Hashable {
        package var pair: Int32
        package var sent: Int32
        package var until: Int32
    }

    /// The pairs of an exchange or of a partner list.
    package struct Pairs: Sendable {
        package var first: [Int32] = []
        package var second: [Int32] = []

        package init() {}

        package var count: Int { first.count }
    }

    /// 予定 one way and 実績 back for the same month: known on the days `from ... through`.
    package struct Mutual: Sendable, Hashable {
        package var pair: Int32
        /// Month number, of the names.
        package var month: Int32
        package var from: Int32
        package var through: Int32
    }

    /// How many offices of the ledger there are.
    package var officeCount = 0
    /// `OfficeNumber.packed` of partners that no office list names, ascending.
    package var unknownNumbers: [UInt64] = []
    /// The month of bit 0. Activity of months before it is not kept as bits, only as first days.
    package var base = Month(number: 24_000)

    package var pairs = Pairs()
    /// Complete sets sent from the first to the second office of a pair that nothing took back, by month; and back.
    package var forward: [UInt64] = []
    package var backward: [UInt64] = []
    /// First day of such a set, in either direction; `Snapshot.open` for none.
    package var firstDay: [Int32] = []
    package var withdrawn: [Withdrawn] = []
    /// Ordered by pair and month.
    package var mutual: [Mutual] = []

    /// By office of the ledger: its pairs together.
    package var officeFirstDay: [Int32] = []
    package var officeMonths: [UInt64] = []
    /// First day of any file, of a complete set or not: from then on the office has exchange records.
    package var officeFirstRecord: [Int32] = []

    /// Pairs of the partner lists; those of an exchange may be among them.
    package var listed = Pairs()
    /// Users per month of a listed pair; −1 when the list does not say.
    package var volumes: [Int32] = []

    /// The facts that it was made of: the same facts over the same offices need not be read again.
    package var facts: [Int64] = []

    package init() {}

    /// Nothing was imported: every figure of the network has a reason instead of a value.
    package var isEmpty: Bool { pairs.count == 0 && officeFirstRecord.isEmpty && listed.count == 0 }

    package var hasRecords: Bool { !officeFirstRecord.isEmpty }

    /// The bits of complete months `from ..< to`; those before `base` have none.
    package func window(from: Month, before end: Month) -> UInt64 {
        let low = max(0, Int(from.number - base.number))
        let high = min(64, Int(end.number - base.number))
        guard low < high else { return 0 }
        let upTo: UInt64 = high == 64 ? .max : (1 << UInt64(high)) - 1
        return upTo & ~((1 << UInt64(low)) - 1)
    }

    /// The three complete calendar months before a day's month.
    package func recentWindow(_ day: Day) -> UInt64 {
        window(from: day.month.advanced(by: -3), before: day.month)
    }
}
