import Adoption
import CSV

extension OwnFormat {
    package static let readiness = OwnFormat(
        id: "readiness", titleJapanese: "介護ソフトと利用の意向", titleEnglish: "Care software and intentions",
        columns: [
            column(
                "office_number", "事業所番号", "介護保険事業所番号（10桁）。空の行は、その介護ソフトを使うすべての事業所に当てはまる",
                "Office number; an empty one states what the product can do wherever it runs"),
            column("day", type: .date, "確認日", "確かめた日。列がないか空なら、取り込むときの --as-of", "Day of the statement"),
            column("software", "介護ソフト", "介護ソフトの製品名", "Name of the care software"),
            column("software_version", "版", "製品の版", "Version of the product"),
            column(
                "formats", "対応様式",
                "標準仕様のA、B1、B2、C、D、E、F、G、H、Iのうち出力できるもの（out、出）と取り込めるもの（in、入）。例: A:out G:in、A出 G入。"
                    + "noneはどれも扱えない、空は分からない",
                "Files of the standard, A to I, that it puts out or takes in; none: no file, empty: not known"),
            column(
                "intention", "利用の意向", "intends（利用予定）、undecided（検討中）、no_plan（予定なし）。空は分からない",
                "Whether the office means to join; empty: not known", values: Intention.allCases.map(\.rawValue)),
            column(
                "attitude", "新しいものへの姿勢", "アンケートで答えた姿勢（イノベーター理論の5つの群）", "Attitude by the office's own answer",
                values: Attitude.allCases.map(\.rawValue)),
            column("source", "出典", "情報の出所", "Where the statement comes from"),
            column("evidence", "根拠", "確認できる文書や画面", "Document or page that proves it"),
        ],
        primaryKey: ["office_number", "day", "software", "software_version", "source"])

    package static func write(_ statement: ReadinessStatement, to writer: inout CSVWriter) throws {
        try writer.row([
            statement.office?.description ?? "", statement.day.description, statement.software, statement.version,
            statement.marks?.key ?? "", statement.intention?.rawValue ?? "", statement.attitude?.rawValue ?? "",
            statement.source, statement.evidence,
        ])
    }
}
