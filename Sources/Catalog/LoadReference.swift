import Adoption

extension Reference {
    /// The files of `Data/reference/` that the ledger keeps a copy of, because figures depend on them.
    package static let fileNames = [
        "prefectures.csv", "municipalities.csv", "municipality_aliases.csv", "services.csv", "service_aliases.csv",
        "routes.csv", "kpi_rules.yaml",
    ]

    /// Files that came later: the ledger keeps them too, but what was recorded before them is read without.
    package static let laterFileNames = ["careplan/file_kinds_v41.csv"]

    /// Builds the reference from the texts of its files.
    /// - Throws: `Failure.invalid` with file, line and column of the first mistake, `Failure.notFound` for a missing
    ///   file.
    package init(texts: [String: String]) throws {
        let prefectures = try Reference.prefectures(texts)
        let (services, inScope) = try Reference.services(texts)
        let areas = try Reference.areas(texts)
        let routes = try Reference.routes(texts)
        self.init(
            prefectures: prefectures, areas: areas, services: services, routes: routes,
            rules: try Reference.rules(texts, services: services, inScope: inScope, routes: routes),
            areaAliases: try Reference.areaAliases(texts, areas: areas, prefectures: prefectures),
            serviceAliases: try Reference.serviceAliases(texts))
        exchangeKinds = try Reference.exchangeKinds(texts)
    }

    private static func exchangeKinds(_ texts: [String: String]) throws -> ExchangeKinds {
        guard texts[laterFileNames[0]] != nil else { return .empty }
        let columns = ["prefix", "name", "has_month", "direction", "set", "required_v41", "delete_of"]
        let records = try ReferenceFile(laterFileNames[0], in: texts, columns: columns).records
        guard records.count <= 32 else {
            throw Failure(.invalid, "基準データ \(laterFileNames[0]): ファイルの種別は32種類までです。")
        }
        return ExchangeKinds(
            try records.map { row in
                ExchangeKind(
                    prefix: try row.required("prefix") { text in
                        let isName = text.utf8.allSatisfy {
                            (48...57).contains($0) || (65...90).contains($0) || $0 == 95
                        }
                        return isName && (1...16).contains(text.utf8.count) ? text : nil
                    },
                    name: row.text("name"), hasMonth: row.text("has_month").hasPrefix("yes"),
                    direction: try row.required("direction") { ExchangeKind.Direction(rawValue: $0) },
                    sets: try row.text("set").split(separator: "|").map { set in
                        try row.required("set") { _ in ExchangeKind.FileSet(rawValue: String(set)) }
                    },
                    isRequired: row.text("required_v41") == "○", isSinceVersion4: row.text("since") == "4",
                    deletes: row.optional("delete_of"))
            })
    }

    private static func prefectures(_ texts: [String: String]) throws -> [Prefecture] {
        try ReferenceFile("prefectures.csv", in: texts, columns: ["code", "code6", "name", "tile_row", "tile_col"])
            .records.map { row in
                Prefecture(
                    number: try row.required("code") { Int($0) },
                    code: try row.required("code6") { MunicipalityCode($0) }, name: row.text("name"),
                    kana: row.text("kana"), tileRow: try row.required("tile_row") { Int($0) },
                    tileColumn: try row.required("tile_col") { Int($0) })
            }
    }

    private static func areas(_ texts: [String: String]) throws -> [Area] {
        try ReferenceFile("municipalities.csv", in: texts, columns: ["code6", "name", "kind"]).records.map { row in
            Area(
                code: try row.required("code6") { MunicipalityCode($0) }, name: row.text("name"),
                kana: row.text("kana"), kind: try row.required("kind") { Area.Kind(rawValue: $0) },
                parent: try row.optional("parent_code6") { MunicipalityCode($0) }, county: row.text("county"),
                valid: Spell(
                    from: try row.optional("valid_from") { Day($0) }, through: try row.optional("valid_to") { Day($0) }),
                successor: try row.optional("successor_code6") { MunicipalityCode($0) })
        }
        .sorted { $0.code < $1.code }
    }

    private static func services(_ texts: [String: String]) throws -> ([Service], ServiceSet) {
        var scope = ServiceSet(bits: 0)
        let file = try ReferenceFile(
            "services.csv", in: texts, columns: ["service_code", "file_codes", "name", "short_name", "kpi_default"])
        guard file.records.count <= 64 else { throw Failure(.invalid, "基準データ services.csv: サービスは64種類までです。") }
        let services = file.records.enumerated().map { index, row in
            if row.text("kpi_default") == "yes" { scope.insert(index) }
            return Service(
                code: row.text("service_code"),
                fileCodes: row.text("file_codes").split(separator: "|").map(String.init),
                name: row.text("name"), shortName: row.text("short_name"), exchangeScope: row.text("careplan_scope"))
        }
        return (services, scope)
    }

    private static func routes(_ texts: [String: String]) throws -> [Route] {
        try ReferenceFile("routes.csv", in: texts, columns: ["code", "name_ja", "name_en"]).records.map { row in
            Route(
                code: row.text("code"), name: row.text("name_ja"), nameEnglish: row.text("name_en"),
                valid: Spell(
                    from: try row.optional("valid_from") { Day($0) }, through: try row.optional("valid_to") { Day($0) })
            )
        }
    }

    private static func areaAliases(
        _ texts: [String: String], areas: [Area], prefectures: [Prefecture]
    ) throws -> [String: MunicipalityCode] {
        let names = Dictionary(prefectures.map { ($0.number, $0.name) }, uniquingKeysWith: { first, _ in first })
        var aliases: [String: MunicipalityCode] = [:]
        for row in try ReferenceFile("municipality_aliases.csv", in: texts, columns: ["code6", "alias"]).records {
            let code = try row.required("code6") { MunicipalityCode($0) }
            aliases[(names[code.prefecture] ?? "") + row.text("alias")] = code
        }
        return aliases
    }

    private static func serviceAliases(_ texts: [String: String]) throws -> [String: String] {
        var aliases: [String: String] = [:]
        for row in try ReferenceFile("service_aliases.csv", in: texts, columns: ["name", "service_code"]).records {
            aliases[row.text("name")] = row.text("service_code")
        }
        return aliases
    }

    private static func rules(
        _ texts: [String: String], services: [Service], inScope: ServiceSet, routes: [Route]
    ) throws -> [KPIRule] {
        guard let text = texts["kpi_rules.yaml"] else { throw Failure(.notFound, "基準データ kpi_rules.yaml がありません。") }
        let file = try Definition(text, file: "kpi_rules.yaml")
        let rules = try file.required("rules").items.map { definition in
            (
                isDefault: try definition["default"]?.bool() ?? false,
                rule: try rule(definition, services, inScope, routes)
            )
        }
        for level in KPIRule.Level.allCases {
            guard rules.filter({ $0.isDefault && $0.rule.level == level }).count == 1 else {
                throw Failure(.invalid, "kpi_rules.yaml: 水準 \(level.rawValue) の既定の規則(default: true)は1つだけにしてください。")
            }
        }
        // The default comes last: `Reference.rule(_:on:)` takes the last one in force.
        return rules.filter { !$0.isDefault }.map(\.rule) + rules.filter(\.isDefault).map(\.rule)
    }

    private static func rule(
        _ it: Definition, _ services: [Service], _ inScope: ServiceSet, _ routes: [Route]
    ) throws -> KPIRule {
        let level = try it.required("level").choice(
            KPIRule.Level.init(rawValue:), among: KPIRule.Level.allCases.map(\.rawValue))
        let denominator = try it.required("threshold_denominator").int()
        let numerator = try it.required("threshold_numerator").int()
        guard denominator > 0, (0...denominator).contains(numerator) else {
            throw it.failure("目標の分数 \(numerator)/\(denominator) は0以上1以下にしてください。")
        }
        return KPIRule(
            id: try it.required("id").text(), level: level, name: try it.required("name_ja").text(),
            nameEnglish: try it.required("name_en").text(), threshold: Fraction(numerator, denominator),
            comparison: try it.required("comparison").choice(
                { ["gte": .atLeast, "gt": .moreThan][$0] }, among: ["gte", "gt"]),
            services: try scope(it["services"], services, inScope),
            minimumStage: try it["minimum_stage"].map { place in
                try place.choice({ UInt8($0).flatMap(Stage.init(rawValue:)) }, among: ["1", "2", "3", "4", "5", "6"])
            } ?? .registered,
            routePeriods: try it["routes"]?.items.map { period in
                KPIRule.RoutePeriod(
                    from: try period["from"]?.day(),
                    routes: try period.required("codes").items.map { try route($0, routes) })
            } ?? [],
            countsSuspended: try includes(it["suspended"]), countsDeemed: try includes(it["deemed"]),
            effective: Spell(from: try it["effective_from"]?.day(), through: try it["effective_to"]?.day()),
            isDraft: try it["draft"]?.bool() ?? false, source: try it["source_ja"]?.text() ?? "")
    }

    private static func route(_ place: Definition, _ routes: [Route]) throws -> String {
        let code = try place.text()
        guard routes.contains(where: { $0.code == code }) else {
            throw place.failure("経路「\(code)」は routes.csv にありません。")
        }
        return code
    }

    private static func includes(_ place: Definition?) throws -> Bool {
        try place?.choice({ ["include": true, "exclude": false][$0] }, among: ["include", "exclude"]) ?? true
    }

    private static func scope(
        _ place: Definition?, _ services: [Service], _ inScope: ServiceSet
    ) throws -> ServiceSet {
        guard let place else { return inScope }
        guard place.isSequence else {
            guard try place.text() == "kpi-default" else { throw place.failure("kpi-default かサービスコードの並びが要ります。") }
            return inScope
        }
        var set = ServiceSet(bits: 0)
        for item in place.items {
            let code = try item.text()
            guard let index = services.firstIndex(where: { $0.code == code }) else {
                throw item.failure("サービスコード「\(code)」は services.csv にありません。")
            }
            set.insert(index)
        }
        return set
    }
}
