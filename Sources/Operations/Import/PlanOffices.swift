import Adoption
import Interchange
import Storage

/// Compares an office list with the ledger. Pure: the same rows against the same ledger give the same plan, which is
/// why a preview is what the commit will do.
///
/// The rules (docs/csv-formats.md states them for users):
/// - Of one office's rows the one with the smallest service code states its directory entry; what it leaves blank
///   comes from the next rows. Rows that name another municipality or corporation are kept as disagreements. It does
///   not matter whether the files of a delivery come in one import or one by one.
/// - A service first listed in its municipality opens "before the record"; one that a later list adds opens on that
///   list's day, unless a column gives the day.
/// - A newer list may change an entry from its day on; a list of the same day only corrects it; an older list never
///   changes what a newer one said, but extends a service back to its own day.
/// - What a list does not name stays open, unless the list was said to be complete.
struct OfficePlanning {
    let day: Day
    let isComplete: Bool
    let reference: Reference
    let directory: OfficeDirectory
    var plan = OfficePlan()

    /// Which lists spoke of which services where.
    let coverage: ListCoverage
    /// The day of the list that a revision recorded: every import of a list records it beside its facts.
    private(set) var listDays: [Int64: Day] = [:]
    /// By office: the services that the list names, and where.
    private(set) var named: [UInt64: UInt64] = [:]
    /// By office whose history this import states: the name of its last entry.
    private(set) var historyNames: [UInt64: String] = [:]
    /// Spells that a dated row replaced: two rows may replace parts of one.
    var replaced: Set<Int64> = []
    /// Services of which this list has a row.
    private(set) var listedServices: Set<String> = []

    init(day: Day, isComplete: Bool, reference: Reference, directory: OfficeDirectory) {
        self.day = day
        self.isComplete = isComplete
        self.reference = reference
        self.directory = directory
        coverage = ListCoverage(directory.lists.map(\.fact), reference)
        for list in directory.lists { listDays[list.revision] = list.fact.day }
    }

    /// - Parameters:
    ///   - rows: ordered by office, then service.
    ///   - history: entries with their days, from the product's own export: they hold instead of all entries that
    ///     the ledger has of these offices.
    ///   - covers: the municipalities that the list speaks for; nil for those of its rows.
    mutating func run(_ rows: [NumberedListing], history: [OfficeEntry], covers: [MunicipalityCode]?) {
        planHistory(history)
        listedServices = Set(rows.map(\.service))
        var areas: Set<MunicipalityCode> = []
        var start = 0
        while start < rows.count {
            var end = start + 1
            while end < rows.count, rows[end].office == rows[start].office { end += 1 }
            planOffice(rows[start..<end])
            for row in rows[start..<end] {
                if let municipality = reference.municipalityIndex(of: row.municipality) {
                    areas.insert(reference.municipalities[municipality].code)
                }
                if let index = reference.serviceIndex(code: row.service) {
                    named[row.office.packed, default: 0] |= 1 << UInt64(index)
                }
            }
            start = end
        }
        let list = OfficeList(
            day: day, services: listedServices.sorted(),
            areas: (covers.map(Set.init) ?? areas).compactMap {
                reference.municipalityIndex(of: $0).map { reference.municipalities[$0].code }
            }.sorted())
        planVanished(list)
        recordList(list)
    }

    private mutating func planHistory(_ history: [OfficeEntry]) {
        for (office, entries) in Dictionary(grouping: history, by: \.office).sorted(by: { $0.key < $1.key }) {
            let stated = entries.sorted { ($0.from?.number ?? .min) < ($1.from?.number ?? .min) }
            historyNames[office.packed] = stated.last?.name ?? ""
            let existing = directory.entries(of: office)
            if existing.map(\.fact) == stated { continue }
            plan.superseded += existing.map(\.id)
            plan.entries += stated
            if existing.isEmpty { plan.newOffices += 1 } else { plan.correctedOffices += 1 }
        }
    }

    private mutating func planOffice(_ rows: ArraySlice<NumberedListing>) {
        guard let first = rows.first else { return }
        let office = first.office
        let entries = directory.entries(of: office)
        let services = directory.services(of: office)
        let known = directory.disagreements(of: office)
        let standing = planEntry(of: rows, existing: entries, services: services, known: known)
        var found = disagreements(rows, standing)
        var start = rows.startIndex
        while start < rows.endIndex {
            var end = start + 1
            while end < rows.endIndex, rows[end].service == rows[start].service { end += 1 }
            found += planService(rows[start..<end], existing: services, entryName: standing.name)
            start = end
        }
        planListedNames(of: services, standing)
        planDisagreements(found, known: known, standing)
    }

    private mutating func planVanished(_ list: OfficeList) {
        let covered = Set(list.areas.compactMap(reference.municipalityIndex(of:)))
        let services = ListCoverage.bits(list.services, reference)
        for recorded in directory.services {
            let fact = recorded.fact
            guard let service = reference.serviceIndex(code: fact.service), services.contains(service),
                !replaced.contains(recorded.id), fact.spell.covers(day), fact.spell.from.map({ $0 < day }) ?? true,
                named[fact.office.packed, default: 0] >> UInt64(service) & 1 == 0,
                let entry = directory.entries(of: fact.office).last(where: { $0.fact.from.map { $0 <= day } ?? true }),
                let municipality = municipality(entry.fact), covered.contains(municipality)
            else { continue }
            // An older list does not close what a newer one was about.
            if let next = coverage.next(after: day, service, municipality), fact.spell.covers(next) { continue }
            guard isComplete else {
                plan.missingServices += 1
                continue
            }
            var closed = fact
            closed.spell.through = day.advanced(by: -1)
            plan.superseded.append(recorded.id)
            plan.services.append(closed)
            plan.closedServices += 1
            plan.closedByMunicipality[reference.municipalities[municipality].code, default: 0] += 1
        }
    }

    private mutating func recordList(_ list: OfficeList) {
        let isKnown = directory.lists.contains { known in
            known.fact.day == list.day && Set(known.fact.services).isSuperset(of: list.services)
                && Set(known.fact.areas).isSuperset(of: list.areas)
        }
        // With any other fact the list is recorded too: it says from which day those facts are.
        if !plan.isEmpty || (!isKnown && !list.areas.isEmpty) { plan.list = list }
    }
}

extension Spell {
    func overlaps(_ other: Spell) -> Bool {
        (from?.number ?? .min) <= (other.through?.number ?? .max)
            && (other.from?.number ?? .min) <= (through?.number ?? .max)
    }
}
