import Adoption
import CSV
import Dashboards
import Interchange
import Storage

extension ImportReport {
    /// The sources, and every name that is none of the standard.
    mutating func describe(_ reading: ExchangeReading) {
        files = reading.sources.map {
            File(name: $0.name, digest: $0.digest, format: $0.format, encoding: $0.encoding, rows: $0.names, aside: 0)
        }
        issues = reading.unknown.map { $0.issue(found: $0.text) }
        let kept = reading.unknown.count
        if reading.counts.unknown > kept {
            remarks.append("標準でない名前は、はじめの \(grouped(kept)) 件だけを行番号つきで示します。")
        }
    }

    /// What was read, and what of it is new.
    mutating func describe(_ summary: ExchangeSummary, new: Int, strangers: Int, _ kinds: ExchangeKinds) {
        let counts = summary.counts
        changes = [("新しい連携の記録", new)]
        let standard = counts.names - counts.other - counts.unknown
        let byKind = zip(kinds.all, counts.kinds).filter { $0.1 > 0 }.map { "\($0.0.prefix) \(grouped($0.1))" }
        remarks.append(
            "ファイル名 \(grouped(counts.names)) 件を読みました: 標準の名前 \(grouped(standard))、添付(画像・PDF) "
                + "\(grouped(counts.other))、標準でない名前 \(grouped(counts.unknown))。")
        remarks.append("種別ごと: " + byKind.joined(separator: "、") + "。")
        if let first = summary.first, let last = summary.last { remarks.append("期間: \(first) から \(last) まで。") }
        remarks.append(
            "そろった送信 \(grouped(summary.complete)) 回、一部のファイルだけの送信 \(grouped(summary.incomplete)) 回"
                + "(一部だけの送信は標準の連携に数えません)。")
        let known = standard - summary.repeated - new
        remarks.append("重複: 一覧の中 \(grouped(summary.repeated)) 件、既に台帳にある \(grouped(known)) 件。")
        if summary.deletions > 0 { remarks.append("取り消しのファイル \(grouped(summary.deletions)) 件。") }
        if strangers > 0 {
            remarks.append("台帳にない事業所番号 \(grouped(strangers)) 件(出てくる \(grouped(summary.offices)) 件のうち)。")
        }
        if counts.headings > 0 { remarks.append("見出しなど、名前のない行 \(grouped(counts.headings)) 行は読み飛ばしました。") }
        remarks.append("ファイルの中身は開いていません。フォルダーの名前と、標準でない名前は記録しません。")
    }
}

extension ExchangeReading {
    /// The issues as they are kept: a name that could be a person's is left out, its line stays.
    var recordedIssues: [ImportIssue] {
        unknown.map { unknown in
            let issue = unknown.issue(found: unknown.unknown.isHarmless ? unknown.text : "")
            return ImportIssue(
                severity: "\(issue.severity)", code: issue.code.rawValue, file: sources[unknown.source].name,
                line: issue.line, column: issue.column, found: issue.found, expected: issue.expected, keptRow: nil)
        }
    }
}

extension ExchangeReading.Unknown {
    /// The name for a message: control characters as `?`, at most 80 characters.
    var text: String {
        let text = LineBlocks.text(unknown.name) ?? "(文字として読めない名前)"
        let shown = text.unicodeScalars.prefix(80).map { $0.value < 0x20 || $0.value == 0x7F ? "?" : $0 }
        return String(String.UnicodeScalarView(shown)) + (text.unicodeScalars.count > 80 ? "…" : "")
    }

    func issue(found: String) -> RowIssue {
        RowIssue(
            file: source, line: line, column: "", found: found, expected: unknown.verdict.expectation,
            code: .exchangeNameUnknown)
    }
}

extension ExchangeFileName.Verdict {
    /// What is not as the standard has it.
    var expectation: String {
        switch self {
        case .record, .other: ""
        case .notAName: "種別_年月_送信元_サービス_送信先_サービス_日時.CSV"
        case .kindUnknown: "標準の種別(UPPLAN、UPJSK など)"
        case .monthInvalid: "対象年月 YYYYMM"
        case .officeInvalid: "10桁の事業所番号"
        case .serviceInvalid: "2〜3文字のサービス種類コード"
        case .timeInvalid: "実在する日時 YYYYMMDDHHMMSS"
        }
    }
}
