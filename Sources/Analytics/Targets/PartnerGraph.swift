import Adoption

extension LinkGraph {
    /// The graph of the partner lists: who works with whom, and with how many users a month. A partner that the list
    /// gives no number for counts as one user: it is there, and more is not known. Nil without a partner list.
    ///
    /// Partners that no office list names are left out: nobody of the area's offices can invite them.
    package init?(_ snapshot: Snapshot) {
        let listed = snapshot.exchanges.listed
        let count = snapshot.exchanges.officeCount
        let known = (0..<listed.count).filter { Int(listed.first[$0]) < count && Int(listed.second[$0]) < count }
        if known.isEmpty { return nil }
        let offices = Set(known.flatMap { [listed.first[$0], listed.second[$0]] }).sorted()
        let nodes = Dictionary(uniqueKeysWithValues: offices.enumerated().map { ($1, $0) })
        self.init(
            offices: offices, corporations: offices.map { snapshot.corporations[Int($0)] },
            links: known.compactMap { place in
                guard let first = nodes[listed.first[place]], let second = nodes[listed.second[place]] else {
                    return nil
                }
                let volume = Int(snapshot.exchanges.volumes[place])
                return Link(first, second, weight: volume < 0 ? 1 : volume)
            })
    }
}

extension Snapshot {
    /// By place in `numbers`: whether the office has exchanged a complete set by a day; nil without exchange records.
    package func exchanged(by day: Day) -> [Bool]? {
        guard exchanges.hasRecords else { return nil }
        return numbers.indices.map { place in
            exchanges.officeFirstDay.indices.contains(place) && exchanges.officeFirstDay[place] <= day.number
        }
    }
}
