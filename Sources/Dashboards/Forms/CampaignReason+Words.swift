import Adoption
import Analytics

extension Wording {
    /// A reason as a sentence for the applicant, the same on every page and in every list.
    /// - Parameter name: what `reason.name` is called: a municipality, a service, a declaration; nil: as it stands.
    package func sentence(_ reason: CampaignReason, name: String? = nil) -> String {
        let key = "campaign.reason.\(reason.key.rawValue)"
        let shown = name ?? reason.name
        let isBare =
            reason.day == nil && reason.until == nil && reason.count == nil && reason.wanted == nil && shown.isEmpty
        // A refusal is recorded by its key; what the ledger said then may not be there any more.
        if isBare, has(key + ".bare") { return self(key + ".bare") }
        return self(
            key,
            [
                "day": reason.day.map(format.day) ?? self("campaign.reason_unknown_day"),
                "until": reason.until.map(format.day) ?? self("campaign.reason_open_day"),
                "count": format.integer(reason.count ?? 0), "wanted": format.integer(reason.wanted ?? 0), "name": shown,
            ])
    }
}
