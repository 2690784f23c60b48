import Adoption

/// 聞き取り票: how an office did its tasks before the change, and how it does them after.
struct SampleHearing {
    enum Phase: String { case before, after }

    var receipt: Int
    var office: OfficeNumber
    var phase: Phase
    var day: Day
    var isCareManager: Bool

    static let header = "業務,担当,期日,分,備考\n"

    /// `12-2278050001-before-2026-04-15.csv`: all that the command needs beside the file.
    var name: String { "\(receipt)-\(office)-\(phase.rawValue)-\(day).csv" }

    /// Minutes differ between offices by up to a half.
    func rows(seed: UInt64) -> [String] {
        var random = SampleRandom(seed, 0x4EA2, office.packed)
        let scale = random.within(70...130)
        return (isCareManager ? SampleHearing.careManager : SampleHearing.provider).map { task in
            let isBefore = phase == .before
            let minutes = (isBefore ? task.before : task.after) * scale / 100
            let role = minutes == 0 ? "なし" : task.role
            return
                "\(task.task),\(role),\(minutes == 0 ? "" : "\(task.day)"),\(minutes),\(isBefore ? "" : task.remark)\n"
        }
    }

    /// What the office agreed to have published.
    static func study(before: Int, after: Int) -> String {
        """
        月末の印刷と書き写しが減りました（見本）
        見本市内の事業所
        これまでは月末に、予定と実績を印刷して送り、届いた紙を書き写していました。聞き取りでは、合わせて月におよそ\(before)分かかっていました。
        データ連携を始めてからは、予定の確認と送信だけになり、月におよそ\(after)分です。
        始めの2か月は紙と両方で行い、相手の事業所と数字が合うことを確かめました。（この事例は架空の見本です。）

        """
    }

    /// Minutes a month in all.
    func minutes(seed: UInt64) -> Int {
        rows(seed: seed).compactMap { $0.split(separator: ",", omittingEmptySubsequences: false).dropFirst(3).first }
            .compactMap { Int($0) }.reduce(0, +)
    }

    private struct Task {
        var task: String
        var role: String
        var day: Int
        var before: Int
        var after: Int
        var remark: String
    }

    private static let careManager = [
        Task(task: "印刷", role: "担当ケアマネ", day: 25, before: 180, after: 0, remark: "画面で確かめる"),
        Task(task: "振り分け", role: "担当ケアマネ、事務職員", day: 26, before: 150, after: 0, remark: ""),
        Task(task: "送付", role: "事務職員", day: 27, before: 120, after: 25, remark: "連携していない相手にだけ"),
        Task(task: "計画書の共有", role: "担当ケアマネ", day: 28, before: 90, after: 30, remark: ""),
        Task(task: "実績の入力", role: "担当ケアマネ", day: 3, before: 240, after: 40, remark: "取り込んで確かめる"),
        Task(task: "保管", role: "事務職員", day: 10, before: 60, after: 20, remark: ""),
    ]

    private static let provider = [
        Task(task: "計画書の確認", role: "管理者", day: 28, before: 80, after: 50, remark: ""),
        Task(task: "予定の転記", role: "事務職員", day: 28, before: 160, after: 20, remark: "取り込みになった"),
        Task(task: "実績の作成", role: "管理者、事務職員", day: 2, before: 150, after: 60, remark: ""),
        Task(task: "印刷", role: "事務職員", day: 2, before: 90, after: 0, remark: ""),
        Task(task: "送付", role: "事務職員", day: 3, before: 100, after: 10, remark: "ファクスをやめた"),
    ]
}
