import Adoption
import CSV

/// Reads the product's own `partners.csv`: with whom an office exchanges care plans, on paper or online.
package struct PartnerFile {
    private let table: TableFile
    private let file: Int
    private let places: [String: Int]

    /// - Throws: `Failure` when the file has another header.
    package init(_ table: TableFile, file: Int = 0) throws(Failure) {
        guard table.format == .ownPartners else {
            throw Failure(
                .invalid, "\(table.name): やり取りの相手の一覧として認識できません（\(table.format.label)）。",
                hint: "見出しは " + OwnFormat.partners.columnNames.joined(separator: ",") + " です。")
        }
        self.table = table
        self.file = file
        places = Dictionary(
            uniqueKeysWithValues: OwnFormat.partners.columns.map { column in
                (column.name, table.column([column.name, column.titleJapanese]) ?? -1)
            })
    }

    package func read(_ sink: RowSink, _ body: (PartnerLink) throws -> Void) throws -> RowCounts {
        var journal = RowJournal(file: file, table: table, sink: sink)
        let rows = try table.forEachDataRow { row in
            journal.begin(row)
            if let link = link(row, &journal), !journal.isFatal {
                try body(link)
                journal.delivered()
            } else {
                journal.keepAside(row)
            }
        }
        return journal.finish(rows: rows)
    }

    private func link(_ row: borrowing CSVRow, _ journal: inout RowJournal) -> PartnerLink? {
        let office = office(row, "office_number", &journal)
        let partner = office == nil ? nil : self.office(row, "partner_number", &journal)
        if let office, office == partner {
            journal.note(.partnerIsSelf, place("partner_number"), found: text(row, "partner_number"))
        }
        let monthText = text(row, "month")
        let month = PartnerFile.month(monthText)
        if !monthText.isEmpty, month == nil {
            journal.note(.dayInvalid, place("month"), found: monthText, expected: "2026-10 のような年月")
        }
        let volumeText = text(row, "volume")
        let volume = Int(volumeText).flatMap { (0...1_000_000).contains($0) ? $0 : nil }
        if !volumeText.isEmpty, volume == nil {
            journal.note(.valueMissing, place("volume"), found: volumeText, expected: "0以上の整数(1か月の件数)、または空")
        }
        guard let office, let partner else { return nil }
        return PartnerLink(
            office: office, partner: partner, month: month, volume: volume,
            source: FormulaSafety.undo(text(row, "source")))
    }

    /// `2026-10`, `2026/10`, `202610`, `2026年10月`.
    private static func month(_ text: String) -> Month? {
        let digits = text.unicodeScalars.split { !(48...57).contains($0.value) }.map { String($0) }
        if digits.count == 1, digits[0].utf8.count == 6, let number = Int(digits[0]) {
            return Month(year: number / 100, month: number % 100)
        }
        guard digits.count == 2, let year = Int(digits[0]), let month = Int(digits[1]) else { return nil }
        return Month(year: year, month: month)
    }

    private func office(
        _ row: borrowing CSVRow, _ column: String, _ journal: inout RowJournal
    ) -> OfficeNumber? {
        guard let place = place(column), !row[place].isBlankCell else {
            journal.note(.officeNumberRequired, place(column), found: "")
            return nil
        }
        guard let reading = NumberReading.office(row[place]) else {
            journal.note(.officeNumberInvalid, place, found: row[place].foldedText)
            return nil
        }
        checkOfficeNumber(reading, row[place], place, &journal)
        return reading.number
    }

    private func place(_ column: String) -> Int? { places[column].flatMap { $0 < 0 ? nil : $0 } }

    private func text(_ row: borrowing CSVRow, _ column: String) -> String {
        place(column).map { row.text($0) } ?? ""
    }
}
