/// Links on which something was taken back, judged file by file.
///
/// A file that deletes takes back what went before it in the same direction: with a month in its name every file of
/// the kind and the month, without one the latest of the kind, because such names do not say what they are about.
struct SlowLinks {
    struct StandingSet: Hashable {
        var link: Int32
        var time: UInt32
    }

    struct WithdrawnSet: Hashable {
        var link: Int32
        var time: UInt32
        /// When it ceased to be complete.
        var until: UInt32
    }

    private(set) var standing: [StandingSet] = []
    private(set) var withdrawn: [WithdrawnSet] = []
    /// 予定 and 実績 with the time at which they were taken back.
    private(set) var usage: [(link: Int32, month: UInt16, isActual: Bool, time: UInt32, until: UInt32?)] = []

    private struct File {
        var record: ExchangeLinksBuilder.SlowRecord
        var until: UInt32?
    }

    init(_ records: [ExchangeLinksBuilder.SlowRecord], _ kinds: ExchangeKinds) {
        let ordered = records.sorted {
            ($0.link, $0.time, $0.kind, $0.month) < ($1.link, $1.time, $1.kind, $1.month)
        }
        var index = 0
        while index < ordered.count {
            var end = index + 1
            while end < ordered.count, ordered[end].link == ordered[index].link { end += 1 }
            var files = ordered[index..<end].map { File(record: $0) }
            SlowLinks.takeBack(&files, kinds)
            judge(files, kinds)
            index = end
        }
    }

    private static func takeBack(_ files: inout [File], _ kinds: ExchangeKinds) {
        for place in files.indices {
            let deletion = files[place].record
            let target = kinds.deleted[Int(deletion.kind)]
            guard target >= 0 else { continue }
            for before in files[..<place].indices.reversed()
            where files[before].until == nil && Int(files[before].record.kind) == target
                && files[before].record.time < deletion.time
                && max(1, files[before].record.month) == max(1, deletion.month)
            {
                files[before].until = deletion.time
                if deletion.month < 2 {
                    // Files of one moment went together.
                    let moment = files[before].record.time
                    for other in files[..<before].indices.reversed() where files[other].record.time == moment {
                        if Int(files[other].record.kind) == target, files[other].until == nil {
                            files[other].until = deletion.time
                        }
                    }
                    break
                }
            }
        }
    }

    private mutating func judge(_ files: [File], _ kinds: ExchangeKinds) {
        var index = 0
        while index < files.count {
            var end = index + 1
            while end < files.count, files[end].record.time == files[index].record.time { end += 1 }
            judge(moment: files[index..<end], kinds)
            index = end
        }
        for file in files where file.record.month >= 2 {
            let kind = Int(file.record.kind)
            guard kind == kinds.plan || kind == kinds.actual else { continue }
            usage.append((file.record.link, file.record.month, kind == kinds.actual, file.record.time, file.until))
        }
    }

    private mutating func judge(moment files: ArraySlice<File>, _ kinds: ExchangeKinds) {
        guard let first = files.first else { return }
        let isVersion3 = files.allSatisfy(\.record.isVersion3)
        func complete(at time: UInt32?) -> Bool {
            let mask = files.reduce(UInt32(0)) { mask, file in
                let isGone = file.until.map { until in time.map { until <= $0 } ?? true } ?? false
                return isGone ? mask : mask | 1 << UInt32(file.record.kind)
            }
            return kinds.isComplete(mask, isVersion3: isVersion3)
        }
        if complete(at: nil) {
            standing.append(StandingSet(link: first.record.link, time: first.record.time))
        } else if complete(at: first.record.time) {
            let ends = files.compactMap(\.until).sorted()
            if let until = ends.first(where: { !complete(at: $0) }) {
                withdrawn.append(WithdrawnSet(link: first.record.link, time: first.record.time, until: until))
            }
        }
    }
}

/// 予定 or 実績 in one word: link 24 bits, month 11, which 1, day since 2000-01-01 20.
enum UsageEvent {
    static func packed(link: Int, month: UInt16, isActual: Bool, day: Int) -> UInt64 {
        UInt64(link) << 40 | UInt64(month) << 29 | (isActual ? 1 << 28 : 0) | UInt64(day)
    }
}

/// Mutual use: 予定 one way and 実績 back for the same month.
struct MutualUse {
    private(set) var found: [ExchangeLinks.Mutual] = []

    private struct Stretch {
        /// 0 予定 forward, 1 予定 back, 2 実績 forward, 3 実績 back.
        var side: Int
        var from: Int32
        var through: Int32
    }

    init(
        _ events: [UInt64], _ slow: [(link: Int32, month: UInt16, isActual: Bool, time: UInt32, until: UInt32?)],
        links: DirectedLinks, pairOf: [Int32]
    ) {
        // Pair 24 bits, month 11, side 2, day 20: sorted, the first of each side is its earliest.
        var keys = events.map { event -> UInt64 in
            let link = Int(event >> 40)
            let side = (event >> 28 & 1) << 1 | (links.isForward(link) ? 0 : 1)
            return UInt64(pairOf[link]) << 33 | (event >> 29 & 0x7FF) << 22 | side << 20 | event & 0xF_FFFF
        }
        radixSort(&keys)
        var later: [UInt64: [Stretch]] = [:]
        for event in slow {
            let side = (event.isActual ? 2 : 0) | (links.isForward(Int(event.link)) ? 0 : 1)
            let from = ExchangeTime(seconds: event.time).day.number
            let through = event.until.map { ExchangeTime(seconds: $0).day.number - 1 } ?? Snapshot.open
            if through < from { continue }
            later[UInt64(pairOf[Int(event.link)]) << 11 | UInt64(event.month), default: []].append(
                Stretch(side: side, from: from, through: through))
        }
        var index = 0
        while index < keys.count {
            let key = keys[index] >> 22
            var stretches = later.removeValue(forKey: key) ?? []
            var seen = 0
            while index < keys.count, keys[index] >> 22 == key {
                let side = Int(keys[index] >> 20 & 3)
                if seen >> side & 1 == 0 {
                    seen |= 1 << side
                    let from = ExchangeTime.origin + Int32(keys[index] & 0xF_FFFF)
                    stretches.append(Stretch(side: side, from: from, through: Snapshot.open))
                }
                index += 1
            }
            if stretches.count > 1 { join(stretches, key) }
        }
        for (key, stretches) in later { join(stretches, key) }
        if !later.isEmpty { found.sort { ($0.pair, $0.month, $0.from) < ($1.pair, $1.month, $1.from) } }
    }

    private mutating func join(_ stretches: [Stretch], _ key: UInt64) {
        var spells: [(from: Int32, through: Int32)] = []
        for plan in stretches where plan.side < 2 {
            // The answer comes from the other side.
            for actual in stretches where actual.side == (plan.side == 0 ? 3 : 2) {
                let spell = (from: max(plan.from, actual.from), through: min(plan.through, actual.through))
                if spell.from <= spell.through { spells.append(spell) }
            }
        }
        spells.sort { ($0.from, $0.through) < ($1.from, $1.through) }
        var joined: [(from: Int32, through: Int32)] = []
        for spell in spells {
            if let last = joined.last, last.through == Snapshot.open || spell.from <= last.through + 1 {
                joined[joined.count - 1].through = max(last.through, spell.through)
            } else {
                joined.append(spell)
            }
        }
        let month = Int32(key & 0x7FF) - 2 + 24_000
        for spell in joined {
            found.append(.init(pair: Int32(key >> 11), month: month, from: spell.from, through: spell.through))
        }
    }
}

/// Least significant byte first; bytes that all keys share are passed over.
private func radixSort(_ keys: inout [UInt64]) {
    guard keys.count > 1 else { return }
    var other = keys
    let different = keys.reduce(UInt64(0)) { $0 | ($1 ^ keys[0]) }
    for shift in stride(from: UInt64(0), to: 64, by: 8) where different >> shift & 0xFF != 0 {
        var starts = [Int](repeating: 0, count: 257)
        for key in keys { starts[Int(key >> shift & 0xFF) + 1] += 1 }
        for index in 1...256 { starts[index] += starts[index - 1] }
        for key in keys {
            let byte = Int(key >> shift & 0xFF)
            other[starts[byte]] = key
            starts[byte] += 1
        }
        swap(&keys, &other)
    }
}
