import Adoption
import Analytics

/// 活用事例: how an office's work changed, task by task, under the name and in the words that it agreed to. Exists only
/// while its consent stands; nothing else of the application is on it.
package struct CaseStudyPage: Sendable {
    package var setting: PageSetting
    package var definition: CampaignDefinition
    package var version: Int
    /// Of one receipt: two where both offices of a pair agreed.
    package var cases: [CaseReport]

    package init(setting: PageSetting, definition: CampaignDefinition, version: Int, cases: [CaseReport]) {
        self.setting = setting
        self.definition = definition
        self.version = version
        self.cases = cases
    }

    private var words: Wording { setting.words }
    private var format: Format { setting.format }

    /// Nil without a case: there is no page then.
    package func page() -> Page? {
        guard let first = cases.first else { return nil }
        let path = PagePath.caseStudy(definition.id, receipt: first.study.receipt)
        return Page(
            kind: .caseStudy, path: path, language: words.language, title: first.study.title,
            kick: format.line([definition.organiser, definition.title, words("campaign.case_study")]),
            headline: first.study.title, lead: [Line(lead)],
            context: context, breadcrumb: setting.campaignCrumbs(definition) + [Crumb(first.study.title, path)],
            numbers: cases.count == 1 ? numbers(first) : [], blocks: blocks,
            notes: [Line(words("campaign.case_note"))])
    }

    private var lead: String {
        words("campaign.case_by", ["names": format.list(cases.map(\.study.shownName))])
    }

    private var context: Context {
        var context = setting.campaignContext(definition, version: version)
        let spans = cases.map { item in
            format.list(
                WorkPractice.Phase.allCases.compactMap { phase in
                    item.practices.filter { $0.phase == phase }.map(\.day).max().map { day in
                        switch phase {
                        case .before: words("campaign.case_heard", ["day": format.day(day)])
                        case .after: words("campaign.case_confirmed", ["day": format.day(day)])
                        }
                    }
                })
        }.filter { !$0.isEmpty }
        context.lines.removeAll { $0.key == "recruitment" || $0.key == "period" }
        if !spans.isEmpty {
            context.lines.insert(
                ContextLine("heard", words("campaign.context_heard"), format.line(spans)),
                at: min(2, context.lines.count))
        }
        return context
    }

    private var blocks: [Block] {
        var blocks: [Block] = []
        for (index, item) in cases.enumerated() {
            let suffix = index == 0 ? "" : "_partner"
            let text = item.study.text.split(separator: "\n").map { Line(String($0)) }
            if !text.isEmpty {
                blocks.append(
                    Block("words" + suffix, .prose(Prose(title: item.study.shownName, text: text))))
            }
            let changes = CaseChanges(item.practices)
            if !changes.rows.isEmpty { blocks.append(block(changes, item, id: "practice" + suffix)) }
        }
        return blocks
    }

    private func block(_ changes: CaseChanges, _ item: CaseReport, id: String) -> Block {
        let minutes = words("campaign.unit_minutes")
        let table = Table(
            id, caption: words("campaign.case_table"),
            columns: [
                Column("task", words("campaign.column_task"), .prose),
                Column("who_before", words("campaign.column_who_before"), .prose),
                Column("who_after", words("campaign.column_who_after"), .prose),
                Column("by_before", words("campaign.column_by_before")),
                Column("by_after", words("campaign.column_by_after")),
                Column("minutes_before", words("campaign.column_minutes_before"), unit: minutes, .number),
                Column("minutes_after", words("campaign.column_minutes_after"), unit: minutes, .strongNumber),
            ], rows: changes.rows.map(row), total: total(changes))
        return Block(
            id,
            .figure(
                Figure(
                    title: title(changes), meta: item.study.shownName, caption: words("campaign.case_caption"),
                    tables: [table], isLong: true, explanation: setting.explanation(.practice))))
    }

    private func row(_ change: CaseChanges.Row) -> Table.Row {
        Table.Row(
            change.task.rawValue,
            [
                .text(setting.name(change.task)), roles(change.before), roles(change.after), byDay(change.before),
                byDay(change.after), minutes(change.before), minutes(change.after),
            ])
    }

    private func roles(_ practice: WorkPractice?) -> Cell {
        guard let practice else { return .missing(words("campaign.case_not_asked")) }
        let roles = WorkPractice.Role.allCases.filter(practice.roles.contains)
        return roles.isEmpty
            ? .missing(words("campaign.case_not_asked")) : .text(format.list(roles.map(setting.name)))
    }

    private func byDay(_ practice: WorkPractice?) -> Cell {
        guard let practice, practice.roles != [.none] else { return .missing(words("campaign.case_gone")) }
        return practice.byDay.map { .text(words("campaign.by_day", ["day": format.integer($0)])) }
            ?? .missing(words("campaign.case_no_day"))
    }

    private func minutes(_ practice: WorkPractice?) -> Cell {
        practice?.minutes.map { .integer($0) } ?? .missing(words("campaign.case_not_asked"))
    }

    private func total(_ changes: CaseChanges) -> Table.Row? {
        guard let sum = changes.minutes else { return nil }
        let none = Cell.text("")
        return Table.Row(
            "total",
            [
                .text(words("campaign.case_total", ["count": format.integer(sum.tasks)])), none, none, none, none,
                .integer(sum.before), .integer(sum.after),
            ])
    }

    private func title(_ changes: CaseChanges) -> String {
        guard let sum = changes.minutes else { return words("campaign.case_title") }
        let values: KeyValuePairs = ["before": format.integer(sum.before), "after": format.integer(sum.after)]
        if sum.after < sum.before { return words("campaign.case_title_less", values) }
        return sum.after > sum.before
            ? words("campaign.case_title_more", values) : words("campaign.case_title_same", values)
    }

    private func numbers(_ item: CaseReport) -> [KeyNumber] {
        guard let sum = CaseChanges(item.practices).minutes else { return [] }
        return [
            KeyNumber(
                "before", label: words("campaign.number_before"), value: .integer(sum.before),
                after: words("campaign.unit_minutes_month"),
                note: words("campaign.number_tasks", ["count": format.integer(sum.tasks)])),
            KeyNumber(
                "after", label: words("campaign.number_after"), value: .integer(sum.after),
                after: words("campaign.unit_minutes_month")),
            KeyNumber(
                "change", label: words("campaign.number_change"), value: .signed(sum.after - sum.before),
                after: words("campaign.unit_minutes_month")),
        ]
    }
}

/// The tasks of one office before and after, in the order of the national survey.
struct CaseChanges {
    struct Row {
        var task: WorkPractice.Task
        var before: WorkPractice?
        var after: WorkPractice?
    }

    /// Tasks that were heard or confirmed.
    let rows: [Row]

    init(_ practices: [WorkPractice]) {
        rows = WorkPractice.Task.allCases.compactMap { task in
            let of = { (phase: WorkPractice.Phase) in
                practices.last { $0.task == task && $0.phase == phase }
            }
            let row = Row(task: task, before: of(.before), after: of(.after))
            return row.before == nil && row.after == nil ? nil : row
        }
    }

    /// Minutes a month, of the tasks for which both were told: others would make the sums incomparable. Nil when
    /// there is none.
    var minutes: (before: Int, after: Int, tasks: Int)? {
        let pairs = rows.compactMap { row -> (Int, Int)? in
            guard let before = row.before?.minutes, let after = row.after?.minutes else { return nil }
            return (before, after)
        }
        guard !pairs.isEmpty else { return nil }
        return (pairs.reduce(0) { $0 + $1.0 }, pairs.reduce(0) { $0 + $1.1 }, pairs.count)
    }
}

extension PageSetting {
    func name(_ task: WorkPractice.Task) -> String {
        switch task {
        case .printing: words("campaign.task_printing")
        case .sorting: words("campaign.task_sorting")
        case .sending: words("campaign.task_sending")
        case .planSharing: words("campaign.task_plan_sharing")
        case .scheduleSharing: words("campaign.task_schedule_sharing")
        case .resultEntry: words("campaign.task_result_entry")
        case .planChecking: words("campaign.task_plan_checking")
        case .planCopying: words("campaign.task_plan_copying")
        case .scheduleCopying: words("campaign.task_schedule_copying")
        case .resultMaking: words("campaign.task_result_making")
        case .filing: words("campaign.task_filing")
        }
    }

    func name(_ role: WorkPractice.Role) -> String {
        switch role {
        case .careManager: words("campaign.role_care_manager")
        case .careWorker: words("campaign.role_care_worker")
        case .manager: words("campaign.role_manager")
        case .clerk: words("campaign.role_clerk")
        case .none: words("campaign.role_none")
        }
    }
}
