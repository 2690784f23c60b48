import Adoption

extension UsePanel {
    /// The first day on which the office, or one whose users it took over, was eligible and registered, not later than
    /// `through`; `Snapshot.beforeRecord` when that was before the record. Nil when it never did.
    func firstUse(ofLineage office: Int, through: Int32, reference: Reference) -> Int32? {
        var first: Int32?
        eachAncestor(of: office) { ancestor in
            if let day = firstUse(of: ancestor, through: through, reference: reference) {
                first = min(first ?? day, day)
            }
        }
        return first
    }

    /// False for the many offices that never held a stage and have no predecessor: they need no closer look.
    func mayHaveBegun(_ office: Int) -> Bool {
        let hasOwn =
            derived.map { !$0.spans(of: office).isEmpty }
            ?? (snapshot.registrations.starts[office] < snapshot.registrations.starts[office + 1])
        return hasOwn || (snapshot.predecessors.indices.contains(office) && snapshot.predecessors[office] >= 0)
    }

    /// How many spells of the rule's stage the office and those before it have had until `through`. A successor that goes
    /// on where the other ended, and a route that follows another without a day between, continue the spell.
    func registrationSpells(ofLineage office: Int, through last: Int32, reference: Reference) -> Int {
        var spans: [(from: Int32, through: Int32)] = []
        eachAncestor(of: office) { ancestor in
            _ = hasCountingSpan(ancestor, reference: reference) { from, through in
                if from <= last { spans.append((from, min(through, last))) }
                return false
            }
        }
        spans.sort { ($0.from, $0.through) < ($1.from, $1.through) }
        var spells = 0
        var end: Int32?
        for span in spans {
            // `end` is at most `last`, which is a real day: one more cannot overflow.
            if let reached = end, span.from <= reached + 1 {
                end = max(reached, span.through)
            } else {
                spells += 1
                end = span.through
            }
        }
        return spells
    }

    /// The office, then the one whose users it took over, and so on. A ring of successions, which a wrong list can
    /// make, is walked once.
    private func eachAncestor(of office: Int, _ body: (Int) -> Void) {
        body(office)
        guard snapshot.predecessors.indices.contains(office), snapshot.predecessors[office] >= 0 else { return }
        var seen: Set<Int> = [office]
        var current = Int(snapshot.predecessors[office])
        while current >= 0, seen.insert(current).inserted {
            body(current)
            current = Int(snapshot.predecessors[current])
        }
    }
}
