import Adoption

/// An error that PostgreSQL or libpq reported; becomes a `Failure` at the driver's door.
struct PostgreSQLError: Error {
    /// SQLSTATE; empty when the connection broke without one.
    var state: String
    /// The server's sentence, without its details, which can repeat the values of a row.
    var message: String
    /// The connection is gone.
    var isLost: Bool

    /// The same transaction can succeed when it is run again.
    var isRetryable: Bool {
        if isLost { return false }
        return ["40001", "40P01"].contains(state) || isStalePlan
    }

    /// A prepared statement that a migration or a proxy took away: the connection forgot what this side remembers.
    var isStalePlan: Bool {
        state == "26000" || state == "0A000" && message.contains("cached plan")
    }

    /// The connection must not be used again, although it stands: after a change of roles between two servers it
    /// leads to the one that does not take writes.
    var spoilsConnection: Bool { isLost || isStalePlan || state == "25006" }

    func failure(at settings: PostgreSQLSettings) -> Failure {
        let said = settings.withoutSecrets(message)
        if isLost || state.hasPrefix("08") || state.hasPrefix("57P") {
            return PostgreSQLError.unreachable(settings, said)
        }
        switch state {
        case "55P03":
            return Failure(
                .unavailable, "データベースはほかの処理が使っています。", hint: "取り込みなどが終わってから、もう一度実行してください。")
        case "40001", "40P01":
            return Failure(
                .unavailable, "ほかの処理との衝突が続いたため、変更は行われていません。", hint: "しばらくしてから、もう一度実行してください。")
        case "57014":
            return Failure(
                .unavailable, "データベースの処理に時間がかかりすぎたため、中止しました。変更は行われていません。",
                hint: "データベースの負荷を確かめてから、もう一度実行してください。")
        case "53100":
            return Failure(
                .unavailable, "データベースのサーバーのディスクに空きがありません。変更は行われていません。",
                hint: "空きを作ってから、もう一度実行してください。")
        case "25006":
            return Failure(
                .unavailable, "データベース \(settings.place) は読み取り専用です(複製など)。変更は行われていません。",
                hint: "書き込めるデータベースのアドレスを指定してください。")
        case "42501":
            return Failure(
                .unavailable, "データベース \(settings.place) での権限が足りません(\(said))。",
                hint: "データベースの管理者に、この利用者の権限を確かめてください。")
        case let state where state.hasPrefix("53"):
            return Failure(
                .unavailable, "データベース \(settings.place) に余裕がありません(\(said))。変更は行われていません。",
                hint: "しばらくしてから、もう一度実行してください。")
        default:
            return Failure(.internal, "データベースのエラーです(\(said)、\(state))。変更は行われていません。")
        }
    }

    static func unreachable(_ settings: PostgreSQLSettings, _ said: String) -> Failure {
        let detail = said.isEmpty ? "" : "(\(said))"
        return Failure(
            .unavailable, "データベース(PostgreSQL、\(settings.place))につながりません\(detail)。",
            hint: "PostgreSQLが動いているか、アドレス・利用者・パスワードが正しいかを確かめてください。")
    }

    /// The connection broke after COMMIT was sent: whether the server still did it cannot be told from here.
    static func unknownOutcome(_ settings: PostgreSQLSettings) -> Failure {
        Failure(
            .unavailable,
            "保存の最中にデータベース(PostgreSQL、\(settings.place))との接続が切れました。保存されたかどうかは分かりません。",
            hint: "つながるようになったら結果を確かめ(取り込みなら fukyu import list)、なければもう一度実行してください。")
    }
}
