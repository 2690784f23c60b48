import Adoption

/// Which column of a list without a fixed layout holds what.
package struct ColumnMapping: Hashable, Sendable {
    package enum Field: String, CaseIterable, Sendable {
        case office, name, service, from, to, route, stage, reason, source, evidence

        /// 事業所番号, 事業所名, ….
        package var label: String {
            switch self {
            case .office: return "事業所番号"
            case .name: return "事業所名"
            case .service: return "サービス"
            case .from: return "開始日"
            case .to: return "終了日"
            case .route: return "経路"
            case .stage: return "段階"
            case .reason: return "終了理由"
            case .source: return "出典"
            case .evidence: return "根拠"
            }
        }
    }

    /// For each field the title of its column, or `#3` for the third column.
    package var columns: [Field: String]

    package init(_ columns: [Field: String]) { self.columns = columns }

    /// Reads `office=事業所番号,from=開始日`.
    ///
    /// - Throws: `Failure` for an unknown or repeated field and for a part
    ///   without `=`.
    package init(parsing text: String) throws(Failure) {
        var columns: [Field: String] = [:]
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = Folding.fold(String(sides[0]))
            let hint = "--map office=列名,from=列名 のように書きます。使える名前: " + Self.fieldNames
            guard sides.count == 2, !Folding.key(String(sides[1])).isEmpty else {
                throw Failure(.invalid, "列の対応「\(part)」を読めません。", hint: hint)
            }
            guard let field = Field(rawValue: name.lowercased()) else {
                throw Failure(.invalid, "列の対応に「\(name)」という名前はありません。", hint: hint)
            }
            guard columns[field] == nil else { throw Failure(.invalid, "列の対応に「\(name)」が2回あります。", hint: hint) }
            columns[field] = String(sides[1])
        }
        self.columns = columns
    }

    private static var fieldNames: String {
        Field.allCases.map { "\($0.rawValue)（\($0.label)）" }.joined(separator: "、")
    }

    /// A mapping found in a file, or guessed from it.
    package struct Resolved: Hashable, Sendable {
        /// The header row; nil when the file has none.
        package var header: TableFile.Line?
        /// Place of each field's column, from 0.
        package var columns: [Field: Int]

        /// The option that states the same: `office=事業所番号,from=開始日`.
        package var option: String {
            parts { field, title in "\(field.rawValue)=\(title)" }.joined(separator: ",")
        }

        /// What was taken for what: 「事業所番号 ← 指定番号、開始日 ← 登録日」.
        package var summary: String {
            parts { field, title in "\(field.label) ← \(title)" }.joined(separator: "、")
        }

        private func parts(_ form: (Field, String) -> String) -> [String] {
            Field.allCases.compactMap { field in
                guard let place = columns[field] else { return nil }
                let title = header.flatMap { place < $0.texts.count ? Folding.fold($0.texts[place]) : nil } ?? ""
                // A title that the option's own syntax could not carry, or that
                // stands twice, is named by its place.
                let isPlain = !title.isEmpty && !title.contains(",") && !title.hasPrefix("#")
                let keys = header?.texts.map(Folding.key) ?? []
                let isFirst = keys.firstIndex(of: Folding.key(title)) == place
                return form(field, isPlain && isFirst ? title : "#\(place + 1)")
            }
        }
    }

    /// Finds the named columns among the first rows of a file.
    ///
    /// - Throws: `Failure` that lists the columns there are.
    package func resolve(in table: TableFile) throws(Failure) -> Resolved {
        guard columns[.office] != nil else {
            throw Failure(.invalid, "列の対応に事業所番号がありません。", hint: "--map office=列名 を指定してください。")
        }
        let candidates = table.sample.prefix(TableFile.headerSearch)
        let titles = columns.values.filter { place(of: $0) == nil }
        func matches(_ line: TableFile.Line) -> Int {
            let keys = line.texts.map(Folding.key)
            return titles.count { keys.contains(Folding.key($0)) }
        }
        // The row that has the named titles; with one of them misspelt, the row that has most of the others.
        let best = candidates.max { matches($0) < matches($1) }
        let header = best.flatMap { matches($0) > 0 ? $0 : nil } ?? candidates.first { $0.number == table.headerLine }
        let width = table.sample.map(\.texts.count).max() ?? 0
        var places: [Field: Int] = [:]
        // In the order of the fields, so that the same mistake gives the same message.
        for field in Field.allCases {
            guard let title = columns[field] else { continue }
            if let place = place(of: title), place < width {
                places[field] = place
            } else if let place = header?.texts.map(Folding.key).firstIndex(of: Folding.key(title)) {
                places[field] = place
            } else {
                let known = (header ?? candidates.first)?.texts.map(Folding.fold).filter { !$0.isEmpty } ?? []
                throw Failure(
                    .invalid, "\(table.name): 列「\(title)」が見つかりません。",
                    hint: "このファイルの列: " + known.joined(separator: "、"))
            }
        }
        return Resolved(header: header, columns: places)
    }

    /// The place that `#3` names.
    private func place(of title: String) -> Int? {
        let folded = Folding.fold(title)
        guard folded.hasPrefix("#"), let number = Int(folded.dropFirst()), number >= 1 else { return nil }
        return number - 1
    }
}

extension ColumnMapping {
    /// Titles under which lists are known to hold a field. The first field
    /// and the first title win.
    private static let knownTitles: [(Field, [String])] = [
        (
            .office,
            [
                "office_number", "事業所番号", "介護保険事業所番号", "介護事業所番号", "指定事業所番号", "事業者番号", "介護保険事業者番号",
                "事業所番号(10桁)", "事業所コード", "指定番号",
            ]
        ),
        (.name, ["name", "office_name", "事業所名", "事業所名称", "事業所の名称", "介護サービス事業所名称", "名称", "施設名"]),
        (.service, ["service_code", "サービスの種類", "サービス種類", "サービス種別", "サービス名", "サービス", "実施サービス", "提供サービス"]),
        (
            .from,
            [
                "from_day", "開始日", "利用開始日", "利用開始年月日", "登録日", "利用登録日", "登録年月日", "開始年月日", "導入日", "有効開始日",
                "有効期間開始日", "適用開始日", "申請日", "利用申請日",
            ]
        ),
        (
            .to,
            [
                "to_day", "終了日", "利用終了日", "利用終了年月日", "終了年月日", "有効期限", "利用期限", "有効終了日", "有効期間終了日", "適用終了日",
                "解約日", "廃止日",
            ]
        ),
        (.route, ["route", "経路", "利用システム", "システム", "システム名"]),
        (.stage, ["stage", "段階", "利用状況", "登録状況", "状況", "状態", "ステータス", "利用の有無", "利用有無"]),
        (.reason, ["end_reason", "終了理由", "解約理由"]),
        (.source, ["source", "出典", "情報源"]),
        (.evidence, ["evidence", "根拠", "確認資料"]),
    ]

    /// Whether a row holds a title of an office-number column.
    static func looksLikeHeader(_ texts: [String]) -> Bool { officePlace(texts.map(Folding.key)) != nil }

    private static func officePlace(_ keys: [String]) -> Int? {
        for title in knownTitles[0].1 {
            if let place = keys.firstIndex(of: Folding.key(title)) { return place }
        }
        // 「事業所番号※」, 「介護保険 事業所番号（半角）」; a former number is another.
        return keys.firstIndex { key in
            (key.contains("事業所番号") || key.contains("事業者番号")) && !key.contains("旧") && !key.contains("変更前")
        }
    }

    /// Guesses the columns from the header, else the office number's column
    /// from its cells. nil when no column holds office numbers.
    package static func guess(_ table: TableFile) -> Resolved? {
        let header = table.sample.prefix(TableFile.headerSearch).first { looksLikeHeader($0.texts) }
        guard let header else { return guessFromCells(table) }
        let keys = header.texts.map(Folding.key)
        var columns: [Field: Int] = [:]
        for (field, titles) in knownTitles {
            let place = titles.lazy.compactMap { keys.firstIndex(of: Folding.key($0)) }.first
            if let place, !columns.values.contains(place) { columns[field] = place }
        }
        columns[.office] = officePlace(keys)
        return Resolved(header: header, columns: columns)
    }

    /// A column in which at least three of five cells below the first are
    /// office numbers.
    private static func guessFromCells(_ table: TableFile) -> Resolved? {
        let width = table.sample.map(\.texts.count).max() ?? 0
        var best: (place: Int, count: Int, first: Int)?
        for place in 0..<width {
            var count = 0
            var filled = 0
            var first: Int?
            for (index, line) in table.sample.enumerated() where place < line.texts.count {
                let text = line.texts[place]
                if Folding.key(text).isEmpty { continue }
                filled += 1
                guard let number = NumberReading.office(text)?.number, (1...47).contains(number.prefecture) else {
                    continue
                }
                count += 1
                first = first ?? index
            }
            // Titles above the data do not count against the column.
            let below = filled - min(first ?? 0, TableFile.headerSearch)
            if let first, count * 5 >= below * 3, count > best?.count ?? 0 { best = (place, count, first) }
        }
        guard let best else { return nil }
        let above = best.first - 1
        let hasHeader =
            (0..<TableFile.headerSearch).contains(above) && best.place < table.sample[above].texts.count
            && !Folding.key(table.sample[above].texts[best.place]).isEmpty
        return Resolved(header: hasHeader ? table.sample[above] : nil, columns: [.office: best.place])
    }
}
