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
        let day = try tables.listDay(request.asOf, today: clock().dayInJapan)
        let covers = request.covers.isEmpty ? nil : try reference.municipalityCodes(request.covers)
        var report = ImportReport(isPreview: request.isPreview, listDay: day, isComplete: request.isComplete)
        let rows = try readRegistrations(tables, request, reference, into: &report, progress)
        try refuseBadRows(&report, request)

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
            report.remarks += assumptions(of: file, opened, request, reference)
            do {
                let counts = try file.read(collector.sink) { rows.append(ListedStage($0, request)) }
                report.add(opened, counts)
            } catch let error as ReadingError {
                throw Failure(error, file: opened.name)
            }
        }
        collector.move(to: &report)
        report.remarks += tables.remarks
        guard !rows.isEmpty || !report.aside.isEmpty else {
            throw Failure(
                .invalid, "\(tables.tables.map(\.name).joined(separator: "、")): 見出しはありますが、データの行がありません。",
                hint: "ファイルが途中で切れていないか確かめてください。")
        }
        rows.sort { ($0.office, $0.line) < ($1.office, $1.line) }
        return withoutOverlaps(rows, into: &report)
    }

    /// What is taken for granted when the list itself does not say it.
    private func assumptions(
        of file: RegistrationFile, _ opened: OpenTable, _ request: ImportRequest, _ reference: Reference
    ) -> [String] {
        guard opened.table.format != .ownRegistrations else { return [] }
        var remarks: [String] = []
        if file.isGuessed {
            remarks.append(
                "\(opened.name): 列を見出しから推定しました。\(file.mapping.summary)\n    違うときは --map で指定してください(例: --map \(file.mapping.option))。"
            )
        }
        let used = Set(file.mapping.columns.values)
        let unused = (file.mapping.header?.texts ?? []).enumerated()
            .filter { !used.contains($0.offset) && !$0.element.isEmpty }.map(\.element)
        if !unused.isEmpty { remarks.append("\(opened.name): 使わない列は \(unused.joined(separator: "、")) です。") }
        if file.mapping.columns[.stage] == nil {
            let names: [Stage: String] = [.pledged: "誓約", .applied: "利用申請", .registered: "利用登録"]
            let name = names[request.stage] ?? request.stage.key
            remarks.append("\(opened.name): 段階の列がないので、すべて「\(name)」とします(--stage で変えられます)。")
        }
        if file.mapping.columns[.route] == nil {
            let route = reference.routes.first { $0.code == request.route }?.name ?? request.route
            remarks.append("\(opened.name): 経路の列がないので、すべて「\(route)」とします(--route で変えられます)。")
        }
        if file.mapping.columns[.from] == nil {
            remarks.append("\(opened.name): 開始日の列がないので、新しい登録は一覧の時点に始まったものとします。")
        }
        return remarks
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
        if plan.unknownOffices > 0, plan.list == nil, plan.newSpells > 0 {
            remarks.append(
                "どの市区町村についての一覧か分からないので、「報告あり」にはなりません。事業所の一覧の後にもう一度取り込むか、--covers で指定してください。")
        }
        if plan.outsideOffices > 0 {
            remarks.append(
                "一覧には、--covers で指定した市区町村の外にある事業所が \(plan.outsideOffices) あります。--covers の指定を確かめてください。")
        }
        if !plan.endedOffices.isEmpty {
            let names = plan.endedOffices.prefix(10).map(\.description).joined(separator: "、")
            let rest = plan.endedOffices.count > 10 ? " ほか \(plan.endedOffices.count - 10)" : ""
            remarks.append("一覧にないので利用を終わりにする事業所: \(names)\(rest)")
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
