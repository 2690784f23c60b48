import Adoption

/// The change of a rate split into what users and what the denominator did:
/// A1/N1 − A0/N0 = (A1 − A0)/N0 + A1·(1/N1 − 1/N0) (methods 2.3). A rate can rise because offices closed.
package struct RateChange: Hashable, Sendable {
    package var from: UseCount
    package var to: UseCount

    /// Nil when either day has no eligible office.
    package init?(from: UseCount, to: UseCount) {
        guard from.eligible > 0, to.eligible > 0 else { return nil }
        self.from = from
        self.to = to
    }

    /// In percentage points, for display.
    package var points: Double {
        points(
            Int128(to.using) * Int128(from.eligible) - Int128(from.using) * Int128(to.eligible),
            Int128(from.eligible) * Int128(to.eligible))
    }

    /// (A1 − A0)/N0, in percentage points.
    package var pointsFromUsers: Double {
        points(Int128(to.using) - Int128(from.using), Int128(from.eligible))
    }

    /// A1·(1/N1 − 1/N0), in percentage points.
    package var pointsFromDenominator: Double {
        points(
            Int128(to.using) * (Int128(from.eligible) - Int128(to.eligible)),
            Int128(from.eligible) * Int128(to.eligible))
    }

    private func points(_ numerator: Int128, _ denominator: Int128) -> Double {
        Double(numerator * 100) / Double(denominator)
    }
}
