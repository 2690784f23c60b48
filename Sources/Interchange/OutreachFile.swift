import Adoption
import CSV

/// Reads the product's own `outreach.csv`.
package struct OutreachFile {
    private let table: TableFile
    private let areas: AreaNames
    private let file: Int

    /// - Throws: `Failure` when the file has another header.
    package init(_ table: TableFile, areas: AreaNames, file: Int = 0) throws(Failure) {
        guard table.format == .ownOutreach else {
            throw Failure(
                .invalid, "\(table.name): 普及の取組の一覧として認識できません（\(table.format.label)）。",
                hint: "見出しは " + OwnFormat.outreach.columnNames.joined(separator: ",") + " です。")
        }
        self.table = table
        self.areas = areas
        self.file = file
    }

    package func read(_ sink: RowSink, _ body: (OutreachActivity, _ line: Int) throws -> Void) throws -> RowCounts {
        var journal = RowJournal(file: file, table: table, sink: sink)
        let places = OwnFormat.outreach.columnNames.map { table.column([$0]) ?? -1 }
        let rows = try table.forEachDataRow { row in
            journal.begin(row)
            if let activity = activity(row, places, &journal), !journal.isFatal {
                try body(activity, row.line)
                journal.delivered()
            } else {
                journal.keepAside(row)
            }
        }
        return journal.finish(rows: rows)
    }

    private func activity(
        _ row: borrowing CSVRow, _ places: [Int], _ journal: inout RowJournal
    ) -> OutreachActivity? {
        let id = FormulaSafety.undo(row.text(places[0]))
        if id.isEmpty { journal.note(.valueMissing, places[0], found: "", expected: "取組ID") }
        let title = FormulaSafety.undo(row.text(places[3]))
        if title.isEmpty { journal.note(.valueMissing, places[3], found: "", expected: "取組の名称") }
        let kind = LadderWords.outreachKind(row.text(places[1]))
        if kind == nil {
            let known = OutreachActivity.Kind.allCases.map(\.rawValue).joined(separator: "、")
            journal.note(.kindUnknown, places[1], found: row.text(places[1]), expected: known)
        }
        let held = day(row, places[2], &journal)
        if held == nil, !journal.isFatal { journal.note(.valueMissing, places[2], found: "", expected: "実施日") }
        let area = area(row, places[6], &journal)
        guard let kind, let held, let area, !id.isEmpty else { return nil }
        return OutreachActivity(
            id: id, kind: kind, day: held, title: title,
            place: FormulaSafety.undo(row.text(places[4])), organiser: FormulaSafety.undo(row.text(places[5])),
            area: area)
    }

    private func area(_ row: borrowing CSVRow, _ place: Int, _ journal: inout RowJournal) -> MunicipalityCode? {
        let text = row.text(place)
        switch areas.read(code: text, near: nil) {
        case .exact(let code): return code
        case .completed(let code):
            journal.note(.municipalityCodeCompleted, place, found: text, expected: "\(code) \(areas.fullName(code))")
            return code
        case .insurer(let code):
            journal.note(.municipalityFromInsurer, place, found: text, expected: "\(code) \(areas.fullName(code))")
            return code
        case .prefecture(let number):
            if let code = areas.code(ofPrefecture: number) { return code }
        case .blank, .invalid:
            if let code = areas.code(named: text, prefecture: nil) {
                journal.note(.municipalityFromName, place, found: text, expected: "\(code) \(areas.fullName(code))")
                return code
            }
        }
        journal.note(.municipalityUnknown, place, found: text)
        return nil
    }
}

/// An office that took part in an activity.
package struct AttendanceListing: Hashable, Sendable {
    /// nil in a plain list of numbers: the caller knows the activity.
    package var activityID: String?
    package var officeNumber: OfficeNumber
    package var file: Int
    package var line: Int
}

/// Reads who took part: the product's own `attendance.csv`, or any list with
/// a column of office numbers.
package struct AttendanceFile {
    /// The column taken for office numbers.
    package let mapping: ColumnMapping.Resolved
    /// Whether the rows name their activity.
    package let namesActivities: Bool

    private let table: TableFile
    private let file: Int
    private let activityColumn: Int
    private let officeColumn: Int

    /// - Throws: `Failure` when a named column is missing or no column holds
    ///   office numbers.
    package init(_ table: TableFile, mapping: ColumnMapping? = nil, file: Int = 0) throws(Failure) {
        var table = table
        let resolved = try mapping?.resolve(in: table) ?? ColumnMapping.guess(table)
        guard let resolved, let office = resolved.columns[.office] else {
            throw Failure(
                .invalid, "\(table.name): 事業所番号の列が見つかりません。", hint: "--map office=列名 で列を指定してください。")
        }
        if let header = resolved.header {
            table.useHeader(header)
        } else {
            table.dropHeader()
        }
        self.mapping = resolved
        self.table = table
        self.file = file
        officeColumn = office
        activityColumn = table.format == .ownAttendance ? table.column(["activity_id"]) ?? -1 : -1
        namesActivities = activityColumn >= 0
    }

    package func read(_ sink: RowSink, _ body: (AttendanceListing) throws -> Void) throws -> RowCounts {
        var journal = RowJournal(file: file, table: table, sink: sink)
        let rows = try table.forEachDataRow { row in
            journal.begin(row)
            if let listing = listing(row, &journal), !journal.isFatal {
                try body(listing)
                journal.delivered()
            } else {
                journal.keepAside(row)
            }
        }
        return journal.finish(rows: rows)
    }

    private func listing(_ row: borrowing CSVRow, _ journal: inout RowJournal) -> AttendanceListing? {
        let activity = namesActivities ? FormulaSafety.undo(row.text(activityColumn)) : nil
        if activity?.isEmpty == true { journal.note(.valueMissing, activityColumn, found: "", expected: "取組ID") }
        guard !row[officeColumn].isBlankCell else {
            journal.note(.officeNumberRequired, officeColumn, found: "")
            return nil
        }
        guard let reading = NumberReading.office(row[officeColumn]) else {
            journal.note(.officeNumberInvalid, officeColumn, found: row[officeColumn].foldedText)
            return nil
        }
        checkOfficeNumber(reading, row[officeColumn], officeColumn, &journal)
        return AttendanceListing(activityID: activity, officeNumber: reading.number, file: file, line: row.line)
    }
}
