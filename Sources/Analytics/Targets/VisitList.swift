import Adoption

/// Whom to invite next: the eligible offices of an area that do not use the exchange, in the order of a visit.
///
/// For staff only: it names offices.
package struct VisitList: Sendable {
    /// What would change if the first offices of a choice began.
    package struct Invitation: Hashable, Sendable {
        /// Places in `Snapshot.numbers`, in the order of the choice.
        package var offices: [Int32]
        /// The volume a month that would become digital.
        package var gain: Int
        /// All sets were compared; else chosen step by step, offices and pairs.
        package var isExact: Bool
    }

    /// In the order of visiting.
    package let targets: [VisitTarget]
    /// Why no reason speaks of links; nil when there are link records.
    package let linkReason: Reason?
    /// The volume a month of all links between two users, and of all links.
    package let digitalVolume: Int?
    package let volume: Int?
    /// Municipalities of the area without a registration list: whether their offices use it is not known.
    package let unreported: [Int]

    private let recruitment: Recruitment?

    /// - Parameters:
    ///   - municipalities: places in `Reference.municipalities`.
    ///   - links: who exchanges with whom; nil when no exchange record was imported.
    ///   - applicants: campaigns by office.
    package init(
        _ standing: Standing, reference: Reference, municipalities: [Int], links: LinkGraph?,
        applicants: [Int32: String] = [:]
    ) {
        let panel = standing.panel
        let users = panel.snapshot.numbers.indices.map { office in
            panel.registered(office) & panel.eligible(panel.listing(of: office)) != 0
        }
        let open = municipalities.flatMap { municipality in
            standing.offices[municipality].compactMap { office -> (office: Int, municipality: Int, services: UInt64)? in
                let services = panel.eligibleServices(of: Int(office))
                return services == 0 || users[Int(office)] ? nil : (Int(office), municipality, services)
            }
        }
        let recruitment = links.map { graph in
            Recruitment(
                graph: graph, users: graph.offices.map { users[Int($0)] },
                candidates: open.compactMap { graph.node(of: Int32($0.office)) })
        }
        let evidence = VisitEvidence(standing, reference, users: users, recruitment, applicants)
        targets = open.map(evidence.target).sorted(by: VisitTarget.precedes)
        unreported = municipalities.filter { !standing.municipalities[$0].isReported }
        linkReason = links == nil ? .noExchangeRecords : nil
        digitalVolume = recruitment?.digitalVolume
        volume = links?.volume
        self.recruitment = recruitment
    }

    /// The best `count` offices to invite together, so that the most paper becomes data; nil without link records or
    /// without a link that could become digital.
    package func invitation(_ count: Int) -> Invitation? {
        guard let recruitment else { return nil }
        // An office without a link adds nothing to any set.
        let linked = Recruitment(
            graph: recruitment.graph, users: recruitment.users,
            candidates: recruitment.candidates.filter { !recruitment.graph.links(of: $0).isEmpty })
        let exact = linked.optimum(count)
        let chosen = exact ?? linked.pairGreedy(count)
        guard chosen.gain > 0 else { return nil }
        return Invitation(
            offices: chosen.nodes.map { recruitment.graph.offices[$0] }, gain: chosen.gain, isExact: exact != nil)
    }
}

/// What bears the reasons out, gathered once for all offices.
private struct VisitEvidence {
    let snapshot: Snapshot
    let reference: Reference
    let panel: UsePanel
    let day: Day
    let applicants: [Int32: String]
    let recruitment: Recruitment?
    /// The latest seminar by office.
    private var attended: [Int32: OutreachActivity] = [:]
    /// Eligible offices of each corporation, and those of them that use it.
    private var corporations: [Int64: UseCount] = [:]

    /// Attending says something of these; 集団指導 is a duty, and a visit is made to an office.
    private static let voluntary: Set<OutreachActivity.Kind> = [.seminar, .handsOn, .exhibition]

    init(
        _ standing: Standing, _ reference: Reference, users: [Bool], _ recruitment: Recruitment?,
        _ applicants: [Int32: String]
    ) {
        panel = standing.panel
        snapshot = panel.snapshot
        self.reference = reference
        day = standing.day
        self.recruitment = recruitment
        self.applicants = applicants
        for held in snapshot.activities
        where held.activity.day <= day && VisitEvidence.voluntary.contains(held.activity.kind) {
            for office in held.attendees
            where attended[office].map({ ($0.day, $0.id) < (held.activity.day, held.activity.id) }) ?? true {
                attended[office] = held.activity
            }
        }
        for office in snapshot.numbers.indices where snapshot.corporations[office] != 0 {
            guard panel.eligible(panel.listing(of: office)) != 0 else { continue }
            corporations[snapshot.corporations[office], default: .zero] += UseCount(
                using: users[office] ? 1 : 0, eligible: 1)
        }
    }

    func target(_ open: (office: Int, municipality: Int, services: UInt64)) -> VisitTarget {
        let office = Int32(open.office)
        let software = SoftwareState(
            of: open.office, services: open.services, asOf: day, snapshot: snapshot, reference: reference)
        var target = VisitTarget(
            office: office, municipality: open.municipality, services: open.services, reasons: [], obstacles: [],
            software: software, volume: nil)
        if let begun = begun(open.office) { target.reasons.append(begun) }
        if let day = software.intentionDay, let intention = software.intention {
            switch intention {
            case .intends: target.reasons.append(.intends(day, source: software.intentionSource))
            case .noPlan: target.obstacles.append(.noPlan(day, source: software.intentionSource))
            case .undecided: break
            }
        }
        if let campaign = applicants[office] { target.reasons.append(.applicant(campaign: campaign)) }
        switch software.conformity {
        case .conforms: target.reasons.append(.software(software))
        case .lacks(let formats): target.obstacles.append(.lacks(formats, software))
        case .unknown: break
        }
        if let activity = attended[office] {
            target.reasons.append(.attended(title: activity.title, day: activity.day))
        }
        if let others = corporations[snapshot.corporations[open.office]], others.using > 0 {
            target.reasons.append(.corporation(using: others.using, others: others.eligible - 1))
        }
        addLinks(to: &target)
        return target
    }

    /// The highest stage that it holds on a route of the rule: below the rule's, or on a route that no longer counts.
    private func begun(_ office: Int) -> VisitReason? {
        panel.highestStage(of: office).map {
            .begun($0.stage, route: $0.route, since: $0.since == Snapshot.beforeRecord ? nil : Day(number: $0.since))
        }
    }

    private func addLinks(to target: inout VisitTarget) {
        guard let recruitment else { return }
        let graph = recruitment.graph
        guard let node = graph.node(of: target.office) else {
            target.volume = 0
            return
        }
        let volume = recruitment.scores[node]
        target.volume = volume
        if volume > 0 {
            let users = graph.links(of: node).map { Int(graph.neighbours[$0]) }.filter { recruitment.users[$0] }
            target.reasons.append(
                .links(
                    volume: volume, users: users.count,
                    firstPartners: users.count { recruitment.scores[$0] == 0 }))
        }
        // Per office: half of the pair's gain against what it brings alone.
        if let pair = recruitment.bestPartner(of: node), pair.gain > 2 * volume {
            target.reasons.append(.pair(partner: graph.offices[pair.node], gain: pair.gain))
        }
    }
}

extension Standing {
    /// The services in scope that make an office eligible on the day, as bits over the reference's order; 0 for none.
    package func services(of office: Int32) -> UInt64 { panel.eligibleServices(of: Int(office)) }
}
