import Adoption
import Storage

/// What a registration list changes in the ledger.
package struct RegistrationPlan: Sendable {
    package var spells: [StageSpell] = []
    package var superseded: [Int64] = []
    package var list: RegistrationList?

    package var newSpells = 0
    package var changedSpells = 0
    package var endedSpells = 0
    package var unchangedRows = 0
    /// Rows about spells of which a newer list has spoken.
    package var outdatedRows = 0
    /// Spells that the list covers and does not name, left open because the list was not said to be complete.
    package var missingSpells = 0
    /// Offices that lie outside the municipalities that the list was said to speak for.
    package var outsideOffices = 0
    /// Offices whose spell ended because the list does not name them.
    package var endedOffices: [OfficeNumber] = []
    /// Rows whose office number is not in the directory: kept, listed, counted in neither n nor N.
    package var unknownOffices = 0

    package init() {}

    package var isEmpty: Bool { spells.isEmpty && superseded.isEmpty && list == nil }
}

/// A row of a registration list after all formats have become one.
package struct ListedStage: Sendable {
    package var office: OfficeNumber
    package var route: String
    package var stage: Stage
    /// Nil when the list has no start days: a snapshot of its day.
    package var from: Day?
    package var through: Day?
    package var endReason: EndReason?
    package var source: String
    package var evidence: String
    package var file: Int
    package var line: Int

    package init(
        office: OfficeNumber, route: String, stage: Stage, from: Day?, through: Day?, endReason: EndReason?,
        source: String, evidence: String, file: Int, line: Int
    ) {
        self.office = office
        self.route = route
        self.stage = stage
        self.from = from
        self.through = through
        self.endReason = endReason
        self.source = source
        self.evidence = evidence
        self.file = file
        self.line = line
    }
}

/// Compares a registration list with the ledger. Pure, like `OfficePlanning`.
///
/// - A row with a start day states a whole spell: it replaces the spells of the same office, route and stage that it
///   overlaps. A row without one says "on the list's day": an open spell goes on, otherwise one begins that day. With
///   an end day alone it ends the spell that runs then.
/// - An older list does not change what a newer one said; it only adds spells of which none has spoken, and moves the
///   beginning of a spell back when a newer list without days could only begin it on its own day.
/// - Spells that the list does not name end the day before only when the list was said to be complete.
struct RegistrationPlanning {
    let day: Day
    let isComplete: Bool
    let reference: Reference
    let places: OfficePlaces
    let history: StageHistory
    /// The lists that the ledger already has.
    let lists: [Recorded<RegistrationList>]
    private let listDays: [Int64: Day]
    private(set) var plan = RegistrationPlan()
    private var replaced: Set<Int64> = []

    init(
        day: Day, isComplete: Bool, reference: Reference, places: OfficePlaces, history: StageHistory,
        lists: [Recorded<RegistrationList>]
    ) {
        self.day = day
        self.isComplete = isComplete
        self.reference = reference
        self.places = places
        self.history = history
        self.lists = lists
        listDays = Dictionary(lists.map { ($0.revision, $0.fact.day) }, uniquingKeysWith: max)
    }

    private struct Key: Hashable {
        var office: OfficeNumber
        var route: String
        var stage: Stage

        init(_ fact: StageSpell) {
            office = fact.office
            route = fact.route
            stage = fact.stage
        }

        init(_ row: ListedStage) {
            office = row.office
            route = row.route
            stage = row.stage
        }
    }

    /// - Parameters:
    ///   - rows: ordered by office; rows of one office, route and stage do not overlap (`overlaps(in:)` finds those).
    ///   - covers: the municipalities that the list speaks for; nil for those of its rows.
    mutating func run(_ rows: [ListedStage], covers: [MunicipalityCode]?) {
        var named: Set<Key> = []
        var areas: Set<MunicipalityCode> = []
        for row in rows {
            named.insert(Key(row))
            if let municipality = municipality(of: row.office) {
                areas.insert(reference.municipalities[municipality].code)
            } else {
                plan.unknownOffices += 1
            }
            plan(row)
        }
        let covered = (covers.map(Set.init) ?? areas).compactMap(reference.municipalityIndex(of:))
        if covers != nil {
            let own = Set(covered)
            plan.outsideOffices = Set(rows.map(\.office)).count { office in
                municipality(of: office).map { !own.contains($0) } ?? false
            }
        }
        planVanished(
            named: named, covered: Set(covered), stages: Set(rows.map(\.stage)), routes: Set(rows.map(\.route)))
        let earliest = rows.compactMap(\.from).min().map { min($0, day) } ?? day
        let list = RegistrationList(
            day: day, coversFrom: earliest, areas: Set(covered).map { reference.municipalities[$0].code }.sorted())
        let isKnown = lists.contains {
            $0.fact.day == list.day && $0.fact.coversFrom <= list.coversFrom
                && Set($0.fact.areas).isSuperset(of: list.areas)
        }
        // With any other fact the list is recorded too: it says which list spoke of those facts last.
        if !plan.isEmpty || (!isKnown && !list.areas.isEmpty) { plan.list = list }
    }

    /// Rows of the same office, route and stage whose spells overlap: pairs of the first row and the later one.
    static func overlaps(in rows: [ListedStage]) -> [(first: ListedStage, second: ListedStage)] {
        var seen: [Key: [ListedStage]] = [:]
        var found: [(first: ListedStage, second: ListedStage)] = []
        for row in rows {
            let key = Key(row)
            let rival = seen[key]?.first { earlier in
                Spell(from: earlier.from, through: earlier.through).overlaps(
                    Spell(from: row.from, through: row.through))
            }
            if let rival { found.append((rival, row)) } else { seen[key, default: []].append(row) }
        }
        return found
    }

    private func municipality(of office: OfficeNumber) -> Int? {
        places.municipality(of: office, on: day).flatMap(reference.municipalityIndex(of:))
    }

    private mutating func plan(_ row: ListedStage) {
        let rivals = history.spells(of: row.office).filter { $0.fact.route == row.route && $0.fact.stage == row.stage }
        if row.from == nil, row.through == nil, rivals.contains(where: { $0.fact.spell.covers(day) }) {
            plan.unchangedRows += 1
            return
        }
        if row.from == nil, row.through == nil, let next = following(rivals) {
            planBefore(next, row)
            return
        }
        let running = row.from == nil ? row.through.flatMap { end in rivals.first { $0.fact.spell.covers(end) } } : nil
        var spell = Spell(from: row.from ?? running?.fact.spell.from ?? day, through: row.through)
        if let through = spell.through, let from = spell.from, through < from { spell.from = through }
        let stated = StageSpell(
            office: row.office, route: row.route, stage: row.stage, spell: spell,
            endReason: row.endReason, source: row.source, evidence: row.evidence)
        let overlapping = rivals.filter { $0.fact.spell.overlaps(spell) }
        if overlapping.count == 1, let same = overlapping.first, same.fact.spell == spell,
            same.fact.endReason == row.endReason
        {
            plan.unchangedRows += 1
            return
        }
        if overlapping.contains(where: { listDays[$0.revision].map { day < $0 } ?? false }) {
            plan.outdatedRows += 1
            return
        }
        // Two rows may replace parts of one spell: it is superseded once.
        plan.superseded += overlapping.map(\.id).filter { replaced.insert($0).inserted }
        plan.spells.append(stated)
        if overlapping.isEmpty { plan.newSpells += 1 } else { plan.changedSpells += 1 }
    }

    /// The spell of a newer list that begins after this list's day.
    private func following(_ rivals: [Recorded<StageSpell>]) -> Recorded<StageSpell>? {
        rivals.first { rival in
            guard let stated = listDays[rival.revision], day < stated else { return false }
            return rival.fact.spell.from.map { day < $0 } ?? false
        }
    }

    /// A row of an older list without days: the spell that a newer list could only begin on its own day began
    /// earlier; one whose first day was stated stays, and this one lasts until then.
    private mutating func planBefore(_ next: Recorded<StageSpell>, _ row: ListedStage) {
        if next.fact.spell.from == listDays[next.revision] {
            guard replaced.insert(next.id).inserted else { return }
            var extended = next.fact
            extended.spell.from = day
            plan.superseded.append(next.id)
            plan.spells.append(extended)
            plan.changedSpells += 1
        } else {
            plan.spells.append(
                StageSpell(
                    office: row.office, route: row.route, stage: row.stage,
                    spell: Spell(from: day, through: next.fact.spell.from?.advanced(by: -1)), endReason: row.endReason,
                    source: row.source, evidence: row.evidence))
            plan.newSpells += 1
        }
    }

    private mutating func planVanished(named: Set<Key>, covered: Set<Int>, stages: Set<Stage>, routes: Set<String>) {
        for recorded in history.spells {
            let fact = recorded.fact
            guard fact.spell.covers(day), fact.spell.from.map({ $0 < day }) ?? true, stages.contains(fact.stage),
                routes.contains(fact.route), let municipality = municipality(of: fact.office),
                covered.contains(municipality)
            else { continue }
            guard !named.contains(Key(fact)), !replaced.contains(recorded.id) else { continue }
            guard isComplete else {
                plan.missingSpells += 1
                continue
            }
            var ended = fact
            ended.spell.through = day.advanced(by: -1)
            ended.endReason = .vanished
            plan.superseded.append(recorded.id)
            plan.spells.append(ended)
            plan.endedSpells += 1
            plan.endedOffices.append(fact.office)
        }
    }
}
