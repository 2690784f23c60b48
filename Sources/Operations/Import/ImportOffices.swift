import Adoption
import CSV
import Interchange
import Storage

extension Workspace {
    /// Imports office lists of any known format: one list in any number of files.
    ///
    /// Everything is read and checked before the transaction begins; the plan is made inside it, against exactly the
    /// state that it changes. A preview makes the same plan and writes nothing.
    /// - Throws: `Failure.invalid` with file and line for input that cannot be used; then nothing was written.
    package func importOffices(
        _ request: ImportRequest, progress: @escaping ProgressReceiver = { _ in }
    ) throws -> ImportReport {
        let reference = try reference(at: try ledger.headRevision())
        let tables = try OpenTables(request.paths, progress: progress)
        let day = try tables.listDay(request.asOf, today: clock().dayInJapan)
        let covers = request.covers.isEmpty ? nil : try reference.municipalityCodes(request.covers)
        var report = ImportReport(isPreview: request.isPreview, listDay: day, isComplete: request.isComplete)
        let stated = try readOffices(tables, reference, into: &report, progress)
        try refuseBadRows(&report, request)

        let read = report
        func plan(_ connection: any Connection, at revision: Int64) throws -> OfficePlan {
            // An engine may run a transaction again: each run reports from the beginning.
            report = read
            progress(Progress(step: "台帳と比べています", done: 0, total: nil))
            let directory = try OfficeDirectory(connection, at: revision)
            let rows = numbered(stated, directory, into: &report)
            var planning = OfficePlanning(
                day: day, isComplete: request.isComplete, reference: reference, directory: directory)
            planning.run(rows, history: stated.history, covers: covers)
            report.describe(planning.plan, reference)
            return planning.plan
        }
        if request.isPreview {
            try ledger.read { connection in _ = try plan(connection, at: .max) }
            return report
        }
        let author = author(request, "import offices")
        report.number = try ledger.record(author, at: clock()) { recording in
            let plan = try plan(recording.connection, at: recording.revision)
            if plan.isEmpty { return nil }
            progress(Progress(step: "記録しています", done: 0, total: nil))
            try recording.supersede(plan.superseded)
            try recording.append(plan.entries)
            try recording.append(plan.services)
            try recording.append(plan.disagreements)
            if let list = plan.list { try recording.append(list) }
            try recording.append(report.batch(.offices), issues: report.recordedIssues)
            return recording.revision
        }
        author.trace?("committed")
        return report
    }

    /// What office lists say, in the order of office and service.
    private struct StatedOffices {
        var rows: [NumberedListing] = []
        /// Rows without an office number: the ledger may know it.
        var unnumbered: [OfficeListing] = []
        var history: [OfficeEntry] = []
    }

    /// Reads all rows of lists and of the product's own history of entries.
    private func readOffices(
        _ tables: OpenTables, _ reference: Reference, into report: inout ImportReport, _ progress: ProgressReceiver
    ) throws -> StatedOffices {
        var stated = StatedOffices()
        let names = OfficeFile.Names(reference)
        let collector = IssueCollector()
        for (index, opened) in tables.tables.enumerated() {
            progress(Progress(step: "読んでいます", done: index, total: tables.tables.count))
            do {
                if opened.table.format == .ownOfficeHistory {
                    let file = try OfficeHistoryFile(opened.table, file: index)
                    report.add(opened, try file.read(collector.sink) { stated.history.append($0) })
                    continue
                }
                let counts = try OfficeFile(opened.table, names: names, file: index).read(collector.sink) { listing in
                    if let office = listing.officeNumber {
                        stated.rows.append(NumberedListing(office: office, listing: listing))
                    } else {
                        stated.unnumbered.append(listing)
                    }
                }
                report.add(opened, counts)
            } catch let error as ReadingError {
                throw Failure(error, file: opened.name)
            }
        }
        collector.move(to: &report)
        report.remarks += tables.remarks
        guard !stated.rows.isEmpty || !stated.unnumbered.isEmpty || !stated.history.isEmpty || !report.aside.isEmpty
        else {
            throw Failure(
                .invalid, "\(tables.tables.map(\.name).joined(separator: "、")): 見出しはありますが、データの行がありません。",
                hint: "ファイルが途中で切れていないか確かめてください。")
        }
        stated.rows = NumberedListing.ordered(stated.rows)
        return stated
    }

    /// Gives numbers to rows without one by name and address, and keeps aside those that no office matches.
    private func numbered(
        _ stated: StatedOffices, _ directory: OfficeDirectory, into report: inout ImportReport
    ) -> [NumberedListing] {
        guard !stated.unnumbered.isEmpty else { return stated.rows }
        let matching = NameMatching(directory)
        var matched: [NumberedListing] = []
        var unmatched: [OfficeListing] = []
        for listing in stated.unnumbered {
            if let office = matching.office(of: listing) {
                matched.append(NumberedListing(office: office, listing: listing))
            } else {
                unmatched.append(listing)
            }
        }
        if !matched.isEmpty {
            report.remarks.append("事業所番号のない行のうち \(matched.count) 行は、名称と住所が台帳と一致したので、その番号で扱います。")
        }
        if !unmatched.isEmpty {
            report.remarks.append(
                "事業所番号がなく、台帳の名称・住所とも一致しない \(unmatched.count) 行は取り込みません。事業所番号を書き加えるか、番号のある一覧を先に取り込んでください。")
            report.keepAside(unmatched)
        }
        return matched.isEmpty ? stated.rows : NumberedListing.ordered(stated.rows + matched)
    }

    func author(_ request: ImportRequest, _ operation: String) -> Author {
        Author(actor: request.actor, operation: operation, reason: request.reason, trace: trace)
    }

    /// Rows that cannot be used stop the import unless the person said to keep them aside.
    func refuseBadRows(_ report: inout ImportReport, _ request: ImportRequest) throws {
        report.isRefused = !report.aside.isEmpty && !request.skipsBadRows
        guard report.isRefused, !request.isPreview else { return }
        let first = report.aside.prefix(5).map { row in
            "  \(report.files[row.file].name) \(row.reason)"
        }
        let rest = report.aside.count > 5 ? "\n  ほか \(report.aside.count - 5) 行" : ""
        throw Failure(
            .invalid,
            "使えない行が \(report.aside.count) 行あるため、取り込みませんでした。\n\(first.joined(separator: "\n"))\(rest)",
            hint: "ファイルを直すか、使えない行を控えに残して取り込むときは --skip-bad-rows を付けてください。")
    }
}

/// Collects what a reading has to say; a class because the sink's closures share it.
final class IssueCollector {
    private var issues: [RowIssue] = []
    private var aside: [AsideRow] = []

    var sink: RowSink {
        RowSink(issue: { self.issues.append($0) }, aside: { self.aside.append($0) })
    }

    func move(to report: inout ImportReport) {
        report.issues += issues
        report.aside += aside
        issues = []
        aside = []
    }
}
