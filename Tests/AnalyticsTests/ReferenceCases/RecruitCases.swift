import Adoption

@testable import Analytics

/// Whom to invite next, and coverage (methods section 6.2). A case may state a part of the results; what it states is
/// compared.
enum RecruitCases {
    /// A case's links with its names in order.
    private struct Town {
        var names: [String]
        var problem: Recruitment

        init(_ input: JSON) {
            let links = input["links"].array.map(\.array)
            let isolated = input["isolated"].array.compactMap(\.string)
            let adopters = Set(input["adopters"].array.compactMap(\.string))
            let corporation = input["corporation"].members
            names = Set(links.flatMap { [$0[0].string ?? "", $0[1].string ?? ""] } + isolated).union(adopters).sorted()
            let place = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
            let keys = Set(corporation.values.compactMap(\.string)).sorted()
            let graph = LinkGraph(
                offices: names.indices.map { Int32($0) },
                corporations: names.enumerated().map { index, name in
                    corporation[name]?.string.flatMap { keys.firstIndex(of: $0) }.map { Int64($0 + 1) }
                        ?? Int64(keys.count + index + 1)
                },
                links: links.map {
                    LinkGraph.Link(
                        place[$0[0].string ?? ""] ?? 0, place[$0[1].string ?? ""] ?? 0,
                        weight: $0.count > 2 ? $0[2].int ?? 0 : 1)
                })
            problem = Recruitment(graph: graph, users: names.map { adopters.contains($0) })
        }

        func named(_ nodes: [Int]) -> JSON { .strings(nodes.map { names[$0] }) }

        func choice(_ recruits: Recruitment.Recruits) -> JSON {
            .object(["pick": named(recruits.nodes), "gain": .int(recruits.gain)])
        }
    }

    static func links(_ item: ReferenceCases.Case) -> JSON {
        let town = Town(item.input)
        let problem = town.problem
        var results: [String: JSON] = [
            "volume": .int(problem.graph.volume),
            "volume_digital_now": .int(problem.digitalVolume),
            "modular_score_to_current_adopters": .object(
                Dictionary(uniqueKeysWithValues: problem.candidates.map { (town.names[$0], .int(problem.scores[$0])) })),
            "modular_top5": town.named(problem.highestScores(5)),
            "adopters_with_a_digital_partner_now": .int(
                problem.graph.nodes.filter { problem.users[$0] && problem.scores[$0] > 0 }.count),
            "rows": .array(
                item.expected["rows"].array.map { stated($0, in: row($0["k"].int ?? 0, town)) }),
        ]
        let share = CappedShare(problem, cap: Fraction(1, 2))
        let steps = item.expected["truncated_theta_0.5"]["values"].array.count
        results["truncated_theta_0.5"] = .object([
            "base": .double(share.value(with: [])),
            "greedy": town.named(share.greedy(steps).nodes),
            "values": .array(share.greedy(steps).values.map { .double($0) }),
            "optimum_values": .array((1...max(1, steps)).map { .double(share.optimum($0).map(share.value(with:))) }),
        ])
        return stated(item.expected, in: .object(results))
    }

    private static func row(_ count: Int, _ town: Town) -> JSON {
        let best = town.problem.optimum(count)
        return .object([
            "k": .int(count),
            "single_greedy": town.choice(town.problem.singleGreedy(count)),
            "pair_greedy": town.choice(town.problem.pairGreedy(count, pairing: .any)),
            "pair_greedy_different_corporation": town.choice(
                town.problem.pairGreedy(count, pairing: .differentCorporations)),
            "optimum_gain": .int(best?.gain),
            "optimum_example": best.map { town.named($0.nodes) } ?? .null,
        ])
    }

    static func coverage(_ item: ReferenceCases.Case) -> JSON {
        let sets = item.input["sets"].members.sorted { $0.key < $1.key }
        let elements = Set(sets.flatMap { $0.value.array.compactMap(name) }).sorted()
        let place = Dictionary(uniqueKeysWithValues: elements.enumerated().map { ($1, $0) })
        let coverage = Coverage(sets: sets.map { $0.value.array.compactMap(name).compactMap { place[$0] } })
        let rows = item.expected["rows"].array.map { expected -> JSON in
            let count = expected["k"].int ?? 0
            let greedy = coverage.greedy(count)
            return stated(
                expected,
                in: .object([
                    "k": .int(count), "greedy": .strings(greedy.sets.map { sets[$0].key }),
                    "greedy_covered": .int(greedy.covered), "optimum": .int(coverage.optimum(count)),
                    "bound": .double(Coverage.bound(count)),
                ]))
        }
        return .object(["rows": .array(rows)])
    }

    private static func name(_ json: JSON) -> String? { json.string ?? json.int.map(String.init) }

    /// The results that a case states.
    private static func stated(_ expected: JSON, in results: JSON) -> JSON {
        .object(results.members.filter { expected.members[$0.key] != nil })
    }
}
