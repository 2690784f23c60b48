import Adoption

/// What became of the offices that attended an outreach activity, as of a day. A change after an activity, not its
/// effect: there is no comparison group.
package struct OutreachOutcome: Hashable, Sendable {
    package var activity: OutreachActivity
    /// The last day of the 90 days after the activity.
    package var horizon: Day
    /// All attending offices: the ones in the ledger and the ones that are not.
    package var attendees: Int
    /// Already registered on a counting route on the day of the activity.
    package var alreadyUsing: Int
    /// Registered after it, within 90 days and by the as-of day.
    package var registered: Int
    /// Did not register within the 90 days.
    package var notRegistered: Int
    /// Not registered yet, and the 90 days are not over.
    package var open: Int
    /// Not to be told: the office is not in the ledger, or its municipality is not reported.
    package var unknown: Int

    /// Attendees who could still be won on the day and whose 90 days can be judged.
    package var observed: Int { registered + notRegistered }
}
