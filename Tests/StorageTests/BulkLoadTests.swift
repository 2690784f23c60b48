import Adoption
import Storage
import TestSupport
import Testing

/// SQLite takes sixteen rows of a bulk load at a time: nothing of that may show.
@Suite("A bulk load")
struct BulkLoadTests {
    private func load(_ rows: [(Int64, String?)], into driver: any Driver) throws {
        try driver.transaction { connection in
            try connection.bulkLoad("thing", columns: ["id", "name"]) { load in
                for (id, name) in rows {
                    try load.append(int: id)
                    try load.append(name)
                    try load.endRow()
                }
            }
        }
    }

    @Test(
        "brings every row, however many there are", arguments: Engine.available, [0, 1, 15, 16, 17, 31, 32, 33, 1000])
    func everyRow(engine: Engine, count: Int) throws {
        let driver = try Things.database(engine)
        let names = (0..<count).map { index in
            index % 5 == 0 ? nil : index % 7 == 0 ? "" : String(repeating: "事業所", count: index % 40)
        }
        try load(names.enumerated().map { (Int64($0), $1) }, into: driver)
        #expect(try Things.names(driver) == names)
    }

    @Test("leaves nothing when one row is refused, wherever it stands", arguments: Engine.available, [0, 15, 16, 39])
    func refused(engine: Engine, place: Int) throws {
        let driver = try Things.database(engine)
        expectFailure(.internal) {
            try load((0..<40).map { (Int64($0), $0 == place ? "forbidden" : "fine") }, into: driver)
        }
        #expect(try Things.names(driver).isEmpty)
        try load([(1, "fine")], into: driver)
        #expect(try Things.names(driver) == ["fine"])
    }

    @Test("refuses a row that was begun and not ended", arguments: [0, 3, 16])
    func unended(count: Int) throws {
        let driver = try Things.database(.sqlite)
        expectFailure(.internal) {
            try driver.transaction { connection in
                try connection.bulkLoad("thing", columns: ["id", "name"]) { load in
                    for id in 0..<count {
                        try load.append(int: Int64(id))
                        try load.appendNull()
                        try load.endRow()
                    }
                    try load.append(int: 99)
                }
            }
        }
        #expect(try Things.names(driver).isEmpty)
    }
}

@Suite("Where offices lay")
struct OfficePlacesTests {
    @Test("on a day, before the first known day, after a move, and of a number that no list names")
    func places() throws {
        let ledger = try TestDatabase(.sqlite).ledger()
        try ledger.record(LedgerTests.author, at: Instant(milliseconds: 1000)) { recording in
            try recording.append([
                try SnapshotTests.entry("2271000001", "221015", from: try SnapshotTests.day("2026-01-10")),
                try SnapshotTests.entry("2270000002", "192015", from: try SnapshotTests.day("2026-04-01")),
                try SnapshotTests.entry("2270000002", "222101", from: nil),
            ])
        }
        let places = try ledger.read { try OfficePlaces($0, at: 1) }
        func place(_ office: String, _ day: String) throws -> String? {
            places.municipality(of: try #require(OfficeNumber(office)), on: try SnapshotTests.day(day))?.description
        }
        #expect(try place("2270000002", "2026-03-31") == "222101")
        #expect(try place("2270000002", "2026-04-01") == "192015")
        #expect(try place("2271000001", "2025-12-31") == "221015")
        #expect(try place("2270000010", "2026-04-01") == nil)
    }
}
