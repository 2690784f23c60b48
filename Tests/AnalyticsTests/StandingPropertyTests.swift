import Adoption
import Testing

@testable import Analytics

@Suite("Standing, series and flows of random ledgers")
struct StandingPropertyTests {
    static let seeds: [UInt64] = Array(1...12)

    @Test("the figures of a day are what counting office by office gives", arguments: seeds)
    func figuresEqualTheOracle(seed: UInt64) {
        let ledger = LedgerBuilder.random(seed: seed)
        let oracle = Oracle(ledger: ledger, rules: .draft())
        var random = SeededGenerator(seed: seed)
        for _ in 0..<12 {
            let day = Day.random(using: &random)
            let standing = Standing(
                snapshot: ledger.snapshot(), reference: ledger.reference, rules: .draft(), day: day)
            for figures in standing.municipalities {
                let count = oracle.count(figures.index, day)
                let own = ledger.offices.filter { oracle.municipality($0, day) == figures.index }
                #expect(figures.eligible == count.eligible)
                #expect(figures.isReported == oracle.isReported(figures.index, day))
                #expect(figures.using.value == (figures.isReported || count.eligible == 0 ? count.using : nil))
                #expect(figures.suspended == own.filter { oracle.listed($0, day) == [.suspended] }.count)
                #expect(figures.deemed == own.filter { oracle.listed($0, day) == [.deemed] }.count)
            }
        }
    }

    @Test("a series at each of its days equals the figures of that day", arguments: seeds)
    func seriesEqualsDays(seed: UInt64) {
        let ledger = LedgerBuilder.random(seed: seed)
        let snapshot = ledger.snapshot()
        let days = MonthlySeries.days(through: day("2027-03-17"), months: 40)
        let series = MonthlySeries(snapshot: snapshot, reference: ledger.reference, rules: .draft(), days: days)
        for (place, day) in days.enumerated() {
            let standing = Standing(snapshot: snapshot, reference: ledger.reference, rules: .draft(), day: day)
            for figures in standing.municipalities {
                let point = series.municipality(figures.index)[place]
                #expect(point.day == day)
                #expect(point.using == figures.using)
                #expect(point.eligible == figures.eligible)
                #expect(point.judgement == figures.judgement)
            }
            for prefecture in standing.prefectures {
                let point = series.prefecture(prefecture.number)[place]
                #expect(point.total == prefecture.total)
                #expect(point.eligibleNotReported == prefecture.eligibleNotReported)
                #expect(point.tally == prefecture.tally)
                #expect(point.judgement == prefecture.judgement)
            }
            let nation = series.nation()[place]
            #expect(nation.total == standing.nation.total)
            #expect(nation.tally == standing.nation.municipalities)
        }
    }

    @Test("a series of more days than a panel holds equals the figures of each day")
    func longSeries() {
        let ledger = LedgerBuilder.random(seed: 99)
        let snapshot = ledger.snapshot()
        let days = (0..<150).map { day("2026-10-01").advanced(by: $0) }
        let series = MonthlySeries(snapshot: snapshot, reference: ledger.reference, rules: .draft(), days: days)
        for place in [0, 63, 64, 65, 91, 92, 127, 128, 149] {
            let standing = Standing(
                snapshot: snapshot, reference: ledger.reference, rules: .draft(), day: days[place])
            for figures in standing.municipalities {
                #expect(series.municipality(figures.index)[place].using == figures.using)
                #expect(series.municipality(figures.index)[place].eligible == figures.eligible)
            }
        }
    }

    @Test("breakdowns add up to the headline, and prefectures to the nation", arguments: seeds)
    func breakdownsAddUp(seed: UInt64) {
        var ledger = LedgerBuilder.random(seed: seed, offices: 120)
        for area in ledger.reference.municipalities.dropFirst(2) { ledger.reportedFrom[area.code] = day("2024-01-01") }
        let standing = Standing(
            snapshot: ledger.snapshot(), reference: ledger.reference, rules: .draft(),
            day: seed % 2 == 0 ? day("2026-09-30") : day("2027-02-28"))
        var nation = UseCount.zero
        for prefecture in standing.prefectures {
            let sizes = standing.corporationSizes(of: prefecture)
            let whole = standing.breakdown(of: prefecture, sizes: sizes)
            #expect(whole.total == prefecture.total)
            nation += whole.total
            var sum: OfficeBreakdown?
            for figures in standing.municipalities(of: prefecture) where figures.isReported {
                let part = standing.breakdown(of: figures, sizes: sizes)
                #expect(part.total == figures.count)
                check(part)
                if sum == nil { sum = part } else { sum? += part }
            }
            if let sum { #expect(sum == whole) }
        }
        #expect(standing.nationalBreakdown().total == nation)
        #expect(standing.nation.total == nation)
    }

    private func check(_ breakdown: OfficeBreakdown) {
        let total = breakdown.total
        #expect(breakdown.ladder.reduce(0, +) == total.eligible)
        #expect(breakdown.ladder[3] == total.using)
        let readings = breakdown.stages.compactMap(\.count.value)
        #expect(readings.map(\.using) == readings.map(\.using).sorted(by: >))
        #expect(readings.last == total)
        #expect(breakdown.stages.last?.count == .missing(.noExchangeRecords))
        #expect(breakdown.corporations.reduce(UseCount.zero) { $0 + $1.count } == total)
        let services = breakdown.services.reduce(UseCount.zero) { $0 + $1.count }
        #expect(services.eligible >= total.eligible && services.using >= total.using)
        #expect(breakdown.usingWithoutUnmoved <= total.using)
        #expect(breakdown.lapsed + breakdown.unmoved <= total.eligible)
    }

    @Test("a flow loses nothing and joins the figures of its two days", arguments: seeds)
    func flowsBalance(seed: UInt64) {
        var ledger = LedgerBuilder.random(seed: seed, offices: 150)
        ledger.reportEverything()
        let snapshot = ledger.snapshot()
        let oracle = Oracle(ledger: ledger, rules: .draft())
        var random = SeededGenerator(seed: seed)
        for _ in 0..<6 {
            let ends = [Day.random(using: &random), Day.random(using: &random)].sorted()
            let flows = UseFlows(
                snapshot: snapshot, reference: ledger.reference, rules: .draft(), from: ends[0], through: ends[1])
            var parts = UseFlow()
            for index in ledger.reference.municipalities.indices {
                guard let flow = flows.municipality(index) else {
                    Issue.record("a reported municipality has a flow")
                    continue
                }
                #expect(flow.balances)
                #expect(UseCount(using: flow.startUsing, eligible: flow.startEligible) == oracle.count(index, ends[0]))
                #expect(UseCount(using: flow.endUsing, eligible: flow.endEligible) == oracle.count(index, ends[1]))
                parts.new += flow.new
                parts.restarted += flow.restarted
                parts.movedIn += flow.movedIn
                parts.movedOut += flow.movedOut
                parts.closed += flow.closed
            }
            #expect(flows.nation.balances)
            #expect(flows.nation.movedIn == 0 && flows.nation.movedOut == 0 && flows.nation.movedInUsing == 0)
            #expect(flows.nation.new == parts.new && flows.nation.restarted == parts.restarted)
            #expect(parts.movedIn == parts.movedOut && parts.closed == flows.nation.closed)
            let numbers = [13, 22].map { flows.prefecture($0) }
            #expect(numbers.filter { !$0.balances }.isEmpty)
            #expect(numbers.reduce(0) { $0 + $1.endUsing } == flows.nation.endUsing)
            checkNew(flows.nation, ends, oracle)
        }
    }

    /// "New" means: on no earlier day of the whole record did the office use the exchange.
    private func checkNew(_ flow: UseFlow, _ ends: [Day], _ oracle: Oracle) {
        let comers = oracle.ledger.offices.filter { !oracle.isUsing($0, ends[0]) && oracle.isUsing($0, ends[1]) }
        let beginning = Day(number: 19_690)
        let usedEarlier = comers.filter { office in
            (beginning.number..<max(beginning.number, ends[0].number)).contains {
                oracle.isUsing(office, Day(number: $0))
            }
        }
        #expect(flow.new == comers.count - usedEarlier.count)
        #expect(flow.restarted + flow.resumedUsing == usedEarlier.count)
    }
}

@Suite("DayPanel")
struct DayPanelTests {
    @Test("a mask has the bit of each day that the spell covers, also at the ends of time")
    func masks() {
        var random = SeededGenerator(seed: 5)
        for count in [1, 2, 36, 63, 64] {
            let days = Set((0..<count).map { _ in Int32.random(in: 20_000...21_200, using: &random) }).sorted()
            let panel = DayPanel(days.map { Day(number: $0) })
            let ends: [Int32] = [Snapshot.beforeRecord, Snapshot.open, days[0], days[days.count - 1]]
            for _ in 0..<400 {
                let from = Bool.random(using: &random) ? ends.randomElement(using: &random)! : randomDay(&random)
                let through = Bool.random(using: &random) ? ends.randomElement(using: &random)! : randomDay(&random)
                var expected: UInt64 = 0
                for (bit, day) in days.enumerated() where from <= day && day <= through {
                    expected |= 1 << UInt64(bit)
                }
                #expect(panel.mask(from: from, through: through) == expected)
            }
        }
    }

    private func randomDay(_ random: inout SeededGenerator) -> Int32 {
        Int32.random(in: 19_900...21_300, using: &random)
    }
}
