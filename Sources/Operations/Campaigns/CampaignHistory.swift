import Adoption
import Analytics
import Storage

extension Workspace {
    /// Everything on record about one application, a line a fact, with the numbers that a correction needs.
    package func historyText(receipt: Int, of id: String, knownAt instant: Instant? = nil) throws -> String {
        let campaign = try campaign(id, knownAt: instant)
        guard let enrollment = campaign.book.enrollment(receipt) else {
            throw Failure(
                .notFound, "受付番号 \(receipt) はありません。", hint: "番号は fukyu campaign book \(id) で確かめられます。")
        }
        let application = enrollment.application
        let definition = (campaign.book.version(application.version) ?? campaign.newest).definition
        let frame = definition.frame(application.frame)
        var lines = [
            "受付番号 \(receipt)  \(application.receivedAt.inJapan) 受付(\(Workspace.channels[application.channel] ?? ""))",
            "枠: \(frame?.title ?? application.frame)  事業所: \(enrollment.offices.map(\.description).joined(separator: "、"))",
            try placeText(enrollment), "", "記録番号  記録した時刻         日付        内容",
        ]
        for step in enrollment.steps {
            let details = [
                try subjectText(step, frame), step.amount.map { "\(grouped($0))円" } ?? "",
                step.office?.description ?? "",
                step.until.map { "期限 \($0.minuteInJapan)" } ?? "", step.evidence,
                step.actor == CampaignBook.rules ? "(規則による)" : "担当 \(step.actor)",
            ].filter { !$0.isEmpty }.joined(separator: "、")
            let number = String(step.fact)
            lines.append(
                String(repeating: " ", count: max(0, 8 - number.count)) + number
                    + "  \(step.recordedAt.inJapan)  \(step.day)  \(Workspace.stepName(step.kind))  \(details)")
        }
        let checks = try checkLines(enrollment, of: campaign)
        if !checks.isEmpty { lines += ["", "職員の確認が要ること(確かめたら campaign record --step 確認 --subject で記録します)"] + checks }
        return lines.joined(separator: "\n")
    }

    /// The conditions that only staff can settle, each with the subject under which that is recorded.
    private func checkLines(_ enrollment: Enrollment, of campaign: Campaign) throws -> [String] {
        guard enrollment.isLiving else { return [] }
        let facts = try campaignFacts(state(), of: campaign.id)
        let verdicts = CampaignVerdicts(book: campaign.book, facts: facts, asOf: clock().dayInJapan)
        return try (verdicts[enrollment.receipt]?.conditions ?? []).filter { $0.state == .needsCheck }.map { item in
            "\(item.condition.title): \(try reasonText(item.reason))"
                + "  --subject \(item.reason.key.rawValue)/\(item.condition.id)"
        }
    }

    /// What a step is about, as it is known to staff: reasons as sentences, conditions by their titles, ids as the
    /// definition has them.
    private func subjectText(_ step: EnrollmentStep, _ frame: CampaignFrame?) throws -> String {
        switch step.kind {
        case .ineligible:
            if step.subject == CampaignBook.full { return "満員" }
            guard let key = CampaignReason.Key(rawValue: step.subject) else { return "" }
            let sentence = try reasonText(CampaignReason(key))
            return sentence.hasSuffix("。") ? String(sentence.dropLast()) : sentence
        case .failed: return frame?.conditions.first { $0.id == step.subject }?.title ?? step.subject
        case _ where step.subject == Enrollment.attendee: return "研修会の参加者"
        default: return step.subject
        }
    }

    /// Who to call about an application. For the staff alone.
    package func contactsText(of id: String) throws -> String {
        let campaign = try campaign(id)
        let contacts = try contacts(of: campaign)
        guard !contacts.isEmpty else { return "連絡先はありません(または、定めた日に消されています)。" }
        let until = campaign.newest.definition.deadlines.contactsUntil
        let lines = contacts.sorted { $0.key < $1.key }.map { receipt, contact in
            "受付番号 \(receipt)  \(contact.person)  \(contact.phone)  \(contact.mail)"
        }
        return (["職員用です。公開しないでください。\(until) に消えます。"] + lines).joined(separator: "\n")
    }

    private static let channels: [CampaignApplication.Channel: String] = [
        .web: "ウェブ", .staff: "職員が入力", .list: "以前の一覧から",
    ]

    static func stepName(_ kind: EnrollmentStep.Kind) -> String {
        kind.statedName ?? decisions[kind] ?? kind.rawValue
    }

    private static let decisions: [EnrollmentStep.Kind: String] = [
        .awaitingPartner: "相手の確認待ち", .partnerConfirmed: "相手が確認", .partnerExpired: "相手の確認なし(期限切れ)", .accepted: "枠に入る",
        .waitlisted: "空き待ち", .offered: "空きを案内", .offerDeclined: "案内を辞退", .offerExpired: "案内の期限切れ", .ineligible: "対象外",
        .withdrawn: "取下げ", .failed: "不達成",
    ]
}
