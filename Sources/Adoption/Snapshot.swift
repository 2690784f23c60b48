/// The ledger as of one revision, in columns: what every figure is computed from.
///
/// Offices are ordered by number; an office's rows in the other columns are a range. Days are day numbers
/// (`Day.number`); `Snapshot.beforeRecord` stands for "before the record" at the beginning of a spell and
/// `Snapshot.open` for "still" at its end. Loaded once per revision and shared by all pages.
package struct Snapshot: Sendable {
    package static let beforeRecord = Int32.min
    package static let open = Int32.max

    /// Rows that belong to offices: those of office `i` are `starts[i] ..< starts[i + 1]`.
    package struct Places: Sendable {
        package var starts: [Int32] = [0]
        /// From when on the office lay there.
        package var from: [Int32] = []
        /// Place in `Reference.municipalities`.
        package var municipality: [Int16] = []
        /// Degrees; NaN when unknown.
        package var latitude: [Float] = []
        package var longitude: [Float] = []

        package init() {}
    }

    package struct Services: Sendable {
        package var starts: [Int32] = [0]
        /// Place in `Reference.services`.
        package var service: [UInt8] = []
        package var status: [ServiceStatus] = []
        package var from: [Int32] = []
        package var through: [Int32] = []

        package init() {}
    }

    package struct Registrations: Sendable {
        package var starts: [Int32] = [0]
        /// Place in `Reference.routes`.
        package var route: [UInt8] = []
        package var stage: [Stage] = []
        package var from: [Int32] = []
        package var through: [Int32] = []
        package var endReason: [EndReason?] = []
        /// Numbers of the facts in the ledger: what a verdict refers to as its evidence.
        package var fact: [Int64] = []

        package init() {}
    }

    /// Why it is uncertain whether an office belongs to a municipality's N.
    package struct Doubt: OptionSet, Sendable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        package static let municipality = Doubt(rawValue: 1)
        package static let service = Doubt(rawValue: 2)
        package static let closure = Doubt(rawValue: 4)
    }

    /// Days of the lists of each municipality, ascending.
    package struct ListDays: Sendable, Hashable {
        private var days: [[Int32]]

        package init(municipalities: Int = 0) {
            days = Array(repeating: [], count: municipalities)
        }

        package mutating func add(_ day: Day, of municipality: Int) {
            let place = days[municipality].firstIndex { $0 >= day.number } ?? days[municipality].count
            if place < days[municipality].count, days[municipality][place] == day.number { return }
            days[municipality].insert(day.number, at: place)
        }

        package func first(of municipality: Int) -> Day? {
            days.indices.contains(municipality) ? days[municipality].first.map(Day.init(number:)) : nil
        }

        /// The last one at or before a day.
        package func latest(of municipality: Int, through day: Day) -> Day? {
            guard days.indices.contains(municipality) else { return nil }
            return days[municipality].last { $0 <= day.number }.map(Day.init(number:))
        }
    }

    /// That a list also places an office in this municipality.
    package struct Claim: Sendable, Hashable {
        /// Place in `numbers`.
        package var office: Int32
        package var municipality: Int16

        package init(office: Int32, municipality: Int16) {
            self.office = office
            self.municipality = municipality
        }
    }

    package struct Activity: Sendable {
        package var activity: OutreachActivity
        /// Places of the attending offices in `numbers`, ascending.
        package var attendees: [Int32]
        /// Numbers of the facts that they attended, in the same order; empty when they are not known.
        package var facts: [Int64]
        /// Attendees whose number is not in the ledger.
        package var unknownAttendees: Int

        package init(
            activity: OutreachActivity, attendees: [Int32], facts: [Int64] = [], unknownAttendees: Int
        ) {
            self.activity = activity
            self.attendees = attendees
            self.facts = facts
            self.unknownAttendees = unknownAttendees
        }
    }

    /// What was stated about the offices' care software, marks and intentions.
    package struct Readiness: Sendable {
        /// Statements of office `i`, by day, are `starts[i] ..< starts[i + 1]`; empty when nothing was loaded.
        package var starts: [Int32] = []
        package var statements: [ReadinessStatement] = []
        /// Statements on products, by product, version and day: they hold for every office that runs it.
        package var products: [ReadinessStatement] = []

        package init() {}

        /// The statements on the office at this place, by day.
        package func statements(of office: Int) -> ArraySlice<ReadinessStatement> {
            guard starts.indices.contains(office + 1) else { return [] }
            return statements[Int(starts[office])..<Int(starts[office + 1])]
        }
    }

    /// The revision that this is the state of, and when it was recorded.
    package var revision: Int64
    package var recordedAt: Instant
    /// `OfficeNumber.packed`, ascending.
    package var numbers: [UInt64] = []
    /// 法人番号 by the latest listing; 0 when unknown.
    package var corporations: [Int64] = []
    /// Place in `numbers` of the office whose users this one took over; −1 when none.
    package var predecessors: [Int32] = []
    package var doubts: [Doubt] = []
    /// Places of offices for which lists name different corporations, in the order of the record: whom they belong to is
    /// not certain, though they count all the same.
    package var disputedCorporations: [Int32] = []
    package var places = Places()
    package var services = Services()
    package var registrations = Registrations()
    /// First day on which a registration list covered a municipality, by municipality; `open` when none ever did.
    package var reportedFrom: [Int32] = []
    /// Days of the registration lists that cover a municipality: how old n is.
    package var reports = ListDays()
    /// Days of the office lists of a municipality.
    package var officeLists = ListDays()
    /// Other municipalities that a list places an office in: each may be where it counts.
    package var claims: [Claim] = []
    package var activities: [Activity] = []
    package var readiness = Readiness()
    /// Registrations whose office number is not in the ledger, by prefecture of the number (index 0 = unknown).
    package var orphanRegistrations: [Int] = Array(repeating: 0, count: 48)
    /// Services of the office lists that cover each municipality, by place in `Reference.municipalities`: what its N
    /// can rest on. Empty when nothing was loaded.
    package var listedServices: [ServiceSet] = []
    /// Who exchanges with whom, and what the partner lists say.
    package var exchanges = ExchangeLinks()

    package init(revision: Int64, recordedAt: Instant) {
        self.revision = revision
        self.recordedAt = recordedAt
    }

    /// Services of which at least one list has been imported, wherever.
    package var importedServices: ServiceSet {
        listedServices.reduce(into: ServiceSet(bits: 0)) { $0.bits |= $1.bits }
    }

    /// Services of the office lists that cover a municipality.
    package func listedServices(of municipality: Int) -> ServiceSet {
        listedServices.indices.contains(municipality) ? listedServices[municipality] : ServiceSet(bits: 0)
    }

    /// The place of an office in `numbers`.
    package func index(of number: OfficeNumber) -> Int? {
        var low = 0
        var high = numbers.count
        while low < high {
            let middle = (low + high) / 2
            if numbers[middle] < number.packed { low = middle + 1 } else { high = middle }
        }
        return low < numbers.count && numbers[low] == number.packed ? low : nil
    }
}
