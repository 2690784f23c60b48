import Adoption

/// What a campaign has come to as of a day: places, applications, the way from application to payment, money, use.
package struct CampaignFigures: Hashable, Sendable {
    package struct Frame: Hashable, Sendable {
        package var id: String
        package var places: Int?
        package var taken: Int
        package var waiting: Int
        package var awaitingPartner: Int
        /// Nil: only the campaign's total counts.
        package var left: Int? { places.map { max(0, $0 - taken) } }
    }

    package struct DayCount: Hashable, Sendable {
        package var day: Day
        package var count: Int
    }

    /// From the application to the payment. Each step counts by itself: a survey answered before the start, or a
    /// payment that a correction took back since, is counted where it stands.
    package struct Funnel: Hashable, Sendable {
        package var applied = 0
        /// Ever got a place.
        package var accepted = 0
        /// Every office of it used the exchange on a day of the campaign.
        package var started = 0
        /// Every survey condition is met; nil when no accepted enrollment is asked for a survey.
        package var surveyed: Int?
        /// Holds its place, and every condition is met.
        package var completed = 0
        /// Something was paid.
        package var paid = 0
    }

    package struct ConditionTally: Hashable, Sendable {
        package var frame: String
        package var condition: CampaignCondition
        package var met = 0
        package var open = 0
        package var needsCheck = 0
        package var failed = 0
    }

    /// n and N of a municipality, and what n would be without the offices won.
    package struct KPIEffect: Hashable, Sendable {
        package var count: UseCount
        package var needed: Int
        /// The counterfactual: the won offices that are counted in n do not use it.
        package var withoutWon: UseCount
        package var neededWithoutWon: Int
        package var isMet: Bool?
        package var isMetWithoutWon: Bool?
    }

    package var day: Day
    package var frames: [Frame]
    package var applicationsByDay: [DayCount]
    package var funnel: Funnel
    package var conditions: [ConditionTally]
    package var money: CampaignMoney
    /// Offices that use it on the last day of the campaign (on the as-of day while it runs), of those that used it on
    /// any day of the campaign: of all enrollments that ever got a place.
    package var retention: Fraction
    /// Offices left out of it: not in the ledger, or in a municipality without a registration list.
    package var retentionUnknown: Int
    /// Whether the campaign's last day has come, so that the retention is final.
    package var isRetentionFinal: Bool
    /// Offices that hold a place and used it for the first time ever on or after the campaign's first day; ascending.
    package var won: [OfficeNumber]
    /// Of the campaign's own municipality and of those in which won offices are counted on the day; those whose n is
    /// not known are absent.
    package var effect: [MunicipalityCode: KPIEffect]
}
