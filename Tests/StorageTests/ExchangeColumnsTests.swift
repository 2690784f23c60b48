import Adoption
import Testing

@testable import Storage

@Suite("ExchangeColumns")
struct ExchangeColumnsTests {
    @Test(
        "records come back as they were, 14 bytes each with few pairs of service codes",
        arguments: [0, 255, 256, 70_000])
    func roundTrip(_ services: Int) throws {
        let records = (0..<100).map { index in
            PackedExchange(
                sender: index * 40_000, receiver: PackedExchange.officeLimit - 1 - index,
                time: UInt32.max - UInt32(index),
                kind: UInt8(index % 32), month: UInt16(index * 12), services: index == 50 ? services : 0)
        }
        let columns = ExchangeColumns(records[...])
        let width = services < 256 ? 1 : services < 65_536 ? 2 : 3
        #expect(columns.bytes.count == 8 + 100 * (13 + width))
        var found: [PackedExchange] = []
        try ExchangeColumns(bytes: columns.bytes).forEach { found.append($0) }
        #expect(found == records)
    }

    @Test("damaged bytes are refused")
    func damaged() {
        let bytes = ExchangeColumns([PackedExchange(high: 1, low: 0)][...]).bytes
        #expect(throws: Failure.self) { try ExchangeColumns(bytes: Array(bytes.dropLast())) }
        #expect(throws: Failure.self) { try ExchangeColumns(bytes: []) }
        #expect(throws: Failure.self) { try ExchangeColumns(bytes: [9] + bytes.dropFirst()) }
    }

    @Test("the tables of an import come back as they were")
    func tables() throws {
        let services = try #require(ExchangeServices(text: "43>2A")).packed
        let tables = ExchangeTables(
            offices: [1, UInt64.max >> 4], kinds: ["UPPLAN", "UPJSK"], services: [0, services])
        let read = try ExchangeTables(
            officeBytes: tables.officeBytes, kinds: "UPPLAN,UPJSK", services: tables.servicesText)
        #expect(read == tables)
    }
}
