import Adoption
import ArgumentParser
import Operations

struct DocsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "docs", abstract: "docs/ の生成ページ(kpis.md、csv-formats.md、cli.md)を書きます。", shouldDisplay: false)

    @Flag(name: .long, help: "書かずに、違いがあれば失敗します。")
    var check = false

    @Option(name: .long, help: "Dashboards と Data のあるフォルダー。")
    var project: String?

    func run() throws {
        let folder = try ProjectFolder.find(named: project ?? environment("FUKYU_PROJECT"))
        let reference = CommandReference(Fukyu.self).markdown
        let changed = try folder.writeDocs(commands: reference, checkOnly: check)
        Terminal.print(changed.isEmpty ? "docs/ は最新です。" : "書きました: \(changed.joined(separator: "、"))")
    }
}
