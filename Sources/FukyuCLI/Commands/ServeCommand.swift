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

    @Option(name: .customLong("form-limit"), help: "10分間に1つのアドレスから受け付ける、申込みなどの送信の数(環境変数 FUKYU_FORM_LIMIT)。")
    var formLimit: Int?

    @Option(
        name: .customLong("trusted-proxy"), parsing: .upToNextOption,
        help: "X-Forwarded-For を信じるリバースプロキシのアドレス(環境変数 FUKYU_TRUSTED_PROXY、コンマ区切り)。")
    var trustedProxies: [String] = []

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
        let replica = replica ?? environment("FUKYU_REPLICA")
        if let replica { source.database = replica }
        let (workspace, receivesForms) = try ServeCommand.open(source, isReplica: replica != nil)
        Terminal.remarkPendingReference(workspace)
        var logger = Logger(label: "fukyu") { StreamLogHandler.standardError(label: $0) }
        // That the database can be read again is a notice.
        logger.logLevel = .notice
        try await serve(
            try LiveSite(workspace, asOf: asOf, language: language.lang),
            settings: ServerSettings(
                host: host, port: port, receivesForms: receivesForms, formLimits: try limits(),
                trustedProxies: proxies()), logger: logger
        ) { address in
            Terminal.remark("\(address) で表示しています。終わるには Ctrl-C を押してください。")
        }
        Terminal.remark("終了しました。")
    }

    /// A replica, or a file that may only be read, shows pages; applications are received elsewhere.
    private static func open(_ source: WorkspaceOptions, isReplica: Bool) throws -> (Workspace, Bool) {
        guard !isReplica else { return (try source.openExisting(isReadOnly: true), false) }
        do {
            return (try source.openExisting(), true)
        } catch let failure as Failure where failure.code == .unavailable {
            let workspace = try source.openExisting(isReadOnly: true)
            Terminal.remark("データベースに書き込めないので、閲覧だけを行います。申込みは受け付けません。")
            return (workspace, false)
        }
    }

    private func limits() throws -> FormLimits {
        var limits = FormLimits()
        if let formLimit { limits.perAddress = formLimit }
        if formLimit == nil, let text = environment("FUKYU_FORM_LIMIT") {
            guard let number = Int(text) else {
                throw Failure(.invalid, "FUKYU_FORM_LIMIT の値「\(text)」は数ではありません。", hint: "例: FUKYU_FORM_LIMIT=30")
            }
            limits.perAddress = number
        }
        guard (1...100_000).contains(limits.perAddress) else {
            throw ValidationError("--form-limit は 1 から 100000 までの数です。")
        }
        return limits
    }

    private func proxies() -> [String] {
        let texts = trustedProxies.isEmpty ? environment("FUKYU_TRUSTED_PROXY").map { [$0] } ?? [] : trustedProxies
        return texts.flatMap { $0.split(separator: ",") }.map { text in String(text.filter { $0 != " " }) }
    }
}
