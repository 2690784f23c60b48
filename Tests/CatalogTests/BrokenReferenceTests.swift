import Adoption
import Catalog
import Testing

/// A person edits a table and makes a mistake: the message names the file, the line and what is wrong.
@Suite("Broken reference files")
struct BrokenReferenceTests {
    /// What loading says when one file is changed.
    private func failure(_ file: String, _ change: (inout String) throws -> Void) throws -> Failure {
        var texts = try Shipped.texts()
        var text = try #require(texts[file])
        let before = text
        try change(&text)
        #expect(text != before)
        texts[file] = text
        return try #require(#expect(throws: Failure.self) { try Reference(texts: texts) })
    }

    private func replacing(_ file: String, _ old: String, _ new: String) throws -> Failure {
        try failure(file) { text in
            let range = try #require(text.firstRange(of: old))
            text.replaceSubrange(range, with: new)
        }
    }

    @Test("every file is needed", arguments: Reference.fileNames)
    func missingFile(name: String) throws {
        var texts = try Shipped.texts()
        texts[name] = nil
        let failure = #expect(throws: Failure.self) { try Reference(texts: texts) }
        #expect(failure?.code == .notFound)
        #expect(failure?.message.contains(name) == true)
    }

    @Test(
        "a missing column is named",
        arguments: [
            ("prefectures.csv", "tile_row"), ("municipalities.csv", "kind"), ("municipality_aliases.csv", "alias"),
            ("services.csv", "short_name"), ("service_aliases.csv", "service_code"), ("routes.csv", "name_en"),
        ])
    func missingColumn(file: String, column: String) throws {
        let failure = try replacing(file, column, "x")
        #expect(failure.code == .invalid)
        #expect(failure.message == "基準データ \(file) 1行目: 列 \(column) がありません。")
    }

    @Test("a code with a wrong check digit is named with its line")
    func badCode() throws {
        let failure = try replacing("municipalities.csv", "\n011002,", "\n011003,")
        #expect(failure.message == "基準データ municipalities.csv 2行目: 列 code6 の値「011003」を読めません。")
    }

    @Test("a kind, a day and a number that are none are named with their lines")
    func badCells() throws {
        let kind = try replacing("municipalities.csv", ",ward,011002,", ",wrd,011002,")
        #expect(kind.message == "基準データ municipalities.csv 3行目: 列 kind の値「wrd」を読めません。")
        let day = try replacing("routes.csv", "2023-04-01", "2023-4-1")
        #expect(day.message == "基準データ routes.csv 2行目: 列 valid_from の値「2023-4-1」を読めません。")
        let tile = try replacing("prefectures.csv", ",0,13,", ",zero,13,")
        #expect(tile.message == "基準データ prefectures.csv 2行目: 列 tile_row の値「zero」を読めません。")
    }

    @Test("a table in which a quote is never closed is named")
    func openQuote() throws {
        let failure = try replacing("services.csv", "訪問入浴介護", "\"訪問入浴介護")
        #expect(failure.code == .invalid)
        #expect(failure.message.contains("services.csv"))
    }

    @Test("an empty table has no columns")
    func emptyTable() throws {
        let failure = try failure("prefectures.csv") { $0 = "" }
        #expect(failure.message == "基準データ prefectures.csv 1行目: 列 code がありません。")
    }

    // MARK: - kpi_rules.yaml

    @Test("a text that is no YAML is named with its line")
    func noYAML() throws {
        let failure = try failure("kpi_rules.yaml") { $0 = "version: 1\nrules:\n  - id: [\n" }
        #expect(failure.code == .invalid)
        #expect(failure.message.hasPrefix("kpi_rules.yaml: YAMLとして読めません。"))
        #expect(failure.message.contains("4:1") || failure.message.contains("line 4"))
    }

    @Test("a service that services.csv does not know is named where it stands")
    func unknownService() throws {
        let failure = try replacing("kpi_rules.yaml", "services: kpi-default", "services: [\"11\", \"99\"]")
        #expect(failure.message.hasPrefix("kpi_rules.yaml "))
        #expect(failure.message.contains("行目 22列目: サービスコード「99」は services.csv にありません。"))
    }

    @Test("a threshold above one or without a denominator is refused")
    func badThreshold() throws {
        let zero = try replacing("kpi_rules.yaml", "threshold_denominator: 10", "threshold_denominator: 0")
        #expect(zero.message.contains("目標の分数 3/0 は0以上1以下にしてください。"))
        let large = try replacing("kpi_rules.yaml", "threshold_numerator: 3", "threshold_numerator: 11")
        #expect(large.message.contains("目標の分数 11/10 は0以上1以下にしてください。"))
        let negative = try replacing("kpi_rules.yaml", "threshold_numerator: 3", "threshold_numerator: -1")
        #expect(negative.message.contains("-1/10"))
        let text = try replacing("kpi_rules.yaml", "threshold_numerator: 3", "threshold_numerator: three")
        #expect(text.message.hasSuffix("整数が要ります。"))
    }

    @Test("a level has exactly one default rule")
    func defaults() throws {
        let none = try replacing("kpi_rules.yaml", "    default: true", "    default: false")
        #expect(none.message == "kpi_rules.yaml: 水準 municipality の既定の規則(default: true)は1つだけにしてください。")
        let two = try replacing("kpi_rules.yaml", "level: prefecture\n    name_ja", "level: municipality\n    name_ja")
        #expect(two.message == "kpi_rules.yaml: 水準 municipality の既定の規則(default: true)は1つだけにしてください。")
    }

    @Test("words outside the lists are refused with the words that may be used")
    func choices() throws {
        let level = try replacing("kpi_rules.yaml", "level: municipality", "level: village")
        #expect(level.message.hasSuffix("「village」は使えません。使えるのは municipality、prefecture です。"))
        let comparison = try replacing("kpi_rules.yaml", "comparison: gte", "comparison: \">=\"")
        #expect(comparison.message.hasSuffix("「>=」は使えません。使えるのは gte、gt です。"))
        let stage = try replacing("kpi_rules.yaml", "minimum_stage: 3", "minimum_stage: 7")
        #expect(stage.message.contains("「7」は使えません。"))
        let status = try replacing("kpi_rules.yaml", "suspended: exclude", "suspended: no")
        #expect(status.message.hasSuffix("「no」は使えません。使えるのは include、exclude です。"))
        let isDraft = try replacing("kpi_rules.yaml", "draft: true", "draft: maybe")
        #expect(isDraft.message.hasSuffix("true か false が要ります。"))
        let day = try replacing("kpi_rules.yaml", "effective_from: null", "effective_from: 2026-02-30")
        #expect(day.message.hasSuffix("日付(2026-04-01の形)が要ります。"))
    }

    @Test("a rule without its name is named by its own place")
    func missingKey() throws {
        let failure = try replacing("kpi_rules.yaml", "name_ja:", "name_jp:")
        #expect(failure.message.hasSuffix("「name_ja」がありません。"))
        #expect(failure.message.hasPrefix("kpi_rules.yaml "))
    }

    @Test("a route that routes.csv does not know is refused")
    func unknownRoute() throws {
        let failure = try replacing("kpi_rules.yaml", "codes: [careplan-renkei, kaigo-web]", "codes: [careplan-renke]")
        #expect(failure.message.hasSuffix("経路「careplan-renke」は routes.csv にありません。"))
    }

    // MARK: - What may be written

    @Test("a second rule for later years may stand beside the first; blank lines and a byte order mark do no harm")
    func allowed() throws {
        var texts = try Shipped.texts()
        texts["routes.csv"] = "\u{FEFF}" + (texts["routes.csv"] ?? "") + "\n,,,\n"
        texts["kpi_rules.yaml"]! += """

              - id: city-40
                level: municipality
                name_ja: 独自
                name_en: Own
                services: ["43", "11"]
                threshold_numerator: 2
                threshold_denominator: 5
                comparison: gt
                effective_from: 2027-04-01
            """
        let reference = try Reference(texts: texts)
        #expect(reference.routes.count == 3)
        let own = try #require(reference.rules.first { $0.id == "city-40" })
        #expect(own.threshold == Fraction(2, 5) && own.comparison == .moreThan)
        #expect(own.countsSuspended && own.countsDeemed && own.routePeriods.isEmpty)
        // Rules beside the default come before it, so that the default is the one in force.
        #expect(reference.rules.map(\.id) == ["city-40", "municipality-30", "prefecture-50"])
    }
}
