import Adoption
import CSV

/// Reads an office list of any known format into `OfficeListing`s.
package struct OfficeFile {
    /// The names by which lists mean areas and services; built once per import.
    package struct Names: Sendable {
        package let areas: AreaNames
        package let services: ServiceNames

        package init(_ reference: Reference) {
            areas = AreaNames(reference)
            services = ServiceNames(reference)
        }
    }

    private let table: TableFile
    private let names: Names
    private let file: Int
    private let columns: [Int]
    private let isOwn: Bool
    /// The service that the file's name states.
    private let namedService: String?
    private let areaColumns: AreaCells.Columns

    /// - Parameter file: place of the file in the call, for listings and issues.
    /// - Throws: `Failure` when the file is no office list or a column that it
    ///   cannot do without is missing.
    package init(_ table: TableFile, names: Names, file: Int = 0) throws(Failure) {
        guard table.format.listsOffices else {
            throw Failure(
                .invalid, "\(table.name): 事業所の一覧として認識できません（\(table.format.label)）。",
                hint: "先頭\(TableFile.headerSearch)行以内に、情報公表システム、標準データセット、offices.csvのいずれかの見出しが必要です。")
        }
        self.table = table
        self.names = names
        self.file = file
        isOwn = table.format == .ownOffices
        let isOpenData = table.format == .jigyosho
        columns = OfficeColumn.allCases.map { column in
            column == .rowNumber && !isOpenData ? -1 : table.column(column.titles) ?? -1
        }
        namedService = isOpenData ? table.fileName.serviceFileCode.flatMap(names.services.code(fileCode:)) : nil
        areaColumns = AreaCells.Columns(columns)
    }

    /// Reads all rows. A row that cannot be used goes to `sink.aside`; a cell
    /// that names several services gives one listing for each.
    ///
    /// - Throws: `ReadingError`, or what `body` throws.
    package func read(_ sink: RowSink, _ body: (OfficeListing) throws -> Void) throws -> RowCounts {
        var journal = RowJournal(file: file, table: table, sink: sink)
        var areas = AreaCells(areaColumns, names.areas)
        var services = ServiceCells(names.services, namedService, isOwn: isOwn)
        let rows = try table.forEachDataRow { row in
            journal.begin(row)
            var listing = OfficeListing(
                officeNumber: nil, serviceCode: "", name: "", municipality: MunicipalityCode(number: 0))
            listing.file = file
            listing.line = row.line
            listing.officeNumber = officeNumber(row, &journal)
            let codes = services.read(row, column(.service), &journal)
            if let area = areas.read(row, listing.officeNumber, &journal) { listing.municipality = area }
            texts(row, &listing, &journal)
            numbers(row, &listing, &journal)
            if isOwn { ownCells(row, &listing, &journal) }
            if journal.isFatal {
                journal.keepAside(row)
                return
            }
            for code in codes {
                listing.serviceCode = code
                try body(listing)
            }
            journal.delivered(codes.count)
        }
        return journal.finish(rows: rows)
    }

    @inline(__always)
    private func column(_ column: OfficeColumn) -> Int { columns[column.rawValue] }

    private func officeNumber(_ row: borrowing CSVRow, _ journal: inout RowJournal) -> OfficeNumber? {
        var place = column(.number)
        var cell = row[place]
        if cell.isBlankCell, column(.rowNumber) >= 0, !row[column(.rowNumber)].isBlankCell {
            place = column(.rowNumber)
            cell = row[place]
            journal.note(.officeNumberFromNo, place, found: cell.foldedText)
        }
        if cell.isBlankCell {
            journal.note(isOwn ? .officeNumberRequired : .officeNumberMissing, place >= 0 ? place : nil, found: "")
            return nil
        }
        guard let reading = NumberReading.office(cell) else {
            journal.note(.officeNumberInvalid, place, found: cell.foldedText)
            return nil
        }
        checkOfficeNumber(reading, cell, place, &journal)
        let other = row[column(.rowNumber)]
        if place == column(.number), !other.isBlankCell, !other.elementsEqual(cell),
            let second = NumberReading.office(other), second.number != reading.number
        {
            journal.note(
                .officeNumbersDisagree, column(.rowNumber), found: second.number.description,
                expected: reading.number.description)
        }
        return reading.number
    }

    private func texts(_ row: borrowing CSVRow, _ listing: inout OfficeListing, _ journal: inout RowJournal) {
        listing.name = text(row, .name)
        listing.kana = text(row, .kana)
        listing.corporationName = text(row, .corporationName)
        listing.address = address(row)
        if listing.name.isEmpty, column(.name) >= 0 { journal.note(.nameMissing, column(.name), found: "") }
    }

    private func text(_ row: borrowing CSVRow, _ column: OfficeColumn) -> String {
        let place = self.column(column)
        guard place >= 0 else { return "" }
        return isOwn ? FormulaSafety.undo(row.text(place)) : row[place].trimmedText
    }

    private func address(_ row: borrowing CSVRow) -> String {
        var address = text(row, .address)
        if address.isEmpty, column(.town) >= 0 {
            address = [OfficeColumn.prefecture, .city, .town, .street].map { text(row, $0) }.joined()
        }
        let building = column(.building)
        guard building >= 0, !row[building].isEmpty else { return address }
        let name = row[building].trimmedText
        // Many rows repeat the building at the end of the address.
        return name.isEmpty || address.hasSuffix(name) ? address : address + " " + name
    }

    private func numbers(_ row: borrowing CSVRow, _ listing: inout OfficeListing, _ journal: inout RowJournal) {
        corporation(row, &listing, &journal)
        let size = column(.capacity)
        if size >= 0 {
            switch NumberReading.capacity(row[size]) {
            case .number(let number): listing.capacity = number
            case .unknown: break
            case .worded(let number):
                listing.capacity = number
                journal.note(.capacityFromText, size, found: row.text(size), expected: String(number))
            case .unreadable: journal.note(.capacityUnreadable, size, found: row.text(size))
            }
        }
        let north = column(.latitude)
        let east = column(.longitude)
        guard north >= 0, east >= 0 else { return }
        switch NumberReading.coordinates(row[north], row[east]) {
        case .found(let latitude, let longitude):
            (listing.latitude, listing.longitude) = (latitude, longitude)
        case .swapped(let latitude, let longitude):
            (listing.latitude, listing.longitude) = (latitude, longitude)
            let found = row.text(north) + "," + row.text(east)
            journal.note(.coordinatesSwapped, north, found: found, expected: "北緯\(latitude)、東経\(longitude)")
        // The product's own file leaves out what is unknown: nothing to say.
        case .unknown: if !isOwn { journal.note(.coordinatesMissing, north, found: row.text(north)) }
        case .outside: journal.note(.coordinatesOutside, north, found: row.text(north) + "," + row.text(east))
        case .unreadable: journal.note(.coordinatesUnreadable, north, found: row.text(north) + "," + row.text(east))
        }
    }

    private func corporation(_ row: borrowing CSVRow, _ listing: inout OfficeListing, _ journal: inout RowJournal) {
        let place = column(.corporation)
        guard place >= 0 else { return }
        if row[place].isBlankCell {
            if !isOwn { journal.note(.corporationMissing, place, found: "") }
        } else if let number = NumberReading.corporation(row[place]) {
            listing.corporation = number
            if !number.checkDigitMatches { journal.note(.corporationCheckDigit, place, found: number.description) }
        } else {
            journal.note(.corporationInvalid, place, found: row.text(place))
        }
    }

    private func ownCells(_ row: borrowing CSVRow, _ listing: inout OfficeListing, _ journal: inout RowJournal) {
        listing.openDay = day(row, column(.openDay), &journal)
        listing.lastDay = day(row, column(.lastDay), &journal)
        if let open = listing.openDay, let last = listing.lastDay, last < open {
            journal.note(.daysReversed, column(.lastDay), found: last.description, expected: "\(open)以降")
        }
        let status = column(.status)
        if status >= 0, !row[status].isBlankCell {
            if let known = ServiceStatus(key: row[status].foldedText) {
                listing.status = known
            } else {
                journal.note(.statusUnknown, status, found: row.text(status))
            }
        }
        let successor = column(.successorOf)
        if successor >= 0, !row[successor].isBlankCell {
            listing.successorOf = NumberReading.office(row[successor])?.number
            if listing.successorOf == nil { journal.note(.successorInvalid, successor, found: row.text(successor)) }
        }
    }
}

/// Says what was odd about an office number that could be read.
func checkOfficeNumber(
    _ reading: NumberReading.OfficeReading, _ cell: UnsafeBufferPointer<UInt8>, _ column: Int?,
    _ journal: inout RowJournal
) {
    let number = reading.number
    if reading.isZeroRestored {
        journal.note(.officeNumberZeroRestored, column, found: cell.foldedText, expected: number.description)
    }
    if !(1...47).contains(number.prefecture) {
        journal.note(.officeNumberPrefecture, column, found: number.description)
    } else if !number.checkDigitMatches {
        journal.note(
            .officeNumberCheckDigit, column, found: number.description, expected: "末尾が\(number.expectedCheckDigit)")
    }
}

/// Reads a day cell; blank (or no such column) is nil, an unreadable one an
/// error of the row.
func day(_ row: borrowing CSVRow, _ column: Int, _ journal: inout RowJournal) -> Day? {
    guard column >= 0, !row[column].isBlankCell else { return nil }
    if let day = Day(iso: row[column]) { return day }
    let text = row.text(column)
    guard let reading = DayReading.read(text) else {
        journal.note(.dayInvalid, column, found: text)
        return nil
    }
    if reading.isSerial { journal.note(.dayFromSerial, column, found: text, expected: reading.day.description) }
    return reading.day
}

extension UnsafeBufferPointer<UInt8> {
    /// Nothing but ASCII and full-width spaces.
    var isBlankCell: Bool {
        if isEmpty { return true }
        return self[0] > 0x20 && self[0] != 0xE3 ? false : trimmedText.isEmpty
    }
}
