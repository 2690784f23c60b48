import Adoption

/// n and N of every municipality at the ends of a run of months: what trends, sparklines and exports are made of.
///
/// Each office enters once: its eligible and its using days become runs of points, +1 where a run begins and −1 where
/// it ends, and one running sum per municipality gives all points. Never months × offices.
package struct MonthlySeries: Sendable {
    /// Ascending; month ends, the last one may be the as-of day inside its month.
    package let days: [Day]
    package let rules: KPIRules
    private let prefectures: [PrefectureFigures.Members]
    /// By municipality, then by point.
    private let using: [Int32]
    private let eligible: [Int32]
    /// By municipality, then by point: whether n is known.
    private let reported: [Bool]
    /// The same of the exchange records, when the rule needs them; empty otherwise.
    private let recorded: [Bool]

    /// `days` ascending without repetition, at least one.
    package init(snapshot: Snapshot, reference: Reference, rules: KPIRules, days: [Day]) {
        self.days = days
        self.rules = rules
        prefectures = reference.prefectures.map { prefecture in
            PrefectureFigures.Members(number: prefecture.number, reference: reference)
        }
        let count = reference.municipalities.count
        var using = [Int32](repeating: 0, count: count * days.count)
        var eligible = using
        var reported = [Bool](repeating: false, count: count * days.count)
        var recorded = rules.needsExchangeRecords ? reported : []
        for start in stride(from: 0, to: days.count, by: DayPanel.capacity) {
            let part = Array(days[start..<min(start + DayPanel.capacity, days.count)])
            let panel = UsePanel(snapshot: snapshot, reference: reference, rule: rules.municipality, days: part)
            let sums = RunSums(panel)
            let records = rules.needsExchangeRecords ? panel.exchangeRecorded() : []
            for municipality in 0..<count {
                let known = panel.reported(municipality)
                for point in part.indices {
                    let target = municipality * days.count + start + point
                    using[target] = sums.using[municipality * part.count + point]
                    eligible[target] = sums.eligible[municipality * part.count + point]
                    reported[target] = known >> UInt64(point) & 1 == 1
                    if !records.isEmpty { recorded[target] = records[municipality] >> UInt64(point) & 1 == 1 }
                }
            }
        }
        self.using = using
        self.eligible = eligible
        self.reported = reported
        self.recorded = recorded
    }

    /// The ends of the `months` months up to and with the month of `day`; the last point is `day` itself, so that the
    /// series ends in the headline's figure.
    package static func days(through day: Day, months: Int) -> [Day] {
        (0..<max(1, months)).reversed().map { back in
            back == 0 ? day : day.month.advanced(by: -back).lastDay
        }
    }

    /// The points of a municipality by its place in `Reference.municipalities`.
    package func municipality(_ index: Int) -> [SeriesPoint] {
        days.indices.map { point(index, $0) }
    }

    private func point(_ municipality: Int, _ place: Int) -> SeriesPoint {
        let at = municipality * days.count + place
        let total = Int(eligible[at])
        let missing: Reason? =
            total == 0
            ? nil : (!reported[at] ? .noReport : (recorded.isEmpty || recorded[at] ? nil : .noExchangeRecords))
        return SeriesPoint(
            day: days[place], using: missing.map { .missing($0) } ?? .value(Int(using[at])), eligible: total,
            judgement: MunicipalityFigures.judge(
                Int(using[at]), of: total, missing: missing, target: rules.municipalityTarget))
    }

    /// The points of a prefecture by its number, 1…47; empty when there is none.
    package func prefecture(_ number: Int) -> [AreaSeriesPoint] {
        guard let members = prefectures.first(where: { $0.number == number }) else { return [] }
        return days.indices.map { place in
            var sum = area(members.municipalities, at: place)
            sum.judgement = PrefectureFigures.judge(sum.tally, rules.prefectureTarget)
            return sum
        }
    }

    /// The points of the nation.
    package func nation() -> [AreaSeriesPoint] {
        let all = 0..<(days.isEmpty ? 0 : using.count / days.count)
        return days.indices.map { area(all, at: $0) }
    }

    private func area(_ municipalities: Range<Int>, at place: Int) -> AreaSeriesPoint {
        var sum = AreaSeriesPoint(
            day: days[place], total: .zero, eligibleNotReported: 0, tally: JudgementTally(), judgement: nil)
        for municipality in municipalities {
            let point = point(municipality, place)
            sum.tally.count(point.judgement)
            if let count = point.count {
                sum.total += count
            } else {
                sum.eligibleNotReported += point.eligible
            }
        }
        return sum
    }
}

/// The sums of all offices at the points of one panel.
private struct RunSums {
    /// By municipality, then by point.
    private(set) var using: [Int32]
    private(set) var eligible: [Int32]

    init(_ panel: UsePanel) {
        let points = panel.panel.days.count
        // One place more than there are points: a run that lasts to the end stops there.
        let width = points + 1
        var usingSteps = [Int32](repeating: 0, count: panel.municipalityCount * width)
        var eligibleSteps = usingSteps
        for office in panel.snapshot.numbers.indices {
            let eligible = panel.eligible(panel.listing(of: office))
            guard eligible != 0 else { continue }
            let using = panel.registered(office) & eligible
            panel.eachPlace(of: office) { municipality, days in
                RunSums.add(eligible & days, to: &eligibleSteps, at: municipality * width)
                RunSums.add(using & days, to: &usingSteps, at: municipality * width)
            }
        }
        using = RunSums.summed(usingSteps, width: width)
        eligible = RunSums.summed(eligibleSteps, width: width)
    }

    /// Each run of set bits: +1 where it begins, −1 behind its end.
    private static func add(_ mask: UInt64, to steps: inout [Int32], at start: Int) {
        var rest = mask
        while rest != 0 {
            let begin = rest.trailingZeroBitCount
            let length = (~(rest >> UInt64(begin))).trailingZeroBitCount
            steps[start + begin] += 1
            steps[start + begin + length] -= 1
            // A shift by 64 gives 0: a run up to the last bit leaves nothing.
            rest &= ~UInt64(0) << UInt64(begin + length)
        }
    }

    private static func summed(_ steps: [Int32], width: Int) -> [Int32] {
        var sums: [Int32] = []
        sums.reserveCapacity(steps.count)
        for start in stride(from: 0, to: steps.count, by: width) {
            var sum: Int32 = 0
            for place in start..<(start + width - 1) {
                sum += steps[place]
                sums.append(sum)
            }
        }
        return sums
    }
}
