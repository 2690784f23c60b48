import Testing

@testable import Adoption

@Suite("Instant")
struct InstantTests {
    @Test("what is printed is read back, also before 1970")
    func roundTrip() {
        for milliseconds: Int64 in [
            0, 1, 999, 86_399_999, 86_400_000, 1_793_451_600_123, 253_402_300_799_999, -1, -86_400_000, -86_400_001,
            -2_208_988_800_000,
        ] {
            let instant = Instant(milliseconds: milliseconds)
            #expect(Instant(instant.description) == instant, "\(instant)")
        }
    }

    @Test("instants are printed in UTC with milliseconds")
    func printed() {
        // 1,793,448,000 s: 2026-10-31 12:00 UTC, 20,757 days and 12 hours after 1970-01-01.
        let instant = Instant(milliseconds: (20_757 * 86_400 + 43_200) * 1000 + 7)
        #expect(instant.description == "2026-10-31T12:00:00.007Z")
        #expect(instant.inJapan == "2026-10-31 21:00:00")
        #expect(instant.dayInJapan == Day("2026-10-31"))
        #expect(Instant(milliseconds: -1).description == "1969-12-31T23:59:59.999Z")
        #expect(Instant(milliseconds: -1).inJapan == "1970-01-01 08:59:59")
    }

    @Test("a clock in Japan, seconds alone and a whole day are read")
    func read() {
        let noon = Instant("2026-10-31T12:00:00.000Z")
        #expect(noon != nil)
        #expect(Instant("2026-10-31T21:00:00+09:00") == noon)
        #expect(Instant("2026-10-31T12:00:00Z") == noon)
        // The end of the day in Japan is 15:00 UTC less one millisecond.
        #expect(Instant("2026-10-31") == Instant("2026-10-31T14:59:59.999Z"))
        #expect(Instant("2026-10-31")?.dayInJapan == Day("2026-10-31"))
    }

    @Test("the day in Japan begins at 15:00 UTC")
    func dayInJapan() {
        #expect(Instant("2026-10-31T14:59:59.999Z")?.dayInJapan == Day("2026-10-31"))
        #expect(Instant("2026-10-31T15:00:00.000Z")?.dayInJapan == Day("2026-11-01"))
        #expect(Instant(milliseconds: -9 * 3_600_000 - 1).dayInJapan == Day("1969-12-31"))
    }

    @Test(
        "anything else is refused",
        arguments: [
            "", "Z", "+09:00", "2026-10-31T24:00:00Z", "2026-10-31T12:60:00Z", "2026-10-31T12:00:60Z",
            "2026-10-31 12:00:00Z", "2026-10-31T12:00:00", "2026-10-31T12:00:00.00Z", "2026-10-31T12:00:00,000Z",
            "2026-02-30T12:00:00Z", "2026-10-31T12:00:00-09:00", "2026-10-31T1２:00:0Z", "2026-10-31T12-00:00Z",
        ])
    func refused(text: String) {
        #expect(Instant(text) == nil)
    }

    @Test("the order of the texts is the order of time")
    func order() {
        let instants = [0, 5, 1000, 86_400_000, 1_793_448_000_000].map { Instant(milliseconds: $0) }
        #expect(instants.map(\.description).sorted() == instants.map(\.description))
        #expect(instants.sorted() == instants)
    }
}
