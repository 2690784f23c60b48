import Adoption

extension CampaignEffect {
    /// The days between which a campaign's change is measured: the day before it begins, and the end of the third
    /// month after the month in which it ends, or the as-of day when that has not come.
    package struct Window: Hashable, Sendable {
        package var before: Day
        package var after: Day
        /// The window is not over yet.
        package var isProvisional: Bool

        /// Nil before the campaign begins.
        package init?(_ definition: CampaignDefinition, asOf day: Day) {
            guard day >= definition.begins else { return nil }
            let end = definition.ends.month.advanced(by: 3).lastDay
            before = definition.begins.advanced(by: -1)
            after = min(day, end)
            isProvisional = day < end
        }

        /// Ends of the six months before, for the trend.
        package var trendDays: [Day] {
            (1...6).reversed().map { before.advanced(by: 1).month.advanced(by: -$0).lastDay }
        }
    }

    /// The effect of a campaign against the municipalities that the rule chooses: of the same prefecture, N of at
    /// least 10 before, a rate before within 5 points of the campaign's, known on both days, and without a campaign
    /// that began by the end of the window.
    ///
    /// - Parameters:
    ///   - others: all campaigns that are known, this one too.
    ///   - before, after: of the window's two days.
    ///   - series: over the window's trend days; nil: no trend.
    package init(
        of definition: CampaignDefinition, others: [CampaignDefinition], window: Window, before: Standing,
        after: Standing, series: MonthlySeries?, reference: Reference
    ) {
        let own = Set(reference.places(of: definition.area))
        let busy = others.filter { $0.id != definition.id && $0.begins <= window.after }
            .reduce(into: own) { $0.formUnion(reference.places(of: $1.area)) }
        let prefectures = Set(own.map { reference.municipalities[$0].code.prefecture })
        func figures(_ place: Int) -> Municipality? {
            let (first, last) = (before.municipalities[place], after.municipalities[place])
            guard let start = first.using.value, let end = last.using.value, first.eligible > 0 else { return nil }
            return Municipality(code: first.code, eligible: first.eligible, before: start, after: end)
        }
        let campaign = own.sorted().compactMap { place in figures(place).map { (place, $0) } }
        let group = UseCount(
            using: campaign.reduce(0) { $0 + $1.1.before }, eligible: campaign.reduce(0) { $0 + $1.1.eligible })
        let comparison = reference.municipalities.indices.compactMap { place -> (Int, Municipality)? in
            guard !busy.contains(place), prefectures.contains(reference.municipalities[place].code.prefecture),
                let municipality = figures(place), municipality.isComparable(with: group)
            else { return nil }
            return (place, municipality)
        }
        let trend = series.map { CampaignEffect.trend($0, campaign.map(\.0), comparison.map(\.0)) } ?? []
        self.init(campaign: campaign.map(\.1), comparison: comparison.map(\.1), earlier: trend)
    }

    /// Points at which every municipality of both groups is known: a change of who reports is no trend.
    private static func trend(_ series: MonthlySeries, _ campaign: [Int], _ comparison: [Int]) -> [TrendPoint] {
        let own = campaign.map(series.municipality)
        let other = comparison.map(series.municipality)
        return series.days.indices.compactMap { place in
            let first = own.compactMap { $0[place].count }
            let second = other.compactMap { $0[place].count }
            guard first.count == own.count, second.count == other.count else { return nil }
            return TrendPoint(
                day: series.days[place], campaign: first.reduce(.zero, +), comparison: second.reduce(.zero, +))
        }
    }
}

extension CampaignEffect.Municipality {
    static let fewestOffices = 10

    /// |n/N − n'/N'| ≤ 5/100, by integers.
    func isComparable(with group: UseCount) -> Bool {
        guard eligible >= Self.fewestOffices, group.eligible > 0 else { return false }
        let difference = Int128(before) * Int128(group.eligible) - Int128(group.using) * Int128(eligible)
        return 20 * abs(difference) <= Int128(eligible) * Int128(group.eligible)
    }
}

extension Reference {
    /// The municipalities that an area stands for: itself, or all of a prefecture.
    fileprivate func places(of area: MunicipalityCode) -> [Int] {
        area.isPrefecture
            ? municipalities.indices.filter { municipalities[$0].code.prefecture == area.prefecture }
            : municipalityIndex(of: area).map { [$0] } ?? []
    }
}
