import Adoption

/// Reads names of the exchange standard by bytes: `KIND[_YYYYMM]_SENDER10[_SVC]_RECEIVER10[_SVC]_YYYYMMDDHHMMSS.CSV`,
/// versions 3 (no service codes), 4.0 (three characters) and 4.1 (two), in upper or lower case.
package struct ExchangeFileName: Sendable {
    /// What a name says, packed for the millions: see `ExchangeRecord` for the readable form.
    package struct Parsed: Sendable, Hashable {
        package var sender: UInt64 = 0
        package var receiver: UInt64 = 0
        package var time: UInt32 = 0
        package var kind: UInt8 = 0
        package var month: UInt16 = 0
        /// `ExchangeServices.packed`; 0 in names of version 3.
        package var services: UInt64 = 0

        package var record: ExchangeRecord {
            ExchangeRecord(
                kind: Int(kind), month: ExchangeMonth(code: month), sender: OfficeNumber(packed: sender),
                receiver: OfficeNumber(packed: receiver),
                services: services == 0 ? nil : ExchangeServices(packed: services), time: ExchangeTime(seconds: time))
        }
    }

    /// Why a name is none of the standard, or that it is one without effect on links.
    package enum Verdict: Sendable, Hashable {
        case record
        /// A picture of a known kind or an attached PDF.
        case other
        case notAName, kindUnknown, monthInvalid, officeInvalid, serviceInvalid, timeInvalid
    }

    /// A kind's prefix as two words, so that a comparison is two instructions.
    private struct Key: Sendable {
        var low: UInt64
        var high: UInt64
        var place: UInt8
    }

    private let keys: [Key]

    package init(_ kinds: ExchangeKinds) {
        keys = kinds.all.enumerated().map { place, kind in
            let bytes = Array(kind.prefix.utf8)
            let (low, high) = bytes.withUnsafeBufferPointer { Self.words($0, from: 0, to: $0.count) }
            return Key(low: low, high: high, place: UInt8(place))
        }
    }

    /// Reads one name, without a path in front of it.
    package func read(_ name: UnsafeBufferPointer<UInt8>, into parsed: inout Parsed) -> Verdict {
        var end = name.count
        // The shortest: a kind, two numbers, a timestamp, the ending.
        guard end > 4, name[end - 4] == UInt8(ascii: ".") else { return .notAName }
        guard Self.isEnding(name, end, 0x637376) else {
            return isOther(name) ? .other : .notAName
        }
        end -= 4
        guard end >= 39, name[end - 15] == UInt8(ascii: "_") else { return .notAName }
        guard let time = Self.time(name, at: end - 14) else { return .timeInvalid }
        end -= 15
        guard let receiver = Self.party(name, &end), let sender = Self.party(name, &end) else { return .officeInvalid }
        guard receiver.isServiceValid, sender.isServiceValid else { return .serviceInvalid }
        var month: UInt16 = 0
        if end > 7, name[end - 7] == UInt8(ascii: "_"), let digits = Self.number(name, at: end - 6, count: 6) {
            guard let code = Self.month(digits) else { return .monthInvalid }
            month = code
            end -= 7
        }
        guard let kind = kind(name, length: end) else { return .kindUnknown }
        parsed = Parsed(
            sender: sender.number, receiver: receiver.number, time: time, kind: kind, month: month,
            services: sender.service << 18 | receiver.service)
        return .record
    }

    /// Reads one name as text; for tests and single names.
    package func read(_ text: String) -> (verdict: Verdict, record: ExchangeRecord?) {
        var parsed = Parsed()
        let verdict = Array(text.utf8).withUnsafeBufferPointer { read($0, into: &parsed) }
        return (verdict, verdict == .record ? parsed.record : nil)
    }

    /// Whether every character could be part of a standard name behind a known kind: then it names no person.
    package func isHarmless(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        let isPlain = name.allSatisfy { byte in
            let upper = Self.upper(byte)
            return (48...57).contains(upper) || (65...90).contains(upper) || upper == 95 || upper == 46
        }
        guard isPlain, name.count <= 128, let underscore = name.firstIndex(of: UInt8(ascii: "_")) else { return false }
        return kind(name, length: underscore) != nil
            && name[underscore...].allSatisfy { !(65...90).contains(Self.upper($0)) || name.count < 80 }
            && name[underscore...].filter({ (65...90).contains(Self.upper($0)) }).count <= 8
    }

    /// An attachment: `UPKIHON_IMAGE….jpg`, `….pdf`.
    private func isOther(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        if Self.isEnding(name, name.count, 0x706466) { return true }
        guard Self.isEnding(name, name.count, 0x6A7067), name.count > 12 else { return false }
        // The prefix up to the underscore behind IMAGE.
        return [13].contains { length in
            name.count > length && name[length] == UInt8(ascii: "_") && kind(name, length: length) != nil
        }
    }

    private func kind(_ name: UnsafeBufferPointer<UInt8>, length: Int) -> UInt8? {
        guard (1...16).contains(length) else { return nil }
        let (low, high) = Self.words(name, from: 0, to: length)
        for key in keys where key.low == low && key.high == high { return key.place }
        return nil
    }

    private static func words(_ bytes: UnsafeBufferPointer<UInt8>, from: Int, to: Int) -> (UInt64, UInt64) {
        var low: UInt64 = 0
        var high: UInt64 = 0
        for index in from..<min(to, 8) { low = low << 8 | UInt64(upper(bytes[index])) }
        if to > 8 { for index in 8..<to { high = high << 8 | UInt64(upper(bytes[index])) } }
        return (low, high)
    }

    private struct Party {
        var number: UInt64
        var service: UInt64
        var isServiceValid: Bool
    }

    /// `_SENDER10` or `_SENDER10_SVC` that ends at `end`, which moves in front of it.
    private static func party(_ name: UnsafeBufferPointer<UInt8>, _ end: inout Int) -> Party? {
        var service: UInt64 = 0
        var isServiceValid = true
        for length in 2...3 where end > length && name[end - length - 1] == UInt8(ascii: "_") {
            for index in (end - length)..<end {
                let byte = upper(name[index])
                switch byte {
                case 48...57: service = service << 6 | UInt64(byte - 47)
                case 65...90: service = service << 6 | UInt64(byte - 54)
                default: isServiceValid = false
                }
            }
            end -= length + 1
            break
        }
        guard end > 10, name[end - 11] == UInt8(ascii: "_"), let number = office(name, at: end - 10) else {
            return nil
        }
        end -= 11
        return Party(number: number, service: service, isServiceValid: isServiceValid)
    }

    /// As `OfficeNumber(bytes:)`, letters in either case.
    private static func office(_ name: UnsafeBufferPointer<UInt8>, at start: Int) -> UInt64? {
        var value: UInt64 = 0
        for index in 0..<10 {
            let byte = name[start + index]
            if (48...57).contains(byte) {
                value = value << 6 | UInt64(byte - 48)
                continue
            }
            let letter = upper(byte)
            guard index == 2, (65...90).contains(letter), letter != 73, letter != 79, letter != 81 else { return nil }
            value = value << 6 | UInt64(letter - 55)
        }
        return value
    }

    private static func month(_ digits: Int) -> UInt16? {
        if digits == 0 { return 1 }
        let (year, month) = (digits / 100, digits % 100)
        guard (2000...2099).contains(year), (1...12).contains(month) else { return nil }
        return UInt16((year - 2000) * 12 + month - 1 + 2)
    }

    private static func time(_ name: UnsafeBufferPointer<UInt8>, at start: Int) -> UInt32? {
        guard let date = number(name, at: start, count: 8), let clock = number(name, at: start + 8, count: 6)
        else { return nil }
        let (year, month, day) = (date / 10_000, date / 100 % 100, date % 100)
        let (hour, minute, second) = (clock / 10_000, clock / 100 % 100, clock % 100)
        guard (2000...2099).contains(year), hour < 24, minute < 60, second < 60,
            let civil = Day(year: year, month: month, day: day)
        else { return nil }
        let days = Int(civil.number) - Int(ExchangeTime.origin)
        return UInt32(days * 86_400 + hour * 3600 + minute * 60 + second)
    }

    @inline(__always)
    private static func number(_ name: UnsafeBufferPointer<UInt8>, at start: Int, count: Int) -> Int? {
        var value = 0
        for index in start..<(start + count) {
            let digit = Int(name[index]) - 48
            guard (0...9).contains(digit) else { return nil }
            value = value &* 10 &+ digit
        }
        return value
    }

    /// Whether the three letters before `end` are these, in either case.
    private static func isEnding(_ name: UnsafeBufferPointer<UInt8>, _ end: Int, _ letters: UInt32) -> Bool {
        let found = UInt32(name[end - 3]) << 16 | UInt32(name[end - 2]) << 8 | UInt32(name[end - 1])
        return found | 0x202020 == letters && name[end - 4] == UInt8(ascii: ".")
    }

    @inline(__always)
    private static func upper(_ byte: UInt8) -> UInt8 { (97...122).contains(byte) ? byte - 32 : byte }
}
