import Adoption
import Testing

@testable import Interchange

@Suite("Numbers in lists")
struct NumberReadingTests {
    private func bytes<R>(_ text: String, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        Array(text.utf8).withUnsafeBufferPointer(body)
    }

    @Test(
        "office numbers in the forms that spreadsheets leave",
        arguments: [
            ("2274100326", "2274100326", false), ("２２７４１００３２６", "2274100326", false),
            (" 2274100326 ", "2274100326", false), ("170102313", "0170102313", true), ("１７０１０２３１３", "0170102313", true),
            ("22a4100326", "22A4100326", false), ("2274-100326", "2274100326", false),
            ("2274100326.0", "2274100326", false),
            ("170102313.0", "0170102313", true),
        ])
    func offices(text: String, number: String, isRestored: Bool) {
        let reading = NumberReading.office(text)
        #expect(reading?.number.description == number)
        #expect(reading?.isZeroRestored == isRestored)
    }

    @Test(
        "what is no office number is refused",
        arguments: [
            "", "12345678", "22741003261", "2.2741E+09", "22I4100326", "22O4100326", "A274100326", "事業所",
            "012345678", "2274100326\u{3099}",
        ])
    func refusedOffices(text: String) {
        #expect(NumberReading.office(text) == nil)
    }

    @Test("corporation numbers are folded")
    func corporations() {
        #expect(bytes("７０２１００１０１９７７２", NumberReading.corporation)?.number == 7_021_001_019_772)
        #expect(bytes("7021-0010-19772", NumberReading.corporation)?.number == 7_021_001_019_772)
        #expect(bytes("702100101977", NumberReading.corporation) == nil)
        #expect(bytes("7.02E+12", NumberReading.corporation) == nil)
    }

    @Test("capacity: 0 and blank are unknown, words around one number are read")
    func capacities() {
        let cases: [(String, NumberReading.Capacity)] = [
            ("", .unknown), ("0", .unknown), ("　", .unknown), ("-", .unknown), ("0名", .unknown), ("29", .number(29)),
            ("２９", .number(29)), ("55名", .worded(55)), ("５５人", .worded(55)), ("定員55名", .worded(55)),
            ("(1) 70名、(2) 15名", .unreadable), ("10〜20", .unreadable), ("約20", .unreadable), ("1.5", .unreadable),
            ("999999", .unreadable), ("未定", .unreadable),
        ]
        for (text, expected) in cases { #expect(bytes(text, NumberReading.capacity) == expected, "\(text)") }
    }

    @Test("coordinates: zero is unknown, swapped ones are put right, others must lie in Japan")
    func coordinates() {
        let cases: [(String, String, NumberReading.Coordinates)] = [
            ("34.975089800000000", "138.354350999999950", .found(34.9750898, 138.354351)),
            ("34.0", "138", .found(34, 138)), ("３４．５", "１３８．２５", .found(34.5, 138.25)),
            ("130.922928", "34.011292", .swapped(34.011292, 130.922928)),
            ("0.000000000000000", "0", .unknown), ("", "", .unknown), ("53.41291", "-8.24388", .outside),
            ("34.0", "", .unreadable), ("34.0", "0", .outside), ("北緯34", "138", .unreadable),
            ("34.0.1", "138", .unreadable),
            ("34.00000005", "138.00000004", .found(34.0000001, 138)),
            ("99999999999999999999", "138", .unreadable), (".", "138", .unreadable), ("-", "138", .unreadable),
        ]
        for (north, east, expected) in cases {
            let found = bytes(north) { north in bytes(east) { NumberReading.coordinates(north, $0) } }
            #expect(found == expected, "\(north), \(east)")
        }
    }
}
