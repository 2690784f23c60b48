import Adoption
import ArgumentParser
import Operations

struct SampleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample", abstract: "試用のための架空のデータを、実際の様式のファイルで作ります。",
        discussion: """
            市区町村と事業所の数は実際のもの、事業所の名前・番号・普及の様子は架空です。同じ種(seed)からは同じファイルができます。
            県を指定しなければ、付属の見本と同じもの(静岡県と鳥取県、2つのキャンペーン、連携ファイルの名前、やり取りの相手、
            介護ソフト)を作ります。県を指定すると、その県の事業所、登録、取組だけを作ります。

            例:
              fukyu sample --out 見本
              fukyu sample --scale prefecture --prefecture 静岡県 --out 試用データ
              fukyu sample --scale national --seed 2 --out 全国データ
            """)

    enum Scale: String, ExpressibleByArgument, CaseIterable { case prefecture, national }

    @Option(name: .long, help: "大きさ(prefecture または national)。")
    var scale: Scale = .prefecture

    @Option(name: .long, help: "種。同じ数からは同じデータができます。")
    var seed: UInt64 = 1

    @Option(name: .long, help: "県の名前か番号(--scale prefecture のとき)。")
    var prefecture: String?

    @Option(name: .long, help: "書き出すフォルダー。", completion: .directory)
    var out: String

    @Option(name: .long, help: "Dashboards と Data のあるフォルダー(環境変数 FUKYU_PROJECT)。")
    var project: String?

    func run() throws {
        let folder = try ProjectFolder.find(named: project ?? environment("FUKYU_PROJECT"))
        let summary = try folder.writeSample(
            isNational: scale == .national, prefecture: prefecture, seed: seed, to: out)
        Terminal.print(summary)
    }
}
