/// The reference of the keys of a kind of definition, as tables in Markdown.
package enum DefinitionDocument {
    package static func markdown(_ sections: [DefinitionSection]) -> String {
        sections.map(section).joined(separator: "\n")
    }

    private static func section(_ section: DefinitionSection) -> String {
        var text = "### \(section.title) (`\(section.name)`)\n\n"
        if !section.oneOf.isEmpty {
            text += "次のうち一つを必ず書きます: \(section.oneOf.map { "`\($0)`" }.joined(separator: "、"))\n\n"
        }
        text += "| キー | 意味 | 値 | 必須 | 説明 |\n|---|---|---|---|---|\n"
        for key in section.keys {
            text +=
                "| `\(key.name)` | \(key.title) | \(form(key.form)) | \(key.isRequired ? "必須" : "") | \(key.text) |\n"
        }
        return text
    }

    private static func form(_ form: DefinitionKey.Form) -> String {
        switch form {
        case .text(let limit): "文（\(limit)字まで）"
        case .texts(let limit): "文の並び（各\(limit)字まで）"
        case .count(let range): "整数（\(range.lowerBound)–\(range.upperBound)）"
        case .flag: "`true` / `false`"
        case .day: "日付（`2026-09-01`、令和8年9月1日）"
        case .minute: "日時（`2026-09-01 09:00`）"
        case .id: "ID（英小文字・数字・ハイフン、40字まで）"
        case .ids: "IDの並び"
        case .choice(let words): words.map { "`\($0.word)`（\($0.meaning)）" }.joined(separator: "、")
        case .choices(let words): "並び: " + words.map { "`\($0.word)`（\($0.meaning)）" }.joined(separator: "、")
        case .area: "自治体"
        case .areas: "自治体の並び"
        case .services: "サービスの並び"
        case .routes: "経路の並び"
        case .section(let name): "`\(name)`の組"
        case .list(let name): "`\(name)`の並び"
        }
    }
}
