import Adoption
import CSV
import Interchange
import Storage

extension ImportReport {
    mutating func add(_ opened: OpenTable, _ counts: RowCounts) {
        files.append(
            File(
                name: opened.name, digest: opened.digest, format: opened.table.format.label,
                encoding: opened.table.form.label, rows: counts.rows, aside: counts.aside))
    }

    /// Keeps rows that only the comparison with the ledger found unusable.
    mutating func keepAside(_ listings: [OfficeListing]) {
        for listing in listings {
            let issue = RowIssue(
                file: listing.file, line: listing.line, column: "事業所番号", found: "", expected: "10桁の事業所番号",
                code: .officeNumberRequired)
            let text = [listing.serviceCode, listing.name, listing.municipality.description, listing.address]
                .joined(separator: ",")
            aside.append(AsideRow(file: listing.file, line: listing.line, text: text, reason: issue))
            files[listing.file].aside += 1
        }
    }

    /// Says what an office plan changes, in the order in which a person asks.
    mutating func describe(_ plan: OfficePlan, _ reference: Reference) {
        changes = [
            ("新しい事業所", plan.newOffices),
            ("内容が変わった事業所", plan.changedOffices),
            ("うち市区町村が変わった事業所", plan.movedOffices),
            ("内容を訂正した事業所", plan.correctedOffices),
            ("始まったサービス", plan.openedServices),
            ("再開したサービス", plan.reopenedServices),
            ("内容が変わったサービス", plan.changedServices),
            ("終わったサービス", plan.closedServices),
            ("行どうしの食い違い", plan.disagreements.count),
            ("一覧の記録", plan.list == nil ? 0 : 1),
        ]
        if plan.missingServices > 0 {
            remarks.append(
                "この一覧にないサービスが台帳に \(plan.missingServices) 件あります。一覧が完全なら --complete を付けると、\(listDay?.description ?? "")より前に終わったものとします。"
            )
        }
        let closed = plan.closedByMunicipality.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        for (code, count) in closed.prefix(10) {
            let name = reference.area(code).map(reference.fullName) ?? code.description
            remarks.append("\(name): \(count) サービスを終わりにします。")
        }
        if closed.count > 10 {
            let rest = closed.dropFirst(10).reduce(0) { $0 + $1.value }
            remarks.append("ほか \(closed.count - 10) 市区町村: \(rest) サービスを終わりにします。")
        }
        describe(plan.disagreements, reference)
    }

    /// Names each disagreement: which value counts, and which was kept beside it.
    private mutating func describe(_ disagreements: [Disagreement], _ reference: Reference) {
        for disagreement in disagreements.prefix(20) {
            let what = ImportReport.name(disagreement.field)
            let kept = ImportReport.spoken(disagreement.kept, disagreement.field, reference)
            let other = ImportReport.spoken(disagreement.other, disagreement.field, reference)
            remarks.append("事業所 \(disagreement.office): \(what)が行によって違います。「\(kept)」で数え、「\(other)」を控えました。")
        }
        if disagreements.count > 20 { remarks.append("行どうしの食い違いは、ほかに \(disagreements.count - 20) 件あります。") }
    }

    private static func name(_ field: Disagreement.Field) -> String {
        switch field {
        case .municipality: "市区町村"
        case .service: "サービスの状態"
        case .closure: "終了日"
        case .corporation: "法人番号"
        }
    }

    private static func spoken(_ value: String, _ field: Disagreement.Field, _ reference: Reference) -> String {
        if value.isEmpty { return "なし" }
        guard field == .municipality else { return value }
        return MunicipalityCode(value).flatMap(reference.area).map(reference.fullName) ?? value
    }

    func batch(_ kind: ImportBatch.Kind) -> ImportBatch {
        ImportBatch(
            kind: kind,
            files: files.map { .init(name: $0.name, digest: $0.digest, encoding: $0.encoding, rows: $0.rows) },
            listDay: listDay, isComplete: isComplete, summary: changes.filter { $0.count > 0 })
    }

    /// The issues as they are kept, with the text of the rows that could not be used.
    var recordedIssues: [ImportIssue] {
        var kept: [String: String] = [:]
        for row in aside { kept["\(row.file):\(row.line)"] = row.text }
        var recorded = issues.map { issue in
            record(
                issue, keptRow: issue.severity == .error ? kept.removeValue(forKey: "\(issue.file):\(issue.line)") : nil
            )
        }
        // Rows that the comparison kept aside have no issue of their own yet.
        for row in aside where kept["\(row.file):\(row.line)"] != nil {
            recorded.append(record(row.reason, keptRow: row.text))
        }
        return recorded
    }

    private func record(_ issue: RowIssue, keptRow: String?) -> ImportIssue {
        ImportIssue(
            severity: "\(issue.severity)", code: issue.code.rawValue, file: files[issue.file].name, line: issue.line,
            column: issue.column, found: issue.found, expected: issue.expected, keptRow: keptRow)
    }
}
