import Adoption
import ArgumentParser
import Operations

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "テンプレート、基準データ、データベースに誤りがないかを調べます。")

    @OptionGroup var workspace: WorkspaceOptions

    func run() throws {
        let folder = try ProjectFolder.find(named: workspace.project ?? environment("FUKYU_PROJECT"))
        Terminal.print(try folder.check())
        let path = workspace.database ?? environment("FUKYU_DATABASE") ?? "\(folder.path)/fukyu.sqlite"
        guard Workspace.isRemote(path) || Files.exists(path) else {
            Terminal.print("データベース \(path) はまだありません(fukyu init で作ります)。")
            return
        }
        Terminal.print(try workspace.open().check())
    }
}
