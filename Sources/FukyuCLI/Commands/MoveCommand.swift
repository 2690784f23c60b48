import Adoption
import ArgumentParser
import Operations

struct MoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate-to", abstract: "データベースの中身を、別のデータベース(SQLite または PostgreSQL)へ移します。",
        discussion: """
            表ごとに件数とダイジェストを照合します。途中で止まったときは、同じコマンドで続きから移せます。
            元のデータベースは変わりません。移し終わったら、--database(または FUKYU_DATABASE)を新しい方に変えてください。

            例:
              fukyu migrate-to postgres://fukyu@db.example.lg.jp/fukyu
              fukyu migrate-to 控え.sqlite --database postgres://fukyu@db.example.lg.jp/fukyu
            """)

    @OptionGroup var workspace: WorkspaceOptions

    @Argument(help: "移す先(ファイル、または postgres://…)。")
    var target: String

    func run() throws {
        let workspace = try workspace.openExisting()
        let progress = ProgressLine()
        defer { progress.clear() }
        let report = try workspace.moveLedger(to: target, progress: progress.receiver)
        progress.clear()
        Terminal.print("\(report.from) から \(report.to) へ移しました。件数とダイジェストは、すべての表で一致しています。")
        for table in report.tables {
            Terminal.print("  \(table.name): \(table.rows)行  \(table.digest.prefix(16))")
        }
    }
}
