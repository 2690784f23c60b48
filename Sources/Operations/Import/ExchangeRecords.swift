import Adoption
import Dispatch
import Interchange
import Storage
import Synchronization

/// The exchange records of an import: in order, each once, by the month in which they were sent.
struct ExchangeRecords: Sendable {
    /// Offices ascending, services with "none" first; kinds are those of the reference.
    private(set) var offices: [UInt64] = []
    private(set) var services: [UInt64] = [0]
    private(set) var months: [[PackedExchange]] = []
    /// Names that stood more than once.
    private(set) var repeated = 0

    var count: Int { months.reduce(0) { $0 + $1.count } }

    /// Takes over what the workers read.
    /// - Throws: `Failure.invalid` beyond four million offices or a million pairs of service codes.
    init(_ workers: [ScanWorker]) throws {
        let tables = workers.map { worker in
            worker.scan.withLock { (offices: $0.offices.values, services: $0.services.values) }
        }
        offices = ExchangeRecords.union(tables.map(\.offices))
        services = ExchangeRecords.union(tables.map(\.services) + [[0]])
        guard offices.count <= PackedExchange.officeLimit, services.count <= PackedExchange.servicesLimit else {
            throw Failure(
                .invalid, "ファイル名に出てくる事業所番号かサービス種類コードが多すぎます(\(offices.count)、\(services.count))。",
                hint: "一覧を分けて取り込んでください。")
        }
        var byMonth = [[PackedExchange]](repeating: [], count: 1200)
        for (worker, table) in zip(workers, tables) {
            let officeMap = ExchangeRecords.map(table.offices, to: offices)
            let servicesMap = ExchangeRecords.map(table.services, to: services)
            worker.scan.withLock { scan in
                for record in scan.records {
                    byMonth[ExchangeRecords.month(record.time)].append(
                        PackedExchange(
                            sender: Int(officeMap[record.sender]), receiver: Int(officeMap[record.receiver]),
                            time: record.time, kind: record.kind, month: record.month,
                            services: Int(servicesMap[record.services])))
                }
                scan.dropRecords()
            }
        }
        byMonth.removeAll(where: \.isEmpty)
        let all = byMonth.reduce(0) { $0 + $1.count }
        months = ExchangeRecords.sorted(byMonth)
        repeated = all - count
    }

    private static let monthOfDay: [Int16] = (0..<36_526).map {
        Int16(clamping: Int(Day(number: ExchangeTime.origin + $0).month.number) - 24_000)
    }

    private static func month(_ time: UInt32) -> Int {
        Int(monthOfDay[min(Int(time / 86_400), monthOfDay.count - 2)])
    }

    private static func union(_ tables: [[UInt64]]) -> [UInt64] {
        var all = tables.flatMap { $0 }
        all.sort()
        var unique: [UInt64] = []
        unique.reserveCapacity(all.count)
        for value in all where unique.last != value { unique.append(value) }
        return unique
    }

    /// By place in the one table, the place in the other; −1 for values that are not there.
    static func map(_ values: [UInt64], to sorted: [UInt64]) -> [Int32] {
        values.map { value in
            var low = 0
            var high = sorted.count
            while low < high {
                let middle = (low + high) / 2
                if sorted[middle] < value { low = middle + 1 } else { high = middle }
            }
            return low < sorted.count && sorted[low] == value ? Int32(low) : -1
        }
    }

    /// Each month in order and without repetition, months beside each other.
    private static func sorted(_ months: [[PackedExchange]]) -> [[PackedExchange]] {
        let result = MonthsInWork(months)
        DispatchQueue.concurrentPerform(iterations: months.count) { index in
            var records = result.take(index)
            records.sort()
            var last: PackedExchange?
            records.removeAll { record in
                defer { last = record }
                return record == last
            }
            result.put(records, at: index)
        }
        return result.all
    }

    private final class MonthsInWork: Sendable {
        private let months: Mutex<[[PackedExchange]]>

        init(_ months: [[PackedExchange]]) { self.months = Mutex(months) }

        /// Moves a month out, so that it is sorted in place.
        func take(_ index: Int) -> [PackedExchange] {
            months.withLock { months in
                let taken = months[index]
                months[index] = []
                return taken
            }
        }

        func put(_ records: [PackedExchange], at index: Int) { months.withLock { $0[index] = records } }

        var all: [[PackedExchange]] { months.withLock { $0 } }
    }

    // MARK: Against the ledger

    /// What the ledger does not have yet. Places stay those of this import's tables.
    func subtracting(
        _ known: ExchangeSegments, kinds: ExchangeKinds, _ connection: any Connection
    ) throws -> ExchangeRecords {
        guard !known.segments.isEmpty else { return self }
        var maps: [Int64: Maps] = [:]
        for (batch, tables) in known.tables {
            maps[batch] = Maps(
                offices: ExchangeRecords.map(tables.offices, to: offices),
                services: ExchangeRecords.map(tables.services, to: services),
                kinds: tables.kinds.map { kinds.place(of: $0).map { UInt8($0) } ?? 255 })
        }
        var rest = self
        for (index, records) in months.enumerated() {
            let times = records.reduce(into: (first: UInt32.max, last: UInt32.min)) { times, record in
                times.first = min(times.first, record.time)
                times.last = max(times.last, record.time)
            }
            var recorded: [PackedExchange] = []
            for segment in known.between(times.first, times.last) {
                guard let maps = maps[segment.batch] else { continue }
                try ExchangeSegments.columns(of: segment, connection).forEach { record in
                    if let mapped = maps.mapped(record) { recorded.append(mapped) }
                }
            }
            guard !recorded.isEmpty else { continue }
            recorded.sort()
            rest.months[index] = ExchangeRecords.difference(records, recorded)
        }
        return rest
    }

    private struct Maps {
        var offices: [Int32]
        var services: [Int32]
        var kinds: [UInt8]

        func mapped(_ record: PackedExchange) -> PackedExchange? {
            let (sender, receiver) = (offices[record.sender], offices[record.receiver])
            let (pair, kind) = (services[record.services], kinds[Int(record.kind)])
            guard sender >= 0, receiver >= 0, pair >= 0, kind != 255 else { return nil }
            return PackedExchange(
                sender: Int(sender), receiver: Int(receiver), time: record.time, kind: kind, month: record.month,
                services: Int(pair))
        }
    }

    private static func difference(_ records: [PackedExchange], _ taken: [PackedExchange]) -> [PackedExchange] {
        var rest: [PackedExchange] = []
        var place = 0
        for record in records {
            while place < taken.count, taken[place] < record { place += 1 }
            if place == taken.count || taken[place] != record { rest.append(record) }
        }
        return rest
    }

    /// The same records over tables of only what they use, for the ledger.
    func compacted() -> ExchangeRecords {
        guard months.contains(where: { !$0.isEmpty }) else { return self }
        var usesOffice = [Bool](repeating: false, count: offices.count)
        var usesServices = [Bool](repeating: false, count: services.count)
        usesServices[0] = true
        for record in months.joined() {
            usesOffice[record.sender] = true
            usesOffice[record.receiver] = true
            usesServices[record.services] = true
        }
        if usesOffice.allSatisfy({ $0 }), usesServices.allSatisfy({ $0 }) { return self }
        var result = self
        result.offices = zip(offices, usesOffice).filter(\.1).map(\.0)
        result.services = zip(services, usesServices).filter(\.1).map(\.0)
        let officeMap = ExchangeRecords.map(offices, to: result.offices)
        let servicesMap = ExchangeRecords.map(services, to: result.services)
        result.months = months.map { records in
            records.map { record in
                PackedExchange(
                    sender: Int(officeMap[record.sender]), receiver: Int(officeMap[record.receiver]),
                    time: record.time, kind: record.kind, month: record.month,
                    services: Int(servicesMap[record.services]))
            }
        }
        return result
    }
}
