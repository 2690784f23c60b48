import Adoption
import Analytics
import Dashboards

/// The pages below an area's page, and the blocks that lead to them.
extension SiteEdition {
    /// What other figures add to the page of an area.
    func furtherBlocks(of area: AreaSelection) -> [Block] {
        [
            forecastBlock(of: area), segmentsBlock(of: area), lapseBlock(of: area), networkBlock(of: area),
            campaignBlock(of: area),
        ].compactMap { $0 }
    }

    private func segmentsBlock(of area: AreaSelection) -> Block? {
        switch area {
        case .nation: nil
        case .prefecture(let number):
            segments.prefecture(number).flatMap { segments in
                guard let figures = standing.prefecture(number), let path = pagePath(of: area) else { return nil }
                return SegmentsBlock(
                    setting: setting.resting(on: figures.grounds), area: segments, isPrefecture: true,
                    more: .segments(of: path)
                ).block()
            }
        case .municipality(let index):
            segments.municipality(index).flatMap { segments in
                guard let path = pagePath(of: area) else { return nil }
                return SegmentsBlock(
                    setting: setting.resting(on: standing.municipalities[index].grounds), area: segments,
                    isPrefecture: false, more: .segments(of: path)
                ).block()
            }
        }
    }

    /// The published pages of segments: those that a page of an area leads to. Elsewhere the page says why there is
    /// nothing to show.
    var segmentPaths: [PagePath] {
        let prefectures = state.reference.prefectures.filter { segments.prefecture($0.number) != nil }
        let municipalities = setting.published.sorted().filter { segments.municipality($0) != nil }
        return prefectures.map { .segments(of: .prefecture($0.key)) }
            + municipalities.map { .segments(of: .municipality(state.reference.municipalities[$0].code.description)) }
    }

    /// The page of an area's segments; nil for the nation, which has none.
    func segmentsPage(of area: AreaSelection) -> Page? {
        switch area {
        case .nation: return nil
        case .prefecture(let number):
            guard let figures = standing.prefecture(number) else { return nil }
            return SegmentsPage(
                setting: setting, subject: .prefecture(figures, Array(standing.municipalities(of: figures))),
                area: segments.prefecture(number),
                parts: segments.parts(ofPrefecture: number, sizes: sizes(of: figures)),
                attitudes: segments.attitudes(ofPrefecture: number, answers: attitudes)
            ).page()
        case .municipality(let index):
            let figures = standing.municipalities[index]
            guard let prefecture = standing.prefecture(figures.code.prefecture) else { return nil }
            return SegmentsPage(
                setting: setting, subject: .municipality(figures), area: segments.municipality(index),
                parts: segments.parts(ofMunicipality: index, sizes: sizes(of: prefecture)),
                attitudes: segments.attitudes(ofMunicipality: index, answers: attitudes)
            ).page()
        }
    }

    /// The address of an area's own page.
    private func pagePath(of area: AreaSelection) -> PagePath? {
        switch area {
        case .nation: .national
        case .prefecture(let number): state.reference.prefecture(number).map { .prefecture($0.key) }
        case .municipality(let index): .municipality(state.reference.municipalities[index].code.description)
        }
    }
}
