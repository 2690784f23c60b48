import Adoption
import ArgumentParser
import Operations

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "データベースを作り、基準データ(市区町村、サービス、KPIの規則)を入れます。",
        discussion: "Data/reference のファイルを直した後も、これを実行すると反映されます。変わっていなければ何もしません。")

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var actor: ActorOptions

    func run() throws {
        let workspace = try workspace.open()
        let changed = try workspace.initialise(actor: actor.name, reason: actor.reason)
        if changed.isEmpty {
            Terminal.print("基準データは最新です(\(workspace.databaseName))。")
        } else {
            Terminal.print("データベース \(workspace.databaseName) に基準データを記録しました: \(changed.joined(separator: "、"))")
        }
    }
}
