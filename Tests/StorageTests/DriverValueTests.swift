import Adoption
import Storage
import TestSupport
import Testing

/// What every driver promises about values, asked of both engines.
@Suite("Values in a database")
struct DriverValueTests {
    @Test("names its engine", arguments: Engine.available)
    func engineName(engine: Engine) throws {
        let driver = try Things.database(engine)
        #expect(driver.engine.wholeMatch(of: /(SQLite 3\.\d+\.\d+|PostgreSQL \d+\.\d+)/) != nil)
    }

    @Test("keeps every text as it is", arguments: Engine.available)
    func texts(engine: Engine) throws {
        let driver = try Things.database(engine)
        let texts = [
            "", " ", "居宅介護支援事業所ひまわり", "髙﨑①㈱～", "𠮷野家😀👨‍👩‍👧", "e\u{301}か\u{3099}", "'; DROP TABLE thing; --", "\\N", "\\",
            "a\tb\nc\r\nd\u{8}\u{b}\u{c}\u{1}\u{7f}", "\\.", ":name $1 ?", "NULL",
            String(repeating: "長", count: 100_000),
            "\u{feff}BOM", "\u{fffd}\u{ffff}\u{10ffff}",
        ]
        try driver.transaction { connection in
            for (index, text) in texts.enumerated() {
                try connection.execute(Things.insertion, Things.insert(Int64(index), .text(text)))
            }
            try connection.bulkLoad("thing", columns: ["id", "name"]) { rows in
                for (index, text) in texts.enumerated() {
                    try rows.append(int: Int64(1000 + index))
                    if index % 2 == 0 { try rows.append(text: text) } else { try rows.append(.text(text)) }
                    try rows.endRow()
                }
            }
        }
        let read = try Things.names(driver)
        #expect(read == texts + texts)
        // Swift compares texts by canonical equivalence; the database must keep the very bytes.
        #expect(read.map { Array(($0 ?? "?").utf8) } == (texts + texts).map { Array($0.utf8) })
    }

    @Test("tells NULL from the empty text, and refuses to read it as a number", arguments: Engine.available)
    func nulls(engine: Engine) throws {
        let driver = try Things.database(engine)
        try driver.transaction { connection in
            try connection.execute(Things.insertion, Things.insert(1, .text("")))
            try connection.execute(Things.insertion, Things.insert(2))
            try connection.bulkLoad("thing", columns: ["id", "name", "share", "bytes"]) { rows in
                try rows.append(int: 3)
                try rows.appendNull()
                try rows.append(Double?.none)
                try rows.append(.null)
                try rows.endRow()
            }
        }
        #expect(try Things.names(driver) == ["", nil, nil])
        try driver.read { connection in
            try connection.query("SELECT share, name FROM thing WHERE id = 3") { row throws in
                #expect(row.isNull(0))
                #expect(row.text(1) == "")
                #expect(try row.day(1) == nil)
                #expect(throws: Failure.self) { try row.int(0) }
                #expect(throws: Failure.self) { try row.real(0) }
            }
        }
    }

    @Test("keeps the largest and the smallest integers", arguments: Engine.available)
    func integers(engine: Engine) throws {
        let driver = try Things.database(engine)
        let numbers: [Int64] = [.min, .min + 1, -1, 0, 1, 9_007_199_254_740_993, .max - 1, .max]
        try driver.transaction { connection in
            for number in numbers.prefix(4) { try connection.execute(Things.insertion, Things.insert(number)) }
            try connection.bulkLoad("thing", columns: ["id"]) { rows in
                for number in numbers.suffix(4) {
                    try rows.append(int: number)
                    try rows.endRow()
                }
            }
        }
        let read = try driver.read { try $0.rows("SELECT id FROM thing ORDER BY id") { try $0.int(0) } }
        #expect(read == numbers)
        let found = try driver.read { connection in
            try connection.first("SELECT id FROM thing WHERE id = :id", ["id": .int(.min)]) { try $0.int(0) }
        }
        #expect(found == .min)
    }

    @Test("gives back every double bit by bit", arguments: Engine.available)
    func doubles(engine: Engine) throws {
        let driver = try Things.database(engine)
        var numbers: [Double] = [
            0, 0.1, 1.0 / 3, 35.6580681, 139.7513889, .pi, .leastNonzeroMagnitude, .leastNormalMagnitude,
            .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 1e22, 1e23, 123_456_789_012_345_680,
            9_007_199_254_740_992, 100, 1.0.nextUp,
        ]
        var generator = SplitMix(state: 7)
        for _ in 0..<500 {
            let number = Double(bitPattern: generator.next())
            if number.isFinite { numbers.append(number) }
        }
        try driver.transaction { connection in
            for (index, number) in numbers.enumerated() {
                try connection.execute(Things.insertion, Things.insert(Int64(index), share: .real(number)))
            }
            try connection.bulkLoad("thing", columns: ["id", "share"]) { rows in
                for (index, number) in numbers.enumerated() {
                    try rows.append(int: Int64(10_000 + index))
                    try rows.append(number)
                    try rows.endRow()
                }
            }
        }
        let read = try driver.read { try $0.rows("SELECT share FROM thing ORDER BY id") { try $0.real(0) } }
        #expect(read.map(\.bitPattern) == (numbers + numbers).map(\.bitPattern))
    }

    @Test("knows no negative zero", arguments: Engine.available)
    func negativeZero(engine: Engine) throws {
        let driver = try Things.database(engine)
        try driver.change(Things.insertion, Things.insert(1, share: .real(-0.0)))
        let read = try driver.read { try $0.first("SELECT share FROM thing") { try $0.real(0) } }
        #expect(read?.sign == .plus)
    }

    @Test("refuses numbers that are none", arguments: Engine.available, [Double.nan, .infinity, -.infinity])
    func notFinite(engine: Engine, number: Double) throws {
        let driver = try Things.database(engine)
        expectFailure(.invalid) {
            try driver.change(Things.insertion, Things.insert(1, share: .real(number)))
        }
        expectFailure(.invalid) {
            try driver.transaction { connection in
                try connection.bulkLoad("thing", columns: ["id", "share"]) { rows in
                    try rows.append(int: 1)
                    try rows.append(number)
                    try rows.endRow()
                }
            }
        }
        #expect(try Things.names(driver).isEmpty)
    }

    @Test("keeps bytes of every value", arguments: Engine.available)
    func blobs(engine: Engine) throws {
        let driver = try Things.database(engine)
        let all = (0...255).map { UInt8($0) }
        try driver.transaction { connection in
            try connection.execute(Things.insertion, Things.insert(1, bytes: .blob(all)))
            try connection.execute(Things.insertion, Things.insert(2, bytes: .blob([])))
            try connection.bulkLoad("thing", columns: ["id", "bytes"]) { rows in
                try rows.append(int: 3)
                try rows.append(.blob(all))
                try rows.endRow()
            }
        }
        let read = try driver.read { try $0.rows("SELECT bytes FROM thing ORDER BY id") { try $0.blob(0) } }
        #expect(read == [all, [], all])
    }

    @Test("refuses U+0000, and nothing of the transaction stays", arguments: Engine.available)
    func zeroCharacter(engine: Engine) throws {
        let driver = try Things.database(engine)
        expectFailure(.invalid) {
            try driver.transaction { connection in
                try connection.execute(Things.insertion, Things.insert(1, .text("fine")))
                try connection.execute(Things.insertion, Things.insert(2, .text("a\u{0}b")))
            }
        }
        expectFailure(.invalid) {
            try driver.transaction { connection in
                try connection.bulkLoad("thing", columns: ["id", "name"]) { rows in
                    try rows.append(int: 1)
                    try rows.append(text: "\u{0}")
                    try rows.endRow()
                }
            }
        }
        expectFailure(.invalid) {
            try driver.read { connection in
                try connection.query("SELECT 1 FROM thing WHERE name = :name", ["name": .text("\u{0}")]) { _ in }
            }
        }
        #expect(try Things.names(driver).isEmpty)
    }

    @Test("sorts and compares texts by their bytes", arguments: Engine.available)
    func order(engine: Engine) throws {
        let driver = try Things.database(engine)
        // UTF-8 byte order is code point order: Z < a < É < あ < ア < 亜 < 😀; a language's order differs.
        let sorted = ["", "B", "Z", "a", "b", "É", "あ", "ア", "㈱", "亜", "葵", "\u{e000}", "ｱ", "😀"]
        try driver.transaction { connection in
            try connection.bulkLoad("thing", columns: ["id", "name"]) { rows in
                for (index, text) in sorted.reversed().enumerated() {
                    try rows.append(int: Int64(index))
                    try rows.append(text: text)
                    try rows.endRow()
                }
            }
        }
        try driver.read { connection throws in
            #expect(try connection.rows("SELECT name FROM thing ORDER BY name") { $0.text(0) } == sorted)
            #expect(
                try connection.first("SELECT MAX(name) FROM thing WHERE name < :name", ["name": .text("a")]) {
                    $0.text(0)
                } == "Z")
        }
    }

    @Test("loads 50,000 rows in one go", arguments: Engine.available)
    func bulk(engine: Engine) throws {
        let driver = try Things.database(engine)
        try driver.transaction { connection in
            try connection.bulkLoad("thing", columns: ["id", "name", "share"]) { rows in
                for index in Int64(0)..<50_000 {
                    try rows.append(int: index)
                    try rows.append(text: "事業所\(index)")
                    try rows.append(Double(index) / 8)
                    try rows.endRow()
                }
            }
        }
        var count = Int64(0)
        var isRight = true
        try driver.read { connection in
            try connection.query("SELECT id, name, share FROM thing ORDER BY id") { row in
                if try row.int(0) != count || row.text(1) != "事業所\(count)" || row.real(2) != Double(count) / 8 {
                    isRight = false
                }
                count += 1
            }
        }
        #expect(count == 50_000)
        #expect(isRight)
    }

    @Test("refuses a bulk row with too few or too many columns", arguments: Engine.available, [1, 3])
    func bulkColumns(engine: Engine, count: Int) throws {
        let driver = try Things.database(engine)
        expectFailure(.internal) {
            try driver.transaction { connection in
                try connection.bulkLoad("fact", columns: ["id", "name"]) { rows in
                    for number in 0..<count { try rows.append(int: Int64(number)) }
                    try rows.endRow()
                }
            }
        }
        #expect(try driver.read { try $0.rows("SELECT id FROM fact") { _ in true } }.isEmpty)
    }

    @Test("works on after a bulk load that its closure stopped", arguments: Engine.available)
    func stoppedBulk(engine: Engine) throws {
        struct Stop: Error {}
        let driver = try Things.database(engine)
        for _ in 0..<10 {
            #expect(throws: Stop.self) {
                try driver.transaction { connection in
                    try connection.bulkLoad("fact", columns: ["id", "name"]) { rows in
                        for number in Int64(0)..<20_000 {
                            try rows.append(int: number)
                            try rows.append(text: "\(number)")
                            try rows.endRow()
                        }
                        throw Stop()
                    }
                }
            }
        }
        #expect(try driver.read { try $0.rows("SELECT id FROM fact") { _ in true } }.isEmpty)
    }
}
