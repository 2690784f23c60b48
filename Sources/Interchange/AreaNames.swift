import Adoption

/// Finds a municipality or a ward by its code, by its name, or by the start
/// of an address.
package struct AreaNames: Sendable {
    private let reference: Reference
    /// By prefecture (1…47), then by compared name: 当別町, 石狩郡当別町, 静岡市葵区.
    private var byName: [[String: MunicipalityCode]]
    private var longestName = 0
    private let prefectures: [(key: String, number: Int)]

    package init(_ reference: Reference) {
        self.reference = reference
        prefectures = reference.prefectures.map { (Folding.key($0.name), $0.number) }
        byName = Array(repeating: [:], count: 48)
        var ambiguous = Array(repeating: Set<String>(), count: 48)
        // Areas of today come before what they were: 浜松市天竜区 is the ward
        // of 2024, whatever code an old list gives it.
        for isFormer in [false, true] {
            for area in reference.areas where (area.successor != nil) == isFormer {
                let prefecture = area.code.prefecture
                guard (1...47).contains(prefecture) else { continue }
                let city = area.parent.flatMap { reference.area($0)?.name } ?? ""
                var names = [city + area.name]
                if !city.isEmpty { names.append(area.name) }
                if !area.county.isEmpty { names.append(area.county + area.name) }
                for name in names.map(Folding.key) {
                    if byName[prefecture][name] == nil {
                        byName[prefecture][name] = area.code
                    } else if !isFormer {
                        ambiguous[prefecture].insert(name)
                    }
                }
            }
        }
        for prefecture in 1...47 {
            for name in ambiguous[prefecture] { byName[prefecture][name] = nil }
        }
        for (alias, code) in reference.areaAliases {
            guard (1...47).contains(code.prefecture) else { continue }
            let key = Folding.key(alias)
            byName[code.prefecture][withoutPrefecture(key).rest] = code
        }
        longestName = byName.lazy.flatMap(\.keys).map(\.unicodeScalars.count).max() ?? 0
    }

    /// The number of a prefecture by its whole name.
    package func prefecture(named text: String) -> Int? {
        let key = Folding.key(text)
        return prefectures.first { $0.key == key }?.number
    }

    /// An area by its name, with its prefecture in the name or beside it.
    /// Without a prefecture only a name that exists once is found.
    package func code(named text: String, prefecture: Int?) -> MunicipalityCode? {
        let (named, rest) = withoutPrefecture(Folding.key(text))
        if rest.isEmpty { return nil }
        if let number = named ?? prefecture { return (1...47).contains(number) ? byName[number][rest] : nil }
        let found = byName.compactMap { $0[rest] }
        return found.count == 1 ? found.first : nil
    }

    /// The area with whose name an address begins; the longest name wins
    /// (静岡市葵区 before 静岡市).
    package func code(address: String, prefecture: Int?) -> MunicipalityCode? {
        let (named, rest) = withoutPrefecture(Self.withoutPostalCode(Folding.key(address)))
        let number = named ?? prefecture
        if let number, !(1...47).contains(number) { return nil }
        var scalars = Array(rest.unicodeScalars.prefix(longestName))
        while !scalars.isEmpty {
            var start = String.UnicodeScalarView()
            start.append(contentsOf: scalars)
            let name = String(start)
            if let number {
                if let code = byName[number][name] { return code }
            } else {
                let found = byName.compactMap { $0[name] }
                if !found.isEmpty { return found.count == 1 ? found.first : nil }
            }
            scalars.removeLast()
        }
        return nil
    }

    /// Whether a name that stands beside a code means that code's area, the
    /// city of that ward, or a ward of that city.
    func agrees(_ code: MunicipalityCode, with other: MunicipalityCode) -> Bool {
        code == other || reference.municipalityIndex(of: code) == reference.municipalityIndex(of: other)
    }

    /// The code of a whole prefecture, 山口県 350001.
    func code(ofPrefecture number: Int) -> MunicipalityCode? { reference.prefecture(number)?.code }

    func isKnown(_ code: MunicipalityCode) -> Bool { reference.area(code) != nil }

    func fullName(_ code: MunicipalityCode) -> String { reference.area(code).map(reference.fullName) ?? "" }

    private func withoutPrefecture(_ key: String) -> (number: Int?, rest: String) {
        for (name, number) in prefectures where key.hasPrefix(name) {
            return (number, String(key.unicodeScalars.dropFirst(name.unicodeScalars.count)))
        }
        return (nil, key)
    }

    private static func withoutPostalCode(_ key: String) -> String {
        guard let first = key.unicodeScalars.first, first == "〒" || (0x30...0x39).contains(first.value) else {
            return key
        }
        return String(key.unicodeScalars.drop { $0 == "〒" || $0 == "-" || (0x30...0x39).contains($0.value) })
    }
}

extension AreaNames {
    /// What a code cell turned out to be.
    enum CodeReading: Equatable {
        case blank
        /// A known area, its six digits as they stand.
        case exact(MunicipalityCode)
        /// A known area after a lost zero or a missing check digit was put back.
        case completed(MunicipalityCode)
        case insurer(MunicipalityCode)
        /// A prefecture's name or code: the names must say the rest.
        case prefecture(Int)
        case invalid
    }

    /// Reads a code cell. `near` is a prefecture that other cells speak for;
    /// it decides between a lost leading zero and a missing check digit.
    func read(code text: String, near: Int?) -> CodeReading {
        let folded = Folding.key(text)
        if folded.isEmpty { return .blank }
        if let number = prefectures.first(where: { $0.key == folded })?.number { return .prefecture(number) }
        let digits = folded.hasSuffix(".0") ? String(folded.dropLast(2)) : folded
        guard (1...6).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return .invalid
        }
        if digits.utf8.count == 6 { return readSix(digits) }
        if digits.utf8.count <= 2 {
            let number = Int(digits) ?? 0
            return (1...47).contains(number) ? .prefecture(number) : .invalid
        }
        return readShort(digits, near: near)
    }

    private func readSix(_ digits: String) -> CodeReading {
        if let code = MunicipalityCode(digits) {
            if isKnown(code) { return .exact(code) }
            if digits.utf8.dropFirst(2).prefix(3).elementsEqual([0x30, 0x30, 0x30]) {
                return .prefecture(code.prefecture)
            }
        }
        if let code = MunicipalityCode(insurerNumber: digits), isKnown(code) { return .insurer(code) }
        return .invalid
    }

    private func readShort(_ digits: String, near: Int?) -> CodeReading {
        let padded = String(repeating: "0", count: 5 - digits.utf8.count) + digits
        var candidates: [MunicipalityCode] = []
        // Six digits that lost their zero; five digits without check digit.
        if digits.utf8.count == 5, let code = MunicipalityCode("0" + digits), isKnown(code) { candidates.append(code) }
        if let code = MunicipalityCode(padded), isKnown(code) { candidates.append(code) }
        if candidates.count == 2 { candidates = candidates.filter { $0.prefecture == near } }
        if candidates.count == 1 { return .completed(candidates[0]) }
        if digits.utf8.count == 5, let code = MunicipalityCode(insurerNumber: "0" + digits), isKnown(code) {
            return .insurer(code)
        }
        if padded.utf8.dropFirst(2).allSatisfy({ $0 == 0x30 }) {
            return .prefecture(Int(padded.prefix(2)) ?? 0)
        }
        // 60003: 060003, the code of a prefecture without its zero.
        if let code = MunicipalityCode("0" + digits), code.number / 10 % 1000 == 0 {
            return .prefecture(code.prefecture)
        }
        return .invalid
    }
}
