/// Whom to invite next: which offices, if they began, would turn the most paper into data.
///
/// A link is digital when both ends use the exchange. What a set R of recruits adds to today's users S is
/// w(E[S ∪ R]) − w(E[S]): the volume between R and S, and the volume within R. Because of the second part one step at a
/// time can be arbitrarily bad (two offices that only exchange with each other gain nothing one by one), and the bound
/// of the greedy method for coverage (1 − 1/e) does not hold. Pairs find such offices; up to 25 candidates all sets are
/// compared. Integers throughout.
package struct Recruitment: Sendable {
    /// Recruits in the order in which they were chosen, and what they add together.
    package struct Recruits: Hashable, Sendable {
        package var nodes: [Int] = []
        package var gain = 0

        package init(nodes: [Int] = [], gain: Int = 0) {
            self.nodes = nodes
            self.gain = gain
        }
    }

    /// Which linked offices may be invited as a pair.
    package enum Pairing: Sendable {
        case any
        /// 一般枠のペア: of different corporations, by 法人番号.
        case differentCorporations
    }

    package let graph: LinkGraph
    /// By node: whether it uses the exchange today.
    package let users: [Bool]
    /// Nodes that may be invited, ascending; none of them uses it.
    package let candidates: [Int]
    /// By node: s_v, the volume between the node and today's users.
    package let scores: [Int]

    /// - Parameter candidates: who may be invited; all others stay as they are. Nil: everybody who does not use it.
    package init(graph: LinkGraph, users: [Bool], candidates: [Int]? = nil) {
        self.graph = graph
        self.users = users
        self.candidates = (candidates.map { Set($0).sorted() } ?? Array(graph.nodes)).filter { !users[$0] }
        scores = graph.nodes.map { node in
            graph.links(of: node).reduce(0) { sum, link in
                users[Int(graph.neighbours[link])] ? sum + graph.weights[link] : sum
            }
        }
    }

    /// The volume that is digital today.
    package var digitalVolume: Int { graph.nodes.reduce(0) { users[$1] ? $0 + scores[$1] : $0 } / 2 }

    /// What a set of candidates adds.
    package func gain(of recruits: some Sequence<Int>) -> Int {
        let chosen = Set(recruits).filter { !users[$0] }
        var twice = 0
        for node in chosen {
            twice += 2 * scores[node]
            for link in graph.links(of: node) where chosen.contains(Int(graph.neighbours[link])) {
                twice += graph.weights[link]
            }
        }
        return twice / 2
    }

    /// The candidates with the largest score: the best choice as long as only links to today's users count.
    package func highestScores(_ count: Int) -> [Int] {
        Array(candidates.sorted { (-scores[$0], $0) < (-scores[$1], $1) }.prefix(max(0, count)))
    }

    /// One office after the other, each the one that adds the most; ties go to the smaller number.
    package func singleGreedy(_ count: Int) -> Recruits {
        var course = Course(self)
        while course.recruits.nodes.count < count, let best = course.bestSingle, best.gain > 0 {
            course.take([best.node])
        }
        return course.recruits
    }

    /// Offices and linked pairs, each time what adds the most per office; pairs while two places are left. Ties: one
    /// office before a pair, then the smaller number. Stops when nothing is added any more.
    package func pairGreedy(_ count: Int, pairing: Pairing = .differentCorporations) -> Recruits {
        var course = Course(self)
        while course.recruits.nodes.count < count {
            let single = course.bestSingle
            let pair = count - course.recruits.nodes.count >= 2 ? course.bestPair(pairing) : nil
            // Per office: gain / 1 against gain / 2.
            if let pair, pair.gain > 2 * (single?.gain ?? 0) {
                course.take([pair.first, pair.second])
            } else if let single, single.gain > 0 {
                course.take([single.node])
            } else {
                break
            }
        }
        return course.recruits
    }

    /// The partner among the candidates that makes a pair with `node` add the most; nil without a linked candidate.
    package func bestPartner(of node: Int, pairing: Pairing = .differentCorporations) -> (node: Int, gain: Int)? {
        var best: (node: Int, gain: Int)?
        for link in graph.links(of: node) {
            let other = Int(graph.neighbours[link])
            guard isCandidate(other), mayPair(node, other, pairing) else { continue }
            let gain = scores[node] + scores[other] + graph.weights[link]
            if gain > best?.gain ?? 0 { best = (other, gain) }
        }
        return best
    }

    func isCandidate(_ node: Int) -> Bool {
        var low = 0
        var high = candidates.count
        while low < high {
            let middle = (low + high) / 2
            if candidates[middle] < node { low = middle + 1 } else { high = middle }
        }
        return low < candidates.count && candidates[low] == node
    }

    func mayPair(_ first: Int, _ second: Int, _ pairing: Pairing) -> Bool {
        switch pairing {
        case .any: true
        case .differentCorporations: graph.differInCorporation(first, second)
        }
    }
}

/// A greedy choice under way.
private struct Course {
    let problem: Recruitment
    private(set) var recruits = Recruitment.Recruits()
    private var isOpen: [Bool]
    /// By node: what it would add to the users and the recruits so far.
    private var gains: [Int]

    init(_ problem: Recruitment) {
        self.problem = problem
        gains = problem.scores
        isOpen = [Bool](repeating: false, count: gains.count)
        for node in problem.candidates { isOpen[node] = true }
    }

    var bestSingle: (node: Int, gain: Int)? {
        var best: (node: Int, gain: Int)?
        for node in problem.candidates where isOpen[node] && gains[node] > best?.gain ?? -1 {
            best = (node, gains[node])
        }
        return best
    }

    func bestPair(_ pairing: Recruitment.Pairing) -> (first: Int, second: Int, gain: Int)? {
        let graph = problem.graph
        var best: (first: Int, second: Int, gain: Int)?
        for first in problem.candidates where isOpen[first] {
            for link in graph.links(of: first) {
                let second = Int(graph.neighbours[link])
                let gain = gains[first] + gains[second] + graph.weights[link]
                guard second > first, isOpen[second], gain > best?.gain ?? 0 else { continue }
                if problem.mayPair(first, second, pairing) { best = (first, second, gain) }
            }
        }
        return best
    }

    mutating func take(_ nodes: [Int]) {
        for node in nodes {
            recruits.nodes.append(node)
            recruits.gain += gains[node]
            isOpen[node] = false
            for link in problem.graph.links(of: node) {
                gains[Int(problem.graph.neighbours[link])] += problem.graph.weights[link]
            }
        }
    }
}
