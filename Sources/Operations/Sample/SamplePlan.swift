import Adoption

/// Which municipalities play a part of their own, so that every state of the dashboards occurs: one per prefecture
/// that nobody has reported, and one whose KPI hangs on offices that two municipalities claim.
struct SamplePlan {
    private(set) var unreported: Set<MunicipalityCode> = []
    private(set) var disputed: Set<MunicipalityCode> = []

    /// How its offices take it up.
    private(set) var diffusion = SampleDiffusion.waves
    /// The campaigns of its municipalities; none but in the shipped sample.
    private(set) var campaigns: [MunicipalityCode: SampleCampaign] = [:]

    /// - Parameter places: the municipalities of one prefecture, in the order of their codes.
    init(places: [SampleReference.Municipality], disputedFile: Int?, campaigns: [SampleCampaign]) {
        guard let disputedFile, let prefecture = places.first?.prefecture else { return }
        diffusion = SampleDiffusion.of(prefecture: prefecture)
        for campaign in campaigns { self.campaigns[campaign.area] = campaign }
        var taken: Set<MunicipalityCode> = []
        for (place, next) in zip(places, places.dropFirst())
        where diffusion.isWaves && place.areas.count == 1 && next.areas.count == 1 && (40...200).contains(place.total)
            && next.total >= 20 && next.counts[disputedFile] >= 3
        {
            disputed.insert(place.code)
            taken = [place.code, next.code]
            break
        }
        let candidates = places.filter { $0.areas.count == 1 && $0.total >= 8 && !taken.contains($0.code) }
        if let smallest = candidates.min(by: { ($0.total, $0.code) < ($1.total, $1.code) }) {
            unreported.insert(smallest.code)
        }
    }
}
