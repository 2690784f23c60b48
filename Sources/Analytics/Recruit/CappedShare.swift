import Adoption

/// Σ over today's users of min(θ, their digital share of volume): an aim that spreads invitations over users whose
/// partners are still on paper. A cap θ of a half asks that every user exchanges half of its volume as data; what goes
/// beyond counts no more. The greedy bound 1 − (1 − 1/k)^k holds (a sum of capped shares has falling returns).
///
/// Exact: the shares have the users' volumes as denominators, so everything is brought to their least common multiple.
package struct CappedShare: Sendable {
    /// The offices chosen, and the value of the aim after each of them.
    package struct Choice: Hashable, Sendable {
        package var nodes: [Int] = []
        package var values: [Double] = []
    }

    private let problem: Recruitment
    private let cap: Fraction
    /// Users with partners; without one the share is undefined and stays outside of the sum.
    private let users: [Int]
    private let volumes: [Int: Int]
    /// By user: common multiple / volume.
    private let factors: [Int: Magnitude]

    package init(_ problem: Recruitment, cap: Fraction) {
        self.problem = problem
        self.cap = cap
        let graph = problem.graph
        users = graph.nodes.filter { problem.users[$0] && !graph.links(of: $0).isEmpty }
        let volumes = Dictionary(uniqueKeysWithValues: users.map { ($0, graph.volume(of: $0)) })
        var multiple = Magnitude(1)
        for volume in Set(volumes.values).sorted() {
            multiple.multiply(by: volume / CappedShare.divisor(volume, multiple.remainder(dividingBy: volume)))
        }
        self.volumes = volumes
        factors = volumes.mapValues { multiple.quotient(dividingBy: $0) }
    }

    /// The value of the aim with these recruits, for printing.
    package func value(with recruits: [Int]) -> Double {
        let digital = digital(with: recruits)
        return users.reduce(0) { $0 + Double(capped(digital, $1)) / Double(cap.denominator * (volumes[$1] ?? 1)) }
    }

    /// One office after the other, each the one that adds the most; ties go to the smaller number.
    package func greedy(_ count: Int) -> Choice {
        var choice = Choice()
        while choice.nodes.count < count {
            let digital = digital(with: choice.nodes)
            var best: (node: Int, gain: Magnitude)?
            for node in problem.candidates where !choice.nodes.contains(node) {
                let gain = gain(of: node, digital)
                if (best?.gain ?? Magnitude(0)) < gain { best = (node, gain) }
            }
            guard let best else { break }
            choice.nodes.append(best.node)
            choice.values.append(value(with: choice.nodes))
        }
        return choice
    }

    /// The best set of `count` candidates, by comparing all; nil with more than `Recruitment.enumerationLimit`.
    package func optimum(_ count: Int) -> [Int]? {
        let candidates = problem.candidates
        guard candidates.count <= Recruitment.enumerationLimit else { return nil }
        var best: (nodes: [Int], total: Magnitude)?
        var chosen: [Int] = []
        func search(_ start: Int) {
            if chosen.count == min(max(0, count), candidates.count) {
                let total = total(digital(with: chosen))
                if best.map({ $0.total < total }) ?? true { best = (chosen, total) }
                return
            }
            for place in start..<max(start, candidates.count) {
                chosen.append(candidates[place])
                search(place + 1)
                chosen.removeLast()
            }
        }
        search(0)
        return best?.nodes
    }

    /// By user: the digital part of its volume.
    private func digital(with recruits: [Int]) -> [Int: Int] {
        var digital: [Int: Int] = [:]
        for user in users { digital[user] = problem.scores[user] }
        for node in Set(recruits) {
            for link in problem.graph.links(of: node) {
                let user = Int(problem.graph.neighbours[link])
                if problem.users[user] { digital[user, default: 0] += problem.graph.weights[link] }
            }
        }
        return digital
    }

    /// min(θ, share) · volume · denominator of θ.
    private func capped(_ digital: [Int: Int], _ user: Int, adding: Int = 0) -> Int {
        min(cap.numerator * (volumes[user] ?? 0), cap.denominator * ((digital[user] ?? 0) + adding))
    }

    private func gain(of node: Int, _ digital: [Int: Int]) -> Magnitude {
        var gain = Magnitude(0)
        for link in problem.graph.links(of: node) {
            let user = Int(problem.graph.neighbours[link])
            guard problem.users[user], let factor = factors[user] else { continue }
            let more = capped(digital, user, adding: problem.graph.weights[link]) - capped(digital, user)
            gain.add(factor, times: more)
        }
        return gain
    }

    private func total(_ digital: [Int: Int]) -> Magnitude {
        var total = Magnitude(0)
        for user in users {
            if let factor = factors[user] { total.add(factor, times: capped(digital, user)) }
        }
        return total
    }

    private static func divisor(_ first: Int, _ second: Int) -> Int {
        second == 0 ? first : divisor(second, first % second)
    }
}
