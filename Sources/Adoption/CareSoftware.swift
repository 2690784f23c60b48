/// A file of the exchange standard that care software puts out or takes in (標準仕様のA〜I).
package enum CareFormat: UInt8, CaseIterable, Sendable {
    /// A 利用者補足情報(居宅サービス計画書とともに)
    case userNote
    /// B-1 居宅サービス計画 1表
    case firstTable
    /// B-2 居宅サービス計画 1表_削除: the only one that is optional.
    case firstTableDeletion
    /// C 居宅サービス計画 2表
    case secondTable
    /// D 利用者補足情報(サービス利用票とともに)
    case slipNote
    /// E 第6表 予定
    case plan
    /// F 第6表 予定の削除
    case planDeletion
    /// G 第6表 実績
    case actual
    /// H 第6表 実績の削除
    case actualDeletion
    /// I 第7表
    case seventhTable

    /// The letter in the requirements: `A`, `B1` … `I`.
    package var key: String {
        switch self {
        case .userNote: "A"
        case .firstTable: "B1"
        case .firstTableDeletion: "B2"
        case .secondTable: "C"
        case .slipNote: "D"
        case .plan: "E"
        case .planDeletion: "F"
        case .actual: "G"
        case .actualDeletion: "H"
        case .seventhTable: "I"
        }
    }

    package init?(key: String) {
        guard let format = CareFormat.allCases.first(where: { $0.key == key }) else { return nil }
        self = format
    }

    /// Whether the care manager's side sends it. By the standard 予定の削除 goes the way of the plan and 実績の削除 the way
    /// of the actuals; the table of requirements has these two the other way round.
    package var isSentByCareManager: Bool { self != .actual && self != .actualDeletion }

    package var isOptional: Bool { self == .firstTableDeletion }
}

/// Which files a product can put out (出力) and take in (取込).
package struct FormatMarks: OptionSet, Hashable, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    package static func output(_ format: CareFormat) -> FormatMarks {
        FormatMarks(rawValue: 1 << (2 * UInt32(format.rawValue)))
    }

    package static func input(_ format: CareFormat) -> FormatMarks {
        FormatMarks(rawValue: 2 << (2 * UInt32(format.rawValue)))
    }

    /// Every file both ways.
    package static let all = CareFormat.allCases.reduce(into: FormatMarks()) { marks, format in
        marks.formUnion([.output(format), .input(format)])
    }

    /// `A:out G:in`, in the order of the letters; `none` when there is no mark.
    package var key: String {
        let words = CareFormat.allCases.compactMap { format -> String? in
            switch (contains(.output(format)), contains(.input(format))) {
            case (true, true): "\(format.key):both"
            case (true, false): "\(format.key):out"
            case (false, true): "\(format.key):in"
            case (false, false): nil
            }
        }
        return words.isEmpty ? "none" : words.joined(separator: " ")
    }

    /// Reads what `key` writes.
    package init?(key: String) {
        self = []
        if key == "none" { return }
        for word in key.split(separator: " ") {
            let parts = word.split(separator: ":")
            guard parts.count == 2, let format = CareFormat(key: String(parts[0])) else { return nil }
            switch parts[1] {
            case "out": insert(.output(format))
            case "in": insert(.input(format))
            case "both": formUnion([.output(format), .input(format)])
            default: return nil
            }
        }
    }

    /// What an office needs by the side that it is on. One number may be on both sides.
    package static func required(careManager: Bool, provider: Bool) -> FormatMarks {
        CareFormat.allCases.filter { !$0.isOptional }.reduce(into: FormatMarks()) { marks, format in
            if careManager { marks.formUnion(format.isSentByCareManager ? .output(format) : .input(format)) }
            if provider { marks.formUnion(format.isSentByCareManager ? .input(format) : .output(format)) }
        }
    }
}

/// Whether an office says that it will join.
package enum Intention: String, CaseIterable, Sendable {
    /// 利用する予定
    case intends
    /// 検討中
    case undecided
    /// 利用する予定はない
    case noPlan = "no_plan"
}

/// What somebody stated about an office's readiness on a day, or about a product. Nil: not stated.
package struct ReadinessStatement: Hashable, Sendable {
    /// Nil: it speaks of the product, for every office that runs it.
    package var office: OfficeNumber?
    package var day: Day
    /// The product's name; empty when not stated.
    package var software: String
    package var version: String
    package var marks: FormatMarks?
    package var intention: Intention?
    package var attitude: Attitude?
    /// Where the statement comes from: アンケート, ベンダーの一覧 ….
    package var source: String
    package var evidence: String

    /// What a statement is on: a later one with the same key takes its place. An office has one software by a source on
    /// a day; products are told apart by name and version.
    package struct Key: Hashable, Sendable {
        package var office: OfficeNumber?
        package var day: Day
        package var source: String
        package var product: [String]
    }

    package var key: Key {
        Key(office: office, day: day, source: source, product: office == nil ? [software, version] : [])
    }

    package init(
        office: OfficeNumber?, day: Day, software: String, version: String, marks: FormatMarks?,
        intention: Intention?, attitude: Attitude?, source: String, evidence: String
    ) {
        self.office = office
        self.day = day
        self.software = software
        self.version = version
        self.marks = marks
        self.intention = intention
        self.attitude = attitude
        self.source = source
        self.evidence = evidence
    }
}
