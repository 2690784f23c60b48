import Adoption
import CSV
import Glibc

@testable import Interchange

/// A few real areas, services and routes, enough for every rule.
enum SmallReference {
    static let reference = Reference(
        prefectures: [
            prefecture(1, 10006, "北海道"), prefecture(9, 90000, "栃木県"), prefecture(13, 130001, "東京都"),
            prefecture(22, 220001, "静岡県"), prefecture(27, 270008, "大阪府"), prefecture(35, 350001, "山口県"),
            prefecture(34, 340006, "広島県"),
        ],
        areas: [
            area(11002, "札幌市", .designatedCity), area(11011, "中央区", .ward, parent: 11002),
            area(11029, "北区", .ward, parent: 11002), area(13030, "当別町", .town, county: "石狩郡"),
            area(92011, "宇都宮市", .city), area(131016, "千代田区", .specialWard), area(132063, "府中市", .city),
            area(221007, "静岡市", .designatedCity), area(221015, "葵区", .ward, parent: 221007),
            area(221309, "浜松市", .designatedCity), area(221384, "中央区", .ward, parent: 221309),
            area(221317, "中区", .ward, parent: 221309, successor: 221384),
            area(272108, "枚方市", .city), area(342084, "府中市", .city), area(352012, "下関市", .city),
            area(352071, "下松市", .city),
        ].sorted { $0.code < $1.code },
        services: [
            service("11", ["110"], "訪問介護"), service("13", ["130"], "訪問看護"), service("12", ["120"], "訪問入浴介護"),
            service("15", ["150", "155"], "通所介護"),
            service("22", ["220"], "短期入所療養介護（介護老人保健施設）"), service("33", ["331", "332"], "特定施設入居者生活介護"),
            service("43", ["430"], "居宅介護支援"), service("46", [], "介護予防支援"), service("78", ["780"], "地域密着型通所介護"),
            service("76", ["760"], "定期巡回・随時対応型訪問介護看護"), service("2A", ["551"], "短期入所療養介護（介護医療院）"),
        ],
        routes: [
            Reference.Route(
                code: "careplan-renkei", name: "ケアプランデータ連携システム", nameEnglish: "Care Plan Data Exchange System",
                valid: Spell(from: nil, through: nil)),
            Reference.Route(
                code: "kaigo-web", name: "介護保険資格確認等WEBサービス", nameEnglish: "Long-Term Care Insurance Web Service",
                valid: Spell(from: nil, through: nil)),
        ],
        rules: [],
        areaAliases: ["北海道札幌市中央区": MunicipalityCode(number: 11011)],
        serviceAliases: ["訪問入浴": "12", "居宅介護支援事業所": "43", "介護予防支援事業所": "46"])

    static let names = OfficeFile.Names(reference)
    static let words = LadderWords(reference)

    private static func prefecture(_ number: Int, _ code: Int32, _ name: String) -> Reference.Prefecture {
        Reference.Prefecture(
            number: number, code: MunicipalityCode(number: code), name: name, kana: "", tileRow: 0, tileColumn: 0)
    }

    private static func area(
        _ code: Int32, _ name: String, _ kind: Reference.Area.Kind, parent: Int32? = nil, county: String = "",
        successor: Int32? = nil
    ) -> Reference.Area {
        Reference.Area(
            code: MunicipalityCode(number: code), name: name, kana: "", kind: kind,
            parent: parent.map { MunicipalityCode(number: $0) }, county: county,
            valid: Spell(from: nil, through: successor == nil ? nil : Day("2023-12-31")),
            successor: successor.map { MunicipalityCode(number: $0) })
    }

    private static func service(_ code: String, _ files: [String], _ name: String) -> Reference.Service {
        Reference.Service(code: code, fileCodes: files, name: name, shortName: name, exchangeScope: "in")
    }
}

/// The reference tables of the repository, when they are there.
enum WholeReference {
    /// The folder of `Package.swift`.
    static let root = String(#filePath.prefix(upTo: #filePath.range(of: "/Tests/")))

    static func load() throws -> Reference? {
        let folder = root + "/Data/reference/"
        guard access(folder + "services.csv", R_OK) == 0 else { return nil }
        let prefectures = try table(folder + "prefectures.csv").map { row in
            Reference.Prefecture(
                number: Int(row["code"] ?? "") ?? 0, code: code(row["code6"]), name: row["name"] ?? "", kana: "",
                tileRow: 0, tileColumn: 0)
        }
        let areas = try table(folder + "municipalities.csv").map { row in
            Reference.Area(
                code: code(row["code6"]), name: row["name"] ?? "", kana: "",
                kind: Reference.Area.Kind(rawValue: row["kind"] ?? "") ?? .city,
                parent: row["parent_code6"]?.isEmpty == false ? code(row["parent_code6"]) : nil,
                county: row["county"] ?? "", valid: Spell(from: nil, through: nil),
                successor: row["successor_code6"]?.isEmpty == false ? code(row["successor_code6"]) : nil)
        }
        let services = try table(folder + "services.csv").map { row in
            Reference.Service(
                code: row["service_code"] ?? "",
                fileCodes: (row["file_codes"] ?? "").split(separator: "|").map { String($0) },
                name: row["name"] ?? "", shortName: row["short_name"] ?? "", exchangeScope: "")
        }
        let prefectureNames = Dictionary(uniqueKeysWithValues: prefectures.map { ($0.number, $0.name) })
        let aliases = try table(folder + "municipality_aliases.csv").map { row in
            ((prefectureNames[code(row["code6"]).prefecture] ?? "") + (row["alias"] ?? ""), code(row["code6"]))
        }
        let serviceAliases = try table(folder + "service_aliases.csv").map { row in
            (row["name"] ?? "", row["service_code"] ?? "")
        }
        return Reference(
            prefectures: prefectures, areas: areas, services: services, routes: SmallReference.reference.routes,
            rules: [], areaAliases: Dictionary(aliases, uniquingKeysWith: { first, _ in first }),
            serviceAliases: Dictionary(serviceAliases, uniquingKeysWith: { first, _ in first }))
    }

    private static func code(_ text: String?) -> MunicipalityCode { MunicipalityCode(number: Int32(text ?? "") ?? 0) }

    private static func table(_ path: String) throws -> [[String: String]] {
        var titles: [String] = []
        var rows: [[String: String]] = []
        try CSVReader(.path(path)).forEachRow { row in
            if titles.isEmpty {
                titles = row.texts
            } else {
                rows.append(Dictionary(uniqueKeysWithValues: zip(titles, row.texts)))
            }
        }
        return rows
    }
}

extension String {
    fileprivate func range(of word: String) -> String.Index {
        var index = endIndex
        while index > startIndex {
            index = self.index(before: index)
            if self[index...].hasPrefix(word) { return index }
        }
        return startIndex
    }
}
