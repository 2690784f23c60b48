/// Which offices exchange care plans with which, and how much: an undirected graph with whole weights.
///
/// Nodes are ordered by office; a node's neighbours are a range of the columns, ascending. Filled from exchange records
/// or partner lists; it knows nothing of either.
package struct LinkGraph: Sendable {
    /// A link between two nodes.
    package struct Link: Hashable, Sendable {
        package var first: Int
        package var second: Int
        /// Users (or slips) a month; zero and less means no link.
        package var weight: Int

        package init(_ first: Int, _ second: Int, weight: Int) {
            self.first = first
            self.second = second
            self.weight = weight
        }
    }

    /// Places in `Snapshot.numbers`, ascending: node i is office `offices[i]`.
    package let offices: [Int32]
    /// 法人番号 of each node; 0 when unknown.
    package let corporations: [Int64]
    /// Neighbours of node i are `starts[i] ..< starts[i + 1]`.
    package let starts: [Int32]
    package let neighbours: [Int32]
    package let weights: [Int]

    /// - Parameters:
    ///   - offices: ascending, each once.
    ///   - links: between nodes in any order; several of one pair add up, a link of an office with itself is left out.
    package init(offices: [Int32], corporations: [Int64], links: some Sequence<Link>) {
        self.offices = offices
        self.corporations = corporations
        let nodes = offices.indices
        var ends: [(node: Int, neighbour: Int, weight: Int)] = []
        for link in links
        where link.weight > 0 && link.first != link.second && nodes.contains(link.first) && nodes.contains(link.second)
        {
            ends.append((link.first, link.second, link.weight))
            ends.append((link.second, link.first, link.weight))
        }
        ends.sort { ($0.node, $0.neighbour) < ($1.node, $1.neighbour) }
        var starts = [Int32](repeating: 0, count: offices.count + 1)
        var neighbours: [Int32] = []
        var weights: [Int] = []
        var last: (node: Int, neighbour: Int)?
        for end in ends {
            if let last, last == (end.node, end.neighbour) {
                weights[weights.count - 1] += end.weight
                continue
            }
            last = (end.node, end.neighbour)
            starts[end.node + 1] += 1
            neighbours.append(Int32(end.neighbour))
            weights.append(end.weight)
        }
        for node in nodes { starts[node + 1] += starts[node] }
        self.starts = starts
        self.neighbours = neighbours
        self.weights = weights
    }

    package var nodes: Range<Int> { offices.indices }

    /// The places in `neighbours` and `weights` of a node's links.
    package func links(of node: Int) -> Range<Int> { Int(starts[node])..<Int(starts[node + 1]) }

    /// All that a node exchanges.
    package func volume(of node: Int) -> Int { weights[links(of: node)].reduce(0, +) }

    /// All that is exchanged, each link once.
    package var volume: Int { weights.reduce(0, +) / 2 }

    /// The node of an office; nil when it has no place in the graph.
    package func node(of office: Int32) -> Int? {
        var low = 0
        var high = offices.count
        while low < high {
            let middle = (low + high) / 2
            if offices[middle] < office { low = middle + 1 } else { high = middle }
        }
        return low < offices.count && offices[low] == office ? low : nil
    }

    /// Whether two nodes are known to belong to different corporations: by 法人番号, never by name. With an unknown
    /// one it cannot be told.
    package func differInCorporation(_ first: Int, _ second: Int) -> Bool {
        corporations[first] != 0 && corporations[second] != 0 && corporations[first] != corporations[second]
    }
}
