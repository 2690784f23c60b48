import Adoption
import ArgumentParser
import Logging
import Operations
import Server

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "サイトをWebで表示します(Ctrl-C で終わります)。",
        discussion: """
            取り込んだ内容は1秒以内に反映されます。公開するときは、TLSを受け持つリバースプロキシの後ろに置いてください。

            例:
              fukyu serve --port 8081
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var language: LanguageOptions

    @Option(name: .customLong("as-of"), help: "この日の時点で表示します。指定がなければ、その日その日の今日。")
    var asOf: Day?

    @Option(name: .long, help: "待ち受けるアドレス。")
    var host: String = "127.0.0.1"

    @Option(name: .long, help: "待ち受けるポート(環境変数 FUKYU_PORT)。0 なら空いている番号。")
    var port: Int?

    @Option(name: .long, help: "ページを読むデータベース(リードレプリカ、環境変数 FUKYU_REPLICA)。指定がなければ --database。")
    var replica: String?

    func run() async throws {
        var port = port ?? 8080
        if self.port == nil, let text = environment("FUKYU_PORT") {
            guard let number = Int(text) else {
                throw Failure(.invalid, "FUKYU_PORT の値「\(text)」は番号ではありません。", hint: "例: FUKYU_PORT=8081")
            }
            port = number
        }
        guard (0...65_535).contains(port) else { throw ValidationError("ポートは 0 から 65535 までの番号です。") }
        var source = workspace
        if let replica = replica ?? environment("FUKYU_REPLICA") { source.database = replica }
        let workspace = try source.openExisting(isReadOnly: true)
        Terminal.remarkPendingReference(workspace)
        var logger = Logger(label: "fukyu") { StreamLogHandler.standardError(label: $0) }
        // That the database can be read again is a notice.
        logger.logLevel = .notice
        try await serve(
            try LiveSite(workspace, asOf: asOf, language: language.lang),
            settings: ServerSettings(host: host, port: port), logger: logger
        ) { address in
            Terminal.remark("\(address) で表示しています。終わるには Ctrl-C を押してください。")
        }
        Terminal.remark("終了しました。")
    }
}
