import Adoption
import Analytics
import Interchange
import Storage

/// Applications that were received before this product was in use: a form tool's export or the town's own list, in the
/// order of their receipt, with what was decided about each.
package struct ApplicationList {
    struct Entry {
        var line: Int
        var receivedAt: Instant
        var frame: String
        var office: OfficeNumber
        var partner: OfficeNumber?
        var outcome: EnrollmentStep.Kind
        var day: Day

        func isSame(as application: CampaignApplication) -> Bool {
            application.receivedAt == receivedAt && application.office == office && application.frame == frame
        }
    }

    private(set) var entries: [Entry] = []
    let file: String

    private static let columns: [NamedColumns.Column] = [
        ("received_at", ["受付時刻", "受付日時", "タイムスタンプ"]), ("frame", ["枠"]), ("office_number", ["事業所番号"]),
        ("partner_number", ["相手の事業所番号"]), ("outcome", ["結果"]), ("outcome_day", ["結果の日"]),
    ]

    private static let outcomes: [(name: String, kind: EnrollmentStep.Kind)] = [
        ("受付", .accepted), ("待ち", .waitlisted), ("対象外", .ineligible), ("取下げ", .withdrawn), ("不達成", .failed),
    ]

    /// - Throws: `Failure.invalid` with every mistake, by line and column.
    package init(path: String) throws {
        file = path
        var list = try NamedColumns(
            path: path, columns: ApplicationList.columns, needed: ["received_at", "frame", "office_number", "outcome"])
        for row in list.rows {
            let received = ApplicationList.instant(row["received_at"])
            if received == nil {
                list.report(row, "received_at", expected: "時刻(2026-05-10 09:00:12 など)が要ります。")
            }
            let office = OfficeNumber.read(row["office_number"])
            if office == nil { list.report(row, "office_number", expected: "事業所番号(10桁)が要ります。") }
            let partner = OfficeNumber.read(row["partner_number"])
            if partner == nil, !row["partner_number"].isEmpty {
                list.report(row, "partner_number", expected: "事業所番号(10桁)が要ります。")
            }
            let outcome = ApplicationList.outcomes.first {
                $0.name == row["outcome"] || $0.kind.rawValue == row["outcome"]
            }
            if outcome == nil {
                let names = ApplicationList.outcomes.map { "\($0.name)(\($0.kind.rawValue))" }.joined(separator: "、")
                list.report(row, "outcome", expected: "使えるのは \(names) です。")
            }
            let day = row["outcome_day"].isEmpty ? received?.dayInJapan : Day.read(row["outcome_day"])
            if day == nil, !row["outcome_day"].isEmpty {
                list.report(row, "outcome_day", expected: "日付(2026-05-10 など)が要ります。")
            }
            if let received, let office, let outcome, let day {
                entries.append(
                    Entry(
                        line: row.line, receivedAt: received, frame: row["frame"], office: office, partner: partner,
                        outcome: outcome.kind, day: day))
            }
        }
        try list.check()
    }

    /// `2026-05-10 09:00:12` on a wall in Japan, the seconds optional; also `2026/05/10 9:00`.
    private static func instant(_ text: String) -> Instant? {
        let parts = text.split(whereSeparator: { $0 == " " || $0 == "T" })
        guard parts.count == 2, let day = Day.read(String(parts[0])) else { return nil }
        var clock = parts[1].split(separator: ":").map { $0.count == 1 ? "0\($0)" : String($0) }
        if clock.count == 2 { clock.append("00") }
        guard clock.count == 3 else { return nil }
        return Instant("\(day)T\(clock.joined(separator: ":"))+09:00")
    }
}

extension Workspace {
    /// Records applications of a list, with the times and the decisions that it states. They get the next receipt
    /// numbers in the order of the list, which must be the order of time.
    /// - Throws: `Failure.invalid` with every row that cannot be taken.
    package func recordApplications(
        _ list: ApplicationList, of campaign: String, actor: String, reason: String
    ) throws -> Int {
        let author = Author(actor: actor, operation: "campaign list \(campaign)", reason: reason)
        // The closure may run again: the secrets must not change then.
        let tokens = list.entries.map { _ in CampaignSecrets.newToken() }
        return try atDesk(of: campaign, author) { desk in
            try desk.check(list)
            for (entry, token) in zip(list.entries, tokens) {
                let frame = desk.version.definition.frame(entry.frame)
                let receipt = desk.book.nextReceipt
                try desk.record(
                    CampaignApplication(
                        campaign: campaign, receipt: receipt, receivedAt: entry.receivedAt, frame: entry.frame,
                        office: entry.office, partner: entry.partner, version: desk.version.number, channel: .list,
                        declarations: [], contact: nil,
                        secrets: try CampaignSecrets(form: token).digests(
                            hasPartner: frame?.kind.needsPartner ?? false)))
                try desk.record(entry, receipt, actor: actor)
            }
            return list.entries.count
        }
    }
}

extension CampaignDesk {
    fileprivate func check(_ list: ApplicationList) throws {
        var problems: [String] = []
        var last = book.enrollments.last?.application.receivedAt
        for entry in list.entries {
            let place = "\(list.file) \(entry.line)行目"
            if let before = last, entry.receivedAt < before {
                problems.append("\(place): 受付時刻が、前の申込み(\(before.inJapan))より早くなっています。")
            }
            last = entry.receivedAt
            if book.enrollments.contains(where: { entry.isSame(as: $0.application) }) {
                problems.append("\(place): 同じ時刻の同じ申込みが、受付簿にもうあります。")
            }
            if entry.day < entry.receivedAt.dayInJapan {
                problems.append("\(place): 結果の日が、受付の日より前です。")
            }
            if entry.receivedAt > now || entry.day > now.dayInJapan {
                problems.append("\(place): まだ来ていない日時です。")
            }
            guard let frame = version.definition.frame(entry.frame) else {
                problems.append("\(place): 「\(entry.frame)」という枠はありません。")
                continue
            }
            if frame.kind.needsPartner, entry.partner == nil {
                problems.append("\(place): この枠には、相手の事業所番号が要ります。")
            }
        }
        guard problems.isEmpty else {
            throw Failure(.invalid, problems.joined(separator: "\n"), hint: "直してから、もう一度実行してください。何も記録していません。")
        }
    }

    /// The decisions that a list states: an application that ended had a place before.
    fileprivate mutating func record(_ entry: ApplicationList.Entry, _ receipt: Int, actor: String) throws {
        func decided(_ kind: EnrollmentStep.Kind, on day: Day) -> EnrollmentStep {
            var step = book.decision(
                kind, receipt, version, at: now, actor: actor, evidence: "一覧 \(entry.line)行目")
            step.day = day
            return step
        }
        let received = entry.receivedAt.dayInJapan
        if entry.partner != nil, entry.outcome != .ineligible {
            try record([decided(.partnerConfirmed, on: received)])
        }
        if entry.outcome == .withdrawn || entry.outcome == .failed {
            try record([decided(.accepted, on: received)])
        }
        try record([decided(entry.outcome, on: entry.day)])
    }
}
