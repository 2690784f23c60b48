import Adoption
import Analytics

/// An office of 千代田区 with one active 訪問介護 service, open before the record, unless said otherwise. With `uses`
/// it is registered on the old route since 2025-06-01.
func office(
    _ number: Int, _ services: [(String, ServiceStatus)] = [("11", .active)], in firstFive: Int32 = 13101,
    uses: Bool = false, registrations: [(String, Stage)] = [], corporation: Int64 = 0, doubt: Snapshot.Doubt = []
) -> LedgerBuilder.Office {
    let stages = registrations + (uses ? [("careplan-renkei", .registered)] : [])
    return LedgerBuilder.Office(
        number: String(1_370_000_000 + number), places: [.init(municipality: code(firstFive), from: nil)],
        services: services.map { .init(code: $0.0, from: nil, through: nil, status: $0.1) },
        registrations: stages.map { .init(route: $0.0, stage: $0.1, from: day("2025-06-01"), through: nil) },
        corporation: corporation, doubt: doubt)
}

/// All municipalities reported from a day on (nil: never), one day of the office lists.
func ledger(
    _ offices: [LedgerBuilder.Office], reported: Day? = day("2026-01-01"), list: Day? = nil
) -> LedgerBuilder {
    var ledger = LedgerBuilder(Reference.small())
    ledger.offices = offices
    if let reported { ledger.reportEverything(from: reported) }
    if let list {
        for area in ledger.reference.municipalities { ledger.officeLists[area.code] = list }
    }
    return ledger
}

func standing(
    _ offices: [LedgerBuilder.Office], reported: Day? = day("2026-01-01"), list: Day? = nil,
    rules: KPIRules = .draft(), on text: String = "2026-10-31"
) -> Standing {
    let ledger = ledger(offices, reported: reported, list: list)
    return Standing(snapshot: ledger.snapshot(), reference: ledger.reference, rules: rules, day: day(text))
}
