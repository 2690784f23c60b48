import Adoption
import ArgumentParser
import Operations

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "一覧を取り込みます。取り込みは記録に残り、取り消せます。",
        subcommands: [
            OfficesImport.self, RegistrationsImport.self, OutreachImport.self, ReadinessImport.self,
            ExchangesImport.self,
            PartnersImport.self, ImportList.self,
            ImportShow.self, ImportUndo.self,
        ])
}

/// What every import of files takes.
struct FileImportOptions: ParsableArguments {
    @Argument(help: "CSVファイル、CSVファイルの入ったフォルダー、または - (標準入力)。", completion: .file())
    var files: [String]

    @Flag(name: .customLong("dry-run"), help: "記録せずに、取り込むと何が変わるかを表示します。")
    var isPreview = false

    @Flag(name: .customLong("skip-bad-rows"), help: "使えない行を控えに残し、ほかの行を取り込みます。")
    var skipsBadRows = false

    @Flag(name: .long, help: "結果をJSONで出力します。")
    var json = false

    func show(_ report: ImportReport) {
        Terminal.print(json ? report.json() : report.text())
    }
}

struct OfficesImport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "offices", abstract: "事業所の一覧を取り込みます。",
        discussion: """
            様式は見出しから判断します: 介護サービス情報公表システムのオープンデータ(jigyosho_*.csv)、
            自治体標準オープンデータセット(v1、v2)、fukyu の offices.csv。

            例:
              fukyu import offices jigyosho_110.csv jigyosho_430.csv --as-of 2025-12-31 --dry-run
              fukyu import offices 一覧のフォルダー --as-of 2026-06-30 --complete
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var actor: ActorOptions
    @OptionGroup var options: FileImportOptions

    @Option(name: .customLong("as-of"), help: "一覧の時点(例: 2025-12-31)。指定がなければファイル名の日付。")
    var asOf: Day?

    @Flag(name: .customLong("complete"), help: "完全な一覧です: 載っていないサービスは、この日より前に終わったものとします。")
    var isComplete = false

    @Option(name: .long, help: "一覧が対象とする市区町村・都道府県のコードか名前(「,」区切り)。指定がなければ行にある市区町村。")
    var covers: String?

    func run() throws {
        let workspace = try workspace.openExisting(isReadOnly: options.isPreview)
        let progress = ProgressLine()
        let request = ImportRequest(
            paths: options.files, asOf: asOf, isComplete: isComplete, covers: split(covers),
            skipsBadRows: options.skipsBadRows, isPreview: options.isPreview, actor: actor.name, reason: actor.reason)
        defer { progress.clear() }
        let report = try workspace.importOffices(request, progress: progress.receiver)
        progress.clear()
        options.show(report)
    }
}

struct RegistrationsImport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "registrations", abstract: "利用登録(誓約、申請、登録)の一覧を取り込みます。",
        discussion: """
            fukyu の registrations.csv のほか、事業所番号の列があればどんな一覧でも取り込めます。
            列は見出しから推定して表示します。違うときは --map で指定してください。

            例:
              fukyu import registrations 登録一覧.csv --as-of 2026-10-31 --dry-run
              fukyu import registrations 県の一覧.csv --as-of 2026-10-31 --map office=指定番号,from=登録日
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var actor: ActorOptions
    @OptionGroup var options: FileImportOptions

    @Option(name: .customLong("as-of"), help: "一覧の時点(例: 2026-10-31)。指定がなければファイル名の日付。")
    var asOf: Day?

    @Flag(name: .customLong("complete"), help: "完全な一覧です: 載っていない利用は、この日より前に終わったものとします。")
    var isComplete = false

    @Option(name: .long, help: "一覧が対象とする市区町村・都道府県のコードか名前(「,」区切り)。指定がなければ行の事業所のある市区町村。")
    var covers: String?

    @Option(name: .customLong("map"), help: "列の対応(例: office=事業所番号,from=開始日,to=終了日)。")
    var mapping: String?

    @Option(name: .long, help: "一覧に経路の列がないときの経路。")
    var route: String = "careplan-renkei"

    @Option(name: .customLong("stage"), help: "一覧に段階の列がないときの段階(誓約、申請、登録。英語なら pledged、applied、registered)。")
    var stageName: String = "登録"

    private var stage: Stage? { Stage(listed: stageName) }

    func validate() throws {
        if stage == nil { throw ValidationError("--stage は 誓約、申請、登録 のどれかです。") }
    }

    func run() throws {
        let workspace = try workspace.openExisting(isReadOnly: options.isPreview)
        let progress = ProgressLine()
        let request = ImportRequest(
            paths: options.files, asOf: asOf, isComplete: isComplete, covers: split(covers), mapping: mapping,
            route: route, stage: stage ?? .registered, skipsBadRows: options.skipsBadRows, isPreview: options.isPreview,
            actor: actor.name, reason: actor.reason)
        defer { progress.clear() }
        let report = try workspace.importRegistrations(request, progress: progress.receiver)
        progress.clear()
        options.show(report)
    }
}

struct OutreachImport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outreach", abstract: "普及の取組(セミナー、集団指導、伴走支援など)と参加事業所を取り込みます。",
        discussion: """
            例:
              fukyu import outreach outreach.csv attendance.csv
              fukyu import outreach 参加者名簿.csv --activity seminar-2026-06
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var actor: ActorOptions
    @OptionGroup var options: FileImportOptions

    @Option(name: .long, help: "参加者の一覧に取組の列がないときの取組ID。")
    var activity: String?

    @Option(name: .customLong("map"), help: "列の対応(例: office=事業所番号)。")
    var mapping: String?

    func run() throws {
        let workspace = try workspace.openExisting(isReadOnly: options.isPreview)
        let request = ImportRequest(
            paths: options.files, mapping: mapping, skipsBadRows: options.skipsBadRows,
            isPreview: options.isPreview, actor: actor.name, reason: actor.reason)
        options.show(try workspace.importOutreach(request, activity: activity))
    }
}

struct ImportList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "これまでの取り込みを新しい順に表示します。")

    @OptionGroup var workspace: WorkspaceOptions

    @Flag(name: .long, help: "JSONで出力します。")
    var json = false

    func run() throws {
        let records = try workspace.openExisting(isReadOnly: true).importRecords()
        Terminal.print(json ? ImportReport.listJSON(records) : ImportReport.listText(records))
    }
}

struct ImportShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "1つの取り込みで気づいたことを、すべて表示します(CSV)。")

    @OptionGroup var workspace: WorkspaceOptions

    @Argument(help: "取り込みの番号。")
    var number: Int64

    func run() throws {
        try Terminal.print(try workspace.openExisting(isReadOnly: true).importIssuesCSV(number))
    }
}

struct ImportUndo: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "取り込みを取り消します。取り消したことも記録に残ります。",
        discussion: "番号は fukyu import list で確かめられます。\n\n例:\n  fukyu import undo 7 --reason 時点の指定を間違えたため")

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var actor: ActorOptions

    @Argument(help: "取り込みの番号。")
    var number: Int64

    func run() throws {
        let later = try workspace.openExisting().undoImport(number, actor: actor.name, reason: actor.reason)
        Terminal.print("取り込み \(number) を取り消しました。この取り込みが置き換えた内容は、元に戻りました。")
        if !later.isEmpty {
            let numbers = later.map(String.init).joined(separator: "、")
            Terminal.print("後の取り込み \(numbers) は、取り消した内容と同じ行を省いていることがあります。同じファイルをもう一度取り込んでください(変わりがなければ何も記録しません)。")
        }
    }
}

func split(_ text: String?) -> [String] {
    text?.split(whereSeparator: { $0 == "," || $0 == "、" || $0.isWhitespace }).map(String.init) ?? []
}
