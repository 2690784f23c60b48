import Adoption
import ArgumentParser
import Operations

struct CampaignRecord: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "起きたこと(利用開始、アンケート、書類、費用、支払など)を記録します。",
        discussion: """
            段階: \(EnrollmentStep.Kind.statedNames)

            例:
              fukyu campaign record shizuoka-2027 --receipt 12 --step アンケート --subject campaign-start --day 2027-06-03
              fukyu campaign record shizuoka-2027 --receipt 12 --step 費用 --amount 21000 --evidence '領収書 3号'
              fukyu campaign record shizuoka-2027 --file 支払済み.csv

            ファイルの見出し: 受付番号, 段階, 日付, 対象, 金額, 事業所番号, 根拠(英語なら receipt, step, day,
            subject, amount, office_number, evidence)。1行でも誤りがあれば、何も記録しません。
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var actor: ActorOptions
    @OptionGroup var campaign: CampaignArgument

    @Option(name: .long, help: "受付番号。")
    var receipt: Int?

    @Option(name: .long, help: "段階。")
    var step: String?

    @Option(name: .long, help: "起きた日。指定がなければ今日。")
    var day: Day?

    @Option(name: .long, help: "対象(アンケートや書類や取組の id。確認のときは理由の名前)。")
    var subject: String = ""

    @Option(name: .long, help: "金額(円)。")
    var amount: Int?

    @Option(name: .long, help: "組の枠で、どちらの事業所のことか。指定がなければ申込み全体。")
    var office: OfficeNumber?

    @Option(name: .long, help: "根拠(領収書の番号、電話の日時など)。")
    var evidence: String = ""

    @Option(name: .long, help: "まとめて記録するCSVファイル。", completion: .file(extensions: ["csv"]))
    var file: String?

    func validate() throws {
        guard file == nil else { return }
        guard receipt != nil, let step else { throw ValidationError("--receipt と --step(または --file)が要ります。") }
        if EnrollmentStep.Kind(stated: step) == nil {
            throw ValidationError("--step に使えるのは \(EnrollmentStep.Kind.statedNames) です。")
        }
    }

    func run() throws {
        let workspace = try workspace.openExisting()
        var statements: [StepStatement] = []
        if let file {
            statements = try StepList(path: file).statements
        } else if let receipt, let kind = step.flatMap(EnrollmentStep.Kind.init(stated:)) {
            statements = [
                StepStatement(
                    receipt: receipt, kind: kind, day: day ?? Clock.today, subject: subject, amount: amount,
                    office: office, evidence: evidence)
            ]
        }
        try workspace.recordSteps(
            statements, of: campaign.campaign, actor: actor.name, reason: actor.reason)
        let shown = statements.prefix(10).map { statement in
            "受付番号 \(statement.receipt)  \(statement.day)  \(statement.kind.statedName ?? "")  \(statement.subject)"
                + (statement.amount.map { " \($0)円" } ?? "")
        }
        let rest = statements.count > shown.count ? ["ほか \(statements.count - shown.count) 件"] : []
        Terminal.print((["\(statements.count) 件を記録しました。"] + shown + rest).joined(separator: "\n"))
        if let text = try workspace.overpaidText(statements, of: campaign.campaign) { Terminal.remark(text) }
    }
}

struct CampaignCorrect: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "correct", abstract: "記録した内容を訂正、または取り消します。前の内容も記録に残ります。",
        discussion: """
            記録の番号は fukyu campaign history で確かめられます。

            例:
              fukyu campaign correct shizuoka-2027 --fact 4711 --day 2027-06-02 --reason 日付の書き間違い
              fukyu campaign correct shizuoka-2027 --fact 4711 --remove --reason 別の事業所の回答だった
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var actor: ActorOptions
    @OptionGroup var campaign: CampaignArgument

    @Option(name: .long, help: "訂正する記録の番号。")
    var fact: Int64

    @Flag(name: .long, help: "取り消します。")
    var remove = false

    @Option(name: .long, help: "正しい日付。")
    var day: Day?

    @Option(name: .long, help: "正しい対象。")
    var subject: String?

    @Option(name: .long, help: "正しい金額(円)。")
    var amount: Int?

    @Option(name: .long, help: "正しい根拠。")
    var evidence: String?

    func validate() throws {
        if !remove, day == nil, subject == nil, amount == nil, evidence == nil {
            throw ValidationError("直す内容(--day、--subject、--amount、--evidence)か --remove が要ります。")
        }
    }

    func run() throws {
        let workspace = try workspace.openExisting()
        var statement: StepStatement?
        if !remove {
            let step = try workspace.enrollmentStep(fact, of: campaign.campaign)
            statement = StepStatement(
                receipt: step.receipt, kind: step.kind, day: day ?? step.day, subject: subject ?? step.subject,
                amount: amount ?? step.amount, office: step.office, evidence: evidence ?? step.evidence)
        }
        try workspace.correctStep(
            fact, to: statement, of: campaign.campaign, actor: actor.name, reason: actor.reason)
        Terminal.print(remove ? "記録 \(fact) を取り消しました。" : "記録 \(fact) を訂正しました。")
    }
}

struct CampaignHearing: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hearing", abstract: "業務のやり方の聞き取り(変更前)と確認(変更後)を、業務ごとに記録します。",
        discussion: """
            CSVの見出し: 業務, 担当, 期日, 分, 備考
            業務: \(WorkPractice.Task.statedNames)
            担当: \(WorkPractice.Role.statedNames)

            例:
              fukyu campaign hearing shizuoka-2027 --receipt 3 --office 2270100013 --phase before --file 聞き取り.csv
            """)

    enum Phase: String, ExpressibleByArgument, CaseIterable { case before, after }

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var actor: ActorOptions
    @OptionGroup var campaign: CampaignArgument
    @OptionGroup var receipt: ReceiptOption

    @Option(name: .long, help: "聞き取った事業所の番号。")
    var office: OfficeNumber

    @Option(name: .long, help: "before(変更前の聞き取り)か after(変更後の確認)。")
    var phase: Phase

    @Option(name: .long, help: "聞き取った日。指定がなければ今日。")
    var day: Day?

    @Option(name: .long, help: "聞き取り票(CSV)。", completion: .file(extensions: ["csv"]))
    var file: String

    @Option(name: .long, help: "根拠(訪問、電話など)。")
    var evidence: String = ""

    func run() throws {
        let workspace = try workspace.openExisting()
        let list = try PracticeList(
            path: file, campaign: campaign.campaign, receipt: receipt.receipt, office: office,
            phase: phase == .before ? .before : .after, day: day ?? Clock.today)
        try workspace.recordPractices(
            list.practices, evidence: evidence, of: campaign.campaign, actor: actor.name, reason: actor.reason)
        Terminal.print("\(list.practices.count) の業務を記録しました。")
    }
}

struct CampaignCase: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "case", abstract: "事業所の同意を得て、活用事例を公開します。同意の撤回も記録します。",
        discussion: """
            例:
              fukyu campaign case shizuoka-2027 --receipt 3 --office 2270100013 --consent 2027-12-10 \\
                --name 'A居宅介護支援事業所' --title '印刷と振り分けがなくなりました' --text 事例.txt
              fukyu campaign case shizuoka-2027 --receipt 3 --office 2270100013 --withdraw
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var actor: ActorOptions
    @OptionGroup var campaign: CampaignArgument
    @OptionGroup var receipt: ReceiptOption

    @Option(name: .long, help: "事業所の番号。")
    var office: OfficeNumber

    @Option(name: .long, help: "同意を得た日。")
    var consent: Day?

    @Flag(name: .long, help: "同意の撤回を記録します。ページはなくなります。")
    var withdraw = false

    @Option(name: .long, help: "公開するときの事業所の名前の示し方。")
    var name: String = ""

    @Option(name: .long, help: "題名。")
    var title: String = ""

    @Option(name: .long, help: "本文のファイル(UTF-8)。", completion: .file())
    var text: String?

    func validate() throws {
        if consent == nil, !withdraw { throw ValidationError("--consent(同意の日)か --withdraw が要ります。") }
        if consent != nil, withdraw { throw ValidationError("--consent と --withdraw は、どちらか一方です。") }
    }

    func run() throws {
        let workspace = try workspace.openExisting()
        let study = CaseStudy(
            campaign: campaign.campaign, receipt: receipt.receipt, office: office,
            consentDay: withdraw ? nil : consent, shownName: name, title: title,
            text: try text.map { try Files.readText($0) } ?? "")
        try workspace.recordCaseStudy(study, actor: actor.name, reason: actor.reason)
        Terminal.print(withdraw ? "同意の撤回を記録しました。事例は公開されません。" : "活用事例を記録しました。次の公開から載ります。")
    }
}
