import Adoption
import Analytics

/// A panel of offices through a real snapshot: eligible and using on days, by service kind, and the flows between.
enum AsOfCase {
    static func result(_ item: ReferenceCases.Case) -> JSON {
        let offices = item.input["offices"].array
        let kinds = Set(offices.flatMap { $0["service_kinds"].array.compactMap(\.string) }).sorted()
        let reference = Reference.small(municipalities: [13101], wards: [:], services: kinds)
        let rules = KPIRules.draft(services: .all)
        var ledger = LedgerBuilder(reference)
        ledger.reportEverything()
        ledger.offices = offices.map(office)
        let snapshot = ledger.snapshot()
        var result: [String: JSON] = [:]
        for (key, expected) in item.expected.members {
            let words = key.split(separator: "_").map(String.init)
            if key == "snapshots" {
                result[key] = .array(
                    expected.array.map { asked in
                        let standing = Standing(
                            snapshot: snapshot, reference: reference, rules: rules,
                            day: day(asked["as_of"].string ?? ""))
                        return self.snapshot(standing, kinds)
                    })
            } else if words.count == 4, words[0] == "flow" {
                let flows = UseFlows(
                    snapshot: snapshot, reference: reference, rules: rules, from: day(words[1]), through: day(words[3]))
                result[key] = flows.municipality(0).map(flow) ?? .null
            }
        }
        return .object(result)
    }

    private static func office(_ json: JSON) -> LedgerBuilder.Office {
        func dayOf(_ value: JSON) -> Day? { value.string.map { day($0) } }
        return LedgerBuilder.Office(
            number: json["number"].string ?? "", places: [.init(municipality: code(13101), from: nil)],
            services: json["service_kinds"].array.compactMap(\.string).map {
                .init(code: $0, from: dayOf(json["open"]), through: dayOf(json["last_day"]))
            },
            registrations: json["use_spells"].array.map {
                .init(
                    route: "careplan-renkei", stage: .registered, from: dayOf($0["start"]),
                    through: dayOf($0["last_day"]))
            })
    }

    private static func snapshot(_ standing: Standing, _ kinds: [String]) -> JSON {
        let figures = standing.municipalities[0]
        let sizes = standing.corporationSizes(of: standing.prefectures[0])
        let byKind = standing.breakdown(of: figures, sizes: sizes).services.map { use in
            let counts = JSON.object(["using": .int(use.count.using), "eligible": .int(use.count.eligible)])
            return (kinds[use.service], counts)
        }
        return .object([
            "as_of": .string(standing.day.description),
            "eligible": .int(figures.eligible),
            "using": .int(figures.using.value),
            "by_service_kind": .object(Dictionary(uniqueKeysWithValues: byKind)),
        ])
    }

    private static func flow(_ flow: UseFlow) -> JSON {
        .object([
            "start_using": .int(flow.startUsing), "new": .int(flow.new), "restarted": .int(flow.restarted),
            "withdrew_still_open": .int(flow.withdrew), "closed_while_using": .int(flow.closedWhileUsing),
            "end_using": .int(flow.endUsing), "start_eligible": .int(flow.startEligible),
            "opened": .int(flow.opened), "closed": .int(flow.closed), "end_eligible": .int(flow.endEligible),
        ])
    }
}
