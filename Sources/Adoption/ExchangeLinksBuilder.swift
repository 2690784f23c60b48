/// Turns exchange records into links. Records come in pieces, each in order; a set of files may be spread over pieces.
package struct ExchangeLinksBuilder {
    /// Files sent from one office to another at one second.
    struct Moment: Hashable {
        var link: Int32
        var time: UInt32
        var kinds: UInt32
        var isVersion3: Bool
    }

    /// One file of a link on which something was taken back.
    struct SlowRecord: Hashable {
        var link: Int32
        var time: UInt32
        var kind: UInt8
        var month: UInt16
        var isVersion3: Bool
    }

    let kinds: ExchangeKinds
    private(set) var links = DirectedLinks()
    private var parts: [Moment] = []
    private var slow: [SlowRecord] = []
    /// 予定 and 実績 of links on which nothing was taken back: see `UsageEvent`.
    private var usage: [UInt64] = []
    private let base: Month
    private let taken: Set<UInt64>
    private let months: [Int16]

    /// - Parameters:
    ///   - base: month of the first bit.
    ///   - withDeletions: keys (`DirectedLinks.key`) of the links with a file that takes another back.
    package init(kinds: ExchangeKinds, base: Month, withDeletions: Set<UInt64>) {
        self.kinds = kinds
        self.base = base
        taken = withDeletions
        months = ExchangeLinksBuilder.monthsByDay
    }

    /// Months since 2000-01 by days since 2000-01-01.
    private static let monthsByDay: [Int16] = (0..<36_525).map {
        Int16(Day(number: ExchangeTime.origin + $0).month.number - 24_000)
    }

    /// Adds records that are in order.
    /// - Parameters:
    ///   - offices: by place in the batch: the place of `ExchangeLinks`.
    ///   - kinds: by place in the batch: the place in `ExchangeKinds.all`; 255 for kinds that are not known any more.
    package mutating func add(
        _ records: UnsafeBufferPointer<PackedExchange>, offices: [Int32], kinds places: [UInt8]
    ) {
        var index = 0
        while index < records.count {
            let (sender, receiver) = (offices[records[index].sender], offices[records[index].receiver])
            var end = index + 1
            let pair = records[index].high >> 20
            while end < records.count, records[end].high >> 20 == pair { end += 1 }
            if sender != receiver {
                add(UnsafeBufferPointer(rebasing: records[index..<end]), sender, receiver, places)
            }
            index = end
        }
    }

    private mutating func add(
        _ records: UnsafeBufferPointer<PackedExchange>, _ sender: Int32, _ receiver: Int32, _ places: [UInt8]
    ) {
        let key = DirectedLinks.key(sender, receiver)
        let link = links.place(of: key)
        links.sawRecord(link, on: ExchangeTime(seconds: records[0].time).day.number)
        if !taken.isEmpty, taken.contains(key) {
            for record in records where places[Int(record.kind)] != 255 {
                slow.append(
                    SlowRecord(
                        link: Int32(link), time: record.time, kind: places[Int(record.kind)], month: record.month,
                        isVersion3: record.services == 0))
            }
            return
        }
        var index = 0
        while index < records.count {
            let time = records[index].time
            var mask: UInt32 = 0
            var isVersion3 = true
            while index < records.count, records[index].time == time {
                let record = records[index]
                let kind = places[Int(record.kind)]
                if kind != 255 {
                    mask |= 1 << UInt32(kind)
                    if record.services != 0 { isVersion3 = false }
                    note(Int(kind), record.month, time, link)
                }
                index += 1
            }
            if kinds.isComplete(mask, isVersion3: isVersion3) {
                sent(link, time)
            } else if mask != 0 {
                parts.append(Moment(link: Int32(link), time: time, kinds: mask, isVersion3: isVersion3))
            }
        }
    }

    private mutating func note(_ kind: Int, _ month: UInt16, _ time: UInt32, _ link: Int) {
        guard month >= 2, kind == kinds.plan || kind == kinds.actual else { return }
        usage.append(
            UsageEvent.packed(
                link: link, month: month, isActual: kind == kinds.actual, day: Int(time / 86_400)))
    }

    private mutating func sent(_ link: Int, _ time: UInt32) {
        let day = Int(time / 86_400)
        let bit = Int(months[min(day, months.count - 1)]) - Int(base.number - 24_000)
        links.sent(link, on: ExchangeTime.origin + Int32(day), bit: bit)
    }

    /// Everything that was added, as pairs.
    /// - Parameter unknown: numbers of partners that the ledger does not know, in the order of their places.
    package mutating func finish(officeCount: Int, unknown: [UInt64]) -> ExchangeLinks {
        joinParts()
        let judged = SlowLinks(slow, kinds)
        for set in judged.standing { sent(Int(set.link), set.time) }
        var result = ExchangeLinks()
        result.officeCount = officeCount
        result.unknownNumbers = unknown
        result.base = base
        let pairOf = links.pairs(into: &result)
        for set in judged.withdrawn {
            let sent = ExchangeTime(seconds: set.time).day.number
            let until = ExchangeTime(seconds: set.until).day.number
            if until > sent { result.withdrawn.append(.init(pair: pairOf[Int(set.link)], sent: sent, until: until)) }
        }
        result.mutual = MutualUse(usage, judged.usage, links: links, pairOf: pairOf).found
        usage = []
        return result
    }

    /// Sets whose files came in several pieces: complete when all of them together are.
    private mutating func joinParts() {
        parts.sort { ($0.link, $0.time) < ($1.link, $1.time) }
        var index = 0
        while index < parts.count {
            var whole = parts[index]
            index += 1
            while index < parts.count, parts[index].link == whole.link, parts[index].time == whole.time {
                whole.kinds |= parts[index].kinds
                whole.isVersion3 = whole.isVersion3 && parts[index].isVersion3
                index += 1
            }
            if kinds.isComplete(whole.kinds, isVersion3: whole.isVersion3) { sent(Int(whole.link), whole.time) }
        }
        parts = []
    }
}

/// Links from a sender to a receiver, found by hashing, with their activity.
package struct DirectedLinks {
    private(set) var keys: [UInt64] = []
    private var forwardMonths: [UInt64] = []
    private var firstSet: [Int32] = []
    private var firstRecord: [Int32] = []
    private var slots = [UInt32](repeating: .max, count: 1 << 12)

    /// Sender and receiver in one word.
    package static func key(_ sender: Int32, _ receiver: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: sender)) << 32 | UInt64(UInt32(bitPattern: receiver))
    }

    private static func slot(_ key: UInt64, _ mask: Int) -> Int {
        var mixed = key &* 0x9E37_79B9_7F4A_7C15
        mixed ^= mixed >> 29
        return Int(truncatingIfNeeded: (mixed &* 0xBF58_476D_1CE4_E5B9) >> 24) & mask
    }

    mutating func place(of key: UInt64) -> Int {
        let mask = slots.count - 1
        var slot = DirectedLinks.slot(key, mask)
        while slots[slot] != .max {
            if keys[Int(slots[slot])] == key { return Int(slots[slot]) }
            slot = (slot + 1) & mask
        }
        slots[slot] = UInt32(keys.count)
        keys.append(key)
        forwardMonths.append(0)
        firstSet.append(Snapshot.open)
        firstRecord.append(Snapshot.open)
        if keys.count * 2 > slots.count { grow() }
        return keys.count - 1
    }

    private mutating func grow() {
        let count = slots.count * 4
        slots = [UInt32](repeating: .max, count: count)
        for (place, key) in keys.enumerated() {
            var slot = DirectedLinks.slot(key, count - 1)
            while slots[slot] != .max { slot = (slot + 1) & (count - 1) }
            slots[slot] = UInt32(place)
        }
    }

    mutating func sawRecord(_ link: Int, on day: Int32) { firstRecord[link] = min(firstRecord[link], day) }

    mutating func sent(_ link: Int, on day: Int32, bit: Int) {
        firstSet[link] = min(firstSet[link], day)
        if (0..<64).contains(bit) { forwardMonths[link] |= 1 << UInt64(bit) }
    }

    /// Whether a link goes from the smaller place to the larger.
    func isForward(_ link: Int) -> Bool { keys[link] >> 32 < keys[link] & 0xFFFF_FFFF }

    /// Joins both directions into pairs, ordered by their places, and sums up the offices.
    /// - Returns: by link: its pair.
    func pairs(into result: inout ExchangeLinks) -> [Int32] {
        var order = keys.indices.map { link -> (key: UInt64, link: Int32) in
            let key = keys[link]
            return (isForward(link) ? key : key << 32 | key >> 32, Int32(link))
        }
        order.sort { $0.key != $1.key ? $0.key < $1.key : $0.link < $1.link }
        var pairOf = [Int32](repeating: 0, count: keys.count)
        var last: UInt64?
        result.officeFirstDay = Array(repeating: Snapshot.open, count: result.officeCount)
        result.officeFirstRecord = result.officeFirstDay
        result.officeMonths = Array(repeating: 0, count: result.officeCount)
        for (key, link) in order {
            if key != last {
                result.pairs.first.append(Int32(truncatingIfNeeded: key >> 32))
                result.pairs.second.append(Int32(truncatingIfNeeded: key & 0xFFFF_FFFF))
                result.forward.append(0)
                result.backward.append(0)
                result.firstDay.append(Snapshot.open)
                last = key
            }
            let pair = result.pairs.count - 1
            pairOf[Int(link)] = Int32(pair)
            add(Int(link), to: pair, of: &result)
        }
        return pairOf
    }

    private func add(_ link: Int, to pair: Int, of result: inout ExchangeLinks) {
        if isForward(link) {
            result.forward[pair] |= forwardMonths[link]
        } else {
            result.backward[pair] |= forwardMonths[link]
        }
        result.firstDay[pair] = min(result.firstDay[pair], firstSet[link])
        for office in [Int(result.pairs.first[pair]), Int(result.pairs.second[pair])] where office < result.officeCount
        {
            result.officeMonths[office] |= forwardMonths[link]
            result.officeFirstDay[office] = min(result.officeFirstDay[office], firstSet[link])
            result.officeFirstRecord[office] = min(result.officeFirstRecord[office], firstRecord[link])
        }
    }
}
