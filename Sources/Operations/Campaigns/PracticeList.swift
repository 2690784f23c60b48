import Adoption

/// 聞き取り票: how an office does its tasks, one task a line.
package struct PracticeList {
    package private(set) var practices: [WorkPractice] = []

    private static let columns: [NamedColumns.Column] = [
        ("task", ["業務"]), ("roles", ["担当", "担当者"]), ("by_day", ["期日", "何日まで"]), ("minutes", ["分", "時間(分/月)"]),
        ("remark", ["備考", "コメント"]),
    ]

    /// - Throws: `Failure.invalid` with every mistake, by line and column.
    package init(
        path: String, campaign: String, receipt: Int, office: OfficeNumber, phase: WorkPractice.Phase, day: Day
    ) throws {
        var list = try NamedColumns(path: path, columns: PracticeList.columns, needed: ["task", "roles"])
        for row in list.rows {
            let task = WorkPractice.Task(stated: row["task"])
            if task == nil { list.report(row, "task", expected: "使えるのは \(WorkPractice.Task.statedNames) です。") }
            var roles: [WorkPractice.Role] = []
            for name in row["roles"].split(whereSeparator: { "、,・/ ".contains($0) }) {
                guard let role = WorkPractice.Role(stated: String(name)) else {
                    list.report(row, "roles", expected: "使えるのは \(WorkPractice.Role.statedNames) です。")
                    continue
                }
                if !roles.contains(role) { roles.append(role) }
            }
            let byDay = number(row, "by_day", 1...31, "1から31の日", &list)
            let minutes = number(row, "minutes", 0...44_640, "1か月の分数(44640まで)", &list)
            if let task {
                practices.append(
                    WorkPractice(
                        campaign: campaign, receipt: receipt, office: office, phase: phase, day: day, task: task,
                        roles: roles, byDay: byDay, minutes: minutes, remark: row["remark"]))
            }
        }
        if let twice = Dictionary(grouping: practices, by: \.task).first(where: { $0.value.count > 1 })?.key {
            throw Failure(.invalid, "業務「\(twice.statedName)」の行が2つあります。", hint: "1つの業務は1行にまとめてください。")
        }
        try list.check()
    }

    private func number(
        _ row: NamedColumns.Row, _ column: String, _ range: ClosedRange<Int>, _ what: String, _ list: inout NamedColumns
    ) -> Int? {
        if row[column].isEmpty { return nil }
        guard let number = Int(row[column]), range.contains(number) else {
            list.report(row, column, expected: "\(what)が要ります。")
            return nil
        }
        return number
    }
}

extension WorkPractice.Task {
    /// The words of the national survey (令和5年度).
    private static let names: [WorkPractice.Task: String] = [
        .printing: "印刷", .sorting: "振り分け", .sending: "送付", .planSharing: "計画書の共有", .scheduleSharing: "予定の共有",
        .resultEntry: "実績の入力", .planChecking: "計画書の確認", .planCopying: "計画書の転記", .scheduleCopying: "予定の転記",
        .resultMaking: "実績の作成", .filing: "保管",
    ]

    package var statedName: String { WorkPractice.Task.names[self] ?? rawValue }

    package static var statedNames: String { allCases.map(\.statedName).joined(separator: "、") }

    package init?(stated text: String) {
        guard let task = WorkPractice.Task.allCases.first(where: { $0.statedName == text || $0.rawValue == text })
        else {
            return nil
        }
        self = task
    }
}

extension WorkPractice.Role {
    private static let names: [WorkPractice.Role: String] = [
        .careManager: "担当ケアマネ", .careWorker: "介護職員", .manager: "管理者", .clerk: "事務職員", .none: "なし",
    ]

    package var statedName: String { WorkPractice.Role.names[self] ?? rawValue }

    package static var statedNames: String { allCases.map(\.statedName).joined(separator: "、") }

    package init?(stated text: String) {
        guard let role = WorkPractice.Role.allCases.first(where: { $0.statedName == text || $0.rawValue == text })
        else {
            return nil
        }
        self = role
    }
}
