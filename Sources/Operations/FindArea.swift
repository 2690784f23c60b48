import Adoption
import Interchange

/// Which area a command is about.
package enum AreaSelection: Sendable, Hashable {
    case nation
    /// Number 1…47.
    case prefecture(Int)
    /// Place in `Reference.municipalities`.
    case municipality(Int)
}

extension Reference {
    /// Finds a prefecture by number (22, 220001) or name (静岡県, 静岡).
    /// - Throws: `Failure.notFound` with near names.
    package func findPrefecture(_ text: String) throws -> Prefecture {
        let wanted = Folding.fold(text).trimmed
        let found = prefectures.first { prefecture in
            prefecture.key == wanted || String(prefecture.number) == wanted || prefecture.code.description == wanted
                || prefecture.name == wanted || prefecture.name.dropLast() == wanted || prefecture.kana == wanted
        }
        if let found { return found }
        let near = prefectures.filter { $0.name.contains(wanted) || wanted.contains($0.name.dropLast()) }.map(\.name)
        throw Failure(
            .notFound, "都道府県「\(text)」が見つかりません。",
            hint: near.isEmpty ? "名前(静岡県)か番号(22)で指定してください。" : "もしかして: \(near.joined(separator: "、"))")
    }

    /// Finds a municipality by code (221007, 22100) or by name with or without its prefecture and county. A ward of a
    /// designated city means its city.
    /// - Throws: `Failure.notFound`, or `Failure.invalid` with the candidates when several have the name.
    package func findMunicipality(_ text: String, in prefecture: Prefecture? = nil) throws -> Int {
        let wanted = Folding.fold(text).trimmed
        guard !wanted.isEmpty else {
            throw Failure(.invalid, "市区町村の名前が空です。", hint: "名前(静岡市)か団体コード(221007)で指定してください。")
        }
        if wanted.utf8.allSatisfy({ (48...57).contains($0) }) { return try findMunicipality(digits: wanted) }
        var found: Set<Int> = []
        for area in areas where prefecture.map({ $0.number == area.code.prefecture }) ?? true {
            if names(of: area).contains(where: { Reference.same($0, wanted) }),
                let index = municipalityIndex(of: area.code)
            {
                found.insert(index)
            }
        }
        if let code = areaAliases[wanted] ?? prefecture.flatMap({ areaAliases[$0.name + wanted] }),
            let index = municipalityIndex(of: code)
        {
            found.insert(index)
        }
        if found.count == 1, let index = found.first { return index }
        if found.count > 1 {
            let candidates = found.sorted().map { "\(fullName(municipalities[$0]))(\(municipalities[$0].code))" }
            throw Failure(
                .invalid, "「\(text)」は\(found.count)つあります: \(candidates.joined(separator: "、"))",
                hint: "都道府県名を付けるか、団体コードで指定してください。")
        }
        let near = municipalities.filter { $0.name.contains(wanted) || wanted.contains($0.name) }.prefix(5).map(
            fullName)
        throw Failure(
            .notFound, "市区町村「\(text)」が見つかりません。",
            hint: near.isEmpty ? "名前(静岡市)か団体コード(221007)で指定してください。" : "もしかして: \(near.joined(separator: "、"))")
    }

    /// 221007, 22100, 11002 (its zero lost in a spreadsheet) and the insurer's number of a municipality.
    private func findMunicipality(digits: String) throws -> Int {
        let codes = [
            MunicipalityCode(digits), digits.utf8.count == 5 ? MunicipalityCode("0" + digits) : nil,
            MunicipalityCode(insurerNumber: digits),
        ]
        if let index = codes.lazy.compactMap({ $0 }).compactMap(municipalityIndex(of:)).first { return index }
        let completed = digits.utf8.count == 6 ? MunicipalityCode(String(digits.prefix(5))) : nil
        let near = completed.flatMap(municipalityIndex(of:)).map { municipalities[$0] }
        throw Failure(
            .notFound, "団体コード \(digits) の市区町村はありません。",
            hint: near.map { "もしかして: \($0.code)(\(fullName($0)))" } ?? "6桁の全国地方公共団体コードを確かめてください。")
    }

    /// Equal but for the small ヶ and ケ, which people write as they like.
    private static func same(_ name: String, _ wanted: String) -> Bool {
        func plain(_ text: String) -> String { String(text.map { $0 == "ヶ" || $0 == "ｹ" ? "ケ" : $0 }) }
        return name == wanted || plain(name) == plain(wanted)
    }

    private func names(of area: Area) -> [String] {
        let prefecture = self.prefecture(area.code.prefecture)?.name ?? ""
        var names = [area.name, prefecture + area.name, area.kana]
        if !area.county.isEmpty { names += [area.county + area.name, prefecture + area.county + area.name] }
        // 静岡 for 静岡市, but not 中央 for the wards of that name.
        if area.kind != .ward { names.append(String(area.name.dropLast())) }
        if let city = area.parent.flatMap({ self.area($0) }) {
            names += [city.name + area.name, prefecture + city.name + area.name]
        }
        return names
    }

    /// The municipalities that a list of codes names: a prefecture's code stands for all of its municipalities, a
    /// ward's for its city.
    /// - Throws: `Failure.invalid` for a code that is none.
    package func municipalityCodes(_ texts: [String]) throws -> [MunicipalityCode] {
        var codes: Set<MunicipalityCode> = []
        for text in texts.map(\.trimmed) where !text.isEmpty {
            if let prefecture = prefectures.first(where: {
                $0.key == text || $0.code.description == text || $0.name == text
            }) {
                codes.formUnion(municipalities.map(\.code).filter { $0.prefecture == prefecture.number })
            } else {
                codes.insert(municipalities[try findMunicipality(text)].code)
            }
        }
        return codes.sorted()
    }
}

extension String {
    /// Without white space at both ends, full-width spaces included.
    var trimmed: String {
        let isSpace: (Character) -> Bool = { $0.isWhitespace }
        return String(drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    }
}
