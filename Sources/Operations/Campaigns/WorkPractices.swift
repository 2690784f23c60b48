import Adoption
import Analytics
import Storage

extension Workspace {
    /// Records a hearing or a confirmation: how the tasks are done, task by task. What was recorded before for the same
    /// office, phase and task is replaced. The step (hearing or confirmed) is recorded with it.
    package func recordPractices(
        _ practices: [WorkPractice], evidence: String, of campaign: String, actor: String, reason: String
    ) throws {
        guard let first = practices.first else { throw Failure(.invalid, "聞き取りの内容がありません。") }
        let author = Author(actor: actor, operation: "campaign practices \(campaign)", reason: reason)
        try atDesk(of: campaign, author) { desk in
            let known = try desk.enrollment(first.receipt)
            guard known.isLiving else {
                throw Failure(.conflict, "受付番号 \(first.receipt) の申込みは終わっています。")
            }
            for practice in practices {
                guard practice.receipt == first.receipt, practice.campaign == campaign else {
                    throw Failure(.invalid, "一度に記録できるのは、ひとつの受付番号の聞き取りです。")
                }
                guard known.offices.contains(practice.office) else {
                    throw Failure(.invalid, "事業所 \(practice.office) は、この申込みの事業所ではありません。")
                }
            }
            let recording = desk.recording
            let before = try CampaignRecords(recording.connection, at: recording.revision, campaign: campaign)
            let replaced = before.practices.filter { old in
                practices.contains { new in
                    old.fact.receipt == new.receipt && old.fact.office == new.office && old.fact.phase == new.phase
                        && old.fact.task == new.task
                }
            }
            try recording.supersede(replaced.map(\.id))
            try recording.append(practices)
            let kind: EnrollmentStep.Kind = first.phase == .before ? .hearing : .confirmed
            if !known.steps.contains(where: { $0.kind == kind && $0.day == first.day && $0.office == first.office }) {
                try desk.record([
                    EnrollmentStep(
                        campaign: campaign, receipt: first.receipt, kind: kind, day: first.day,
                        version: desk.version.number, office: first.office, evidence: evidence, actor: actor)
                ])
            }
        }
    }

    /// Records what an office agreed to have published, or that it took its consent back: the page goes with the next
    /// edition.
    package func recordCaseStudy(_ study: CaseStudy, actor: String, reason: String) throws {
        let author = Author(actor: actor, operation: "campaign case \(study.campaign)", reason: reason)
        try atDesk(of: study.campaign, author) { desk in
            guard try desk.enrollment(study.receipt).offices.contains(study.office) else {
                throw Failure(.invalid, "事業所 \(study.office) は、この申込みの事業所ではありません。")
            }
            if let day = study.consentDay, day > desk.now.dayInJapan {
                throw Failure(.invalid, "同意の日 \(day) はまだ来ていません。", hint: "同意を得た日を指定してください。")
            }
            if study.consentDay != nil, study.title.isEmpty || study.shownName.isEmpty {
                throw Failure(.invalid, "公開する事例には、題名と、事業所の名前の示し方が要ります。")
            }
            let recording = desk.recording
            let before = try CampaignRecords(recording.connection, at: recording.revision, campaign: study.campaign)
            let replaced = before.studies.filter { $0.fact.receipt == study.receipt && $0.fact.office == study.office }
            try recording.supersede(replaced.map(\.id))
            try recording.append(study)
        }
    }
}
