import Adoption
import Operations

/// A row of the product's own `offices.csv`; what a test does not name has a value that nothing hangs on.
package struct OfficeRow: Sendable {
    package var number: String
    package var service: String
    package var name: String
    package var kana: String
    package var area: String
    package var address: String
    package var corporation: String
    package var corporationName: String
    package var open: String
    package var last: String
    package var status: String
    package var successorOf: String
    package var latitude: String
    package var longitude: String
    package var capacity: String

    /// - Parameter area: 静岡市葵区, when not named.
    package init(
        _ number: String, _ service: String = "11", name: String = "架空事業所", kana: String = "", area: String = "221015",
        address: String = "", corporation: String = "", corporationName: String = "", open: String = "",
        last: String = "", status: String = "", successorOf: String = "", latitude: String = "",
        longitude: String = "", capacity: String = ""
    ) {
        self.number = number
        self.service = service
        self.name = name
        self.kana = kana
        self.area = area
        self.address = address
        self.corporation = corporation
        self.corporationName = corporationName
        self.open = open
        self.last = last
        self.status = status
        self.successorOf = successorOf
        self.latitude = latitude
        self.longitude = longitude
        self.capacity = capacity
    }

    package static let header =
        "office_number,service_code,name,kana,municipality_code,address,corporation_number,corporation_name,"
        + "open_day,last_day,status,successor_of,latitude,longitude,capacity"

    package var line: String {
        [
            number, service, name, kana, area, address, corporation, corporationName, open, last, status, successorOf,
            latitude, longitude, capacity,
        ].map(quoted).joined(separator: ",")
    }
}

/// A row of `registrations.csv`.
package struct StageRow: Sendable {
    package var number: String
    package var route: String
    package var stage: String
    package var from: String
    package var to: String
    package var reason: String
    package var source: String
    package var evidence: String

    package init(
        _ number: String, _ stage: String = "registered", from: String = "", to: String = "", reason: String = "",
        route: String = "careplan-renkei", source: String = "", evidence: String = ""
    ) {
        self.number = number
        self.route = route
        self.stage = stage
        self.from = from
        self.to = to
        self.reason = reason
        self.source = source
        self.evidence = evidence
    }

    package static let header = "office_number,route,stage,from_day,to_day,end_reason,source,evidence"

    package var line: String {
        [number, route, stage, from, to, reason, source, evidence].map(quoted).joined(separator: ",")
    }
}

private func quoted(_ cell: String) -> String {
    let needsQuotes = cell.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
    return needsQuotes
        ? "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\"" : cell
}

package func officesCSV(_ rows: [OfficeRow]) -> String {
    ([OfficeRow.header] + rows.map(\.line)).joined(separator: "\r\n") + "\r\n"
}

package func registrationsCSV(_ rows: [StageRow]) -> String {
    ([StageRow.header] + rows.map(\.line)).joined(separator: "\r\n") + "\r\n"
}

/// Office numbers that are valid and belong to nobody: serial `index` of prefecture 22, kind 7.
package func officeNumber(_ index: Int, prefecture: Int = 22) -> String {
    let digits = String(10_000 + index).dropFirst()
    let stem = (prefecture < 10 ? "0" : "") + "\(prefecture)799\(digits)"
    for check in 0...9 {
        if let number = OfficeNumber(stem + "\(check)"), number.checkDigitMatches { return number.description }
    }
    return stem + "0"
}

extension TestWorkspace {
    /// Imports rows as one office list of a day.
    @discardableResult
    package func importOffices(
        _ rows: [OfficeRow], on day: String, complete: Bool = false, covers: [String] = [], preview: Bool = false
    ) throws -> ImportReport {
        let path = try file("offices.csv", officesCSV(rows))
        return try workspace.importOffices(
            request([path], on: day, complete: complete, covers: covers, preview: preview))
    }

    /// Imports rows as one registration list of a day.
    @discardableResult
    package func importRegistrations(
        _ rows: [StageRow], on day: String, complete: Bool = false, covers: [String] = [], preview: Bool = false
    ) throws -> ImportReport {
        let path = try file("registrations.csv", registrationsCSV(rows))
        return try workspace.importRegistrations(
            request([path], on: day, complete: complete, covers: covers, preview: preview))
    }

    package func request(
        _ paths: [String], on day: String? = nil, complete: Bool = false, covers: [String] = [],
        mapping: String? = nil, skipsBadRows: Bool = false, preview: Bool = false
    ) -> ImportRequest {
        ImportRequest(
            paths: paths, asOf: day.flatMap { Day($0) }, isComplete: complete, covers: covers, mapping: mapping,
            skipsBadRows: skipsBadRows, isPreview: preview, actor: "test")
    }
}

extension ImportReport {
    /// The counts that are not zero, by label.
    package var counts: [String: Int] {
        Dictionary(uniqueKeysWithValues: changes.filter { $0.count != 0 }.map { ($0.label, $0.count) })
    }
}
