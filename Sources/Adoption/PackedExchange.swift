/// An exchange record in sixteen bytes, offices and services as places in tables beside it. Ordered by sender,
/// receiver and time, then by what was sent.
package struct PackedExchange: Hashable, Comparable, Sendable {
    /// Sender 22 bits, receiver 22, the upper 20 of the time.
    package var high: UInt64
    /// The lower 12 bits of the time, kind 5, month 11, services 20, 16 unused.
    package var low: UInt64

    /// Offices that a place of 22 bits can name.
    package static let officeLimit = 1 << 22
    /// Pairs of service codes that a place of 20 bits can name, 0 for none among them.
    package static let servicesLimit = 1 << 20

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    package init(sender: Int, receiver: Int, time: UInt32, kind: UInt8, month: UInt16, services: Int) {
        high = UInt64(sender) << 42 | UInt64(receiver) << 20 | UInt64(time >> 12)
        low = UInt64(time & 0xFFF) << 52 | UInt64(kind) << 47 | UInt64(month) << 36 | UInt64(services) << 16
    }

    package var sender: Int { Int(high >> 42) }
    package var receiver: Int { Int(high >> 20 & 0x3F_FFFF) }
    package var time: UInt32 { UInt32(high & 0xF_FFFF) << 12 | UInt32(low >> 52) }
    package var kind: UInt8 { UInt8(low >> 47 & 31) }
    package var month: UInt16 { UInt16(low >> 36 & 0x7FF) }
    package var services: Int { Int(low >> 16 & 0xF_FFFF) }

    /// Sender, receiver and second: what the files of a set share.
    package func isSentWith(_ other: PackedExchange) -> Bool {
        high == other.high && low >> 52 == other.low >> 52
    }

    package static func < (left: PackedExchange, right: PackedExchange) -> Bool {
        left.high != right.high ? left.high < right.high : left.low < right.low
    }
}
