import Adoption

/// Reads the exchange records and the partner lists that hold at a revision into links.
struct ExchangeLoading {
    /// The facts that the links rest on.
    let facts: [Int64]
    private let segments: ExchangeSegments
    private let partners: [Recorded<PartnerLink>]
    private let connection: any Connection

    init(_ connection: any Connection, _ visibility: Visibility) throws {
        self.connection = connection
        segments = try ExchangeSegments(connection, visibility)
        partners = try PartnerRecords(connection, visibility).links
        facts = segments.segments.map(\.id) + partners.map(\.id)
    }

    /// - Parameter numbers: the offices of the ledger, `OfficeNumber.packed`, ascending.
    func links(numbers: [UInt64], kinds: ExchangeKinds) throws -> ExchangeLinks {
        guard !facts.isEmpty else { return ExchangeLinks() }
        let unknown = unknownNumbers(numbers)
        var links = ExchangeLinks()
        if segments.segments.isEmpty {
            links.officeCount = numbers.count
            links.unknownNumbers = unknown
        } else {
            links = try exchanged(numbers, unknown, kinds)
        }
        list(numbers, unknown, into: &links)
        links.facts = facts
        return links
    }

    private func unknownNumbers(_ numbers: [UInt64]) -> [UInt64] {
        var unknown = Set<UInt64>()
        for tables in segments.tables.values {
            for (place, office) in zip(places(of: tables.offices, in: numbers), tables.offices) where place < 0 {
                unknown.insert(office)
            }
        }
        for link in partners {
            for office in [link.fact.office.packed, link.fact.partner.packed] where find(office, in: numbers) == nil {
                unknown.insert(office)
            }
        }
        return unknown.sorted()
    }

    private func exchanged(_ numbers: [UInt64], _ unknown: [UInt64], _ kinds: ExchangeKinds) throws -> ExchangeLinks {
        var officePlaces: [Int64: [Int32]] = [:]
        var kindPlaces: [Int64: [UInt8]] = [:]
        for (batch, tables) in segments.tables {
            let known = places(of: tables.offices, in: numbers)
            let strange = places(of: tables.offices, in: unknown)
            officePlaces[batch] = zip(known, strange).map { $0 >= 0 ? $0 : Int32(numbers.count) + $1 }
            kindPlaces[batch] = tables.kinds.map { kinds.place(of: $0).map { UInt8($0) } ?? 255 }
        }
        let first = segments.segments.reduce(UInt32.max) { min($0, $1.firstTime) }
        let last = segments.segments.reduce(UInt32.min) { max($0, $1.lastTime) }
        let lastMonth = ExchangeTime(seconds: last).day.month
        let base = max(ExchangeTime(seconds: first).day.month, lastMonth.advanced(by: -63))
        var builder = ExchangeLinksBuilder(
            kinds: kinds, base: base, withDeletions: try deletedLinks(kinds, officePlaces, kindPlaces))
        try eachSegment(segments.segments) { segment, records in
            builder.add(records, offices: officePlaces[segment.batch] ?? [], kinds: kindPlaces[segment.batch] ?? [])
        }
        return builder.finish(officeCount: numbers.count, unknown: unknown)
    }

    /// Links with a file that takes another back.
    private func deletedLinks(
        _ kinds: ExchangeKinds, _ offices: [Int64: [Int32]], _ places: [Int64: [UInt8]]
    ) throws -> Set<UInt64> {
        var found = Set<UInt64>()
        try eachSegment(segments.segments.filter { $0.deletions > 0 }) { segment, records in
            guard let offices = offices[segment.batch], let places = places[segment.batch] else { return }
            for record in records {
                let kind = places[Int(record.kind)]
                guard kind != 255, kinds.deletions >> UInt32(kind) & 1 == 1 else { continue }
                found.insert(DirectedLinks.key(offices[record.sender], offices[record.receiver]))
            }
        }
        return found
    }

    private func eachSegment(
        _ wanted: [ExchangeSegments.Segment],
        _ body: (ExchangeSegments.Segment, UnsafeBufferPointer<PackedExchange>) throws -> Void
    ) throws {
        var records: [PackedExchange] = []
        records.reserveCapacity(ExchangeColumns.capacity)
        for segment in wanted {
            guard let tables = segments.tables[segment.batch] else { throw ExchangeColumns.damaged }
            records.removeAll(keepingCapacity: true)
            var isWhole = true
            try ExchangeSegments.columns(of: segment, connection).forEach { record in
                if record.sender >= tables.offices.count || record.receiver >= tables.offices.count
                    || record.kind >= tables.kinds.count
                {
                    isWhole = false
                }
                records.append(record)
            }
            guard isWhole else { throw ExchangeColumns.damaged }
            try records.withUnsafeBufferPointer { try body(segment, $0) }
        }
    }

    /// The places of ascending numbers in an ascending list; −1 for those that are not in it.
    private func places(of offices: [UInt64], in numbers: [UInt64]) -> [Int32] {
        var place = 0
        return offices.map { office in
            while place < numbers.count, numbers[place] < office { place += 1 }
            return place < numbers.count && numbers[place] == office ? Int32(place) : -1
        }
    }

    private func find(_ number: UInt64, in numbers: [UInt64]) -> Int? {
        var low = 0
        var high = numbers.count
        while low < high {
            let middle = (low + high) / 2
            if numbers[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low < numbers.count && numbers[low] == number ? low : nil
    }

    // MARK: Partner lists

    /// One volume a pair: of the latest month, and of several statements for it the largest.
    private func list(_ numbers: [UInt64], _ unknown: [UInt64], into links: inout ExchangeLinks) {
        func place(_ office: OfficeNumber) -> Int {
            find(office.packed, in: numbers) ?? numbers.count + (find(office.packed, in: unknown) ?? 0)
        }
        let rows = partners.map { link -> (first: Int, second: Int, month: Int32, volume: Int32) in
            let (one, other) = (place(link.fact.office), place(link.fact.partner))
            return (
                min(one, other), max(one, other), link.fact.month?.number ?? -1,
                link.fact.volume.map { Int32(clamping: $0) } ?? -1
            )
        }.sorted { ($0.first, $0.second, $1.month, $1.volume) < ($1.first, $1.second, $0.month, $0.volume) }
        for row in rows {
            let isNew =
                links.listed.first.last != Int32(row.first) || links.listed.second.last != Int32(row.second)
            guard isNew else { continue }
            links.listed.first.append(Int32(row.first))
            links.listed.second.append(Int32(row.second))
            links.volumes.append(row.volume)
        }
    }
}
