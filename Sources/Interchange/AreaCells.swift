import Adoption
import CSV

/// Finds the municipality of each row from its code, name and address cells.
/// Rows of one list repeat the same few cells, so results are kept.
struct AreaCells {
    struct Columns {
        var code: Int
        /// The code and name of the body that publishes the list: a weaker
        /// statement than the office's own place.
        var bodyCode: Int
        var body: Int
        var prefecture: Int
        var city: Int
        var address: Int

        init(_ columns: [Int]) {
            code = columns[OfficeColumn.areaCode.rawValue]
            bodyCode = columns[OfficeColumn.bodyCode.rawValue]
            body = columns[OfficeColumn.body.rawValue]
            prefecture = columns[OfficeColumn.prefecture.rawValue]
            city = columns[OfficeColumn.city.rawValue]
            address = columns[OfficeColumn.address.rawValue]
        }
    }

    private struct Finding {
        var code: MunicipalityCode?
        /// Only the address can tell.
        var prefecture: Int?
        var issues: [(code: RowIssue.Code, column: Int, found: String, expected: String?)] = []
    }

    private let columns: Columns
    private let areas: AreaNames
    private var known: [[UInt8]: Finding] = [:]
    private var lastKey: [UInt8] = []
    private var lastFinding: Finding?
    private var key: [UInt8] = []

    init(_ columns: Columns, _ areas: AreaNames) {
        self.columns = columns
        self.areas = areas
    }

    /// The area of a row; nil with an error noted when nothing tells.
    mutating func read(
        _ row: borrowing CSVRow, _ office: OfficeNumber?, _ journal: inout RowJournal
    ) -> MunicipalityCode? {
        let finding = cached(row, office)
        for issue in finding.issues {
            journal.note(issue.code, issue.column, found: issue.found, expected: issue.expected)
        }
        if let code = finding.code { return code }
        let address = columns.address >= 0 ? row.text(columns.address) : ""
        if let code = areas.code(address: address, prefecture: finding.prefecture ?? office?.prefecture) {
            journal.note(.municipalityFromAddress, columns.address, found: address, expected: areas.fullName(code))
            return code
        }
        let column = columns.code >= 0 ? columns.code : columns.city
        journal.note(.municipalityUnknown, column, found: [columns.code, columns.city].map { row.text($0) }.joined())
        return nil
    }

    private mutating func cached(_ row: borrowing CSVRow, _ office: OfficeNumber?) -> Finding {
        key.removeAll(keepingCapacity: true)
        // The office's prefecture decides between two readings of a short code.
        key.append(UInt8(truncatingIfNeeded: office?.prefecture ?? 0))
        let cells = [columns.code, columns.bodyCode, columns.body, columns.prefecture, columns.city]
        for column in cells where column >= 0 {
            key.append(contentsOf: row[column])
            key.append(0)
        }
        if key == lastKey, let lastFinding { return lastFinding }
        let finding = known[key] ?? find(row, office)
        known[key] = finding
        lastKey = key
        lastFinding = finding
        return finding
    }

    private func find(_ row: borrowing CSVRow, _ office: OfficeNumber?) -> Finding {
        var finding = Finding()
        let city = row.text(columns.city)
        let named = areas.prefecture(named: row.text(columns.prefecture))
        let near = named ?? office?.prefecture
        finding.prefecture = named
        let isOwnCode = columns.code >= 0 && !row[columns.code].isBlankCell
        let place = isOwnCode ? columns.code : columns.bodyCode
        let text = row.text(place)
        switch areas.read(code: text, near: near) {
        case .exact(let code): finding.code = code
        case .completed(let code):
            finding.code = code
            finding.issues.append((.municipalityCodeCompleted, place, text, "\(code) \(areas.fullName(code))"))
        case .insurer(let code):
            finding.code = code
            finding.issues.append((.municipalityFromInsurer, place, text, "\(code) \(areas.fullName(code))"))
        case .prefecture(let number): finding.prefecture = named ?? number
        case .blank: break
        case .invalid: finding.issues.append((.municipalityCodeInvalid, place, text, nil))
        }
        let byName = areas.code(named: city, prefecture: finding.prefecture ?? finding.code?.prefecture ?? near)
        if let code = finding.code {
            if let byName, !areas.agrees(code, with: byName) {
                finding.issues.append((.municipalityDisagrees, columns.city, city, areas.fullName(code)))
            }
            return finding
        }
        if let byName = byName ?? areas.code(named: row.text(columns.body), prefecture: finding.prefecture ?? near) {
            finding.code = byName
            let found = city.isEmpty ? row.text(columns.body) : city
            let place = city.isEmpty ? columns.body : columns.city
            finding.issues.append((.municipalityFromName, place, found, "\(byName) \(areas.fullName(byName))"))
        }
        return finding
    }
}

/// Finds the services of each row; a list repeats the same few names.
struct ServiceCells {
    private let services: ServiceNames
    /// The service that the file's name states.
    private let named: String?
    private let isOwn: Bool
    private var known: [String: [String]] = [:]
    private var lastCell: [UInt8] = []
    private var lastCodes: [String] = []

    init(_ services: ServiceNames, _ named: String?, isOwn: Bool) {
        self.services = services
        self.named = named
        self.isOwn = isOwn
    }

    mutating func read(_ row: borrowing CSVRow, _ column: Int, _ journal: inout RowJournal) -> [String] {
        let cell = row[column]
        if !cell.elementsEqual(lastCell) || lastCell.isEmpty {
            lastCell = Array(cell)
            lastCodes = find(row.text(column))
        }
        if lastCodes.isEmpty {
            if let named {
                journal.note(.serviceFromFileName, column, found: row.text(column), expected: named)
                return [named]
            }
            journal.note(.serviceUnknown, column, found: row.text(column))
        } else if lastCodes.count > 1 {
            journal.note(.severalServices, column, found: row.text(column), expected: lastCodes.joined(separator: "、"))
        } else if let named, lastCodes[0] != named {
            journal.note(.serviceDisagreesWithFileName, column, found: row.text(column), expected: named)
        }
        return lastCodes
    }

    private mutating func find(_ text: String) -> [String] {
        if let codes = known[text] { return codes }
        let code = Folding.fold(text).uppercased()
        let codes = isOwn ? (services.isKnown(code: code) ? [code] : []) : services.codes(named: text)
        known[text] = codes
        return codes
    }
}
