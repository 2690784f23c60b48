import Adoption

extension Standing {
    /// What n and N of one municipality are made of.
    package func breakdown(of municipality: MunicipalityFigures, sizes: CorporationSizes) -> OfficeBreakdown {
        var counts = BreakdownCounts(panel)
        for office in offices[municipality.index] {
            counts.add(Int(office), panel, sizes, exchange, municipality: municipality.index)
        }
        return counts.breakdown(panel, isReported: municipality.isReported)
    }

    /// What n and N of a prefecture are made of: the sum over its reported municipalities, as in the headline.
    package func breakdown(of prefecture: PrefectureFigures, sizes: CorporationSizes) -> OfficeBreakdown {
        var counts = BreakdownCounts(panel)
        var isReported = false
        for index in prefecture.municipalities where municipalities[index].isReported {
            isReported = true
            for office in offices[index] { counts.add(Int(office), panel, sizes, exchange, municipality: index) }
        }
        return counts.breakdown(panel, isReported: isReported)
    }

    /// What a page of a prefecture shows: `breakdown`, and while no municipality is reported N of all of them, because
    /// the offices are known although their use is not.
    package func shownBreakdown(of prefecture: PrefectureFigures, sizes: CorporationSizes) -> OfficeBreakdown {
        guard prefecture.grounds.reported == 0 else { return breakdown(of: prefecture, sizes: sizes) }
        var counts = BreakdownCounts(panel)
        for index in prefecture.municipalities {
            for office in offices[index] { counts.add(Int(office), panel, sizes, exchange, municipality: index) }
        }
        return counts.breakdown(panel, isReported: false)
    }

    /// What n and N of the nation are made of: the sum over the prefectures.
    package func nationalBreakdown() -> OfficeBreakdown {
        var sum = BreakdownCounts(panel).breakdown(panel, isReported: false)
        for prefecture in prefectures {
            sum += breakdown(of: prefecture, sizes: corporationSizes(of: prefecture))
        }
        return sum
    }
}

/// The running counts of a breakdown on the one day of a panel.
private struct BreakdownCounts {
    var total = UseCount.zero
    /// Index 0: no stage on a counting route; then by the highest stage.
    var ladder: [Int]
    var usingByRoute: [Int]
    var unmoved = 0
    var usingWithoutUnmoved = 0
    var lapsed = 0
    var services = [UseCount](repeating: .zero, count: 64)
    var corporations = [UseCount](repeating: .zero, count: CorporationBand.allCases.count)
    /// 初回連携, 定期連携, 面的連携 of the offices in municipalities with exchange records.
    var derived = [UseCount](repeating: .zero, count: 3)

    init(_ panel: UsePanel) {
        ladder = [Int](repeating: 0, count: Stage.allCases.count + 1)
        usingByRoute = [Int](repeating: 0, count: panel.countingDays.count)
    }

    mutating func add(
        _ office: Int, _ panel: UsePanel, _ sizes: CorporationSizes, _ exchange: ExchangeReading, municipality: Int
    ) {
        var offered = panel.eligibleServices(of: office)
        guard offered != 0 else { return }
        let position = panel.position(of: office)
        let count = UseCount(using: position.isUsing ? 1 : 0, eligible: 1)
        total += count
        ladder[Int(position.stage)] += 1
        var routes = position.routes
        while routes != 0 {
            usingByRoute[routes.trailingZeroBitCount] += 1
            routes &= routes - 1
        }
        if position.isUnmoved { unmoved += 1 }
        if position.isUsing, !position.isUnmoved { usingWithoutUnmoved += 1 }
        if position.isLapsed { lapsed += 1 }
        while offered != 0 {
            services[offered.trailingZeroBitCount] += count
            offered &= offered - 1
        }
        corporations[sizes.band(of: panel.snapshot.corporations[office]).position] += count
        guard exchange.isRecorded(municipality) else { return }
        for (place, stage) in Stage.derived.enumerated() {
            derived[place] += UseCount(using: exchange.stage(of: office) >= stage.rawValue ? 1 : 0, eligible: 1)
        }
    }

    func breakdown(_ panel: UsePanel, isReported: Bool) -> OfficeBreakdown {
        let stages: [OfficeBreakdown.StageReading] = Stage.allCases.map { stage in
            guard stage.isRecorded else {
                let count = derived[Int(stage.rawValue - Stage.exchanged.rawValue)]
                return .init(stage: stage, count: count.eligible > 0 ? .value(count) : .missing(.noExchangeRecords))
            }
            let using = ladder[Int(stage.rawValue)...].reduce(0, +)
            return .init(stage: stage, count: .value(UseCount(using: using, eligible: total.eligible)))
        }
        return OfficeBreakdown(
            isReported: isReported, total: total, stages: stages,
            ladder: Array(ladder[...Int(Stage.registered.rawValue)]),
            routes: usingByRoute.enumerated().map { route, using in
                .init(route: route, counts: panel.countingDays[route] != 0, using: using)
            },
            unmoved: unmoved, usingWithoutUnmoved: usingWithoutUnmoved, lapsed: lapsed,
            services: services.enumerated().compactMap { service, count in
                count.eligible > 0 ? .init(service: service, count: count) : nil
            },
            corporations: zip(CorporationBand.allCases, corporations).map { .init(band: $0, count: $1) })
    }
}

extension CorporationBand {
    /// Place in `allCases`.
    var position: Int {
        switch self {
        case .one: 0
        case .twoToFour: 1
        case .fiveToNine: 2
        case .tenOrMore: 3
        case .unknown: 4
        }
    }
}

extension UsePanel {
    /// Where an office stands on the one day of a panel.
    struct Position {
        /// The highest stage on a route that counts; 0 for none.
        var stage: UInt8 = 0
        /// Routes on which it holds the rule's stage, counting or not.
        var routes: UInt64 = 0
        var isUsing = false
        /// Its only registrations are on routes that do not count in the rule's last period.
        var isUnmoved = false
        /// Held the rule's stage on a route of the rule once, and on none now.
        var isLapsed = false
    }

    func position(of office: Int) -> Position {
        let registrations = snapshot.registrations
        var position = Position()
        var held = false
        var moved = false
        var ended = false
        for row in Int(registrations.starts[office])..<Int(registrations.starts[office + 1]) {
            let stage = registrations.stage[row]
            let route = Int(registrations.route[row])
            let counts = countingDays[route] & 1 != 0
            if panel.mask(from: registrations.from[row], through: registrations.through[row]) != 0 {
                if counts { position.stage = max(position.stage, stage.rawValue) }
                guard stage >= rule.minimumStage else { continue }
                position.routes |= 1 << UInt64(route)
                if counts { position.isUsing = true }
                if everCounts[route] { held = true }
                if countsLast[route] { moved = true }
            } else if stage >= rule.minimumStage, everCounts[route], registrations.through[row] < panel.days[0] {
                ended = true
            }
        }
        if let derived {
            position.isUsing = registered(office) != 0
            ended = derived.spans(of: office).contains { $0.through < panel.days[0] }
            held = position.isUsing
        }
        position.isUnmoved = derived == nil && held && !moved
        position.isLapsed = ended && !held
        return position
    }

    /// The services in scope, as bits over the reference's order, that make the office eligible on the one day.
    func eligibleServices(of office: Int) -> UInt64 {
        let services = snapshot.services
        var bits: UInt64 = 0
        for row in Int(services.starts[office])..<Int(services.starts[office + 1])
        where rule.services.contains(Int(services.service[row])) && counts(services.status[row])
            && panel.mask(from: services.from[row], through: services.through[row]) != 0
        {
            bits |= 1 << UInt64(services.service[row])
        }
        return bits
    }
}
