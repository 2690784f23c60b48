import Testing

@testable import Adoption
@testable import Analytics

@Suite("ExchangeSpans")
struct ExchangeSpansTests {
    @Test("random logs: an office is in a span exactly on the days on which it holds the stage", arguments: 0..<40)
    func everyDay(_ seed: Int) {
        var generator = SeededGenerator(seed: UInt64(1000 + seed))
        let offices = 9
        let files = ExchangeOracleTests.files(&generator, offices: offices)
        let links = ExchangeOracleTests.links(files, offices: offices, pieces: 1)
        let spans = Stage.derived.map { ExchangeSpans(links, holding: $0) }
        for number in day("2025-12-20").number...day("2027-02-10").number {
            let stages = ExchangeStages(links, day: Day(number: number)).stages
            for office in 0..<offices {
                for (place, stage) in Stage.derived.enumerated() {
                    let isIn = spans[place].spans(of: office).contains { $0.from <= number && number <= $0.through }
                    #expect(isIn == (stages[office] >= stage.rawValue), "\(Day(number: number)) \(office) \(stage)")
                }
            }
        }
        for spans in spans {
            for office in 0..<offices {
                let own = Array(spans.spans(of: office))
                #expect(own.allSatisfy { $0.from <= $0.through })
                #expect(zip(own, own.dropFirst()).allSatisfy { $0.through + 1 < $1.from })
            }
        }
    }

    /// One pair, complete sets in the months of the bits from 2026-01 on.
    private func links(_ months: UInt64, base: String = "2026-01") -> ExchangeLinks {
        var links = ExchangeLinks()
        links.officeCount = 2
        links.base = Month(base) ?? Month(number: 0)
        links.pairs.first = [0]
        links.pairs.second = [1]
        links.forward = [months]
        links.backward = [0]
        let first = links.base.advanced(by: months.trailingZeroBitCount).firstDay.number + 4
        links.firstDay = [first]
        links.officeFirstDay = [first, first]
        links.officeFirstRecord = [first, first]
        links.officeMonths = [months, months]
        return links
    }

    private func days(_ spans: ArraySlice<ExchangeSpans.Span>) -> [String] {
        spans.map { "\(Day(number: $0.from)) \($0.through == Snapshot.open ? "-" : "\(Day(number: $0.through))")" }
    }

    @Test("a set counts from its day on for 初回連携, and in the three months after its own for 定期連携")
    func byHand() {
        // Sets in January and May: February to April, and June to August.
        let apart = links(0b10001)
        #expect(days(ExchangeSpans(apart, holding: .exchanged).spans(of: 1)) == ["2026-01-05 -"])
        #expect(
            days(ExchangeSpans(apart, holding: .regular).spans(of: 0)) == [
                "2026-02-01 2026-04-30", "2026-06-01 2026-08-31",
            ])
        // January and April: February to April, May to July, without a day between.
        #expect(days(ExchangeSpans(links(0b1001), holding: .regular).spans(of: 0)) == ["2026-02-01 2026-07-31"])
        // The last bit that there is: May 2031, which counts until August.
        #expect(days(ExchangeSpans(links(1 << 63), holding: .regular).spans(of: 0)).last == "2031-05-01 2031-07-31")
        #expect(ExchangeSpans(apart, holding: .connected).spans(of: 0).isEmpty)
        #expect(ExchangeSpans(ExchangeLinks(), holding: .exchanged).spans(of: 0).isEmpty)
        #expect(ExchangeSpans(apart, holding: .exchanged).spans(of: 7).isEmpty)
    }
}

/// A rule of a derived stage: everything that asks who uses the exchange asks the exchange records.
@Suite("A rule of 初回連携 or above")
struct DerivedRuleTests {
    /// Offices 0…4 in one city; 0 and 1 exchanged from 2026-03-05 on, 2 and 3 in May only until it was taken back on
    /// 2026-06-20, 4 never. All five are registered since 2025.
    private func ledger(_ stage: Stage) -> (Snapshot, Reference, KPIRules) {
        var ledger = LedgerBuilder(.small())
        ledger.reportEverything()
        ledger.offices = (0..<5).map { place in
            .init(
                number: "22700000\(place)0", places: [.init(municipality: code(22100), from: nil)],
                services: [.init(code: "11")],
                registrations: [.init(route: "careplan-renkei", stage: .registered, from: day("2025-04-01"))])
        }
        ledger.activities = [
            (
                OutreachActivity(
                    id: "A", kind: .seminar, day: day("2026-02-01"), title: "", place: "", organiser: "",
                    area: code(22100)), ["2270000000", "2270000010", "2270000040"]
            )
        ]
        var snapshot = ledger.snapshot()
        var links = ExchangeLinks()
        links.officeCount = 5
        links.base = Month("2026-01") ?? Month(number: 0)
        links.pairs.first = [0, 2]
        links.pairs.second = [1, 3]
        links.forward = [0b100, 0]
        links.backward = [0, 0]
        let (first, never) = (day("2026-03-05").number, Snapshot.open)
        links.firstDay = [first, never]
        links.withdrawn = [.init(pair: 1, sent: day("2026-05-10").number, until: day("2026-06-20").number)]
        links.officeFirstDay = [first, first, never, never, never]
        links.officeFirstRecord = [first, first, day("2026-05-10").number, day("2026-05-10").number, never]
        links.officeMonths = [0b100, 0b100, 0, 0, 0]
        snapshot.exchanges = links
        var rules = KPIRules.draft()
        rules.municipality.minimumStage = stage
        return (snapshot, ledger.reference, rules)
    }

    private func flows(_ stage: Stage, _ from: String, _ through: String) -> UseFlow? {
        let (snapshot, reference, rules) = ledger(stage)
        let flows = UseFlows(
            snapshot: snapshot, reference: reference, rules: rules, from: day(from), through: day(through))
        return flows.municipality(reference.municipalityIndex(of: code(22100)) ?? 0)
    }

    @Test("a flow reads the exchange records, and has none while there are no such records")
    func flow() throws {
        // No exchange record on 2026-02-28: n is not known.
        #expect(flows(.exchanged, "2026-02-28", "2026-04-30") == nil)
        // 0 and 1 use on both days; 2 and 3 began and their set still stands on 05-31.
        let may = try #require(flows(.exchanged, "2026-04-30", "2026-05-31"))
        #expect(may.startUsing == 2 && may.new == 2 && may.endUsing == 4 && may.balances)
        // Taken back on 06-20.
        let june = try #require(flows(.exchanged, "2026-05-31", "2026-06-30"))
        #expect(june.withdrew == 2 && june.endUsing == 2 && june.balances)
        // 定期連携 of 0 and 1 lasts from April to June, that of 2 and 3 from 06-01 to 06-19.
        let regular = try #require(flows(.regular, "2026-06-10", "2026-07-01"))
        #expect(regular.startUsing == 4 && regular.withdrew == 4 && regular.endUsing == 0 && regular.balances)
    }

    @Test("who used before is asked of the exchange records: a registration of last year does not count")
    func before() {
        let (snapshot, reference, rules) = ledger(.exchanged)
        let panel = UsePanel(
            snapshot: snapshot, reference: reference, rule: rules.municipality, days: [day("2026-10-31")])
        let last = day("2026-10-31").number
        #expect(
            (0..<5).map { panel.firstUse(of: $0, through: last, reference: reference) } == [
                day("2026-03-05").number, day("2026-03-05").number, day("2026-05-10").number,
                day("2026-05-10").number, nil,
            ])
        #expect(!panel.usedBefore(0, day("2026-03-05").number, reference: reference))
        #expect(panel.usedBefore(0, day("2026-03-06").number, reference: reference))
        #expect((0..<5).map { panel.mayHaveBegun($0) } == [true, true, true, true, false])
        #expect(panel.registrationSpells(ofLineage: 2, through: last, reference: reference) == 1)
        let positions = (0..<5).map { panel.position(of: $0) }
        #expect(positions.map(\.isUsing) == [true, true, false, false, false])
        #expect(positions.map(\.isLapsed) == [false, false, true, true, false])
        #expect(!positions.contains { $0.isUnmoved })
    }

    @Test("segments, standing and series agree on the day")
    func segments() throws {
        let (snapshot, reference, rules) = ledger(.exchanged)
        let index = try #require(reference.municipalityIndex(of: code(22100)))
        let standing = Standing(snapshot: snapshot, reference: reference, rules: rules, day: day("2026-10-31"))
        #expect(standing.municipalities[index].count == UseCount(using: 2, eligible: 5))
        let segments = Segments(standing: standing, reference: reference)
        // 0 and 1 began first and together, 2 and 3 after them: two have ended.
        #expect(
            segments.own(22).map(\.first) == [2, 2, 4, 4].map { day($0 == 2 ? "2026-03-05" : "2026-05-10").number })
        #expect(segments.own(22).map(\.isUsing) == [true, true, false, false])
        let series = MonthlySeries(
            snapshot: snapshot, reference: reference, rules: rules,
            days: ["2026-02-28", "2026-03-31", "2026-05-31", "2026-06-30"].map(day))
        #expect(
            series.municipality(index).map(\.using) == [
                .missing(.noExchangeRecords), .value(2), .value(4), .value(2),
            ])
    }

    @Test("an activity is followed by exchanges, not by registrations")
    func outreach() throws {
        let (snapshot, reference, rules) = ledger(.exchanged)
        let outcome = try #require(
            OutreachOutcome.all(snapshot: snapshot, reference: reference, rules: rules, asOf: day("2026-10-31")).first)
        // 0 and 1 began on 03-05, within 90 days of 02-01; 4 never did, though it was registered all the time.
        #expect(outcome.alreadyUsing == 0 && outcome.registered == 2 && outcome.notRegistered == 1)
    }

    @Test("a change of the routes is none for such a rule")
    func routes() {
        let (_, _, rules) = ledger(.exchanged)
        let months = (Month("2026-10") ?? Month(number: 0), Month("2027-06") ?? Month(number: 0))
        #expect(AdoptionHistory.breaks(of: rules.municipality, from: months.0, through: months.1).isEmpty)
        #expect(
            AdoptionHistory.breaks(of: KPIRules.draft().municipality, from: months.0, through: months.1)
                == [Month("2027-01")].compactMap { $0 }.reduce(into: Set<Month>()) { $0.insert($1) })
    }
}
