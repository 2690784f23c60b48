import Adoption

/// Every link that is known on a day, from exchanges and from partner lists, each pair of offices once.
struct NetworkLinks {
    struct Link {
        var first: Int
        var second: Int
        /// −1 when no list says it.
        var volume: Int
        /// Complete sets in the three months, each way.
        var forward: Bool
        var backward: Bool
        var isMutual: Bool

        var isExchanged: Bool { forward || backward }
    }

    private let links: ExchangeLinks
    private let window: UInt64
    private let day: Day
    private let mutual: [Bool]
    private let revived: Set<Int>

    init(_ links: ExchangeLinks, day: Day) {
        self.links = links
        self.day = day
        window = links.recentWindow(day)
        revived = ExchangeStages.standing(links, day: day, window: window).active
        var mutual = [Bool](repeating: false, count: links.pairs.count)
        let months = day.month.advanced(by: -3).number..<day.month.number
        for use in links.mutual
        where months.contains(use.month) && use.from <= day.number && use.through >= day.number {
            mutual[Int(use.pair)] = true
        }
        self.mutual = mutual
    }

    /// Calls `body` with every link: pairs of an exchange on or before the day, and those of the partner lists, in the
    /// order of the offices.
    func each(_ body: (Link) -> Void) {
        var listed = 0
        var pair = 0
        while pair < links.pairs.count || listed < links.listed.count {
            let exchanged = pair < links.pairs.count ? key(links.pairs, pair) : UInt64.max
            let stated = listed < links.listed.count ? key(links.listed, listed) : UInt64.max
            if exchanged <= stated {
                let volume = exchanged == stated ? Int(links.volumes[listed]) : -1
                if exchanged == stated || links.firstDay[pair] <= day.number || revived.contains(pair) {
                    body(link(pair, volume))
                }
                if exchanged == stated { listed += 1 }
                pair += 1
            } else {
                body(
                    Link(
                        first: Int(links.listed.first[listed]), second: Int(links.listed.second[listed]),
                        volume: Int(links.volumes[listed]), forward: false, backward: false, isMutual: false))
                listed += 1
            }
        }
    }

    private func link(_ pair: Int, _ volume: Int) -> Link {
        Link(
            first: Int(links.pairs.first[pair]), second: Int(links.pairs.second[pair]), volume: volume,
            forward: links.forward[pair] & window != 0 || revived.contains(pair),
            backward: links.backward[pair] & window != 0, isMutual: mutual[pair])
    }

    private func key(_ pairs: ExchangeLinks.Pairs, _ place: Int) -> UInt64 {
        UInt64(pairs.first[place]) << 32 | UInt64(pairs.second[place])
    }
}
