import Adoption

/// What happened between two days to n and N of an area. Nothing is lost:
/// start + all that came − all that went = end, for both.
package struct UseFlow: Hashable, Sendable {
    // n
    package var startUsing = 0
    /// Used for the first time.
    package var new = 0
    /// Used before the first day, not on it, and uses again.
    package var restarted = 0
    /// Registered all the while, eligible again (休止 ended, scope).
    package var resumedUsing = 0
    /// Used in another municipality on the first day.
    package var movedInUsing = 0
    /// Stopped, still eligible.
    package var withdrew = 0
    /// No longer open; used on the first day.
    package var closedWhileUsing = 0
    /// Open, but no longer eligible (休止, scope).
    package var pausedUsing = 0
    /// Uses in another municipality on the last day.
    package var movedOutUsing = 0
    package var endUsing = 0

    // N
    package var startEligible = 0
    package var opened = 0
    /// Existed on the first day without being eligible.
    package var resumed = 0
    package var movedIn = 0
    package var closed = 0
    /// Exists on the last day without being eligible.
    package var paused = 0
    package var movedOut = 0
    package var endEligible = 0

    package init() {}

    /// ΔA
    package var usingChange: Int { endUsing - startUsing }

    /// ΔN
    package var eligibleChange: Int { endEligible - startEligible }

    /// The identity that every flow must fulfil.
    package var balances: Bool {
        let came = new + restarted + resumedUsing + movedInUsing
        let went = withdrew + closedWhileUsing + pausedUsing + movedOutUsing
        return startUsing + came - went == endUsing
            && startEligible + opened + resumed + movedIn - closed - paused - movedOut == endEligible
    }

    /// The change of the rate and its two parts; nil when a day had no eligible office.
    package var rateChange: RateChange? {
        RateChange(
            from: UseCount(using: startUsing, eligible: startEligible),
            to: UseCount(using: endUsing, eligible: endEligible))
    }
}
