import Adoption
import Analytics
import Storage

extension Workspace {
    /// A list for the staff. Nothing of it goes to a page.
    package func targets(_ request: TargetRequest) throws -> StaffList {
        let setting = try TargetSetting(self, request)
        let reasons = try request.reasonKinds()
        switch request.kind {
        case .visits: return try setting.visits(reasons)
        case .corporations: return try setting.corporations()
        case .paper: return try setting.paper()
        case .lapse: return try setting.lapse()
        }
    }
}

extension TargetSetting {
    /// How many offices the choice to invite together holds at most.
    private static let invited = 10

    func visits(_ reasons: Set<VisitReason.Kind>) throws -> StaffList {
        let list = VisitList(
            standing, reference: reference, municipalities: municipalities, links: LinkGraph(state.snapshot),
            applicants: applicants)
        let wanted = list.targets.filter { target in
            service.map { target.services & $0 != 0 } ?? true
                && reasons.isSubset(of: Set(target.reasons.map(\.kind)))
        }
        let shown = limited(wanted)
        let invitation = list.invitation(min(TargetSetting.invited, request.limit ?? TargetSetting.invited))
        let partners = shown.flatMap(\.reasons).compactMap { reason -> Int32? in
            if case .pair(let partner, _) = reason { partner } else { nil }
        }
        let cards = try cards(shown.map(\.office) + partners + (invitation?.offices ?? []))
        let words = ReasonText(reference: reference, number: number, cards: cards)
        var remarks = [
            "利用していない対象事業所 \(grouped(list.targets.count)) 件"
                + (wanted.count == list.targets.count ? "です。" : "のうち、条件に合う \(grouped(wanted.count)) 件です。"),
            "並べ方: 支障(-)のない事業所が先です。次に理由(・)の多い順で、理由はどれも1つと数えます。同じ数なら、いま利用している事業所とのやり取りが多い順、"
                + "それも同じなら事業所番号の順です。",
        ]
        if list.linkReason != nil { remarks.append("やり取りの相手の一覧が取り込まれていないので、「やり取り」と「ペア」の理由はありません。") }
        remarks += [unreportedRemark].compactMap { $0 }
        let entries = shown.enumerated().map { visit($1, rank: $0 + 1, words) }
        return StaffList(
            title: title("訪問先の一覧"), remarks: remarks, columns: TargetSetting.visitColumns,
            groups: [.init(title: "", entries: entries, total: wanted.count)],
            notes: notes(invitation, list, words), isParagraphs: true)
    }

    private func visit(_ target: VisitTarget, rank: Int, _ words: ReasonText) -> StaffList.Entry {
        let number = number(target.office)
        let card = words.cards[number]
        let services = services(target.services)
        let reasons = target.reasons.map { words($0) }
        let obstacles = target.obstacles.map { words($0) }
        let place = [municipality(target.municipality), services].joined(separator: "  ")
        let details =
            [place, [card?.address ?? "", card?.corporationName ?? ""].filter { !$0.isEmpty }.joined(separator: "  ")]
            + reasons.map { "・" + $0 } + obstacles.map { "- " + $0 }
            + [words.unknown(target.software)].compactMap { $0.map { "? " + $0 } }
        let corporation = state.snapshot.corporations[Int(target.office)]
        return StaffList.Entry(
            heading: padLeft(String(rank), to: 3) + ". \(number) \(card?.name ?? "")",
            details: details.filter { !$0.isEmpty },
            values: [
                .integer(rank), .text(number.description), .init(card?.name), .init(municipality(target.municipality)),
                .init(services), .init(card?.address), .init(corporation == 0 ? nil : padded(corporation)),
                .init(card?.corporationName), .integer(target.reasons.count),
                .init(target.reasons.map(\.kind.word).joined(separator: "、")),
                .init(reasons.joined(separator: "／")), .init(obstacles.joined(separator: "／")), .init(target.volume),
                .init(target.software.software), .init(target.software.version),
                .init(target.software.conformity.word),
            ])
    }

    private static let visitColumns: [StaffList.Column] = [
        .init(key: "rank", title: "順位"), .init(key: "office_number", title: "事業所番号"),
        .init(key: "name", title: "事業所名"), .init(key: "municipality", title: "市区町村"),
        .init(key: "services", title: "サービス"), .init(key: "address", title: "住所"),
        .init(key: "corporation_number", title: "法人番号"), .init(key: "corporation", title: "法人名"),
        .init(key: "reason_count", title: "理由の数"), .init(key: "reason_kinds", title: "理由の種類"),
        .init(key: "reasons", title: "理由"), .init(key: "obstacles", title: "支障"),
        .init(key: "volume", title: "利用中の事業所とのやり取り(月)"), .init(key: "software", title: "介護ソフト"),
        .init(key: "software_version", title: "版"), .init(key: "conformity", title: "標準仕様"),
    ]

    /// What the best choice of offices would change together.
    private func notes(_ invitation: VisitList.Invitation?, _ list: VisitList, _ words: ReasonText) -> [String] {
        guard let invitation, let digital = list.digitalVolume, let volume = list.volume else { return [] }
        let names = invitation.offices.map { "\(words.name($0))(\(number($0)))" }.joined(separator: "、")
        let how = invitation.isExact ? "候補のすべての組み合わせを比べました" : "1事業所ずつと組とを順に選びました"
        return [
            "一緒に始めると最も多くの紙がデータに変わる\(invitation.offices.count)事業所: \(names)",
            "この\(invitation.offices.count)事業所が始めると、紙のやり取りが月\(grouped(invitation.gain))件データに変わります"
                + "(いまは月\(grouped(volume))件のうち\(grouped(digital))件。\(how))。",
        ]
    }

    /// Who applied for which campaign and has or may get a place.
    private var applicants: [Int32: String] {
        var found: [Int32: String] = [:]
        for campaign in state.campaigns where campaign.newest.definition.ends >= request.day {
            for enrollment in campaign.book.enrollments
            where enrollment.isLiving && enrollment.application.receivedAt.dayInJapan <= request.day {
                for office in enrollment.offices {
                    guard let place = state.snapshot.index(of: office) else { continue }
                    found[Int32(place)] = campaign.newest.definition.title
                }
            }
        }
        return found
    }
}

/// 法人番号 with all its thirteen digits.
func padded(_ corporation: Int64) -> String {
    let digits = String(corporation)
    return String(repeating: "0", count: max(0, 13 - digits.utf8.count)) + digits
}
