import Adoption
import ArgumentParser
import Operations

struct CampaignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "campaign", abstract: "キャンペーン(募集、受付、条件の確認、支払い)を進めます。",
        discussion: """
            はじめから終わりまで:
              fukyu campaign new shizuoka-2027                  定義ファイルのひな形を作ります
              fukyu campaign check shizuoka-2027.yaml           定義を確かめます
              fukyu campaign register shizuoka-2027.yaml        記録に加えます(受付は募集期間に始まります)
              fukyu campaign flyer shizuoka-2027                ちらしを作ります
              fukyu campaign book shizuoka-2027                 受付簿
              fukyu campaign calls shizuoka-2027                電話をかける先(期限の近い順)
              fukyu campaign payments shizuoka-2027             支払いの一覧
            """,
        subcommands: [
            CampaignNew.self, CampaignCheck.self, CampaignRegister.self, CampaignList.self, CampaignFlyer.self,
            CampaignApply.self, CampaignReceive.self, CampaignPartner.self, CampaignAnswer.self, CampaignWithdraw.self,
            CampaignFail.self,
            CampaignRefuse.self, CampaignReinstate.self, CampaignAdvance.self, CampaignRecord.self,
            CampaignCorrect.self, CampaignHearing.self, CampaignCase.self, CampaignBookCommand.self,
            CampaignHistory.self, CampaignStatus.self, CampaignConditions.self, CampaignCalls.self,
            CampaignPayments.self, CampaignContacts.self,
        ])
}

/// Which campaign a command is about.
struct CampaignArgument: ParsableArguments {
    @Argument(help: "キャンペーンの id。")
    var campaign: String
}

/// Which application of it.
struct ReceiptOption: ParsableArguments {
    @Option(name: .long, help: "受付番号。")
    var receipt: Int
}

struct CampaignNew: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "定義ファイルのひな形を作ります。",
        discussion: "例:\n  fukyu campaign new shizuoka-2027\n\nできたファイルを書き換え、fukyu campaign check で確かめてください。")

    @OptionGroup var workspace: WorkspaceOptions

    @Argument(help: "新しいキャンペーンの id(半角の小文字、数字、ハイフン)。")
    var id: String

    @Option(name: .long, help: "書き出すファイル。指定がなければ id.yaml。", completion: .file())
    var out: String?

    func run() throws {
        let path = out ?? "\(id).yaml"
        guard !Files.exists(path) else {
            throw Failure(.conflict, "\(path) は、すでにあります。", hint: "--out で別の名前を指定してください。")
        }
        let folder = try ProjectFolder.find(named: workspace.project ?? environment("FUKYU_PROJECT"))
        try Files.write(Array(try CampaignTemplate(id: id, project: folder).text.utf8), to: path)
        Terminal.print("\(path) を作りました。内容を書き換えてから、次を実行してください:\n  fukyu campaign check \(path)")
    }
}

struct CampaignCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "定義ファイルの誤りを、すべて行番号とともに示します。")

    @OptionGroup var workspace: WorkspaceOptions

    @Argument(help: "定義ファイル(YAML)。", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    func run() throws {
        let workspace = try workspace.openExisting(isReadOnly: true)
        let check = try workspace.checkCampaign(file: file)
        Terminal.print(check.text)
        if let definition = check.definition, definition.closes <= Clock.now() {
            Terminal.remark("注意: 募集期間(\(definition.lastMinute.minuteInJapan) まで)は、もう終わっています。")
        }
        if check.hasMistakes { throw ExitCode(Failure.Code.invalid.exitStatus) }
    }
}

struct CampaignRegister: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register", abstract: "定義を記録に加えます。内容を変えて登録し直すと、新しい版になります。",
        discussion: """
            前の版で受け付けた申込みには、前の版の決まりが使われます。

            例:
              fukyu campaign register shizuoka-2027.yaml
              fukyu campaign register shizuoka-2027.yaml --effective '2027-05-10 09:00' --reason 募集数を増やすため
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var actor: ActorOptions

    @Argument(help: "定義ファイル(YAML)。", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    @Option(name: .long, help: "新しい版が有効になる時刻(例: '2027-05-10 09:00')。指定がなければ今から。")
    var effective: WallClockTime?

    func run() throws {
        let workspace = try workspace.openExisting()
        let done = try workspace.registerCampaign(
            file: file, effective: effective?.instant, actor: actor.name, reason: actor.reason)
        let definition = done.definition
        if done.isUnchanged {
            Terminal.print("「\(definition.title)」は第\(done.version)版と同じ内容です。何も記録していません。")
            return
        }
        Terminal.print(
            """
            「\(definition.title)」の第\(done.version)版を登録しました(\(done.effective.minuteInJapan) から有効)。
            募集期間: \(definition.opens.minuteInJapan) から \(definition.lastMinute.minuteInJapan) まで
            申込みの画面: \(definition.texts.address ?? "(このサーバーの住所)")/campaigns/\(definition.id)/apply
            """)
        if definition.texts.address == nil {
            Terminal.remark("注意: 定義に texts.address がないので、公開するページとちらしに、申込みの画面への案内が出ません。")
        }
    }
}

struct CampaignList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "登録したキャンペーンを表示します。")

    @OptionGroup var workspace: WorkspaceOptions

    func run() throws {
        let workspace = try workspace.openExisting(isReadOnly: true)
        Terminal.print(try workspace.campaignList())
    }
}

struct CampaignAdvance: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "advance", abstract: "期限の過ぎたものを記録し、空いた枠を次の申込みに案内します。",
        discussion: "fukyu serve は1分ごとに同じことをします。何度実行しても、同じことを二重に記録することはありません。")

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var actor: ActorOptions

    func run() throws {
        Terminal.print(try workspace.openExisting().advanceCampaigns(actor: actor.name).text)
    }
}

/// A time on a wall in Japan, to the minute: `2027-05-10 09:00`.
struct WallClockTime: ExpressibleByArgument {
    let instant: Instant

    init?(argument: String) {
        let parts = argument.split(whereSeparator: { $0 == " " || $0 == "T" || $0 == "　" })
        guard parts.count == 2, let day = Day.read(String(parts[0])),
            let instant = Instant("\(day)T\(parts[1].count == 5 ? parts[1] + ":00" : parts[1])+09:00")
        else { return nil }
        self.instant = instant
    }
}
