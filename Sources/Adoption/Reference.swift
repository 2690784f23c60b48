/// The dated tables that the product stands on: areas, services, routes, KPI rules. Loaded from the database, where
/// `fukyu init` put the files of `Data/reference/`, so that every server and every past instant has its own.
package struct Reference: Sendable {
    package struct Prefecture: Sendable, Hashable {
        /// 1…47
        package var number: Int
        package var code: MunicipalityCode
        package var name: String
        package var kana: String
        /// Place in the tile map, from the upper left.
        package var tileRow: Int
        package var tileColumn: Int

        package init(number: Int, code: MunicipalityCode, name: String, kana: String, tileRow: Int, tileColumn: Int) {
            self.number = number
            self.code = code
            self.name = name
            self.kana = kana
            self.tileRow = tileRow
            self.tileColumn = tileColumn
        }

        /// `22`, as in the address `/prefectures/22/`.
        package var key: String { padded(number, to: 2) }
    }

    /// A municipality or a ward of a designated city.
    package struct Area: Sendable, Hashable {
        package enum Kind: String, Sendable {
            case designatedCity = "designated_city"
            case city, town, village, ward
            case specialWard = "special_ward"
        }

        package var code: MunicipalityCode
        /// Without the county: 当別町. A ward's name is without its city: 中央区.
        package var name: String
        package var kana: String
        package var kind: Kind
        /// The designated city of a ward.
        package var parent: MunicipalityCode?
        /// 石狩郡; empty for cities.
        package var county: String
        package var valid: Spell
        /// What it became when it ended.
        package var successor: MunicipalityCode?

        package init(
            code: MunicipalityCode, name: String, kana: String, kind: Kind, parent: MunicipalityCode?, county: String,
            valid: Spell, successor: MunicipalityCode?
        ) {
            self.code = code
            self.name = name
            self.kana = kana
            self.kind = kind
            self.parent = parent
            self.county = county
            self.valid = valid
            self.successor = successor
        }
    }

    package struct Service: Sendable, Hashable {
        /// Two characters: 11 訪問介護, 43 居宅介護支援, 2A ….
        package var code: String
        /// The three-digit codes of the open-data files: 331, 332 … for 33.
        package var fileCodes: [String]
        package var name: String
        /// A name that fits into a column of a table.
        package var shortName: String
        /// in / partial / out in the exchange standard v4.1.
        package var exchangeScope: String

        package init(code: String, fileCodes: [String], name: String, shortName: String, exchangeScope: String) {
            self.code = code
            self.fileCodes = fileCodes
            self.name = name
            self.shortName = shortName
            self.exchangeScope = exchangeScope
        }
    }

    /// A way into the exchange of care plans.
    package struct Route: Sendable, Hashable {
        package var code: String
        package var name: String
        package var nameEnglish: String
        package var valid: Spell

        package init(code: String, name: String, nameEnglish: String, valid: Spell) {
            self.code = code
            self.name = name
            self.nameEnglish = nameEnglish
            self.valid = valid
        }
    }

    package let prefectures: [Prefecture]
    /// Municipalities, wards and what they were before, in the order of their codes.
    package let areas: [Area]
    package let services: [Service]
    package let routes: [Route]
    package let rules: [KPIRule]
    /// Other spellings of a municipality's name, with its prefecture in front of the key: 「北海道石狩郡当別町」.
    package let areaAliases: [String: MunicipalityCode]
    /// Other spellings of a service's name, folded by the caller of `Interchange`: 「居宅介護支援事業所」 → 43.
    package let serviceAliases: [String: String]
    /// Kinds of exchanged files; empty in a reference that was recorded before exchange records could be imported.
    package var exchangeKinds = ExchangeKinds.empty

    /// The municipalities that count (designated cities as one), in the order of their codes: a municipality's place
    /// in this list is its index in a `Snapshot`.
    package let municipalities: [Area]

    private let areaByCode: [MunicipalityCode: Int]
    private let municipalityIndexByCode: [MunicipalityCode: Int]
    private let serviceIndexByCode: [String: Int]
    private let serviceIndexByFileCode: [String: Int]
    private let routeIndexByCode: [String: Int]

    package init(
        prefectures: [Prefecture], areas: [Area], services: [Service], routes: [Route], rules: [KPIRule],
        areaAliases: [String: MunicipalityCode], serviceAliases: [String: String]
    ) {
        self.prefectures = prefectures
        self.areas = areas
        self.services = services
        self.routes = routes
        self.rules = rules
        self.areaAliases = areaAliases
        self.serviceAliases = serviceAliases
        let byCode = Dictionary(areas.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
        municipalities = areas.filter { $0.kind != .ward && $0.successor == nil }.sorted { $0.code < $1.code }
        let indexByCode = Dictionary(
            municipalities.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
        var rolled = indexByCode
        for area in areas where rolled[area.code] == nil {
            rolled[area.code] = Reference.rollUp(area, areas: areas, byCode: byCode, municipalities: indexByCode)
        }
        areaByCode = byCode
        municipalityIndexByCode = rolled
        serviceIndexByCode = Dictionary(services.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { a, _ in a })
        serviceIndexByFileCode = Dictionary(
            services.enumerated().flatMap { index, service in service.fileCodes.map { ($0, index) } },
            uniquingKeysWith: { first, _ in first })
        routeIndexByCode = Dictionary(routes.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { a, _ in a })
    }

    /// Ward → city, former area → successor, until a municipality that counts is reached.
    private static func rollUp(
        _ area: Area, areas: [Area], byCode: [MunicipalityCode: Int], municipalities: [MunicipalityCode: Int]
    ) -> Int? {
        var current = area
        for _ in 0..<4 {
            if let index = municipalities[current.code] { return index }
            guard let next = current.parent ?? current.successor, let place = byCode[next] else { return nil }
            current = areas[place]
        }
        return nil
    }

    package func area(_ code: MunicipalityCode) -> Area? { areaByCode[code].map { areas[$0] } }

    /// The place in `municipalities` of the municipality in which an area lies: wards roll up into their city, former
    /// areas into their successor.
    package func municipalityIndex(of code: MunicipalityCode) -> Int? { municipalityIndexByCode[code] }

    package func serviceIndex(code: String) -> Int? { serviceIndexByCode[code] }

    package func serviceIndex(fileCode: String) -> Int? { serviceIndexByFileCode[fileCode] }

    package func routeIndex(code: String) -> Int? { routeIndexByCode[code] }

    package func prefecture(_ number: Int) -> Prefecture? { prefectures.first { $0.number == number } }

    /// 静岡県静岡市: the name with its prefecture, because 府中市, 伊達市 and others exist more than once.
    package func fullName(_ area: Area) -> String {
        let prefecture = prefecture(area.code.prefecture)?.name ?? ""
        let city = area.parent.flatMap { self.area($0)?.name } ?? ""
        return prefecture + city + area.name
    }

    /// The rule of a level in force on a day; with several, the one that began last.
    package func rule(_ level: KPIRule.Level, on day: Day) -> KPIRule? {
        rules.last { $0.level == level && $0.effective.covers(day) }
    }
}
