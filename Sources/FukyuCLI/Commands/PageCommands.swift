import Adoption
import ArgumentParser
import Operations

struct KPICommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kpi", abstract: "KPIの数値を表示します(n/N、率、あと何事業所か、確からしさ)。",
        discussion: """
            例:
              fukyu kpi                              全国(都道府県ごと)
              fukyu kpi --prefecture 静岡県          県内の市区町村
              fukyu kpi --municipality 静岡市 --as-of 2026-03-31 --known-at 2026-04-10
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var area: AreaOptions
    @OptionGroup var time: TimeOptions
    @OptionGroup var language: LanguageOptions

    @Flag(name: .long, help: "ページと同じJSONで出力します。")
    var json = false

    func run() throws {
        let pages = try AreaPages(workspace, time, language)
        let area = try area.selection(pages.state.reference)
        try Terminal.print(json ? pages.edition.json(of: area) : pages.edition.keyFigures(of: area))
    }
}

struct DashboardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dashboard", abstract: "ダッシュボードを文字で表示します。",
        discussion: """
            例:
              fukyu dashboard
              fukyu dashboard --prefecture 静岡県
              fukyu dashboard --municipality 静岡市 --as-of 2026-03-31
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var area: AreaOptions
    @OptionGroup var time: TimeOptions
    @OptionGroup var language: LanguageOptions

    @Flag(name: .long, help: "ページと同じJSONで出力します。")
    var json = false

    func run() throws {
        let pages = try AreaPages(workspace, time, language)
        let area = try area.selection(pages.state.reference)
        try Terminal.print(json ? pages.edition.json(of: area) : pages.edition.text(of: area))
    }
}

/// The pages that a command prints.
struct AreaPages {
    let state: LedgerState
    let edition: SiteEdition

    init(_ options: WorkspaceOptions, _ time: TimeOptions, _ language: LanguageOptions) throws {
        let workspace = try options.openExisting(isReadOnly: true)
        Terminal.remarkPendingReference(workspace)
        state = try workspace.state(knownAt: time.knownAt)
        edition = try SiteEdition(
            state, design: try SiteDesign(workspace.project), asOf: time.day, language: language.lang,
            isEmphasised: Terminal.outputIsTerminal)
    }
}

struct PublishCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish", abstract: "サイト全体(HTML、テキスト、JSON、CSV)をフォルダーに書き出します。",
        discussion: """
            書き出しは一度に入れ替わり、途中の状態が見えることはありません。リンクは相対パスなので、
            共有フォルダーからそのまま開けます。

            例:
              fukyu publish out/site --as-of 2026-10-31
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var time: TimeOptions
    @OptionGroup var language: LanguageOptions

    @Argument(help: "書き出すフォルダー。", completion: .directory)
    var folder: String

    func run() throws {
        let workspace = try workspace.openExisting(isReadOnly: true)
        Terminal.remarkPendingReference(workspace)
        let progress = ProgressLine()
        defer { progress.clear() }
        let report = try workspace.publish(
            to: folder, knownAt: time.knownAt, asOf: time.day, language: language.lang, progress: progress.receiver)
        progress.clear()
        Terminal.print(
            "\(folder) に \(report.pages) ページ(\(report.files) ファイル)を公開しました。変わったファイルは \(report.changedFiles) です。")
    }
}

extension Terminal {
    /// An edited reference file does not count before `fukyu init`.
    static func remarkPendingReference(_ workspace: Workspace) {
        // Without readable project files the command itself says what is wrong.
        guard let pending = try? workspace.pendingReferenceFiles(), !pending.isEmpty else { return }
        remark("注意: 基準データ \(pending.joined(separator: "、")) が変わっています。反映するには fukyu init を実行してください。")
    }
}
