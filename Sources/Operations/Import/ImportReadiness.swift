import Adoption
import CSV
import Interchange
import Storage

extension Workspace {
    /// Imports what is known of care software and intentions. Works like `importOffices`.
    package func importReadiness(
        _ request: ImportRequest, progress: @escaping ProgressReceiver = { _ in }
    ) throws -> ImportReport {
        let tables = try OpenTables(request.paths, progress: progress)
        var report = ImportReport(isPreview: request.isPreview, listDay: request.asOf, isComplete: false)
        let stated = try readReadiness(tables, request, into: &report)
        try refuseBadRows(&report, request)

        let unplanned = report
        func plan(_ connection: any Connection, at revision: Int64) throws -> ReadinessPlan {
            report = unplanned
            let plan = try ReadinessPlan(
                stated, records: ReadinessRecords(connection, at: revision),
                known: OfficePlaces(connection, at: revision))
            report.changes = [
                ("新しい記録", plan.statements.count - plan.changed), ("内容が変わった記録", plan.changed),
            ]
            if plan.unknownOffices > 0 {
                report.remarks.append("台帳にない事業所番号の行が \(plan.unknownOffices) 行あります。記録には残りますが、一覧には出ません。")
            }
            return plan
        }
        if request.isPreview {
            try ledger.read { connection in _ = try plan(connection, at: .max) }
            return report
        }
        let author = author(request, "import readiness")
        report.number = try ledger.record(author, at: clock()) { recording in
            let plan = try plan(recording.connection, at: recording.revision)
            if plan.statements.isEmpty { return nil }
            try recording.supersede(plan.superseded)
            try recording.append(plan.statements)
            try recording.append(report.batch(.readiness), issues: report.recordedIssues)
            return recording.revision
        }
        author.trace?("committed")
        return report
    }

    private func readReadiness(
        _ tables: OpenTables, _ request: ImportRequest, into report: inout ImportReport
    ) throws -> [ReadinessStatement] {
        let today = clock().dayInJapan
        if let day = request.asOf, day > today {
            throw Failure(.invalid, "確認日 \(day) は今日(\(today))より先です。", hint: "--as-of の日付を確かめてください。")
        }
        let collector = IssueCollector()
        var stated: [ReadinessStatement] = []
        for (index, opened) in tables.tables.enumerated() {
            do {
                let file = try ReadinessFile(opened.table, defaultDay: request.asOf, today: today, file: index)
                report.add(opened, try file.read(collector.sink) { statement, _ in stated.append(statement) })
            } catch let error as ReadingError {
                throw Failure(error, file: opened.name)
            }
        }
        collector.move(to: &report)
        guard !stated.isEmpty || !report.aside.isEmpty else {
            throw Failure(
                .invalid, "\(tables.tables.map(\.name).joined(separator: "、")): 見出しはありますが、データの行がありません。",
                hint: "ファイルが途中で切れていないか確かめてください。")
        }
        return stated
    }
}

/// What readiness files change in the ledger: a statement takes the place of an earlier one of the same office (or
/// product), day and source.
struct ReadinessPlan {
    private(set) var statements: [ReadinessStatement] = []
    private(set) var superseded: [Int64] = []
    private(set) var changed = 0
    /// Statements on offices that no list names.
    private(set) var unknownOffices = 0

    /// - Throws: `Failure.invalid` when two files say different things of one office, day and source.
    init(_ stated: [ReadinessStatement], records: ReadinessRecords, known: OfficePlaces) throws {
        let recorded = Dictionary(records.statements.map { ($0.fact.key, $0) }, uniquingKeysWith: { _, last in last })
        var taken: [ReadinessStatement.Key: ReadinessStatement] = [:]
        for statement in stated {
            let key = statement.key
            if let before = taken.updateValue(statement, forKey: key) {
                guard before == statement else {
                    let subject = statement.office.map { "事業所 \($0)" } ?? "介護ソフト「\(statement.software)」"
                    throw Failure(
                        .invalid, "\(subject)の \(statement.day) の記録が、内容の異なる2つのファイルにあります。",
                        hint: "正しい方だけを取り込むか、出典(source)を書き分けてください。")
                }
                continue
            }
            if let office = statement.office, known.municipality(of: office, on: statement.day) == nil {
                unknownOffices += 1
            }
            if let before = recorded[key] {
                if before.fact == statement { continue }
                superseded.append(before.id)
                changed += 1
            }
            statements.append(statement)
        }
    }
}
