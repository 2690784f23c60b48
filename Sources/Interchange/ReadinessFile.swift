import Adoption
import CSV

/// Reads the product's own `readiness.csv`: which care software an office runs, what it can exchange, and whether the
/// office means to join. A row without an office number speaks of the product itself.
package struct ReadinessFile {
    private let table: TableFile
    private let file: Int
    private let places: [String: Int]
    private let defaultDay: Day?
    private let today: Day

    /// - Parameters:
    ///   - defaultDay: the day of rows that do not state one.
    ///   - today: no statement is of a later day.
    /// - Throws: `Failure` when the file has another header.
    package init(_ table: TableFile, defaultDay: Day?, today: Day, file: Int = 0) throws(Failure) {
        guard table.format == .ownReadiness else {
            throw Failure(
                .invalid, "\(table.name): 介護ソフトと利用の意向の一覧として認識できません（\(table.format.label)）。",
                hint: "見出しは " + OwnFormat.readiness.columnNames.joined(separator: ",") + " です。")
        }
        self.table = table
        self.file = file
        self.defaultDay = defaultDay
        self.today = today
        places = Dictionary(
            uniqueKeysWithValues: OwnFormat.readiness.columns.map { column in
                (column.name, table.column([column.name, column.titleJapanese]) ?? -1)
            })
    }

    package func read(
        _ sink: RowSink, _ body: (ReadinessStatement, _ line: Int) throws -> Void
    ) throws -> RowCounts {
        var journal = RowJournal(file: file, table: table, sink: sink)
        /// What was said by which office (or product), day and source, and in which line.
        var said: [ReadinessStatement.Key: (statement: ReadinessStatement, line: Int)] = [:]
        let rows = try table.forEachDataRow { row in
            journal.begin(row)
            guard let statement = statement(row, &journal), !journal.isFatal else {
                journal.keepAside(row)
                return
            }
            if let before = said.updateValue((statement, row.line), forKey: statement.key) {
                let same = before.statement == statement
                journal.note(
                    same ? .repeatedRow : .statementsDisagree, nil, found: "\(before.line)行目",
                    expected: same ? "" : "1つの事業所・日・出典に1行")
                if !same { journal.keepAside(row) }
                return
            }
            try body(statement, row.line)
            journal.delivered()
        }
        return journal.finish(rows: rows)
    }

    private func statement(
        _ row: borrowing CSVRow, _ journal: inout RowJournal
    ) -> ReadinessStatement? {
        let office = office(row, &journal)
        let day = statedDay(row, &journal)
        let marks = word(row, "formats", &journal, .formatsUnreadable, ReadinessWords.marks)
        let intention = word(row, "intention", &journal, .intentionUnknown, ReadinessWords.intention)
        let attitude = word(row, "attitude", &journal, .attitudeUnknown, ReadinessWords.attitude)
        let software = text(row, "software")
        let version = text(row, "software_version")
        if office == nil, !journal.isFatal {
            if software.isEmpty || intention != nil || attitude != nil {
                journal.note(.officeNumberRequired, place("office_number"), found: "")
            } else if marks == nil {
                journal.note(.valueMissing, place("formats"), found: "", expected: "対応様式")
            }
        } else if software.isEmpty, marks == nil, intention == nil, attitude == nil, !journal.isFatal {
            journal.note(.valueMissing, nil, found: "", expected: "介護ソフト、対応様式、利用の意向、新しいものへの姿勢のどれか")
        }
        guard let day, !journal.isFatal else { return nil }
        return ReadinessStatement(
            office: office, day: day, software: software, version: version, marks: marks, intention: intention,
            attitude: attitude, source: text(row, "source"), evidence: text(row, "evidence"))
    }

    private func office(_ row: borrowing CSVRow, _ journal: inout RowJournal) -> OfficeNumber? {
        let column = place("office_number")
        guard column >= 0, !row[column].isBlankCell else { return nil }
        guard let reading = NumberReading.office(row[column]) else {
            journal.note(.officeNumberInvalid, column, found: row[column].foldedText)
            return nil
        }
        checkOfficeNumber(reading, row[column], column, &journal)
        return reading.number
    }

    private func statedDay(_ row: borrowing CSVRow, _ journal: inout RowJournal) -> Day? {
        let column = place("day")
        guard let stated = day(row, column, &journal) ?? (row[column].isBlankCell ? defaultDay : nil) else {
            if !journal.isFatal {
                journal.note(.valueMissing, column >= 0 ? column : nil, found: "", expected: "確かめた日(または --as-of)")
            }
            return nil
        }
        if stated > today {
            journal.note(
                .dayInvalid, column >= 0 ? column : nil, found: stated.description, expected: "今日(\(today))までの日")
        }
        return stated
    }

    /// A coded cell: nil when blank, an issue when it says something unknown.
    private func word<Value>(
        _ row: borrowing CSVRow, _ name: String, _ journal: inout RowJournal, _ code: RowIssue.Code,
        _ read: (String) -> Value?
    ) -> Value? {
        let cell = text(row, name)
        guard !cell.isEmpty else { return nil }
        guard let value = read(cell) else {
            journal.note(code, place(name), found: cell)
            return nil
        }
        return value
    }

    /// Folded, so that a product has one name whatever the width of its letters.
    private func text(_ row: borrowing CSVRow, _ name: String) -> String {
        Folding.fold(FormulaSafety.undo(row.text(place(name))))
    }

    private func place(_ name: String) -> Int { places[name] ?? -1 }
}
