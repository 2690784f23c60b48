import Adoption
import Interchange

/// Reads areas, services and routes in a definition file as people write them, and names the nearest one when there
/// is no such thing.
package struct ReferenceNames: Sendable {
    let reference: Reference
    private let areas: AreaNames
    private let services: ServiceNames

    package init(_ reference: Reference) {
        self.reference = reference
        areas = AreaNames(reference)
        services = ServiceNames(reference)
    }

    /// 静岡市; the prefecture's name for a prefecture; empty for a code that is neither.
    func name(of code: MunicipalityCode) -> String {
        reference.area(code)?.name ?? reference.prefectures.first { $0.code == code }?.name ?? ""
    }

    // MARK: Areas

    /// A municipality or a prefecture, by its six-digit code or by its name.
    func area(_ value: Definition, _ reader: DefinitionReader) -> MunicipalityCode? {
        let expected = "都道府県名を付けた名前（静岡県静岡市）か6桁の団体コードが要ります。"
        guard let text = value.scalar, !Folding.key(text).isEmpty else {
            reader.report(value, "ここには一つの値が要ります。", expected)
            return nil
        }
        let folded = Folding.fold(text)
        if folded.utf8.allSatisfy({ (48...57).contains($0) }) { return area(digits: folded, value, reader) }
        if let number = areas.prefecture(named: folded) { return reference.prefecture(number)?.code }
        guard let code = areas.code(named: folded, prefecture: nil), let area = reference.area(code) else {
            reader.report(value, "「\(clipped(text))」という自治体は見つかりません。", expected, nearArea(folded))
            return nil
        }
        return municipality(area, text, value, reader)
    }

    private func area(digits: String, _ value: Definition, _ reader: DefinitionReader) -> MunicipalityCode? {
        if digits.utf8.count == 6, let code = MunicipalityCode(digits) {
            if reference.prefectures.contains(where: { $0.code == code }) { return code }
            if let area = reference.area(code) { return municipality(area, digits, value, reader) }
        }
        // A wrong or missing check digit, or a zero that a spreadsheet has eaten.
        let near = [MunicipalityCode(String(digits.prefix(5))), MunicipalityCode("0" + digits)]
            .compactMap { $0.flatMap(reference.area) }.first
        reader.report(
            value, "団体コード「\(clipped(digits))」の自治体はありません。", "6桁の全国地方公共団体コードが要ります。",
            near.map { "もしかして: \($0.code)（\(reference.fullName($0))）。" } ?? "")
        return nil
    }

    /// A ward and an area of the past are refused: offices are counted by the municipalities of today.
    private func municipality(
        _ area: Reference.Area, _ text: String, _ value: Definition, _ reader: DefinitionReader
    ) -> MunicipalityCode? {
        guard area.kind == .ward || area.successor != nil else { return area.code }
        let target = reference.municipalityIndex(of: area.code).map { reference.municipalities[$0] }
        reader.report(
            value, "「\(clipped(text))」は\(area.successor == nil ? "区" : "今はない自治体")です。", "今の市区町村が要ります。",
            target.map { "もしかして: \(reference.fullName($0))。" } ?? "")
        return nil
    }

    private func nearArea(_ text: String) -> String {
        let namesakes = reference.municipalities.filter { $0.name == text }.map(reference.fullName)
        if namesakes.count > 1 { return "同じ名前の自治体があります: \(namesakes.joined(separator: "、"))。" }
        let names = reference.municipalities.lazy.map(reference.fullName)
        if let near = NearestName.among(names, to: text) { return "もしかして: \(near)。" }
        let plain = reference.municipalities.lazy.map(\.name)
        if let near = NearestName.among(plain, to: text),
            let area = reference.municipalities.first(where: { $0.name == near })
        {
            return "もしかして: \(reference.fullName(area))。"
        }
        return NearestName.among(reference.prefectures.map(\.name), to: text).map { "もしかして: \($0)。" } ?? ""
    }

    // MARK: Services

    /// The codes of the services that a value names, in the order of services.csv; empty when it is absent.
    func services(_ value: Definition?, _ reader: DefinitionReader) -> [String] {
        var found: Set<String> = []
        for item in value?.oneOrMany ?? [] {
            let text = item.scalar ?? ""
            let codes = scope(text) ?? services.codes(named: text)
            if codes.isEmpty { reportService(item, text, reader) }
            found.formUnion(codes)
        }
        return reference.services.map(\.code).filter(found.contains)
    }

    /// The services of the municipality's KPI, all or those beside 居宅介護支援.
    private func scope(_ text: String) -> [String]? {
        guard ["kpi-default", "home-services"].contains(text),
            let rule = reference.rules.last(where: { $0.level == .municipality })
        else { return nil }
        let codes = reference.services.enumerated().filter { rule.services.contains($0.offset) }.map(\.element.code)
        return text == "kpi-default" ? codes : codes.filter { $0 != "43" }
    }

    private func reportService(_ item: Definition, _ text: String, _ reader: DefinitionReader) {
        let names = ["kpi-default", "home-services"] + reference.services.flatMap { [$0.name, $0.shortName] }
        let near = NearestName.among(names, to: Folding.fold(String(text.prefix(60))))
        let service = reference.services.first { $0.name == near || $0.shortName == near }
        let guess = service.map { "\($0.code)（\($0.name)）" } ?? near
        reader.report(
            item, "「\(clipped(text))」というサービスはありません。", "サービスコード（43）か名称（居宅介護支援）が要ります。",
            guess.map { "もしかして: \($0)。" } ?? "")
    }

    // MARK: Routes

    /// The codes of the routes that a value names, in the order of routes.csv; empty when it is absent.
    func routes(_ value: Definition?, _ reader: DefinitionReader) -> [String] {
        var found: Set<String> = []
        for item in value?.oneOrMany ?? [] {
            let text = item.scalar ?? ""
            if let route = reference.routes.first(where: { $0.code == text || $0.name == text }) {
                found.insert(route.code)
                continue
            }
            let near = NearestName.among(reference.routes.flatMap { [$0.code, $0.name] }, to: text)
            let code = reference.routes.first { $0.code == near || $0.name == near }?.code
            reader.report(
                item, "「\(clipped(text))」という経路はありません。",
                "使えるのは\(reference.routes.map { "\($0.code)（\($0.name)）" }.joined(separator: "、"))です。",
                code.map { "もしかして: \($0)。" } ?? "")
        }
        return reference.routes.map(\.code).filter(found.contains)
    }
}
