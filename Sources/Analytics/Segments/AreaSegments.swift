import Adoption

/// The segments of one area on one day. The five counts, what has ended and the prospects: `begun + prospects` is N.
package struct AreaSegments: Hashable, Sendable {
    /// Among whom the offices are ranked.
    package enum Basis: Hashable, Sendable {
        /// Among the N offices of the municipality.
        case municipality(Int)
        /// Among the N offices of the prefecture: always for a prefecture, and for a municipality with fewer than 20.
        case prefecture(Int)
        /// Fewer than 20 in the whole prefecture: no office is labelled.
        case none

        init(municipality: Int, prefecture: Int) {
            if municipality >= MidpointRank.smallestPopulation {
                self = .municipality(municipality)
            } else if prefecture >= MidpointRank.smallestPopulation {
                self = .prefecture(prefecture)
            } else {
                self = .none
            }
        }

        var isOwn: Bool {
            if case .municipality = self { true } else { false }
        }
    }

    /// Offices of one category.
    package struct CategoryCount: Hashable, Sendable {
        package var category: AdopterCategory
        /// Offices that use the exchange today.
        package var using = 0
        /// 利用終了: offices that began and do not use it today. They keep their category and their first day.
        package var ended = 0

        package var begun: Int { using + ended }
    }

    /// n of N today.
    package var count: UseCount
    /// 1.2: where the area as a whole stands.
    package var stage: DiffusionStage?
    package var layers: SegmentLayers
    package var basis: Basis
    /// All five, in order; all 0 without a basis.
    package var categories: [CategoryCount]
    /// 利用終了, with or without a label.
    package var ended: Int

    /// Offices of N that have begun, using or not.
    package var begun: Int { count.using + ended }

    /// Offices of N that have not begun. Nobody knows yet who of them will be the last: they are prospects, never a
    /// category.
    package var prospects: Int { count.eligible - begun }

    init(_ count: UseCount, target: KPITarget, basis: Basis, adopters: some Sequence<Segments.Adopter>) {
        self.count = count
        self.basis = basis
        stage = DiffusionStage(count)
        layers = SegmentLayers(count, target: target)
        categories = AdopterCategory.allCases.map { CategoryCount(category: $0) }
        ended = 0
        for adopter in adopters {
            if !adopter.isUsing { ended += 1 }
            guard basis != .none else { continue }
            let rank = basis.isOwn ? adopter.ofMunicipality : adopter.ofPrefecture
            let place = rank.category.position
            if adopter.isUsing { categories[place].using += 1 } else { categories[place].ended += 1 }
        }
    }
}
