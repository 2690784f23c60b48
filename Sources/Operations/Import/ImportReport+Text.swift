import Adoption
import CSV
import Dashboards
import Interchange
import Storage

/// Reports for people: what was read, what changes, what to look at.
extension ImportReport {
    /// How many examples of each kind of issue are printed; the rest is counted.
    private static let examples = 3

    package func text() -> String {
        var lines = [title]
        if let listDay { lines.append("  時点: \(listDay)\(isComplete ? "(完全な一覧)" : "")") }
        lines += fileLines
        lines += ["", isPreview ? "取り込むと変わること" : "変わったこと"]
        let changed = changes.filter { $0.count > 0 }
        if changed.isEmpty { lines.append(aside.isEmpty ? "  なし(台帳は既にこの内容です)" : "  なし(使える行がないか、台帳と同じです)") }
        let width = changed.map { DisplayWidth.of($0.label) }.max() ?? 0
        for change in changed {
            let space = String(repeating: " ", count: width - DisplayWidth.of(change.label) + 2)
            lines.append("  \(change.label)\(space)\(padLeft(grouped(change.count), to: 9))")
        }
        lines += issueLines
        if !remarks.isEmpty { lines += ["", "お知らせ"] + remarks.map { "  ・\($0)" } }
        lines += [""] + nextStep
        return lines.joined(separator: "\n") + "\n"
    }

    /// A line for each file; a whole delivery of the same kind is summed up.
    private var fileLines: [String] {
        var groups: [(key: String, files: [File])] = []
        for file in files {
            let key = "\(file.format)、\(file.encoding)"
            if groups.last?.key == key {
                groups[groups.count - 1].files.append(file)
            } else {
                groups.append((key, [file]))
            }
        }
        return groups.flatMap { key, files in
            let rows = files.reduce(0) { $0 + $1.rows }
            guard files.count > 3 else {
                return files.map { "  \(Files.lastComponent($0.name)): \(key)、\(grouped($0.rows))行" }
            }
            let (first, last) = (Files.lastComponent(files[0].name), Files.lastComponent(files[files.count - 1].name))
            return ["  \(first) から \(last) まで \(files.count) ファイル:", "    \(key)、合わせて\(grouped(rows))行"]
        }
    }

    private var title: String {
        if isPreview { return "取り込みの下見(まだ何も記録していません)" }
        if let number { return "取り込み \(number) を記録しました" }
        return "新しい内容がないので、何も記録しませんでした"
    }

    private var nextStep: [String] {
        if isPreview {
            if isRefused {
                return ["使えない行があるので、このままでは取り込みません。直すか、--skip-bad-rows を付けてください。"]
            }
            return changesNothing ? [] : ["この内容でよければ、--dry-run を外して実行してください。"]
        }
        guard let number else { return [] }
        var lines = ["取り消すには: fukyu import undo \(number)"]
        if !issues.isEmpty { lines.append("気づいたことをすべて見るには: fukyu import show \(number)") }
        return lines
    }

    private var issueLines: [String] {
        guard !issues.isEmpty || !aside.isEmpty else { return [] }
        var byCode: [RowIssue.Code: [RowIssue]] = [:]
        for issue in issues { byCode[issue.code, default: []].append(issue) }
        var lines = ["", "気づいたこと"]
        let ordered = byCode.sorted {
            ($1.key.severity, $1.value.count, $0.key.rawValue) < ($0.key.severity, $0.value.count, $1.key.rawValue)
        }
        for (code, found) in ordered {
            lines.append("  \(ImportReport.label(code.severity)) \(grouped(found.count))件  \(code.title)")
            // What needs no action is only counted.
            guard code.severity > .info else { continue }
            for issue in found.prefix(ImportReport.examples) {
                lines.append("      \(Files.lastComponent(files[issue.file].name)) \(issue)")
            }
            if found.count > ImportReport.examples {
                lines.append("      ほか \(grouped(found.count - ImportReport.examples)) 件")
            }
        }
        if !aside.isEmpty { lines.append("  使えない行 \(grouped(aside.count)) 行は、台帳に入りません。") }
        return lines
    }

    static func label(_ severity: RowIssue.Severity) -> String {
        switch severity {
        case .error: "誤り"
        case .warning: "確認"
        case .info: "参考"
        }
    }

    /// The imports of a ledger, the newest first.
    package static func listText(_ records: [ImportRecord]) -> String {
        guard !records.isEmpty else { return "まだ取り込みはありません。fukyu import offices で事業所の一覧を取り込んでください。\n" }
        var lines: [String] = []
        for record in records {
            let state = record.undoneBy.map { "  [取り消し済み(記録 \($0))]" } ?? ""
            let day = record.batch.listDay.map { "、\($0)時点" } ?? ""
            lines.append(
                "\(record.number)  \(record.recordedAt.inJapan)  \(kind(record.batch.kind))\(day)  \(record.actor)\(state)"
            )
            if !record.reason.isEmpty { lines.append("    理由: \(record.reason)") }
            let files = record.batch.files.map { Files.lastComponent($0.name) }
            let more = files.count > 3 ? " ほか\(files.count - 3)ファイル" : ""
            if record.batch.isComplete { lines.append("    完全な一覧として取り込み") }
            lines.append("    \(files.prefix(3).joined(separator: "、"))\(more)")
            let changes = record.batch.summary.map { "\($0.label) \(grouped($0.count))" }
            if !changes.isEmpty { lines.append("    " + changes.joined(separator: "、")) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func kind(_ kind: ImportBatch.Kind) -> String {
        switch kind {
        case .offices: "事業所"
        case .registrations: "利用登録"
        case .outreach: "普及の取組"
        case .exchanges: "連携の記録"
        case .partners: "相手の一覧"
        case .readiness: "介護ソフトと意向"
        }
    }
}

extension Workspace {
    package func importRecords() throws -> [ImportRecord] { try ledger.importRecords() }

    /// Every issue of an import as CSV.
    /// - Throws: `Failure.notFound` when there is no such import.
    package func importIssuesCSV(_ number: Int64) throws -> [UInt8] {
        guard try ledger.importRecords().contains(where: { $0.number == number }) else {
            throw Failure(.notFound, "取り込み \(number) はありません。", hint: "番号は fukyu import list で確かめられます。")
        }
        var bytes: [UInt8] = []
        var writer = try CSVWriter(.utf8) { bytes += $0 }
        try writer.row(["重さ", "内容", "ファイル", "行", "列", "値", "正しい値・読み替え", "コード", "使えなかった行"])
        for issue in try ledger.importIssues(of: number) {
            try writer.row([
                RowIssue.Severity(rawValue: issue.severity).map(ImportReport.label) ?? issue.severity,
                RowIssue.Code(rawValue: issue.code)?.title ?? "", issue.file, String(issue.line), issue.column,
                issue.found, issue.expected, issue.code, issue.keptRow ?? "",
            ])
        }
        _ = try writer.finish()
        return bytes
    }
}

/// 12345 → 12,345
func grouped(_ number: Int) -> String {
    var digits = Array(String(abs(number)))
    var place = digits.count - 3
    while place > 0 {
        digits.insert(",", at: place)
        place -= 3
    }
    return (number < 0 ? "-" : "") + String(digits)
}

func padLeft(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.utf8.count)) + text
}
