import Adoption
import ArgumentParser
import Operations

struct SegmentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "segment", abstract: "普及の段階を表示します(イノベーター理論の5つの区分、申請済み・重点・見込み)。",
        discussion: """
            --offices は、事業所を1つずつ、最初の利用日と区分とともに書き出します。事業所が分かる表なので、
            庁内だけで使い、公表しないでください。

            例:
              fukyu segment --municipality 静岡市
              fukyu segment --prefecture 静岡県 --as-of 2026-03-31
              fukyu segment --municipality 静岡市 --offices > 区分.csv
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
        if offices { return try Terminal.print(pages.edition.segmentOffices(of: area)) }
        try Terminal.print(json ? pages.edition.segmentJSON(of: area) : pages.edition.segmentText(of: area))
    }
}
