import Adoption
import Analytics
import Interchange

/// Which list for the staff is wanted.
package struct TargetRequest: Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// 訪問先
        case visits
        /// 法人
        case corporations
        /// 紙のまま
        case paper
        /// 利用の途切れ
        case lapse
    }

    /// The most days ahead that can be asked for.
    package static let horizon = LapseWatch.horizon

    package var kind: Kind
    package var area: AreaSelection
    package var day: Day
    package var knownAt: Instant?
    /// Only offices with this service: a code or a name.
    package var service: String?
    /// Only offices with all of these reasons: keys or Japanese words.
    package var reasons: [String]
    /// Days ahead, 1…30.
    package var within: Int
    /// Entries of each group; nil: all.
    package var limit: Int?

    package init(
        kind: Kind, area: AreaSelection, day: Day, knownAt: Instant? = nil, service: String? = nil,
        reasons: [String] = [], within: Int = TargetRequest.horizon, limit: Int? = nil
    ) {
        self.kind = kind
        self.area = area
        self.day = day
        self.knownAt = knownAt
        self.service = service
        self.reasons = reasons
        self.within = within
        self.limit = limit
    }

    /// The service as a bit over the reference's order; nil when none is named.
    /// - Throws: `Failure.notFound` with the services there are.
    func serviceBit(_ reference: Reference) throws -> UInt64? {
        guard let service else { return nil }
        guard kind != .corporations else {
            throw Failure(.invalid, "法人の一覧は、サービスで絞れません。", hint: "--service を付けずに実行してください。")
        }
        let key = Folding.key(service)
        let found = reference.services.prefix(64).firstIndex { candidate in
            [candidate.code, candidate.name, candidate.shortName].contains { Folding.key($0) == key }
        }
        guard let place = found ?? reference.serviceAliases[key].flatMap({ reference.serviceIndex(code: $0) }) else {
            let known = reference.services.map { "\($0.code) \($0.shortName)" }.joined(separator: "、")
            throw Failure(.notFound, "サービス「\(service)」はありません。", hint: "使えるもの: \(known)")
        }
        return 1 << UInt64(place)
    }

    /// - Throws: `Failure.notFound` with the reasons there are.
    func reasonKinds() throws -> Set<VisitReason.Kind> {
        guard kind == .visits || reasons.isEmpty else {
            throw Failure(.invalid, "理由で絞れるのは、訪問先の一覧だけです。", hint: "--reason を付けずに実行してください。")
        }
        return Set(
            try reasons.map { text in
                let key = Folding.key(text)
                let found = VisitReason.Kind.allCases.first { $0.rawValue == key || Folding.key($0.word) == key }
                guard let found else {
                    let known = VisitReason.Kind.allCases.map { "\($0.word)(\($0.rawValue))" }.joined(separator: "、")
                    throw Failure(.notFound, "理由「\(text)」はありません。", hint: "使えるもの: \(known)")
                }
                return found
            })
    }
}

extension VisitReason.Kind {
    /// The word for filtering and for a column.
    var word: String {
        switch self {
        case .begun: "手続き中"
        case .intends: "利用の意向"
        case .applicant: "キャンペーン"
        case .software: "介護ソフト"
        case .attended: "研修会"
        case .corporation: "同じ法人"
        case .links: "やり取り"
        case .pair: "ペア"
        }
    }
}
