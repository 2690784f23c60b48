import Adoption

/// What the campaign's offices registered: it takes the place of what they would have done by themselves.
enum SampleCampaignSpells {
    static func apply(
        _ enrollments: [SampleEnrollment], offices: [SampleOffice], to spells: inout [[StageSpell]], seed: UInt64
    ) {
        for enrollment in enrollments {
            for party in enrollment.parties where party.fate != .user {
                spells[party.office] = made(offices[party.office], party.fate, after: enrollment.received, seed: seed)
            }
        }
    }

    private static func made(
        _ office: SampleOffice, _ fate: SampleEnrollment.Fate, after received: Day, seed: UInt64
    ) -> [StageSpell] {
        var random = SampleRandom(seed, 0xCA59, office.number.packed)
        guard let start = fate.start else {
            let applied = received.advanced(by: random.within(3...30))
            guard random.chance(4_000), applied <= SampleCalendar.secondList else { return [] }
            return [spell(office, route(on: applied, isMoved: true), .applied, from: applied)]
        }
        let route = route(on: start, isMoved: random.chance(7_000))
        let applied = start.advanced(by: -random.within(3...20))
        var spells: [StageSpell] = []
        if random.chance(6_000), applied > received {
            spells.append(
                spell(
                    office, self.route(on: applied, isMoved: route != careplan), .applied, from: applied,
                    through: start.advanced(by: -1), .advanced))
        }
        if case .stopped(_, let last) = fate {
            spells.append(spell(office, route, .registered, from: start, through: last, .cancelled))
        } else {
            spells.append(spell(office, route, .registered, from: start))
        }
        return spells
    }

    private static let careplan = "careplan-renkei"

    private static func route(on day: Day, isMoved: Bool) -> String {
        isMoved && day >= SampleCalendar.successor ? "kaigo-web" : careplan
    }

    private static func spell(
        _ office: SampleOffice, _ route: String, _ stage: Stage, from: Day, through: Day? = nil,
        _ reason: EndReason? = nil
    ) -> StageSpell {
        StageSpell(
            office: office.number, route: route, stage: stage, spell: Spell(from: from, through: through),
            endReason: reason, source: stage == .applied ? "見本 申請控" : "見本 登録一覧", evidence: from.month.description)
    }
}
