import Adoption
import ArgumentParser
import Operations

struct ExchangesImport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exchanges", abstract: "連携ファイルの「名前」から、やり取りの記録を取り込みます。中身は読みません。",
        discussion: """
            ケアプランデータ連携のファイル名(標準仕様の第3版、第4.0版、第4.1版)だけを使います。指定できるもの:
            ファイルの入ったフォルダー(名前を見るだけで、ファイルは開きません)、ls -l や dir の結果、find の結果、
            ファイル名の列があるCSV、名前を並べただけの一覧、- (標準入力)。
            同じ名前は何度取り込んでも1回です。標準でない名前は行番号だけを残します。

            例:
              fukyu import exchanges 連携フォルダー --dry-run
              fukyu import exchanges ファイル一覧.txt
              ls -lR /srv/renkei | fukyu import exchanges -
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var actor: ActorOptions

    @Argument(help: "ファイル名の一覧、フォルダー、または - (標準入力)。", completion: .file())
    var sources: [String]

    @Flag(name: .customLong("dry-run"), help: "記録せずに、取り込むと何が変わるかを表示します。")
    var isPreview = false

    @Flag(name: .long, help: "結果をJSONで出力します。")
    var json = false

    func run() throws {
        let workspace = try workspace.openExisting(isReadOnly: isPreview)
        let progress = ProgressLine()
        defer { progress.clear() }
        let request = ImportRequest(paths: sources, isPreview: isPreview, actor: actor.name, reason: actor.reason)
        let report = try workspace.importExchanges(request, progress: progress.receiver)
        progress.clear()
        Terminal.print(json ? report.json() : report.text())
    }
}

struct PartnersImport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "partners", abstract: "事業所がケアプランをやり取りする相手の一覧を取り込みます(紙の相手も含む)。",
        discussion: """
            fukyu の partners.csv(事業所番号、相手の事業所番号、対象年月、件数、出典)を取り込みます。見出しは日本語でも構いません。
            同じ出典の同じ相手は、新しい内容に置き換わります。

            例:
              fukyu import partners partners.csv --dry-run
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var actor: ActorOptions
    @OptionGroup var options: FileImportOptions

    func run() throws {
        let workspace = try workspace.openExisting(isReadOnly: options.isPreview)
        let request = ImportRequest(
            paths: options.files, skipsBadRows: options.skipsBadRows, isPreview: options.isPreview,
            actor: actor.name, reason: actor.reason)
        options.show(try workspace.importPartners(request))
    }
}
