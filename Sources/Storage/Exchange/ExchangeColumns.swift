import Adoption

/// The bytes of a segment: columns one after the other, little-endian, 14 bytes a record with up to 256 pairs of
/// service codes.
///
/// | bytes | column |
/// |---|---|
/// | 4 + 4 | layout (1), number of records |
/// | 3 × n | sender, place in the batch's table of offices |
/// | 3 × n | receiver |
/// | 4 × n | time, seconds since 2000-01-01 in Japan |
/// | 2 × n | month of the name (`ExchangeMonth.code`) |
/// | 1 × n | kind, place in the batch's table |
/// | w × n | pair of service codes, place in the batch's table; w (1–3) is the fourth byte of the layout |
package struct ExchangeColumns: Sendable {
    package static let capacity = 65_536

    package let bytes: [UInt8]
    package let count: Int
    private let servicesWidth: Int

    /// Writes records, which must be in order.
    package init(_ records: ArraySlice<PackedExchange>) {
        let most = records.reduce(0) { max($0, $1.services) }
        let width = most < 1 << 8 ? 1 : most < 1 << 16 ? 2 : 3
        let count = records.count
        servicesWidth = width
        self.count = count
        let size = 8 + count * (13 + width)
        bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, length in
            func put(_ value: UInt32, _ width: Int, at place: Int) {
                for byte in 0..<width { buffer[place + byte] = UInt8(truncatingIfNeeded: value >> UInt32(8 * byte)) }
            }
            put(1 | UInt32(width) << 24, 4, at: 0)
            put(UInt32(count), 4, at: 4)
            let (senders, receivers, times) = (8, 8 + 3 * count, 8 + 6 * count)
            let (months, kinds, services) = (8 + 10 * count, 8 + 12 * count, 8 + 13 * count)
            for (index, record) in records.enumerated() {
                put(UInt32(record.sender), 3, at: senders + 3 * index)
                put(UInt32(record.receiver), 3, at: receivers + 3 * index)
                put(record.time, 4, at: times + 4 * index)
                put(UInt32(record.month), 2, at: months + 2 * index)
                buffer[kinds + index] = record.kind
                put(UInt32(record.services), width, at: services + width * index)
            }
            length = size
        }
    }

    /// - Throws: `Failure.internal` when the bytes are no segment.
    package init(bytes: [UInt8]) throws {
        guard bytes.count >= 8, bytes[0] == 1, bytes[1] == 0, bytes[2] == 0, (1...3).contains(bytes[3]) else {
            throw ExchangeColumns.damaged
        }
        let count = (0..<4).reduce(0) { $0 | Int(bytes[4 + $1]) << (8 * $1) }
        let width = Int(bytes[3])
        guard bytes.count == 8 + count * (13 + width) else { throw ExchangeColumns.damaged }
        self.bytes = bytes
        self.count = count
        servicesWidth = width
    }

    static let damaged = Failure(
        .internal, "連携の記録(exchange_segment)を読めません。", hint: "バックアップから戻すか、fukyu check の結果を添えて問い合わせてください。")

    /// Calls `body` with every record, places as they are in the batch.
    package func forEach(_ body: (PackedExchange) throws -> Void) rethrows {
        try bytes.withUnsafeBytes { raw in
            let (senders, receivers, times) = (8, 8 + 3 * count, 8 + 6 * count)
            let (months, kinds, services) = (8 + 10 * count, 8 + 12 * count, 8 + 13 * count)
            for index in 0..<count {
                try body(
                    PackedExchange(
                        sender: three(raw, senders + 3 * index), receiver: three(raw, receivers + 3 * index),
                        time: UInt32(
                            littleEndian: raw.loadUnaligned(fromByteOffset: times + 4 * index, as: UInt32.self)),
                        kind: raw[kinds + index],
                        month: UInt16(
                            littleEndian: raw.loadUnaligned(fromByteOffset: months + 2 * index, as: UInt16.self)),
                        services: servicePlace(raw, services + servicesWidth * index)))
            }
        }
    }

    @inline(__always)
    private func three(_ raw: UnsafeRawBufferPointer, _ place: Int) -> Int {
        Int(raw[place]) | Int(raw[place + 1]) << 8 | Int(raw[place + 2]) << 16
    }

    @inline(__always)
    private func servicePlace(_ raw: UnsafeRawBufferPointer, _ place: Int) -> Int {
        switch servicesWidth {
        case 1: Int(raw[place])
        case 2: Int(raw[place]) | Int(raw[place + 1]) << 8
        default: three(raw, place)
        }
    }
}

/// The tables that the segments of one import point into.
package struct ExchangeTables: Sendable, Equatable {
    /// `OfficeNumber.packed`, ascending.
    package var offices: [UInt64]
    /// Prefixes of kinds.
    package var kinds: [String]
    /// `ExchangeServices.packed`; 0 (no codes) first.
    package var services: [UInt64]

    package init(offices: [UInt64], kinds: [String], services: [UInt64]) {
        self.offices = offices
        self.kinds = kinds
        self.services = services
    }

    var officeBytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: offices.count * 8) { buffer, length in
            for (index, office) in offices.enumerated() {
                for byte in 0..<8 { buffer[8 * index + byte] = UInt8(truncatingIfNeeded: office >> UInt64(8 * byte)) }
            }
            length = offices.count * 8
        }
    }

    var servicesText: String {
        services.map { $0 == 0 ? "" : ExchangeServices(packed: $0).text }.joined(separator: ",")
    }

    /// - Throws: `Failure.internal` when they are damaged.
    init(officeBytes: [UInt8], kinds: String, services: String) throws {
        guard officeBytes.count % 8 == 0 else { throw ExchangeColumns.damaged }
        offices = officeBytes.withUnsafeBytes { raw in
            (0..<(raw.count / 8)).map {
                UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 8 * $0, as: UInt64.self))
            }
        }
        self.kinds = kinds.split(separator: ",").map(String.init)
        self.services = try services.split(separator: ",", omittingEmptySubsequences: false).map { text in
            if text.isEmpty { return 0 }
            guard let services = ExchangeServices(text: String(text)) else { throw ExchangeColumns.damaged }
            return services.packed
        }
    }
}
