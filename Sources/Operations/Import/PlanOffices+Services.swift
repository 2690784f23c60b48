import Adoption
import Interchange
import Storage

/// When the services of an office begin and end.
extension OfficePlanning {
    /// - Returns: disagreements among the rows of this service.
    mutating func planService(
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
            listedName: row.name.isEmpty || row.name == entryName ? nil : row.name)
    }

    /// Whether no earlier list of this service in this municipality exists.
    private func isFirstListed(_ row: NumberedListing) -> Bool {
        guard let municipality = reference.municipalityIndex(of: row.municipality),
            let service = reference.serviceIndex(code: row.service)
        else { return false }
        return !coverage.isListed(before: day, service, municipality)
    }

    /// The day of the next list of this service in this municipality, if the spell reaches it.
    private func nextList(_ row: NumberedListing, within spell: Spell) -> Day? {
        guard let municipality = reference.municipalityIndex(of: row.municipality),
            let service = reference.serviceIndex(code: row.service),
            let next = coverage.next(after: day, service, municipality), spell.covers(next)
        else { return nil }
        return next
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
        let later = spells.first { $0.fact.spell.from.map { day < $0 } ?? false }
        if let later, later.fact.status == row.status {
            plan.superseded.append(later.id)
            var extended = later.fact
            extended.spell.from = opening
            plan.services.append(extended)
            plan.changedServices += 1
            return
        }
        // Until the day on which a newer list gave it another status.
        let through = later?.fact.spell.from?.advanced(by: -1)
        plan.services.append(spell(row, Spell(from: opening, through: through), entryName))
        if hasEnded { plan.reopenedServices += 1 } else { plan.openedServices += 1 }
    }

    private mutating func planCovered(_ row: NumberedListing, _ covering: Recorded<ServiceSpell>, _ entryName: String) {
        var listed = spell(row, covering.fact.spell, entryName)
        listed.capacity = listed.capacity ?? covering.fact.capacity
        if listed == covering.fact { return }
        guard (listDays[covering.revision] ?? day) <= day else { return }
        let next = nextList(row, within: covering.fact.spell)
        let keepsStatus = listed.status == covering.fact.status
        // A newer list had nothing to change: it is that one which says how large the office is and what it is called.
        if keepsStatus && next != nil { return }
        plan.superseded.append(covering.id)
        plan.changedServices += 1
        // A list of the same day corrects: where it is the first, there was never another status.
        if keepsStatus || (listDays[covering.revision] == day && isFirstListed(row)) {
            plan.services.append(listed)
            return
        }
        var ended = covering.fact
        ended.spell.through = day.advanced(by: -1)
        if !ended.spell.isEmpty { plan.services.append(ended) }
        listed.spell = Spell(from: day, through: next?.advanced(by: -1) ?? covering.fact.spell.through)
        plan.services.append(listed)
        guard let next else { return }
        var again = covering.fact
        again.spell.from = next
        plan.services.append(again)
    }

    /// A row that gives days of its own: they hold instead of whatever they overlap.
    private mutating func planDated(_ row: NumberedListing, _ spells: [Recorded<ServiceSpell>], _ entryName: String) {
        let named = Spell(from: row.openDay, through: row.lastDay)
        let rivals = spells.filter { $0.fact.spell.overlaps(named) }
        if rivals.contains(where: { listDays[$0.revision].map { day < $0 } ?? false }) { return }
        let opening = row.openDay ?? rivals.first?.fact.spell.from ?? (isFirstListed(row) ? nil : day)
        var target = spell(row, Spell(from: opening, through: row.lastDay), entryName)
        if target.spell.isEmpty { target.spell.from = nil }
        if rivals.count == 1, rivals[0].fact == target { return }
        plan.superseded += rivals.map(\.id).filter { replaced.insert($0).inserted }
        plan.services.append(target)
        if rivals.isEmpty { plan.openedServices += 1 } else { plan.changedServices += 1 }
    }
}
