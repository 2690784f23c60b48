import Adoption

/// Who began when, and what that makes of each municipality and prefecture on one day: the office categories of Rogers
/// by rank over the whole eligible population, the stage of the area, and the layers of the slides.
///
/// One pass over the offices and one counting sort by day, for all areas of the nation. Offices of municipalities
/// whose n is not known are left out, as everywhere: nobody knows who of them has begun.
package struct Segments: Sendable {
    package let standing: Standing
    /// By prefecture, then by first day, then by office number.
    let adopters: [Adopter]
    /// By number of the prefecture: its adopters in `adopters`.
    private let ranges: [Range<Int>]
    /// By office: 0 for a prospect or an office outside, else 1 + the place of the category among the prefecture, in
    /// the lower four bits, and among the municipality, in the upper four.
    let codes: [UInt8]
    let reference: Reference

    /// An office of N that has begun, until the day.
    struct Adopter: Sendable {
        /// Place in `Snapshot.numbers`.
        var office: Int32
        /// Place in `Reference.municipalities`.
        var municipality: Int16
        var isUsing: Bool
        /// Day number; `Snapshot.beforeRecord` for the stock that the record began with.
        var first: Int32
        var ofMunicipality = MidpointRank(earlier: 0, together: 0, population: 0)
        var ofPrefecture = MidpointRank(earlier: 0, together: 0, population: 0)
    }

    package init(standing: Standing, reference: Reference) {
        self.standing = standing
        self.reference = reference
        var sorted: [Adopter] = []
        var ranges = [Range<Int>](repeating: 0..<0, count: 48)
        let found = SegmentSort.byDay(Segments.adopters(standing, reference))
        for (number, own) in SegmentSort.byPrefecture(found, reference).enumerated() where !own.isEmpty {
            let population = standing.prefecture(number)?.total.eligible ?? 0
            ranges[number] = sorted.count..<(sorted.count + own.count)
            sorted += SegmentSort.ranked(own, standing: standing, population: population)
        }
        var codes = [UInt8](repeating: 0, count: standing.panel.snapshot.numbers.count)
        for adopter in sorted {
            codes[Int(adopter.office)] =
                UInt8(1 + adopter.ofPrefecture.category.position)
                | UInt8(1 + adopter.ofMunicipality.category.position) << 4
        }
        adopters = sorted
        self.ranges = ranges
        self.codes = codes
    }

    /// The offices of N of the municipalities whose n is known that have begun.
    private static func adopters(_ standing: Standing, _ reference: Reference) -> [Adopter] {
        let panel = standing.panel
        var adopters: [Adopter] = []
        for municipality in standing.municipalities where municipality.using.value != nil {
            for office in standing.offices[municipality.index] {
                let office = Int(office)
                guard panel.mayHaveBegun(office), panel.eligible(panel.listing(of: office)) != 0,
                    let first = panel.firstUse(
                        ofLineage: office, through: standing.day.number, reference: reference)
                else { continue }
                adopters.append(
                    Adopter(
                        office: Int32(office), municipality: Int16(municipality.index),
                        isUsing: panel.registered(office) != 0, first: first))
            }
        }
        return adopters
    }

    // MARK: areas

    /// A municipality by its place in `Reference.municipalities`; nil when it has no eligible office or its n is not
    /// known.
    package func municipality(_ index: Int) -> AreaSegments? {
        let figures = standing.municipalities[index]
        guard let count = figures.count, count.eligible > 0 else { return nil }
        let prefecture = standing.prefecture(figures.code.prefecture)?.total.eligible ?? 0
        let basis = AreaSegments.Basis(municipality: count.eligible, prefecture: prefecture)
        return AreaSegments(
            count, target: standing.rules.municipalityTarget, basis: basis,
            adopters: own(figures.code.prefecture).lazy.filter { Int($0.municipality) == index })
    }

    /// The reported municipalities of a prefecture together, by its number; nil when none has an eligible office.
    package func prefecture(_ number: Int) -> AreaSegments? {
        guard let count = standing.prefecture(number)?.total, count.eligible > 0 else { return nil }
        return AreaSegments(
            count, target: standing.rules.municipalityTarget,
            basis: AreaSegments.Basis(municipality: 0, prefecture: count.eligible), adopters: own(number))
    }

    /// The adopters of a prefecture, the earliest first.
    func own(_ prefecture: Int) -> ArraySlice<Adopter> {
        ranges.indices.contains(prefecture) ? adopters[ranges[prefecture]] : []
    }

    /// The category of an office under a basis; nil when it has not begun.
    func category(of office: Int, _ basis: AreaSegments.Basis) -> AdopterCategory? {
        let code = basis.isOwn ? codes[office] >> 4 : codes[office] & 15
        return code == 0 ? nil : AdopterCategory.allCases[Int(code) - 1]
    }
}

/// Sorting and ranking of the adopters.
private enum SegmentSort {
    /// A counting sort by first day; equal days keep the order of the office numbers.
    static func byDay(_ adopters: [Segments.Adopter]) -> [Segments.Adopter] {
        let days = adopters.lazy.map(\.first).filter { $0 != Snapshot.beforeRecord }
        guard let earliest = days.min(), let latest = days.max() else { return adopters }
        // Bucket 0 is the stock from before the record.
        func bucket(_ adopter: Segments.Adopter) -> Int {
            adopter.first == Snapshot.beforeRecord ? 0 : Int(adopter.first - earliest) + 1
        }
        var next = [Int](repeating: 0, count: Int(latest - earliest) + 3)
        for adopter in adopters { next[bucket(adopter) + 1] += 1 }
        for index in 1..<next.count { next[index] += next[index - 1] }
        var order = [Int](repeating: 0, count: adopters.count)
        for (place, adopter) in adopters.enumerated() {
            order[next[bucket(adopter)]] = place
            next[bucket(adopter)] += 1
        }
        return order.map { adopters[$0] }
    }

    /// By number of the prefecture, 0…47, in the order that they have.
    static func byPrefecture(_ adopters: [Segments.Adopter], _ reference: Reference) -> [[Segments.Adopter]] {
        var parts = [[Segments.Adopter]](repeating: [], count: 48)
        for adopter in adopters {
            parts[reference.municipalities[Int(adopter.municipality)].code.prefecture].append(adopter)
        }
        return parts
    }

    /// Ranks of one prefecture's adopters, which are in the order of their days, among all and among their own
    /// municipality.
    static func ranked(
        _ adopters: [Segments.Adopter], standing: Standing, population: Int
    ) -> [Segments.Adopter] {
        var ranked = adopters
        var begun: [Int16: Int] = [:]
        var start = 0
        while start < ranked.count {
            var end = start + 1
            while end < ranked.count, ranked[end].first == ranked[start].first { end += 1 }
            var together: [Int16: Int] = [:]
            for adopter in ranked[start..<end] { together[adopter.municipality, default: 0] += 1 }
            for place in start..<end {
                let municipality = ranked[place].municipality
                ranked[place].ofPrefecture = MidpointRank(
                    earlier: start, together: end - start, population: population)
                ranked[place].ofMunicipality = MidpointRank(
                    earlier: begun[municipality] ?? 0, together: together[municipality] ?? 0,
                    population: standing.municipalities[Int(municipality)].eligible)
            }
            for (municipality, count) in together { begun[municipality, default: 0] += count }
            start = end
        }
        return ranked
    }
}
