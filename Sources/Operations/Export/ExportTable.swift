import Adoption
import Interchange

/// A table that `fukyu export` writes.
package enum ExportTable: String, CaseIterable, Sendable {
    case offices
    case officeHistory = "office_history"
    case registrations, outreach, attendance, readiness, partners
    case municipalityKPI = "municipality_kpi"
    case prefectureKPI = "prefecture_kpi"
    case stages, services

    package var title: String { format.titleJapanese }

    /// The table with this name, or all of them.
    /// - Throws: `Failure.notFound` with the names there are.
    package static func named(_ name: String) throws -> [ExportTable] {
        if name == "all" { return allCases }
        guard let table = ExportTable(rawValue: name) else {
            throw Failure(
                .notFound, "表「\(name)」はありません。", hint: "使えるのは all、\(allCases.map(\.rawValue).joined(separator: "、")) です。"
            )
        }
        return [table]
    }

    /// The columns with their meaning: the file, the data package and docs/csv-formats.md follow it.
    package var format: OwnFormat {
        switch self {
        case .offices: .offices
        case .officeHistory: .officeHistory
        case .registrations: .registrations
        case .outreach: .outreach
        case .attendance: .attendance
        case .readiness: .readiness
        case .partners: .partners
        case .municipalityKPI: .municipalityKPI
        case .prefectureKPI: .prefectureKPI
        case .stages: .stages
        case .services: .services
        }
    }

    /// Whether `fukyu import` reads the file back.
    package var isImportable: Bool { OwnFormat.all.contains { $0.id == format.id } }
}

extension OwnFormat {
    private static let area = [
        column("municipality_code", required: true, "市区町村コード", "全国地方公共団体コード(6桁)", "Six-digit municipality code"),
        column("prefecture", required: true, "都道府県", "都道府県の名前", "Name of the prefecture"),
        column("municipality", required: true, "市区町村", "市区町村の名前", "Name of the municipality"),
    ]
    private static let rule = column(
        "rule", required: true, "規則", "KPIの規則のID(kpi_rules.yaml)", "Id of the KPI rule, see kpi_rules.yaml")

    fileprivate static let municipalityKPI = OwnFormat(
        id: "municipality_kpi", titleJapanese: "市区町村のKPI(月別)", titleEnglish: "KPI per municipality and month",
        columns: [
            column(
                "day", type: .date, required: true, "日", "数値の時点(月末、最後の行は指定日)",
                "Day of the figure: end of month, at last the as-of day")
        ] + area + [
            column(
                "using", type: .integer, "利用事業所数", "利用している対象事業所の数。空は報告なし",
                "Offices in scope that use it; empty when not reported"),
            column("eligible", type: .integer, required: true, "対象事業所数", "対象事業所の数", "Offices in scope"),
            column(
                "reporting", required: true, "報告",
                "reported(報告あり)、not_reported(報告なし)、not_applicable(対象事業所がないか、名簿が未取り込み)",
                "Whether a registration list covers the day",
                values: ["reported", "not_reported", "not_applicable"]),
            rule,
        ], primaryKey: ["day", "municipality_code"])

    fileprivate static let prefectureKPI = OwnFormat(
        id: "prefecture_kpi", titleJapanese: "都道府県のKPI(月別)", titleEnglish: "KPI per prefecture and month",
        columns: [
            column("day", type: .date, required: true, "日", "数値の時点(月末、最後の行は指定日)", "Day of the figure"),
            column("prefecture_number", type: .integer, required: true, "都道府県番号", "1から47", "1 to 47"),
            column("prefecture", required: true, "都道府県", "都道府県の名前", "Name of the prefecture"),
            column(
                "met", type: .integer, required: true, "達成市区町村数", "KPIを達成した市区町村の数", "Municipalities that meet their KPI"
            ),
            column(
                "applicable", type: .integer, required: true, "対象市区町村数", "対象事業所のある市区町村の数",
                "Municipalities with offices in scope"),
            column(
                "not_reported", type: .integer, required: true, "未報告市区町村数", "報告のない市区町村の数",
                "Municipalities without a report"),
            column(
                "using", type: .integer, required: true, "利用事業所数", "報告のある市区町村の合計",
                "Using offices of the reported municipalities"),
            column(
                "eligible", type: .integer, required: true, "対象事業所数", "報告のある市区町村の合計",
                "Offices in scope of the reported municipalities"),
            rule,
        ], primaryKey: ["day", "prefecture_number"])

    fileprivate static let stages = OwnFormat(
        id: "stages", titleJapanese: "段階別の事業所数", titleEnglish: "Offices by stage",
        columns: [column("day", type: .date, required: true, "日", "数値の時点", "Day of the figure")] + area + [
            column(
                "stage", required: true, "段階", "この段階以上にある事業所を数える", "Offices at this stage or a later one",
                values: Stage.allCases.map(\.key)),
            column("offices", type: .integer, "事業所数", "空はまだ分からない(報告や連携の記録がない)", "Empty when not known"),
            column("eligible", type: .integer, required: true, "対象事業所数", "対象事業所の数", "Offices in scope"),
        ], primaryKey: ["day", "municipality_code", "stage"])

    fileprivate static let services = OwnFormat(
        id: "services", titleJapanese: "サービス別の利用", titleEnglish: "Use by service",
        columns: [column("day", type: .date, required: true, "日", "数値の時点", "Day of the figure")] + area + [
            column("service_code", required: true, "サービスコード", "2文字のサービス種類コード", "Two-character service code"),
            column(
                "using", type: .integer, "利用事業所数", "空は報告なし。1事業所が複数のサービスに数えられる",
                "An office counts once in each of its services"),
            column("eligible", type: .integer, required: true, "対象事業所数", "対象事業所の数", "Offices in scope"),
        ], primaryKey: ["day", "municipality_code", "service_code"])
}
