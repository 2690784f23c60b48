import Adoption
import CSV
import Interchange
import Storage

extension Workspace {
    /// Imports lists of registered offices: the product's own CSV, or any list through a mapping of its columns.
    /// Works like `importOffices`.
    package func importRegistrations(
        _ request: ImportRequest, progress: @escaping ProgressReceiver = { _ in }
    ) throws -> ImportReport {
        let reference = try reference(at: try ledger.headRevision())
        guard reference.routeIndex(code: request.route) != nil else {
            throw Failure(
                .invalid, "経路「\(request.route)」はありません。",
                hint: "使えるのは \(reference.routes.map(\.code).joined(separator: "、")) です。")
        }
        let tables = try OpenTables(request.paths, progress: progress)
        let day = try tables.listDay(request.asOf)
        let covers = request.covers.isEmpty ? nil : try reference.municipalityCodes(request.covers)
        var report = ImportReport(isPreview: request.isPreview, listDay: day, isComplete: request.isComplete)
        let rows = try readRegistrations(tables, request, reference, into: &report, progress)
        try refuseBadRows(report, request)

        let read = report
        func plan(_ connection: any Connection, at revision: Int64) throws -> RegistrationPlan {
            // An engine may run a transaction again: each run reports from the beginning.
            report = read
            progress(Progress(step: "台帳と比べています", done: 0, total: nil))
            var planning = RegistrationPlanning(
                day: day, isComplete: request.isComplete, reference: reference,
                places: try OfficePlaces(connection, at: revision),
                history: try StageHistory(connection, at: revision),
                lists: try RegistrationList.all(connection, at: revision))
            planning.run(rows, covers: covers)
            report.describe(planning.plan)
            return planning.plan
        }
        if request.isPreview {
            try ledger.read { connection in _ = try plan(connection, at: .max) }
            return report
        }
        let author = author(request, "import registrations")
        report.number = try ledger.record(author, at: clock()) { recording in
            let plan = try plan(recording.connection, at: recording.revision)
            if plan.isEmpty { return nil }
            progress(Progress(step: "記録しています", done: 0, total: nil))
            try recording.supersede(plan.superseded)
            try recording.append(plan.spells)
            if let list = plan.list { try recording.append(list) }
            try recording.append(report.batch(.registrations), issues: report.recordedIssues)
            return recording.revision
        }
        author.trace?("committed")
        return report
    }

    private func readRegistrations(
        _ tables: OpenTables, _ request: ImportRequest, _ reference: Reference, into report: inout ImportReport,
        _ progress: ProgressReceiver
    ) throws -> [ListedStage] {
        let mapping = try request.mapping.map { try ColumnMapping(parsing: $0) }
        let words = LadderWords(reference)
        let collector = IssueCollector()
        var rows: [ListedStage] = []
        for (index, opened) in tables.tables.enumerated() {
            progress(Progress(step: "読んでいます", done: index, total: tables.tables.count))
            let file = try RegistrationFile(opened.table, words: words, mapping: mapping, file: index)
            if file.isGuessed {
                report.remarks.append(
                    "\(opened.name): 列を見出しから推定しました。\(file.mapping.summary)\n  違うときは --map で指定してください(例: --map \(file.mapping.option))。"
                )
            }
            do {
                let counts = try file.read(collector.sink) { rows.append(ListedStage($0, request)) }
                report.add(opened, counts)
            } catch let error as ReadingError {
                throw Failure(error, file: opened.name)
            }
        }
        collector.move(to: &report)
        report.remarks += tables.repeated.map { "\($0) は同じ内容のファイルが既に指定されているので、読み飛ばしました。" }
        guard !rows.isEmpty || !report.aside.isEmpty else {
            throw Failure(
                .invalid, "\(tables.tables.map(\.name).joined(separator: "、")): 見出しはありますが、データの行がありません。",
                hint: "ファイルが途中で切れていないか確かめてください。")
        }
        rows.sort { ($0.office, $0.line) < ($1.office, $1.line) }
        return withoutOverlaps(rows, into: &report)
    }

    /// One office cannot be at one stage of one route twice at the same time: repeated rows are dropped, rows that
    /// contradict each other are kept aside.
    private func withoutOverlaps(_ rows: [ListedStage], into report: inout ImportReport) -> [ListedStage] {
        let overlaps = RegistrationPlanning.overlaps(in: rows)
        guard !overlaps.isEmpty else { return rows }
        var dropped: Set<ListedStage.Place> = []
        for (first, second) in overlaps {
            dropped.insert(second.place)
            let isRepeated = first.from == second.from && first.through == second.through
            let issue = RowIssue(
                file: second.file, line: second.line, column: "", found: second.office.description,
                expected: "\(first.line)行目と\(isRepeated ? "同じ" : "期間が重なる")行",
                code: isRepeated ? .repeatedRow : .spellsOverlap)
            report.issues.append(issue)
            guard !isRepeated else { continue }
            let days = [second.from, second.through].map { $0?.description ?? "" }.joined(separator: ",")
            let text = "\(second.office),\(second.route),\(second.stage.key),\(days)"
            report.aside.append(AsideRow(file: second.file, line: second.line, text: text, reason: issue))
        }
        return rows.filter { !dropped.contains($0.place) }
    }
}

extension ListedStage {
    struct Place: Hashable {
        var file: Int
        var line: Int
    }

    var place: Place { Place(file: file, line: line) }

    fileprivate init(_ listing: RegistrationListing, _ request: ImportRequest) {
        self.init(
            office: listing.officeNumber, route: listing.route ?? request.route,
            stage: listing.stage ?? request.stage, from: listing.fromDay, through: listing.toDay,
            endReason: listing.endReason, source: listing.source, evidence: listing.evidence, file: listing.file,
            line: listing.line)
    }
}

extension ImportReport {
    fileprivate mutating func describe(_ plan: RegistrationPlan) {
        changes = [
            ("新しい利用の期間", plan.newSpells),
            ("内容が変わった利用の期間", plan.changedSpells),
            ("終わった利用の期間", plan.endedSpells),
            ("一覧の記録", plan.list == nil ? 0 : 1),
        ]
        if plan.unknownOffices > 0 {
            remarks.append(
                "事業所の台帳にない番号が \(plan.unknownOffices) 行あります。記録には残しますが、分子にも分母にも数えません。")
        }
        if plan.outdatedRows > 0 {
            remarks.append("\(plan.outdatedRows) 行は、より新しい一覧が述べた期間についてのものなので、台帳を変えません。")
        }
        if plan.missingSpells > 0 {
            remarks.append(
                "この一覧にない利用が台帳に \(plan.missingSpells) 件あります。一覧が完全なら --complete を付けると、\(listDay?.description ?? "")より前に終わったものとします。"
            )
        }
    }
}
