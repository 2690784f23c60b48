import Glibc
import Testing

@testable import CSV

@Suite("Encoding detection")
struct TextDetectionTests {
    /// 番号,名 / 1,髙﨑①㈱Ⅱ～ in CP932, taken from the published code tables.
    static let cp932: [UInt8] =
        [0x94, 0xD4, 0x8D, 0x86, 0x2C, 0x96, 0xBC, 0x0D, 0x0A, 0x31, 0x2C]
        + [0xFB, 0xFC, 0xFA, 0xB1, 0x87, 0x40, 0x87, 0x8A, 0x87, 0x55, 0x81, 0x60, 0x0D, 0x0A]

    private func form(_ bytes: [UInt8], chunkSize: Int = 1 << 20) throws -> TextForm {
        try CSVReader(.bytes(bytes), delimiter: .comma, limits: .init(), chunkSize: chunkSize, observe: nil).form
    }

    private func utf16(_ text: String, big: Bool, mark: Bool) -> [UInt8] {
        ((mark ? [0xFEFF] : []) + Array(text.utf16)).flatMap { unit in
            big ? [UInt8(unit >> 8), UInt8(unit & 0xFF)] : [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        }
    }

    @Test("Windows characters survive CP932")
    func windowsCharacters() throws {
        #expect(try form(Self.cp932).encoding == .cp932)
        for chunkSize in [16, 17, 18, 19, 1 << 20] {
            let rows = try records(.bytes(Self.cp932), chunkSize: chunkSize)
            #expect(rows == [["番号", "名"], ["1", "髙﨑①㈱Ⅱ～"]])
        }
    }

    @Test("second bytes that look like delimiters do not split")
    func trailBytes() throws {
        // ソ is 83 5C, ポ 83 7C, ァ 83 40; half-width ｱ is B1.
        let bytes: [UInt8] = [0x83, 0x5C, 0x2C, 0x83, 0x7C, 0x83, 0x40, 0x2C, 0xB1, 0x0A]
        #expect(try records(.bytes(bytes)) == [["ソ", "ポァ", "ｱ"]])
    }

    @Test("UTF-8 with and without mark")
    func utf8() throws {
        #expect(try form(Array("番号,名\n".utf8)) == TextForm(encoding: .utf8, markLength: 0, byteCount: 11))
        let marked = try form(Array("\u{FEFF}番号\n".utf8))
        #expect(marked == TextForm(encoding: .utf8, markLength: 3, byteCount: 10))
        #expect(marked.label == "UTF-8（BOM付き）")
        #expect(try form([]).encoding == .utf8)
    }

    @Test("UTF-16 with and without mark, both byte orders", arguments: [true, false], [true, false])
    func utf16(big: Bool, mark: Bool) throws {
        let text = "番号,名\r\n1,髙﨑𠮷野\r\n"
        let bytes = utf16(text, big: big, mark: mark)
        #expect(try form(bytes).encoding == (big ? .utf16BigEndian : .utf16LittleEndian))
        for chunkSize in [16, 18, 1 << 20] {
            #expect(try records(.bytes(bytes), chunkSize: chunkSize) == [["番号", "名"], ["1", "髙﨑𠮷野"]])
        }
    }

    @Test("broken UTF-16 is an error with its line")
    func brokenUTF16() {
        var lone = utf16("a\nb\r\nc", big: false, mark: true)
        lone += [0x00, 0xD8, 0x41, 0x00]
        #expect(failure(.bytes(lone)) == ReadingError(.invalidBytes(.utf16LittleEndian), line: 3, byteOffset: 14))
        let cut = utf16("a\nb", big: true, mark: true) + [0x30]
        #expect(failure(.bytes(cut)) == ReadingError(.truncatedCharacter(.utf16BigEndian), line: 2, byteOffset: 8))
        let nul = utf16("a\nb\0", big: true, mark: true)
        #expect(failure(.bytes(nul)) == ReadingError(.nul, line: 2, byteOffset: 8))
    }

    @Test("a file that ends inside a character is an error with its line")
    func truncated() {
        for chunkSize in [16, 17, 1 << 20] {
            let utf8 = Array("番号,名称\r\n1,あ".utf8).dropLast()
            #expect(
                failure(.bytes(Array(utf8)), chunkSize: chunkSize)
                    == ReadingError(.truncatedCharacter(.utf8), line: 2, byteOffset: 17))
            #expect(
                failure(.bytes(Self.cp932.dropLast(3)), chunkSize: chunkSize)
                    == ReadingError(.truncatedCharacter(.cp932), line: 2, byteOffset: 21))
        }
    }

    @Test("UTF-8 that breaks after several kanji is not taken for CP932")
    func brokenUTF8() {
        let bytes = Array("番号,名称\n".utf8) + [0x82, 0xA0, 0x0A]
        let error = failure(.bytes(bytes))
        #expect(error == ReadingError(.invalidBytes(.utf8), line: 2, byteOffset: 14))
        #expect(error?.description == "2行目: UTF-8として読めない文字があります。ファイルが壊れているか、別の文字コードです。")
        let marked = [0xEF, 0xBB, 0xBF, 0x61, 0x0A] as [UInt8] + [0x82, 0xA0]
        #expect(failure(.bytes(marked)) == ReadingError(.invalidBytes(.utf8), line: 2, byteOffset: 5))
    }

    @Test("bytes that are neither are located in the likelier encoding")
    func neither() {
        // CP932 text followed by FD, which no CP932 text holds.
        let bytes = Self.cp932 + [0xFD, 0x0A]
        #expect(failure(.bytes(bytes)) == ReadingError(.invalidBytes(.cp932), line: 3, byteOffset: 25))
        #expect(failure(.bytes([0x41, 0x0D, 0xFF])) == ReadingError(.invalidBytes(.cp932), line: 2, byteOffset: 2))
    }

    @Test(
        "overlong forms, surrogates and values beyond Unicode are not UTF-8",
        arguments: [
            [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80], [0xF0, 0x8F, 0xBF, 0xBF],
            [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80], [0xE3, 0x81, 0x41],
        ] as [[UInt8]])
    func strictUTF8(bytes: [UInt8]) {
        let outcome = bytes.withUnsafeBufferPointer { UTF8Scan.scan($0) }
        #expect(outcome.ending == .invalid)
        #expect(outcome.validCount == 0)
    }

    @Test("every character of Unicode is valid UTF-8")
    func allScalars() {
        var bytes: [UInt8] = []
        for value in UInt32(1)...0x10FFFF {
            if let scalar = Unicode.Scalar(value) { bytes += UTF8.encode(scalar).map { Array($0) } ?? [] }
        }
        let outcome = bytes.withUnsafeBufferPointer { UTF8Scan.scan($0) }
        #expect(outcome.ending == .complete)
        #expect(outcome.validCount == bytes.count)
    }

    @Test("other kinds of file are refused by name")
    func binaries() {
        let workbook = [0x50, 0x4B, 0x03, 0x04, 0x14, 0x00] + Array("[Content_Types].xml".utf8)
        #expect(failure(.bytes(workbook)) == ReadingError(.refused(.excelWorkbook)))
        #expect(
            failure(.bytes(workbook))?.description == "Excelブックです。CSV（UTF-8）で保存し直してください。")
        #expect(failure(.bytes([0x50, 0x4B, 0x03, 0x04, 0x14, 0x00])) == ReadingError(.refused(.zip)))
        let old: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0x00]
        #expect(failure(.bytes(old)) == ReadingError(.refused(.legacyExcel)))
        #expect(failure(.text("%PDF-1.7\n")) == ReadingError(.refused(.pdf)))
        #expect(failure(.bytes([0x1F, 0x8B, 0x08, 0x00])) == ReadingError(.refused(.gzip)))
        #expect(failure(.text("SQLite format 3\0xx")) == ReadingError(.refused(.database)))
        #expect(failure(.bytes([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) == ReadingError(.refused(.image)))
        #expect(failure(.bytes((0...255).map { UInt8($0) })) == ReadingError(.refused(.other)))
        #expect(failure(.bytes([0, 0, 0, 0, 1, 2, 3, 4])) == ReadingError(.refused(.other)))
    }

    @Test("one stray NUL is reported with its line")
    func strayNul() {
        let text = String(repeating: "a,b,c,d,e,f\n", count: 20)
        #expect(failure(.text(text + "x\0\n")) == ReadingError(.nul, line: 21, byteOffset: 241))
    }

    @Test("every byte is observed once, in order, whatever the chunks are")
    func observation() throws {
        for chunkSize in [16, 1 << 20] {
            var seen: [UInt8] = []
            let reader = try CSVReader(
                .bytes(Self.cp932), delimiter: .comma, limits: .init(), chunkSize: chunkSize,
                observe: { seen += $0 })
            try reader.forEachRow { _ in }
            #expect(seen == Self.cp932)
        }
    }
}
