import Adoption

/// Offices that pledged or registered and have never exchanged, as far as exchange records tell. For staff only.
package struct PaperUse: Sendable {
    package struct Office: Hashable, Sendable {
        /// Place in `Snapshot.numbers`.
        package var office: Int32
        package var municipality: Int
        /// The highest recorded stage, its route and since when.
        package var stage: Stage
        package var route: Int
        package var since: Day?
    }

    /// By stage, the higher first, then by how long it has lasted, then by number; or why nothing can be told.
    package let offices: Known<[Office]>

    /// - Parameter hasExchanged: by place in `Snapshot.numbers`, whether the office ever exchanged by the day; nil when
    ///   no exchange record was imported.
    package init(_ standing: Standing, municipalities: [Int], hasExchanged: [Bool]?) {
        guard let hasExchanged else {
            offices = .missing(.noExchangeRecords)
            return
        }
        let panel = standing.panel
        var found: [Office] = []
        for municipality in municipalities {
            for office in standing.offices[municipality]
            where !hasExchanged[Int(office)] && panel.eligible(panel.listing(of: Int(office))) != 0 {
                guard let held = panel.highestStage(of: Int(office)) else { continue }
                found.append(
                    Office(
                        office: office, municipality: municipality, stage: held.stage, route: held.route,
                        since: held.since == Snapshot.beforeRecord ? nil : Day(number: held.since)))
            }
        }
        offices = .value(found.sorted { $0.rank < $1.rank })
    }
}

extension PaperUse.Office {
    fileprivate var rank: (Int, Int32, Int32) { (-Int(stage.rawValue), since?.number ?? .min, office) }
}

extension UsePanel {
    /// The highest stage that an office holds on a route of the rule on the one day, with its route and first day.
    func highestStage(of office: Int) -> (stage: Stage, route: Int, since: Int32)? {
        let registrations = snapshot.registrations
        var best: (stage: Stage, route: Int, since: Int32)?
        for row in Int(registrations.starts[office])..<Int(registrations.starts[office + 1]) {
            let stage = registrations.stage[row]
            let route = Int(registrations.route[row])
            guard everCounts[route], best.map({ $0.stage < stage }) ?? true,
                panel.mask(from: registrations.from[row], through: registrations.through[row]) != 0
            else { continue }
            best = (stage, route, registrations.from[row])
        }
        return best
    }
}
