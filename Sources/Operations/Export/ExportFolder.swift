import Adoption
import FoundationEssentials
import Glibc
import Interchange
import Storage

extension Workspace {
    /// Writes tables into a folder, with `datapackage.json` (Frictionless) and a data dictionary in Japanese and
    /// English.
    /// - Returns: what was written, for a person.
    package func export(
        _ tables: [ExportTable], to folder: String, knownAt: Instant?, asOf day: Day, encoding: ExportEncoding,
        progress: @escaping ProgressReceiver = { _ in }
    ) throws -> String {
        try Files.makeDirectory(folder)
        var lines: [String] = []
        for (index, table) in tables.enumerated() {
            progress(Progress(step: "書き出しています", done: index, total: tables.count))
            let path = "\(folder)/\(table.format.fileName)"
            let summary = try exportFile(table, path, knownAt: knownAt, asOf: day, encoding: encoding)
            var line = "\(path): \(grouped(summary.rows))行"
            if summary.replacedCharacters > 0 {
                line += "(cp932 にない \(grouped(summary.replacedCharacters)) 文字を〓に置き換えました)"
            }
            lines.append(line)
        }
        let package = DataPackage(tables, asOf: day, revision: try revision(knownAt: knownAt), encoding: encoding)
        try Files.write(try package.json(), to: "\(folder)/datapackage.json")
        try Files.write(Array(DataDictionary.markdown(tables).utf8), to: "\(folder)/data-dictionary.md")
        lines.append("\(folder)/datapackage.json、data-dictionary.md: 列の説明")
        return lines.joined(separator: "\n")
    }

    /// Writes beside the file and renames at the end, so that a reader never sees half a table.
    private func exportFile(
        _ table: ExportTable, _ path: String, knownAt: Instant?, asOf day: Day, encoding: ExportEncoding
    ) throws -> ExportSummary {
        let partial = "\(path).part-\(getpid())"
        let descriptor = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Files.failure("書けません", path) }
        do {
            let summary = try export(table, knownAt: knownAt, asOf: day, encoding: encoding) { bytes in
                try bytes.withUnsafeBufferPointer { try Files.writeAll($0, descriptor, path) }
            }
            close(descriptor)
            guard rename(partial, path) == 0 else { throw Files.failure("書けません", path) }
            return summary
        } catch {
            unlink(partial)
            throw error
        }
    }
}

/// The Frictionless data package of an export: file names, columns, types, keys.
struct DataPackage: Encodable {
    struct Resource: Encodable {
        var name: String
        var title: String
        var path: String
        var profile = "tabular-data-resource"
        var encoding: String
        var schema: Schema
    }

    struct Schema: Encodable {
        var fields: [Field]
        var primaryKey: [String]
        var missingValues = [""]
    }

    struct Field: Encodable {
        struct Constraints: Encodable {
            var required: Bool?
            var `enum`: [String]?
        }

        var name: String
        var type: String
        var title: String
        var description: String
        var constraints: Constraints?
    }

    var profile = "tabular-data-package"
    var name = "fukyu-export"
    var title = "ケアプランデータ連携システム 普及状況"
    /// The as-of day of the figures and the ledger's revision.
    var version: String
    var resources: [Resource]

    init(_ tables: [ExportTable], asOf day: Day, revision: Int64, encoding: ExportEncoding) {
        version = "\(day)+r\(revision)"
        resources = tables.map { table in
            let format = table.format
            return Resource(
                name: format.id, title: format.titleJapanese, path: format.fileName,
                encoding: encoding == .utf8 ? "utf-8" : "cp932",
                schema: Schema(fields: format.columns.map(Field.init), primaryKey: format.primaryKey))
        }
    }

    func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self)) + Array("\n".utf8)
    }
}

extension DataPackage.Field {
    init(_ column: OwnFormat.Column) {
        name = column.name
        type = column.type.rawValue
        title = column.titleJapanese
        description = "\(column.japanese) / \(column.english)"
        if column.isRequired || !column.values.isEmpty {
            constraints = Constraints(
                required: column.isRequired ? true : nil, enum: column.values.isEmpty ? nil : column.values)
        }
    }
}

/// The columns of the tables in words, in Japanese and English.
enum DataDictionary {
    static func markdown(_ tables: [ExportTable]) -> String {
        var text = "# データ辞書 / Data dictionary\n"
        for table in tables { text += "\n" + section(table.format) }
        return text
    }

    static func section(_ format: OwnFormat) -> String {
        var text = "## \(format.fileName): \(format.titleJapanese) / \(format.titleEnglish)\n\n"
        text += "主キー / primary key: \(format.primaryKey.joined(separator: ", "))\n\n"
        text += "| 列 / column | 型 / type | 必須 | 意味 | Meaning |\n|---|---|---|---|---|\n"
        for column in format.columns {
            let values = column.values.isEmpty ? "" : " (\(column.values.joined(separator: ", ")))"
            text +=
                "| `\(column.name)` \(column.titleJapanese) | \(column.type.rawValue) | \(column.isRequired ? "○" : "") "
            text += "| \(column.japanese) | \(column.english)\(values) |\n"
        }
        return text
    }
}
