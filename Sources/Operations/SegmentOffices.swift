import Adoption
import Analytics
import CSV
import Dashboards

/// The segments of an area for a terminal: the page, and for the staff the offices one by one.
extension SiteEdition {
    /// The page of an area's segments as text.
    /// - Throws: `Failure.invalid` for the nation, which has no such page.
    package func segmentText(of area: AreaSelection) throws -> [UInt8] {
        render(try chosenSegments(of: area), as: .txt)
    }

    /// The same as JSON.
    /// - Throws: `Failure.invalid` for the nation.
    package func segmentJSON(of area: AreaSelection) throws -> [UInt8] {
        render(try chosenSegments(of: area), as: .json)
    }

    private func chosenSegments(of area: AreaSelection) throws -> Page {
        guard let page = segmentsPage(of: area) else {
            throw Failure(
                .invalid, "普及の段階は、都道府県か市区町村ごとに示します。",
                hint: "--prefecture または --municipality を指定してください(例: --municipality 静岡市)。")
        }
        return page
    }

    /// Every eligible office of an area as CSV, those that began first in front. It names offices: it is printed for
    /// the staff, and no page holds it.
    /// - Throws: `Failure.invalid` for the nation, `Failure.notFound` while nothing is known of the area's use.
    package func segmentOffices(of area: AreaSelection) throws -> [UInt8] {
        let name = try chosenSegments(of: area).title
        let offices =
            switch area {
            case .nation: [OfficeSegment]()
            case .prefecture(let number): segments.offices(ofPrefecture: number)
            case .municipality(let index): segments.offices(ofMunicipality: index)
            }
        guard !offices.isEmpty else {
            throw Failure(
                .notFound, "\(name)を示せる事業所がありません。",
                hint: "事業所の名簿と登録の名簿を取り込んだ市区町村を指定してください(fukyu kpi で分かります)。")
        }
        var bytes: [UInt8] = []
        var writer = try CSVWriter(.utf8) { bytes += $0 }
        for head in SegmentColumn.allCases { writer.field(head.rawValue) }
        try writer.endRow()
        for office in offices { try write(office, to: &writer) }
        _ = try writer.finish()
        return bytes
    }

    private func write(_ office: OfficeSegment, to writer: inout CSVWriter) throws {
        let municipality = state.reference.municipalities[office.municipality]
        writer.field(office.number.description)
        writer.field(municipality.code.description)
        writer.field(municipality.name)
        switch office.first {
        case .day(let day): writer.field(day.description)
        case .beforeRecord: writer.field("記録より前")
        case nil: writer.field("")
        }
        writer.field(office.category.map(SegmentColumn.name) ?? "")
        writer.field(office.rank?.share.perMilleHalfUp.map { "\($0 / 10).\($0 % 10)" } ?? "")
        writer.field(SegmentColumn.name(office.status))
        writer.field(office.spells)
        try writer.endRow()
    }
}

/// The columns of the list of offices, with the words in them: for the staff, in Japanese as all files of the staff.
private enum SegmentColumn: String, CaseIterable {
    case number = "事業所番号"
    case code = "団体コード"
    case municipality = "市区町村"
    case first = "最初の利用日"
    case category = "区分"
    case rank = "早い方から（%）"
    case status = "状態"
    case spells = "登録の回数"

    static func name(_ category: AdopterCategory) -> String {
        switch category {
        case .innovator: "イノベーター（革新者）"
        case .earlyAdopter: "アーリーアダプター（初期採用者）"
        case .earlyMajority: "アーリーマジョリティ（前期追従者）"
        case .lateMajority: "レイトマジョリティ（後期追従者）"
        case .laggard: "ラガード（遅滞者）"
        }
    }

    static func name(_ status: OfficeSegment.Status) -> String {
        switch status {
        case .using: "利用中"
        case .ended: "利用終了"
        case .prospect: "未利用（見込み）"
        }
    }
}
