import Adoption

/// How many of the links of an area are digital: partner coverage.
///
/// A link is digital when both ends use the exchange, or when a complete set went between them in the three complete
/// months before the day: what is on record as an exchange is no paper. A half-open link has one end that uses it.
package struct PartnerCoverage: Hashable, Sendable {
    /// Links of one sort.
    package struct Links: Hashable, Sendable {
        package var all = 0
        package var digital = 0
        /// One end uses the exchange, the other does not.
        package var halfOpen = 0
        /// A complete set in one direction only within the three months.
        package var oneWay = 0
        /// 予定 one way and 実績 back for a month of the three.
        package var mutual = 0
        /// Users per month, of links whose list says it.
        package var volume = 0
        package var volumeDigital = 0

        package init() {}

        package static func += (left: inout Links, right: Links) {
            left.all += right.all
            left.digital += right.digital
            left.halfOpen += right.halfOpen
            left.oneWay += right.oneWay
            left.mutual += right.mutual
            left.volume += right.volume
            left.volumeDigital += right.volumeDigital
        }

        /// digital / links; nil without a link.
        package var share: Fraction? { all > 0 ? Fraction(digital, all) : nil }
        package var volumeShare: Fraction? { volume > 0 ? Fraction(volumeDigital, volume) : nil }
    }

    /// Between offices of the area, of different corporations as far as is known.
    package var inside = Links()
    /// To offices of the ledger outside the area.
    package var outside = Links()
    /// To numbers that no office list names: whether they use the exchange is known from exchanges only.
    package var unknown = Links()
    /// Both ends belong to one corporation by 法人番号, wherever they lie. In none of the others.
    package var sameCorporation = Links()
    /// Ends of links at offices of the area that use the exchange, and those of them whose link is not digital.
    package var usersLinks = 0
    package var usersOnPaper = 0
    /// Offices of the area that use the exchange and have partners, and those of them without a digital partner.
    package var users = 0
    package var usersWithoutDigital = 0

    package init() {}

    /// Every link with an end in the area.
    package var total: Links {
        var sum = inside
        sum += outside
        sum += unknown
        sum += sameCorporation
        return sum
    }

    /// Links between different corporations whose two ends are known: the coverage that is compared.
    package var compared: Links {
        var sum = inside
        sum += outside
        return sum
    }

    /// 「利用中の事業所でも、やり取りの相手の○%はまだ紙です。」
    package var paperShareOfUsers: Fraction? { usersLinks > 0 ? Fraction(usersOnPaper, usersLinks) : nil }

    package var isEmpty: Bool { total.all == 0 }
}

/// The partners of one office.
package struct OfficeCoverage: Hashable, Sendable {
    /// Place in `Snapshot.numbers`.
    package var office: Int
    package var partners = 0
    /// Partners that use the exchange, or that it exchanged with.
    package var partnersOn = 0
    package var volume = 0
    package var volumeOn = 0
    package var uses = false
    package var stage: Stage?

    /// c: the volume with partners that are on, of the whole; undefined without a stated volume.
    package var volumeShare: Fraction? { volume > 0 ? Fraction(volumeOn, volume) : nil }
    package var share: Fraction? { partners > 0 ? Fraction(partnersOn, partners) : nil }
}

/// The benchmark: how many links would be digital if the offices that use the exchange were scattered at random.
package enum RandomMixing {
    /// A (A − 1) / (N (N − 1)); nil for fewer than two offices.
    package static func share(using: Int, of offices: Int) -> Fraction? {
        offices > 1 ? Fraction(using * (using - 1), offices * (offices - 1)) : nil
    }
}
