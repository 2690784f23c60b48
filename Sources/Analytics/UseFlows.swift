import Adoption

/// The flows of n and N between two days, of every municipality, every prefecture and the nation.
///
/// A municipality whose n is not known on one of the days has no flow, and the larger areas leave it out: an office
/// that comes from there has moved in.
package struct UseFlows: Sendable {
    package let from: Day
    package let through: Day
    private let municipalities: [UseFlow?]
    /// By number; 0 stays empty.
    private let prefectures: [UseFlow]
    /// The nation's flow over its reported municipalities.
    package let nation: UseFlow
    private let leftOut: [Int: Int]

    /// `from` must lie before `through`.
    package init(snapshot: Snapshot, reference: Reference, rules: KPIRules, from: Day, through: Day) {
        self.from = from
        self.through = through
        let panel = UsePanel(
            snapshot: snapshot, reference: reference, rule: rules.municipality, days: [from, through])
        let known = reference.municipalities.indices.map { panel.known($0) == panel.panel.all }
        let prefecture = reference.municipalities.map(\.code.prefecture)
        var municipalities = known.map { $0 ? UseFlow() : nil }
        var prefectures = [UseFlow](repeating: UseFlow(), count: (prefecture.max() ?? 0) + 1)
        var nation = UseFlow()
        for office in snapshot.numbers.indices {
            guard let passage = Passage(office, panel, known: known, day: from, reference: reference) else { continue }
            passage.eachArea(passage.before, passage.after, none: -1) { index, isBefore, isAfter in
                municipalities[index]?.add(passage, isBefore: isBefore, isAfter: isAfter)
            }
            let before = passage.before < 0 ? 0 : prefecture[passage.before]
            let after = passage.after < 0 ? 0 : prefecture[passage.after]
            passage.eachArea(before, after, none: 0) { number, isBefore, isAfter in
                prefectures[number].add(passage, isBefore: isBefore, isAfter: isAfter)
            }
            nation.add(passage, isBefore: before > 0, isAfter: after > 0)
        }
        self.municipalities = municipalities
        self.prefectures = prefectures
        self.nation = nation
        leftOut = Dictionary(
            zip(prefecture, known).map { ($0, $1 ? 0 : 1) }, uniquingKeysWith: +)
    }

    /// The flow of a municipality by its place in `Reference.municipalities`; nil when n is not known on both days.
    package func municipality(_ index: Int) -> UseFlow? { municipalities[index] }

    /// The flow of a prefecture's reported municipalities by its number, 1…47.
    package func prefecture(_ number: Int) -> UseFlow {
        prefectures.indices.contains(number) ? prefectures[number] : UseFlow()
    }

    /// How many municipalities of a prefecture are left out of its flow.
    package func leftOut(prefecture number: Int) -> Int { leftOut[number] ?? 0 }
}

/// One office on the first and on the last day of a flow.
struct Passage {
    /// Municipality on each day; −1 when it lies in none whose n is known.
    let before: Int
    let after: Int
    let wasEligible: Bool
    let isEligible: Bool
    /// In scope on the day, eligible or not.
    let wasListed: Bool
    let isListed: Bool
    let wasUsing: Bool
    let isUsing: Bool
    /// Registered on the first day, eligible or not.
    let wasRegistered: Bool
    /// Used before the first day; only asked of an office that uses on the last day and not on the first.
    let usedEarlier: Bool

    /// Nil for an office that is in N on neither day.
    init?(_ office: Int, _ panel: UsePanel, known: [Bool], day: Day, reference: Reference) {
        let listing = panel.listing(of: office)
        let eligible = panel.eligible(listing)
        guard eligible != 0 else { return nil }
        let registered = panel.registered(office)
        let first = panel.municipality(of: office, bit: 1) ?? -1
        let last = panel.municipality(of: office, bit: 2) ?? -1
        before = first >= 0 && known[first] ? first : -1
        after = last >= 0 && known[last] ? last : -1
        wasEligible = eligible & 1 != 0
        isEligible = eligible & 2 != 0
        wasListed = listing.listed & 1 != 0
        isListed = listing.listed & 2 != 0
        wasRegistered = registered & 1 != 0
        wasUsing = eligible & registered & 1 != 0
        isUsing = eligible & registered & 2 != 0
        usedEarlier =
            isUsing && !wasUsing && panel.usedBefore(office, day.number, reference: reference)
    }
}

extension Passage {
    /// Calls `body` once with each area in which the office lay on one of the days.
    func eachArea(_ before: Int, _ after: Int, none: Int, _ body: (_ area: Int, Bool, Bool) -> Void) {
        if before != none { body(before, true, after == before) }
        if after != none, after != before { body(after, false, true) }
    }
}

extension UseFlow {
    /// Adds an office that lay in the area on the first day, on the last day, or on both.
    mutating func add(_ office: Passage, isBefore: Bool, isAfter: Bool) {
        addEligible(office, isBefore && office.wasEligible, isAfter && office.isEligible)
        addUsing(office, isBefore && office.wasUsing, isAfter && office.isUsing)
        assert(balances)
    }

    private mutating func addEligible(_ office: Passage, _ start: Bool, _ end: Bool) {
        if start { startEligible += 1 }
        if end { endEligible += 1 }
        if end, !start {
            if office.wasEligible {
                movedIn += 1
            } else if office.wasListed {
                resumed += 1
            } else {
                opened += 1
            }
        } else if start, !end {
            if office.isEligible {
                movedOut += 1
            } else if office.isListed {
                paused += 1
            } else {
                closed += 1
            }
        }
    }

    private mutating func addUsing(_ office: Passage, _ start: Bool, _ end: Bool) {
        if start { startUsing += 1 }
        if end { endUsing += 1 }
        if end, !start {
            if office.wasUsing {
                movedInUsing += 1
            } else if !office.usedEarlier {
                new += 1
            } else if office.wasRegistered {
                resumedUsing += 1
            } else {
                restarted += 1
            }
        } else if start, !end {
            if office.isUsing {
                movedOutUsing += 1
            } else if office.isEligible {
                withdrew += 1
            } else if office.isListed {
                pausedUsing += 1
            } else {
                closedWhileUsing += 1
            }
        }
    }
}
