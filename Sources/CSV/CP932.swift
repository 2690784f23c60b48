import Glibc

/// The table of Windows-31J, asked once from the C library's `CP932`
/// converter (never `SHIFT_JIS`, which is another table: it fails on ① ㈱ 髙
/// and turns 5C into ¥).
struct CP932: Sendable {
    /// Code unit for each double-byte code, 0 where there is none; index is
    /// (lead − 0x80) × 256 + trail. All characters lie in the BMP.
    private let decoding: [UInt16]
    /// Double- or single-byte code of each BMP character, 0 where there is none.
    private let encoding: [UInt16]

    /// The table, or nil where the C library has no such converter.
    static let shared = CP932()

    private init?() {
        guard let decoded = Self.askLibrary() else { return nil }
        var encoded = [UInt16](repeating: 0, count: 0x10000)
        // Several codes share a character. Windows encodes as JIS X 0208 first,
        // then NEC row 13, then the IBM extensions (FA–FC), and the NEC
        // selection of them (ED, EE) last.
        let late: ClosedRange<UInt16> = 0xED...0xEE
        let leads = (0x81...0xFC).filter { !late.contains($0) } + Array(late)
        for lead in leads {
            for trail in UInt16(0x40)...0xFC {
                let unit = Int(decoded[Int(lead - 0x80) << 8 | Int(trail)])
                if unit != 0, encoded[unit] == 0 { encoded[unit] = lead << 8 | trail }
            }
        }
        // NEC row 13 repeats nine mathematical signs of JIS X 0208 and keeps
        // none of them; ¬ and ∵ appear also among the IBM extensions. Leads in
        // ascending order give all of these their JIS code.
        for single in UInt16(0x01)...0x7F { encoded[Int(single)] = single }
        for kana in UInt16(0xA1)...0xDF { encoded[Int(kana) + 0xFEC0] = kana }
        for (unit, code) in Self.windowsForms where encoded[unit] == 0 { encoded[unit] = code }
        decoding = decoded
        encoding = encoded
    }

    /// Characters that mean the same as one in the table and that Windows
    /// users expect to see as that one. ¥ and ‾ become their full-width forms:
    /// single bytes would turn them into a backslash and a tilde.
    private static let windowsForms: [(Int, UInt16)] = [
        (0x301C, 0x8160), (0x2212, 0x817C), (0x2014, 0x815C), (0x2016, 0x8161),
        (0x00A2, 0x8191), (0x00A3, 0x8192), (0x00AC, 0x81CA), (0x00A6, 0xFA55),
        (0x00A5, 0x818F), (0x203E, 0x8150), (0x00A0, 0x20), (0x2013, 0x817C), (0x2011, 0x2D),
    ]

    /// 〓, the sign for a character that cannot be printed.
    static let geta: UInt16 = 0x81AC

    /// Whether a character is written in another form than its own.
    static func isAdjusted(_ value: UInt32) -> Bool {
        value < 0x3020 && windowsForms.contains { $0.0 == Int(value) }
    }

    @inline(__always)
    static func isLead(_ byte: UInt8) -> Bool { (0x81...0x9F).contains(byte) || (0xE0...0xFC).contains(byte) }

    @inline(__always)
    static func isHalfKatakana(_ byte: UInt8) -> Bool { (0xA1...0xDF).contains(byte) }

    /// The character of a double-byte code, 0 where there is none.
    @inline(__always)
    func unit(lead: UInt8, trail: UInt8) -> UInt16 { decoding[Int(lead &- 0x80) << 8 | Int(trail)] }

    /// The code of a BMP character, 0 where there is none.
    @inline(__always)
    func code(_ unit: UInt16) -> UInt16 { encoding[Int(unit)] }

    private static func askLibrary() -> [UInt16]? {
        let converter = iconv_open("UTF-16LE", "CP932")
        guard let converter, Int(bitPattern: converter) != -1 else { return nil }
        defer { iconv_close(converter) }
        var table = [UInt16](repeating: 0, count: 0x80 << 8)
        for lead in UInt8(0x81)...0xFC where isLead(lead) {
            for trail in UInt8(0x40)...0xFC where trail != 0x7F {
                if let unit = convert(converter, lead, trail) { table[Int(lead - 0x80) << 8 | Int(trail)] = unit }
            }
        }
        // あ: a converter that answers nothing is no converter.
        return table[0x02 << 8 | 0xA0] == 0x3042 ? table : nil
    }

    private static func convert(_ converter: iconv_t, _ lead: UInt8, _ trail: UInt8) -> UInt16? {
        withUnsafeTemporaryAllocation(byteCount: 8, alignment: 8) { scratch in
            let input = scratch.baseAddress?.assumingMemoryBound(to: CChar.self)
            guard let input else { return nil }
            input[0] = CChar(bitPattern: lead)
            input[1] = CChar(bitPattern: trail)
            var from: UnsafeMutablePointer<CChar>? = input
            var to: UnsafeMutablePointer<CChar>? = input + 4
            var fromLeft = 2
            var toLeft = 4
            let result = iconv(converter, &from, &fromLeft, &to, &toLeft)
            guard result == 0, fromLeft == 0, toLeft == 2 else {
                iconv(converter, nil, nil, nil, nil)
                return nil
            }
            return UInt16(UInt8(bitPattern: input[4])) | UInt16(UInt8(bitPattern: input[5])) << 8
        }
    }
}
