import Testing

@testable import CSV

@Suite("CSV reader")
struct CSVReaderTests {
    static let cases: [(String, String, [[String]])] = [
        ("plain", "a,b,c\r\n1,2,3\r\n", [["a", "b", "c"], ["1", "2", "3"]]),
        ("no line end at the end", "a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
        ("LF", "a\nb\n", [["a"], ["b"]]),
        ("CR", "a\rb\r", [["a"], ["b"]]),
        ("mixed line ends", "a\nb\r\nc\rd", [["a"], ["b"], ["c"], ["d"]]),
        ("empty file", "", []),
        ("one empty line", "\r\n", [[""]]),
        ("blank line in between", "a\n\nb\n", [["a"], [""], ["b"]]),
        ("last field empty at the end of the file", "a,b,", [["a", "b", ""]]),
        ("last field empty", "a,b,\n", [["a", "b", ""]]),
        ("only delimiters", ",,\n", [["", "", ""]]),
        ("quoted", "\"a\",\"b\"\n", [["a", "b"]]),
        ("quoted comma", "\"a,b\",c\n", [["a,b", "c"]]),
        ("quoted LF", "\"a\nb\",c\n", [["a\nb", "c"]]),
        ("quoted CRLF", "\"a\r\nb\",c\r\n", [["a\r\nb", "c"]]),
        ("doubled quotes", "\"a\"\"b\",\"\"\"\"\n", [["a\"b", "\""]]),
        ("empty quoted", "\"\",\"\"\n", [["", ""]]),
        ("quoted at the end of the file", "a,\"b\"", [["a", "b"]]),
        ("doubled quote at the end of the file", "\"a\"\"\"", [["a\""]]),
        ("spaces kept", " a , b \n", [[" a ", " b "]]),
        ("byte order mark", "\u{FEFF}a,b\n", [["a", "b"]]),
        ("byte order mark and quote", "\u{FEFF}\"a\",b\n", [["a", "b"]]),
        ("quote inside an unquoted field", "5\" pipe,b\n", [["5\" pipe", "b"]]),
        ("space before a quote", " \"a\",b\n", [[" \"a\"", "b"]]),
        ("comma before a combining mark", "a,\u{3099}b\n", [["a", "\u{3099}b"]]),
        ("rows of different lengths", "a,b\n1\n1,2,3\n", [["a", "b"], ["1"], ["1", "2", "3"]]),
        ("tab and semicolon are text", "a\tb;c,d\n", [["a\tb;c", "d"]]),
        ("only a byte order mark", "\u{FEFF}", []),
    ]

    @Test("each edge case is read the same whatever the chunks are", arguments: cases.indices)
    func edgeCases(index: Int) throws {
        let (name, text, expected) = Self.cases[index]
        for chunkSize in [16, 17, 19, 1 << 20] {
            #expect(try records(.text(text), chunkSize: chunkSize) == expected, "\(name), \(chunkSize)")
        }
    }

    @Test("records know the physical line they begin on")
    func lines() throws {
        let reader = try CSVReader(.text("h\n\"a\nb\r\nc\rd\",x\n\ny,\"\n\"\r\nz"))
        var lines: [Int] = []
        try reader.forEachRow { lines.append($0.line) }
        #expect(lines == [1, 2, 6, 7, 9])
    }

    @Test("a reader can be read again, and its first rows looked at")
    func restart() throws {
        let reader = try CSVReader(.text("a,b\n1,2\n3,4\n"))
        #expect(try reader.firstRows(2) == [["a", "b"], ["1", "2"]])
        #expect(try reader.firstRows(0) == [])
        #expect(try reader.firstRows(9).count == 3)
        #expect(try reader.countRows() == 3)
        #expect(try reader.countRows() == 3)
    }

    @Test("fields beyond the last are empty, and blank records are known")
    func missingFields() throws {
        let reader = try CSVReader(.text("a,b\n,,\n\n"))
        var seen: [String] = []
        var blank: [Bool] = []
        try reader.forEachRow { row in
            seen.append(row.text(1) + "|" + row.text(7))
            blank.append(row.isBlank)
        }
        #expect(seen == ["b|", "|", "|"])
        #expect(blank == [false, true, true])
    }

    @Test("a record kept aside is written as it would be read again")
    func recordText() throws {
        let reader = try CSVReader(.text("\"a,\"\"b\"\"\",c,\"d\r\ne\"\n"))
        var text = ""
        try reader.forEachRow { text = $0.recordText }
        #expect(text == "\"a,\"\"b\"\"\",c,\"d\r\ne\"")
    }

    @Test("tabs are the delimiter when the first lines hold more tabs than commas")
    func delimiters() throws {
        let tabs = try records(.text("a\tb,c\td\n1\t2\t3\n"), delimiter: .detected)
        #expect(tabs == [["a", "b,c", "d"], ["1", "2", "3"]])
        #expect(try records(.text("a,b\n1\t,2\n"), delimiter: .detected) == [["a", "b"], ["1\t", "2"]])
        #expect(try records(.text("a,b\n"), delimiter: .tab) == [["a,b"]])
        #expect(try records(.text("only\n"), delimiter: .detected) == [["only"]])
    }

    @Test("an unterminated quote names the place where it opened")
    func unterminated() {
        let error = failure(.text("a,b\n1,\"two\n3,4\n"))
        #expect(error == ReadingError(.unterminatedQuote, line: 2, column: 3, field: 2))
        #expect(error?.description == "2行目3文字目（2列目）: ここで始まる引用符「\"」が閉じられていません。")
        #expect(failure(.text("\"")) == ReadingError(.unterminatedQuote, line: 1, column: 1, field: 1))
        #expect(failure(.text("x,\"a\"\"")) == ReadingError(.unterminatedQuote, line: 1, column: 3, field: 2))
    }

    @Test("text after a closing quote names line and character, multi-byte text included")
    func garbageAfterQuote() {
        for chunkSize in [16, 1 << 20] {
            #expect(
                failure(.text("h\nあい,\"う\"え\n"), chunkSize: chunkSize)
                    == ReadingError(.textAfterQuote, line: 2, column: 7, field: 2))
            #expect(
                failure(.text("\"a\nbc\"d\n"), chunkSize: chunkSize)
                    == ReadingError(.textAfterQuote, line: 2, column: 4, field: 1))
        }
    }

    @Test("fields, records and columns beyond the limits are refused")
    func limits() {
        var limits = CSVReader.Limits()
        limits.fieldBytes = 8
        limits.recordBytes = 64
        limits.columns = 3
        #expect(failure(.text("a,b,c\n12345678,2,3\n"), limits: limits) == nil)
        #expect(
            failure(.text("a\n1,123456789\n"), limits: limits)
                == ReadingError(.fieldTooLong(limit: 8, quoted: false), line: 2, column: 3, field: 2))
        #expect(
            failure(.text("a,b,c\n1,2,3,4\n"), limits: limits)
                == ReadingError(.tooManyColumns(limit: 3), line: 2, column: 7, field: 4))
        let endless = "a\n\"" + String(repeating: "x\n", count: 40)
        #expect(
            failure(.text(endless), limits: limits, chunkSize: 16)
                == ReadingError(.fieldTooLong(limit: 8, quoted: true), line: 2, column: 1, field: 1))
        limits.fieldBytes = 1000
        #expect(
            failure(.text(String(repeating: "x", count: 200)), limits: limits, chunkSize: 16)
                == ReadingError(.recordTooLong(limit: 64), line: 1, column: 1))
    }

    @Test("random bytes never crash, and every error names a line")
    func hostileBytes() throws {
        var dice = Dice(state: 11)
        let alphabet: [UInt8] = [0x22, 0x22, 0x2C, 0x0A, 0x0D, 0x09, 0x61, 0x82, 0xA0, 0xE3, 0x81, 0xFF, 0x5C]
        var readable = 0
        for _ in 0..<4000 {
            let bytes = (0..<Int.random(in: 0...60, using: &dice)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &dice)]
            }
            do {
                let whole = try records(.bytes(bytes))
                #expect(try records(.bytes(bytes), chunkSize: 16) == whole)
                readable += 1
            } catch let error as ReadingError {
                #expect(error.line != nil, "\(error) in \(bytes)")
                #expect(failure(.bytes(bytes), chunkSize: 16) == error)
            }
        }
        #expect(readable > 100)
    }
}
