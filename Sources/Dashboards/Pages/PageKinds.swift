extension PageKind {
    package static let national = PageKind(
        name: "national", blocks: ["map", "distance", "prefectures", "trend", "empty"])
    package static let prefecture = PageKind(
        name: "prefecture",
        blocks: [
            "municipalities", "map", "reach", "trend", "forecast", "ladder", "segments", "quality", "services",
            "routes", "network", "lapse",
            "corporations",
            "activities", "campaigns", "change", "empty",
        ])
    package static let municipality = PageKind(
        name: "municipality",
        blocks: [
            "trend", "forecast", "ladder", "segments", "quality", "services", "routes", "network", "lapse",
            "corporations", "activities", "campaigns", "change",
            "empty",
        ])
    package static let definitions = PageKind(
        name: "definitions", blocks: ["rules", "states", "reading", "scope", "stages", "sources", "limits"])

    package static let segments = PageKind(
        name: "segments",
        blocks: [
            "segments", "segment_counts", "municipality_stages", "segment_services", "segment_corporations",
            "attitudes", "empty",
        ])

    package static let network = PageKind(name: "network", blocks: ["network", "network_stages", "empty"])

    package static let forecast = PageKind(
        name: "forecast",
        blocks: ["what_if", "forecast", "probabilities", "backtest", "assumptions", "hint", "empty"])

    package static let campaign = PageKind(
        name: "campaign",
        blocks: [
            "apply", "places", "applications", "funnel", "conditions", "money", "won", "effect", "cases", "empty",
        ])
    package static let caseStudy = PageKind(
        name: "case_study", blocks: ["words", "practice", "words_partner", "practice_partner"])
    package static let campaignBook = PageKind(name: "campaign_book", blocks: ["book", "empty"], isStaff: true)
    package static let campaignStaff = PageKind(
        name: "campaign_staff",
        blocks: ["answers", "calls", "payments", "places", "pending", "urgent", "money", "empty"],
        isStaff: true)

    /// Every kind of page, for `TemplateCheck`.
    package static let all: [PageKind] = [
        .national, .prefecture, .municipality, .definitions, .segments, .network, .forecast,
        .campaign, .caseStudy, .campaignBook, .campaignStaff,
    ]
}
