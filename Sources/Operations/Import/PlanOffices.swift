import Adoption
import Interchange
import Storage

/// Compares an office list with the ledger. Pure: the same rows against the same ledger give the same plan, which is
/// why a preview is what the commit will do.
///
/// The rules (docs/csv-formats.md states them for users):
/// - Of one office's rows the one with the smallest service code states its directory entry; what it leaves blank
///   comes from the next rows. Rows that name another municipality or corporation are kept as disagreements.
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
    private(set) var plan = OfficePlan()

    /// By municipality: the services of which an earlier list exists.
    private var listedBefore: [UInt64]
    private var listDays: [Int64: Day] = [:]
    /// By office: the services that the list names, and where.
    private var named: [UInt64: UInt64] = [:]
    /// By office whose history this import states: the name of its last entry.
    private var historyNames: [UInt64: String] = [:]
    /// Spells that a dated row replaced: two rows may replace parts of one.
    private var replaced: Set<Int64> = []

    init(day: Day, isComplete: Bool, reference: Reference, directory: OfficeDirectory) {
        self.day = day
        self.isComplete = isComplete
        self.reference = reference
        self.directory = directory
        listedBefore = Array(repeating: 0, count: reference.municipalities.count)
        for list in directory.lists {
            listDays[list.revision] = list.fact.day
            guard list.fact.day < day else { continue }
            let services = bits(list.fact.services)
            for area in list.fact.areas {
                if let municipality = reference.municipalityIndex(of: area) { listedBefore[municipality] |= services }
            }
        }
    }

    private func bits(_ services: [String]) -> UInt64 {
        var set = ServiceSet(bits: 0)
        for index in services.compactMap(reference.serviceIndex(code:)) { set.insert(index) }
        return set.bits
    }

    /// - Parameters:
    ///   - rows: ordered by office, then service.
    ///   - history: entries with their days, from the product's own export: they hold instead of all entries that
    ///     the ledger has of these offices.
    ///   - covers: the municipalities that the list speaks for; nil for those of its rows.
    mutating func run(_ rows: [NumberedListing], history: [OfficeEntry], covers: [MunicipalityCode]?) {
        planHistory(history)
        var services: Set<String> = []
        var areas: Set<MunicipalityCode> = []
        var start = 0
        while start < rows.count {
            var end = start + 1
            while end < rows.count, rows[end].office == rows[start].office { end += 1 }
            planOffice(rows[start..<end])
            for row in rows[start..<end] {
                services.insert(row.service)
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
            day: day, services: services.sorted(),
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

    // MARK: - One office

    private mutating func planOffice(_ rows: ArraySlice<NumberedListing>) {
        guard let first = rows.first else { return }
        let office = first.office
        let candidate = OfficePlanning.entry(of: rows)
        let known = directory.disagreements(of: office)
        let name = planEntry(candidate, existing: directory.entries(of: office), known: known)
        var found = disagreements(rows, entry: candidate)
        let existing = directory.services(of: office)
        var start = rows.startIndex
        while start < rows.endIndex {
            var end = start + 1
            while end < rows.endIndex, rows[end].service == rows[start].service { end += 1 }
            found += planService(rows[start..<end], existing: existing, entryName: name)
            start = end
        }
        planDisagreements(found, known: known)
    }

    /// The directory entry that an office's rows state together.
    private static func entry(of rows: ArraySlice<NumberedListing>) -> OfficeEntry {
        let first = rows[rows.startIndex]
        let located = rows.first { $0.latitude != nil && $0.longitude != nil }
        let owned = rows.first { $0.corporation != nil }
        return OfficeEntry(
            office: first.office, from: nil, name: first.name,
            kana: rows.first { !$0.kana.isEmpty }?.kana ?? "", municipality: first.municipality,
            address: rows.first { !$0.address.isEmpty }?.address ?? "", corporation: owned?.corporation,
            corporationName: owned?.corporationName ?? rows.first { !$0.corporationName.isEmpty }?.corporationName
                ?? "",
            latitude: located?.latitude, longitude: located?.longitude,
            successorOf: rows.first { $0.successorOf != nil }?.successorOf, statedBy: first.service)
    }

    /// - Returns: the name that the office goes by after this list.
    private mutating func planEntry(
        _ stated: OfficeEntry, existing: ArraySlice<Recorded<OfficeEntry>>, known: ArraySlice<Recorded<Disagreement>>
    ) -> String {
        if let name = historyNames[stated.office.packed] { return name }
        guard let current = existing.last(where: { $0.fact.from.map { $0 <= day } ?? true }) ?? existing.first else {
            plan.entries.append(stated)
            plan.newOffices += 1
            return stated.name
        }
        let statedOn = listDays[current.revision] ?? day
        var candidate = stated
        candidate.fillBlanks(from: current.fact)
        candidate.from = current.fact.from
        if candidate.saysTheSame(as: current.fact) { return current.fact.name }
        let moves = candidate.differsInSubstance(from: current.fact)
        if day < statedOn {
            planOlder(candidate, than: current, statedOn: statedOn, moves: moves)
            return current.fact.name
        }
        if day == statedOn {
            guard candidate.statedBy <= current.fact.statedBy else { return current.fact.name }
            plan.superseded.append(current.id)
            plan.correctedOffices += 1
        } else {
            // Another service's row that only spells the name differently does not change the entry, and a known
            // disagreement is not a move.
            let isKnown = known.contains { $0.fact.other == candidate.municipality.description }
            guard candidate.statedBy == current.fact.statedBy || (moves && !isKnown) else { return current.fact.name }
            candidate.from = day
            plan.changedOffices += 1
            if municipality(candidate) != municipality(current.fact) { plan.movedOffices += 1 }
        }
        plan.entries.append(candidate)
        return candidate.name
    }

    /// An older list that places the office elsewhere: there until the day of the newer list.
    private mutating func planOlder(
        _ candidate: OfficeEntry, than current: Recorded<OfficeEntry>, statedOn: Day, moves: Bool
    ) {
        guard moves, current.fact.from == nil else { return }
        var newer = current.fact
        newer.from = statedOn
        plan.superseded.append(current.id)
        plan.entries += [candidate, newer]
        plan.changedOffices += 1
    }

    private func municipality(_ entry: OfficeEntry) -> Int? { reference.municipalityIndex(of: entry.municipality) }

    // MARK: - Disagreements

    private func disagreements(_ rows: ArraySlice<NumberedListing>, entry: OfficeEntry) -> [Disagreement] {
        var found: [Disagreement] = []
        func add(_ field: Disagreement.Field, _ kept: String, _ other: String) {
            let disagreement = Disagreement(office: entry.office, field: field, kept: kept, other: other, day: day)
            if !found.contains(disagreement) { found.append(disagreement) }
        }
        for row in rows {
            if reference.municipalityIndex(of: row.municipality) != municipality(entry) {
                add(.municipality, entry.municipality.description, row.municipality.description)
            }
            if let corporation = row.corporation, let kept = entry.corporation, corporation != kept {
                add(.corporation, kept.description, corporation.description)
            }
        }
        // Rows of another file of the same delivery, imported before.
        if let current = directory.entries(of: entry.office).last, listDays[current.revision] == day,
            municipality(current.fact) != municipality(entry)
        {
            add(.municipality, current.fact.municipality.description, entry.municipality.description)
        }
        return found
    }

    private mutating func planDisagreements(_ found: [Disagreement], known: ArraySlice<Recorded<Disagreement>>) {
        func same(_ left: Disagreement, _ right: Disagreement) -> Bool {
            left.field == right.field && left.kept == right.kept && left.other == right.other
        }
        plan.disagreements += found.filter { new in !known.contains { same($0.fact, new) } }
        for old in known where !found.contains(where: { same($0, old.fact) }) {
            // A newer list in which the rows agree settles the matter.
            if let stated = listDays[old.revision], stated < day { plan.superseded.append(old.id) }
        }
    }

    // MARK: - Services

    /// - Returns: disagreements among the rows of this service.
    private mutating func planService(
        _ rows: ArraySlice<NumberedListing>, existing: ArraySlice<Recorded<ServiceSpell>>, entryName: String
    ) -> [Disagreement] {
        guard let first = rows.first else { return [] }
        let spells = existing.filter { $0.fact.service == first.service }
        var disagreements: [Disagreement] = []
        var taken: [NumberedListing] = []
        for row in rows.sorted(by: { ($0.openDay?.number ?? .min) < ($1.openDay?.number ?? .min) }) {
            if let rival = taken.first(where: { OfficePlanning.overlap($0, row) }) {
                if rival.lastDay != row.lastDay {
                    disagreements.append(
                        Disagreement(
                            office: row.office, field: .closure, kept: rival.lastDay?.description ?? "",
                            other: row.lastDay?.description ?? "", day: day))
                } else if rival.status != row.status {
                    disagreements.append(
                        Disagreement(
                            office: row.office, field: .service, kept: rival.status.key, other: row.status.key, day: day
                        )
                    )
                }
                continue
            }
            taken.append(row)
            if row.openDay == nil && row.lastDay == nil {
                planListed(row, spells, entryName)
            } else {
                planDated(row, spells, entryName)
            }
        }
        return disagreements
    }

    private static func overlap(_ left: NumberedListing, _ right: NumberedListing) -> Bool {
        Spell(from: left.openDay, through: left.lastDay).overlaps(Spell(from: right.openDay, through: right.lastDay))
    }

    private func spell(_ row: NumberedListing, _ spell: Spell, _ entryName: String) -> ServiceSpell {
        ServiceSpell(
            office: row.office, service: row.service, spell: spell, status: row.status, capacity: row.capacity,
            listedName: row.name == entryName ? nil : row.name)
    }

    /// Whether no earlier list of this service in this municipality exists.
    private func isFirstListed(_ row: NumberedListing) -> Bool {
        guard let municipality = reference.municipalityIndex(of: row.municipality),
            let service = reference.serviceIndex(code: row.service)
        else { return false }
        return !ServiceSet(bits: listedBefore[municipality]).contains(service)
    }

    /// A row that only says: on the list's day the office offers this service.
    private mutating func planListed(
        _ row: NumberedListing, _ spells: [Recorded<ServiceSpell>], _ entryName: String
    ) {
        if let covering = spells.first(where: { $0.fact.spell.covers(day) }) {
            planCovered(row, covering, entryName)
            return
        }
        let hasEnded = spells.contains { $0.fact.spell.through.map { $0 < day } ?? false }
        let opening = isFirstListed(row) && !hasEnded ? nil : day
        if let later = spells.first(where: { $0.fact.spell.from.map { day < $0 } ?? false }),
            later.fact.status == row.status
        {
            plan.superseded.append(later.id)
            var extended = later.fact
            extended.spell.from = opening
            plan.services.append(extended)
            plan.changedServices += 1
            return
        }
        plan.services.append(spell(row, Spell(from: opening, through: nil), entryName))
        if hasEnded { plan.reopenedServices += 1 } else { plan.openedServices += 1 }
    }

    private mutating func planCovered(_ row: NumberedListing, _ covering: Recorded<ServiceSpell>, _ entryName: String) {
        var listed = spell(row, covering.fact.spell, entryName)
        listed.capacity = listed.capacity ?? covering.fact.capacity
        if listed == covering.fact { return }
        guard (listDays[covering.revision] ?? day) <= day else { return }
        plan.superseded.append(covering.id)
        plan.changedServices += 1
        if listed.status == covering.fact.status {
            plan.services.append(listed)
            return
        }
        var ended = covering.fact
        ended.spell.through = day.advanced(by: -1)
        if !ended.spell.isEmpty { plan.services.append(ended) }
        listed.spell = Spell(from: day, through: covering.fact.spell.through)
        plan.services.append(listed)
    }

    /// A row that gives days of its own: they hold instead of whatever they overlap.
    private mutating func planDated(_ row: NumberedListing, _ spells: [Recorded<ServiceSpell>], _ entryName: String) {
        let named = Spell(from: row.openDay, through: row.lastDay)
        let rivals = spells.filter { $0.fact.spell.overlaps(named) }
        let opening = row.openDay ?? rivals.first?.fact.spell.from ?? (isFirstListed(row) ? nil : day)
        var target = spell(row, Spell(from: opening, through: row.lastDay), entryName)
        if target.spell.isEmpty { target.spell.from = nil }
        if rivals.count == 1, rivals[0].fact == target { return }
        plan.superseded += rivals.map(\.id).filter { replaced.insert($0).inserted }
        plan.services.append(target)
        if rivals.isEmpty { plan.openedServices += 1 } else { plan.changedServices += 1 }
    }

    // MARK: - What the list does not name

    private mutating func planVanished(_ list: OfficeList) {
        let covered = Set(list.areas.compactMap(reference.municipalityIndex(of:)))
        let services = ServiceSet(bits: bits(list.services))
        for recorded in directory.services {
            let fact = recorded.fact
            guard let service = reference.serviceIndex(code: fact.service), services.contains(service),
                !replaced.contains(recorded.id), fact.spell.covers(day), fact.spell.from.map({ $0 < day }) ?? true,
                named[fact.office.packed, default: 0] >> UInt64(service) & 1 == 0,
                let entry = directory.entries(of: fact.office).last(where: { $0.fact.from.map { $0 <= day } ?? true }),
                let municipality = municipality(entry.fact), covered.contains(municipality)
            else { continue }
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
        if !isKnown && !list.areas.isEmpty { plan.list = list }
    }
}

extension OfficeEntry {
    /// A blank does not contradict what was known.
    fileprivate mutating func fillBlanks(from other: OfficeEntry) {
        if kana.isEmpty { kana = other.kana }
        if address.isEmpty { address = other.address }
        if corporation == nil { corporation = other.corporation }
        if corporationName.isEmpty { corporationName = other.corporationName }
        if latitude == nil || longitude == nil { (latitude, longitude) = (other.latitude, other.longitude) }
        if successorOf == nil { successorOf = other.successorOf }
    }

    fileprivate func saysTheSame(as other: OfficeEntry) -> Bool {
        var copy = other
        copy.statedBy = statedBy
        return self == copy
    }

    /// Whether it changes where the office counts or whose it is.
    fileprivate func differsInSubstance(from other: OfficeEntry) -> Bool {
        municipality != other.municipality || corporation != other.corporation || successorOf != other.successorOf
    }
}

extension Spell {
    func overlaps(_ other: Spell) -> Bool {
        (from?.number ?? .min) <= (other.through?.number ?? .max)
            && (other.from?.number ?? .min) <= (through?.number ?? .max)
    }
}
