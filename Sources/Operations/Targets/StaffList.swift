import Adoption
import CSV
import Dashboards
import FoundationEssentials

/// A list of offices or corporations for the staff of a municipality. It is printed or written to a file; no page ever
/// shows it.
package struct StaffList: Sendable {
    package struct Column: Sendable {
        var key: String
        var title: String
        var style: Dashboards.Column.Style = .text
        /// Whether the text form has it; all others do.
        var isPrinted = false
    }

    package enum Value: Sendable, Hashable {
        case text(String)
        case integer(Int)
        case missing
    }

    package struct Entry: Sendable {
        /// For lists that are printed as paragraphs.
        var heading = ""
        var details: [String] = []
        /// One per column.
        var values: [Value]
    }

    package struct Group: Sendable {
        package var title: String
        package var entries: [Entry]
        /// How many there are, when not all are in the list.
        package var total: Int
    }

    package var title: String
    /// What a reader must know first: how it is ordered, what is missing.
    package var remarks: [String]
    package var columns: [Column]
    package var groups: [Group]
    /// What follows from the list.
    package var notes: [String] = []
    /// Each entry as a paragraph with its details; else a table.
    package var isParagraphs = false

    static let confidential = "職員用の資料です。事業所の名前があるので、公開しないでください。"

    // MARK: Text

    /// At most 80 columns, East Asian widths counted.
    package func text() -> String {
        var lines = [title] + wrapped(StaffList.confidential)
        for remark in remarks { lines += wrapped(remark) }
        for group in groups {
            lines += group.title.isEmpty ? [""] : ["", "[\(group.title)]"]
            if group.entries.isEmpty {
                lines.append("  該当はありません。")
            } else if isParagraphs {
                for entry in group.entries { lines += paragraph(entry) }
            } else {
                lines += table(group).plainLines(format: Format(.japanese))
            }
            if group.total > group.entries.count {
                lines.append("  ほか \(grouped(group.total - group.entries.count)) 件(--limit で増やせます)")
            }
        }
        if !notes.isEmpty { lines += [""] + notes.flatMap(wrapped) }
        return lines.joined(separator: "\n") + "\n"
    }

    private func paragraph(_ entry: Entry) -> [String] {
        plainLines(entry.heading, indent: "     ")
            + entry.details.flatMap { detail in plainLines("     " + detail, indent: "       ") }
    }

    private func wrapped(_ text: String) -> [String] { plainLines(text, indent: "  ") }

    private func table(_ group: Group) -> Table {
        let shown = columns.indices.filter { columns[$0].isPrinted }
        return Table(
            "list", caption: group.title,
            columns: shown.map { Dashboards.Column(columns[$0].key, columns[$0].title, columns[$0].style) },
            rows: group.entries.map { entry in
                Table.Row(
                    "",
                    shown.map { place in
                        switch entry.values[place] {
                        case .text(let text): .text(text)
                        case .integer(let number): .integer(number)
                        case .missing: .missing("")
                        }
                    })
            })
    }

    // MARK: CSV

    /// One line an entry, with the title of its group in front; texts that a spreadsheet would run are made safe.
    /// - Returns: the bytes, and how many characters CP932 lacks.
    package func csv(_ encoding: ExportEncoding) throws -> (bytes: [UInt8], replacedCharacters: Int) {
        var bytes: [UInt8] = []
        var writer = try CSVWriter(encoding.writing) { bytes += $0 }
        try writer.row(["一覧"] + columns.map(\.title))
        for group in groups {
            for entry in group.entries {
                writer.field(group.title)
                for value in entry.values {
                    switch value {
                    case .text(let text): writer.field(text)
                    case .integer(let number): writer.field(number)
                    case .missing: writer.field(nil)
                    }
                }
                try writer.endRow()
            }
        }
        let summary = try writer.finish()
        return (bytes, summary.replacedCharacters)
    }

    // MARK: JSON

    private struct Form: Encodable {
        struct Group: Encodable {
            var title: String
            var total: Int
            var entries: [[String: Value]]
        }

        var title: String
        var remarks: [String]
        var groups: [Group]
        var notes: [String]
    }

    package func json() throws -> String {
        let form = Form(
            title: title, remarks: [StaffList.confidential] + remarks,
            groups: groups.map { group in
                Form.Group(
                    title: group.title, total: group.total,
                    entries: group.entries.map { entry in
                        Dictionary(
                            zip(columns.map(\.key), entry.values), uniquingKeysWith: { first, _ in first })
                    })
            }, notes: notes)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(form), as: UTF8.self)
    }
}

extension StaffList.Value: Encodable {
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .integer(let number): try container.encode(number)
        case .missing: try container.encodeNil()
        }
    }
}
