import Adoption
import ArgumentParser
import Operations

struct ReadinessImport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "readiness", abstract: "介護ソフトの対応様式と、利用の意向を取り込みます。",
        discussion: """
            fukyu の readiness.csv を取り込みます。見出しは日本語でも構いません(事業所番号、確認日、介護ソフト、版、
            対応様式、利用の意向、新しいものへの姿勢、出典、根拠)。事業所番号のない行は製品についての記録で、
            その介護ソフトと版を使うすべての事業所に当てはまります。

            例:
              fukyu import readiness 介護ソフト調べ.csv --as-of 2026-10-31 --dry-run
              fukyu import readiness software.csv
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var actor: ActorOptions
    @OptionGroup var options: FileImportOptions

    @Option(name: .customLong("as-of"), help: "行に確認日がないときの日(例: 2026-10-31)。")
    var asOf: Day?

    func run() throws {
        let workspace = try workspace.openExisting(isReadOnly: options.isPreview)
        let request = ImportRequest(
            paths: options.files, asOf: asOf, skipsBadRows: options.skipsBadRows, isPreview: options.isPreview,
            actor: actor.name, reason: actor.reason)
        options.show(try workspace.importReadiness(request))
    }
}
