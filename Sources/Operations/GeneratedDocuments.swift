import Adoption
import Analytics
import Interchange

/// docs/kpis.md: every indicator and every rule, from the code and the reference.
enum KPIDocument {
    static func markdown(_ reference: Reference) -> String {
        var text = """
            # 指標と規則 / Indicators and rules

            この文書は `make docs` が作ります。指標は `Sources/Analytics/Indicator.swift`、規則は `Data/reference/kpi_rules.yaml` を直してください。

            ## 規則 / Rules

            | ID | 名前 | Name | 目標 | 対象サービス | 段階 | 期間 |
            |---|---|---|---|---|---|---|

            """
        for rule in reference.rules {
            let services = reference.services.enumerated().filter { rule.services.contains($0.offset) }.map(
                \.element.code)
            let target = "\(rule.comparison.rawValue) \(rule.threshold.numerator)/\(rule.threshold.denominator)"
            let from = rule.effective.from?.description ?? ""
            let through = rule.effective.through?.description ?? ""
            let scope = rule.level == .municipality ? services.joined(separator: " ") : "市区町村"
            text += "| `\(rule.id)` | \(rule.name) | \(rule.nameEnglish) | \(target) | \(scope) "
            text += "| \(rule.level == .municipality ? rule.minimumStage.key : "") | \(from)–\(through) |\n"
        }
        text += "\n## 指標 / Indicators\n"
        for indicator in Indicator.all { text += section(indicator) }
        return text
    }

    private static func section(_ indicator: Indicator) -> String {
        var text = "\n### \(indicator.title) (`\(indicator.id)`)\n\n"
        text += "\(indicator.titleEnglish). 単位 / unit: \(indicator.unit)\n\n"
        text += "\(indicator.definition)\n\n\(indicator.definitionEnglish)\n"
        if let numerator = indicator.numerator, let denominator = indicator.denominator {
            text += "\n- 分子 / numerator: \(numerator)\n- 分母 / denominator: \(denominator)\n"
        }
        return text
    }
}

/// docs/csv-formats.md: what can be imported and what is exported.
enum CSVFormatsDocument {
    static func markdown(_ reference: Reference) -> String {
        var text = """
            # CSVの様式 / CSV formats

            この文書は `make docs` が作ります。`Sources/Interchange/OwnFormat.swift` などを直してください。

            ## 取り込めるファイル

            | 種類 | 見分け方 |
            |---|---|

            """
        for format in FileFormat.allCases where format != .unknown { text += "| \(format.label) | 見出しの列 |\n" }
        text += rules
        text += "\n## fukyu のCSV(取り込みと書き出し)\n"
        for format in OwnFormat.all { text += "\n" + DataDictionary.section(format) }
        text += "\n## 書き出しだけの表\n"
        for table in ExportTable.allCases where !table.isImportable {
            text += "\n" + DataDictionary.section(table.format)
        }
        text += "\n## 気づいたことの種類\n\n| コード | 重さ | 意味 |\n|---|---|---|\n"
        for code in RowIssue.Code.allCases {
            text += "| `\(code.rawValue)` | \(code.severity) | \(code.title) |\n"
        }
        return text
    }

    private static let rules = """

        - 文字コードはバイト列から判断します: UTF-8(BOMの有無)、UTF-16、CP932(Windows-31J)。
        - 見出しは先頭5行から探します。全角・半角の違いは問いません。
        - 「使えない行」が1行でもあれば、何も取り込みません。`--skip-bad-rows` を付けると、その行を控えに残して取り込みます。

        ## 事業所の一覧の規則

        - 1つの事業所番号の行が食い違うときは、サービスコードの小さい行が事業所の内容を決めます。その行が空欄の項目は次の行から補います。
        - 市区町村、サービスの状態、終了日の食い違いは記録に残り、KPIの確からしさ(上限と下限)に反映されます。
        - その市区町村でそのサービスの最初の一覧にある事業所は「記録より前から」あるものとします(推定)。後の一覧で加わった事業所は、開始日の列がなければ一覧の日に始まったものとします。
        - 新しい日付の一覧は、その日から内容を変えます。同じ日付の一覧は訂正します。古い日付の一覧は、新しい一覧が述べたことを変えません。
        - 一覧にない事業所は、`--complete` を付けたときだけ、一覧の日の前日に終わったものとします。

        ## 登録の一覧の規則

        - 開始日のある行は期間を述べるもので、同じ事業所・経路・段階の重なる期間を置き換えます。
        - 開始日のない行は「一覧の日に登録されている」ことだけを述べます。続いている期間があれば何も変えず、なければその日から始まったものとします。終了日だけがある行は、続いている期間をその日で終わらせます。
        - 一覧は対象の市区町村(`--covers`、指定がなければ行の事業所のある市区町村)について述べます。開始日のある一覧は最も早い開始日から、ない一覧はその日から「報告あり」とします。
        - 台帳にない事業所番号の行も記録に残しますが、分子にも分母にも数えません。

        """
}
