import Adoption
import ArgumentParser
import Operations

struct NetworkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "network", abstract: "連携ネットワーク(やり取りの相手のうち、データになった割合)を表示します。",
        discussion: """
            やり取りの記録は fukyu import exchanges、相手の一覧は fukyu import partners で取り込みます。
            --offices は事業所を1つずつ書き出します。事業所が分かる表なので、庁内だけで使い、公表しないでください。

            例:
              fukyu network --municipality 静岡市
              fukyu network --prefecture 静岡県 --as-of 2026-10-31 --json
              fukyu network --municipality 静岡市 --offices > 相手.csv
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var area: AreaOptions
    @OptionGroup var time: TimeOptions
    @OptionGroup var language: LanguageOptions

    @Flag(name: .long, help: "ページと同じJSONで出力します。")
    var json = false

    @Flag(name: .long, help: "事業所ごとの一覧をCSVで出力します(庁内用)。")
    var offices = false

    func validate() throws {
        if json, offices { throw ValidationError("--json と --offices は一緒に指定できません。") }
    }

    func run() throws {
        let pages = try AreaPages(workspace, time, language)
        let area = try area.selection(pages.state.reference)
        if offices { return try Terminal.print(pages.edition.networkOffices(of: area)) }
        try Terminal.print(json ? pages.edition.networkJSON(of: area) : pages.edition.networkText(of: area))
    }
}
