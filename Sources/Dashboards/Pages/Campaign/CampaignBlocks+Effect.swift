import Adoption
import Analytics

// MARK: - What changed beside what changed elsewhere
extension CampaignBlocks {
    /// The change of the campaign's municipalities, beside that of comparable ones where there are enough. The word
    /// 「効果」 needs a comparison; nobody calls a difference 「有意」.
    func effect() -> Block? {
        guard let effect = report.effect, let window = report.window, !effect.campaign.isEmpty else { return nil }
        var tables = [groups(effect, window)]
        if effect.wording != .changeOnly, !effect.earlier.isEmpty { tables.append(earlier(effect)) }
        return Block(
            "effect",
            .figure(
                Figure(
                    title: title(effect), meta: meta(days(window)), caption: caption(effect), tables: tables,
                    explanation: explanation(effect))))
    }

    private func days(_ window: CampaignEffect.Window) -> String {
        let values: KeyValuePairs = ["before": format.day(window.before), "after": format.day(window.after)]
        return window.isProvisional
            ? words("campaign.effect_days_so_far", values) : words("campaign.effect_days", values)
    }

    private func title(_ effect: CampaignEffect) -> String {
        guard let difference = effect.officeWeighted, effect.wording != .changeOnly else { return changeTitle(effect) }
        let size = format.decimal(abs(difference))
        let isMore = difference > 0
        switch effect.wording {
        case .changeOnly: return changeTitle(effect)
        case _ where size == format.decimal(0): return words("campaign.effect_title_same")
        case .differenceOnly:
            return isMore
                ? words("campaign.effect_title_more", ["points": size])
                : words("campaign.effect_title_less", ["points": size])
        case .couldBeChance:
            return isMore
                ? words("campaign.effect_title_more_chance", ["points": size])
                : words("campaign.effect_title_less_chance", ["points": size])
        case .unlikelyChance:
            return isMore
                ? words("campaign.effect_title_more_unlikely", ["points": size])
                : words("campaign.effect_title_less_unlikely", ["points": size])
        }
    }

    /// 「増えた」「減った」: before and after only.
    private func changeTitle(_ effect: CampaignEffect) -> String {
        let before = effect.campaign.reduce(0) { $0 + $1.before }
        let after = effect.campaign.reduce(0) { $0 + $1.after }
        let values: KeyValuePairs = ["before": format.integer(before), "after": format.integer(after)]
        if after > before { return words("campaign.change_title_more", values) }
        return after < before
            ? words("campaign.change_title_less", values) : words("campaign.change_title_same", values)
    }

    private func groups(_ effect: CampaignEffect, _ window: CampaignEffect.Window) -> Table {
        let unit = words("unit.offices")
        var rows = [row("campaign", words("campaign.effect_own"), effect.campaign)]
        let isCompared = effect.wording != .changeOnly
        if isCompared { rows.append(row("comparison", words("campaign.effect_others"), effect.comparison)) }
        let none = Cell.text("")
        if isCompared, let difference = effect.officeWeighted {
            rows.append(
                Table.Row(
                    "difference",
                    [.text(words("campaign.effect_difference")), none, none, none, none, .points(difference)]))
        }
        // Both ways of weighting when they disagree about the direction.
        if isCompared, effect.signsDiffer, let difference = effect.municipalityWeighted {
            rows.append(
                Table.Row(
                    "difference_municipalities",
                    [.text(words("campaign.effect_difference_areas")), none, none, none, none, .points(difference)]))
        }
        return Table(
            "effect", caption: words("campaign.effect_table"),
            columns: [
                Column("group", words("campaign.column_group")),
                Column("municipalities", words("unit.municipalities_head"), .number),
                Column("before", words("campaign.column_before"), unit: unit, .number),
                Column("after", words("campaign.column_after"), unit: unit, .number),
                Column("eligible", words("campaign.column_eligible_before"), unit: unit, .number),
                Column("points", words("column.points"), unit: words("unit.points"), .strongNumber),
            ], rows: rows)
    }

    private func row(_ key: String, _ name: String, _ group: [CampaignEffect.Municipality]) -> Table.Row {
        let before = group.reduce(0) { $0 + $1.before }
        let after = group.reduce(0) { $0 + $1.after }
        let eligible = group.reduce(0) { $0 + $1.eligible }
        return Table.Row(
            key,
            [
                .text(name), .integer(group.count), .integer(before), .integer(after), .integer(eligible),
                eligible > 0
                    ? .points(100 * Double(after - before) / Double(eligible))
                    : .missing(words("reason.no_office_in_scope")),
            ])
    }

    /// The six months before, both groups: whether the rise was under way already.
    private func earlier(_ effect: CampaignEffect) -> Table {
        let percent = words("unit.percent_sign")
        return Table(
            "effect_earlier", caption: words("campaign.effect_earlier_table"),
            columns: [
                Column("day", words("column.day")),
                Column("campaign", words("campaign.effect_own"), unit: percent, .number),
                Column("comparison", words("campaign.effect_others"), unit: percent, .number),
            ],
            rows: effect.earlier.map { point in
                Table.Row(
                    point.day.description,
                    [.text(format.day(point.day)), .share(point.campaign.share), .share(point.comparison.share)])
            })
    }

    private func caption(_ effect: CampaignEffect) -> String {
        guard effect.wording != .changeOnly else {
            return words(
                "campaign.effect_caption_change",
                [
                    "count": format.integer(effect.comparison.count),
                    "fewest": format.integer(CampaignEffect.fewestComparisons),
                ])
        }
        var text = words("campaign.effect_caption")
        if let permutation = effect.permutation, effect.wording != .differenceOnly {
            let values: KeyValuePairs = [
                "all": format.integer(permutation.assignments), "extreme": format.integer(permutation.extreme),
            ]
            text +=
                permutation.isExact
                ? words("campaign.effect_caption_exact", values) : words("campaign.effect_caption_drawn", values)
        }
        if let interval = effect.shift?.interval {
            text += words(
                "campaign.effect_caption_interval",
                ["low": format.points(interval.lowerBound), "high": format.points(interval.upperBound)])
        }
        return text
    }

    /// The honesty list, under every estimate.
    private func explanation(_ effect: CampaignEffect) -> Explanation {
        let cautions = CampaignEffect.cautions.map { caution in
            switch caution {
            case .volunteers: words("campaign.caution_volunteers")
            case .nationalShocks: words("campaign.caution_national_shocks")
            case .spillOver: words("campaign.caution_spill_over")
            case .earlierTrend: words("campaign.caution_earlier_trend")
            }
        }
        let isCompared = effect.wording != .changeOnly
        return Explanation(
            shows: isCompared ? words("campaign.effect_shows") : words("campaign.change_shows"),
            restsOn: isCompared
                ? words("campaign.effect_rests_on", ["count": format.integer(effect.comparison.count)])
                : words("campaign.change_rests_on"),
            doesNotSay: cautions.joined(separator: words.language == .japanese ? "" : " "))
    }
}
