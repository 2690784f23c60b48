import Adoption
import CSV
import FoundationEssentials
import Interchange
import Operations
import TestWorkspace
import Testing

/// The files of an export: encodings, the data package, what is said about them.
@Suite("The files of an export")
struct ExportFormTests {
    private static let day = Day(number: 20_757)

    private func begun(name: String = "架空事業所") throws -> TestWorkspace {
        let it = try TestWorkspace()
        try it.importOffices([OfficeRow(officeNumber(1), "43", name: name)], on: "2026-10-31")
        try it.importRegistrations([StageRow(officeNumber(1), from: "2026-01-05")], on: "2026-10-31")
        return it
    }

    private func export(
        _ it: TestWorkspace, _ tables: [ExportTable] = ExportTable.allCases, encoding: ExportEncoding = .utf8
    ) throws -> String {
        try it.workspace.export(
            tables, to: it.folder + "/out", knownAt: nil, asOf: ExportFormTests.day, encoding: encoding)
    }

    private func rows(_ path: String) throws -> [[String]] {
        var rows: [[String]] = []
        try CSVReader(.bytes(Files.read(path)), delimiter: .comma).forEachRow { rows.append($0.texts) }
        return rows
    }

    /// The parts of datapackage.json that a reader needs.
    private struct Package: Decodable {
        struct Resource: Decodable {
            struct Schema: Decodable {
                struct Field: Decodable {
                    var name: String
                    var type: String
                    var title: String
                    var description: String
                    var constraints: Constraints?
                }
                struct Constraints: Decodable {
                    var required: Bool?
                    var `enum`: [String]?
                }
                var fields: [Field]
                var primaryKey: [String]
                var missingValues: [String]
            }
            var name: String
            var path: String
            var profile: String
            var encoding: String
            var schema: Schema
        }
        var profile: String
        var name: String
        var version: String
        var resources: [Resource]
    }

    @Test(
        "the data package names every file, and its fields are the columns of that file",
        arguments: ExportEncoding.allCases)
    func dataPackage(encoding: ExportEncoding) throws {
        let it = try begun()
        _ = try export(it, encoding: encoding)
        let folder = it.folder + "/out"
        let bytes = try Files.read(folder + "/datapackage.json")
        let package = try JSONDecoder().decode(Package.self, from: Data(bytes))
        #expect(package.profile == "tabular-data-package" && package.name == "fukyu-export")
        #expect(package.version == "2026-10-31+r\(try it.revision())")
        let files = try Files.names(in: folder)
        #expect(Set(files) == Set(package.resources.map(\.path) + ["datapackage.json", "data-dictionary.md"]))
        #expect(package.resources.count == ExportTable.allCases.count)
        // Whoever counts on a value finds one: the days, the reason and the source may be blank.
        let registrations = try #require(package.resources.first { $0.name == "registrations" })
        #expect(
            registrations.schema.fields.filter { $0.constraints?.required == true }.map(\.name)
                == ["office_number", "route", "stage"])
        #expect(registrations.schema.fields[2].constraints?.enum == ["pledged", "applied", "registered"])
        let dictionary = try Files.readText(folder + "/data-dictionary.md")
        for resource in package.resources {
            #expect(resource.profile == "tabular-data-resource")
            #expect(resource.encoding == (encoding == .utf8 ? "utf-8" : "cp932"))
            #expect(
                try rows("\(folder)/\(resource.path)").first == resource.schema.fields.map(\.name), "\(resource.path)")
            #expect(Set(resource.schema.primaryKey).isSubset(of: Set(resource.schema.fields.map(\.name))))
            #expect(resource.schema.missingValues == [""])
            for field in resource.schema.fields {
                #expect(["string", "integer", "number", "date"].contains(field.type))
                #expect(!field.title.isEmpty && field.description.contains(" / "))
                #expect(dictionary.contains("| `\(field.name)` "))
            }
        }
    }

    @Test("the values of a column have the type that the data package says, and keys occur once")
    func types() throws {
        let it = try begun()
        _ = try export(it)
        for table in ExportTable.allCases {
            let found = try rows("\(it.folder)/out/\(table.format.fileName)")
            var keys: Set<[String]> = []
            for row in found.dropFirst() {
                #expect(row.count == table.format.columns.count)
                for (column, cell) in zip(table.format.columns, row) {
                    let isRight = cell.isEmpty ? !column.isRequired : isValue(cell, of: column)
                    if !isRight { Issue.record("\(table.rawValue).\(column.name): \(cell)") }
                }
                let key = zip(table.format.columns, row).filter { table.format.primaryKey.contains($0.0.name) }.map(\.1)
                if !keys.insert(key).inserted { Issue.record("\(table.rawValue): \(key) twice") }
            }
        }
    }

    private func isValue(_ cell: String, of column: OwnFormat.Column) -> Bool {
        switch column.type {
        case .string: column.values.isEmpty || column.values.contains(cell)
        case .integer: Int(cell) != nil
        case .number: Double(cell) != nil
        case .date: Day(cell) != nil
        }
    }

    @Test("cp932 counts the characters it cannot write, puts 〓 there, and says so")
    func replacements() throws {
        let it = try begun(name: "😀見本🏥事業所𠮷")
        let said = try export(it, [.offices, .registrations], encoding: .cp932)
        let lines = said.split(separator: "\n").map(String.init)
        #expect(lines[0].hasSuffix("offices.csv: 1行(cp932 にない 3 文字を〓に置き換えました)"))
        #expect(lines[1].hasSuffix("registrations.csv: 1行"))
        let bytes = try Files.read(it.folder + "/out/offices.csv")
        // 〓 is 81AC, 見本 8CA9 967B; no byte order mark.
        #expect(bytes.firstRange(of: [0x81, 0xAC, 0x8C, 0xA9, 0x96, 0x7B, 0x81, 0xAC]) != nil)
        #expect(bytes.starts(with: Array("office_number,".utf8)))
        #expect(try rows(it.folder + "/out/offices.csv")[1][2] == "〓見本〓事業所〓")
    }

    @Test("utf8 begins with the mark that Excel needs, and lines end as RFC 4180 says")
    func utf8() throws {
        let it = try begun()
        _ = try export(it, [.registrations])
        let bytes = try Files.read(it.folder + "/out/registrations.csv")
        #expect(Array(bytes.prefix(3)) == [0xEF, 0xBB, 0xBF])
        #expect(
            String(decoding: bytes.dropFirst(3), as: UTF8.self)
                == "office_number,route,stage,from_day,to_day,end_reason,source,evidence\r\n"
                + "\(officeNumber(1)),careplan-renkei,registered,2026-01-05,,,,\r\n")
    }

    @Test("an export into a folder leaves no half-written file, and again gives the same bytes")
    func again() throws {
        let it = try begun()
        _ = try export(it)
        let folder = it.folder + "/out"
        let first = try Files.names(in: folder).map { try Files.read("\(folder)/\($0)") }
        _ = try export(it)
        #expect(try Files.names(in: folder).map { try Files.read("\(folder)/\($0)") } == first)
        #expect(try Files.names(in: folder).allSatisfy { !$0.contains(".part") })
    }

    @Test("a table that does not exist is refused with the names there are")
    func names() throws {
        #expect(try ExportTable.named("all") == ExportTable.allCases)
        #expect(try ExportTable.named("prefecture_kpi") == [.prefectureKPI])
        let failure = #expect(throws: Failure.self) { try ExportTable.named("office") }
        #expect(failure?.code == .notFound)
        #expect(failure?.hint?.contains("municipality_kpi") == true)
    }
}
