import Adoption
import Testing

@testable import Interchange

@Suite("ExchangeFileName")
struct ExchangeFileNameTests {
    private static let kinds = ExchangeKinds(
        ["UPHOSOKU", "UP1KYO", "UPPLAN", "UPSIKYU", "UPJSK", "DLTPLAN", "UPKIHON", "UPKIHON_SUB1", "UPKIHON_IMAGE"].map
        {
            ExchangeKind(
                prefix: $0, name: "", hasMonth: false, direction: .toProvider, sets: [], isRequired: false,
                isSinceVersion4: false, deletes: nil)
        })
    private let names = ExchangeFileName(ExchangeFileNameTests.kinds)

    @Test("versions 3, 4.0 and 4.1 and lower case say the same, but for the service codes")
    func versions() throws {
        let third = try #require(names.read("UPPLAN_202610_1370000001_1370000002_20261005093001.CSV").record)
        #expect(third.kind == 2)
        #expect(third.month.month == Month(year: 2026, month: 10))
        #expect(third.sender.description == "1370000001")
        #expect(third.receiver.description == "1370000002")
        #expect(third.services == nil)
        // 2026-10-05 is day 20,731 since 1970; 09:30:01 is 34,201 seconds.
        #expect(third.time.day == Day("2026-10-05"))
        #expect(third.time.seconds % 86_400 == 34_201)
        let forth = names.read("UPPLAN_202610_1370000001_043_1370000002_011_20261005093001.CSV").record
        #expect(forth?.services?.text == "043>011")
        let latest = names.read("upplan_202610_1370000001_43_1370000002_2a_20261005093001.csv").record
        #expect(latest?.services?.text == "43>2A")
        #expect(latest?.sender == third.sender)
        #expect(latest?.time == third.time)
    }

    @Test("kinds with an underscore, names without a month, 000000 and a letter in the number")
    func forms() {
        #expect(names.read("UPKIHON_SUB1_13A0000001_1370000002_20261005093001.CSV").record?.kind == 7)
        #expect(names.read("UP1KYO_1370000001_43_1370000002_11_20261005093001.CSV").record?.month == ExchangeMonth.none)
        let zero = names.read("UPHOSOKU_000000_1370000001_43_1370000002_11_20261005093001.CSV").record
        #expect(zero?.month == .zero)
    }

    @Test(
        "what is wrong is named",
        arguments: [
            ("UPPLAN_202613_1370000001_1370000002_20261005093001.CSV", ExchangeFileName.Verdict.monthInvalid),
            ("UPPLAN_202610_1370000001_1370000002_20260230093001.CSV", .timeInvalid),
            ("UPPLAN_202610_1370000001_1370000002_20261005246001.CSV", .timeInvalid),
            ("UPPLAN_202610_137000000_1370000002_20261005093001.CSV", .officeInvalid),
            ("UPPLAN_202610_13I0000001_1370000002_20261005093001.CSV", .officeInvalid),
            ("UPXXXX_202610_1370000001_1370000002_20261005093001.CSV", .kindUnknown),
            ("UPPLAN_202610_1370000001_4-_1370000002_11_20261005093001.CSV", .serviceInvalid),
            ("UPKIHON_IMAGE_1370000001_1370000002_20261005093001_0001.jpg", .other),
            ("計画.PDF", .other), ("山田.jpg", .notAName), (".CSV", .notAName), ("", .notAName), ("a", .notAName),
            ("_CSV", .notAName), ("....", .notAName),
        ])
    func verdicts(_ name: String, _ verdict: ExchangeFileName.Verdict) {
        #expect(names.read(name).verdict == verdict)
    }

    @Test("hostile bytes are read to their end and are no names")
    func hostile() {
        let good = Array("UPPLAN_202610_1370000001_43_1370000002_11_20261005093001.CSV".utf8)
        var parsed = ExchangeFileName.Parsed()
        // Every byte replaced by NUL, 0xFF and a letter; every beginning and every end.
        for place in good.indices {
            for byte: UInt8 in [0, 0xFF, 0x5A] {
                var bad = good
                bad[place] = byte
                _ = bad.withUnsafeBufferPointer { names.read($0, into: &parsed) }
            }
            let cut = Array(good[place...])
            if place > 0 {
                #expect(cut.withUnsafeBufferPointer { names.read($0, into: &parsed) } != .record)
            }
            let head = Array(good[..<place])
            #expect(head.withUnsafeBufferPointer { names.read($0, into: &parsed) } != .record)
        }
        var zero = good
        zero[30] = 0
        #expect(zero.withUnsafeBufferPointer { names.read($0, into: &parsed) } != .record)
    }

    @Test("a name that could be a person's is not harmless, a misspelt standard name is")
    func harmless() {
        func isHarmless(_ text: String) -> Bool {
            Array(text.utf8).withUnsafeBufferPointer { names.isHarmless($0) }
        }
        #expect(isHarmless("UPPLAN_202613_1370000001_1370000002_20261005093001.CSV"))
        #expect(!isHarmless("山田太郎.CSV"))
        #expect(!isHarmless("YAMADA_TARO.CSV"))
        #expect(!isHarmless("UPPLAN_YAMADATARO_1370000001.CSV"))
    }
}
