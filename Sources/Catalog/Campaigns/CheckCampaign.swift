import Adoption

/// Numbers that fit each other: places against the total, the rewards against the budget.
extension CampaignLoader {
    func checkPlaces(
        _ root: DefinitionPlace, _ definition: CampaignDefinition,
        _ frames: [(place: DefinitionPlace, frame: CampaignFrame)]
    ) {
        for (place, frame) in frames where frame.reservedForAttendees > 0 {
            if let places = frame.places, frame.reservedForAttendees > places {
                place.report(
                    "残す数\(frame.reservedForAttendees)が募集数\(places)を超えています。", "募集数以下の数が要ります。",
                    at: "reserved_for_attendees")
            } else if place.definition["places"] == nil {
                place.report("残す数がありますが、枠の募集数（places）がありません。", "枠の募集数が要ります。", at: "reserved_for_attendees")
            }
        }
        let places = frames.compactMap(\.frame.places)
        guard let total = definition.places, places.count == frames.count else { return }
        let sum = places.reduce(0, +)
        if sum < total {
            root.report(
                "枠の募集数の合計\(sum)が、全体の募集数\(total)に届きません。", "", "どちらかの数を確かめてください。", at: "places",
                severity: .warning)
        } else if sum > total {
            root.report(
                "枠の募集数の合計\(sum)が、全体の募集数\(total)を超えています。", "全体の数に達すると、どの枠も締め切られます。", at: "places",
                severity: .warning)
        }
    }

    func checkBudget(_ root: DefinitionPlace, _ definition: CampaignDefinition) {
        guard let budget = definition.budget, let most = definition.largestCommitment, most > budget else { return }
        root.report(
            "支払いは最大で\(most)円になり、総額\(budget)円を超えます。", "", "募集数、謝礼、総額のどれかを確かめてください。", at: "budget",
            severity: .warning)
    }
}

extension CampaignDefinition {
    /// The yen that are due when every place is taken and every condition met; nil when places or rewards have no
    /// limit. With a total of places the dearest frames fill first.
    package var largestCommitment: Int? {
        var rest = places
        var sum = 0
        let rewards = frames.compactMap { frame in frame.largestReward.map { (places: frame.places, yen: $0) } }
        guard rewards.count == frames.count else { return nil }
        for (places, yen) in rewards.sorted(by: { $0.yen > $1.yen }) {
            // At most 100,000 places and some rewards of 10,000,000 yen: no product or sum leaves an Int.
            guard let taken = [places, rest].compactMap({ $0 }).min() else { return nil }
            sum += taken * yen
            rest = rest.map { $0 - taken }
        }
        return sum
    }
}

extension CampaignFrame {
    /// The yen that one enrollment can earn at most, for both offices together; nil without a limit.
    package var largestReward: Int? {
        var sum = 0
        for reward in rewards {
            let yen: Int
            switch reward.amount {
            case .fixed(let fixed): yen = fixed
            case .cost(let cap, let unit, _): yen = cap / max(unit, 1) * max(unit, 1)
            case .perPartner(_, _, _, let most):
                guard let most else { return nil }
                yen = most
            }
            sum += reward.to == .each ? 2 * yen : yen
        }
        return sum
    }
}
