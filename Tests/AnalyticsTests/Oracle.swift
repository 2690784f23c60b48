import Adoption
import Analytics

/// Random ledgers, and what they mean said a second time: office by office and day by day, straight from the facts
/// and not from the snapshot's columns.
struct Oracle {
    let ledger: LedgerBuilder
    let rules: KPIRules

    func listed(_ office: LedgerBuilder.Office, _ day: Day) -> Set<ServiceStatus> {
        let inScope = office.services.filter { service in
            ledger.reference.serviceIndex(code: service.code).map { rules.municipality.services.contains($0) } ?? false
                && Spell(from: service.from, through: service.through).covers(day)
        }
        return Set(inScope.map(\.status))
    }

    func isEligible(_ office: LedgerBuilder.Office, _ day: Day) -> Bool {
        !listed(office, day).isDisjoint(with: [.active, .deemed])
    }

    func isRegistered(_ office: LedgerBuilder.Office, _ day: Day) -> Bool {
        office.registrations.contains { registration in
            registration.stage >= .registered
                && Spell(from: registration.from, through: registration.through).covers(day)
                && rules.municipality.routes(on: day).contains(registration.route)
        }
    }

    func isUsing(_ office: LedgerBuilder.Office, _ day: Day) -> Bool {
        isEligible(office, day) && isRegistered(office, day)
    }

    func municipality(_ office: LedgerBuilder.Office, _ day: Day) -> Int? {
        let place = office.places.last { $0.from.map { $0 <= day } ?? true } ?? office.places.first
        return place.flatMap { ledger.reference.municipalityIndex(of: $0.municipality) }
    }

    func isReported(_ municipality: Int, _ day: Day) -> Bool {
        ledger.reportedFrom[ledger.reference.municipalities[municipality].code].map { $0 <= day } ?? false
    }

    /// n (by the ledger) and N of a municipality.
    func count(_ municipality: Int, _ day: Day) -> UseCount {
        let own = ledger.offices.filter { self.municipality($0, day) == municipality && isEligible($0, day) }
        return UseCount(using: own.filter { isUsing($0, day) }.count, eligible: own.count)
    }
}

extension LedgerBuilder {
    /// A ledger full of overlaps, gaps, moves, suspensions and route changes between 2024 and 2027.
    static func random(seed: UInt64, offices: Int = 60) -> LedgerBuilder {
        var random = SeededGenerator(seed: seed)
        let reference = Reference.small()
        var ledger = LedgerBuilder(reference)
        for area in reference.municipalities where Bool.random(using: &random) {
            ledger.reportedFrom[area.code] = .random(using: &random)
        }
        let codes = reference.municipalities.map(\.code) + [MunicipalityCode(firstFive: 22101)]
        for index in 0..<offices {
            let moves = (0..<Int.random(in: 0...2, using: &random)).map { _ in Day.random(using: &random) }.sorted()
            let firstKnown: Day? = Bool.random(using: &random) ? nil : moves.first?.advanced(by: -40)
            let days: [Day?] = [firstKnown] + Set(moves).sorted().map { $0 }
            ledger.offices.append(
                Office(
                    number: String(1_300_000_000 + index),
                    places: days.map { Place(municipality: codes.randomElement(using: &random)!, from: $0) },
                    services: (0..<Int.random(in: 0...3, using: &random)).map { _ in .random(using: &random) },
                    registrations: (0..<Int.random(in: 0...4, using: &random)).map { _ in .random(using: &random) },
                    corporation: Int64.random(in: 0...9, using: &random)))
        }
        return ledger
    }
}

extension Day {
    static func random(using random: inout SeededGenerator) -> Day {
        Day(number: Int32.random(in: 19_700...21_000, using: &random))  // 2023-12-09 … 2027-07-01
    }
}

extension LedgerBuilder.Service {
    static func random(using random: inout SeededGenerator) -> LedgerBuilder.Service {
        let (from, through) = LedgerBuilder.randomSpell(using: &random)
        return .init(
            code: ["11", "13", "15", "43", "46"].randomElement(using: &random)!, from: from, through: through,
            status: ServiceStatus.allCases.randomElement(using: &random)!)
    }
}

extension LedgerBuilder.Registration {
    static func random(using random: inout SeededGenerator) -> LedgerBuilder.Registration {
        let (from, through) = LedgerBuilder.randomSpell(using: &random)
        return .init(
            route: ["careplan-renkei", "kaigo-web", "equivalent"].randomElement(using: &random)!,
            stage: [.pledged, .applied, .registered, .registered].randomElement(using: &random)!, from: from,
            through: through)
    }
}

extension LedgerBuilder {
    /// Ends may be open, and one spell in eight is empty (its end before its beginning).
    fileprivate static func randomSpell(using random: inout SeededGenerator) -> (Day?, Day?) {
        let days = [Day.random(using: &random), Day.random(using: &random)].sorted()
        if Int.random(in: 0..<8, using: &random) == 0 { return (days[1], days[0].advanced(by: -1)) }
        return (
            Int.random(in: 0..<3, using: &random) == 0 ? nil : days[0],
            Int.random(in: 0..<3, using: &random) == 0 ? nil : days[1]
        )
    }
}
