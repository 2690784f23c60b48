import Adoption

/// The move to the route of the rule's last period (the service of 2027): how many offices have moved, and what
/// becomes of the KPI if the others drop out.
package struct RouteMove: Hashable, Sendable {
    package enum State: String, CaseIterable, Sendable {
        /// Registered on a route of the last period.
        case moved
        /// Registered on an earlier route only, by a list of a day on which one could move; or ended as 未移行.
        case notMoved = "not_moved"
        /// Registered on an earlier route only, and no list of the municipality is newer than the new route.
        case unknown
    }

    package struct Office: Hashable, Sendable {
        /// Place in `Snapshot.numbers`.
        package var office: Int32
        package var municipality: Int
        package var state: State
        /// It is in n on the day.
        package var isUsing: Bool
    }

    /// The first day on which only the routes of the last period count.
    package var changeDay: Day
    /// The first day on which one can register on a route of the last period; nil when it is always there.
    package var openDay: Day?
    /// n and N of the area on the day.
    package var total: UseCount
    package var moved = 0
    package var notMoved = 0
    package var unknown = 0
    /// Of those, the ones in n on the day: after the change none that has not moved is.
    package var usingNotMoved = 0
    package var usingUnknown = 0
    /// Whether the municipality is reported; a sum is over reported municipalities.
    package var isReported: Bool

    /// n if the offices that have not moved drop out.
    package var withoutNotMoved: UseCount { UseCount(using: total.using - usingNotMoved, eligible: total.eligible) }

    /// n if the unknown ones drop out too: the worst case.
    package var withoutUnknown: UseCount {
        UseCount(using: withoutNotMoved.using - usingUnknown, eligible: total.eligible)
    }

    mutating func add(_ other: RouteMove) {
        total += other.total
        moved += other.moved
        notMoved += other.notMoved
        unknown += other.unknown
        usingNotMoved += other.usingNotMoved
        usingUnknown += other.usingUnknown
        isReported = isReported || other.isReported
    }
}

/// Of a prefecture: its municipalities' KPI if the unmoved drop out.
package struct PrefectureMove: Hashable, Sendable {
    /// The sum over the reported municipalities.
    package var sum: RouteMove
    /// M, and how many meet their KPI now, without the unmoved, and without the unknown too.
    package var applicable: Int
    package var met: Int
    package var metWithoutNotMoved: Int
    package var metWithoutUnknown: Int
}

extension Standing {
    /// The move in one municipality, by the rule's routes; nil when the rule never changes its routes or nobody can
    /// move yet.
    package func routeMove(of municipality: MunicipalityFigures, reference: Reference) -> RouteMove? {
        guard let frame = moveFrame(reference) else { return nil }
        var move = frame
        move.isReported = municipality.isReported
        for office in routeMoveOffices(of: municipality.index, frame) {
            switch office.state {
            case .moved: move.moved += 1
            case .notMoved:
                move.notMoved += 1
                move.usingNotMoved += office.isUsing ? 1 : 0
            case .unknown:
                move.unknown += 1
                move.usingUnknown += office.isUsing ? 1 : 0
            }
        }
        move.total = municipality.count ?? UseCount(using: 0, eligible: municipality.eligible)
        return move
    }

    /// The move in a prefecture; nil as for a municipality, or when none is reported.
    package func routeMove(of prefecture: PrefectureFigures, reference: Reference) -> PrefectureMove? {
        guard var sum = moveFrame(reference) else { return nil }
        let target = rules.municipalityTarget
        var met = (now: 0, withoutNotMoved: 0, withoutUnknown: 0)
        for municipality in municipalities(of: prefecture) where municipality.isReported {
            guard let move = routeMove(of: municipality, reference: reference) else { continue }
            sum.add(move)
            func isMet(_ count: UseCount) -> Bool { target.isMet(count.using, of: count.eligible) ?? false }
            met.now += isMet(move.total) ? 1 : 0
            met.withoutNotMoved += isMet(move.withoutNotMoved) ? 1 : 0
            met.withoutUnknown += isMet(move.withoutUnknown) ? 1 : 0
        }
        guard sum.isReported else { return nil }
        return PrefectureMove(
            sum: sum, applicable: prefecture.applicable, met: met.now, metWithoutNotMoved: met.withoutNotMoved,
            metWithoutUnknown: met.withoutUnknown)
    }

    /// Where every office of a municipality stands with the move. For staff only.
    package func routeMoveOffices(of municipality: Int, reference: Reference) -> [RouteMove.Office] {
        moveFrame(reference).map { routeMoveOffices(of: municipality, $0) } ?? []
    }

    private func moveFrame(_ reference: Reference) -> RouteMove? {
        let periods = rules.municipality.routePeriods
        guard periods.count > 1, let last = periods.last, let change = last.from else { return nil }
        let routes = reference.routes.filter { last.routes.contains($0.code) }
        let isOpen = routes.contains { $0.valid.from.map { $0 <= day } ?? true }
        guard isOpen else { return nil }
        // A route without a first day was always there.
        let first = routes.contains { $0.valid.from == nil } ? nil : routes.compactMap(\.valid.from).min()
        return RouteMove(changeDay: change, openDay: first, total: .zero, isReported: false)
    }

    private func routeMoveOffices(of municipality: Int, _ frame: RouteMove) -> [RouteMove.Office] {
        let snapshot = panel.snapshot
        let latest = snapshot.reports.latest(of: municipality, through: day)
        let couldTell = frame.openDay.map { open in latest.map { open <= $0 } ?? false } ?? true
        return offices[municipality].compactMap { office in
            guard panel.eligible(panel.listing(of: Int(office))) != 0 else { return nil }
            let isUsing = panel.registered(Int(office)) != 0
            let state: RouteMove.State
            switch panel.move(of: Int(office), through: day) {
            case .moved: state = .moved
            case .ended: state = .notMoved
            case .unmoved: state = couldTell ? .notMoved : .unknown
            case .none: return nil
            }
            return .init(office: office, municipality: municipality, state: state, isUsing: isUsing)
        }
    }
}

extension UsePanel {
    fileprivate enum Move { case moved, unmoved, ended }

    /// Where an office stands on the one day; nil when it holds, and held until the change, nothing to move.
    fileprivate func move(of office: Int, through day: Day) -> Move? {
        let registrations = snapshot.registrations
        var move: Move?
        for row in Int(registrations.starts[office])..<Int(registrations.starts[office + 1])
        where registrations.stage[row] >= rule.minimumStage {
            let route = Int(registrations.route[row])
            if panel.mask(from: registrations.from[row], through: registrations.through[row]) != 0 {
                if countsLast[route] { return .moved }
                if everCounts[route] { move = .unmoved }
            } else if registrations.endReason[row] == .notMoved, registrations.through[row] < day.number, move == nil {
                move = .ended
            }
        }
        return move
    }
}
