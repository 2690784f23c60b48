import Adoption

/// Where every municipality, every prefecture and the nation stand on one day: one pass over all offices.
package struct Standing: Sendable {
    package let day: Day
    package let rules: KPIRules
    /// The revision that the figures are of, and when it was recorded.
    package let revision: Int64
    package let recordedAt: Instant
    /// By place in `Reference.municipalities`.
    package let municipalities: [MunicipalityFigures]
    /// By number, in the reference's order.
    package let prefectures: [PrefectureFigures]
    package let nation: NationalFigures

    let panel: UsePanel
    let offices: OfficesByMunicipality
    /// The derived stages on the day.
    let exchange: ExchangeReading

    package init(snapshot: Snapshot, reference: Reference, rules: KPIRules, day: Day) {
        self.day = day
        self.rules = rules
        revision = snapshot.revision
        recordedAt = snapshot.recordedAt
        panel = UsePanel(snapshot: snapshot, reference: reference, rule: rules.municipality, days: [day])
        exchange = ExchangeReading(panel, day: day)
        let (counts, offices) = OfficeCounts.perMunicipality(panel, day: day)
        self.offices = offices
        let panel = panel
        municipalities = reference.municipalities.indices.map { index in
            MunicipalityFigures(
                index: index, code: reference.municipalities[index].code, counts: counts[index], panel: panel,
                rules: rules, day: day)
        }
        let figures = municipalities
        prefectures = reference.prefectures.map { prefecture in
            PrefectureFigures(
                PrefectureFigures.Members(number: prefecture.number, reference: reference), figures: figures,
                target: rules.prefectureTarget,
                orphans: snapshot.orphanRegistrations[prefecture.number])
        }
        nation = NationalFigures(prefectures: prefectures, orphans: snapshot.orphanRegistrations.reduce(0, +))
    }

    /// The figures of a prefecture by its number, 1…47.
    package func prefecture(_ number: Int) -> PrefectureFigures? { prefectures.first { $0.number == number } }

    /// The figures of a prefecture's municipalities, in the order of their codes.
    package func municipalities(of prefecture: PrefectureFigures) -> ArraySlice<MunicipalityFigures> {
        municipalities[prefecture.municipalities]
    }
}

/// The offices in scope of each municipality on one day, so that a breakdown walks over its own offices only.
struct OfficesByMunicipality: Sendable {
    private let starts: [Int32]
    private let offices: [Int32]

    /// `place[i]` is the municipality of office i, −1 for none.
    init(place: [Int16], municipalities: Int) {
        var starts = [Int32](repeating: 0, count: municipalities + 1)
        for municipality in place where municipality >= 0 { starts[Int(municipality) + 1] += 1 }
        for index in 0..<municipalities { starts[index + 1] += starts[index] }
        var next = starts
        var offices = [Int32](repeating: 0, count: Int(starts[municipalities]))
        for (office, municipality) in place.enumerated() where municipality >= 0 {
            offices[Int(next[Int(municipality)])] = Int32(office)
            next[Int(municipality)] += 1
        }
        self.starts = starts
        self.offices = offices
    }

    subscript(municipality: Int) -> ArraySlice<Int32> {
        offices[Int(starts[municipality])..<Int(starts[municipality + 1])]
    }
}
