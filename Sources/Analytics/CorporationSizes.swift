import Adoption

/// How many eligible offices each corporation runs in one prefecture on one day.
package struct CorporationSizes: Sendable {
    private let offices: [Int64: Int32]

    init(standing: Standing, municipalities: some Sequence<Int>) {
        let panel = standing.panel
        var offices: [Int64: Int32] = [:]
        for municipality in municipalities {
            for office in standing.offices[municipality] {
                let corporation = panel.snapshot.corporations[Int(office)]
                guard corporation != 0, panel.eligible(panel.listing(of: Int(office))) != 0 else { continue }
                offices[corporation, default: 0] += 1
            }
        }
        self.offices = offices
    }

    /// The band of a corporation by its 法人番号; 0 stands for an unknown one.
    func band(of corporation: Int64) -> CorporationBand {
        corporation == 0 ? .unknown : CorporationBand(offices: Int(offices[corporation] ?? 0))
    }
}

extension Standing {
    /// The corporations of a prefecture: computed once for all its municipalities.
    package func corporationSizes(of prefecture: PrefectureFigures) -> CorporationSizes {
        CorporationSizes(standing: self, municipalities: prefecture.municipalities)
    }
}
