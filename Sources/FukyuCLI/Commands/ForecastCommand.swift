import Adoption
import ArgumentParser
import Operations

struct ForecastCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forecast", abstract: "今後の見通しを表示します(直近のペース、KPIに届く時期、過去の当たり方)。",
        discussion: """
            幅のある予想は、同じ県の過去の記録で当たり方が確かめられたときだけ示します。
            --if-… を付けると、仮定を置いた見通しを、置かない見通しと並べて示します。記録は変わりません。

            例:
              fukyu forecast --municipality 静岡市
              fukyu forecast --prefecture 静岡県 --as-of 2026-10-31
              fukyu forecast --municipality 静岡市 --if-joining 5 --by 2026-12-31
              fukyu forecast --municipality 静岡市 --if-offices 2270100001,2270100019 --by 2026-12-31
              fukyu forecast --prefecture 静岡県 --if-unmoved-drop
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var area: AreaOptions
    @OptionGroup var time: TimeOptions
    @OptionGroup var language: LanguageOptions

    @Flag(name: .long, help: "ページと同じJSONで出力します。")
    var json = false

    @Option(name: .customLong("if-joining"), help: "仮定: この数の事業所が、--by の日までに利用を始める(市区町村だけ)。")
    var joining: Int?

    @Option(name: .customLong("if-offices"), help: "仮定: これらの事業所番号(カンマ区切り)が、--by の日までに利用を始める。")
    var offices: String?

    @Option(name: .long, help: "仮定の事業所が利用を始める日(例: 2026-12-31)。")
    var by: Day?

    @Flag(name: .customLong("if-unmoved-drop"), help: "仮定: 新しい経路へ移っていない事業所が、経路の変わる月に利用から外れる。")
    var unmovedDrop = false

    private var numbers: [String] {
        (offices ?? "").split { $0 == "," || $0 == "、" || $0 == " " }.map(String.init)
    }

    func validate() throws {
        if let joining, joining < 1 { throw ValidationError("--if-joining には1以上の数を指定してください。") }
        if offices != nil, numbers.isEmpty { throw ValidationError("--if-offices に事業所番号がありません。") }
        let joins = joining != nil || offices != nil
        if joins, by == nil { throw ValidationError("--if-joining と --if-offices には --by で日を指定してください。") }
        if !joins, by != nil { throw ValidationError("--by は --if-joining か --if-offices と一緒に指定してください。") }
    }

    func run() throws {
        let pages = try AreaPages(workspace, time, language)
        let area = try area.selection(pages.state.reference)
        let request = ForecastRequest(joining: joining, offices: numbers, day: by, unmovedDrop: unmovedDrop)
        try Terminal.print(
            json
                ? pages.edition.forecastJSON(of: area, supposing: request)
                : pages.edition.forecastText(of: area, supposing: request))
    }
}
