import Adoption

/// The segments of an area by service kind and by size of the corporation. The categories are those of the whole area:
/// an office of three kinds is in each of them with the same category.
package struct SegmentParts: Hashable, Sendable {
    package struct Part: Hashable, Sendable {
        package var count = UseCount.zero
        /// All five, in order; all 0 without a basis.
        package var categories = AdopterCategory.allCases.map { AreaSegments.CategoryCount(category: $0) }
        package var ended = 0

        /// Offices that have not begun.
        package var prospects: Int { count.eligible - count.using - ended }

        package var stage: DiffusionStage? { DiffusionStage(count) }
    }

    package struct ServicePart: Hashable, Sendable {
        /// Place in `Reference.services`.
        package var service: Int
        package var part: Part
    }

    package struct CorporationPart: Hashable, Sendable {
        package var band: CorporationBand
        package var part: Part
    }

    /// The area's own counts: what the parts are parts of.
    package var total: Part
    /// Services that an office of N offers, in the reference's order. They add up to more than the total.
    package var services: [ServicePart]
    /// Bands with an office, the largest last, then unknown.
    package var corporations: [CorporationPart]
}

extension Segments {
    /// The parts of a municipality; nil when `municipality(_:)` is.
    package func parts(ofMunicipality index: Int, sizes: CorporationSizes) -> SegmentParts? {
        municipality(index).map { parts([index], basis: $0.basis, sizes: sizes) }
    }

    /// The parts of the reported municipalities of a prefecture; nil when `prefecture(_:)` is.
    package func parts(ofPrefecture number: Int, sizes: CorporationSizes) -> SegmentParts? {
        guard let area = prefecture(number), let figures = standing.prefecture(number) else { return nil }
        let known = figures.municipalities.filter { standing.municipalities[$0].using.value != nil }
        return parts(known, basis: area.basis, sizes: sizes)
    }

    private func parts(
        _ municipalities: [Int], basis: AreaSegments.Basis, sizes: CorporationSizes
    ) -> SegmentParts {
        let panel = standing.panel
        var total = SegmentParts.Part()
        var services = [SegmentParts.Part](repeating: SegmentParts.Part(), count: 64)
        var bands = [SegmentParts.Part](repeating: SegmentParts.Part(), count: CorporationBand.allCases.count)
        for municipality in municipalities {
            for office in standing.offices[municipality] {
                let office = Int(office)
                var offered = panel.eligibleServices(of: office)
                guard offered != 0 else { continue }
                let entry = Entry(
                    isUsing: panel.registered(office) != 0, hasBegun: codes[office] != 0,
                    category: basis == .none ? nil : category(of: office, basis))
                entry.add(to: &total)
                while offered != 0 {
                    entry.add(to: &services[offered.trailingZeroBitCount])
                    offered &= offered - 1
                }
                entry.add(to: &bands[sizes.band(of: panel.snapshot.corporations[office]).position])
            }
        }
        return SegmentParts(
            total: total,
            services: services.enumerated().compactMap { service, part in
                part.count.eligible > 0 ? .init(service: service, part: part) : nil
            },
            corporations: zip(CorporationBand.allCases, bands).compactMap { band, part in
                part.count.eligible > 0 ? .init(band: band, part: part) : nil
            })
    }

    /// What one office adds to each part that it belongs to.
    private struct Entry {
        let isUsing: Bool
        let hasBegun: Bool
        let category: AdopterCategory?

        func add(to part: inout SegmentParts.Part) {
            part.count += UseCount(using: isUsing ? 1 : 0, eligible: 1)
            guard hasBegun else { return }
            if !isUsing { part.ended += 1 }
            guard let category else { return }
            if isUsing {
                part.categories[category.position].using += 1
            } else {
                part.categories[category.position].ended += 1
            }
        }
    }
}
