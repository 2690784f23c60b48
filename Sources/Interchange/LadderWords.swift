import Adoption

/// Reads stages, routes and reasons from the words of a list.
package struct LadderWords: Sendable {
    private let routes: [String: String]

    package init(_ reference: Reference) {
        var routes: [String: String] = [:]
        for route in reference.routes {
            for name in [route.code, route.name, route.nameEnglish] { routes[Folding.key(name)] = route.code }
        }
        self.routes = routes
    }

    func route(_ text: String) -> String? { routes[Folding.key(text)] }

    enum StageReading: Equatable {
        case stage(Stage)
        /// The row says that the office does not use it.
        case none
        /// 4–6: derived from exchange records, never imported.
        case derived
        case unknown
    }

    static func stage(_ text: String) -> StageReading {
        let key = Folding.key(text)
        if let stage = Stage(key: key) { return stage.isRecorded ? .stage(stage) : .derived }
        switch key {
        case "1", "誓約", "誓約済", "誓約あり": return .stage(.pledged)
        case "2", "申請", "利用申請", "申請中", "申請済", "申請済み", "利用申請済", "利用申請済み": return .stage(.applied)
        case "3", "登録", "利用登録", "登録済", "登録済み", "利用登録済", "利用登録済み", "利用中", "有効", "利用", "利用あり", "あり", "有", "済",
            "○", "〇", "◯", "利用登録(有効)":
            return .stage(.registered)
        case "", "0", "none", "なし", "無", "未", "未登録", "未利用", "未着手", "利用なし", "×", "✕", "-": return .none
        case "4", "5", "6", "初回連携", "定期連携", "定期的な連携", "5事業所以上と連携": return .derived
        default: return .unknown
        }
    }

    static func endReason(_ text: String) -> EndReason? {
        let key = Folding.key(text)
        if let reason = EndReason(key: key) { return reason }
        switch key {
        case "期限切れ", "期限満了", "有効期限切れ": return .expired
        case "解約", "利用終了", "取消", "取りやめ": return .cancelled
        case "廃止", "事業所の廃止", "事業所廃止": return .officeClosed
        case "移行なし", "未移行": return .notMoved
        case "一覧からの消失": return .vanished
        case "次の段階へ": return .advanced
        default: return nil
        }
    }

    static func outreachKind(_ text: String) -> OutreachActivity.Kind? {
        let key = Folding.key(text)
        if let kind = OutreachActivity.Kind(rawValue: key) { return kind }
        switch key {
        case "セミナー・研修会", "セミナー", "研修会", "研修", "説明会": return .seminar
        case "集団指導": return .groupGuidance
        case "伴走支援", "伴走": return .handsOn
        case "展示", "展示会": return .exhibition
        case "広報": return .publicity
        case "個別訪問", "訪問": return .visit
        case "その他": return .other
        default: return nil
        }
    }
}
