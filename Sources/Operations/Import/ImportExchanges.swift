import Adoption
import CSV
import Interchange
import Storage

extension Workspace {
    /// Imports exchange records from file names: listings, folders, standard input. A folder is only listed; no file
    /// of care plans is ever opened. Works like `importOffices`; names that the ledger has already change nothing.
    package func importExchanges(
        _ request: ImportRequest, progress: @escaping ProgressReceiver = { _ in }
    ) throws -> ImportReport {
        let kinds = try reference(at: try ledger.headRevision()).exchangeKinds
        guard !kinds.all.isEmpty else {
            throw Failure(
                .notFound, "台帳に、連携ファイルの種別の表(careplan/file_kinds_v41.csv)がありません。",
                hint: "fukyu init を実行してから、もう一度取り込んでください。")
        }
        let reading = try ExchangeReading(request.paths, kinds: kinds, progress: progress)
        guard reading.counts.names > reading.counts.unknown else { throw nothingFound(reading) }
        progress(Progress(step: "並べ替えています", done: 0, total: nil))
        let records = try reading.collect()
        let summary = ExchangeSummary(records, reading.counts, kinds)
        var report = ImportReport(isPreview: request.isPreview, listDay: nil, isComplete: false)
        report.describe(reading)

        let unplanned = report
        func plan(_ connection: any Connection, at revision: Int64) throws -> ExchangeRecords {
            report = unplanned
            progress(Progress(step: "台帳と比べています", done: 0, total: nil))
            let known = try ExchangeSegments(connection, at: revision)
            let new = try records.subtracting(known, kinds: kinds, connection)
            let strangers = try OfficeNumbers(connection, at: revision).missing(of: records.offices)
            report.describe(summary, new: new.count, strangers: strangers, kinds)
            return new
        }
        if request.isPreview {
            try ledger.read { connection in _ = try plan(connection, at: .max) }
            return report
        }
        let author = author(request, "import exchanges")
        report.number = try ledger.record(author, at: clock()) { recording in
            let new = try plan(recording.connection, at: recording.revision)
            if new.count == 0 { return nil }
            progress(Progress(step: "記録しています", done: 0, total: nil))
            try recording.append(new, kinds)
            try recording.append(report.batch(.exchanges), issues: reading.recordedIssues)
            return recording.revision
        }
        author.trace?("committed")
        return report
    }

    private func nothingFound(_ reading: ExchangeReading) -> Failure {
        let names = reading.sources.map(\.name).joined(separator: "、")
        let example = reading.unknown.first.map { unknown in
            "\(unknown.line)行目「\(unknown.text)」: \(unknown.unknown.verdict.expectation)"
        }
        return Failure(
            .invalid, "\(names): 標準のファイル名がありません。" + (example.map { "(\($0))" } ?? ""),
            hint: "連携に使ったフォルダーか、そのファイル名の一覧(ls -l、dir、CSVなど)を指定してください。")
    }
}

extension Recording {
    /// Keeps new exchange records: their tables, then their segments.
    fileprivate func append(_ new: ExchangeRecords, _ kinds: ExchangeKinds) throws {
        let records = new.compacted()
        try append(
            ExchangeTables(
                offices: records.offices, kinds: kinds.all.map(\.prefix), services: records.services))
        for month in records.months where !month.isEmpty {
            try append(exchanges: month, deletions: kinds.deletions) { Digest.of($0) }
        }
    }
}

/// What is said of the names that were read, whatever the ledger has of them.
struct ExchangeSummary {
    var counts: ExchangeNameScan.Counts
    var repeated: Int
    var first: Day?
    var last: Day?
    var deletions: Int
    /// Moments at which a set went without all that it needs.
    var incomplete = 0
    var complete = 0
    var offices: Int

    init(_ records: ExchangeRecords, _ counts: ExchangeNameScan.Counts, _ kinds: ExchangeKinds) {
        self.counts = counts
        repeated = records.repeated
        offices = records.offices.count
        deletions = counts.kinds.enumerated().reduce(0) {
            $0 + (kinds.deletions >> UInt32($1.offset) & 1 == 1 ? $1.element : 0)
        }
        var times = (first: UInt32.max, last: UInt32.min)
        for month in records.months {
            var index = 0
            while index < month.count {
                let first = month[index]
                times = (min(times.first, first.time), max(times.last, first.time))
                var mask: UInt32 = 0
                var isVersion3 = true
                while index < month.count, month[index].isSentWith(first) {
                    mask |= 1 << UInt32(month[index].kind)
                    if month[index].services != 0 { isVersion3 = false }
                    index += 1
                }
                if kinds.isComplete(mask, isVersion3: isVersion3) {
                    complete += 1
                } else if kinds.isPart(mask, isVersion3: isVersion3) {
                    incomplete += 1
                }
            }
        }
        if times.first <= times.last {
            first = ExchangeTime(seconds: times.first).day
            last = ExchangeTime(seconds: times.last).day
        }
    }
}
