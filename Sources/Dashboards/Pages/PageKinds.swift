extension PageKind {
    package static let national = PageKind(
        name: "national", blocks: ["map", "distance", "prefectures", "trend", "empty"])
    package static let prefecture = PageKind(
        name: "prefecture",
        blocks: [
            "municipalities", "map", "reach", "trend", "ladder", "quality", "services", "routes", "corporations",
            "activities", "change", "empty",
        ])
    package static let municipality = PageKind(
        name: "municipality",
        blocks: [
            "trend", "ladder", "quality", "services", "routes", "corporations", "activities", "change", "empty",
        ])
    package static let definitions = PageKind(
        name: "definitions", blocks: ["rules", "states", "reading", "scope", "stages", "sources", "limits"])

    /// Every kind of page, for `TemplateCheck`.
    package static let all: [PageKind] = [.national, .prefecture, .municipality, .definitions]
}
