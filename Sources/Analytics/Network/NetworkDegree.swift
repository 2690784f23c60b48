import Adoption

/// How many partners the members of a network have.
package struct NetworkDegree: Hashable, Sendable {
    /// By member.
    package let degrees: [Int]
    package let links: Int

    /// - Parameter pairs: each link once, by the places of its ends below `members`.
    package init(members: Int, pairs: [(Int, Int)]) {
        var degrees = [Int](repeating: 0, count: members)
        for (one, other) in pairs {
            degrees[one] += 1
            degrees[other] += 1
        }
        self.degrees = degrees
        links = pairs.count
    }

    /// 2 links / members; nil without a member.
    package var mean: Fraction? { degrees.isEmpty ? nil : Fraction(2 * links, degrees.count) }

    /// Links of those that are possible; nil below two members.
    package var density: Fraction? {
        degrees.count > 1 ? Fraction(2 * links, degrees.count * (degrees.count - 1)) : nil
    }
}
