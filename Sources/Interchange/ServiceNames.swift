import Adoption

/// Finds a service by the name that a list gives it.
package struct ServiceNames: Sendable {
    private let codeByName: [String: String]
    private let codeByFileCode: [String: String]
    private let codes: Set<String>

    package init(_ reference: Reference) {
        var byName: [String: String] = [:]
        for service in reference.services {
            byName[Folding.key(service.name)] = service.code
            if byName[Folding.key(service.shortName)] == nil { byName[Folding.key(service.shortName)] = service.code }
        }
        // The table of aliases is edited by people and has the last word.
        for (name, code) in reference.serviceAliases { byName[Folding.key(name)] = code }
        var byFileCode: [String: String] = [:]
        for service in reference.services {
            for fileCode in service.fileCodes { byFileCode[fileCode] = service.code }
        }
        codeByName = byName
        codeByFileCode = byFileCode
        codes = Set(reference.services.map(\.code))
    }

    /// The code of one service, by its name as known, else by its name
    /// without 指定 in front, 事業所 behind, or what stands in brackets.
    package func code(named text: String) -> String? {
        let key = Folding.key(text)
        if let code = codeByName[key] { return code }
        if codes.contains(key.uppercased()) { return key.uppercased() }
        for variant in Self.variants(key) {
            if let code = codeByName[variant] { return code }
        }
        return nil
    }

    /// The codes of a cell that may name several services.
    package func codes(named text: String) -> [String] {
        if let code = code(named: text) { return [code] }
        let separators: Set<Unicode.Scalar> = ["、", "，", ",", ";", "；", "/", "／", "\n", "\r", "|"]
        let parts = text.unicodeScalars.split { separators.contains($0) }.map { String($0) }
        guard parts.count > 1 else { return [] }
        var found: [String] = []
        for part in parts where !Folding.key(part).isEmpty {
            guard let code = code(named: part) else { return [] }
            if !found.contains(code) { found.append(code) }
        }
        return found
    }

    /// The service of an open-data file, by the three digits of its name.
    package func code(fileCode: String) -> String? { codeByFileCode[fileCode] }

    package func isKnown(code: String) -> Bool { codes.contains(code) }

    private static func variants(_ key: String) -> [String] {
        var variants: [String] = []
        var name = key
        if name.hasPrefix("指定") {
            name = String(name.unicodeScalars.dropFirst(2))
            variants.append(name)
        }
        for ending in ["事業所", "事業", "サービス"] where name.hasSuffix(ending) {
            variants.append(String(name.unicodeScalars.dropLast(ending.unicodeScalars.count)))
        }
        if name.hasSuffix(")"), let bracket = name.unicodeScalars.firstIndex(of: "(") {
            let base = String(name.unicodeScalars[..<bracket])
            let inside = String(name.unicodeScalars[bracket...].dropFirst().dropLast())
            // Only nicknames and kinds of home: 通所介護(地域密着型) and
            // 訪問介護(予防) are other services.
            if nicknames.contains(inside) || base.hasSuffix("特定施設入居者生活介護") { variants.append(base) }
        }
        return variants
    }

    private static let nicknames: Set<String> = [
        "ホームヘルプ", "ホームヘルプサービス", "デイサービス", "デイケア", "ショートステイ", "グループホーム", "ケアマネジャー", "ケアプラン作成",
        "ケアマネジメント", "老健", "特養", "特別養護老人ホーム", "複合型サービス", "リハビリ", "レンタル",
    ]
}
