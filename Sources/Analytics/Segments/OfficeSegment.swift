import Adoption

/// One eligible office for the staff: when it began, and what that makes of it. Never on a page.
package struct OfficeSegment: Hashable, Sendable {
    package enum Status: String, CaseIterable, Sendable {
        /// 利用中
        case using
        /// 利用終了: began, and does not use the exchange today.
        case ended
        /// 未利用（見込み）
        case prospect
    }

    package enum FirstDay: Hashable, Sendable {
        case day(Day)
        /// It was there when the record began.
        case beforeRecord
    }

    package var number: OfficeNumber
    /// Place in `Reference.municipalities`.
    package var municipality: Int
    package var status: Status
    /// Nil for a prospect.
    package var first: FirstDay?
    /// How often it registered; 0 for a prospect.
    package var spells: Int
    /// Its place among the population of the basis; nil for a prospect, and where nobody is ranked.
    package var rank: MidpointRank?

    package var category: AdopterCategory? { rank?.category }
}

extension Segments {
    /// The eligible offices of a municipality, those that began first in front, prospects by number; empty when n is
    /// not known.
    package func offices(ofMunicipality index: Int) -> [OfficeSegment] {
        guard let area = municipality(index) else { return [] }
        return offices([index], prefecture: standing.municipalities[index].code.prefecture, basis: area.basis)
    }

    /// The eligible offices of the reported municipalities of a prefecture.
    package func offices(ofPrefecture number: Int) -> [OfficeSegment] {
        guard let area = prefecture(number), let figures = standing.prefecture(number) else { return [] }
        let known = figures.municipalities.filter { standing.municipalities[$0].using.value != nil }
        return offices(known, prefecture: number, basis: area.basis)
    }

    private func offices(_ municipalities: [Int], prefecture: Int, basis: AreaSegments.Basis) -> [OfficeSegment] {
        let wanted = Set(municipalities)
        let begun = own(prefecture).filter { wanted.contains(Int($0.municipality)) }.map { segment($0, basis) }
        var prospects: [OfficeSegment] = []
        for municipality in municipalities {
            for office in standing.offices[municipality] {
                let office = Int(office)
                guard codes[office] == 0, standing.panel.eligible(standing.panel.listing(of: office)) != 0 else {
                    continue
                }
                prospects.append(
                    OfficeSegment(
                        number: number(of: office), municipality: municipality, status: .prospect, first: nil,
                        spells: 0, rank: nil))
            }
        }
        return begun + prospects.sorted { $0.number.packed < $1.number.packed }
    }

    private func segment(_ adopter: Adopter, _ basis: AreaSegments.Basis) -> OfficeSegment {
        OfficeSegment(
            number: number(of: Int(adopter.office)), municipality: Int(adopter.municipality),
            status: adopter.isUsing ? .using : .ended,
            first: adopter.first == Snapshot.beforeRecord ? .beforeRecord : .day(Day(number: adopter.first)),
            spells: standing.panel.registrationSpells(
                ofLineage: Int(adopter.office), through: standing.day.number, reference: reference),
            rank: basis == .none ? nil : (basis.isOwn ? adopter.ofMunicipality : adopter.ofPrefecture))
    }

    private func number(of office: Int) -> OfficeNumber {
        OfficeNumber(packed: standing.panel.snapshot.numbers[office])
    }
}
