import Adoption

/// The product's own CSV files, described once: reading, writing, the data
/// package and the page on CSV formats all follow these tables.
package struct OwnFormat: Sendable {
    /// A type of Frictionless table schemas.
    package enum ColumnType: String, Sendable {
        case string, integer, number, date
    }

    package struct Column: Sendable {
        package var name: String
        package var type: ColumnType
        package var isRequired: Bool
        package var titleJapanese: String
        package var japanese: String
        package var english: String
        /// The allowed values of a coded column.
        package var values: [String]

        package init(
            name: String, type: ColumnType, isRequired: Bool, titleJapanese: String, japanese: String,
            english: String, values: [String]
        ) {
            self.name = name
            self.type = type
            self.isRequired = isRequired
            self.titleJapanese = titleJapanese
            self.japanese = japanese
            self.english = english
            self.values = values
        }
    }

    /// `offices`
    package let id: String
    package let titleJapanese: String
    package let titleEnglish: String
    package let columns: [Column]
    package let primaryKey: [String]

    package init(
        id: String, titleJapanese: String, titleEnglish: String, columns: [Column], primaryKey: [String]
    ) {
        self.id = id
        self.titleJapanese = titleJapanese
        self.titleEnglish = titleEnglish
        self.columns = columns
        self.primaryKey = primaryKey
    }

    package var fileName: String { id + ".csv" }

    package var columnNames: [String] { columns.map(\.name) }

    func index(of name: String) -> Int? { columns.firstIndex { $0.name == name } }

    package static let all = [offices, officeHistory, registrations, outreach, attendance, readiness, partners]

    package static func column(
        _ name: String, type: ColumnType = .string, required: Bool = false, _ title: String, _ japanese: String,
        _ english: String, values: [String] = []
    ) -> Column {
        Column(
            name: name, type: type, isRequired: required, titleJapanese: title, japanese: japanese, english: english,
            values: values)
    }
}

extension OwnFormat {
    package static let offices = OwnFormat(
        id: "offices", titleJapanese: "事業所とサービス", titleEnglish: "Offices and their services",
        columns: [
            column(
                "office_number", required: true, "事業所番号", "介護保険事業所番号（10桁、先頭の0を含む）",
                "Office number, ten characters with leading zeros"),
            column(
                "service_code", required: true, "サービス種類コード", "介護給付費のサービス種類コード（2文字）",
                "Two-character service code"),
            column("name", "事業所名", "事業所の名称", "Name of the office"),
            column("kana", "事業所名カナ", "事業所の名称の読み", "Name in katakana"),
            column(
                "municipality_code", required: true, "市区町村コード", "全国地方公共団体コード（6桁）。政令指定都市は区のコード",
                "Six-digit code of the municipality, of the ward in designated cities"),
            column("address", "住所", "所在地", "Address"),
            column("corporation_number", "法人番号", "13桁の法人番号。不明なら空", "Corporate number (13 digits), empty if unknown"),
            column("corporation_name", "法人名", "運営法人の名称", "Name of the corporation"),
            column(
                "open_day", type: .date, "開始日", "サービスの開始日。空は記録より前から",
                "First day of the service; empty means before the record"),
            column(
                "last_day", type: .date, "終了日", "サービスの最終日。空は継続中", "Last day of the service; empty means still offered"),
            column(
                "status", "状態", "active（稼働）、suspended（休止）、deemed（みなし指定）。空はactive",
                "active, suspended or deemed (designated by law); empty means active",
                values: ServiceStatus.allCases.map(\.key)),
            column("successor_of", "引継元", "番号が変わった場合の前の事業所番号", "Office number that this one succeeds"),
            column("latitude", type: .number, "緯度", "十進の度（北緯）", "Degrees north"),
            column("longitude", type: .number, "経度", "十進の度（東経）", "Degrees east"),
            column("capacity", type: .integer, "定員", "人数。空は不明", "Persons; empty if unknown"),
        ],
        primaryKey: ["office_number", "service_code", "open_day"])

    /// The entries behind `offices.csv`, which holds each office's latest one.
    package static let officeHistory = OwnFormat(
        id: "office_history", titleJapanese: "事業所の内容の履歴", titleEnglish: "History of the offices' entries",
        columns: [
            column("office_number", required: true, "事業所番号", "介護保険事業所番号（10桁）", "Office number, ten characters"),
            column(
                "from_day", type: .date, "適用日", "この内容になった日。空は記録より前から",
                "Day from which it holds; empty means before the record"),
            column("name", required: true, "事業所名", "事業所の名称", "Name of the office"),
            column("kana", "事業所名カナ", "事業所の名称の読み", "Name in katakana"),
            column(
                "municipality_code", required: true, "市区町村コード", "全国地方公共団体コード（6桁）。政令指定都市は区のコード",
                "Six-digit code of the municipality, of the ward in designated cities"),
            column("address", "住所", "所在地", "Address"),
            column("corporation_number", "法人番号", "13桁の法人番号。不明なら空", "Corporate number (13 digits), empty if unknown"),
            column("corporation_name", "法人名", "運営法人の名称", "Name of the corporation"),
            column("latitude", type: .number, "緯度", "十進の度（北緯）", "Degrees north"),
            column("longitude", type: .number, "経度", "十進の度（東経）", "Degrees east"),
            column("successor_of", "引継元", "番号が変わった場合の前の事業所番号", "Office number that this one succeeds"),
            column(
                "stated_by", required: true, "決めたサービス", "この内容を決めた行のサービス種類コード", "Service code of the row that stated it"),
        ],
        primaryKey: ["office_number", "from_day"])

    package static let registrations = OwnFormat(
        id: "registrations", titleJapanese: "利用の段階", titleEnglish: "Stages of use, as spells",
        columns: [
            column("office_number", required: true, "事業所番号", "介護保険事業所番号（10桁）", "Office number, ten characters"),
            column("route", required: true, "経路", "経路のコード（routes.csv）", "Route code, see routes.csv"),
            column(
                "stage", required: true, "段階", "pledged（誓約）、applied（利用申請）、registered（利用登録）",
                "pledged, applied or registered", values: Stage.allCases.filter(\.isRecorded).map(\.key)),
            column(
                "from_day", type: .date, "開始日", "その段階の初日。空は一覧の時点に登録されていることだけを示す",
                "First day; empty states only that it held on the list's day"),
            column(
                "to_day", type: .date, "終了日", "その段階の最終日（当日を含む）。空は継続中", "Last day, inclusive; empty means still in force"
            ),
            column(
                "end_reason", "終了理由", "終了した理由のコード（end_reasons.csv）", "Code of the reason it ended, see end_reasons.csv",
                values: EndReason.allCases.map(\.key)),
            column("source", "出典", "情報の出所", "Where the statement comes from"),
            column("evidence", "根拠", "確認できる文書や画面", "Document or page that proves it"),
        ],
        primaryKey: ["office_number", "route", "stage", "from_day"])

    package static let outreach = OwnFormat(
        id: "outreach", titleJapanese: "普及の取組", titleEnglish: "Outreach activities",
        columns: [
            column("activity_id", required: true, "取組ID", "主催者が付ける一意の記号", "Key given by the organiser, unique"),
            column(
                "kind", required: true, "種類", "取組の種類（outreach_kinds.csv）", "Kind of activity, see outreach_kinds.csv",
                values: OutreachActivity.Kind.allCases.map(\.rawValue)),
            column("day", type: .date, required: true, "日", "実施日", "Day of the activity"),
            column("title", required: true, "名称", "取組の名称", "Title"),
            column("place", "場所", "会場", "Place"),
            column("organiser", "主催", "主催者", "Organiser"),
            column(
                "municipality_code", required: true, "市区町村コード", "対象とする市区町村または都道府県の団体コード（6桁）",
                "Six-digit code of the municipality or prefecture it was held for"),
        ],
        primaryKey: ["activity_id"])

    package static let attendance = OwnFormat(
        id: "attendance", titleJapanese: "取組への参加", titleEnglish: "Offices that took part in an activity",
        columns: [
            column("activity_id", required: true, "取組ID", "outreach.csvの取組ID", "Key of the activity in outreach.csv"),
            column("office_number", required: true, "事業所番号", "参加した事業所の番号（10桁）", "Office number, ten characters"),
        ],
        primaryKey: ["activity_id", "office_number"])
}
