import Adoption
import Interchange
import Storage

/// Which row decides what the directory says of an office from the list's day on, and what becomes of rows that say
/// otherwise.
extension OfficePlanning {
    /// What the directory says of an office after this list.
    struct Standing {
        /// What this list's rows are measured against.
        var entry: OfficeEntry
        /// The name that the office goes by.
        var name: String
        /// The name that it went by before.
        var formerName: String?
        /// What a row of another file of the same delivery had said before a row of this one took its place.
        var outvoted: OfficeEntry?
    }

    mutating func planEntry(
        of rows: ArraySlice<NumberedListing>, existing: ArraySlice<Recorded<OfficeEntry>>,
        services: ArraySlice<Recorded<ServiceSpell>>, known: ArraySlice<Recorded<Disagreement>>
    ) -> Standing {
        var stated = OfficePlanning.entry(of: rows)
        if let name = historyNames[stated.office.packed] { return Standing(entry: stated, name: name) }
        let place = existing.lastIndex { $0.fact.from.map { $0 <= day } ?? true } ?? existing.indices.first
        guard let place else {
            // A nameless office counts like any other; its row was reported.
            if stated.name.isEmpty { stated.name = stated.office.description }
            plan.entries.append(stated)
            plan.newOffices += 1
            return Standing(entry: stated, name: stated.name)
        }
        let current = existing[place]
        // An import of an older list also records what begins on a newer one's day.
        let firstStated = max(listDays[current.revision] ?? day, current.fact.from ?? Day(number: .min))
        var candidate = stated
        candidate.fillBlanks(from: current.fact)
        candidate.from = current.fact.from
        if day < firstStated {
            planOlder(candidate, than: current, statedOn: firstStated)
            return Standing(entry: candidate, name: current.fact.name)
        }
        if firstStated < day, candidate.saysTheSame(as: current.fact) {
            return Standing(entry: current.fact, name: current.fact.name)
        }
        if firstStated == day ? current.fact.statedBy < stated.statedBy : isOutvoted(stated, by: current.fact, services)
        {
            let entry = firstStated == day ? planFilling(current, from: stated) : current.fact
            return Standing(entry: entry, name: entry.name)
        }
        if firstStated == day {
            return planCorrection(candidate, of: current, before: existing[..<place].last)
        }
        // Another service's row that only spells the name differently does not change the entry, and a known
        // disagreement is not a move.
        let isKnown = known.contains { $0.fact.field == .municipality && $0.fact.other == code(candidate.municipality) }
        let moves = candidate.differsInSubstance(from: current.fact)
        guard candidate.statedBy == current.fact.statedBy || (moves && !isKnown) else {
            return Standing(entry: current.fact, name: current.fact.name)
        }
        planChange(to: candidate, from: current.fact, later: existing[(place + 1)...], services)
        return Standing(entry: candidate, name: candidate.name, formerName: current.fact.name)
    }

    /// The directory entry that an office's rows state together.
    private static func entry(of rows: ArraySlice<NumberedListing>) -> OfficeEntry {
        var entry = OfficeEntry(rows[rows.startIndex])
        for row in rows.dropFirst() { entry.fillBlanks(from: OfficeEntry(row)) }
        return entry
    }

    /// The code of the municipality that counts: rows that name two wards of a city agree.
    private func code(_ area: MunicipalityCode) -> String {
        (reference.municipalityIndex(of: area).map { reference.municipalities[$0].code } ?? area).description
    }

    func municipality(_ entry: OfficeEntry) -> Int? { reference.municipalityIndex(of: entry.municipality) }

    /// Whether the row of a smaller service code, in another file of this day's delivery, said what the directory
    /// already had.
    private func isOutvoted(
        _ stated: OfficeEntry, by current: OfficeEntry, _ services: ArraySlice<Recorded<ServiceSpell>>
    ) -> Bool {
        guard let municipality = municipality(current) else { return false }
        return services.contains { recorded in
            guard recorded.fact.service < stated.statedBy, recorded.fact.spell.covers(day),
                let service = reference.serviceIndex(code: recorded.fact.service)
            else { return false }
            return coverage.isListed(on: day, service, municipality)
        }
    }

    /// A row that does not decide still says what the deciding one left blank.
    private mutating func planFilling(_ current: Recorded<OfficeEntry>, from stated: OfficeEntry) -> OfficeEntry {
        var filled = current.fact
        filled.fillBlanks(from: stated)
        guard filled != current.fact else { return filled }
        plan.superseded.append(current.id)
        plan.entries.append(filled)
        plan.correctedOffices += 1
        return filled
    }

    /// A list of the same day: there was no change, it was always so.
    private mutating func planCorrection(
        _ candidate: OfficeEntry, of current: Recorded<OfficeEntry>, before: Recorded<OfficeEntry>?
    ) -> Standing {
        let isOther = candidate.statedBy != current.fact.statedBy
        var standing = Standing(
            entry: candidate, name: candidate.name, formerName: current.fact.name,
            outvoted: isOther ? current.fact : nil)
        if candidate == current.fact { return standing }
        plan.superseded.append(current.id)
        if !candidate.saysTheSame(as: current.fact) { plan.correctedOffices += 1 }
        var unchanged = candidate
        unchanged.from = before?.fact.from
        if let before, unchanged.saysTheSame(as: before.fact) {
            standing.entry = before.fact
            return standing
        }
        plan.entries.append(candidate)
        return standing
    }

    /// A newer list: from its day on, and until a list that came before this one said the old thing again.
    private mutating func planChange(
        to candidate: OfficeEntry, from current: OfficeEntry, later: ArraySlice<Recorded<OfficeEntry>>,
        _ services: ArraySlice<Recorded<ServiceSpell>>
    ) {
        var changed = candidate
        changed.from = day
        plan.entries.append(changed)
        plan.changedOffices += 1
        if municipality(changed) != municipality(current) { plan.movedOffices += 1 }
        guard let service = reference.serviceIndex(code: current.statedBy), let municipality = municipality(current),
            let next = coverage.next(after: day, service, municipality),
            services.contains(where: { $0.fact.service == current.statedBy && $0.fact.spell.covers(next) }),
            !later.contains(where: { $0.fact.from.map { $0 <= next } ?? false })
        else { return }
        var again = current
        again.from = next
        plan.entries.append(again)
    }

    /// An older list that places the office elsewhere: there until the day of the newer list.
    private mutating func planOlder(
        _ candidate: OfficeEntry, than current: Recorded<OfficeEntry>, statedOn: Day
    ) {
        guard candidate.differsInSubstance(from: current.fact), current.fact.from == nil else { return }
        var newer = current.fact
        newer.from = statedOn
        plan.superseded.append(current.id)
        plan.entries += [candidate, newer]
        plan.changedOffices += 1
    }

    /// A service keeps the name of its row when the office takes another one: of the services that another file of
    /// this delivery listed, those without a name of their own went by the former one.
    mutating func planListedNames(of services: ArraySlice<Recorded<ServiceSpell>>, _ standing: Standing) {
        guard let former = standing.formerName, former != standing.name, let municipality = municipality(standing.entry)
        else { return }
        for recorded in services
        where recorded.fact.spell.covers(day) && !listedServices.contains(recorded.fact.service) {
            guard let service = reference.serviceIndex(code: recorded.fact.service),
                listDays[recorded.revision] == day || coverage.isListed(on: day, service, municipality)
            else { continue }
            var renamed = recorded.fact
            let listed = recorded.fact.listedName ?? former
            renamed.listedName = listed == standing.name ? nil : listed
            guard renamed != recorded.fact, replaced.insert(recorded.id).inserted else { continue }
            plan.superseded.append(recorded.id)
            plan.services.append(renamed)
            plan.changedServices += 1
        }
    }

    // MARK: - Disagreements

    func disagreements(_ rows: ArraySlice<NumberedListing>, _ standing: Standing) -> [Disagreement] {
        let entry = standing.entry
        var found: [Disagreement] = []
        func compare(_ other: MunicipalityCode, _ corporation: CorporationNumber?) {
            func add(_ field: Disagreement.Field, _ kept: String, _ other: String) {
                let disagreement = Disagreement(office: entry.office, field: field, kept: kept, other: other, day: day)
                if !found.contains(disagreement) { found.append(disagreement) }
            }
            if code(other) != code(entry.municipality) { add(.municipality, code(entry.municipality), code(other)) }
            if let corporation, let kept = entry.corporation, corporation != kept {
                add(.corporation, kept.description, corporation.description)
            }
        }
        for row in rows { compare(row.municipality, row.corporation) }
        if let outvoted = standing.outvoted { compare(outvoted.municipality, outvoted.corporation) }
        return found
    }

    mutating func planDisagreements(
        _ found: [Disagreement], known: ArraySlice<Recorded<Disagreement>>, _ standing: Standing
    ) {
        var found = found
        for old in known {
            let stated = listDays[old.revision] ?? day
            let isFoundAgain = found.contains { $0.saysTheSame(as: old.fact) }
            // It keeps the day on which it was first seen. Recorded anew, it is known to be this list's too, which
            // another file of the same delivery does not settle.
            found.removeAll { $0.saysTheSame(as: old.fact) }
            if stated < day {
                // A newer list in which the rows agree settles the matter.
                plan.superseded.append(old.id)
                if isFoundAgain { plan.disagreements.append(old.fact) }
            } else if stated == day, !isFoundAgain, let kept = kept(old.fact.field, standing.entry),
                kept != old.fact.kept
            {
                // Of another file of this day: it goes on, against the entry that now holds.
                var turned = old.fact
                turned.kept = kept
                plan.superseded.append(old.id)
                if turned.kept != turned.other, !found.contains(where: { $0.saysTheSame(as: turned) }) {
                    found.append(turned)
                }
            }
        }
        // Of an older list those alone that no newer one could have settled.
        if let office = found.first?.office, hasNewerList(office) { return }
        plan.disagreements += found
    }

    /// Whether a newer list was about one of the office's services, wherever the office lay.
    private func hasNewerList(_ office: OfficeNumber) -> Bool {
        let services = directory.services(of: office).compactMap { reference.serviceIndex(code: $0.fact.service) }
        return directory.entries(of: office).compactMap { municipality($0.fact) }.contains { municipality in
            services.contains { coverage.next(after: day, $0, municipality) != nil }
        }
    }

    /// What the entry says of the field of a disagreement between rows; nil for those within one service.
    private func kept(_ field: Disagreement.Field, _ entry: OfficeEntry) -> String? {
        switch field {
        case .municipality: code(entry.municipality)
        case .corporation: entry.corporation?.description
        case .service, .closure: nil
        }
    }
}

extension Disagreement {
    fileprivate func saysTheSame(as other: Disagreement) -> Bool {
        office == other.office && field == other.field && kept == other.kept && self.other == other.other
    }
}

extension OfficeEntry {
    fileprivate init(_ row: NumberedListing) {
        self.init(
            office: row.office, from: nil, name: row.name, kana: row.kana, municipality: row.municipality,
            address: row.address, corporation: row.corporation, corporationName: row.corporationName,
            latitude: row.latitude, longitude: row.longitude, successorOf: row.successorOf, statedBy: row.service)
    }

    /// A blank does not contradict what was known. A corporation's name comes with its number.
    fileprivate mutating func fillBlanks(from other: OfficeEntry) {
        if name.isEmpty { name = other.name }
        if kana.isEmpty { kana = other.kana }
        if address.isEmpty { address = other.address }
        if corporation == nil, let number = other.corporation {
            corporation = number
            if !other.corporationName.isEmpty { corporationName = other.corporationName }
        }
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
