import Adoption
import CSV
import Testing

@testable import Interchange

@Suite("The product's own files")
struct OwnFormatTests {
    /// A small fixed generator (splitmix64), so that a failing case repeats.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    private static let texts = [
        "", "見本", "=1+1", "'=x", "''-5", "-5", "a,b", "\"", "改\n行", "改\r\n行", " 前後 ", "＠x", "\t", "'", "髙﨑①㈱",
        "か\u{3099}",
    ]

    @Test("the columns are the ones that the architecture names")
    func columns() {
        #expect(
            OwnFormat.offices.columnNames == [
                "office_number", "service_code", "name", "kana", "municipality_code", "address", "corporation_number",
                "corporation_name", "open_day", "last_day", "status", "successor_of", "latitude", "longitude",
                "capacity",
            ])
        #expect(
            OwnFormat.registrations.columnNames == [
                "office_number", "route", "stage", "from_day", "to_day", "end_reason", "source", "evidence",
            ])
        #expect(
            OwnFormat.outreach.columnNames == [
                "activity_id", "kind", "day", "title", "place", "organiser", "municipality_code",
            ])
        #expect(OwnFormat.attendance.columnNames == ["activity_id", "office_number"])
        for format in OwnFormat.all {
            for column in format.columns {
                #expect(!column.titleJapanese.isEmpty && !column.japanese.isEmpty && !column.english.isEmpty)
            }
            for key in format.primaryKey { #expect(format.index(of: key) != nil) }
        }
    }

    @Test("listings are read back as they were written, hostile texts included")
    func offices() throws {
        var dice = Dice(state: 5)
        let day = try #require(Day("2024-02-29"))
        for encoding in [CSVWriter.Encoding.utf8WithMark, .utf8] {
            var listings: [OfficeListing] = []
            for line in 0..<600 {
                let text = { Self.texts.randomElement(using: &dice) ?? "" }
                let isPlaced = Bool.random(using: &dice)
                listings.append(
                    OfficeListing(
                        officeNumber: OfficeNumber("2274100326"), serviceCode: ["11", "2A", "43"][line % 3],
                        name: "n" + text(),
                        kana: text(), municipality: MunicipalityCode(number: 11002), address: text(),
                        corporation: line % 2 == 0 ? CorporationNumber(number: 7_021_001_019_772) : nil,
                        corporationName: text(), openDay: line % 3 == 0 ? day : nil,
                        lastDay: line % 5 == 0 ? day.advanced(by: line) : nil,
                        status: ServiceStatus.allCases[line % 3],
                        successorOf: line % 7 == 0 ? OfficeNumber("0170102313") : nil,
                        latitude: isPlaced
                            ? Double(Int.random(in: 200_000_000...460_000_000, using: &dice)) / 1e7 : nil,
                        longitude: nil, capacity: line % 4 == 0 ? line + 1 : nil))
                if isPlaced {
                    let east = Int.random(in: 1_220_000_000...1_540_000_000, using: &dice)
                    listings[line].longitude = Double(east) / 1e7
                }
            }
            var bytes: [UInt8] = []
            var writer = try CSVWriter(encoding) { bytes += $0 }
            try OwnFormat.offices.writeHeader(to: &writer)
            for listing in listings { try OwnFormat.write(listing, to: &writer) }
            _ = try writer.finish()
            let read = try readOffices(.bytes(bytes))
            #expect(read.issues == [])
            #expect(read.records.count == listings.count)
            for (found, expected) in zip(read.records, listings) {
                var found = found
                found.file = 0
                found.line = 0
                #expect(found == expected)
                #expect(found.corporationName.unicodeScalars.elementsEqual(expected.corporationName.unicodeScalars))
            }
        }
    }

    @Test("registrations are read back as they were written")
    func registrations() throws {
        var listings: [RegistrationListing] = []
        for (index, text) in Self.texts.enumerated() {
            listings.append(
                RegistrationListing(
                    officeNumber: try #require(OfficeNumber("0170102313")), route: "kaigo-web",
                    stage: [.pledged, .applied, .registered][index % 3],
                    fromDay: index % 2 == 0 ? Day("2026-07-01") : nil,
                    toDay: index % 3 == 0 ? Day("2026-12-31") : nil,
                    endReason: index % 3 == 0 ? EndReason.allCases[index % 6] : nil, source: text, evidence: "根" + text,
                    line: 0))
        }
        var bytes: [UInt8] = []
        var writer = try CSVWriter { bytes += $0 }
        try OwnFormat.registrations.writeHeader(to: &writer)
        for listing in listings { try OwnFormat.write(listing, to: &writer) }
        _ = try writer.finish()
        var read = try readRegistrations(.bytes(bytes)).read
        #expect(read.issues == [])
        for index in read.records.indices { read.records[index].line = 0 }
        #expect(read.records == listings)
    }

    @Test("activities and attendance are read back as they were written")
    func outreach() throws {
        let activity = OutreachActivity(
            id: "=s,1", kind: .handsOn, day: try #require(Day("2026-06-01")), title: "-研修", place: "'@",
            organiser: "改\n行",
            area: MunicipalityCode(number: 352071))
        var bytes: [UInt8] = []
        var writer = try CSVWriter { bytes += $0 }
        try OwnFormat.outreach.writeHeader(to: &writer)
        try OwnFormat.write(activity, to: &writer)
        _ = try writer.finish()
        var found: [OutreachActivity] = []
        let table = try TableFile(.bytes(bytes), name: "outreach.csv")
        let sink = RowSink(issue: { Issue.record("\($0)") }, aside: { _ in })
        _ = try OutreachFile(table, areas: SmallReference.names.areas).read(sink) { activity, _ in
            found.append(activity)
        }
        #expect(found == [activity])
    }

    @Test("unknown services, statuses and reversed days keep a row aside")
    func errors() throws {
        let head = OwnFormat.offices.columnNames.joined(separator: ",") + "\n"
        let cases: [(String, RowIssue.Code)] = [
            ("2274100326,訪問介護,n,,011002,,,,,,,,,,", .serviceUnknown),
            ("2274100326,11,n,,011002,,,,,,closed,,,,", .statusUnknown),
            ("2274100326,11,n,,011002,,,,2026-01-02,2026-01-01,,,,,", .daysReversed),
            (",11,n,,011002,,,,,,,,,,", .officeNumberRequired),
            ("2274100326,11,n,,999999,,,,,,,,,,", .municipalityCodeInvalid),
        ]
        for (row, code) in cases {
            let read = try readOffices(.text(head + row + "\n"))
            #expect(read.codes.first == code, "\(row)")
            #expect(read.aside.count == 1, "\(row)")
        }
    }
}
