import Adoption
import CSV
import Dispatch
import Glibc
import Interchange
import Synchronization

/// The names of exchanged files, read from listings and folders: never from what they name.
struct ExchangeReading {
    /// A listing, a folder, or names that were given themselves.
    struct Source {
        /// Without its path: a folder's name may hold a person's.
        var name: String
        var digest: String
        var format: String
        var encoding: String
        var names: Int
    }

    /// A name that is none of the standard.
    struct Unknown {
        var source: Int
        /// From 1.
        var line: Int
        var unknown: ExchangeNameScan.Unknown
    }

    private(set) var sources: [Source] = []
    private(set) var unknown: [Unknown] = []
    /// Listings and folders that were given twice.
    private(set) var remarks: [String] = []

    private let names: ExchangeFileName
    private let workers: [ScanWorker]
    private let progress: ProgressReceiver

    /// - Throws: `Failure` for a path that cannot be read or that is no listing.
    init(_ paths: [String], kinds: ExchangeKinds, progress: @escaping ProgressReceiver) throws {
        names = ExchangeFileName(kinds)
        self.progress = progress
        let names = names
        workers = (0..<max(1, min(8, sysconf(Int32(_SC_NPROCESSORS_ONLN))))).map { _ in ScanWorker(names) }
        var given: [String] = []
        for path in paths {
            if path != "-", isCarePlan(path) {
                given.append(path)
            } else if path != "-", Files.isDirectory(path) {
                try readFolder(path)
            } else {
                try readListing(path)
            }
        }
        if !given.isEmpty { take(given.map { Array(Files.lastComponent($0).utf8) }, as: "指定されたファイル名") }
    }

    /// What all sources hold together.
    var counts: ExchangeNameScan.Counts {
        workers.reduce(into: ExchangeNameScan.Counts()) { sum, worker in
            worker.scan.withLock { sum += $0.counts }
        }
    }

    /// Hands over every record, over common tables; afterwards the reading holds none.
    func collect() throws -> ExchangeRecords { try ExchangeRecords(workers) }

    /// Whether a path names a file of care plans or its attachment: such a file is never opened.
    private func isCarePlan(_ path: String) -> Bool {
        let name = Files.lastComponent(path)
        let verdict = names.read(name).verdict
        return verdict == .record || verdict == .other
    }

    // MARK: Folders and given names

    /// Lists a folder and those below it. No file is opened, and no link is followed.
    private mutating func readFolder(_ path: String) throws {
        var found: [[UInt8]] = []
        var pending = [path]
        while let folder = pending.popLast() {
            guard let directory = opendir(folder) else {
                throw Failure(
                    .unavailable, "フォルダー \(folder) を読めません(\(String(cString: strerror(errno))))。",
                    hint: "フォルダーの権限を確かめてください。")
            }
            defer { closedir(directory) }
            while let entry = readdir(directory) {
                let name = withUnsafeBytes(of: &entry.pointee.d_name) { raw in Array(raw.prefix { $0 != 0 }) }
                if name == [46] || name == [46, 46] { continue }
                let below = folder + "/" + String(decoding: name, as: UTF8.self)
                if isFolder(entry.pointee.d_type, below) { pending.append(below) } else { found.append(name) }
            }
            progress(Progress(step: "フォルダーを見ています", done: found.count, total: nil))
        }
        found.sort { $0.lexicographicallyPrecedes($1) }
        take(found, as: "フォルダー")
    }

    private func isFolder(_ type: UInt8, _ path: String) -> Bool {
        if Int(type) != Int(DT_UNKNOWN) { return Int(type) == Int(DT_DIR) }
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private mutating func take(_ found: [[UInt8]], as label: String) {
        let digest = Digest()
        let before = counts.names
        for (place, name) in found.enumerated() {
            name.withUnsafeBytes { digest.update($0) }
            [10].withUnsafeBytes { digest.update($0) }
            name.withUnsafeBufferPointer { bytes in
                workers[0].scan.withLock { $0.take(name: bytes, line: place) }
            }
        }
        let source = Source(
            name: label, digest: digest.finish(), format: "フォルダーの中のファイル名", encoding: "-",
            names: counts.names - before)
        sources.append(source)
        for item in workers[0].takeUnknown() {
            unknown.append(Unknown(source: sources.count - 1, line: item.line + 1, unknown: item))
        }
    }

    // MARK: Listings

    private mutating func readListing(_ path: String) throws {
        let name = path == "-" ? "標準入力" : Files.lastComponent(path)
        do {
            let blocks = BlockSource(try LineBlocks(path == "-" ? .standardInput : .path(path)))
            try scan(blocks, named: name)
        } catch let error as ReadingError {
            throw Failure(error, file: name)
        }
    }

    private mutating func scan(_ blocks: BlockSource, named name: String) throws {
        var round = try blocks.next(workers.count * 2)
        let sample = Array((round.first ?? []).prefix(1 << 16))
        if sample.starts(with: [0x50, 0x4B, 3, 4]) || sample.starts(with: Array("%PDF".utf8)) {
            throw Failure(
                .invalid, "\(name): 文字のファイルではありません。", hint: "ファイル名の一覧(テキストかCSV)か、フォルダーを指定してください。")
        }
        let form = ListingForm(recognising: sample, names: names)
        let before = counts
        var lines = 0
        var isFirst = true
        while !round.isEmpty {
            let scanned = Scanned(round.count)
            let next = Mutex<Result<[[UInt8]], any Error>>(.success([]))
            let place = Atomic(0)
            let (current, first, workers) = (round, isFirst, workers)
            DispatchQueue.concurrentPerform(iterations: workers.count + 1) { iteration in
                if iteration == 0 {
                    let read = Result { try blocks.next(workers.count * 2) }
                    next.withLock { $0 = read }
                }
                let worker = workers[max(0, iteration - 1)]
                while true {
                    let index = place.add(1, ordering: .relaxed).oldValue
                    guard index < current.count else { break }
                    scanned.put(worker.read(current[index], form, isFirst: first && index == 0), at: index)
                }
            }
            for found in scanned.all {
                for item in found.unknown {
                    unknown.append(Unknown(source: sources.count, line: lines + item.line + 1, unknown: item))
                }
                lines += found.lines
            }
            round = try next.withLock { try $0.get() }
            isFirst = false
            progress(Progress(step: "ファイル名を読んでいます", done: lines, total: nil))
        }
        let source = Source(
            name: name, digest: blocks.digest, format: form.label, encoding: blocks.encoding,
            names: counts.names - before.names)
        sources.append(source)
    }
}

/// One thread's reading.
final class ScanWorker: Sendable {
    let scan: Mutex<ExchangeNameScan>

    init(_ names: ExchangeFileName) {
        scan = Mutex(ExchangeNameScan(names))
    }

    func read(_ block: [UInt8], _ form: ListingForm, isFirst: Bool) -> Scanned.Piece {
        scan.withLock { scan in
            let lines = block.withUnsafeBufferPointer { scan.scan($0, form, isFirst: isFirst) }
            defer { scan.unknown = [] }
            return Scanned.Piece(lines: lines, unknown: scan.unknown)
        }
    }

    func takeUnknown() -> [ExchangeNameScan.Unknown] {
        scan.withLock { scan in
            defer { scan.unknown = [] }
            return scan.unknown
        }
    }
}

/// What the pieces of one round gave, in the order of the listing.
final class Scanned: Sendable {
    struct Piece: Sendable {
        var lines = 0
        var unknown: [ExchangeNameScan.Unknown] = []
    }

    private let pieces: Mutex<[Piece]>

    init(_ count: Int) { pieces = Mutex(Array(repeating: Piece(), count: count)) }

    func put(_ piece: Piece, at index: Int) { pieces.withLock { $0[index] = piece } }

    var all: [Piece] { pieces.withLock { $0 } }
}

/// The blocks of one listing with their checksum; read by one thread at a time.
private final class BlockSource: Sendable {
    private struct State {
        var blocks: LineBlocks
        var sum = Digest()
    }

    private let state: Mutex<State>
    let encoding: String

    init(_ blocks: sending LineBlocks) {
        encoding = blocks.encodingLabel
        state = Mutex(State(blocks: blocks))
    }

    func next(_ count: Int) throws -> [[UInt8]] {
        try state.withLock { state in
            var found: [[UInt8]] = []
            while found.count < count, let block = try state.blocks.next(observe: { state.sum.update($0) }) {
                found.append(block)
            }
            return found
        }
    }

    var digest: String { state.withLock { $0.sum.finish() } }
}
