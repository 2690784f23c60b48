import Adoption
import ArgumentParser
import Operations

/// How a document is printed.
struct CampaignDocumentOptions: ParsableArguments {
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var campaign: CampaignArgument
    @OptionGroup var time: TimeOptions
    @OptionGroup var language: LanguageOptions

    @Flag(name: .long, help: "JSONで出力します。")
    var json = false

    @Option(name: .long, help: "CSVをこのファイルに書きます(- は標準出力)。", completion: .file(extensions: ["csv"]))
    var csv: String?

    @Option(name: .long, help: "印刷用のHTMLをこのファイルに書きます。", completion: .file(extensions: ["html"]))
    var html: String?

    @Option(name: .long, help: "CSVの文字コード(utf8 または cp932)。cp932 にない文字は置き換え、その数を知らせます。")
    var encoding: ExportEncoding = .utf8

    func validate() throws {
        if [json, csv != nil, html != nil].filter({ $0 }).count > 1 {
            throw ValidationError("--json、--csv、--html は、どれか1つです。")
        }
    }

    func request(showsContacts: Bool = false) -> CampaignDocumentRequest {
        CampaignDocumentRequest(
            campaign: campaign.campaign, asOf: time.day, knownAt: time.knownAt, language: language.lang,
            showsContacts: showsContacts)
    }

    func print(_ document: CampaignDocument, showsContacts: Bool = false) throws {
        let workspace = try workspace.openExisting(isReadOnly: true)
        let request = request(showsContacts: showsContacts)
        if let csv {
            let (bytes, replaced) = try workspace.campaignTable(document, request, encoding: encoding)
            try write(bytes, to: csv)
            if replaced > 0 { Terminal.remark("cp932 にない \(replaced) 文字を置き換えました。") }
        } else if let html {
            try write(try workspace.campaignDocument(document, request, as: .page), to: html)
        } else {
            try Terminal.print(
                try workspace.campaignDocument(
                    document, request, as: json ? .json : .text, isEmphasised: Terminal.outputIsTerminal))
        }
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        if path == "-" {
            try Terminal.print(bytes)
        } else {
            try Files.write(bytes, to: path)
            Terminal.remark("\(path) に書きました。")
        }
    }
}

struct CampaignBookCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "book", abstract: "受付簿(受付の順に、時刻と決定)を表示します。印刷用のHTMLとCSVもできます(職員用)。")

    @OptionGroup var options: CampaignDocumentOptions

    func run() throws { try options.print(.book) }
}

struct CampaignStatus: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "枠、申込み、条件、支払いの今の状況を表示します(職員用)。")

    @OptionGroup var options: CampaignDocumentOptions

    func run() throws { try options.print(.status) }
}

struct CampaignConditions: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conditions", abstract: "申込みごとに、各条件の判定と理由と根拠を表示します(職員用)。",
        discussion: """
            --since を付けると、その時刻に分かっていた内容での判定と比べ、変わったものだけを表示します。

            例:
              fukyu campaign conditions shizuoka-2027 --as-of 2027-12-31
              fukyu campaign conditions shizuoka-2027 --since 2027-11-30
            """)

    @OptionGroup var options: CampaignDocumentOptions

    @Option(
        name: .long, help: "この時刻に分かっていた内容での判定と比べます(例: 2027-11-30、'2027-11-30 17:00')。",
        transform: CampaignConditions.instant)
    var since: Instant?

    /// A day (its end), an instant, or a time on a wall in Japan.
    private static func instant(_ text: String) throws -> Instant {
        guard let instant = Instant(argument: text) ?? WallClockTime(argument: text)?.instant else {
            throw ValidationError("日付(2027-11-30)か時刻('2027-11-30 17:00')を書いてください。")
        }
        return instant
    }

    func run() throws {
        guard let since else { return try options.print(.conditions) }
        let workspace = try options.workspace.openExisting(isReadOnly: true)
        Terminal.print(try workspace.verdictChangesText(options.request(), since: since))
    }
}

struct CampaignCalls: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calls", abstract: "待っているもの(アンケート、利用開始など)を、期限の近い順に表示します(職員用)。")

    @OptionGroup var options: CampaignDocumentOptions

    @Flag(name: .long, help: "連絡先も表示します。")
    var contacts = false

    func run() throws { try options.print(.calls, showsContacts: contacts) }
}

struct CampaignPayments: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "payments", abstract: "支払いの一覧(金額とその理由)を表示します。会計用のCSVもできます(職員用)。",
        discussion: "例:\n  fukyu campaign payments shizuoka-2027 --csv 支払い.csv --encoding cp932")

    @OptionGroup var options: CampaignDocumentOptions

    func run() throws { try options.print(.payments) }
}

struct CampaignHistory: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "1つの申込みの記録を、番号とともにすべて表示します(職員用)。")

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var campaign: CampaignArgument
    @OptionGroup var receipt: ReceiptOption

    @Option(name: .customLong("known-at"), help: "この時刻までに記録された内容(訂正の前を見るとき)。")
    var knownAt: Instant?

    func run() throws {
        let workspace = try workspace.openExisting(isReadOnly: true)
        Terminal.print(
            try workspace.historyText(receipt: receipt.receipt, of: campaign.campaign, knownAt: knownAt))
    }
}

struct CampaignContacts: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contacts", abstract: "申込みの連絡先を表示、または消します(職員用)。",
        discussion: "連絡先は、定義で定めた日に自動で消えます。\n\n例:\n  fukyu campaign contacts shizuoka-2027 --delete 12")

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var campaign: CampaignArgument

    @Option(name: .long, help: "この受付番号の連絡先を消します(本人の求めなど)。")
    var delete: Int?

    func run() throws {
        let workspace = try workspace.openExisting(isReadOnly: delete == nil)
        if let delete {
            try workspace.deleteContact(receipt: delete, of: campaign.campaign)
            Terminal.print("受付番号 \(delete) の連絡先を消しました。")
        } else {
            Terminal.print(try workspace.contactsText(of: campaign.campaign))
        }
    }
}

struct CampaignFlyer: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flyer", abstract: "ちらし(A4、1ページ)をHTMLと、Chromium があればPDFで作ります。",
        discussion: """
            QRコードは、定義の texts.address にある申込みの画面の住所です。登録する前の定義からも作れます。

            例:
              fukyu campaign flyer shizuoka-2027 --out ちらし.html
              fukyu campaign flyer --definition shizuoka-2027.yaml --out ちらし.html
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var language: LanguageOptions

    @Argument(help: "キャンペーンの id。")
    var campaign: String?

    @Option(name: .long, help: "まだ登録していない定義ファイル。", completion: .file(extensions: ["yaml", "yml"]))
    var definition: String?

    @Option(name: .long, help: "書き出すHTMLファイル。PDFは同じ名前で .pdf になります。", completion: .file(extensions: ["html"]))
    var out: String = "flyer.html"

    @Flag(name: .customLong("no-pdf"), help: "PDFを作りません。")
    var withoutPDF = false

    func validate() throws {
        if (campaign == nil) == (definition == nil) {
            throw ValidationError("キャンペーンの id か --definition の、どちらか1つが要ります。")
        }
    }

    func run() throws {
        let workspace = try workspace.openExisting(isReadOnly: true)
        let request = FlyerRequest(
            file: out, language: language.lang, makesPDF: !withoutPDF, searchPath: environment("PATH") ?? "")
        let report =
            if let definition {
                try workspace.makeFlyer(ofFile: definition, request)
            } else {
                try workspace.makeFlyer(of: campaign ?? "", request)
            }
        Terminal.print(report.text)
    }
}
