import Adoption

/// Who registers when, in one municipality: most of the spread lies between municipalities, chains decide for all their
/// offices, pledges often stay pledges, and some who joined leave.
struct SampleAdoption {
    private let level: Int
    private let campaign: Day
    private let campaignShare: Int
    private let seed: UInt64

    /// Shares of registered offices at the end, in 10,000ths, from the most to the least active municipality.
    private static let levels = [3_300...4_800, 2_000...3_000, 750...1_500, 60...600]

    /// How many municipalities of a hundred stand on each level, in strong, lively, ordinary and slow prefectures, and
    /// how many prefectures of a hundred are such.
    private static let prefectures: [(weight: Int, shares: [Int])] = [
        (8, [42, 36, 16, 6]), (22, [20, 30, 36, 14]), (48, [6, 17, 49, 28]), (22, [2, 9, 43, 46]),
    ]

    init(place: MunicipalityCode, seed: UInt64) {
        var prefecture = SampleRandom(seed, 0x9F27, UInt64(place.prefecture))
        let shares = SampleAdoption.prefectures[prefecture.weighted(SampleAdoption.prefectures.map(\.weight))].shares
        var random = SampleRandom(seed, 0xAD09, UInt64(place.number))
        level = random.within(SampleAdoption.levels[random.weighted(shares)])
        campaign = Day(number: 19_875).advanced(by: random.below(780))
        campaignShare = level > 1_900 ? 4_500 : 800
        self.seed = seed
    }

    /// How active the municipality is, in 10,000ths of offices registered at the end.
    var activity: Int { level }

    /// The stages of one office, in order of their first days.
    func spells(of office: SampleOffice) -> [StageSpell] {
        var random = SampleRandom(seed, 0x5BE1, office.number.packed)
        let day = registration(of: office, &random)
        return spells(of: office, from: day, leaving: 1_100, &random)
    }

    /// The stages of one office whose first day of registration is decided; fewer leave.
    func spells(of office: SampleOffice, from day: Day?) -> [StageSpell] {
        var random = SampleRandom(seed, 0x5BE2, office.number.packed)
        return spells(of: office, from: day, leaving: 200, &random)
    }

    private func spells(
        of office: SampleOffice, from day: Day?, leaving: Int, _ random: inout SampleRandom
    ) -> [StageSpell] {
        let last = office.lastDay ?? SampleCalendar.secondList
        guard let day, day < last else { return waiting(office, until: last, &random) }
        // From July 2026 on most go straight to the successor.
        let route: Route = day >= SampleCalendar.successor && random.chance(6_000) ? .web : .careplan
        var spells = approach(office, day, route, &random)
        spells +=
            route == .web
            ? [spell(office, .web, .registered, from: day)]
            : registered(office, from: day, until: last, leaving: leaving, &random)
        if random.chance(90) {
            spells.append(spell(office, .equivalent, .registered, from: day.advanced(by: -random.below(200))))
        }
        return closed(spells.sorted { $0.from < $1.from }.map { $0.spell }, of: office)
    }

    /// A plain registration, for the offices that a municipality needs to stand just below its KPI.
    func plain(_ office: SampleOffice) -> [StageSpell] {
        var random = SampleRandom(seed, 0x91A1, office.number.packed)
        let day = SampleCalendar.freePass.advanced(by: random.below(420))
        return closed([spell(office, .careplan, .registered, from: day).spell], of: office)
    }

    /// The first day of registration; nil for offices that never register.
    private func registration(of office: SampleOffice, _ random: inout SampleRandom) -> Day? {
        let inherited = SampleRandom(seed, 0xC0DE, UInt64(office.corporation.number.number))
        var shared = inherited
        var day = SampleCalendar.registrationDay(&random)
        let willing: Bool
        if let chain = office.corporation.chain {
            let share = chain.adopts ? max(4_000, min(9_000, level * 4)) : level * 55 / 100
            willing = random.below(10_000) < share * office.readiness / 100
            if chain.adopts { day = chain.day.advanced(by: random.below(75)) }
        } else if random.chance(5_000) {
            // Offices of one local corporation tend to decide as one.
            willing = shared.below(10_000) < level * office.readiness / 100
            day = SampleCalendar.registrationDay(&shared).advanced(by: random.below(40))
        } else {
            willing = random.below(10_000) < level * office.readiness / 100
        }
        guard willing else { return nil }
        if random.chance(campaignShare) { day = campaign.advanced(by: random.below(120)) }
        if let opened = office.openDay, day <= opened { day = opened.advanced(by: 30 + random.below(120)) }
        return day <= SampleCalendar.secondList ? day : nil
    }

    /// Pledge and application before the registration, as far as they were recorded.
    private func approach(
        _ office: SampleOffice, _ day: Day, _ route: Route, _ random: inout SampleRandom
    ) -> [Dated] {
        var steps: [Dated] = []
        var next = day
        if random.chance(2_200) {
            let applied = day.advanced(by: -random.within(4...45))
            if applied >= SampleCalendar.start {
                steps.append(
                    spell(
                        office, taken(route, on: applied), .applied, from: applied, through: next.advanced(by: -1),
                        .advanced))
                next = applied
            }
        }
        if next > SampleCalendar.pledges, random.chance(5_500) {
            let pledged = SampleCalendar.pledges.advanced(by: random.below(next.days(since: SampleCalendar.pledges)))
            steps.append(
                spell(
                    office, taken(route, on: pledged), .pledged, from: pledged, through: next.advanced(by: -1),
                    .advanced))
        }
        return steps
    }

    /// Registration with what becomes of it: cancellation, an expired licence, a restart, the move to the successor.
    private func registered(
        _ office: SampleOffice, from day: Day, until last: Day, leaving: Int, _ random: inout SampleRandom
    ) -> [Dated] {
        var spells: [Dated] = []
        var current = day
        let draw = random.below(10_000)
        if draw < leaving {
            let expired = draw < leaving * 4 / 11
            let end = day.advanced(by: expired ? 364 : 60 + random.below(500))
            if end < last {
                spells.append(
                    spell(office, .careplan, .registered, from: day, through: end, expired ? .expired : .cancelled))
                guard random.chance(3_500) else { return spells }
                current = end.advanced(by: 20 + random.below(200))
                guard current < last else { return spells }
            }
        }
        let moveShare = random.below(10_000)
        let moved = max(SampleCalendar.successor, current.advanced(by: 1)).advanced(by: random.below(115))
        guard moveShare < 3_800, moved <= last else {
            let end = last == SampleCalendar.secondList ? statedEnd(of: office, from: current) : nil
            spells.append(
                spell(office, .careplan, .registered, from: current, through: end, end == nil ? nil : .expired))
            if moveShare > 9_000, last == SampleCalendar.secondList {
                spells.append(spell(office, .web, .applied, from: last.advanced(by: -random.below(60))))
            }
            return spells
        }
        // Most keep the old licence until it ends with the year; some give it up when the new one is valid.
        let keeps = random.chance(7_000)
        spells.append(
            spell(
                office, .careplan, .registered, from: current, through: keeps ? nil : moved.advanced(by: -1),
                keeps ? nil : .advanced))
        spells.append(spell(office, .web, .registered, from: moved))
        return spells
    }

    /// Of a few licences the list says on which day of the coming month they end.
    private func statedEnd(of office: SampleOffice, from first: Day) -> Day? {
        var random = SampleRandom(seed, 0x1A95, office.number.packed)
        guard random.chance(300), first.days(since: SampleCalendar.secondList) < -90 else { return nil }
        return SampleCalendar.secondList.advanced(by: random.within(1...30))
    }

    /// Offices that never registered: pledges and applications that lead nowhere (so far), other systems.
    private func waiting(_ office: SampleOffice, until last: Day, _ random: inout SampleRandom) -> [StageSpell] {
        var spells: [Dated] = []
        let opened = office.openDay ?? SampleCalendar.start
        if random.below(10_000) < 10 * office.readiness {
            let day = max(SampleCalendar.pledges, opened).advanced(by: random.below(60) * random.below(60) / 40)
            let withdrawn = random.chance(900)
            if day < last {
                let end = day.advanced(by: 20 + random.below(60))
                spells.append(
                    spell(
                        office, current(on: day), .pledged, from: day, through: withdrawn && end < last ? end : nil,
                        withdrawn && end < last ? .cancelled : nil))
            }
        }
        if random.below(10_000) < 2 * office.readiness {
            let day = max(opened, SampleCalendar.registrationDay(&random))
            let end = day.advanced(by: 60 + random.below(120))
            let dropped = random.chance(4_500) && end < last
            if day < last {
                spells.append(
                    spell(
                        office, current(on: day), .applied, from: day,
                        through: dropped ? end : nil, dropped ? .cancelled : nil))
            }
        }
        if random.below(10_000) < 2 * office.readiness {
            let day = max(opened, SampleCalendar.start).advanced(by: random.below(1_200))
            if day < last { spells.append(spell(office, .equivalent, .registered, from: day)) }
        }
        return closed(spells.sorted { $0.from < $1.from }.map { $0.spell }, of: office)
    }

    /// An office that closed ends what was still running.
    private func closed(_ spells: [StageSpell], of office: SampleOffice) -> [StageSpell] {
        guard let last = office.lastDay else { return spells }
        return spells.compactMap { spell in
            guard let from = spell.spell.from, from <= last else { return nil }
            if let through = spell.spell.through, through <= last { return spell }
            var ended = spell
            ended.spell.through = last
            ended.endReason = .officeClosed
            return ended
        }
    }
}

extension SampleAdoption {
    private enum Route: String {
        case careplan = "careplan-renkei"
        case web = "kaigo-web"
        case equivalent = "equivalent"
    }

    /// The route of a step before the registration: the successor only when it had begun.
    private func taken(_ route: Route, on day: Day) -> Route {
        day < SampleCalendar.successor ? .careplan : route
    }

    /// The route that takes new offices on a day.
    private func current(on day: Day) -> Route { day >= SampleCalendar.successor ? .web : .careplan }

    /// A spell whose first day is known, so that spells can be put in order.
    private struct Dated {
        var from: Day
        var spell: StageSpell
    }

    private func spell(
        _ office: SampleOffice, _ route: Route, _ stage: Stage, from: Day, through: Day? = nil,
        _ reason: EndReason? = nil
    ) -> Dated {
        let source =
            switch stage {
            case .pledged: "見本 誓約書"
            case .applied: "見本 申請控"
            default: route == .equivalent ? "見本 届出" : "見本 登録一覧"
            }
        return Dated(
            from: from,
            spell: StageSpell(
                office: office.number, route: route.rawValue, stage: stage,
                spell: Spell(from: from, through: through), endReason: reason, source: source,
                evidence: from.month.description))
    }
}
