import Adoption
import Analytics
import Catalog
import Dashboards

/// What the commands say about applications.
extension Workspace {
    /// Why a number may be mistyped; nil when the ledger knows the office.
    package func doubt(about number: OfficeNumber) throws -> String? {
        if try state().snapshot.index(of: number) != nil { return nil }
        return number.checkDigitMatches
            ? "事業所番号 \(number) は台帳にありません。" : "事業所番号 \(number) は、検査数字が合わず、台帳にもありません。"
    }

    /// Which of the offices that were just paid have by now been paid more than is due; nil when none.
    package func overpaidText(_ statements: [StepStatement], of id: String) throws -> String? {
        let receipts = Set(statements.filter { $0.kind == .paid }.map(\.receipt))
        guard !receipts.isEmpty else { return nil }
        let state = try state()
        let facts = try campaignFacts(state, of: id)
        let verdicts = CampaignVerdicts(book: try campaign(id).book, facts: facts, asOf: clock().dayInJapan)
        let over = verdicts.money().payments.filter { receipts.contains($0.receipt) && $0.paid > $0.due }
        if over.isEmpty { return nil }
        return over.map { payment in
            "注意: 受付番号 \(payment.receipt)(\(payment.office))には、決まった額 \(grouped(payment.due))円より多い "
                + "\(grouped(payment.paid))円の支払いが記録されています。"
        }.joined(separator: "\n") + "\n取り消すには、fukyu campaign history で記録の番号を確かめ、correct --remove を実行してください。"
    }

    /// 受付票: what staff read out or pass on to the applicant.
    package func receiptText(_ receipt: ApplicationReceipt) throws -> String {
        let application = receipt.enrollment.application
        let campaign = try campaign(application.campaign)
        var lines = [
            receipt.isRepeated ? "この申込みは、すでに受け付けています。" : Workspace.greeting(receipt.enrollment.place),
            "受付番号: \(application.receipt)", "受付時刻: \(application.receivedAt.inJapan)",
            try placeText(receipt.enrollment),
        ]
        for finding in receipt.eligibility?.refusals ?? [] {
            lines.append("対象外の理由: \(try reasonText(finding.reason))")
        }
        for finding in receipt.eligibility?.openChecks ?? [] {
            lines.append("確認が必要: \(try reasonText(finding.reason)) (\(finding.reason.key.rawValue))")
        }
        let address = campaign.newest.definition.texts.address ?? ""
        lines.append("状況のページ: \(address)/campaigns/\(application.campaign)/status/\(receipt.secrets.status)")
        if case .awaitingPartner = receipt.enrollment.place {
            lines.append("相手の事業所に伝える確認コード: \(receipt.secrets.partner)")
            lines.append("確認のページ: \(address)/campaigns/\(application.campaign)/partner/\(receipt.secrets.partner)")
        }
        return lines.joined(separator: "\n")
    }

    private static func greeting(_ place: Enrollment.Place) -> String {
        switch place {
        case .out: "受付番号を付けましたが、対象になりませんでした。"
        case .waiting: "受け付けました。枠は埋まっているので、空きを待ちます。"
        default: "受け付けました。"
        }
    }

    /// What an ending brought about: where the enrollment stands, and who was offered or given its place.
    package func endingText(_ enrollment: Enrollment) throws -> String {
        let ending = enrollment.steps.last?.fact ?? 0
        let book = try campaign(enrollment.application.campaign).book
        let next = book.enrollments.filter { other in
            other.receipt != enrollment.receipt && (other.steps.last?.fact ?? 0) > ending
        }
        return try ([enrollment] + next).map(placeText).joined(separator: "\n")
    }

    /// Where an enrollment stands, in a sentence.
    package func placeText(_ enrollment: Enrollment) throws -> String {
        let receipt = enrollment.receipt
        let campaign = try campaign(enrollment.application.campaign)
        switch enrollment.place {
        case .received: return "受付番号 \(receipt): 受け付けました。"
        case .held: return "受付番号 \(receipt): 枠に入りました。"
        case .awaitingPartner(let until):
            return "受付番号 \(receipt): 相手の事業所の確認を待っています(\(until.minuteInJapan) まで)。まだ枠は取っていません。"
        case .waiting:
            let queue = campaign.book.waiting(for: enrollment.application.frame)
            let place = queue.firstIndex { $0.receipt == receipt }.map { $0 + 1 }
            return "受付番号 \(receipt): 空きを待っています" + (place.map { "(\($0)番目)。" } ?? "。")
        case .offered(let until):
            return "受付番号 \(receipt): 空きが出ました。\(until.minuteInJapan) までに返事がないと、次の申込みに移ります。"
        case .out(let kind): return "受付番号 \(receipt): \(Workspace.endings[kind] ?? kind.rawValue)"
        }
    }

    private static let endings: [EnrollmentStep.Kind: String] = [
        .partnerExpired: "相手の事業所の確認が期限までになかったので、終わりました。", .offerDeclined: "空きの案内を辞退しました。",
        .offerExpired: "空きの案内に期限までに返事がなかったので、終わりました。", .ineligible: "対象になりませんでした。",
        .withdrawn: "取り下げました。", .failed: "条件を満たせなくなり、終わりました。",
    ]

    /// A reason as a sentence of the project's texts.
    func reasonText(_ reason: CampaignReason) throws -> String {
        let file = "Dashboards/text/ja.yaml"
        let words = try Wording(language: .japanese, yaml: Files.readText("\(project.path)/\(file)"), file: file)
        return words.sentence(reason)
    }

    /// All campaigns, one a line.
    package func campaignList() throws -> String {
        let campaigns = try state().campaigns
        if campaigns.isEmpty {
            return "登録したキャンペーンはありません。\nひな形を作るには fukyu campaign new ID を実行してください。"
        }
        return campaigns.map { campaign in
            let now = clock()
            let version = campaign.book.version(at: now) ?? campaign.newest
            let definition = version.definition
            let taken = campaign.book.occupancy.total
            return """
                \(campaign.id)  \(definition.title)(第\(version.number)版)
                  募集 \(definition.opens.minuteInJapan) から \(definition.lastMinute.minuteInJapan)  \
                申込み \(campaign.book.enrollments.count)件、枠 \(taken)\(definition.places.map { "/\($0)" } ?? "")
                """
        }.joined(separator: "\n")
    }
}

extension AdvanceReport {
    /// What was recorded, one a line.
    package var text: String {
        if isEmpty { return "今、記録することはありません。" }
        let words: [EnrollmentStep.Kind: String] = [
            .partnerExpired: "相手の確認の期限が過ぎました", .offerExpired: "空きの案内の期限が過ぎました", .offered: "空きを案内します",
            .accepted: "枠に入りました",
        ]
        let steps = steps.map { step in
            let until = step.kind == .offered ? step.until.map { "(返事の期限 \($0.minuteInJapan))" } ?? "" : ""
            return "\(step.campaign) 受付番号 \(step.receipt): \(words[step.kind] ?? step.kind.rawValue)\(until)"
        }
        let contacts = deletedContacts.map { "\($0.campaign): 連絡先 \($0.count) 件を、定めた日に従って消しました" }
        return (steps + contacts).joined(separator: "\n")
    }
}

extension Workspace {
    /// The verdicts that changed, one a line, with the old and the new reason.
    package func verdictChangesText(_ request: CampaignDocumentRequest, since earlier: Instant) throws -> String {
        let changes = try verdictChanges(request, since: earlier)
        if changes.isEmpty { return "\(earlier.minuteInJapan) に分かっていた内容と比べて、変わった判定はありません。" }
        return try changes.map { change in
            let before = try change.before.map { "\(Workspace.states[$0.state] ?? "")(\(try reasonText($0.reason)))" }
            let after = try change.after.map { "\(Workspace.states[$0.state] ?? "")(\(try reasonText($0.reason)))" }
            let title = change.after?.condition.title ?? change.before?.condition.title ?? change.condition
            return "受付番号 \(change.receipt)「\(title)」: \(before ?? "判定なし") → \(after ?? "判定なし")"
        }.joined(separator: "\n")
    }

    /// As the pages say it.
    private static let states: [ConditionVerdict.State: String] = [
        .met: "満たした", .open: "まだ", .needsCheck: "要確認", .failed: "満たさず",
    ]
}
