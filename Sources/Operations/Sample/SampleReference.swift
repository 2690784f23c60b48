import Adoption

/// The reference tables from which sample files are made: where municipalities lie, and how many offices of which
/// service each of them has.
package struct SampleReference: Sendable {
    /// The tables of `Data/reference/` that are read.
    package static let tables = [
        "prefectures.csv", "municipalities.csv", "services.csv", "service_counts.csv", "service_file_totals.csv",
        "insurers.csv", "insurer_union_members.csv", "sample_centres.csv",
    ]

    struct Area: Sendable {
        var code: MunicipalityCode
        /// With the city in front of a ward's name, as the open data write it: 静岡市葵区.
        var name: String
        /// Ten-thousandths of a degree.
        var latitude: Int
        var longitude: Int
    }

    struct Municipality: Sendable {
        var code: MunicipalityCode
        var prefecture: Int
        var prefectureName: String
        var name: String
        /// The municipality itself, or the wards of a designated city.
        var areas: [Area]
        /// Offices per open-data file, in the order of `files`.
        var counts: [Int]

        var total: Int { counts.reduce(0, +) }
    }

    /// An open-data file: one service (331…337 share one).
    struct File: Sendable {
        var code: Int
        var service: String
        var inScope: Bool
    }

    let files: [File]
    let municipalities: [Municipality]

    /// Reads the tables named in `tables`.
    /// - Parameter read: gives the text of a table by its name.
    /// - Throws: what `read` throws, and `Failure.invalid` for a table without a needed column or with a value that is
    ///   not a number where one is needed.
    package init(read: (String) throws -> String) throws {
        var tables: [String: SampleTable] = [:]
        for name in SampleReference.tables { tables[name] = try SampleTable(name: name, text: read(name)) }
        func table(_ name: String) throws -> SampleTable {
            guard let table = tables[name] else { throw Failure(.internal, "no table \(name)") }
            return table
        }
        files = try SampleReference.files(try table("service_file_totals.csv"), services: try table("services.csv"))
        var places = try SampleReference.places(
            try table("municipalities.csv"), prefectures: try table("prefectures.csv"),
            centres: try table("sample_centres.csv"), fileCount: files.count)
        let index = Dictionary(
            places.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
        try SampleReference.countReal(try table("service_counts.csv"), files: files, into: &places, index: index)
        let elderly = try SampleReference.elderly(
            try table("insurers.csv"), members: try table("insurer_union_members.csv"), places: places, index: index)
        try SampleReference.apportionRest(
            try table("service_file_totals.csv"), counted: try table("service_counts.csv"), elderly: elderly,
            files: files, into: &places)
        municipalities = places
    }

    private static func files(_ totals: SampleTable, services: SampleTable) throws -> [File] {
        var scope: [String: Bool] = [:]
        for row in services.rows {
            scope[try services.text("service_code", row)] = try services.text("kpi_default", row) == "yes"
        }
        return try totals.rows.map { row in
            let service = try totals.text("service_code", row)
            return File(code: try totals.number("file_code", row), service: service, inScope: scope[service] ?? false)
        }
    }

    /// Offices of the files whose counts per municipality are known.
    private static func countReal(
        _ counts: SampleTable, files: [File], into places: inout [Municipality], index: [MunicipalityCode: Int]
    ) throws {
        let fileIndex = Dictionary(files.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
        for row in counts.rows {
            guard let place = index[try counts.code("code6", row)],
                let file = fileIndex[try counts.number("file_code", row)]
            else { continue }
            places[place].counts[file] += try counts.number("offices", row)
        }
    }

    /// Insured persons aged 65 and over per municipality. A union's number is shared among its members in proportion to
    /// the offices counted in each, plus one.
    private static func elderly(
        _ insurers: SampleTable, members: SampleTable, places: [Municipality], index: [MunicipalityCode: Int]
    ) throws -> [Int] {
        var persons = Array(repeating: 0, count: places.count)
        var unions: [String: [Int]] = [:]
        for row in members.rows {
            guard let place = index[try members.code("code6", row)] else { continue }
            unions[try members.text("prefecture_code", row) + members.text("union", row), default: []].append(place)
        }
        for row in insurers.rows {
            let insured = try insurers.number("insured_65plus", row)
            if try insurers.text("kind", row) == "union" {
                let key = try insurers.text("prefecture_code", row) + insurers.text("insurer", row)
                let shared = unions[key] ?? []
                let shares = apportioned(insured, by: shared.map { places[$0].total + 1 })
                for (place, share) in zip(shared, shares) { persons[place] += share }
            } else if let place = index[try insurers.code("code6", row)] {
                persons[place] += insured
            }
        }
        return persons
    }

    /// The files without counts: the national total is shared by the persons aged 65 and over.
    private static func apportionRest(
        _ totals: SampleTable, counted: SampleTable, elderly: [Int], files: [File], into places: inout [Municipality]
    ) throws {
        var known = Set<Int>()
        for row in counted.rows { known.insert(try counted.number("file_code", row)) }
        for (file, row) in zip(files.indices, totals.rows) where !known.contains(files[file].code) {
            let shares = apportioned(try totals.number("offices", row), by: elderly)
            for place in places.indices { places[place].counts[file] = shares[place] }
        }
    }
}

/// A reference table: plain comma-separated text whose cells hold no quotes (checked), because the product's own
/// tables are written so.
struct SampleTable {
    let name: String
    let rows: [[Substring]]
    private let columns: [Substring: Int]

    init(name: String, text: String) throws {
        guard !text.utf8.contains(UInt8(ascii: "\"")) else {
            throw Failure(.invalid, "\(name): quoted cells are not expected in this table")
        }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: true).map { line in
            line.split(separator: ",", omittingEmptySubsequences: false)
        }
        guard !lines.isEmpty else { throw Failure(.invalid, "\(name) is empty") }
        let header = lines.removeFirst()
        columns = Dictionary(header.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        for (number, line) in lines.enumerated() where line.count != header.count {
            throw Failure(.invalid, "\(name), line \(number + 2): \(line.count) cells, \(header.count) expected")
        }
        self.name = name
        rows = lines
    }

    func text(_ column: String, _ row: [Substring]) throws -> String {
        guard let place = columns[column[...]] else { throw Failure(.invalid, "\(name) has no column \(column)") }
        return String(row[place])
    }

    func number(_ column: String, _ row: [Substring]) throws -> Int {
        let found = try text(column, row)
        guard let number = Int(found) else {
            throw Failure(.invalid, "\(name), column \(column): a number is expected, found \(found)")
        }
        return number
    }

    func code(_ column: String, _ row: [Substring]) throws -> MunicipalityCode {
        let found = try text(column, row)
        guard let code = MunicipalityCode(found) else {
            throw Failure(.invalid, "\(name), column \(column): a municipality code is expected, found \(found)")
        }
        return code
    }
}
