import Adoption
import Testing

@testable import Analytics

/// A graph of nodes 0…, every one of its own corporation unless said otherwise.
func linkGraph(_ nodes: Int, _ links: [(Int, Int, Int)], corporations: [Int64]? = nil) -> LinkGraph {
    LinkGraph(
        offices: (0..<nodes).map { Int32($0) }, corporations: corporations ?? (1...Int64(nodes)).map { $0 },
        links: links.map { LinkGraph.Link($0.0, $0.1, weight: $0.2) })
}

@Suite("Recruitment")
struct RecruitmentTests {
    /// Node 0 uses it. 1 and 2 exchange 1 with it each; 3 and 4 exchange 10 with each other and nothing with 0.
    private let trap = linkGraph(5, [(0, 1, 1), (0, 2, 1), (3, 4, 10)])

    private func problem(_ graph: LinkGraph, users: Set<Int> = [0]) -> Recruitment {
        Recruitment(graph: graph, users: graph.nodes.map { users.contains($0) })
    }

    @Test("links of one pair add up in either direction; links with itself, of no weight or beyond the nodes are none")
    func graph() {
        let graph = linkGraph(3, [(0, 1, 2), (1, 0, 3), (2, 2, 9), (0, 2, 0), (1, 7, 4)])
        #expect(graph.volume == 5)
        #expect(graph.neighbours == [1, 0] && graph.weights == [5, 5] && graph.starts == [0, 1, 2, 2])
        #expect(graph.volume(of: 1) == 5 && graph.volume(of: 2) == 0)
    }

    @Test("a node is found by its office")
    func nodes() {
        let graph = LinkGraph(offices: [3, 8, 21], corporations: [0, 0, 0], links: [])
        #expect([3, 8, 21].map { graph.node(of: $0) } == [0, 1, 2])
        #expect([0, 4, 22].allSatisfy { graph.node(of: $0) == nil })
    }

    @Test("one step at a time falls into the trap, pairs and the comparison of all sets do not")
    func inducedLinks() {
        let problem = problem(trap)
        #expect(problem.singleGreedy(2) == .init(nodes: [1, 2], gain: 2))
        #expect(problem.pairGreedy(2) == .init(nodes: [3, 4], gain: 10))
        #expect(problem.optimum(2) == .init(nodes: [3, 4], gain: 10))
        #expect(problem.highestScores(3) == [1, 2, 3])
        #expect(problem.digitalVolume == 0)
    }

    @Test("pairs of one corporation are no pairs of the campaign, nor pairs with an unknown corporation")
    func corporations() {
        let same = problem(linkGraph(5, [(0, 1, 1), (3, 4, 10)], corporations: [1, 2, 3, 4, 4]))
        #expect(same.pairGreedy(2).nodes == [1])
        #expect(same.pairGreedy(2, pairing: .any).nodes == [3, 4])
        let unknown = problem(linkGraph(5, [(0, 1, 1), (3, 4, 10)], corporations: [1, 2, 3, 4, 0]))
        #expect(unknown.pairGreedy(2).nodes == [1])
        #expect(unknown.bestPartner(of: 3) == nil)
        #expect(unknown.bestPartner(of: 3, pairing: .any)?.node == 4)
    }

    @Test("a pair is worth its gain per office, and needs two places; on a tie one office comes first")
    func perOffice() {
        // 1 alone brings 5; 2 and 3 together 10, that is 5 each: a tie. With 11 the pair is ahead.
        let tie = problem(linkGraph(4, [(0, 1, 5), (2, 3, 10)]))
        #expect(tie.pairGreedy(3).nodes == [1, 2, 3])
        let ahead = problem(linkGraph(4, [(0, 1, 5), (2, 3, 11)]))
        #expect(ahead.pairGreedy(3).nodes == [2, 3, 1])
        #expect(ahead.pairGreedy(1).nodes == [1])
    }

    @Test("nothing is invited that adds nothing; without places nobody is")
    func stops() {
        let problem = problem(linkGraph(4, [(0, 1, 5)]))
        #expect(problem.singleGreedy(4).nodes == [1])
        #expect(problem.pairGreedy(4).nodes == [1])
        #expect(problem.pairGreedy(0) == .init() && problem.optimum(0) == .init())
    }

    @Test("more than 25 candidates are not enumerated")
    func limit() {
        #expect(problem(linkGraph(27, [(0, 1, 1)])).optimum(2) == nil)
        #expect(problem(linkGraph(26, [(0, 1, 1)])).optimum(1) == .init(nodes: [1], gain: 1))
    }

    /// 2–9 candidates with random links: all sets by bit masks, in the order of numbers.
    @Test("the comparison of all sets finds what trying every set finds; the greedy choices never exceed it")
    func bruteForce() {
        var random = SeededGenerator(seed: 62)
        for _ in 0..<300 {
            let nodes = Int.random(in: 3...10, using: &random)
            var links: [(Int, Int, Int)] = []
            for first in 0..<nodes {
                for second in first + 1..<nodes where Int.random(in: 0..<3, using: &random) == 0 {
                    links.append((first, second, Int.random(in: 1...6, using: &random)))
                }
            }
            let graph = linkGraph(
                nodes, links, corporations: (0..<nodes).map { _ in Int64.random(in: 0...3, using: &random) })
            let problem = problem(graph, users: nodes > 4 ? [0, 1] : [0])
            let size = Int.random(in: 1...min(5, problem.candidates.count), using: &random)
            var best = -1
            var first: [Int] = []
            for mask in 0..<(1 << problem.candidates.count) where mask.nonzeroBitCount == size {
                let set = problem.candidates.indices.filter { mask >> $0 & 1 == 1 }.map { problem.candidates[$0] }
                let gain = naiveGain(graph, users: problem.users, set)
                #expect(problem.gain(of: set) == gain)
                if gain > best || gain == best && set.lexicographicallyPrecedes(first) { (best, first) = (gain, set) }
            }
            #expect(problem.optimum(size) == .init(nodes: first, gain: best))
            for greedy in [
                problem.singleGreedy(size), problem.pairGreedy(size), problem.pairGreedy(size, pairing: .any),
            ] {
                #expect(greedy.gain <= best && greedy.nodes.count <= size)
                #expect(Set(greedy.nodes).count == greedy.nodes.count)
                #expect(greedy.nodes.allSatisfy { problem.candidates.contains($0) })
                #expect(greedy.gain == naiveGain(graph, users: problem.users, greedy.nodes))
            }
            let top = problem.highestScores(size)
            let scores = problem.candidates.map { problem.scores[$0] }.sorted(by: >)
            #expect(top.map { problem.scores[$0] } == Array(scores.prefix(size)))
        }
    }

    /// w(E[S ∪ R]) − w(E[S]), link by link.
    private func naiveGain(_ graph: LinkGraph, users: [Bool], _ recruits: [Int]) -> Int {
        func volume(_ isOn: (Int) -> Bool) -> Int {
            var twice = 0
            for node in graph.nodes where isOn(node) {
                for link in graph.links(of: node) where isOn(Int(graph.neighbours[link])) {
                    twice += graph.weights[link]
                }
            }
            return twice / 2
        }
        return volume { users[$0] || recruits.contains($0) } - volume { users[$0] }
    }

    @Test("25 candidates and 12 places: the best set is not worse than the greedy ones, and every exchange lowers it")
    func large() throws {
        var random = SeededGenerator(seed: 7)
        var links: [(Int, Int, Int)] = []
        for first in 0..<28 {
            for second in first + 1..<28 where Int.random(in: 0..<4, using: &random) == 0 {
                links.append((first, second, Int.random(in: 1...20, using: &random)))
            }
        }
        let problem = problem(linkGraph(28, links), users: [0, 1, 2])
        let best = try #require(problem.optimum(12))
        #expect(best.nodes.count == 12 && best.gain == problem.gain(of: best.nodes))
        #expect(best.gain >= problem.pairGreedy(12).gain && best.gain >= problem.singleGreedy(12).gain)
        for out in best.nodes {
            for new in problem.candidates where !best.nodes.contains(new) {
                #expect(problem.gain(of: best.nodes.filter { $0 != out } + [new]) <= best.gain)
            }
        }
    }
}

@Suite("Coverage")
struct CoverageTests {
    @Test("the greedy choice takes the largest set first and may miss the best one, but not by more than the bound")
    func greedy() {
        // The set of 4 first, then one new element: 5. The other two cover all 6.
        let coverage = Coverage(sets: [[0, 1, 2], [3, 4, 5], [1, 2, 3, 4]])
        #expect(coverage.greedy(2) == .init(sets: [2, 0], covered: 5))
        #expect(coverage.optimum(2) == 6)
        #expect(5.0 / 6 >= Coverage.bound(2) && Coverage.bound(2) == 0.75)
    }

    @Test("covered elements count for no set; ties go to the earlier set; it stops when nothing is new")
    func covered() {
        let coverage = Coverage(sets: [[0, 1], [1, 2], [70]], covered: [1])
        #expect(coverage.size(of: 0) == 1)
        #expect(coverage.greedy(5) == .init(sets: [0, 1, 2], covered: 3))
        #expect(coverage.optimum(5) == 3 && coverage.optimum(0) == 0)
        #expect(Coverage(sets: []).greedy(3).sets.isEmpty)
    }

    @Test("against trying every choice")
    func bruteForce() {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<200 {
            let sets = (0..<Int.random(in: 1...8, using: &random)).map { _ in
                (0..<12).filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
            }
            let coverage = Coverage(sets: sets)
            let count = Int.random(in: 1...4, using: &random)
            var best = 0
            for mask in 0..<(1 << sets.count) where mask.nonzeroBitCount <= count {
                best = max(best, Set(sets.indices.filter { mask >> $0 & 1 == 1 }.flatMap { sets[$0] }).count)
            }
            #expect(coverage.optimum(count) == best)
            let greedy = coverage.greedy(count).covered
            #expect(greedy <= best && Double(greedy) >= Coverage.bound(count) * Double(best) - 1e-9)
        }
    }
}

@Suite("CappedShare")
struct CappedShareTests {
    @Test("shares beyond the cap count no more")
    func cap() {
        // Users 0 (volume 4: 3 with node 2, 1 with node 3) and 1 (volume 2, all with node 3).
        let graph = linkGraph(4, [(0, 2, 3), (0, 3, 1), (1, 3, 2)])
        let problem = Recruitment(graph: graph, users: [true, true, false, false])
        let share = CappedShare(problem, cap: Fraction(1, 2))
        #expect(share.value(with: []) == 0)
        // Node 2: min(½, ¾) = ½. Node 3: ¼ + min(½, 1) = ¾. Both: ½ + ½.
        #expect(share.value(with: [2]) == 0.5 && share.value(with: [3]) == 0.75 && share.value(with: [2, 3]) == 1)
        #expect(share.greedy(2) == .init(nodes: [3, 2], values: [0.75, 1]))
        #expect(share.optimum(1) == [3])
    }

    @Test("volumes without a common factor stay exact")
    func exact() {
        // 40 users with a prime volume each; node 40 and node 41 bring every user the same, so that the smaller
        // number must win the tie: no rounding may decide it.
        let primes = [
            1009, 1013, 1019, 1021, 1031, 1033, 1039, 1049, 1051, 1061, 1063, 1069, 1087, 1091, 1093, 1097, 1103,
            1109, 1117, 1123, 1129, 1151, 1153, 1163, 1171, 1181, 1187, 1193, 1201, 1213, 1217, 1223, 1229, 1231,
            1237, 1249, 1259, 1277, 1279, 1283,
        ]
        var links: [(Int, Int, Int)] = []
        for (user, prime) in primes.enumerated() {
            links += [(user, 40, 7), (user, 41, 7), (user, 42, prime - 14)]
        }
        let problem = Recruitment(graph: linkGraph(43, links), users: (0..<43).map { $0 < 40 })
        let share = CappedShare(problem, cap: Fraction(1, 2))
        #expect(share.greedy(3).nodes == [42])
        let small = CappedShare(problem, cap: Fraction(1, 50))
        #expect(small.greedy(2).nodes == [42])
        let both = Recruitment(graph: problem.graph, users: problem.users, candidates: [40, 41])
        #expect(CappedShare(both, cap: Fraction(1, 2)).greedy(2).nodes == [40, 41])
    }
}
