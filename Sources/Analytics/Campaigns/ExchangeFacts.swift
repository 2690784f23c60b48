import Adoption

/// What exchange records tell of an office, whoever keeps them. All windows include both ends.
package struct ExchangeFacts: Sendable {
    package struct Tally: Hashable, Sendable {
        /// So many are certain.
        package var count: Int
        /// So many are possible: more than `count` where the records do not tell the days apart.
        package var atMost: Int
        /// The day of the last record that is counted, where it is known.
        package var lastDay: Day?
        package var fact: Int64?

        package init(count: Int, atMost: Int? = nil, lastDay: Day? = nil, fact: Int64? = nil) {
            self.count = count
            self.atMost = max(count, atMost ?? count)
            self.lastDay = lastDay
            self.fact = fact
        }
    }

    package typealias Lookup = @Sendable (_ office: OfficeNumber, _ from: Day, _ through: Day) -> Tally

    /// The last day that the office's records cover; nil when it has none.
    package var recordedThrough: @Sendable (_ office: OfficeNumber) -> Day?
    /// Complete exchanges (the whole set of files went).
    package var exchanges: Lookup
    /// Exchanges with use in both directions for the same month.
    package var mutual: Lookup
    /// Different offices with which it exchanged.
    package var partners: Lookup
    /// Those among them with which it never exchanged before the window.
    package var newPartners: Lookup

    package init(
        recordedThrough: @escaping @Sendable (_ office: OfficeNumber) -> Day?, exchanges: @escaping Lookup,
        mutual: @escaping Lookup, partners: @escaping Lookup, newPartners: @escaping Lookup
    ) {
        self.recordedThrough = recordedThrough
        self.exchanges = exchanges
        self.mutual = mutual
        self.partners = partners
        self.newPartners = newPartners
    }
}
