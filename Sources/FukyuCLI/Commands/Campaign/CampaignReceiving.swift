import Adoption
import ArgumentParser
import Operations

struct CampaignApply: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "紙や電話で届いた申込みを受け付けます。画面からの申込みと同じ順番に並びます。",
        discussion: """
            例:
              fukyu campaign apply shizuoka-2027 --frame single --office 2270100013 \\
                --person '担当 太郎' --phone 054-000-0000
              fukyu campaign apply shizuoka-2027 --frame pair --office 2270100013 --partner 2270200011

            組の枠では、表示される確認コードを相手の事業所に伝えてください。相手の確認は
            fukyu campaign partner か、画面で受け付けます。
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var actor: ActorOptions
    @OptionGroup var campaign: CampaignArgument

    @Option(name: .long, help: "枠の id。")
    var frame: String

    @Option(name: .long, help: "事業所番号(10桁)。")
    var office: OfficeNumber

    @Option(name: .long, help: "組になる事業所の番号(組や紹介の枠)。")
    var partner: OfficeNumber?

    @Option(name: .long, help: "申込書でチェックされた項目の id(「,」区切り)。")
    var declare: String?

    @Option(name: .long, help: "担当者の名前。")
    var person: String = ""

    @Option(name: .long, help: "電話番号。")
    var phone: String = ""

    @Option(name: .long, help: "メールアドレス。")
    var mail: String = ""

    @Flag(name: .customLong("sure"), help: "台帳にない番号や、検査数字の合わない番号でも受け付けます。")
    var isSure = false

    @Option(name: .long, help: "同じ申込みを二重に受け付けないための印(32桁の16進数)。指定がなければ新しく作ります。")
    var token: String?

    func run() throws {
        let workspace = try workspace.openExisting()
        for number in [office, partner].compactMap({ $0 }) {
            guard let doubt = try workspace.doubt(about: number) else { continue }
            guard isSure else {
                throw Failure(.invalid, doubt, hint: "番号を確かめてください。この番号でよければ --sure を付けてください。")
            }
            Terminal.remark("注意: \(doubt)")
        }
        let hasContact = !(person.isEmpty && phone.isEmpty && mail.isEmpty)
        let form = ApplicationForm(
            campaign: campaign.campaign, frame: frame, office: office, partner: partner, declarations: split(declare),
            contact: hasContact ? CampaignContact(person: person, phone: phone, mail: mail) : nil,
            token: token ?? CampaignSecrets.newToken(), channel: .staff)
        let receipt = try workspace.apply(form, actor: actor.name)
        Terminal.print(try workspace.receiptText(receipt))
    }
}

struct CampaignReceive: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receive", abstract: "これまでに受け付けた申込みの一覧(CSV)を、受付簿に加えます。",
        discussion: """
            このソフトを使い始める前や、ほかの申込みフォームで受け付けた分を、受付の順に並べた一覧から加えます。
            見出し: 受付時刻, 枠, 事業所番号, 相手の事業所番号, 結果, 結果の日(英語なら received_at, frame,
            office_number, partner_number, outcome, outcome_day)。結果は 受付、待ち、対象外、取下げ、不達成。
            受付の順に番号が付くので、後の申込みを受け付ける前に加えてください。

            例:
              fukyu campaign receive shizuoka-2026 申込み一覧.csv
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var actor: ActorOptions
    @OptionGroup var campaign: CampaignArgument

    @Argument(help: "申込みの一覧(CSV)。", completion: .file(extensions: ["csv"]))
    var file: String

    func run() throws {
        let workspace = try workspace.openExisting()
        let count = try workspace.recordApplications(
            try ApplicationList(path: file), of: campaign.campaign, actor: actor.name, reason: actor.reason)
        Terminal.print("\(count) 件の申込みを受付簿に加えました。")
    }
}

struct CampaignPartner: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "partner", abstract: "組の相手の事業所の確認を受け付けます。ここで枠が決まります。")

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var actor: ActorOptions
    @OptionGroup var campaign: CampaignArgument

    @Option(name: .long, help: "申し込んだ事業所から受け取った確認コード。")
    var code: String

    @Option(name: .long, help: "確認する事業所(相手)の番号。")
    var office: OfficeNumber

    @Option(name: .long, help: "チェックされた項目の id(「,」区切り)。")
    var declare: String?

    func run() throws {
        let workspace = try workspace.openExisting()
        let enrollment = try workspace.confirmPartner(
            code: code, office: office, declarations: split(declare), of: campaign.campaign, actor: actor.name)
        Terminal.print(try workspace.placeText(enrollment))
    }
}

struct CampaignAnswer: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer", abstract: "空きの案内への返事を記録します。")

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var actor: ActorOptions
    @OptionGroup var campaign: CampaignArgument
    @OptionGroup var receipt: ReceiptOption

    @Flag(inversion: .prefixedNo, exclusivity: .exclusive, help: "参加する(--accept)、参加しない(--no-accept)。")
    var accept: Bool

    func run() throws {
        let workspace = try workspace.openExisting()
        let enrollment = try workspace.answerOffer(
            receipt: receipt.receipt, accept: accept, of: campaign.campaign, actor: actor.name)
        Terminal.print(try workspace.placeText(enrollment))
    }
}

struct CampaignWithdraw: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "申込みの取下げを記録します。空いた枠は次の申込みに案内します。")

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var actor: ActorOptions
    @OptionGroup var campaign: CampaignArgument
    @OptionGroup var receipt: ReceiptOption

    func run() throws {
        let workspace = try workspace.openExisting()
        let enrollment = try workspace.withdraw(
            receipt: receipt.receipt, of: campaign.campaign, actor: actor.name, reason: actor.reason)
        Terminal.print(try workspace.endingText(enrollment))
    }
}

struct CampaignFail: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fail", abstract: "条件を満たせなくなったことを記録します。空いた枠は次の申込みに案内します。")

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var actor: ActorOptions
    @OptionGroup var campaign: CampaignArgument
    @OptionGroup var receipt: ReceiptOption

    @Option(name: .long, help: "満たせなくなった条件の id。")
    var condition: String

    func run() throws {
        let workspace = try workspace.openExisting()
        let enrollment = try workspace.fail(
            receipt: receipt.receipt, condition: condition, of: campaign.campaign, actor: actor.name,
            reason: actor.reason)
        Terminal.print(try workspace.endingText(enrollment))
    }
}

struct CampaignRefuse: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refuse", abstract: "確認の結果、対象外だったことを記録します。理由(--reason)は必ず書いてください。")

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var actor: ActorOptions
    @OptionGroup var campaign: CampaignArgument
    @OptionGroup var receipt: ReceiptOption

    func validate() throws {
        if actor.reason.isEmpty { throw ValidationError("--reason に、対象外とした理由を書いてください。") }
    }

    func run() throws {
        let workspace = try workspace.openExisting()
        let enrollment = try workspace.refuse(
            receipt: receipt.receipt, of: campaign.campaign, actor: actor.name, reason: actor.reason)
        Terminal.print(try workspace.endingText(enrollment))
    }
}

struct CampaignReinstate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reinstate", abstract: "間違えて終わらせた申込みを戻します。枠が空いていれば枠に、なければ待ちの最後に並びます。")

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var actor: ActorOptions
    @OptionGroup var campaign: CampaignArgument
    @OptionGroup var receipt: ReceiptOption

    func run() throws {
        let workspace = try workspace.openExisting()
        let enrollment = try workspace.reinstate(
            receipt: receipt.receipt, of: campaign.campaign, actor: actor.name, reason: actor.reason)
        Terminal.print(try workspace.placeText(enrollment))
    }
}

extension OfficeNumber: ExpressibleByArgument {
    /// Full-width digits are put right.
    public init?(argument: String) {
        // On the command line nothing lost a zero by itself: nine digits are a slip of the pen.
        guard argument.filter({ !$0.isWhitespace && $0 != "-" }).count == 10,
            let number = OfficeNumber.read(argument)
        else { return nil }
        self = number
    }
}
