import Adoption

extension ExchangeFacts {
    /// From the links of a snapshot; nil when it holds no exchange records.
    ///
    /// Links keep the months of complete sets, the first day of each pair, and the days of mutual use. So new partners
    /// and mutual use are exact to the day. Of partners and exchanges those are certain that lie in months wholly
    /// inside the window, or that began a pair inside it; what lies in a month that the window cuts is possible.
    ///
    /// - Parameter offices: those that will be asked about.
    package init?(_ snapshot: Snapshot, offices: some Sequence<OfficeNumber>) {
        guard snapshot.exchanges.hasRecords else { return nil }
        let counting = LinkCounting(snapshot, offices: offices)
        self.init(
            recordedThrough: { counting.recordedThrough($0) },
            exchanges: { counting.exchanges($0, from: $1, through: $2) },
            mutual: { counting.mutual($0, from: $1, through: $2) },
            partners: { counting.partners($0, from: $1, through: $2) },
            newPartners: { counting.newPartners($0, from: $1, through: $2) })
    }
}

/// Counts over the pairs of a few offices.
private struct LinkCounting: Sendable {
    private let links: ExchangeLinks
    private let places: [OfficeNumber: Int32]
    private let pairs: [Int32: [Int]]
    private let mutualOf: [Int32: [ExchangeLinks.Mutual]]

    init(_ snapshot: Snapshot, offices: some Sequence<OfficeNumber>) {
        links = snapshot.exchanges
        let known = offices.compactMap { office in snapshot.index(of: office).map { (office, Int32($0)) } }
        places = Dictionary(known, uniquingKeysWith: { first, _ in first })
        let asked = Set(known.map(\.1))
        var pairs: [Int32: [Int]] = [:]
        for pair in 0..<links.pairs.count {
            for office in [links.pairs.first[pair], links.pairs.second[pair]] where asked.contains(office) {
                pairs[office, default: []].append(pair)
            }
        }
        self.pairs = pairs
        var mutualOf: [Int32: [ExchangeLinks.Mutual]] = [:]
        for use in links.mutual {
            for office in [links.pairs.first[Int(use.pair)], links.pairs.second[Int(use.pair)]]
            where asked.contains(office) {
                mutualOf[office, default: []].append(use)
            }
        }
        self.mutualOf = mutualOf
    }

    /// Records of a month are taken to be complete only when there are some of a later month: the first day of the
    /// last active month. Nil without any.
    func recordedThrough(_ office: OfficeNumber) -> Day? {
        guard let place = places[office].map(Int.init) else { return nil }
        if links.officeMonths.indices.contains(place), links.officeMonths[place] != 0 {
            return links.base.advanced(by: 63 - links.officeMonths[place].leadingZeroBitCount).firstDay
        }
        guard links.officeFirstRecord.indices.contains(place) else { return nil }
        return CampaignFacts.day(links.officeFirstRecord[place])
    }

    /// Bits of the months wholly inside a window, and of those that it touches.
    private func months(_ from: Day, _ through: Day) -> (whole: UInt64, touched: UInt64) {
        let first = from == from.month.firstDay ? from.month : from.month.advanced(by: 1)
        let end = through == through.month.lastDay ? through.month.advanced(by: 1) : through.month
        return (
            links.window(from: first, before: end),
            links.window(from: from.month, before: through.month.advanced(by: 1))
        )
    }

    private func own(_ office: OfficeNumber) -> [Int] { places[office].flatMap { pairs[$0] } ?? [] }

    private func began(_ pair: Int, _ from: Day, _ through: Day) -> Bool {
        from.number <= links.firstDay[pair] && links.firstDay[pair] <= through.number
    }

    /// The last first day of pairs among these.
    private func lastDay(_ pairs: [Int]) -> Day? { pairs.map { links.firstDay[$0] }.max().flatMap(CampaignFacts.day) }

    func partners(_ office: OfficeNumber, from: Day, through: Day) -> ExchangeFacts.Tally {
        let months = months(from, through)
        let active = own(office).filter { links.firstDay[$0] <= through.number }
        let new = active.filter { began($0, from, through) }
        let certain = active.filter {
            began($0, from, through) || (links.forward[$0] | links.backward[$0]) & months.whole != 0
        }
        let possible = active.filter {
            began($0, from, through) || (links.forward[$0] | links.backward[$0]) & months.touched != 0
        }
        return .init(count: certain.count, atMost: possible.count, lastDay: lastDay(new))
    }

    func newPartners(_ office: OfficeNumber, from: Day, through: Day) -> ExchangeFacts.Tally {
        let new = own(office).filter { began($0, from, through) }
        return .init(count: new.count, lastDay: lastDay(new))
    }

    /// At least one for each direction and month; how many there were in a month is not kept.
    func exchanges(_ office: OfficeNumber, from: Day, through: Day) -> ExchangeFacts.Tally {
        let months = months(from, through)
        var certain = 0
        var isMorePossible = false
        let active = own(office).filter { links.firstDay[$0] <= through.number }
        for pair in active {
            let whole =
                (links.forward[pair] & months.whole).nonzeroBitCount
                + (links.backward[pair] & months.whole).nonzeroBitCount
            certain += whole > 0 ? whole : (began(pair, from, through) ? 1 : 0)
            if (links.forward[pair] | links.backward[pair]) & months.touched != 0 { isMorePossible = true }
        }
        return .init(
            count: certain, atMost: isMorePossible ? .max : certain,
            lastDay: lastDay(active.filter { began($0, from, through) }))
    }

    /// 予定 one way and 実績 back for the same month, both sent by the end of the window, the later of them inside it.
    func mutual(_ office: OfficeNumber, from: Day, through: Day) -> ExchangeFacts.Tally {
        let found = (places[office].flatMap { mutualOf[$0] } ?? []).filter { use in
            from.number <= use.from && use.from <= through.number && use.through >= through.number
        }
        return .init(count: found.count, lastDay: found.map(\.from).max().flatMap(CampaignFacts.day))
    }
}
