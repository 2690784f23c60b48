import Adoption
import Analytics
import Storage

/// Reasons and obstacles as sentences for a clerk.
struct ReasonText {
    let reference: Reference
    let number: (Int32) -> OfficeNumber
    let cards: OfficeCards

    func callAsFunction(_ reason: VisitReason) -> String {
        switch reason {
        case .begun(let stage, let route, let since):
            let name = reference.routes[route].name
            let from = since.map { "、\($0)から" } ?? ""
            switch stage {
            case .pledged: return "誓約をしています(\(name)\(from))"
            case .applied: return "利用申請をしています(\(name)\(from))"
            default: return "登録はありますが、この日は数えません(\(name)\(from))。移行が要ります"
            }
        case .intends(let day, let source): return "利用する予定と答えています(\(ground(day, source)))"
        case .applicant(let campaign): return "キャンペーン「\(campaign)」に申し込んでいます"
        case .software(let state): return "介護ソフト\(product(state))は標準仕様の様式を扱えます(\(ground(state.day, state.source)))"
        case .attended(let title, let day): return "「\(title)」(\(day))に参加しました"
        case .corporation(let using, let others): return "同じ法人のほかの\(others)事業所のうち、\(using)事業所が利用しています"
        case .links(let volume, let users, let first):
            let more = first > 0 ? "(うち\(first)事業所には、データでやり取りする初めての相手になります)" : ""
            return "いま利用している\(users)事業所と、月\(grouped(volume))件のやり取りがあります\(more)"
        case .pair(let partner, let gain):
            return "「\(name(partner))」(\(number(partner)))と組で始めると、月\(grouped(gain))件がデータに変わります"
        }
    }

    func callAsFunction(_ obstacle: VisitObstacle) -> String {
        switch obstacle {
        case .lacks(let formats, let state):
            let names = formats.map(\.label).joined(separator: "、")
            return "介護ソフト\(product(state))で扱えない様式があります: \(names)(\(ground(state.day, state.source)))"
        case .noPlan(let day, let source): return "利用する予定はないと答えています(\(ground(day, source)))"
        }
    }

    /// What is not known of the software; nil when it is.
    func unknown(_ state: SoftwareState) -> String? {
        guard state.conformity == .unknown else { return nil }
        return state.software.isEmpty
            ? "介護ソフトは分かりません" : "介護ソフト\(product(state))が標準仕様の様式を扱えるかは分かりません"
    }

    func name(_ office: Int32) -> String { cards[number(office)]?.name ?? "" }

    private func product(_ state: SoftwareState) -> String {
        state.software.isEmpty
            ? "" : "「\([state.software, state.version].filter { !$0.isEmpty }.joined(separator: " "))」"
    }

    private func ground(_ day: Day?, _ source: String) -> String {
        [day?.description ?? "", source].filter { !$0.isEmpty }.joined(separator: "、")
    }
}

extension CareFormat {
    /// 「E 第6表 予定」
    var label: String {
        switch self {
        case .userNote: "A 利用者補足情報"
        case .firstTable: "B-1 第1表"
        case .firstTableDeletion: "B-2 第1表の削除"
        case .secondTable: "C 第2表"
        case .slipNote: "D 利用者補足情報"
        case .plan: "E 第6表 予定"
        case .planDeletion: "F 第6表 予定の削除"
        case .actual: "G 第6表 実績"
        case .actualDeletion: "H 第6表 実績の削除"
        case .seventhTable: "I 第7表"
        }
    }
}

extension SoftwareState.Conformity {
    /// For a column.
    var word: String {
        switch self {
        case .unknown: "不明"
        case .conforms: "対応"
        case .lacks: "不足あり"
        }
    }
}
