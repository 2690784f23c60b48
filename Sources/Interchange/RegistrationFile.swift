import Adoption
import CSV

/// Reads a list of registered offices: the product's own CSV, or any list
/// through a `ColumnMapping`.
package struct RegistrationFile {
    /// Which column was taken for what, to be shown.
    package let mapping: ColumnMapping.Resolved
    /// Whether nobody named the columns.
    package let isGuessed: Bool

    private let table: TableFile
    private let words: LadderWords
    private let file: Int
    private let isOwn: Bool

    /// - Parameter mapping: the columns that the user named; without it the
    ///   own format is known and any other is guessed from its headers.
    /// - Throws: `Failure` when a named column is missing or no column holds
    ///   office numbers.
    package init(
        _ table: TableFile, words: LadderWords, mapping: ColumnMapping? = nil, file: Int = 0
    ) throws(Failure) {
        // A list of all offices has a column of office numbers too; taking it
        // for a list of users would make every office one.
        if mapping == nil, table.format != .unknown, table.format != .ownRegistrations {
            throw Failure(
                .invalid, "\(table.name): 利用登録の一覧ではありません（\(table.format.label)）。",
                hint: "事業所の一覧は fukyu import offices で取り込みます。利用登録の一覧として使うときは --map で列を指定してください。")
        }
        var table = table
        isOwn = table.format == .ownRegistrations && mapping == nil
        if let mapping {
            self.mapping = try mapping.resolve(in: table)
            isGuessed = false
        } else if let guess = ColumnMapping.guess(table) {
            self.mapping = guess
            isGuessed = !isOwn
        } else {
            let seen = table.sample.first?.texts.map(Folding.fold).filter { !$0.isEmpty } ?? []
            throw Failure(
                .invalid, "\(table.name): 事業所番号の列が見つかりません。",
                hint: "--map office=列名 で列を指定してください。このファイルの列: " + seen.joined(separator: "、"))
        }
        if let header = self.mapping.header {
            table.useHeader(header)
        } else {
            table.dropHeader()
        }
        self.table = table
        self.words = words
        self.file = file
    }

    /// Reads all rows.
    ///
    /// - Throws: `ReadingError`, or what `body` throws.
    package func read(_ sink: RowSink, _ body: (RegistrationListing) throws -> Void) throws -> RowCounts {
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

    private func listing(_ row: borrowing CSVRow, _ journal: inout RowJournal) -> RegistrationListing? {
        let office = column(.office)
        var stage: Stage?
        if column(.stage) >= 0 {
            switch LadderWords.stage(row.text(column(.stage))) {
            case .stage(let found): stage = found
            case .none where !isOwn:
                // A list of all offices with a column for "uses it".
                journal.note(.stageNone, column(.stage), found: row.text(column(.stage)))
                return nil
            case .derived: journal.note(.stageDerived, column(.stage), found: row.text(column(.stage)))
            case .none, .unknown: journal.note(.stageUnknown, column(.stage), found: row.text(column(.stage)))
            }
        }
        guard !row[office].isBlankCell else {
            journal.note(.officeNumberRequired, office, found: "")
            return nil
        }
        guard let reading = NumberReading.office(row[office]) else {
            journal.note(.officeNumberInvalid, office, found: row[office].foldedText)
            return nil
        }
        checkOfficeNumber(reading, row[office], office, &journal)
        var listing = RegistrationListing(officeNumber: reading.number, stage: stage, file: file, line: row.line)
        listing.route = route(row, &journal)
        days(row, &listing, &journal)
        listing.source = text(row, .source)
        listing.evidence = text(row, .evidence)
        listing.officeName = text(row, .name)
        listing.serviceText = text(row, .service)
        return listing
    }

    private func route(_ row: borrowing CSVRow, _ journal: inout RowJournal) -> String? {
        let place = column(.route)
        guard place >= 0 else { return nil }
        if row[place].isBlankCell {
            if isOwn { journal.note(.routeUnknown, place, found: "") }
            return nil
        }
        if let route = words.route(row.text(place)) { return route }
        journal.note(.routeUnknown, place, found: row.text(place))
        return nil
    }

    private func days(_ row: borrowing CSVRow, _ listing: inout RegistrationListing, _ journal: inout RowJournal) {
        listing.fromDay = day(row, column(.from), &journal)
        listing.toDay = day(row, column(.to), &journal)
        if let from = listing.fromDay, let to = listing.toDay, to < from {
            journal.note(.daysReversed, column(.to), found: to.description, expected: "\(from)以降")
        }
        let reason = column(.reason)
        guard reason >= 0, !row[reason].isBlankCell else { return }
        listing.endReason = LadderWords.endReason(row.text(reason))
        if listing.endReason == nil {
            let known = EndReason.allCases.map(\.key).joined(separator: "、")
            journal.note(.endReasonUnknown, reason, found: row.text(reason), expected: known)
        }
    }

    private func text(_ row: borrowing CSVRow, _ field: ColumnMapping.Field) -> String {
        let place = column(field)
        guard place >= 0 else { return "" }
        return isOwn ? FormulaSafety.undo(row.text(place)) : row[place].trimmedText
    }

    private func column(_ field: ColumnMapping.Field) -> Int { mapping.columns[field] ?? -1 }
}
