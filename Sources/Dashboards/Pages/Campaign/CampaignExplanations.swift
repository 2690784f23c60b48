/// The figures of campaigns that explain themselves in three sentences. The comparison with other municipalities has
/// its own.
enum CampaignExplanation {
    case list, frames, places, applications, funnel, conditions, money, use, cases, practice
}

extension PageSetting {
    func explanation(_ figure: CampaignExplanation) -> Explanation {
        switch figure {
        case .list:
            Explanation(
                shows: words("campaign.list_shows"), restsOn: words("campaign.receipts_rest"),
                doesNotSay: words("campaign.list_does_not_say"))
        case .frames:
            Explanation(
                shows: words("campaign.frames_show"), restsOn: words("campaign.frames_rest"),
                doesNotSay: words("campaign.frames_do_not_say"))
        case .places:
            Explanation(
                shows: words("campaign.places_show"), restsOn: words("campaign.receipts_rest"),
                doesNotSay: words("campaign.places_do_not_say"))
        case .applications:
            Explanation(
                shows: words("campaign.applications_show"), restsOn: words("campaign.receipts_rest"),
                doesNotSay: words("campaign.applications_do_not_say"))
        case .funnel:
            Explanation(
                shows: words("campaign.funnel_shows"), restsOn: words("campaign.judged_rest"),
                doesNotSay: words("campaign.funnel_does_not_say"))
        case .conditions:
            Explanation(
                shows: words("campaign.conditions_show"), restsOn: words("campaign.judged_rest"),
                doesNotSay: words("campaign.conditions_do_not_say"))
        case .money:
            Explanation(
                shows: words("campaign.money_shows"), restsOn: words("campaign.money_rests"),
                doesNotSay: words("campaign.money_does_not_say"))
        case .use:
            Explanation(
                shows: words("campaign.use_shows"), restsOn: words("campaign.use_rests"),
                doesNotSay: words("campaign.use_does_not_say"))
        case .cases:
            Explanation(
                shows: words("campaign.cases_show"), restsOn: words("campaign.cases_rest"),
                doesNotSay: words("campaign.cases_do_not_say"))
        case .practice:
            Explanation(
                shows: words("campaign.case_shows"), restsOn: words("campaign.case_rests"),
                doesNotSay: words("campaign.cases_do_not_say"))
        }
    }
}
