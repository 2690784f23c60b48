import Adoption
import ArgumentParser
import Operations

struct TargetsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "targets", abstract: "働きかける先の一覧を作ります(職員用。公開するページには出ません)。",
        discussion: """
            一覧:
              visits        利用していない事業所を、訪ねる順に(理由つき)
              corporations  利用していない事業所の多い法人
              paper         誓約や登録のままで、やり取りの記録のない事業所
              lapse         利用の終わりが近い事業所(30日、14日、3日以内)と、2027年の移行

            例:
              fukyu targets --municipality 静岡市
              fukyu targets visits --prefecture 静岡県 --service 居宅介護支援 --reason 研修会 --csv 訪問先.csv
              fukyu targets lapse --municipality 静岡市 --within 14
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var area: AreaOptions
    @OptionGroup var time: TimeOptions

    @Argument(help: "一覧: visits、corporations、paper、lapse。指定がなければ visits。")
    var kind: TargetRequest.Kind = .visits

    @Option(name: .long, help: "このサービスの事業所だけ(コードか名前)。")
    var service: String?

    @Option(name: .long, help: "この理由のある事業所だけ(「,」区切りで、すべてを満たすもの)。")
    var reason: String?

    @Option(name: .long, help: "終わりまでの日数(1から30)。")
    var within: Int = TargetRequest.horizon

    @Option(name: .long, help: "載せる件数。指定がなければ、画面では20件、JSONとCSVではすべて。")
    var limit: Int?

    @Flag(name: .long, help: "JSONで出力します。")
    var json = false

    @Option(name: .long, help: "CSVをこのファイルに書きます(- は標準出力)。", completion: .file())
    var csv: String?

    @Option(name: .long, help: "CSVの文字コード(utf8 または cp932)。cp932 にない文字は置き換え、その数を知らせます。")
    var encoding: ExportEncoding = .utf8

    /// What fits on a screen or two.
    private static let printed = 20

    func validate() throws {
        if !(1...TargetRequest.horizon).contains(within) {
            throw ValidationError("--within は 1 から \(TargetRequest.horizon) です。")
        }
        if let limit, limit < 1 { throw ValidationError("--limit は 1 以上です。") }
        if json, csv != nil { throw ValidationError("--json と --csv は、どちらか1つです。") }
    }

    func run() throws {
        let workspace = try workspace.openExisting(isReadOnly: true)
        let reference = try workspace.state(knownAt: time.knownAt).reference
        let isPrinted = !json && csv == nil
        let list = try workspace.targets(
            TargetRequest(
                kind: kind, area: try area.selection(reference), day: time.day, knownAt: time.knownAt,
                service: service, reasons: split(reason), within: within,
                limit: limit ?? (isPrinted ? TargetsCommand.printed : nil)))
        if json {
            Terminal.print(try list.json())
        } else if let csv {
            try write(list, to: csv)
        } else {
            Terminal.print(list.text())
        }
    }

    private func write(_ list: StaffList, to path: String) throws {
        let (bytes, replaced) = try list.csv(encoding)
        if path == "-" {
            try Terminal.print(bytes)
        } else {
            try Files.write(bytes, to: path)
            Terminal.remark("\(path) に書きました。職員用の資料です。公開しないでください。")
        }
        if replaced > 0 { Terminal.remark("cp932 にない \(replaced) 文字を置き換えました。") }
    }
}

extension TargetRequest.Kind: ExpressibleByArgument {}
