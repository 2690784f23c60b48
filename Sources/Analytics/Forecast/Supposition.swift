import Adoption

/// "What if": something that is supposed to happen in the months ahead, beside what a forecast expects anyway.
package struct Supposition: Hashable, Sendable {
    /// By place in `Reference.municipalities`; what several suppositions say of one municipality adds up.
    package private(set) var changes: [Int: [SupposedChange]] = [:]
    /// Offices that join or leave, over all municipalities.
    package private(set) var joining = 0
    package private(set) var leaving = 0
    /// Named offices that change nothing, because they are in use on the day.
    package private(set) var alreadyUsing: [OfficeNumber] = []
    /// Named offices that change nothing, because they are not among the eligible offices of the area.
    package private(set) var outside: [OfficeNumber] = []

    package init() {}

    /// How many months ahead of `last`, the last complete month, the month of a day lies; nil when the day is not
    /// within the horizon of a forecast.
    package static func ahead(_ day: Day, of last: Month) -> Int? {
        let months = Int(day.month.number - last.number)
        return (1...MunicipalityForecast.horizon).contains(months) ? months : nil
    }

    /// So many more offices of a municipality are in use from the end of that month on.
    package mutating func join(_ offices: Int, municipality: Int, ahead: Int) {
        guard offices > 0 else { return }
        changes[municipality, default: []].append(SupposedChange(ahead: ahead, offices: offices))
        joining += offices
    }

    /// So many offices of a municipality are no longer in use from the end of that month on.
    package mutating func leave(_ offices: Int, municipality: Int, ahead: Int) {
        guard offices > 0 else { return }
        changes[municipality, default: []].append(SupposedChange(ahead: ahead, offices: -offices))
        leaving += offices
    }

    /// The named offices begin: each counts where it lies on the day of the figures, if it is eligible and not in use
    /// there. `offices` are places in `Snapshot.numbers`; one that is named twice counts once.
    package mutating func join(_ offices: [Int], _ census: UseCensus, municipalities: Set<Int>, ahead: Int) {
        var added: [Int: Int] = [:]
        for office in Set(offices).sorted() {
            let state = census.state(of: office)
            if let municipality = state.municipality, municipalities.contains(municipality), state.isEligible {
                if state.isUsing {
                    alreadyUsing.append(census.number(of: office))
                } else {
                    added[municipality, default: 0] += 1
                }
            } else {
                outside.append(census.number(of: office))
            }
        }
        for (municipality, count) in added.sorted(by: { $0.key < $1.key }) {
            join(count, municipality: municipality, ahead: ahead)
        }
    }

    /// The offices in use that hold no registration on a route that counts from the change of the rule on drop out in
    /// the month of the change.
    package mutating func dropUnmoved(_ census: UseCensus, municipalities: Set<Int>, ahead: Int, change: Day) {
        for (municipality, count) in census.unmoved(at: change, municipalities: municipalities) {
            leave(count, municipality: municipality, ahead: ahead)
        }
    }
}

/// Where single offices stand on one day: for suppositions that name them.
package struct UseCensus: Sendable {
    package struct State: Hashable, Sendable {
        /// Place in `Reference.municipalities`; nil when it lies in none.
        package var municipality: Int?
        package var isEligible: Bool
        package var isUsing: Bool
    }

    private let panel: UsePanel
    private let reference: Reference
    private let day: Day

    package init(snapshot: Snapshot, reference: Reference, rules: KPIRules, day: Day) {
        panel = UsePanel(snapshot: snapshot, reference: reference, rule: rules.municipality, days: [day])
        self.reference = reference
        self.day = day
    }

    package func state(of office: Int) -> State {
        let isEligible = panel.eligible(panel.listing(of: office)) != 0
        return State(
            municipality: panel.municipality(of: office), isEligible: isEligible,
            isUsing: isEligible && panel.registered(office) != 0)
    }

    package func number(of office: Int) -> OfficeNumber {
        OfficeNumber(packed: panel.snapshot.numbers[office])
    }

    /// By municipality, ascending: offices in use on the day whose registrations do not count any more on the day of
    /// the change.
    func unmoved(at change: Day, municipalities: Set<Int>) -> [(municipality: Int, count: Int)] {
        // Under a stage that exchange records show nobody drops out with a route.
        guard panel.derived == nil else { return [] }
        let registrations = panel.snapshot.registrations
        let lasting = panel.rule.routes(on: change)
        var counts: [Int: Int] = [:]
        for office in panel.snapshot.numbers.indices {
            let state = state(of: office)
            guard state.isUsing, let municipality = state.municipality, municipalities.contains(municipality) else {
                continue
            }
            let rows = Int(registrations.starts[office])..<Int(registrations.starts[office + 1])
            let hasMoved = rows.contains { row in
                registrations.stage[row] >= panel.rule.minimumStage
                    && lasting.contains(reference.routes[Int(registrations.route[row])].code)
                    && registrations.from[row] <= day.number && registrations.through[row] >= day.number
            }
            if !hasMoved { counts[municipality, default: 0] += 1 }
        }
        return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
