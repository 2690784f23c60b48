import Adoption

extension UsePanel {
    /// Whether the office held the rule's stage on any day from `from` to `through`.
    func wasRegistered(_ office: Int, from: Int32, through: Int32, reference: Reference) -> Bool {
        hasCountingSpan(office, reference: reference) { spanFrom, spanThrough in
            max(spanFrom, from) <= min(spanThrough, through)
        }
    }

    /// Whether the office used the exchange, eligible and registered, on any day before `day`.
    func usedBefore(_ office: Int, _ day: Int32, reference: Reference) -> Bool {
        firstUse(of: office, through: day - 1, reference: reference) != nil
    }

    /// The first day, not later than `last`, on which the office used the exchange, eligible and registered; nil when
    /// there is none.
    func firstUse(of office: Int, through last: Int32, reference: Reference) -> Int32? {
        let services = snapshot.services
        var first: Int32?
        _ = hasCountingSpan(office, reference: reference) { from, through in
            for row in Int(services.starts[office])..<Int(services.starts[office + 1])
            where rule.services.contains(Int(services.service[row])) && counts(services.status[row]) {
                let begin = max(from, services.from[row])
                if begin <= min(through, services.through[row], last) { first = min(first ?? begin, begin) }
            }
            return first == Snapshot.beforeRecord
        }
        return first
    }

    /// Whether `test` holds for a run of days on which the office holds the rule's stage: a registration cut to a period
    /// of the rule in which its route counts, or, for a stage that exchange records show, a span of these.
    func hasCountingSpan(
        _ office: Int, reference: Reference, where test: (_ from: Int32, _ through: Int32) -> Bool
    ) -> Bool {
        if let derived { return derived.spans(of: office).contains { test($0.from, $0.through) } }
        return hasCountingRow(office, reference: reference) { _, from, through in test(from, through) }
    }

    /// The same of registrations alone, with the row.
    func hasCountingRow(
        _ office: Int, reference: Reference, where test: (_ row: Int, _ from: Int32, _ through: Int32) -> Bool
    ) -> Bool {
        let registrations = snapshot.registrations
        for row in Int(registrations.starts[office])..<Int(registrations.starts[office + 1])
        where registrations.stage[row] >= rule.minimumStage {
            let route = reference.routes[Int(registrations.route[row])].code
            for (index, period) in rule.routePeriods.enumerated() where period.routes.contains(route) {
                let next = index + 1 < rule.routePeriods.count ? rule.routePeriods[index + 1].from : nil
                let from = max(registrations.from[row], period.from?.number ?? Snapshot.beforeRecord)
                let through = min(registrations.through[row], next.map { $0.number - 1 } ?? Snapshot.open)
                if from <= through, test(row, from, through) { return true }
            }
        }
        return false
    }
}
