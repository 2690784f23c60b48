import Testing

@testable import CSV

@Suite("CSV writer")
struct CSVWriterTests {
    private static let hostile = [
        "", " ", ",", "\"", "\"\"", "\r", "\n", "\r\n", "\t", "=1+1", "'=1", "''=1", "'", "''", "-5", "+3.25", "-",
        "+81-3",
        "@a", "＝A1", "－", "'＋", "あ,い", "\"あ\"", "髙﨑①㈱", "ｱｲｳﾞ", "か\u{3099}", "e\u{301}", "😀", "葛\u{E0100}", "\u{FEFF}x",
        "a\"b", "=\"x\"", "1.", ".5", "-1.2.3", "\u{301}=", "=\u{301}", "'\u{301}=", "〓",
    ]

    private func table(_ dice: inout Dice) -> [[String]] {
        let columns = Int.random(in: 1...5, using: &dice)
        return (0..<Int.random(in: 1...8, using: &dice)).map { _ in
            (0..<columns).map { _ in
                (0..<Int.random(in: 0...3, using: &dice)).map { _ in
                    Self.hostile[Int.random(in: 0..<Self.hostile.count, using: &dice)]
                }.joined()
            }
        }
    }

    /// Compares scalar by scalar; `==` on String would forgive normalisation.
    private func scalars(_ rows: [[String]]) -> [[[UInt32]]] {
        rows.map { $0.map { $0.unicodeScalars.map(\.value) } }
    }

    @Test("what is written is read again, over hostile cells and small chunks")
    func roundTrip() throws {
        var dice = Dice(state: 7)
        for _ in 0..<1500 {
            let rows = table(&dice)
            for encoding in [CSVWriter.Encoding.utf8, .utf8WithMark] {
                // A file that begins with U+FEFF and has no mark of its own
                // would lose it: that character is the mark.
                if encoding == .utf8, rows[0][0].unicodeScalars.first == "\u{FEFF}" { continue }
                let plain = try CSVWriter.bytes(rows, encoding, isFormulaSafe: false).bytes
                let size = [16, 23, 1 << 20][Int.random(in: 0...2, using: &dice)]
                #expect(scalars(try records(.bytes(plain), chunkSize: size)) == scalars(rows))
                let safe = try CSVWriter.bytes(rows, encoding).bytes
                let undone = try records(.bytes(safe), chunkSize: size).map { $0.map { FormulaSafety.undo($0) } }
                #expect(scalars(undone) == scalars(rows))
            }
        }
    }

    @Test("every character of CP932 that Windows writes back comes back")
    func cp932RoundTrip() throws {
        let table = try #require(CP932.shared)
        var cells: [String] = []
        for unit in UInt16(0x80)...0xFFFF where table.code(unit) != 0 && !CP932.isAdjusted(UInt32(unit)) {
            if let scalar = Unicode.Scalar(unit) { cells.append(String(scalar)) }
        }
        // 9,604 codes minus 398 doubles, and 63 half-width katakana.
        #expect(cells.count == 9269)
        let rows = cells.map { ["あ" + $0, $0] }
        let (bytes, summary) = try CSVWriter.bytes(rows, .cp932)
        #expect(summary.replacedCharacters == 0)
        #expect(scalars(try records(.bytes(bytes)).map { $0.map(FormulaSafety.undo) }) == scalars(rows))
    }

    @Test("quotes only where needed, CRLF, and a mark by default")
    func form() throws {
        let rows = [["a", "b,c", "d\"e", "f\ng", "", " h"], ["1"]]
        let (bytes, summary) = try CSVWriter.bytes(rows)
        #expect(String(decoding: bytes, as: UTF8.self) == "\u{FEFF}a,\"b,c\",\"d\"\"e\",\"f\ng\",, h\r\n1\r\n")
        #expect(summary.rows == 2)
        #expect(summary.bytes == bytes.count)
    }

    @Test("numbers and missing numbers")
    func numbers() throws {
        var bytes: [UInt8] = []
        var writer = try CSVWriter(.utf8) { bytes += $0 }
        writer.field(-12)
        writer.field(nil as Int?)
        writer.field("x")
        try writer.endRow()
        _ = try writer.finish()
        #expect(String(decoding: bytes, as: UTF8.self) == "-12,,x\r\n")
    }

    @Test(
        "texts that a spreadsheet would run get an apostrophe",
        arguments: [
            ("=1+1", "'=1+1"), ("+81-3-1234", "'+81-3-1234"), ("-", "'-"), ("@x", "'@x"), ("\tx", "'\tx"),
            ("\rx", "'\rx"), ("'=x", "''=x"), ("''-5", "'''-5"), ("＝x", "'＝x"), ("-5", "-5"), ("+3.25", "+3.25"),
            ("-5-3", "'-5-3"), ("-1e5", "'-1e5"), ("abc", "abc"), ("'abc", "'abc"), ("'", "'"), ("", ""),
            ("a=b", "a=b"), ("あ=", "あ="), ("＊", "＊"), ("'-5", "''-5"),
        ])
    func formulas(text: String, cell: String) {
        #expect(FormulaSafety.protect(text) == cell)
        #expect(FormulaSafety.undo(cell) == text)
    }
}
