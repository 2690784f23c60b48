import Adoption

/// What n and N of an area are made of, on one day. Adds up over municipalities, because an office lies in one.
package struct OfficeBreakdown: Hashable, Sendable {
    /// n of N under one reading of "use".
    package struct StageReading: Hashable, Sendable {
        package var stage: Stage
        /// Offices of N at this stage or above on a route that counts. From 初回連携 on: by exchange records, of the
        /// offices in municipalities that have such records.
        package var count: Known<UseCount>
    }

    /// Offices of N that hold the rule's stage on one route, whatever other routes they hold.
    package struct RouteUse: Hashable, Sendable {
        /// Place in `Reference.routes`.
        package var route: Int
        /// Whether the route counts on the day (`equivalent` stands beside).
        package var counts: Bool
        package var using: Int
    }

    package struct ServiceUse: Hashable, Sendable {
        /// Place in `Reference.services`.
        package var service: Int
        package var count: UseCount
    }

    package struct CorporationUse: Hashable, Sendable {
        package var band: CorporationBand
        package var count: UseCount
    }

    /// Without a report only the eligible parts mean something; what is recorded as use is not n.
    package var isReported: Bool
    /// The area's total: the same n and N as in the headline.
    package var total: UseCount
    /// 誓約, 申請, 登録 and the derived stages side by side, in the order of the ladder.
    package var stages: [StageReading]
    /// Offices of N by the highest stage they hold on a counting route: nothing, 誓約, 申請, 登録.
    package var ladder: [Int]
    /// Every route of the reference, in its order. An office on two routes is in both.
    package var routes: [RouteUse]
    /// Offices of N whose only registration is on a route that does not count in the rule's last period: before the
    /// change they are in n and would drop out, after it they are the column of the unmoved.
    package var unmoved: Int
    /// n without the unmoved.
    package var usingWithoutUnmoved: Int
    /// Offices of N that used the exchange once and do not on the day.
    package var lapsed: Int
    /// Services in scope that an office of the area offers, in the reference's order. An office with several is in
    /// each, so that the kinds add up to more than the total.
    package var services: [ServiceUse]
    /// All bands, the largest last, then unknown.
    package var corporations: [CorporationUse]
}

/// How many eligible offices an office's corporation runs in its prefecture. Public pages name no corporation.
package enum CorporationBand: String, CaseIterable, Sendable {
    case one = "1"
    case twoToFour = "2-4"
    case fiveToNine = "5-9"
    case tenOrMore = "10+"
    /// No 法人番号 is known.
    case unknown

    package init(offices: Int) {
        switch offices {
        case ...1: self = .one
        case 2...4: self = .twoToFour
        case 5...9: self = .fiveToNine
        default: self = .tenOrMore
        }
    }
}
