import Adoption
import CSV
import Interchange
import Storage

extension Workspace {
    /// Imports outreach activities and their attendance lists. A list of office numbers without an activity column
    /// belongs to `activity`. Works like `importOffices`.
    package func importOutreach(
        _ request: ImportRequest, activity: String?, progress: @escaping ProgressReceiver = { _ in }
    ) throws -> ImportReport {
        let reference = try reference(at: try ledger.headRevision())
        let tables = try OpenTables(request.paths, progress: progress)
        var report = ImportReport(isPreview: request.isPreview, listDay: nil, isComplete: false)
        let read = try readOutreach(tables, request, activity, reference, into: &report)
        try refuseBadRows(&report, request)

        let unplanned = report
        func plan(_ connection: any Connection, at revision: Int64) throws -> OutreachPlan {
            report = unplanned
            let plan = try OutreachPlan(
                read.activities, read.attendance, records: OutreachRecords(connection, at: revision))
            report.changes = [
                ("新しい取組", plan.newActivities), ("内容が変わった取組", plan.changedActivities),
                ("参加の記録", plan.attendance.count),
            ]
            return plan
        }
        if request.isPreview {
            try ledger.read { connection in _ = try plan(connection, at: .max) }
            return report
        }
        let author = author(request, "import outreach")
        report.number = try ledger.record(author, at: clock()) { recording in
            let plan = try plan(recording.connection, at: recording.revision)
            if plan.isEmpty { return nil }
            try recording.supersede(plan.superseded)
            try recording.append(plan.activities)
            try recording.append(plan.attendance)
            try recording.append(report.batch(.outreach), issues: report.recordedIssues)
            return recording.revision
        }
        author.trace?("committed")
        return report
    }

    private struct ReadOutreach {
        var activities: [OutreachActivity] = []
        var attendance: [OutreachAttendance] = []
    }

    private func readOutreach(
        _ tables: OpenTables, _ request: ImportRequest, _ activity: String?, _ reference: Reference,
        into report: inout ImportReport
    ) throws -> ReadOutreach {
        let areas = AreaNames(reference)
        let mapping = try request.mapping.map { try ColumnMapping(parsing: $0) }
        let collector = IssueCollector()
        var read = ReadOutreach()
        for (index, opened) in tables.tables.enumerated() {
            do {
                if opened.table.format == .ownOutreach {
                    let file = try OutreachFile(opened.table, areas: areas, file: index)
                    report.add(opened, try file.read(collector.sink) { found, _ in read.activities.append(found) })
                    continue
                }
                let file = try AttendanceFile(opened.table, mapping: mapping, file: index)
                guard file.namesActivities || activity != nil else {
                    throw Failure(
                        .invalid, "\(opened.name): どの取組の参加者か分かりません。", hint: "--activity で取組IDを指定してください。")
                }
                let counts = try file.read(collector.sink) { row in
                    let attendance = OutreachAttendance(
                        activity: row.activityID ?? activity ?? "", office: row.officeNumber)
                    read.attendance.append(attendance)
                }
                report.add(opened, counts)
            } catch let error as ReadingError {
                throw Failure(error, file: opened.name)
            }
        }
        collector.move(to: &report)
        guard !read.activities.isEmpty || !read.attendance.isEmpty || !report.aside.isEmpty else {
            throw Failure(
                .invalid, "\(tables.tables.map(\.name).joined(separator: "、")): 見出しはありますが、データの行がありません。",
                hint: "ファイルが途中で切れていないか確かめてください。")
        }
        return read
    }
}

/// What outreach files change in the ledger.
struct OutreachPlan {
    private(set) var activities: [OutreachActivity] = []
    private(set) var attendance: [OutreachAttendance] = []
    private(set) var superseded: [Int64] = []
    private(set) var newActivities = 0
    private(set) var changedActivities = 0

    var isEmpty: Bool { activities.isEmpty && attendance.isEmpty && superseded.isEmpty }

    /// - Throws: `Failure.invalid` when somebody attended an activity that nobody recorded, or one id means two things.
    init(_ stated: [OutreachActivity], _ attended: [OutreachAttendance], records: OutreachRecords) throws {
        let known = Dictionary(records.activities.map { ($0.fact.id, $0) }, uniquingKeysWith: { _, last in last })
        var named: [String: OutreachActivity] = [:]
        for activity in stated {
            if let before = named[activity.id] {
                guard before == activity else {
                    throw Failure(
                        .invalid, "取組ID「\(activity.id)」が、内容の異なる2つの行にあります。", hint: "取組IDは取組ごとに変えてください。")
                }
                continue
            }
            named[activity.id] = activity
            guard let recorded = known[activity.id] else {
                activities.append(activity)
                newActivities += 1
                continue
            }
            if recorded.fact == activity { continue }
            superseded.append(recorded.id)
            activities.append(activity)
            changedActivities += 1
        }
        var came = Set(records.attendance.map(\.fact))
        for attendance in attended {
            guard named[attendance.activity] != nil || known[attendance.activity] != nil else {
                throw Failure(
                    .invalid, "取組ID「\(attendance.activity)」の取組が登録されていません。",
                    hint: "先に(または一緒に)取組の一覧 outreach.csv を取り込んでください。")
            }
            if came.insert(attendance).inserted { self.attendance.append(attendance) }
        }
    }
}
