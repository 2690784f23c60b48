import Adoption
import Analytics
import Dashboards
import Storage

extension TargetSetting {
    func lapse() throws -> StaffList {
        let watch = LapseWatch(standing, reference: reference, municipalities: municipalities)
        var groups = try callGroups(watch)
        let ended = watch.ended.filter { isWanted($0.office) }
        groups.append(try group("終わったばかり(\(LapseWatch.horizon)日以内)", ended))
        let moves = municipalities.flatMap { standing.routeMoveOffices(of: $0, reference: reference) }
            .filter { isWanted($0.office) }
        for (state, title) in [(RouteMove.State.notMoved, "移行していない"), (.unknown, "移行したか分からない")] {
            let found = moves.filter { $0.state == state }
            if !found.isEmpty { groups.append(try group(title, found)) }
        }
        return StaffList(
            title: title("利用の途切れの見張り"),
            remarks: [
                "利用が終わる前に電話で確かめるための一覧です。終わりまで\(callDays.map(String.init).joined(separator: "日、"))日以内に分けています。",
                "一覧に終了日のない登録は、いつ終わるか分からないので出ません。",
            ] + [unreportedRemark].compactMap { $0 },
            columns: TargetSetting.lapseColumns, groups: groups, notes: moveNotes())
    }

    private var callDays: [Int] { LapseWatch.callDays.filter { $0 < request.within } + [request.within] }

    /// Each office in the most urgent call that it belongs to.
    private func callGroups(_ watch: LapseWatch) throws -> [StaffList.Group] {
        var after = -1
        var groups: [StaffList.Group] = []
        for days in callDays {
            let found = watch.ahead(within: days).filter { lapse in
                lapse.lastDay.number - watch.day.number > after && isWanted(lapse.office)
            }
            groups.append(try group("\(days)日以内に終わる", found))
            after = days
        }
        return groups
    }

    private static let lapseColumns: [StaffList.Column] = [
        .init(key: "last_day", title: "最終日", isPrinted: true),
        .init(key: "office_number", title: "事業所番号", isPrinted: true),
        .init(key: "name", title: "事業所名", style: .prose, isPrinted: true),
        .init(key: "municipality", title: "市区町村", style: .prose, isPrinted: true),
        .init(key: "cause", title: "わけ", style: .prose, isPrinted: true),
        .init(key: "services", title: "サービス"), .init(key: "address", title: "住所"),
        .init(key: "corporation", title: "法人名"),
    ]

    private func group(_ title: String, _ lapses: [LapseWatch.Lapse]) throws -> StaffList.Group {
        let shown = limited(lapses)
        let cards = try cards(shown.map(\.office))
        return StaffList.Group(
            title: title,
            entries: shown.map { lapse in
                entry(
                    lapse.office, lapse.municipality, cards, day: lapse.lastDay,
                    cause: lapse.endReason.map { "\(lapse.cause.word)(\($0.word))" } ?? lapse.cause.word)
            }, total: lapses.count)
    }

    private func group(_ title: String, _ moves: [RouteMove.Office]) throws -> StaffList.Group {
        let shown = limited(moves)
        let cards = try cards(shown.map(\.office))
        return StaffList.Group(
            title: title,
            entries: shown.map { move in
                entry(
                    move.office, move.municipality, cards, day: nil,
                    cause: move.isUsing ? "いまは利用に数えています" : "既に利用に数えていません")
            }, total: moves.count)
    }

    private func entry(
        _ office: Int32, _ municipality: Int, _ cards: OfficeCards, day: Day?, cause: String
    ) -> StaffList.Entry {
        let number = number(office)
        let card = cards[number]
        return StaffList.Entry(values: [
            .init(day), .text(number.description), .init(card?.name), .init(self.municipality(municipality)),
            .text(cause), .init(services(standing.services(of: office))), .init(card?.address),
            .init(card?.corporationName),
        ])
    }

    // MARK: The move

    /// What the move does to the KPI.
    private func moveNotes() -> [String] {
        switch request.area {
        case .nation: return []
        case .prefecture(let number):
            guard let prefecture = standing.prefecture(number),
                let move = standing.routeMove(of: prefecture, reference: reference)
            else { return [] }
            return [
                counts(move.sum, "報告のある市区町村"),
                "KPIを達成している市区町村: いま \(move.met)、移行していない事業所が抜けると \(move.metWithoutNotMoved)、"
                    + "分からない事業所も抜けると \(move.metWithoutUnknown)(対象 \(move.applicable))。",
            ]
        case .municipality(let index):
            let figures = standing.municipalities[index]
            guard figures.isReported, let move = standing.routeMove(of: figures, reference: reference) else {
                return []
            }
            return [
                counts(move, areaName),
                "いまの利用 \(effect(move.total, figures))。移行していない事業所が抜けると \(effect(move.withoutNotMoved, figures))、"
                    + "分からない事業所も抜けると \(effect(move.withoutUnknown, figures))。",
            ]
        }
    }

    private func counts(_ move: RouteMove, _ area: String) -> String {
        "\(move.changeDay)からの経路への移行(\(area)): 移行した \(move.moved)、移行していない \(move.notMoved)、分からない \(move.unknown)。"
    }

    private func effect(_ count: UseCount, _ figures: MunicipalityFigures) -> String {
        let state = figures.target.isMet(count.using, of: count.eligible).map { $0 ? "達成" : "未達" } ?? "対象なし"
        return "\(count.using)/\(count.eligible)(\(state))"
    }
}

extension LapseWatch.Cause {
    fileprivate var word: String {
        switch self {
        case .registrationEnds: "登録の終わり"
        case .routeEnds: "未移行: 経路を数えなくなる"
        case .officeCloses: "事業所の廃止・休止"
        }
    }
}

extension EndReason {
    fileprivate var word: String {
        switch self {
        case .expired: "期限切れ"
        case .cancelled: "解約"
        case .officeClosed: "廃止"
        case .notMoved: "未移行"
        case .vanished: "一覧から消えた"
        case .advanced: "次の段階へ"
        }
    }
}
