import Glibc
import Testing

@testable import CSV

@Suite("CP932")
struct CP932Tests {
    /// The C library's answer for one BMP character, nil where it has none.
    private func libraryCode(_ converter: iconv_t, _ unit: UInt16) -> UInt16? {
        var input = [CChar(truncatingIfNeeded: unit & 0xFF), CChar(truncatingIfNeeded: unit >> 8)]
        var output = [CChar](repeating: 0, count: 4)
        var left = 4
        let result = input.withUnsafeMutableBufferPointer { from in
            output.withUnsafeMutableBufferPointer { to -> Int in
                var source = from.baseAddress
                var sourceLeft = 2
                var target = to.baseAddress
                return iconv(converter, &source, &sourceLeft, &target, &left)
            }
        }
        guard result == 0 else {
            iconv(converter, nil, nil, nil, nil)
            return nil
        }
        let bytes = output.prefix(4 - left).map { UInt16(UInt8(bitPattern: $0)) }
        return bytes.count == 2 ? bytes[0] << 8 | bytes[1] : bytes.first
    }

    @Test("the table holds 9,604 double-byte characters and agrees with the C library on all of Unicode's first plane")
    func whole() throws {
        let table = try #require(CP932.shared)
        var doubles = 0
        for lead in UInt8(0x81)...0xFC {
            for trail in UInt8.min...UInt8.max where table.unit(lead: lead, trail: trail) != 0 { doubles += 1 }
        }
        #expect(doubles == 9604)
        let converter = try #require(iconv_open("CP932", "UTF-16LE"))
        defer { iconv_close(converter) }
        for unit in UInt16(1)...0xFFFF where !(0xD800...0xDFFF).contains(unit) {
            // Ours on purpose: ¥ and ‾ must not become \ and ~; the rest of
            // our adjusted signs the library may refuse.
            if CP932.isAdjusted(UInt32(unit)) { continue }
            let expected = libraryCode(converter, unit) ?? 0
            if table.code(unit) != expected {
                Issue.record("U+\(String(unit, radix: 16)): \(table.code(unit)) instead of \(expected)")
            }
        }
    }

    @Test("Windows forms of signs are written and counted as adjusted")
    func windowsForms() throws {
        let (bytes, summary) = try CSVWriter.bytes([["〜−—‖¢£¬"]], .cp932)
        #expect(bytes == [0x81, 0x60, 0x81, 0x7C, 0x81, 0x5C, 0x81, 0x61, 0x81, 0x91, 0x81, 0x92, 0x81, 0xCA, 13, 10])
        #expect(summary.adjustedCharacters == 7)
        #expect(summary.replacedCharacters == 0)
    }

    @Test("a yen sign becomes a full-width yen sign, never a backslash")
    func yen() throws {
        #expect(try CSVWriter.bytes([["¥1"]], .cp932).bytes == [0x81, 0x8F, 0x31, 13, 10])
    }

    @Test("characters outside are replaced and counted, one for each")
    func replaced() throws {
        let (bytes, summary) = try CSVWriter.bytes([["é", "😀", "𠮷野", "葛\u{E0100}城"]], .cp932)
        let geta: [UInt8] = [0x81, 0xAC]
        #expect(bytes == geta + [0x2C] + geta + [0x2C] + geta + [0x96, 0xEC, 0x2C, 0x8A, 0x8B, 0x8F, 0xE9, 13, 10])
        #expect(summary.replacedCharacters == 4)
    }

    @Test("decomposed kana are composed first, compatibility kanji are kept")
    func composition() throws {
        let text = "か\u{3099}ハ\u{309A}ウ\u{3099}ふ\u{309A}ホ\u{3099}と\u{3099}"
        let (bytes, summary) = try CSVWriter.bytes([[text, "神\u{FA19}"]], .cp932)
        #expect(summary.replacedCharacters == 0)
        #expect(try records(.bytes(bytes)) == [["がパヴぷボど", "神\u{FA19}"]])
        #expect(try CSVWriter.bytes([["あ\u{3099}"]], .cp932).summary.replacedCharacters == 1)
    }

    @Test("every kana that Unicode composes is composed")
    func allKana() throws {
        // Swift compares and hashes texts by canonical equivalence.
        let kana = Set((UInt32(0x3041)...0x30F4).compactMap { Unicode.Scalar($0).map { String($0) } })
        for value in UInt32(0x3041)...0x30F4 {
            for mark in [UInt32(0x3099), 0x309A] {
                let base = try #require(Unicode.Scalar(value))
                let sign = try #require(Unicode.Scalar(mark))
                let pair = String(base) + String(sign)
                let ours = Composition.compose(value, mark).flatMap { Unicode.Scalar($0) }.map { String($0) }
                if let ours { #expect(ours == pair) }
                #expect((ours != nil) == kana.contains(pair))
            }
        }
    }
}
