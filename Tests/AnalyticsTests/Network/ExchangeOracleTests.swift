import Adoption
import Testing

@testable import Analytics

/// Derived stages and mutual use against a reading of the definitions that looks at every record for every question.
@Suite("ExchangeLinksBuilder")
struct ExchangeOracleTests {
    static let kinds = ExchangeKinds([
        kind("UPHOSOKU", [.plan, .usage], required: true), kind("UP1KYO", [.plan], required: true),
        kind("UP2KYO", [.plan], required: true), kind("UP3KYO", [.plan], required: true, since4: true),
        kind("UPPLAN", [.usage], required: true), kind("UPSIKYU", [.usage], required: true),
        kind("UPJSK", [.actual], required: true), kind("DLT1KYO", [], deletes: "UP1KYO"),
        kind("DLTPLAN", [], deletes: "UPPLAN"), kind("DLTJSK", [], deletes: "UPJSK"),
    ])

    static func kind(
        _ prefix: String, _ sets: [ExchangeKind.FileSet], required: Bool = false, since4: Bool = false,
        deletes: String? = nil
    ) -> ExchangeKind {
        ExchangeKind(
            prefix: prefix, name: "", hasMonth: false, direction: .toProvider, sets: sets, isRequired: required,
            isSinceVersion4: since4, deletes: deletes)
    }

    struct File: Hashable {
        var kind: Int
        var month: UInt16
        var sender: Int
        var receiver: Int
        var services: Int
        var time: UInt32
    }

    @Test("random logs: stages, partners and mutual use are those of the naive reading", arguments: 0..<60)
    func random(_ seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let offices = 9
        let files = ExchangeOracleTests.files(&generator, offices: offices)
        let links = ExchangeOracleTests.links(files, offices: offices, pieces: 1 + seed % 3)
        for text in ["2026-02-15", "2026-05-31", "2026-06-01", "2026-08-20", "2027-03-01"] {
            let day = day(text)
            let oracle = ExchangeOracle(files, day: day, offices: offices)
            let stages = ExchangeStages(links, day: day)
            #expect(stages.stages == oracle.stages, "\(text)")
            #expect(stages.partners.map(Int.init) == oracle.partners, "\(text)")
            var mutual = Set<[Int]>()
            NetworkLinks(links, day: day).each { link in
                if link.isMutual { mutual.insert([link.first, link.second]) }
            }
            // Links of which no complete set stands are none of the network, mutual or not.
            #expect(mutual == oracle.mutual, "\(text)")
        }
    }

    /// Sets that are mostly whole, few deletions, eight months from 2026-01 on.
    static func files(_ generator: inout SeededGenerator, offices: Int) -> [File] {
        var files = Set<File>()
        for _ in 0..<Int.random(in: 20...160, using: &generator) {
            let sender = Int.random(in: 0..<offices, using: &generator)
            let receiver = Int.random(in: 0..<offices, using: &generator)
            let back = Int.random(in: 0..<8, using: &generator)
            let month = UInt16(26 * 12 + 2 + back)
            let from = Int(day("2026-01-01").number) - Int(ExchangeTime.origin)
            let late = Int.random(in: -5..<45, using: &generator)
            let time = UInt32((from + back * 30 + 5 + late) * 86_400 + Int.random(in: 0..<3, using: &generator))
            let services = Int.random(in: 0..<2, using: &generator)
            let sets: [[(Int, UInt16)]] = [
                [(0, 1), (1, 0), (2, 0), (3, 0)], [(0, month), (4, month), (5, month)], [(6, month)],
                [([7, 8, 9].randomElement(using: &generator) ?? 8, month)],
            ]
            var set = sets[[0, 1, 1, 2, 2, 3].randomElement(using: &generator) ?? 1]
            if Int.random(in: 0..<6, using: &generator) == 0 { set.removeLast() }
            for (kind, month) in set {
                files.insert(
                    File(
                        kind: kind, month: kind == 7 ? 0 : month, sender: sender, receiver: receiver,
                        services: services, time: time))
            }
        }
        return files.sorted {
            ($0.sender, $0.receiver, $0.time, $0.kind, $0.month) < ($1.sender, $1.receiver, $1.time, $1.kind, $1.month)
        }
    }

    /// - Parameter pieces: the records are dealt out to this many pieces, which tears sets apart.
    static func links(_ files: [File], offices: Int, pieces: Int) -> ExchangeLinks {
        let taken = files.filter { kinds.deleted[$0.kind] >= 0 && $0.sender != $0.receiver }
            .map { DirectedLinks.key(Int32($0.sender), Int32($0.receiver)) }
        var builder = ExchangeLinksBuilder(
            kinds: kinds, base: Month(number: 2025 * 12), withDeletions: Set(taken))
        for piece in 0..<pieces {
            let part = files.enumerated().filter { $0.offset % pieces == piece }.map { file in
                PackedExchange(
                    sender: file.element.sender, receiver: file.element.receiver, time: file.element.time,
                    kind: UInt8(file.element.kind), month: file.element.month, services: file.element.services)
            }.sorted()
            part.withUnsafeBufferPointer {
                builder.add($0, offices: (0..<Int32(offices)).map { $0 }, kinds: (0..<10).map { UInt8($0) })
            }
        }
        return builder.finish(officeCount: offices, unknown: [])
    }
}

/// The definitions, read one record at a time.
struct ExchangeOracle {
    private(set) var stages: [UInt8]
    private(set) var partners: [Int]
    private(set) var mutual = Set<[Int]>()

    init(_ all: [ExchangeOracleTests.File], day: Day, offices: Int) {
        let kinds = ExchangeOracleTests.kinds
        let files = all.filter { ExchangeTime(seconds: $0.time).day <= day && $0.sender != $0.receiver }
            .sorted { $0.time < $1.time }
        var gone = Set<ExchangeOracleTests.File>()
        for deletion in files where kinds.deleted[deletion.kind] >= 0 {
            let before = files.filter {
                $0.kind == kinds.deleted[deletion.kind] && $0.sender == deletion.sender
                    && $0.receiver == deletion.receiver && $0.time < deletion.time && !gone.contains($0)
                    && max(1, $0.month) == max(1, deletion.month)
            }
            let latest = before.map(\.time).max()
            gone.formUnion(deletion.month < 2 ? before.filter { $0.time == latest } : before)
        }
        let standing = files.filter { !gone.contains($0) }
        var first = [Day?](repeating: nil, count: offices)
        var recent = [Set<Int>](repeating: [], count: offices)
        var linked = Set<[Int]>()
        for file in standing {
            let moment = standing.filter {
                $0.sender == file.sender && $0.receiver == file.receiver && $0.time == file.time
            }
            let mask = moment.reduce(UInt32(0)) { $0 | 1 << UInt32($1.kind) }
            // Which version a moment is of, also files that were taken back say.
            let sent = files.filter { $0.sender == file.sender && $0.receiver == file.receiver && $0.time == file.time }
            guard kinds.isComplete(mask, isVersion3: sent.allSatisfy { $0.services == 0 }) else { continue }
            let date = ExchangeTime(seconds: file.time).day
            linked.insert([min(file.sender, file.receiver), max(file.sender, file.receiver)])
            let isRecent = (day.month.advanced(by: -3)..<day.month).contains(date.month)
            for (office, partner) in [(file.sender, file.receiver), (file.receiver, file.sender)] {
                first[office] = min(first[office] ?? date, date)
                if isRecent { recent[office].insert(partner) }
            }
        }
        stages = (0..<offices).map { office in
            first[office] == nil ? 0 : recent[office].isEmpty ? 4 : recent[office].count < 5 ? 5 : 6
        }
        partners = recent.map(\.count)
        let months = (1...3).map { UInt16(day.month.advanced(by: -$0).number - 24_000 + 2) }
        for plan in standing where plan.kind == kinds.plan && months.contains(plan.month) {
            let answers = standing.contains {
                $0.kind == kinds.actual && $0.month == plan.month && $0.sender == plan.receiver
                    && $0.receiver == plan.sender
            }
            let pair = [min(plan.sender, plan.receiver), max(plan.sender, plan.receiver)]
            if answers, linked.contains(pair) { mutual.insert(pair) }
        }
    }
}
