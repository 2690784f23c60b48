import Adoption

/// What the name of a file says about it.
package struct FileName: Equatable, Sendable {
    /// 110 of `jigyosho_110.csv`, `jigyosho_110_all_20260709180319.csv`,
    /// `jigyosho_110 2.csv`.
    package let serviceFileCode: String?
    /// The day of a date or timestamp in the name: a run of exactly 8 or 14
    /// digits that is a day between 2000 and 2099.
    package let day: Day?

    package init(_ path: String) {
        let name = path.utf8.split(separator: UInt8(ascii: "/")).last.map { Array($0) } ?? []
        let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
        let word = Array("jigyosho_".utf8)
        let lowered = name.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
        var fileCode: String?
        for start in lowered.indices where lowered[start...].starts(with: word) {
            let digits = lowered[(start + word.count)...].prefix { isDigit($0) }
            if digits.count == 3 { fileCode = String(decoding: digits, as: UTF8.self) }
        }
        serviceFileCode = fileCode
        var day: Day?
        for run in name.split(whereSeparator: { !isDigit($0) }) where run.count == 8 || run.count == 14 {
            let number = run.prefix(8).reduce(0) { $0 * 10 + Int($1) - 48 }
            guard (2000...2099).contains(number / 10_000) else { continue }
            day = day ?? Day(year: number / 10_000, month: number / 100 % 100, day: number % 100)
        }
        self.day = day
    }
}
