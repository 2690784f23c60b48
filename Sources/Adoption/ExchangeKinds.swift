/// A kind of file of the exchange standard (ケアプランデータ連携標準仕様), as the table of kinds says it.
package struct ExchangeKind: Sendable, Hashable {
    package enum Direction: String, Sendable {
        /// 居宅介護支援事業所 → サービス事業所
        case toProvider = "C→S"
        /// サービス事業所 → 居宅介護支援事業所
        case toManager = "S→C"
        /// 介護予防: 地域包括支援センター ↔ 居宅介護支援事業所
        case preventive = "予防"
    }

    /// Files that are sent together; an exchange counts as standard only when the whole set went.
    package enum FileSet: String, Sendable, CaseIterable {
        /// 第1〜3表
        case plan
        /// 第6・7表の予定
        case usage
        /// 第6表の実績
        case actual
        /// 介護予防
        case yobo
    }

    /// `UPPLAN`
    package var prefix: String
    package var name: String
    package var hasMonth: Bool
    package var direction: Direction
    package var sets: [FileSet]
    /// Without it the set is not complete.
    package var isRequired: Bool
    /// Unknown to version 3 of the standard, whose sets are complete without it.
    package var isSinceVersion4: Bool
    /// The prefix of the kind that this one takes back.
    package var deletes: String?

    package init(
        prefix: String, name: String, hasMonth: Bool, direction: Direction, sets: [FileSet], isRequired: Bool,
        isSinceVersion4: Bool, deletes: String?
    ) {
        self.prefix = prefix
        self.name = name
        self.hasMonth = hasMonth
        self.direction = direction
        self.sets = sets
        self.isRequired = isRequired
        self.isSinceVersion4 = isSinceVersion4
        self.deletes = deletes
    }
}

/// The kinds of one version of the table, and what makes a set complete.
package struct ExchangeKinds: Sendable, Hashable {
    /// At most 32: a set is a mask of their places.
    package let all: [ExchangeKind]
    /// Per set: the places that must be there, by version 3 and from version 4 on.
    private let required: [(old: UInt32, new: UInt32)]
    /// By place: the place of the kind that it deletes; −1 for none.
    package let deleted: [Int]
    /// Places of kinds that delete.
    package let deletions: UInt32
    /// Places of 予定 (a usage set's file with a month that the receiver answers) and of 実績.
    package let plan: Int?
    package let actual: Int?

    package static let empty = ExchangeKinds([])

    package init(_ all: [ExchangeKind]) {
        let kinds = Array(all.prefix(32))
        self.all = kinds
        func places(_ isWanted: (ExchangeKind) -> Bool) -> UInt32 {
            kinds.indices.reduce(0) { $0 | (isWanted(kinds[$1]) ? 1 << UInt32($1) : 0) }
        }
        required = ExchangeKind.FileSet.allCases.map { set in
            (
                old: places { $0.isRequired && $0.sets.contains(set) && !$0.isSinceVersion4 },
                new: places { $0.isRequired && $0.sets.contains(set) }
            )
        }
        deleted = kinds.map { kind in
            kind.deletes.flatMap { target in kinds.firstIndex { $0.prefix == target } } ?? -1
        }
        deletions = places { $0.deletes != nil }
        plan = kinds.firstIndex { $0.prefix == "UPPLAN" }
        actual = kinds.firstIndex { $0.prefix == "UPJSK" }
    }

    package static func == (left: ExchangeKinds, right: ExchangeKinds) -> Bool { left.all == right.all }

    package func hash(into hasher: inout Hasher) { hasher.combine(all) }

    package func place(of prefix: String) -> Int? { all.firstIndex { $0.prefix == prefix } }

    /// Whether the kinds sent at one moment hold a whole set.
    /// - Parameter isVersion3: the names carry no service codes.
    package func isComplete(_ kinds: UInt32, isVersion3: Bool) -> Bool {
        for set in required {
            let needed = isVersion3 ? set.old : set.new
            if needed != 0, kinds & needed == needed { return true }
        }
        return false
    }

    /// Whether files of a set went, but of no set all that it needs.
    package func isPart(_ kinds: UInt32, isVersion3: Bool) -> Bool {
        kinds & ~deletions != 0 && !isComplete(kinds, isVersion3: isVersion3)
    }
}

/// What the name of an exchanged file says. Nothing else of a file is ever known.
package struct ExchangeRecord: Hashable, Sendable {
    /// Place in `ExchangeKinds.all`.
    package var kind: Int
    /// 対象年月.
    package var month: ExchangeMonth
    package var sender: OfficeNumber
    package var receiver: OfficeNumber
    /// Service codes as `11` or `011`; nil in names of version 3.
    package var services: ExchangeServices?
    package var time: ExchangeTime

    package init(
        kind: Int, month: ExchangeMonth, sender: OfficeNumber, receiver: OfficeNumber, services: ExchangeServices?,
        time: ExchangeTime
    ) {
        self.kind = kind
        self.month = month
        self.sender = sender
        self.receiver = receiver
        self.services = services
        self.time = time
    }
}

/// The month part of a name in eleven bits: none, `000000`, or a month of the years 2000–2099.
package struct ExchangeMonth: Hashable, Sendable {
    /// 0 none, 1 `000000`, else 2 + months since 2000-01.
    package let code: UInt16

    package static let none = ExchangeMonth(code: 0)
    package static let zero = ExchangeMonth(code: 1)

    package init(code: UInt16) { self.code = code }

    package init?(_ month: Month) {
        let since = Int(month.number) - 24_000
        guard (0..<1200).contains(since) else { return nil }
        code = UInt16(since + 2)
    }

    package var month: Month? { code < 2 ? nil : Month(number: Int32(code) - 2 + 24_000) }
}

/// The service codes of sender and receiver, up to three characters each; either may be missing.
package struct ExchangeServices: Hashable, Sendable {
    /// Six characters of six bits: 0 for none, else 1 + the character's value (0–9, A–Z).
    package let packed: UInt64

    package init(packed: UInt64) { self.packed = packed }

    /// `43>11`, the form in which the ledger keeps it.
    package var text: String { half(3) + ">" + half(0) }

    package init?(text: String) {
        let parts = text.split(separator: ">", omittingEmptySubsequences: false)
        guard parts.count == 2, let sender = Self.pack(parts[0].utf8), let receiver = Self.pack(parts[1].utf8) else {
            return nil
        }
        packed = sender << 18 | receiver
    }

    /// Up to three characters 0–9, A–Z; nil for anything else.
    package static func pack(_ code: some Sequence<UInt8>) -> UInt64? {
        var value: UInt64 = 0
        var count = 0
        for byte in code {
            count += 1
            guard count <= 3 else { return nil }
            switch byte {
            case 48...57: value = value << 6 | UInt64(byte - 47)
            case 65...90: value = value << 6 | UInt64(byte - 54)
            default: return nil
            }
        }
        return value
    }

    private func half(_ first: UInt64) -> String {
        var text = ""
        for place in [first + 2, first + 1, first] {
            let value = UInt8(packed >> (6 * place) & 63)
            if value > 0 { text.unicodeScalars.append(Unicode.Scalar(value < 11 ? value + 47 : value + 54)) }
        }
        return text
    }
}

/// The moment in a name: seconds since 2000-01-01T00:00:00 on a clock in Japan.
package struct ExchangeTime: Hashable, Comparable, Sendable {
    package let seconds: UInt32

    /// 2000-01-01 as a day number.
    package static let origin: Int32 = 10_957

    package init(seconds: UInt32) { self.seconds = seconds }

    package init(_ day: Day, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        let days = max(0, Int(day.number) - Int(ExchangeTime.origin))
        seconds = UInt32(clamping: days * 86_400 + hour * 3600 + minute * 60 + second)
    }

    package var day: Day { Day(number: ExchangeTime.origin + Int32(seconds / 86_400)) }

    package static func < (left: ExchangeTime, right: ExchangeTime) -> Bool { left.seconds < right.seconds }
}
