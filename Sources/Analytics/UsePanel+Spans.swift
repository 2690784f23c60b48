import Adoption

extension UsePanel {
    /// Whether the office held the rule's stage on a counting route on any day from `from` to `through`.
    func wasRegistered(_ office: Int, from: Int32, through: Int32, reference: Reference) -> Bool {
        hasCountingSpan(office, reference: reference) { spanFrom, spanThrough in
            max(spanFrom, from) <= min(spanThrough, through)
        }
    }

    /// Whether the office used the exchange, eligible and registered, on any day before `day`.
    func usedBefore(_ office: Int, _ day: Int32, reference: Reference) -> Bool {
        let services = snapshot.services
        return hasCountingSpan(office, reference: reference) { from, through in
            for row in Int(services.starts[office])..<Int(services.starts[office + 1])
            where rule.services.contains(Int(services.service[row])) && counts(services.status[row])
                && max(from, services.from[row]) <= min(through, services.through[row], day - 1)
            {
                return true
            }
            return false
        }
    }

    /// Whether `test` holds for a registration cut to a period of the rule in which its route counts.
    private func hasCountingSpan(
        _ office: Int, reference: Reference, where test: (_ from: Int32, _ through: Int32) -> Bool
    ) -> Bool {
        let registrations = snapshot.registrations
        for row in Int(registrations.starts[office])..<Int(registrations.starts[office + 1])
        where registrations.stage[row] >= rule.minimumStage {
            let route = reference.routes[Int(registrations.route[row])].code
            for (index, period) in rule.routePeriods.enumerated() where period.routes.contains(route) {
                let next = index + 1 < rule.routePeriods.count ? rule.routePeriods[index + 1].from : nil
                let from = max(registrations.from[row], period.from?.number ?? Snapshot.beforeRecord)
                let through = min(registrations.through[row], next.map { $0.number - 1 } ?? Snapshot.open)
                if from <= through, test(from, through) { return true }
            }
        }
        return false
    }
}
