import Adoption
import ArgumentParser
import Operations

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "表をCSVで書き出します(データ辞書と datapackage.json 付き)。",
        discussion: """
            表: \(ExportTable.allCases.map { "\($0.rawValue)(\($0.title))" }.joined(separator: "、"))

            例:
              fukyu export all --out 書き出し
              fukyu export municipality_kpi --encoding cp932 --out 書き出し
              fukyu export registrations > registrations.csv
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var time: TimeOptions

    @Argument(help: "表の名前、または all。")
    var table: String

    @Option(name: .long, help: "書き出すフォルダー。指定がなければ、1つの表を標準出力に書きます。", completion: .directory)
    var out: String?

    @Option(name: .long, help: "文字コード(utf8 または cp932)。cp932 にない文字は置き換え、その数を知らせます。")
    var encoding: ExportEncoding = .utf8

    func run() throws {
        let workspace = try workspace.openExisting(isReadOnly: true)
        let tables = try ExportTable.named(table)
        guard let out else {
            guard tables.count == 1, let table = tables.first else {
                throw Failure(.invalid, "すべての表を書き出すにはフォルダーが要ります。", hint: "--out で指定してください(例: --out 書き出し)。")
            }
            let summary = try workspace.export(
                table, knownAt: time.knownAt, asOf: time.day, encoding: encoding
            ) { try Terminal.print(Array($0)) }
            if summary.replacedCharacters > 0 {
                Terminal.remark("cp932 にない \(summary.replacedCharacters) 文字を置き換えました。")
            }
            return
        }
        let progress = ProgressLine()
        defer { progress.clear() }
        let report = try workspace.export(
            tables, to: out, knownAt: time.knownAt, asOf: time.day, encoding: encoding, progress: progress.receiver)
        progress.clear()
        Terminal.print(report)
    }
}

extension ExportEncoding: ExpressibleByArgument {}
