import Adoption
import CSV

/// Reads the product's own `office_history.csv`: what the directory said about an office, from which day on.
package struct OfficeHistoryFile {
    private let table: TableFile
    private let file: Int

    /// - Throws: `Failure` when the file has another header.
    package init(_ table: TableFile, file: Int = 0) throws(Failure) {
        guard table.format == .ownOfficeHistory else {
            throw Failure(
                .invalid, "\(table.name): 事業所の履歴として認識できません（\(table.format.label)）。",
                hint: "見出しは " + OwnFormat.officeHistory.columnNames.joined(separator: ",") + " です。")
        }
        self.table = table
        self.file = file
    }

    package func read(_ sink: RowSink, _ body: (OfficeEntry) throws -> Void) throws -> RowCounts {
        var journal = RowJournal(file: file, table: table, sink: sink)
        let places = OwnFormat.officeHistory.columnNames.map { table.column([$0]) ?? -1 }
        let rows = try table.forEachDataRow { row in
            journal.begin(row)
            if let entry = entry(row, places, &journal), !journal.isFatal {
                try body(entry)
                journal.delivered()
            } else {
                journal.keepAside(row)
            }
        }
        return journal.finish(rows: rows)
    }

    private func entry(_ row: borrowing CSVRow, _ places: [Int], _ journal: inout RowJournal) -> OfficeEntry? {
        let number = NumberReading.office(row[places[0]])?.number
        if number == nil { journal.note(.officeNumberInvalid, places[0], found: row.text(places[0])) }
        let from = day(row, places[1], &journal)
        let code = MunicipalityCode(row.text(places[4]))
        if code == nil { journal.note(.municipalityUnknown, places[4], found: row.text(places[4])) }
        let name = FormulaSafety.undo(row.text(places[2]))
        if name.isEmpty { journal.note(.valueMissing, places[2], found: "", expected: "事業所名") }
        let stated = row.text(places[11])
        if stated.utf8.count != 2 { journal.note(.valueMissing, places[11], found: stated, expected: "サービス種類コード") }
        guard let number, let code else { return nil }
        var position: (Double, Double)?
        if case .found(let latitude, let longitude) = NumberReading.coordinates(row[places[8]], row[places[9]]) {
            position = (latitude, longitude)
        }
        return OfficeEntry(
            office: number, from: from, name: name, kana: FormulaSafety.undo(row.text(places[3])),
            municipality: code, address: FormulaSafety.undo(row.text(places[5])),
            corporation: NumberReading.corporation(row[places[6]]),
            corporationName: FormulaSafety.undo(row.text(places[7])), latitude: position?.0, longitude: position?.1,
            successorOf: NumberReading.office(row[places[10]])?.number, statedBy: stated)
    }
}
