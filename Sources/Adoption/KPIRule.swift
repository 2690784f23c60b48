/// An exact fraction of non-negative integers; the denominator may be zero, then there is no value.
package struct Fraction: Hashable, Sendable {
    package var numerator: Int
    package var denominator: Int

    package init(_ numerator: Int, _ denominator: Int) {
        self.numerator = numerator
        self.denominator = denominator
    }
}

/// A set of services as bits over the order of `Reference.services`.
package struct ServiceSet: Hashable, Sendable {
    package var bits: UInt64

    package init(bits: UInt64) {
        self.bits = bits
    }

    package static let all = ServiceSet(bits: .max)

    package func contains(_ index: Int) -> Bool { bits >> UInt64(index) & 1 == 1 }

    package mutating func insert(_ index: Int) { bits |= 1 << UInt64(index) }
}

/// What decides whether a KPI is met: dated data, because the published rules are a draft
/// (「検討中・現時点案」, 2026).
package struct KPIRule: Hashable, Sendable {
    package enum Level: String, Sendable, CaseIterable { case municipality, prefecture }

    package enum Comparison: String, Sendable { case atLeast = ">=", moreThan = ">" }

    /// Which routes count, from a day on (nil: from the beginning).
    package struct RoutePeriod: Hashable, Sendable {
        package var from: Day?
        package var routes: [String]

        package init(from: Day?, routes: [String]) {
            self.from = from
            self.routes = routes
        }
    }

    package var id: String
    package var level: Level
    package var name: String
    package var nameEnglish: String
    /// 3/10 of the offices, 5/10 of the municipalities.
    package var threshold: Fraction
    package var comparison: Comparison
    /// The services in scope (municipality level).
    package var services: ServiceSet
    /// The lowest stage that counts (municipality level).
    package var minimumStage: Stage
    /// In order of their first day; the last one that has begun is in force.
    package var routePeriods: [RoutePeriod]
    package var countsSuspended: Bool
    package var countsDeemed: Bool
    package var effective: Spell
    package var isDraft: Bool
    package var source: String

    package init(
        id: String, level: Level, name: String, nameEnglish: String, threshold: Fraction, comparison: Comparison,
        services: ServiceSet, minimumStage: Stage, routePeriods: [RoutePeriod], countsSuspended: Bool,
        countsDeemed: Bool, effective: Spell, isDraft: Bool, source: String
    ) {
        self.id = id
        self.level = level
        self.name = name
        self.nameEnglish = nameEnglish
        self.threshold = threshold
        self.comparison = comparison
        self.services = services
        self.minimumStage = minimumStage
        self.routePeriods = routePeriods
        self.countsSuspended = countsSuspended
        self.countsDeemed = countsDeemed
        self.effective = effective
        self.isDraft = isDraft
        self.source = source
    }

    /// The routes that count on a day.
    package func routes(on day: Day) -> [String] {
        routePeriods.last { $0.from.map { $0 <= day } ?? true }?.routes ?? []
    }
}
