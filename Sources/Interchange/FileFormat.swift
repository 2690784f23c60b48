/// The layouts of tables that are known by their headers.
package enum FileFormat: String, Sendable, CaseIterable {
    /// 介護サービス情報公表システム open data, 24 columns.
    case jigyosho
    /// 自治体標準オープンデータセット 介護サービス事業所一覧, 22 and 36 columns.
    case standardV1, standardV2
    case ownOffices, ownOfficeHistory, ownRegistrations, ownOutreach, ownAttendance, ownReadiness, ownPartners
    /// Anything else: a list of registered offices needs a `ColumnMapping`.
    case unknown

    /// The name shown in reports.
    package var label: String {
        switch self {
        case .jigyosho: return "介護サービス情報公表システム オープンデータ"
        case .standardV1: return "自治体標準オープンデータセット 介護サービス事業所一覧（v1）"
        case .standardV2: return "自治体標準オープンデータセット 介護サービス事業所一覧（v2）"
        case .ownOffices: return "fukyu offices.csv"
        case .ownOfficeHistory: return "fukyu office_history.csv"
        case .ownRegistrations: return "fukyu registrations.csv"
        case .ownOutreach: return "fukyu outreach.csv"
        case .ownAttendance: return "fukyu attendance.csv"
        case .ownReadiness: return "fukyu readiness.csv"
        case .ownPartners: return "fukyu partners.csv"
        case .unknown: return "様式が決まっていない一覧"
        }
    }

    /// Whether its rows are offices and services.
    package var listsOffices: Bool {
        switch self {
        case .jigyosho, .standardV1, .standardV2, .ownOffices: return true
        case .ownOfficeHistory, .ownRegistrations, .ownOutreach, .ownAttendance, .ownReadiness, .ownPartners,
            .unknown:
            return false
        }
    }

    var own: OwnFormat? {
        switch self {
        case .ownOffices: return .offices
        case .ownOfficeHistory: return .officeHistory
        case .ownRegistrations: return .registrations
        case .ownOutreach: return .outreach
        case .ownAttendance: return .attendance
        case .ownReadiness: return .readiness
        case .ownPartners: return .partners
        case .jigyosho, .standardV1, .standardV2, .unknown: return nil
        }
    }

    /// The format of a header row, by the compared form of its titles.
    init(titleKeys: [String]) {
        let keys = Set(titleKeys)
        let has = { (names: [String]) in names.allSatisfy { keys.contains(Folding.key($0)) } }
        if has(["office_number", "partner_number"]) || has(["事業所番号", "相手の事業所番号"]) {
            self = .ownPartners
        } else if has(["office_number", "from_day", "stated_by"]) {
            self = .ownOfficeHistory
        } else if has(["office_number", "service_code", "municipality_code"]) {
            self = .ownOffices
        } else if has(["office_number", "route", "stage"]) {
            self = .ownRegistrations
        } else if has(["activity_id", "kind", "day"]) {
            self = .ownOutreach
        } else if has(["activity_id", "office_number"]) {
            self = .ownAttendance
        } else if has(["software", "formats"]) || has(["office_number", "intention"]) || has(["介護ソフト", "対応様式"])
            || has(["事業所番号", "利用の意向"])
        {
            self = .ownReadiness
        } else if has(["サービスの種類", "事業所番号", "事業所名"]) {
            self = .jigyosho
        } else if has(["実施サービス"]), OfficeColumn.name.titles.contains(where: { keys.contains(Folding.key($0)) }) {
            let isSecond = has(["所在地_連結表記"]) || has(["地方公共団体名"]) || has(["全国地方公共団体コード"])
            self = isSecond ? .standardV2 : .standardV1
        } else {
            self = .unknown
        }
    }
}

/// What a column of an office list holds.
enum OfficeColumn: Int, CaseIterable {
    case number, rowNumber, service, name, kana, areaCode, bodyCode, prefecture, city, body
    case address, town, street, building, latitude, longitude, corporation, corporationName, capacity
    case openDay, lastDay, status, successorOf

    /// The titles under which the known formats hold it, the first one found
    /// wins.
    var titles: [String] {
        switch self {
        case .number: return ["事業所番号", "介護保険事業所番号", "office_number"]
        // The open data repeat the office number here; the standard data set
        // has a running number.
        case .rowNumber: return ["No"]
        case .service: return ["サービスの種類", "実施サービス", "service_code"]
        case .name: return ["事業所名", "介護サービス事業所名称", "介護サービス事業所名", "事業所名称", "name"]
        case .kana: return ["事業所名カナ", "介護サービス事業所名称_カナ", "介護サービス事業所名称_カナ表記", "事業所名称カナ", "kana"]
        case .areaCode:
            return [
                "都道府県コード又は市町村コード", "都道府県コード又は市区町村コード", "所在地_全国地方公共団体コード", "市区町村コード", "市町村コード",
                "municipality_code",
            ]
        case .bodyCode: return ["全国地方公共団体コード"]
        case .prefecture: return ["都道府県名", "所在地_都道府県"]
        case .city: return ["市区町村名", "市町村名", "所在地_市区町村"]
        case .body: return ["地方公共団体名"]
        case .address: return ["住所", "所在地_連結表記", "所在地", "address"]
        case .town: return ["所在地_町字"]
        case .street: return ["所在地_番地以下"]
        case .building: return ["方書(ビル名等)", "方書", "建物名等(方書)"]
        case .latitude: return ["緯度", "latitude"]
        case .longitude: return ["経度", "longitude"]
        case .corporation: return ["法人番号", "corporation_number"]
        case .corporationName: return ["法人の名称", "法人名", "法人名称", "corporation_name"]
        case .capacity: return ["定員", "capacity"]
        case .openDay: return ["open_day"]
        case .lastDay: return ["last_day"]
        case .status: return ["status"]
        case .successorOf: return ["successor_of"]
        }
    }
}
