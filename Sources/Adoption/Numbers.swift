/// 介護保険事業所番号: ten characters, the unit in which the KPI counts.
///
/// Prefecture 2, kind 1, county 2, serial 4, check 1. Packed into an integer of 6 bits a character whose order is the
/// order of the text, because a snapshot of the nation holds a quarter of a million of them.
package struct OfficeNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let packed: UInt64

    /// The number that was packed before, for instance in a snapshot.
    package init(packed: UInt64) {
        self.packed = packed
    }

    /// Reads ten characters 0–9 and A–Z; a letter only in the third place, never I, O or Q. Anything else is nil.
    /// The check digit is not asked for here: 59 of 40,420 real numbers fail it (see `checkDigitMatches`).
    package init?(bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 10 else { return nil }
        var value: UInt64 = 0
        for index in 0..<10 {
            let byte = bytes[index]
            switch byte {
            case 48...57: value = value << 6 | UInt64(byte - 48)
            case 65...90 where index == 2 && byte != 73 && byte != 79 && byte != 81:
                value = value << 6 | UInt64(byte - 55)
            default: return nil
            }
        }
        packed = value
    }

    package init?(_ text: String) {
        var copy = text
        guard let number = copy.withUTF8({ OfficeNumber(bytes: $0) }) else { return nil }
        self = number
    }

    /// The prefecture of the first two digits, 1…47 for a real number.
    package var prefecture: Int { value(at: 0) * 10 + value(at: 1) }

    /// The third character as ASCII: 1 医科, 6 訪問看護, 7 指定, 9 地域密着型, A 総合事業 ….
    package var kind: UInt8 { character(at: 2) }

    /// Whether the tenth character is the check digit that belongs to the other nine.
    package var checkDigitMatches: Bool { value(at: 9) == expectedCheckDigit }

    /// Luhn over the first nine (weights 2,1,2,… from the left), letters A=10, B=11 … without I, O, Q. In prefectures
    /// 11–14 numbers of kind 1 and 5 carry Luhn over places 4–9 alone: an exception found in the published data.
    package var expectedCheckDigit: Int {
        let short = (11...14).contains(prefecture) && (kind == UInt8(ascii: "1") || kind == UInt8(ascii: "5"))
        var sum = 0
        for index in (short ? 3 : 0)..<9 {
            let product = luhnValue(at: index) * (index % 2 == 0 ? 2 : 1)
            sum += product / 10 + product % 10
        }
        return (10 - sum % 10) % 10
    }

    private func luhnValue(at index: Int) -> Int {
        let byte = character(at: index)
        guard byte > 57 else { return Int(byte) - 48 }
        let skipped = (byte > 73 ? 1 : 0) + (byte > 79 ? 1 : 0) + (byte > 81 ? 1 : 0)
        return Int(byte) - 55 - skipped
    }

    private func value(at index: Int) -> Int { Int(packed >> UInt64(6 * (9 - index)) & 63) }

    private func character(at index: Int) -> UInt8 {
        let value = UInt8(value(at: index))
        return value < 10 ? value + 48 : value + 55
    }

    package var description: String {
        String(unsafeUninitializedCapacity: 10) { buffer in
            for index in 0..<10 { buffer[index] = character(at: index) }
            return 10
        }
    }

    package static func < (left: OfficeNumber, right: OfficeNumber) -> Bool { left.packed < right.packed }
}

/// 全国地方公共団体コード, six digits with a check digit: 札幌市 011002, 千代田区 131016.
package struct MunicipalityCode: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The six digits as a number (11002 for 札幌市).
    package let number: Int32

    /// The code with this number of at most six digits, without a look at the check digit.
    package init(number: Int32) {
        self.number = number
    }

    /// Reads six digits with the right check digit, or five digits which it completes. Anything else is nil.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 5 || bytes.count == 6, bytes.allSatisfy({ (48...57).contains($0) }) else { return nil }
        let first = bytes.prefix(5).reduce(Int32(0)) { $0 * 10 + Int32($1) - 48 }
        let complete = MunicipalityCode(firstFive: first)
        guard bytes.count == 5 || complete.number % 10 == Int32(bytes[5]) - 48 else { return nil }
        self = complete
    }

    /// Completes five digits: s = 6a+5b+4c+3d+2e, check = (11 − s mod 11) mod 10 (総務省).
    package init(firstFive: Int32) {
        var sum: Int32 = 0
        var rest = firstFive
        for weight in Int32(2)...6 {
            sum += rest % 10 * weight
            rest /= 10
        }
        number = firstFive * 10 + (11 - sum % 11) % 10
    }

    /// Reads a 保険者番号: the same first five digits, the last one Luhn, so that it differs from the 団体コード
    /// (枚方市: code 272108, insurer 272104).
    package init?(insurerNumber text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 6, bytes.allSatisfy({ (48...57).contains($0) }) else { return nil }
        var sum = 0
        for index in 0..<5 {
            let product = (Int(bytes[index]) - 48) * (index % 2 == 0 ? 2 : 1)
            sum += product / 10 + product % 10
        }
        guard (10 - sum % 10) % 10 == Int(bytes[5]) - 48 else { return nil }
        self.init(firstFive: bytes.prefix(5).reduce(Int32(0)) { $0 * 10 + Int32($1) - 48 })
    }

    /// 1…47
    package var prefecture: Int { Int(number / 10_000) }

    package var checkDigitMatches: Bool { MunicipalityCode(firstFive: number / 10) == self }

    /// Six digits, leading zero kept.
    package var description: String { padded(Int(number), to: 6) }

    package static func < (left: MunicipalityCode, right: MunicipalityCode) -> Bool { left.number < right.number }
}

/// 法人番号, thirteen digits. "Different corporation" is judged by it, never by a name.
package struct CorporationNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let number: Int64

    package init(number: Int64) {
        self.number = number
    }

    /// Reads thirteen digits. The check digit is not asked for: 129 of 56,442 real rows fail it.
    package init?(_ text: String) {
        var value: Int64 = 0
        var count = 0
        for byte in text.utf8 {
            guard (48...57).contains(byte), count < 13 else { return nil }
            value = value * 10 + Int64(byte) - 48
            count += 1
        }
        guard count == 13 else { return nil }
        number = value
    }

    /// Completes twelve digits: check = 9 − (Σ P·Q mod 9), weights 1,2,1,2… from the right (国税庁).
    package init(lastTwelve: Int64) {
        var sum: Int64 = 0
        var rest = lastTwelve
        for place in 0..<12 {
            let product = rest % 10 * (place % 2 == 0 ? 1 : 2)
            sum += product
            rest /= 10
        }
        number = (9 - sum % 9) * 1_000_000_000_000 + lastTwelve
    }

    package var checkDigitMatches: Bool { CorporationNumber(lastTwelve: number % 1_000_000_000_000) == self }

    package var description: String { padded(Int(number), to: 13) }

    package static func < (left: CorporationNumber, right: CorporationNumber) -> Bool { left.number < right.number }
}
