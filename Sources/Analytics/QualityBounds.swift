import Adoption

/// Worst-case bounds of a rate: a register is a census, so what is uncertain is the data and not a sample
/// (Manski 1989; methods 2.4).
///
/// An eligible office uses the exchange, does not, or its use is unknown (A0, B0, U0). Of an office with an open
/// disagreement on municipality, service or closure even the eligibility is uncertain (a, b, u).
package struct QualityBounds: Hashable, Sendable {
    /// A0
    package var using: Int
    /// B0
    package var notUsing: Int
    /// U0
    package var unknown: Int
    /// a: eligibility uncertain, uses.
    package var doubtfulUsing: Int
    /// b: eligibility uncertain, does not use.
    package var doubtfulNotUsing: Int
    /// u: eligibility and use uncertain.
    package var doubtfulUnknown: Int

    package init(
        using: Int, notUsing: Int, unknown: Int, doubtfulUsing: Int, doubtfulNotUsing: Int, doubtfulUnknown: Int
    ) {
        self.using = using
        self.notUsing = notUsing
        self.unknown = unknown
        self.doubtfulUsing = doubtfulUsing
        self.doubtfulNotUsing = doubtfulNotUsing
        self.doubtfulUnknown = doubtfulUnknown
    }

    /// A0 / (A0 + B0 + U0 + b + u): nobody unknown uses; doubtful offices count only where they lower the rate.
    package var lower: Fraction {
        Fraction(using, using + notUsing + unknown + doubtfulNotUsing + doubtfulUnknown)
    }

    /// (A0 + U0 + a + u) / (A0 + B0 + U0 + a + u): everybody unknown uses; doubtful offices count only where they
    /// raise the rate.
    package var upper: Fraction {
        let users = using + unknown + doubtfulUsing + doubtfulUnknown
        return Fraction(users, users + notUsing)
    }

    /// The number of offices to check before the judgement is certain.
    package var toCheck: Int { unknown + doubtfulUsing + doubtfulNotUsing + doubtfulUnknown }

    /// What the municipality may turn out to be, over all completions of the unknown.
    package func outcomes(_ target: KPITarget) -> Outcomes {
        var outcomes: Outcomes = []
        if using + notUsing + unknown == 0 { outcomes.insert(.notApplicable) }
        // A bound without a denominator means: the only office that can be in scope is of the other kind. Then the
        // other bound is the one rate that exists.
        let worst = lower.denominator > 0 ? lower : upper
        let best = upper.denominator > 0 ? upper : lower
        if let met = target.isMet(best.numerator, of: best.denominator), met { outcomes.insert(.met) }
        if let met = target.isMet(worst.numerator, of: worst.denominator), !met { outcomes.insert(.notMet) }
        return outcomes
    }

    package func certainty(_ target: KPITarget) -> Certainty {
        switch outcomes(target) {
        case .met: .met
        case .notMet: .notMet
        case .notApplicable: .notApplicable
        default: .undecided
        }
    }

    /// A set of results that remain possible.
    package struct Outcomes: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        package static let met = Outcomes(rawValue: 1)
        package static let notMet = Outcomes(rawValue: 2)
        package static let notApplicable = Outcomes(rawValue: 4)
    }
}
