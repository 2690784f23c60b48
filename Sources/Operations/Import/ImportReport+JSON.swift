import Adoption
import FoundationEssentials
import Interchange
import Storage

extension ImportReport {
    private struct Form: Encodable {
        struct Issue: Encodable {
            var severity: String
            var code: String
            var file: String
            var line: Int
            var column: String
            var found: String
            var expected: String
        }

        struct Change: Encodable {
            var label: String
            var count: Int
        }

        struct File: Encodable {
            var name: String
            var sha256: String
            var format: String
            var encoding: String
            var rows: Int
            var unusable: Int
        }

        var preview: Bool
        var number: Int64?
        var listDay: String?
        var complete: Bool
        var files: [File]
        var changes: [Change]
        var issues: [Issue]
        var remarks: [String]
    }

    /// The report for a script: everything, nothing shortened.
    package func json() -> String {
        let form = Form(
            preview: isPreview, number: number, listDay: listDay?.description, complete: isComplete,
            files: files.map {
                .init(
                    name: $0.name, sha256: $0.digest, format: $0.format, encoding: $0.encoding, rows: $0.rows,
                    unusable: $0.aside)
            },
            changes: changes.map { .init(label: $0.label, count: $0.count) },
            issues: issues.map {
                .init(
                    severity: "\($0.severity)", code: $0.code.rawValue, file: files[$0.file].name, line: $0.line,
                    column: $0.column, found: $0.found, expected: $0.expected)
            },
            remarks: remarks)
        return ImportReport.encode(form)
    }

    private struct Listed: Encodable {
        var number: Int64
        var recordedAt: String
        var actor: String
        var reason: String
        var kind: String
        var listDay: String?
        var complete: Bool
        var files: [String]
        var undoneBy: Int64?
        var changes: [Form.Change]
    }

    package static func listJSON(_ records: [ImportRecord]) -> String {
        encode(
            records.map { record in
                Listed(
                    number: record.number, recordedAt: record.recordedAt.description, actor: record.actor,
                    reason: record.reason, kind: record.batch.kind.rawValue,
                    listDay: record.batch.listDay?.description, complete: record.batch.isComplete,
                    files: record.batch.files.map(\.name), undoneBy: record.undoneBy,
                    changes: record.batch.summary.map { .init(label: $0.label, count: $0.count) })
            })
    }

    private static func encode(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        // Nothing in these forms can fail to encode: texts, integers and booleans.
        guard let data = try? encoder.encode(value) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }
}
