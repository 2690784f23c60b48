import Adoption

/// On which days each office holds a derived stage or a higher one, over the whole record: the definitions of
/// `ExchangeStages` turned round. What a rule of such a stage counts on a day, who was there before, and who began when
/// are all read from here.
struct ExchangeSpans: Sendable {
    struct Span: Hashable, Sendable {
        var from: Int32
        var through: Int32
    }

    /// By office, `starts[i]..<starts[i + 1]`: its spans, ascending, at least a day between two.
    private let starts: [Int32]
    private let spans: [Span]

    /// - Parameter stage: 初回連携, 定期連携 or 面的連携.
    init(_ links: ExchangeLinks, holding stage: Stage) {
        guard links.hasRecords else {
            starts = []
            spans = []
            return
        }
        var found = SpansByOffice(count: links.officeCount)
        found.fill { body in
            if stage == .exchanged {
                ExchangeSpans.eachBeginning(links, body)
            } else {
                ExchangeSpans.eachPartner(links, body)
            }
        }
        let needed = stage == .connected ? ExchangeStages.partnersOfConnected : 1
        var starts: [Int32] = [0]
        var spans: [Span] = []
        for office in 0..<links.officeCount {
            found.unite(office, needed: needed, into: &spans)
            starts.append(Int32(spans.count))
        }
        self.starts = starts
        self.spans = spans
    }

    /// The spans of an office of the ledger.
    func spans(of office: Int) -> ArraySlice<Span> {
        guard office + 1 < starts.count else { return [] }
        return spans[Int(starts[office])..<Int(starts[office + 1])]
    }

    /// 初回連携: from the earliest complete set on; a set that was taken back stood until then.
    private static func eachBeginning(_ links: ExchangeLinks, _ body: (Int, Span) -> Void) {
        for (office, first) in links.officeFirstDay.enumerated() where first != Snapshot.open {
            body(office, Span(from: first, through: Snapshot.open))
        }
        for set in links.withdrawn {
            let span = Span(from: set.sent, through: set.until - 1)
            body(Int(links.pairs.first[Int(set.pair)]), span)
            body(Int(links.pairs.second[Int(set.pair)]), span)
        }
    }

    /// 定期連携 and 面的連携: for each office and partner the days on which a complete set was sent in the three
    /// complete months before. The spans of one partner do not overlap.
    private static func eachPartner(_ links: ExchangeLinks, _ body: (Int, Span) -> Void) {
        let months = WindowMonths(base: links.base)
        let withdrawn = links.withdrawn.sorted { ($0.pair, $0.sent, $0.until) < ($1.pair, $1.sent, $1.until) }
        var next = 0
        var own: [Span] = []
        for pair in 0..<links.pairs.count {
            own.removeAll(keepingCapacity: true)
            months.eachRun(links.forward[pair] | links.backward[pair]) { own.append($0) }
            let recorded = own.count
            while next < withdrawn.count, Int(withdrawn[next].pair) == pair {
                if let span = months.span(of: withdrawn[next]) { own.append(span) }
                next += 1
            }
            if own.count > recorded { own = united(own) }
            for span in own {
                body(Int(links.pairs.first[pair]), span)
                body(Int(links.pairs.second[pair]), span)
            }
        }
    }

    private static func united(_ spans: [Span]) -> [Span] {
        var united: [Span] = []
        for span in spans.sorted(by: { ($0.from, $0.through) < ($1.from, $1.through) }) {
            if let last = united.last, span.from <= last.through + 1 {
                united[united.count - 1].through = max(last.through, span.through)
            } else {
                united.append(span)
            }
        }
        return united
    }
}

/// The months in which a month's sets are within the three complete months before.
private struct WindowMonths {
    private let base: Month
    /// First days of the months from `base` on, three after the last bit included, and of the month after those.
    private let firstDays: [Int32]

    init(base: Month) {
        self.base = base
        firstDays = (0...67).map { base.advanced(by: $0).firstDay.number }
    }

    /// The runs of days that the bits of a pair stand for: a set of month m counts in m + 1, m + 2 and m + 3.
    func eachRun(_ bits: UInt64, _ body: (ExchangeSpans.Span) -> Void) {
        var left = bits
        while left != 0 {
            let first = left.trailingZeroBitCount
            var last = first
            left &= left - 1
            while left != 0, left.trailingZeroBitCount <= last + 3 {
                last = left.trailingZeroBitCount
                left &= left - 1
            }
            body(.init(from: firstDays[first + 1], through: firstDays[last + 4] - 1))
        }
    }

    /// The days on which a set that was taken back counted; nil when it was taken back in the month of its sending.
    func span(of set: ExchangeLinks.Withdrawn) -> ExchangeSpans.Span? {
        let month = Day(number: set.sent).month
        let from = month.advanced(by: 1).firstDay.number
        let through = min(set.until - 1, month.advanced(by: 3).lastDay.number)
        return from <= through ? .init(from: from, through: through) : nil
    }
}

/// Spans by office, gathered in two passes: one to count, one to fill.
private struct SpansByOffice {
    private let count: Int
    private var starts: [Int32]
    private var from: [Int32] = []
    private var through: [Int32] = []

    init(count: Int) {
        self.count = count
        starts = Array(repeating: 0, count: count + 2)
    }

    mutating func fill(_ each: ((Int, ExchangeSpans.Span) -> Void) -> Void) {
        var starts = starts
        each { office, _ in
            if office < count { starts[office + 2] += 1 }
        }
        for office in 0..<count { starts[office + 2] += starts[office + 1] }
        var from = [Int32](repeating: 0, count: Int(starts[count + 1]))
        var through = from
        each { office, span in
            guard office < count else { return }
            let place = Int(starts[office + 1])
            from[place] = span.from
            through[place] = span.through
            starts[office + 1] += 1
        }
        self.starts = starts
        self.from = from
        self.through = through
    }

    /// Appends the runs of days on which at least `needed` of the office's spans stand.
    func unite(_ office: Int, needed: Int, into spans: inout [ExchangeSpans.Span]) {
        let range = Int(starts[office])..<Int(starts[office + 1])
        guard range.count >= needed else { return }
        let begins = from[range].sorted()
        let ends = through[range].sorted()
        var (begun, depth, begin) = (0, 0, Snapshot.open)
        for end in ends {
            // What begins on the day after an end takes its place without a gap.
            while begun < begins.count, end == Snapshot.open || begins[begun] <= end + 1 {
                depth += 1
                if depth == needed { begin = begins[begun] }
                begun += 1
            }
            if depth == needed, begin <= end { spans.append(.init(from: begin, through: end)) }
            depth -= 1
        }
    }
}
